"""Answers of the page: drawn whole, as the piece that a script swaps in, or a way elsewhere."""

import secrets
from dataclasses import dataclass, replace
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.web.drawing import Drawing
from bot.channels.web.session import with_farewell
from bot.channels.web.view import NOTHING_YET, View
from bot.channels.web.visitors import Visitors
from bot.domain.page import Page
from bot.domain.text import Text
from bot.services.showing import Sight

PIECE: Final = "text/x-fragment"
GO: Final = "X-Go"
HOME: Final = "/"
ONCE_BYTES: Final = 9


def wants_piece(request: Request) -> bool:
    """Tell whether a script asks, which swaps in a piece of the page."""
    return PIECE in request.headers.get("accept", "")


@dataclass(frozen=True, slots=True)
class Answers:
    """Makes every answer that a browser of a visitor gets."""

    visitors: Visitors
    drawing: Drawing

    def view(self, page: Page, revision: int = NOTHING_YET, *, notice: Text | None = None) -> View:
        """Return what a page is drawn from."""
        once = secrets.token_urlsafe(ONCE_BYTES)
        return View(page, self.visitors.exit_to, revision, once, notice=notice)

    def view_of(self, sight: Sight, *, notice: Text | None = None) -> View:
        """Return what she is to see, with the time after which nothing of it is kept."""
        left = (sight.wipe_at - self.visitors.clock()).total_seconds()
        view = self.view(sight.page, sight.revision, notice=notice)
        return replace(view, wipe_in=max(round(left), 1))

    def drawn(self, request: Request, view: View, status: int = 200) -> Response:
        """Return the page, whole or as its piece."""
        drawn = self.drawing.piece if wants_piece(request) else self.drawing.whole
        return HTMLResponse(drawn(view), status)

    def goes(self, request: Request, url: str) -> Response:
        """Return the way to another place; a script goes there without leaving a trace."""
        if wants_piece(request):
            return Response(status_code=204, headers={GO: url})
        return RedirectResponse(url, 303)

    def left(self, request: Request) -> Response:
        """Return the way to the neutral place, to which Back leads as well for a while."""
        response = self.goes(request, self.visitors.exit_to)
        return with_farewell(response, secure=self.is_secure(request))

    def is_secure(self, request: Request) -> bool:
        """Tell whether the browser came through TLS."""
        return self.visitors.is_secure or request.scope.get("scheme") == "https"
