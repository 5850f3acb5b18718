"""What operators do with cases: take the next, talk, hand on, end. One class each."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain import queue_policy
from bot.domain.case import By, Case, CaseId, Ending, Status, Transfer
from bot.domain.danger import Band
from bot.domain.errors import (
    CaseOverError,
    CaseTakenError,
    CaseUnknownError,
    LineRefusedError,
    NotAllowedError,
    NotOnShiftError,
    TooManyTalksError,
)
from bot.domain.operator import Operator, OperatorId, Presence
from bot.domain.text import Text
from bot.services.desk import centre_cards, must_be_lead
from bot.services.leaving import count_of, end_case
from bot.services.ports import (
    Act,
    Clock,
    Courier,
    Desks,
    Guides,
    Noted,
    Pages,
    Transaction,
    Work,
)
from bot.services.shift import Shift
from bot.services.turns import KeepTurn

LONGEST_LINE: Final = 1000
SIGN_AT_MOST_EVERY: Final = timedelta(minutes=10)
FIRST_LINE: Final = "first_line"
WARNING: Final = "warning"


@dataclass(frozen=True, slots=True)
class CaseRoom:
    """What every use case about a case needs."""

    transaction: Transaction
    keep: KeepTurn
    courier: Courier
    desks: Desks
    clock: Clock

    @asynccontextmanager
    async def changing(self, case_id: CaseId | None = None) -> AsyncIterator[Work]:
        """Begin a transaction; after it, the pages of the desk look again."""
        async with self.transaction() as work:
            yield work
        self.desks.changed(case_id)

    async def own(self, work: Work, operator: OperatorId, case_id: CaseId) -> Case:
        """Return an operator's own open case; anybody else's is refused."""
        case = await work.cases.find(case_id)
        if case is None:
            raise CaseUnknownError
        case.must_belong_to(operator)
        return case

    async def noted(
        self, work: Work, act: Act, case: Case, who: OperatorId, what: str = ""
    ) -> None:
        """Write an act into the audit."""
        await work.audit.note(Noted(self.clock(), act, who, case.code, what))

    def show(self, case: Case) -> None:
        """Have her page shown as it is now, at most once a second."""
        self.courier.poke(case.visitor, paced=True)


@dataclass(frozen=True, slots=True)
class TakeNext:
    """Reserve the most urgent case for the operator who asks; nobody else can get it."""

    room: CaseRoom

    async def __call__(self, operator: OperatorId) -> Case | None:
        """Return the case, or None where nobody waits whom this operator may take."""
        now = self.room.clock()
        async with self.room.changing() as work:
            operators = await work.operators.all()
            me = next((each for each in operators if each.id == operator), None)
            if me is None or not me.is_here(now):
                raise NotOnShiftError
            cases = await work.cases.open()
            if not queue_policy.has_room(me, cases):
                raise TooManyTalksError
            found = queue_policy.next_for(me, cases, operators, now)
            if found is None:
                return None
            case = await self.room.keep.moved(work, found.offered_to(operator, now))
            await self.room.noted(work, Act.OFFERED, case, operator)
        self.room.show(case)
        return case


@dataclass(frozen=True, slots=True)
class GiveBack:
    """Let an offered case wait again, as long as before."""

    room: CaseRoom

    async def __call__(self, operator: OperatorId, case_id: CaseId) -> Case:
        """Return the case as it waits."""
        async with self.room.changing(case_id) as work:
            case = (await self.room.own(work, operator, case_id)).given_back()
            case = await self.room.keep.moved(work, case)
            await self.room.noted(work, Act.CLAIM_RETURNED, case, operator)
        self.room.show(case)
        return case


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
        cards = (*guide.quick_cards, *centre_cards(case, guide))
        found = next((card for card in cards if card.id == card_id), None)
        if found is None:
            raise LineRefusedError
        return said(self.pages, found.text, case)


@dataclass(frozen=True, slots=True)
class ChangeBand:
    """Raise a band freely, or lower it with a reason."""

    room: CaseRoom

    async def __call__(
        self, operator: OperatorId, case_id: CaseId, band: Band, reason: str
    ) -> Case:
        """Return the case in its band; raises ReasonMissingError."""
        async with self.room.changing(case_id) as work:
            before = await self.room.own(work, operator, case_id)
            if len(reason) > LONGEST_LINE:
                raise LineRefusedError
            if band is before.band:
                return before
            case = before.in_band(band, operator, reason, self.room.clock())
            case = await self.room.keep.moved(work, case)
            act = Act.BAND_RAISED if band > before.band else Act.BAND_LOWERED
            await self.room.noted(work, act, case, operator, f"{before.band.name}-{band.name}")
        return case


@dataclass(frozen=True, slots=True)
class AskTransfer:
    """Ask her whether another operator may read and go on."""

    room: CaseRoom

    async def __call__(self, operator: OperatorId, case_id: CaseId, to: OperatorId | None) -> Case:
        """Return the case with the question; the one named must be on shift."""
        async with self.room.changing(case_id) as work:
            case = await self.room.own(work, operator, case_id)
            if to is not None:
                await _must_be_here(work, to, self.room.clock())
            if to == operator:
                raise NotAllowedError
            case = await self.room.keep.moved(work, case.asking_transfer(to))
            await self.room.noted(work, Act.TRANSFER_ASKED, case, operator, str(to or "anybody"))
        self.room.show(case)
        return case


@dataclass(frozen=True, slots=True)
class TakeOver:
    """A lead takes a case; where somebody talks already, the visitor is asked first."""

    room: CaseRoom

    async def __call__(self, lead: OperatorId, case_id: CaseId) -> Case:
        """Return the case; raises NotAllowedError for anybody but a lead."""
        now = self.room.clock()
        async with self.room.changing(case_id) as work:
            await must_be_lead(work, lead)
            case = await work.cases.find(case_id)
            if case is None:
                raise CaseUnknownError
            if not case.is_open:
                raise CaseOverError
            case = await self.room.keep.moved(work, _taken_over(case, lead, now))
            await self.room.noted(work, Act.TOOK_OVER, case, lead)
        self.room.show(case)
        return case


@dataclass(frozen=True, slots=True)
class Shield:
    """Cover new lines of hers at the desk until they are asked for, or no longer."""

    room: CaseRoom

    async def __call__(self, operator: OperatorId, case_id: CaseId, on: bool) -> Case:
        """Return the case, shielded or not."""
        async with self.room.changing(case_id) as work:
            case = await self.room.own(work, operator, case_id)
            case = replace(case, is_shielded=on)
            await work.cases.save(case)
            await self.room.noted(work, Act.SHIELDED, case, operator, "on" if on else "off")
        return case


@dataclass(frozen=True, slots=True)
class EndCase:
    """End a talk with one of the closing lines; for abuse only after the warning."""

    room: CaseRoom
    guides: Guides

    async def __call__(
        self, operator: OperatorId, case_id: CaseId, closing: str = "", *, abuse: bool = False
    ) -> Case:
        """Return the case as it is over; raises NotAllowedError for abuse without a warning."""
        async with self.room.changing(case_id) as work:
            case = await self.room.own(work, operator, case_id)
            if case.status is not Status.TALKING:
                raise CaseTakenError
            known = {card.id for card in self.guides().quick_cards if card.group == "closing"}
            if closing and closing not in known:
                raise LineRefusedError
            if abuse and not case.is_warned:
                raise NotAllowedError
            ending = Ending.ABUSE if abuse else Ending.ENDED_BY_OPERATOR
            over = await end_case(work, case, ending, self.room.clock(), closing)
            over = await self.room.keep.moved(work, over)
        self.room.show(over)
        return over


@dataclass(frozen=True, slots=True)
class SetPresence:
    """Go on shift, on pause or off."""

    room: CaseRoom
    shift: Shift

    async def __call__(self, operator: OperatorId, presence: Presence) -> None:
        """Keep it; offered cases of somebody who goes wait again."""
        now = self.room.clock()
        given_back = []
        async with self.room.changing() as work:
            me = await work.operators.find(operator)
            if me is None or not me.takes_cases or me.is_disabled:
                raise NotAllowedError
            await work.operators.save(replace(me, presence=presence, seen_at=now))
            acts = {Presence.ON_SHIFT: Act.ON_SHIFT, Presence.PAUSE: Act.PAUSED}
            await work.audit.note(Noted(now, acts.get(presence, Act.OFF_SHIFT), operator))
            for case in await work.cases.open():
                is_theirs = case.operator == operator and case.status is Status.OFFERED
                if is_theirs and presence is not Presence.ON_SHIFT:
                    given_back.append(await self.room.keep.moved(work, case.given_back()))
            await self.shift.looked_at(work, now)
        for case in given_back:
            self.room.show(case)


@dataclass(frozen=True, slots=True)
class Seen:
    """Note that an operator's page is still open."""

    transaction: Transaction
    clock: Clock

    async def __call__(self, operator: OperatorId) -> None:
        """Keep the moment."""
        async with self.transaction() as work:
            me = await work.operators.find(operator)
            if me is not None:
                await work.operators.save(replace(me, seen_at=self.clock()))


@dataclass(frozen=True, slots=True)
class NoteLook:
    """Write down that somebody looked at a case; `what` is an id such as "code_word"."""

    transaction: Transaction
    clock: Clock

    async def __call__(self, operator: OperatorId, case_code: str, what: str = "") -> None:
        """Keep the entry."""
        async with self.transaction() as work:
            await work.audit.note(Noted(self.clock(), Act.LOOKED, operator, case_code, what))


def said(pages: Pages, text: Text, case: Case) -> str:
    """Return a text in the visitor's language."""
    return pages.say(text, case.language)


def _taken_over(case: Case, lead: OperatorId, now: datetime) -> Case:
    match case.status:
        case Status.TALKING if case.operator == lead:
            return case
        case Status.TALKING:
            return case.asking_transfer(lead)
        case Status.OFFERED:
            return case.given_back().offered_to(lead, now)
        case _:
            return case.offered_to(lead, now)


async def _must_be_here(work: Work, operator: OperatorId, now: datetime) -> Operator:
    found = await work.operators.find(operator)
    if found is None or not found.is_here(now):
        raise NotOnShiftError
    return found


async def _want_sign_of_life(work: Work, case: Case, now: datetime) -> None:
    """Have a silent neutral line written for somebody who chose one, at most every ten minutes."""
    conversation = await work.conversations.find((case.visitor,))
    delivery = await work.deliveries.find((case.visitor,))
    if conversation is None or delivery is None or case.transfer is Transfer.ASKED:
        return
    is_due = delivery.sign_at is None or now - delivery.sign_at >= SIGN_AT_MOST_EVERY
    if conversation.state.told.wishes.sign_of_life and is_due and delivery.sign is None:
        await work.deliveries.save(replace(delivery, sign_wanted=True))
