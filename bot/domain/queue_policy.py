"""Who is helped next: section 5.2 of the safety design, which `make simulate` puts to the proof.

Nothing is kept here; each answer follows from the open cases, the operators and the time.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import quantiles
from typing import Final

from bot.domain.case import Case, Status
from bot.domain.danger import Band
from bot.domain.operator import Operator, OperatorId
from bot.domain.told import About


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a visitor of a band should wait, and after which waits she and a lead are told."""

    goal: timedelta
    first: timedelta
    second: timedelta


def _minutes(goal: int, first: int, second: int) -> Limits:
    return Limits(*(timedelta(minutes=minutes) for minutes in (goal, first, second)))


LIMITS: Final[Mapping[Band, Limits]] = {
    Band.IMMEDIATE: _minutes(1, 2, 5),
    Band.HIGH: _minutes(5, 10, 20),
    Band.ELEVATED: _minutes(20, 30, 60),
    Band.UNCLEAR: _minutes(30, 45, 90),
}

# Who talks already is not forgotten either, whatever the band.
UNANSWERED: Final = _minutes(1, 5, 10)

BASE: Final[Mapping[Band, float]] = {
    Band.IMMEDIATE: math.inf,
    Band.HIGH: 300,
    Band.ELEVATED: 100,
    Band.UNCLEAR: 100,
}
PER_POINT: Final = 2
PER_MINUTE: Final = 4
# More points would let somebody overtake a case that came more than 66 minutes earlier.
POINTS_AT_MOST: Final = 32

TALKS_AT_ONCE: Final = 3
ONE_KEPT_FREE_FROM: Final = 3
# Class I is left to an operator who suits better only so long; then half of its goal is over.
URGENT_LEFT_FOR: Final = timedelta(seconds=30)

RANGE_NEEDS: Final = 3
RANGE_STEP: Final = 5


def score(case: Case, now: datetime) -> float:
    """Return how urgent a case is; waiting itself becomes urgent, and class I is above all."""
    points = 0 if case.band is Band.UNCLEAR else min(case.card.points, POINTS_AT_MOST)
    waited = case.waited(now).total_seconds() / 60
    # Whoever was handed on in the middle of a talk is not put behind everybody who comes now.
    base = max(BASE[case.band], BASE[Band.HIGH]) if case.is_answered else BASE[case.band]
    # Rounded, so that two cases which are equal by the rule are equal to the computer too.
    return round(base + PER_POINT * points + PER_MINUTE * waited, 6)


def order(cases: Iterable[Case], now: datetime) -> list[Case]:
    """Return the cases that wait for somebody, the most urgent first."""
    waiting = (case for case in cases if case.status is Status.WAITING and not case.is_away)
    return sorted(waiting, key=lambda case: (-score(case, now), case.opened_at, case.id))


def has_room(operator: Operator, cases: Iterable[Case]) -> bool:
    """Tell whether an operator may have one more talk; a talk of class I stays the only one."""
    return _room(_talks(cases).get(operator.id, ()))


def next_for(
    operator: Operator, cases: Sequence[Case], operators: Iterable[Operator], now: datetime
) -> Case | None:
    """Return the case which an operator who asks is offered, or None where others must take it."""
    waiting = order(cases, now)
    urgent = [case for case in waiting if case.band is Band.IMMEDIATE]
    desk = _Desk.of(operator, cases, operators, len(urgent), now)
    if not desk.room(operator):
        return None
    if case := _urgent_for(operator, urgent, desk):
        return case
    if desk.is_kept_free(operator):
        return None
    others = [one for one in desk.others(operator) if not desk.is_kept_free(one)]
    rest = waiting[len(urgent) :]
    return next((case for case in rest if not desk.suits_better(others, operator, case)), None)


def alarm(case: Case, now: datetime) -> int:
    """Return which limit (1 or 2) the wait for an answer has reached, 0 before the first.

    In a talk it is the wait of her last lines: an operator may have gone from an open page.
    """
    if case.is_away or not case.is_open:
        return 0
    talks = case.status is Status.TALKING
    waited = case.unanswered(now) if talks else case.waited(now)
    limits = UNANSWERED if talks else LIMITS[case.band]
    return (waited >= limits.first) + (waited >= limits.second)


def needs_telling(case: Case, now: datetime) -> int:
    """Return the limit which she has reached and has not been told of, or 0."""
    reached = alarm(case, now)
    return reached if reached > case.told else 0


def usual(waited: Sequence[timedelta]) -> tuple[int, int] | None:
    """Return the minutes between which the middle half of waits lay, or None where few are known.

    It is rounded outwards to five minutes and tells what was, never what will be.
    """
    if len(waited) < RANGE_NEEDS:
        return None
    low, _, high = quantiles((wait.total_seconds() / 60 for wait in waited), method="inclusive")
    shortest = RANGE_STEP * math.floor(low / RANGE_STEP)
    longest = RANGE_STEP * math.ceil(high / RANGE_STEP)
    return max(shortest, 1), max(longest, shortest + RANGE_STEP)


def _urgent_for(operator: Operator, urgent: Sequence[Case], desk: "_Desk") -> Case | None:
    free = [one for one in desk.others(operator) if desk.is_free(one)]
    mine = [case for case in urgent if not desk.leaves_urgent(free, operator, case)]
    # Language decides only which case of class I it is, never whether there is one.
    fitting = (case for case in mine if not desk.suits_better(free, operator, case))
    return next(fitting, mine[0] if mine else None)


def _talks(cases: Iterable[Case]) -> Mapping[OperatorId, list[Case]]:
    talks: dict[OperatorId, list[Case]] = {}
    for case in cases:
        if case.operator is not None and case.status in (Status.OFFERED, Status.TALKING):
            talks.setdefault(case.operator, []).append(case)
    return talks


def _room(talks: Sequence[Case]) -> bool:
    return len(talks) < TALKS_AT_ONCE and not any(case.band is Band.IMMEDIATE for case in talks)


def _speaks(operator: Operator, case: Case) -> bool:
    return case.language in operator.languages


def _needs_training(case: Case) -> bool:
    return case.card.psychologist or case.card.about is About.CHILD


@dataclass(frozen=True, slots=True)
class _Desk:
    """Who is on shift, with whom each of them talks, and how many of class I wait."""

    here: tuple[Operator, ...]
    talks: Mapping[OperatorId, Sequence[Case]]
    urgent: int
    now: datetime

    @classmethod
    def of(
        cls,
        asking: Operator,
        cases: Iterable[Case],
        operators: Iterable[Operator],
        urgent: int,
        now: datetime,
    ) -> "_Desk":
        """Return the desk at this moment; whoever asks is there."""
        others = (other for other in operators if other.id != asking.id and other.is_here(now))
        return cls((asking, *others), _talks(cases), urgent, now)

    def others(self, operator: Operator) -> list[Operator]:
        """Return who else is on shift."""
        return [one for one in self.here if one.id != operator.id]

    def count(self, operator: Operator) -> int:
        """Return with how many visitors an operator talks, the offered ones included."""
        return len(self.talks.get(operator.id, ()))

    def is_free(self, operator: Operator) -> bool:
        """Tell whether an operator talks with nobody."""
        return self.count(operator) == 0

    def room(self, operator: Operator) -> bool:
        """Tell whether an operator may have one more talk."""
        return _room(self.talks.get(operator.id, ()))

    def is_kept_free(self, operator: Operator) -> bool:
        """Tell whether an operator takes nothing but class I, so that somebody can.

        It is the last free one; where nobody is free, it is the last one with room for class I,
        who then begins no third talk.
        """
        if len(self.here) < ONE_KEPT_FREE_FROM:
            return False
        others = self.others(operator)
        if sum(self.is_free(one) for one in others) > self.urgent:
            return False
        if self.is_free(operator):
            return True
        with_room = sum(self.room(one) for one in others)
        return with_room <= self.urgent and self.count(operator) == TALKS_AT_ONCE - 1

    def suits_better(self, others: Iterable[Operator], operator: Operator, case: Case) -> bool:
        """Tell whether a case is left to somebody who suits better; never past its goal."""
        if case.waited(self.now) >= LIMITS[case.band].goal:
            return False
        speakers = [one for one in others if _speaks(one, case)]
        if speakers and not _speaks(operator, case):
            return True
        if operator.trained or not _needs_training(case):
            return False
        return any(one.trained and self.room(one) for one in speakers)

    def leaves_urgent(self, free: Sequence[Operator], operator: Operator, case: Case) -> bool:
        """Tell whether class I is still left to a free operator who has heard the same sound."""
        if case.waited(self.now) >= URGENT_LEFT_FOR:
            return False
        if not self.is_free(operator) and len(free) >= self.urgent:
            return True
        needs_other = _needs_training(case) and not operator.trained
        return needs_other and any(one.trained and _speaks(one, case) for one in free)
