"""One day at the desk: visitors come, operators press Next, talks go on and end."""

import heapq
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import count
from random import Random

from bot.domain.case import Case, CaseId, Status
from bot.domain.danger import Band
from bot.domain.operator import Operator, OperatorId, Presence, Role
from bot.domain.queue_policy import has_room
from tools.simulation import assumptions as given
from tools.simulation.visitors import FIRST_HOUR, Arrival, at

Policy = Callable[[Operator, Sequence[Case], Sequence[Operator], datetime], Case | None]

DAY = given.HOURS_IN_A_DAY * given.MINUTES_IN_AN_HOUR
MINUTE = 1.0
SECOND = MINUTE / 60


@dataclass(frozen=True, slots=True)
class Served:
    """When somebody came, was chosen and was met, in minutes of the day, and by whom."""

    band: Band
    came: float
    chosen: float
    met: float
    in_language: bool

    @property
    def waited(self) -> float:
        """Return the minutes until the operator began."""
        return self.met - self.came


def first_come(
    operator: Operator, cases: Sequence[Case], _operators: Sequence[Operator], _now: datetime
) -> Case | None:
    """Return whoever has waited longest: the queue without a policy, with the same limits."""
    if not has_room(operator, cases):
        return None
    waiting = (case for case in cases if case.status is Status.WAITING)
    return min(waiting, key=lambda case: case.opened_at, default=None)


def serve(arrivals: Sequence[Arrival], policy: Policy, chance: Random) -> list[Served]:
    """Return how everybody of a day was served, until the last one was."""
    return _Day(policy, chance).live(arrivals)


@dataclass(slots=True)
class _Seat:
    """An operator of the simulation; `work` is what is left of each talk."""

    operator: Operator
    begins: float
    ends: float
    work: dict[CaseId, float] = field(default_factory=dict)
    looked_at: float = 0.0
    turn: int = 0
    presses_at: float | None = None

    def works_on(self, now: float) -> None:
        """Bring what is left of each talk to this moment."""
        if self.work:
            passed = (now - self.looked_at) * given.PACE[len(self.work)]
            self.work = {case: left - passed for case, left in self.work.items()}
        self.looked_at = now

    def ends_next(self) -> tuple[CaseId, float] | None:
        """Return which talk ends first, and in how many minutes."""
        if not self.work:
            return None
        case = min(self.work, key=lambda one: self.work[one])
        return case, max(self.work[case], 0.0) / given.PACE[len(self.work)]

    def is_here(self, now: float) -> bool:
        """Tell whether this operator takes new cases now; the roster is the same every day."""
        return self.begins <= now % DAY < self.ends

    def at(self, now: float) -> Operator:
        """Return the operator as the desk knows them at this moment."""
        presence = Presence.ON_SHIFT if self.is_here(now) else Presence.AWAY
        return replace(self.operator, presence=presence, seen_at=at(now))


class _Day:
    """What happens in one day, in the order in which it happens."""

    def __init__(self, policy: Policy, chance: Random) -> None:
        self._policy = policy
        self._chance = chance
        self._seats = list(_seats())
        self._open: dict[CaseId, Case] = {}
        self._work: dict[CaseId, float] = {}
        self._coming: list[tuple[float, int, Callable[[float], None]]] = []
        self._number = count()
        self._served: list[Served] = []

    def live(self, arrivals: Sequence[Arrival]) -> list[Served]:
        """Let the day pass until everybody was served."""
        for arrival in arrivals:
            self._plan(arrival.minute, partial(self._comes, arrival))
        self._plan(MINUTE, self._tick)
        while self._coming and len(self._served) < len(arrivals):
            now, _, happens = heapq.heappop(self._coming)
            happens(now)
        return self._served

    def _plan(self, minute: float, happens: Callable[[float], None]) -> None:
        heapq.heappush(self._coming, (minute, next(self._number), happens))

    def _tick(self, now: float) -> None:
        self._call(now)
        self._plan(now + MINUTE, self._tick)

    def _comes(self, arrival: Arrival, now: float) -> None:
        self._open[arrival.case.id] = arrival.case
        self._work[arrival.case.id] = arrival.work
        self._call(now, is_loud=arrival.case.band is Band.IMMEDIATE)

    def _call(self, now: float, *, is_loud: bool = False) -> None:
        """Let everybody with room look at the desk in a moment, sooner after a sound."""
        if not any(case.status is Status.WAITING for case in self._open.values()):
            return
        within = given.PRESSES_AFTER_SOUND if is_loud else given.PRESSES_AFTER
        for seat in self._seats:
            if not seat.is_here(now) or not has_room(seat.operator, self._open.values()):
                continue
            presses_at = now + self._chance.uniform(*within) * SECOND
            if seat.presses_at is None or presses_at < seat.presses_at:
                seat.presses_at = presses_at
                self._plan(presses_at, partial(self._presses, seat))

    def _presses(self, seat: _Seat, now: float) -> None:
        if seat.presses_at != now:
            return
        seat.presses_at = None
        if not seat.is_here(now):
            return
        everybody = [one.at(now) for one in self._seats if one.is_here(now)]
        case = self._policy(seat.at(now), list(self._open.values()), everybody, at(now))
        if case is None:
            return
        self._open[case.id] = case.offered_to(seat.operator.id, at(now))
        reads_for = self._chance.uniform(*given.READS_FOR) * SECOND
        self._plan(now + reads_for, partial(self._begins, seat, case.id, now))

    def _begins(self, seat: _Seat, case_id: CaseId, chosen: float, now: float) -> None:
        case = self._open[case_id] = self._open[case_id].begun_by(seat.operator.id, at(now))
        came = now - case.waited(at(now)).total_seconds() * SECOND
        spoken = case.language in seat.operator.languages
        self._served.append(Served(case.band, came, chosen, now, spoken))
        seat.works_on(now)
        seat.work[case_id] = self._work.pop(case_id)
        self._goes_on(seat, now)
        self._call(now)

    def _goes_on(self, seat: _Seat, now: float) -> None:
        seat.turn += 1
        if following := seat.ends_next():
            case_id, minutes = following
            self._plan(now + minutes, partial(self._ends, seat, case_id, seat.turn))

    def _ends(self, seat: _Seat, case_id: CaseId, turn: int, now: float) -> None:
        if turn != seat.turn:
            return
        seat.works_on(now)
        del seat.work[case_id]
        del self._open[case_id]
        self._goes_on(seat, now)
        self._call(now)


def _seats() -> Iterable[_Seat]:
    number = count(1)
    for shift in given.SHIFTS:
        begins = (shift.begins - FIRST_HOUR) % given.HOURS_IN_A_DAY * given.MINUTES_IN_AN_HOUR
        ends = begins + (shift.ends - shift.begins) * given.MINUTES_IN_AN_HOUR
        for languages, trained in zip(shift.languages, shift.trained, strict=True):
            one = next(number)
            operator = Operator(
                OperatorId(one), f"{one}", Role.OPERATOR, languages, trained=trained
            )
            yield _Seat(operator, begins, ends)
