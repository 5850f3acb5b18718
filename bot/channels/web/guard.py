"""What stands around every answer of the page: headers, size of forms, errors without detail."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.web.answers import Answers
from bot.channels.web.page_texts import TOO_LONG
from bot.domain.text import Text, _
from bot.http.bodies import read_body, replayed
from bot.http.headers import dress
from bot.http.origin import host_of

log = logging.getLogger(__name__)

# Four thousand Kazakh letters, each six characters in a form, and room for the rest.
BODY_AT_MOST: Final = 48 * 1024
OWN: Final[Mapping[str, str]] = {
    "Permissions-Policy": (
        "camera=(), microphone=(), geolocation=(self), display-capture=(), clipboard-read=(), "
        "payment=(), usb=()"
    ),
    # Whether a piece or the whole page is answered depends on who asks.
    "Vary": "Accept",
}
# The small frame for browsers without scripts stands inside a page of ours.
IN_A_FRAME: Final[Mapping[str, str]] = {**OWN, "X-Frame-Options": "SAMEORIGIN"}
NOT_FOUND: Final = _("This page cannot be found.")
FROM_ELSEWHERE: Final = _("This came from another site, so it was not accepted.")
# What can always be said, in every language.
BARE_NUMBERS: Final = "102 · 103 · 112 · 111\n"
BROKEN: Final = _("That did not work. Please try again. In danger call 102.")


@dataclass(frozen=True, slots=True)
class Guard:
    """Wraps the visitor's pages."""

    app: ASGIApp
    answers: Answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, whatever happens inside, with our headers and without any detail."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request, has_begun = Request(scope), False

        async def with_headers(message: Message) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                self._dress(message, request)
            await send(message)

        try:
            response, body = await self._refused(request, scope, receive)
            if response is not None:
                await response(scope, receive, with_headers)
                return
            await self.app(scope, replayed(body, receive), with_headers)
        except Exception as error:
            # A traceback might quote what somebody wrote; the type is all that may be told.
            log.error("the page failed: %s", type(error).__name__)  # noqa: TRY400
            if not has_begun:
                await self._last_resort(request)(scope, receive, with_headers)

    async def _refused(
        self, request: Request, scope: Scope, receive: Receive
    ) -> tuple[Response | None, bytes]:
        """Return what is answered instead where nothing may be carried out, and the body."""
        if comes_from_elsewhere(request):
            return self.page(request, FROM_ELSEWHERE, 403), b""
        body = await read_body(scope, receive, BODY_AT_MOST)
        if body is None:
            return self.page(request, TOO_LONG, 413), b""
        return None, body

    def _last_resort(self, request: Request) -> Response:
        """Return the numbers, as plain words where not even a page can be drawn."""
        try:
            return self.page(request, BROKEN, 500)
        except Exception:
            return PlainTextResponse(BARE_NUMBERS, 500)

    def page(self, request: Request, sentence: Text, status: int) -> Response:
        """Return the numbers under a sentence."""
        view = self.answers.view(self.answers.visitors.numbers(), notice=sentence)
        return self.answers.drawn(request, view, status)

    async def store_away(self, request: Request, _: Exception) -> Response:
        """Answer while the store is away: the numbers come all the same."""
        log.warning("the store is away")
        view = self.answers.view(self.answers.visitors.emergency())
        return self.answers.drawn(request, view, 503)

    async def refused(self, request: Request, error: Exception) -> Response:
        """Answer what the framework refuses: an unknown place, a broken form."""
        assert isinstance(error, HTTPException)
        sentence = NOT_FOUND if error.status_code in (404, 405) else BROKEN
        return self.page(request, sentence, error.status_code)

    async def failed(self, request: Request, _: Exception) -> Response:
        """Answer what went wrong inside; the numbers come all the same."""
        return self.page(request, BROKEN, 500)

    def _dress(self, message: Message, request: Request) -> None:
        is_frame = request.scope["path"] == "/new"
        drawing, visitors = self.answers.drawing, self.answers.visitors
        policy = drawing.news_policy() if is_frame else drawing.policy(visitors.exit_to)
        secure = self.answers.is_secure(request)
        dress(message, policy, IN_A_FRAME if is_frame else OWN, is_secure=secure)


def comes_from_elsewhere(request: Request) -> bool:
    """Tell whether a browser says that another site sent this form.

    Older telephones say nothing; there the cookie, which other sites cannot send along, is enough.
    """
    if request.method != "POST":
        return False
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("origin", "null")
    return origin != "null" and host_of(origin) != request.headers.get("host", "")
