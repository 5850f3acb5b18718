"""Show a page to a visitor who asks for it, in a channel where nothing can be sent to her."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.domain.page import Page
from bot.domain.visitor import Address
from bot.flows import engine
from bot.services.chat_memory import ChatMemory
from bot.services.desk_ports import Desks
from bot.services.ports import Clock, Conversation, Pseudonyms, Trace, Transaction, Work
from bot.services.turns import KeepTurn

# Where a page is the whole chat, it is one message that never goes.
THE_PAGE: Final = 1


@dataclass(frozen=True, slots=True)
class Sight:
    """What a visitor is to see, and until when it stays if she does nothing.

    `was_away` tells that she comes back after a while: she is to be asked first whether this is a
    good moment, and nothing has been noted as seen.
    """

    page: Page
    revision: int
    wipe_at: datetime
    was_away: bool = False


@dataclass(frozen=True, slots=True)
class ShowPage:
    """Return the page of a visitor who looks, and note that it is on her screen now."""

    transaction: Transaction
    pseudonyms: Pseudonyms
    keep: KeepTurn
    chats: ChatMemory
    desks: Desks
    clock: Clock

    async def __call__(self, address: Address, *, looks: bool = True) -> Sight | None:
        """Return what she is to see, or None where nothing is kept of her (any more).

        `looks` where it is drawn for her eyes now; otherwise nothing is noted.
        """
        now = self.clock()
        names = self.pseudonyms.of(address, now)
        async with self.transaction() as work:
            conversation = await work.conversations.find(names)
            if conversation is None or conversation.wipe_at <= now:
                return None
            visitor, revision = conversation.visitor, conversation.revision
            page = self.chats.page(visitor, revision, conversation.page)
            sight = Sight(page, revision, conversation.wipe_at)
            if not engine.holds_case(conversation.state) and await self._was_away(
                work, conversation
            ):
                return replace(sight, was_away=True)
            is_news = looks and await _noted(work, conversation, now)
        if looks:
            self.chats.shown(visitor, revision, page)
        if is_news:
            # The desk tells the operator which lines are on her screen.
            self.desks.changed()
        return sight

    async def _was_away(self, work: Work, conversation: Conversation) -> bool:
        case = await work.cases.of((conversation.visitor,))
        return self.keep.was_away(conversation, case)


async def _noted(work: Work, conversation: Conversation, now: datetime) -> bool:
    """Note what is shown; tell whether it was another page before."""
    found = await work.deliveries.find((conversation.visitor,))
    if found is None:
        return False
    is_settled = found.living is not None and found.sending_after is None
    if is_settled and found.shown == conversation.revision:
        return False
    seen = replace(
        found,
        living=Trace(THE_PAGE, now),
        shown=conversation.revision,
        sending_after=None,
        going=(),
    )
    await work.deliveries.save(seen)
    return True
