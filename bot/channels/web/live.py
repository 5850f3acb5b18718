"""What comes without her doing: the operator's lines, for browsers with and without scripts."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Final

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.channels.web.answers import Answers
from bot.channels.web.arrivals import revision_in
from bot.channels.web.limits import Limits
from bot.channels.web.messenger import Handed, Kind, WebMessenger
from bot.channels.web.session import address_of, token_of
from bot.channels.web.view import View
from bot.channels.web.visitors import Visitors
from bot.domain.language import Language
from bot.domain.visitor import Address
from bot.http.unbroken import unbroken

PING_EVERY: Final = 15
# From there she is led to the neutral place, and for a while Back as well.
OVER: Final = "/?over=1"


@dataclass(frozen=True, slots=True)
class Live:
    """Answers `/live`, a stream, and `/new`, which says only whether there is anything new."""

    visitors: Visitors
    answers: Answers
    messenger: WebMessenger
    limits: Limits

    async def stream(self, request: Request) -> Response:
        """Open a stream; without a session there is nothing to wait for."""
        token = token_of(request)
        if not token or request.method == "HEAD":
            return Response(status_code=204)
        address = address_of(token)
        if not self.limits.may_open(address) or not await self.limits.may_look(address):
            return Response(status_code=503, headers={"Retry-After": "20"})
        return EventSourceResponse(self.events(address, _revision(request)), ping=PING_EVERY)

    async def events(self, address: Address, revision: int) -> AsyncIterator[ServerSentEvent]:
        """Yield every page that comes, until she has left."""
        with self.messenger.window(address) as window:
            sight = await unbroken(self.visitors.show(address))
            if sight is None:
                yield self._left()
                return
            if sight.revision > revision and not sight.was_away:
                yield self._screen(self.answers.view_of(sight))
            async for handed in window.sights():
                yield await self._event(handed, address)

    async def news(self, request: Request) -> Response:
        """Say in a small frame whether something new is to be seen."""
        token, revision = token_of(request), _revision(request)
        may_look = token and await self.limits.may_look(address_of(token))
        sight = await self.visitors.show(address_of(token), looks=False) if may_look else None
        is_over = sight is None and bool(may_look)
        is_there = is_over or (sight is not None and sight.revision > revision)
        drawn = self.answers.drawing.news(is_there=is_there, language=_language(request))
        return HTMLResponse(drawn)

    async def _event(self, handed: Handed, address: Address) -> ServerSentEvent:
        match handed.kind:
            case Kind.SCREEN:
                sight = await unbroken(self.visitors.show(address, looks=False))
                if sight is not None and sight.revision == handed.revision:
                    # With the time after which the page wipes itself.
                    return self._screen(self.answers.view_of(replace(sight, page=handed.page)))
                return self._screen(self.answers.view(handed.page, handed.revision))
            case Kind.SIGN:
                return ServerSentEvent("{}", event=Kind.SIGN.value)
            case Kind.LEFT:
                return self._left()

    def _screen(self, view: View) -> ServerSentEvent:
        html = self.answers.drawing.piece(view)
        return ServerSentEvent(json.dumps({"html": html}), event=Kind.SCREEN.value)

    def _left(self) -> ServerSentEvent:
        return ServerSentEvent(json.dumps({"go": OVER}), event=Kind.LEFT.value)


def _revision(request: Request) -> int:
    return revision_in(request.query_params.get("revision", ""))


def _language(request: Request) -> Language | None:
    given = request.query_params.get("language", "")
    return Language(given) if given in set(Language) else None
