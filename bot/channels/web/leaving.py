"""Exit: the session ends on the server first, and a neutral page takes the place of this one."""

import logging
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.channels.web.answers import Answers
from bot.channels.web.arrivals import arrival
from bot.channels.web.session import address_of, token_of
from bot.channels.web.visitors import Visitors
from bot.domain.conversation import Picked
from bot.domain.errors import StoreError
from bot.flows.words import EXIT

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Leaving:
    """Answers `/exit` and the neutral page `/word`."""

    visitors: Visitors
    answers: Answers

    async def leave(self, request: Request) -> Response:
        """End the session; whatever fails, she is led away."""
        if token := token_of(request):
            try:
                await self.visitors.converse(arrival(address_of(token), Picked(EXIT.id)))
            except StoreError:
                # The browser forgets the only way back to it; silence wipes it in time.
                log.warning("the store is away")
            except Exception as error:
                # What is broken here must not keep her page on the screen.
                log.error("a session was not ended: %s", type(error).__name__)  # noqa: TRY400
        return self.answers.left(request)

    async def word(self, _: Request) -> Response:
        """Show the word of the day, as anybody's page of words might."""
        return HTMLResponse(self.answers.drawing.word(self.visitors.neutral()))
