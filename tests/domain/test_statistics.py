"""Figures tell how long people waited, and nothing of fewer than ten."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.danger import Band
from bot.domain.language import Language
from bot.domain.statistics import (
    ANSWERED,
    BUCKETS,
    LEFT,
    LONGER,
    Figures,
    Span,
    Tally,
    bucket_of,
    figures_of,
    slot_of,
    slots_of,
    statistics_of,
    wait_within,
)

NOW = datetime(2026, 11, 22, 20, 15, tzinfo=UTC)
HERE = slot_of(NOW)


def tally(times: int, bucket: int = 5, outcome: str = ANSWERED, band: Band = Band.HIGH) -> Tally:
    return Tally(HERE[0], HERE[1], band, Language.RUSSIAN, "abai", outcome, bucket, times)


@pytest.mark.parametrize(
    ("seconds", "bucket"),
    [(0, 1), (60, 1), (61, 2), (300, 5), (301, 10), (7200, 120), (7201, LONGER), (10**6, LONGER)],
)
def test_a_wait_is_kept_as_the_bound_it_did_not_pass(seconds: int, bucket: int) -> None:
    assert bucket_of(timedelta(seconds=seconds)) == bucket


def test_hours_are_those_of_kazakhstan() -> None:
    assert slot_of(NOW) == ("2026-11-23", 1)


def test_a_day_has_its_24_hours_and_a_month_30_days_the_newest_last() -> None:
    hours, days = slots_of(Span.DAY, NOW), slots_of(Span.MONTH, NOW)

    assert (len(set(hours)), len(set(days))) == (24, 30)
    assert hours[0] == ("2026-11-22", 2)
    assert hours[-1] == ("2026-11-23", 1)
    assert days[0] == ("2026-10-25", 0)
    assert days[-1] == ("2026-11-23", 0)


def test_of_nine_cases_nothing_is_told_and_of_ten_everything() -> None:
    assert figures_of([tally(9)]) == Figures(None)
    assert figures_of([tally(10)]) == Figures(10, 10, None, 100, 0, 5, 5)


def test_waits_of_those_who_left_do_not_shorten_the_waits_of_those_answered() -> None:
    figures = figures_of([tally(10, bucket=60), tally(30, bucket=1, outcome=LEFT)])

    assert (figures.median, figures.answered_share, figures.left_share) == (60, 25, 75)


def test_waits_of_few_who_were_answered_are_not_told_among_many() -> None:
    figures = figures_of([tally(9, bucket=60), tally(30, outcome=LEFT)])

    assert figures.cases == 39
    assert (figures.answered, figures.median, figures.ninetieth) == (None, None, None)


@given(st.lists(st.tuples(st.sampled_from((*BUCKETS, LONGER)), st.integers(1, 9)), max_size=12))
def test_a_bound_holds_for_so_many_and_no_smaller_one_does(kinds: list[tuple[int, int]]) -> None:
    waits = sorted(bucket for bucket, times in kinds for _each in range(times))
    tallies = [tally(times, bucket=bucket) for bucket, times in kinds]
    for percent in (50, 90):
        bound = wait_within(tallies, percent)
        if len(waits) < 10:
            assert bound is None
        else:
            assert bound is not None
            assert sum(wait <= bound for wait in waits) * 100 >= len(waits) * percent
            assert sum(wait < bound for wait in waits) * 100 < len(waits) * percent


def test_figures_stand_in_their_hour_and_their_band_and_old_ones_nowhere() -> None:
    day, hour = slot_of(NOW - timedelta(hours=3))
    yesterday = slot_of(NOW - timedelta(hours=24))
    found = statistics_of(
        [
            replace(tally(12, bucket=2, band=Band.IMMEDIATE), day=day, hour=hour),
            tally(20),
            replace(tally(50), day=yesterday[0], hour=yesterday[1]),
        ],
        Span.DAY,
        NOW,
    )

    assert found.whole.cases == 32
    assert [(band, each.cases) for band, each in found.by_band] == [
        (Band.IMMEDIATE, 12),
        (Band.HIGH, 20),
        (Band.ELEVATED, None),
        (Band.UNCLEAR, None),
    ]
    assert [each.cases for each in found.over_time if each.cases] == [12, 20]
    assert found.over_time[-4].cases == 12


def test_a_month_adds_up_the_hours_of_a_day() -> None:
    found = statistics_of([tally(6), replace(tally(6), hour=0)], Span.MONTH, NOW)

    assert found.over_time[-1].cases == 12
    assert len(found.over_time) == 30
