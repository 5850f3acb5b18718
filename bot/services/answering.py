"""An operator begins a talk and answers in it, typed or with a quick card in her language."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.case import Case, CaseId, Transfer
from bot.domain.errors import (
    LineRefusedError,
)
from bot.domain.freshness import offered_cards
from bot.domain.line import By
from bot.domain.operator import OperatorId
from bot.domain.text import Text
from bot.services.case_room import CaseRoom
from bot.services.desk import centre_cards
from bot.services.desk_ports import Act
from bot.services.leaving import count_of
from bot.services.ports import Guides, Pages, Work

LONGEST_LINE: Final = 1000


SIGN_AT_MOST_EVERY: Final = timedelta(minutes=10)


FIRST_LINE: Final = "first_line"


WARNING: Final = "warning"


@dataclass(frozen=True, slots=True)
class BeginTalk:
    """Begin a talk with the fixed first line, in her language."""

    room: CaseRoom
    guides: Guides
    pages: Pages

    async def __call__(self, operator: OperatorId, case_id: CaseId) -> Case:
        """Return the case as a talk; raises CaseTakenError where the offer has lapsed."""
        now = self.room.clock()
        async with self.room.changing(case_id) as work:
            offered = await self.room.own(work, operator, case_id)
            case = offered.begun_by(operator, now)
            first = next(card for card in self.guides().quick_cards if card.id == FIRST_LINE)
            words = said(self.pages, first.text, case)
            case = case.with_line(By.OPERATOR, words, now, card=FIRST_LINE)
            case = await self.room.keep.moved(work, case, gives_time=True)
            await _want_sign_of_life(work, case, now)
            if not offered.is_answered:
                await work.case_counts.add(count_of(case, "answered", now))
            await self.room.noted(work, Act.BEGAN, case, operator)
        self.room.show(case)
        return case


@dataclass(frozen=True, slots=True)
class AnswerVisitor:
    """Add a line of the operator's, typed or a quick card in her language."""

    room: CaseRoom
    guides: Guides
    pages: Pages

    async def __call__(
        self, operator: OperatorId, case_id: CaseId, words: str, card: str = ""
    ) -> Case:
        """Return the case with the line; raises LineRefusedError for an empty or too long one."""
        now = self.room.clock()
        async with self.room.changing(case_id) as work:
            case = await self.room.own(work, operator, case_id)
            line = self._card(case, card) if card else words.strip()
            if not line or (not card and len(line) > LONGEST_LINE):
                raise LineRefusedError
            case = case.with_line(By.OPERATOR, line, now, card=card)
            if card == WARNING:
                case = replace(case, is_warned=True)
            case = await self.room.keep.moved(work, case)
            await _want_sign_of_life(work, case, now)
            act = Act.SENT_CARD if card else Act.WROTE
            await self.room.noted(work, act, case, operator, card)
        self.room.show(case)
        return case

    def _card(self, case: Case, card_id: str) -> str:
        guide = self.guides()
        cards = (*offered_cards(guide), *centre_cards(case, guide))
        found = next((card for card in cards if card.id == card_id), None)
        if found is None:
            raise LineRefusedError
        return said(self.pages, found.text, case)


def said(pages: Pages, text: Text, case: Case) -> str:
    """Return a text in the visitor's language."""
    return pages.say(text, case.language)


async def _want_sign_of_life(work: Work, case: Case, now: datetime) -> None:
    """Have a silent neutral line written for somebody who chose one, at most every ten minutes."""
    conversation = await work.conversations.find((case.visitor,))
    delivery = await work.deliveries.find((case.visitor,))
    if conversation is None or delivery is None or case.transfer is Transfer.ASKED:
        return
    is_due = delivery.sign_at is None or now - delivery.sign_at >= SIGN_AT_MOST_EVERY
    if conversation.state.told.wishes.sign_of_life and is_due and delivery.sign is None:
        await work.deliveries.save(replace(delivery, sign_wanted=True))
