"""The page itself: what a visitor is to see, and what she does on it."""

from dataclasses import dataclass
from typing import Final

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.channels.web.answers import HOME, Answers, wants_piece
from bot.channels.web.arrivals import Asked, arrival, arrivals_of, asked_in, is_too_long
from bot.channels.web.limits import Limits
from bot.channels.web.page_texts import TOO_LONG
from bot.channels.web.session import (
    address_of,
    has_just_left,
    new_token,
    token_of,
    with_token,
    without_token,
)
from bot.channels.web.visitors import OWN_WORD, Visitors
from bot.domain.conversation import Looked, Started
from bot.domain.text import Text, _
from bot.domain.visitor import Address
from bot.services.showing import Sight

FORM: Final = "application/x-www-form-urlencoded"
FIELDS_AT_MOST: Final = 12
# Translators: after very many presses within a minute. At most 150 characters.
TOO_QUICK: Final = _(
    "We cannot keep up with so many presses. Please wait a moment and try again. In danger "
    "call 102."
)
# Translators: when too many people come at once. At most 200 characters.
TOO_MANY: Final = _(
    "So many people are writing right now that we cannot open another page. Please call 111, or "
    "try again in a minute. In danger: 102."
)


@dataclass(frozen=True, slots=True)
class Front:
    """Answers GET and POST of `/`."""

    visitors: Visitors
    answers: Answers
    limits: Limits

    async def show(self, request: Request) -> Response:
        """Draw what she is to see now; before her first answer nothing is kept of anybody."""
        if has_just_left(request):
            if "again" not in request.query_params:
                return self.answers.goes(request, OWN_WORD)
            return self._without_token(request, RedirectResponse(HOME, 303))
        token = token_of(request)
        if token and not await self.limits.may_look(address_of(token)):
            return self._refused(request, TOO_QUICK, 429)
        sight = await self._sight(address_of(token)) if token else None
        if sight is not None:
            if request.query_params:
                # One address for everything: nothing stands in the history but this.
                return RedirectResponse(HOME, 303)
            return self.answers.drawn(request, self.answers.view_of(sight))
        if wants_piece(request) or "over" in request.query_params:
            # Whoever had this page open has been silent for too long.
            return self.answers.left(request)
        drawn = self.answers.drawn(request, self.answers.view(self.visitors.stranger()))
        return self._without_token(request, drawn) if token else drawn

    async def act(self, request: Request) -> Response:
        """Carry out a form, and show what it led to."""
        form = await _form_of(request)
        asked, token = asked_in(form), token_of(request)
        if has_just_left(request) and not asked.is_danger:
            # It was on its way when she left: it must not bring anything back.
            return self.answers.goes(request, OWN_WORD)
        address = address_of(token) if token else None
        if address and not asked.is_exit and not await self._may_act(address, asked):
            return self._slowed(request, asked)
        sight = await self._peek(address) if address is not None else None
        if is_too_long(form):
            return self._too_long(request, sight)
        if sight is None and (asked.is_exit or (asked.is_look and token)):
            return self.answers.left(request)
        if sight is None and asked.is_look:
            # Nothing is kept of somebody who has answered nothing.
            return self.answers.goes(request, HOME)
        if address is None or sight is None:
            return await self._begun(request, asked)
        await self._carry_out(asked, address, sight, is_new=False)
        return await self._led_to(request, address)

    async def _begun(self, request: Request, asked: Asked) -> Response:
        """Begin a conversation with her first answer, and set the only cookie."""
        if not await self.limits.may_begin():
            return self._refused(request, TOO_MANY, 503)
        token = new_token()
        address = address_of(token)
        await self.visitors.converse(arrival(address, Started()))
        sight = await self._peek(address)
        if sight is not None:
            await self._carry_out(asked, address, sight, is_new=True)
        response = await self._led_to(request, address)
        if response.headers.get("set-cookie"):
            return response
        return with_token(response, token, secure=self.answers.is_secure(request))

    async def _carry_out(
        self, asked: Asked, address: Address, sight: Sight, *, is_new: bool
    ) -> None:
        for each in arrivals_of(asked, address, sight.page, is_new=is_new):
            await self.visitors.converse(each)

    async def _led_to(self, request: Request, address: Address) -> Response:
        if not wants_piece(request):
            is_here = await self._peek(address) is not None
            return RedirectResponse(HOME, 303) if is_here else self.answers.left(request)
        sight = await self._sight(address)
        if sight is None:
            return self.answers.left(request)
        return self.answers.drawn(request, self.answers.view_of(sight))

    async def _sight(self, address: Address) -> Sight | None:
        """Return what she is to see; whoever was away is asked first if this is a good moment."""
        sight = await self.visitors.show(address)
        if sight is None or not sight.was_away:
            return sight
        await self.visitors.converse(arrival(address, Looked()))
        return await self.visitors.show(address)

    async def _may_act(self, address: Address, asked: Asked) -> bool:
        return await self.limits.may_act(address, at_once=asked.is_danger)

    async def _peek(self, address: Address) -> Sight | None:
        """Return what she is to see without noting that she sees it."""
        return await self.visitors.show(address, looks=False)

    def _slowed(self, request: Request, asked: Asked) -> Response:
        """Show the numbers to whoever asks for them, whatever else waits."""
        if asked.is_danger:
            view = self.answers.view(self.visitors.numbers(), asked.revision)
            return self.answers.drawn(request, view)
        return self._refused(request, TOO_QUICK, 429, asked.revision)

    def _too_long(self, request: Request, sight: Sight | None) -> Response:
        if sight is None or sight.was_away:
            return self._refused(request, TOO_LONG, 413)
        return self.answers.drawn(request, self.answers.view_of(sight, notice=TOO_LONG), 413)

    def _refused(
        self, request: Request, sentence: Text, status: int, revision: int = -1
    ) -> Response:
        view = self.answers.view(self.visitors.numbers(), revision, notice=sentence)
        response = self.answers.drawn(request, view, status)
        response.headers["Retry-After"] = "20"
        return response

    def _without_token(self, request: Request, response: Response) -> Response:
        return without_token(response, secure=self.answers.is_secure(request))


async def _form_of(request: Request) -> FormData:
    """Read a form as our pages send it; other kinds bring files and odd encodings."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != FORM:
        raise HTTPException(415)
    return await request.form(max_files=0, max_fields=FIELDS_AT_MOST)
