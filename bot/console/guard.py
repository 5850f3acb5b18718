"""What stands around every answer of the desk: headers, size of forms, errors without detail."""

import logging
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any, Final

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.console.access import SIGN_IN_PATH, WORDS_FIELD, Caller, Door, without_cookie
from bot.console.refusals import (
    BY_STATUS,
    SOMETHING_WRONG,
    SignedOutError,
    refusal_of,
    refusal_of_status,
)
from bot.domain.errors import HelplineError, TooManyTriesError
from bot.domain.text import Text

log = logging.getLogger(__name__)

# Ten thousand Kazakh letters, each six characters in a form, and room for the rest.
BODY_AT_MOST: Final = 128 * 1024
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS: Final[Mapping[str, str]] = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": (
        "camera=(), microphone=(), geolocation=(), display-capture=(), clipboard-read=(), "
        "payment=(), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}
HSTS: Final = "max-age=31536000"


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
                self._dress(message, scope)
            await send(message)

        try:
            body = await read_body(scope, receive)
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

    def _dress(self, message: MutableMapping[str, Any], scope: Scope) -> None:
        headers = MutableHeaders(scope=message)
        # A picture of ours brings a policy of its own.
        headers.setdefault("Content-Security-Policy", POLICY)
        for name, value in HEADERS.items():
            headers[name] = value
        if self.door.desk.is_secure or scope.get("scheme") == "https":
            headers["Strict-Transport-Security"] = HSTS

    def _refuse(self, status: int, sentence: Text, scope: Scope) -> Response:
        return self.door.stranger(Request(scope)).refused(status, sentence, {})


async def read_body(scope: Scope, receive: Receive) -> bytes | None:
    """Return the whole body of a request, or None as soon as it is too long or broken off."""
    if scope["method"] in ("GET", "HEAD"):
        return b""
    declared = dict(scope["headers"]).get(b"content-length", b"0")
    if declared.isdigit() and int(declared) > BODY_AT_MOST:
        return None
    body: bytes = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            # Half a line is no line: it must not reach anybody.
            return None
        body += message.get("body", b"")
        if len(body) > BODY_AT_MOST:
            return None
        if not message.get("more_body", False):
            return body


def replayed(body: bytes, receive: Receive) -> Receive:
    """Return a channel that gives the body once, and then what the server says."""
    is_given = False

    async def channel() -> Message:
        nonlocal is_given
        if is_given:
            return await receive()
        is_given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return channel


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
        words = caller.given(WORDS_FIELD)
        return without_cookie(caller.page("sign_in.html", status, kept_words=words, sentence=None))
