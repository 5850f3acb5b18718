"""What many days say about one way of choosing who is next."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from bot.domain.danger import Band
from bot.domain.queue_policy import LIMITS
from tools.simulation.desk import Policy, Served, serve
from tools.simulation.visitors import day_of_visitors

NO_WAIT: Final = 0.0


@dataclass(frozen=True, slots=True)
class Waits:
    """The waits of one band, in minutes; `in_goal` is the share that kept to the goal."""

    count: int
    median: float
    ninetieth: float
    ninety_fifth: float
    longest: float
    in_goal: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of some days at one load.

    `overtaken` is by how many minutes the latest comer, class I aside, came after somebody whom
    she overtook; `asked` and `served` count the visitors.
    """

    asked: int
    served: int
    waits: Mapping[Band, Waits]
    in_language: float
    overtaken: float


def simulate(load: float, policy: Policy, days: int, seed: int) -> Outcome:
    """Let days of that load pass; the same seed brings the same visitors to every policy."""
    asked, overtaken = 0, NO_WAIT
    everybody: list[Served] = []
    for day in range(days):
        visitors = day_of_visitors(load, Random(f"visitors {seed} {day} {load}"))
        served = serve(visitors, policy, Random(f"operators {seed} {day}"))
        asked += len(visitors)
        overtaken = max(overtaken, furthest_overtaking(served))
        everybody += served
    return Outcome(
        asked=asked,
        served=len(everybody),
        waits={band: _waits(everybody, band) for band in reversed(Band)},
        in_language=sum(one.in_language for one in everybody) / len(everybody),
        overtaken=overtaken,
    )


def furthest_overtaking(served: Sequence[Served]) -> float:
    """Return by how many minutes somebody came after another and was still chosen before."""
    furthest, latest = NO_WAIT, -math.inf
    for one in sorted(served, key=lambda one: one.chosen):
        if one.band is not Band.IMMEDIATE:
            furthest = max(furthest, latest - one.came)
            latest = max(latest, one.came)
    return furthest


def _waits(everybody: Sequence[Served], band: Band) -> Waits:
    waits = sorted(one.waited for one in everybody if one.band is band)
    goal = LIMITS[band].goal.total_seconds() / 60
    return Waits(
        count=len(waits),
        median=_percentile(waits, 50),
        ninetieth=_percentile(waits, 90),
        ninety_fifth=_percentile(waits, 95),
        longest=waits[-1],
        in_goal=sum(wait <= goal for wait in waits) / len(waits),
    )


def _percentile(waits: Sequence[float], percent: int) -> float:
    """Return the shortest wait that so many percent did not exceed."""
    return waits[math.ceil(len(waits) * percent / 100) - 1]
