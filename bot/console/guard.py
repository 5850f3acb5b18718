"""What stands around every answer of the desk: headers, size of forms, errors without detail."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.console.access import FILE_AT_MOST, SIGN_IN_PATH, Caller, Door, without_cookie
from bot.console.refusals import (
    BY_STATUS,
    SOMETHING_WRONG,
    SignedOutError,
    refusal_of,
    refusal_of_status,
)
from bot.domain.errors import HelplineError, TooManyTriesError
from bot.domain.text import Text
from bot.http.bodies import read_body, replayed
from bot.http.headers import NOTHING_ELSE, dress

log = logging.getLogger(__name__)

# Ten thousand Kazakh letters, each six characters in a form, and room for the rest.
BODY_AT_MOST: Final = 128 * 1024
# The sign-in page carries what was being written when a session ended.
OF_EDITORS: Final = ("/desk/knowledge/", SIGN_IN_PATH)
# A picture of a visitor's screen stands in a frame of ours.
IN_A_FRAME: Final[Mapping[str, Mapping[str, str]]] = {
    "/desk/knowledge/preview": {"X-Frame-Options": "SAMEORIGIN"}
}
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'"
)


@dataclass(frozen=True, slots=True)
class Guard:
    """Wraps the pages of the desk."""

    app: ASGIApp
    door: Door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, whatever happens inside, with our headers and without any detail."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        has_begun = False

        async def with_headers(message: Message) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                extra = IN_A_FRAME.get(scope["path"], NOTHING_ELSE)
                dress(message, POLICY, extra, is_secure=self._is_secure(scope))
            await send(message)

        try:
            is_file = scope["path"].startswith(OF_EDITORS)
            at_most = FILE_AT_MOST if is_file else BODY_AT_MOST
            body = await read_body(scope, receive, at_most)
            if body is None:
                await self._refuse(413, BY_STATUS[413], scope)(scope, receive, with_headers)
                return
            await self.app(scope, replayed(body, receive), with_headers)
        except Exception as error:
            # A traceback might quote what somebody wrote; the type is all that may be told.
            log.error("the desk failed: %s", type(error).__name__)  # noqa: TRY400
            if not has_begun:
                response = self._refuse(500, SOMETHING_WRONG, scope)
                await response(scope, receive, with_headers)

    def _is_secure(self, scope: Scope) -> bool:
        return self.door.desk.is_secure or scope.get("scheme") == "https"

    def _refuse(self, status: int, sentence: Text, scope: Scope) -> Response:
        return self.door.stranger(Request(scope)).refused(status, sentence, {})


@dataclass(frozen=True, slots=True)
class Refuses:
    """Turns what the desk refuses into pages, or into JSON for a script."""

    door: Door

    async def helpline(self, request: Request, error: Exception) -> Response:
        """Answer an error of ours by its sentence."""
        assert isinstance(error, HelplineError)
        caller: Caller = getattr(request.state, "caller", None) or self.door.stranger(request)
        status, sentence = refusal_of(error)
        if isinstance(error, SignedOutError) and not caller.wants_json:
            return self._signed_out(caller, status)
        headers = {}
        if isinstance(error, TooManyTriesError):
            headers["Retry-After"] = str(max(round(error.wait), 1))
        return caller.refused(status, sentence, headers)

    async def framework(self, request: Request, error: Exception) -> Response:
        """Answer what the framework refuses: an unknown page, a broken form."""
        assert isinstance(error, HTTPException)
        caller: Caller = getattr(request.state, "caller", None) or self.door.stranger(request)
        status, sentence = refusal_of_status(error)
        return caller.refused(status, sentence, dict(error.headers or {}))

    def _signed_out(self, caller: Caller, status: int) -> Response:
        """Lead to the sign-in page; a line that was being written stays on it."""
        if caller.request.method != "POST":
            return without_cookie(RedirectResponse(SIGN_IN_PATH, 303))
        page = caller.page("sign_in.html", status, kept_words=caller.typed, sentence=None)
        return without_cookie(page)
