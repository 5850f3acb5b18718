"""What the pages of the desk show: an operator's talks, one case, and the lead's board."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain import queue_policy
from bot.domain.case import Case, CaseId, Status
from bot.domain.danger import Band
from bot.domain.errors import CaseUnknownError, NotAllowedError
from bot.domain.freshness import offered_cards
from bot.domain.guide import Guide, QuickCard
from bot.domain.language import Language
from bot.domain.line import By, Line
from bot.domain.operator import Operator, OperatorId, Presence, Role
from bot.domain.text import Joined, Text, Verbatim
from bot.flows import centre_card
from bot.flows.case_card import card_text
from bot.services.ports import Clock, Delivery, Guides, Transaction, Work

# After its end an operator still sees what became of a case for so long; its words are gone.
SHOWN_AFTER_END: Final = timedelta(minutes=30)
CENTRES_AT_MOST: Final = 5


class Brought(StrEnum):
    """What became of a line of the operator's."""

    SENT = "sent"
    SHOWN = "shown"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One line as the desk shows it; `brought` is empty for lines of hers."""

    line: Line
    brought: Brought | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many wait in one band and language, and since when the first of them."""

    band: Band
    language: Language
    count: int
    oldest: timedelta


@dataclass(frozen=True, slots=True)
class Alarm:
    """A case that waits beyond a limit, for an operator or for an answer; level 1 or 2."""

    case: Case
    level: int
    since: timedelta


@dataclass(frozen=True, slots=True)
class DeskView:
    """What an operator sees beside the talks: who waits, who is here, what is one's own."""

    me: Operator
    now: datetime
    mine: tuple[Case, ...]
    over: tuple[Case, ...]
    waiting: tuple[Waiting, ...]
    alarms: tuple[Alarm, ...]
    here: tuple[Operator, ...]
    may_take: bool

    @property
    def waits(self) -> int:
        """Return how many wait in all."""
        return sum(each.count for each in self.waiting)


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case as its operator sees it: the card as she saw it, the talk, the quick cards."""

    case: Case
    card: Text
    code_word: str
    lines: tuple[CaseLine, ...]
    quick_cards: tuple[QuickCard, ...]
    here: tuple[Operator, ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class Board:
    """The lead's board: who waits, who talks, who is on shift."""

    now: datetime
    waiting: tuple[Waiting, ...]
    alarms: tuple[Alarm, ...]
    talking: tuple[Case, ...]
    offered: tuple[Case, ...]
    operators: tuple[Operator, ...]
    load: Mapping[OperatorId, int]
    away: int


@dataclass(frozen=True, slots=True)
class ViewDesk:
    """Look at an operator's desk."""

    transaction: Transaction
    clock: Clock

    async def __call__(self, operator: OperatorId) -> DeskView:
        """Return the view; raises NotAllowedError for an account that is no longer there."""
        now = self.clock()
        async with self.transaction() as work:
            me = await work.operators.find(operator)
            if me is None:
                raise NotAllowedError
            cases = await work.cases.open()
            over = await work.cases.over_since(now - SHOWN_AFTER_END)
            operators = await work.operators.all()
        mine = tuple(case for case in cases if case.operator == operator)
        here = tuple(each for each in operators if each.is_here(now))
        return DeskView(
            me=me,
            now=now,
            mine=mine,
            over=tuple(case for case in over if case.operator == operator),
            waiting=waiting_of(cases, now),
            alarms=alarms_of(cases, now),
            here=here,
            may_take=me.presence is Presence.ON_SHIFT
            and queue_policy.next_for(me, cases, operators, now) is not None,
        )


@dataclass(frozen=True, slots=True)
class ViewCase:
    """Look at one case; only its own operator may."""

    transaction: Transaction
    guides: Guides
    clock: Clock

    async def __call__(self, operator: OperatorId, case_id: CaseId) -> CaseView:
        """Return the view; another operator's case is refused as if it were not there."""
        now, guide = self.clock(), self.guides()
        async with self.transaction() as work:
            case = await work.cases.find(case_id)
            if case is None or case.operator != operator:
                raise CaseUnknownError
            delivery = await work.deliveries.find((case.visitor,))
            operators = await work.operators.all()
        # A case that is being handed on is read by the next operator only once she has begun.
        lines = case.lines if case.status is Status.TALKING else ()
        return CaseView(
            case=case,
            card=card_text(case.card, guide),
            code_word=case.card.details.code_word,
            lines=tuple(CaseLine(line, _brought(line, case, delivery)) for line in lines),
            quick_cards=(*offered_cards(guide), *centre_cards(case, guide)),
            here=tuple(each for each in operators if each.is_here(now) and each.id != operator),
            now=now,
        )


@dataclass(frozen=True, slots=True)
class ViewBoard:
    """Look at everything, without a word of any talk."""

    transaction: Transaction
    clock: Clock

    async def __call__(self, lead: OperatorId) -> Board:
        """Return the board; raises NotAllowedError for anybody but a lead."""
        now = self.clock()
        async with self.transaction() as work:
            await must_be_lead(work, lead)
            cases = await work.cases.open()
            operators = await work.operators.all()
        busy = [case for case in cases if case.operator is not None]
        return Board(
            now=now,
            waiting=waiting_of(cases, now),
            alarms=alarms_of(cases, now),
            talking=tuple(_without_words(c) for c in cases if c.status is Status.TALKING),
            offered=tuple(_without_words(c) for c in cases if c.status is Status.OFFERED),
            operators=tuple(each for each in operators if each.takes_cases),
            load={
                each.id: sum(case.operator == each.id for case in busy)
                for each in operators
                if each.takes_cases
            },
            away=sum(case.is_away for case in cases),
        )


async def must_be_lead(work: Work, operator: OperatorId) -> Operator:
    """Return the account of a lead; raises NotAllowedError for anybody else."""
    found = await work.operators.find(operator)
    if found is None or found.role is not Role.LEAD or found.is_disabled:
        raise NotAllowedError
    return found


def waiting_of(cases: Sequence[Case], now: datetime) -> tuple[Waiting, ...]:
    """Count who waits by band and language, the most urgent first."""
    waiting = [case for case in cases if case.status is Status.WAITING and not case.is_away]
    kinds = sorted({(case.band, case.language) for case in waiting}, key=lambda kind: -kind[0])
    return tuple(
        Waiting(
            band,
            language,
            count=len(alike),
            oldest=max(case.waited(now) for case in alike),
        )
        for band, language in kinds
        if (alike := [c for c in waiting if (c.band, c.language) == (band, language)])
    )


def alarms_of(cases: Sequence[Case], now: datetime) -> tuple[Alarm, ...]:
    """Return the cases that wait beyond a limit, the most urgent first; never a word of them."""
    levels = ((case, queue_policy.alarm(case, now)) for case in cases if not case.is_away)
    found = [
        Alarm(
            _without_words(case),
            level,
            case.unanswered(now) if case.status is Status.TALKING else case.waited(now),
        )
        for case, level in levels
        if level
    ]
    return tuple(sorted(found, key=lambda each: (-each.case.band, -each.level)))


def centre_cards(case: Case, guide: Guide) -> tuple[QuickCard, ...]:
    """Return cards of the centres near her region, as visitors may know them."""
    region = next((r for r in guide.regions if r == case.card.details.region), None)
    if region is None:
        return ()
    place = guide.places[guide.regions[region].centre]
    near = [centre for centre in guide.centres_near(place) if centre.phones][:CENTRES_AT_MOST]
    return tuple(
        QuickCard(
            f"centre.{each.id}", "centres", each.name, centre_card.card(each, place, guide, ()).text
        )
        for each in near
    )


def _without_words(case: Case) -> Case:
    return case.without_words()


def _brought(line: Line, case: Case, delivery: Delivery | None) -> Brought | None:
    if line.by is By.VISITOR:
        return None
    if delivery is None:
        return Brought.LOST
    if delivery.farewell is None and 0 <= line.revision <= delivery.shown:
        return Brought.SHOWN
    return Brought.LOST if not case.is_open else Brought.SENT


def name_of(operator: Operator) -> Text:
    """Return how colleagues read an operator: number and name."""
    return Joined((Verbatim(f"{operator.id}"), Verbatim(operator.name)), " · ")
