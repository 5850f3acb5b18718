"""The visitors of one day: when they come, how urgent it is, how long their talk will be."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final, TypeVar

from bot.domain.card import Card
from bot.domain.case import Case, CaseId
from bot.domain.danger import Band
from bot.domain.told import About, Details
from bot.domain.visitor import Pseudonym
from tools.simulation import assumptions as given

# A day begins in the morning, when nobody waits.
FIRST_HOUR: Final = 8
DAY_BEGINS: Final = datetime(2026, 1, 1, FIRST_HOUR, tzinfo=UTC)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who asks for an operator; `work` is the talk in minutes of whole attention."""

    minute: float
    case: Case
    work: float


def at(minute: float) -> datetime:
    """Return the time so many minutes after the day began."""
    return DAY_BEGINS + timedelta(minutes=minute)


def operator_minutes(band: Band) -> float:
    """Return for how long a talk of a band takes up an operator on average.

    A talk of class I has the operator alone; the others share one, three at a time.
    """
    mean = given.TALK_MEDIAN[band] * math.exp(given.TALK_SPREAD**2 / 2)
    together = 1 if band is Band.IMMEDIATE else max(given.PACE)
    return mean / (together * given.PACE[together])


def visitors_a_day(load: float) -> float:
    """Return how many come in a day of that load.

    Load 1 means that their talks take up every minute of everybody on shift in that day except
    the one operator who is kept free for class I.
    """
    on_shift = sum(
        (shift.ends - shift.begins) * (len(shift.languages) - 1) for shift in given.SHIFTS
    )
    each = sum(share * operator_minutes(band) for band, share in given.BANDS.items())
    return load * on_shift * given.MINUTES_IN_AN_HOUR / each


def day_of_visitors(load: float, chance: Random) -> list[Arrival]:
    """Return everybody who comes within 24 hours."""
    a_day = visitors_a_day(load)
    everything = sum(given.ARRIVALS_BY_HOUR)
    arrivals: list[Arrival] = []
    for hour in range(given.HOURS_IN_A_DAY):
        share = given.ARRIVALS_BY_HOUR[(FIRST_HOUR + hour) % given.HOURS_IN_A_DAY] / everything
        minute = hour * given.MINUTES_IN_AN_HOUR + _pause(a_day * share, chance)
        while minute < (hour + 1) * given.MINUTES_IN_AN_HOUR:
            arrivals.append(_somebody(len(arrivals), minute, chance))
            minute += _pause(a_day * share, chance)
    return arrivals


def _pause(an_hour: float, chance: Random) -> float:
    return chance.expovariate(an_hour / given.MINUTES_IN_AN_HOUR)


def _somebody(number: int, minute: float, chance: Random) -> Arrival:
    band = _one_of(given.BANDS, chance)
    card = Card(
        language=_one_of(given.LANGUAGES, chance),
        about=About.CHILD if chance.random() < given.ABOUT_A_CHILD else About.SELF,
        band=band,
        points=chance.randint(*given.POINTS[band]),
        signs=(),
        psychologist=band >= Band.HIGH and chance.random() < given.ABOUT_SUICIDE,
        details=Details(),
    )
    case = Case(
        id=CaseId(f"{number:05}"),
        code=f"{number:05}",
        visitor=Pseudonym(number.to_bytes(4)),
        channel="simulation",
        card=card,
        band=band,
        opened_at=at(minute),
    )
    work = chance.lognormvariate(math.log(given.TALK_MEDIAN[band]), given.TALK_SPREAD)
    return Arrival(minute, case, work)


def _one_of(shares: Mapping[T, float], chance: Random) -> T:
    return chance.choices(list(shares), list(shares.values()))[0]
