"""How long people waited, and how many were answered: counts in which no person stands."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from typing import Final

from bot.domain.danger import Band
from bot.domain.language import Language

# All of Kazakhstan has had one time since 2024.
LOCAL_TIME: Final = timezone(timedelta(hours=5))
# Fewer than so many are never shown as a number.
FEW: Final = 10
# Upper bounds of waiting times in minutes; whoever waited longer is in LONGER.
BUCKETS: Final = (1, 2, 5, 10, 20, 30, 45, 60, 90, 120)
LONGER: Final = 100_000
HOURS_OF_A_DAY: Final = 24
DAYS_OF_A_MONTH: Final = 30

ANSWERED: Final = "answered"
LEFT: Final = "left"

Slot = tuple[str, int]


class Span(StrEnum):
    """How far back a lead looks."""

    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something happened to cases of one kind in one hour; `bucket` is in minutes."""

    day: str
    hour: int
    band: Band
    language: Language
    region: str
    outcome: str
    bucket: int
    times: int = 1


@dataclass(frozen=True, slots=True)
class Figures:
    """What may be told of some cases; of fewer than ten nothing is.

    `median` and `ninetieth` are upper bounds in minutes of how long those who were answered waited.
    """

    cases: int | None
    answered: int | None = None
    left: int | None = None
    answered_share: int | None = None
    left_share: int | None = None
    median: int | None = None
    ninetieth: int | None = None


@dataclass(frozen=True, slots=True)
class Statistics:
    """The last day by hours or the last month by days: whole, by band, and along time."""

    span: Span
    slots: tuple[Slot, ...]
    whole: Figures
    by_band: tuple[tuple[Band, Figures], ...]
    over_time: tuple[Figures, ...]


def bucket_of(wait: timedelta) -> int:
    """Return the upper bound in minutes of a waiting time."""
    return next((bound for bound in BUCKETS if wait <= timedelta(minutes=bound)), LONGER)


def slot_of(moment: datetime) -> Slot:
    """Return the day and the hour in Kazakhstan under which something is counted."""
    local = moment.astimezone(LOCAL_TIME)
    return local.date().isoformat(), local.hour


def slots_of(span: Span, now: datetime) -> tuple[Slot, ...]:
    """Return the hours of the last day, or the days of the last month, the newest last."""
    if span is Span.DAY:
        steps = reversed(range(HOURS_OF_A_DAY))
        return tuple(slot_of(now - timedelta(hours=ago)) for ago in steps)
    steps = reversed(range(DAYS_OF_A_MONTH))
    return tuple((slot_of(now - timedelta(days=ago))[0], 0) for ago in steps)


def statistics_of(tallies: Iterable[Tally], span: Span, now: datetime) -> Statistics:
    """Return what may be told of a span, which ends now."""
    slots = slots_of(span, now)
    within = [tally for tally in tallies if _slot(tally, span) in slots]
    return Statistics(
        span=span,
        slots=slots,
        whole=figures_of(within),
        by_band=tuple(
            (band, figures_of([each for each in within if each.band is band]))
            for band in sorted(Band, reverse=True)
        ),
        over_time=tuple(
            figures_of([each for each in within if _slot(each, span) == slot]) for slot in slots
        ),
    )


def figures_of(tallies: Sequence[Tally]) -> Figures:
    """Return the figures of some cases, without those that rest on fewer than ten."""
    cases = _times(tallies)
    if cases < FEW:
        return Figures(None)
    heard = [tally for tally in tallies if tally.outcome == ANSWERED]
    answered = _times(heard)
    left = _times(tally for tally in tallies if tally.outcome == LEFT)
    return Figures(
        cases=cases,
        answered=_unless_few(answered),
        left=_unless_few(left),
        answered_share=_percent(answered, cases),
        left_share=_percent(left, cases),
        median=wait_within(heard, 50),
        ninetieth=wait_within(heard, 90),
    )


def wait_within(tallies: Sequence[Tally], percent: int) -> int | None:
    """Return a bound in minutes within which so many percent waited; None of fewer than ten."""
    cases = _times(tallies)
    if cases < FEW:
        return None
    so_far = 0
    for bucket, times in _sums(tallies, lambda tally: tally.bucket):
        so_far += times
        if so_far * 100 >= cases * percent:
            return bucket
    raise AssertionError


def _sums(tallies: Iterable[Tally], key: Callable[[Tally], int]) -> list[tuple[int, int]]:
    sums: dict[int, int] = {}
    for tally in tallies:
        sums[key(tally)] = sums.get(key(tally), 0) + tally.times
    return sorted(sums.items())


def _slot(tally: Tally, span: Span) -> Slot:
    return (tally.day, tally.hour if span is Span.DAY else 0)


def _times(tallies: Iterable[Tally]) -> int:
    return sum(tally.times for tally in tallies)


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole)


def _unless_few(times: int) -> int | None:
    return times if times >= FEW else None
