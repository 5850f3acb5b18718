"""What operators do with cases: take the next, talk, hand on, end. One class each."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import queue_policy
from bot.domain.case import Case, CaseId, Ending, Status
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
from bot.domain.operator import Operator, OperatorId
from bot.services.answering import LONGEST_LINE
from bot.services.case_room import CaseRoom
from bot.services.desk import must_be_lead
from bot.services.desk_ports import Act
from bot.services.leaving import end_case
from bot.services.ports import Guides, Work


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
