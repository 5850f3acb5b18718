"""The most urgent is met first, and nobody is told too late or promised anything."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.case import Case, Status
from bot.domain.danger import Band
from bot.domain.line import By
from bot.domain.operator import OperatorId
from bot.domain.queue_policy import (
    LIMITS,
    POINTS_AT_MOST,
    alarm,
    has_room,
    needs_telling,
    order,
    score,
    usual,
)
from tests.domain.desk import (
    NOW,
    a_case,
    an_operator,
    minutes,
    offered,
    talking,
    talks_of,
    waiting_cases,
)


@given(waiting_cases)
def test_f03_class_i_is_first_and_the_rest_follows_the_formula(cases: list[Case]) -> None:
    ordered = order(cases, NOW)
    urgent = [case for case in ordered if case.band is Band.IMMEDIATE]

    assert ordered[: len(urgent)] == urgent
    assert urgent == sorted(urgent, key=lambda case: (case.opened_at, case.id))
    scores = [score(case, NOW) for case in ordered[len(urgent) :]]
    assert scores == sorted(scores, reverse=True)
    assert {case.id for case in ordered} == {case.id for case in cases}


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (a_case("high", Band.HIGH, points=7), 314),
        (a_case("elevated", Band.ELEVATED, points=4), 108),
        (a_case("unclear", Band.UNCLEAR), 100),
        (a_case("an hour", Band.UNCLEAR, waited=60), 340),
        (a_case("half", Band.ELEVATED, points=1, waited=0.5), 104),
    ],
)
def test_f03_the_score_is_that_of_the_table(case: Case, expected: float) -> None:
    assert score(case, NOW) == expected


@given(
    st.integers(0, 60),
    st.lists(st.tuples(st.integers(0, 120), st.integers(0, 60)), min_size=1, max_size=20),
)
def test_f04_an_unclear_case_is_before_any_high_that_came_66_minutes_later(
    since: int, later: list[tuple[int, int]]
) -> None:
    waited = 66 + 120 + since
    unclear = a_case("unclear", Band.UNCLEAR, waited=waited)
    highs = [
        a_case(f"high {number}", waited=waited - 66 - after, points=points)
        for number, (after, points) in enumerate(later)
    ]

    assert order([*highs, unclear], NOW)[0] == unclear
    assert offered(an_operator(1), [*highs, unclear]) == "unclear"


def test_f04_a_high_case_that_came_sooner_than_that_is_met_before() -> None:
    unclear = a_case("unclear", Band.UNCLEAR, waited=66)
    high = a_case("high", waited=0.1, points=POINTS_AT_MOST)

    assert order([unclear, high], NOW) == [high, unclear]


def test_a_case_that_was_raised_is_ordered_by_its_new_band() -> None:
    raised = a_case("raised", Band.UNCLEAR).in_band(Band.IMMEDIATE, OperatorId(1), "", NOW)

    assert order([a_case("high", waited=60), raised], NOW)[0] == raised


def test_only_who_waits_and_is_here_is_in_the_line() -> None:
    operator = an_operator(1)
    taken = a_case("offered").offered_to(operator.id, NOW)
    cases = [taken, a_case("away").away(NOW), *talks_of(operator, 1), a_case("here")]

    assert [case.id for case in order(cases, NOW)] == ["here"]


def test_a_case_passed_on_to_anybody_is_not_put_behind_those_who_come_now() -> None:
    operator = an_operator(1)
    begun = talking(a_case("passed on", Band.UNCLEAR, waited=70), operator)
    passed_on = begun.asking_transfer(None).transferred(NOW)

    assert score(passed_on, NOW) == 300
    assert score(passed_on, NOW + timedelta(minutes=5)) == 320
    assert offered(an_operator(2), [a_case("elevated", Band.ELEVATED), passed_on]) == "passed on"


@pytest.mark.parametrize(("count", "room"), [(0, True), (1, True), (2, True), (3, False)])
def test_an_operator_has_three_talks_at_most(count: int, room: bool) -> None:
    operator = an_operator(1)
    assert has_room(operator, talks_of(operator, count)) is room


def test_a_talk_of_class_i_stays_the_only_one() -> None:
    operator = an_operator(1)
    talks = talks_of(operator, 1, Band.IMMEDIATE)

    assert not has_room(operator, talks)
    assert offered(operator, [*talks, a_case("urgent", Band.IMMEDIATE, waited=9)]) is None


def test_an_offered_case_takes_a_place_and_that_of_another_operator_does_not() -> None:
    operator, other = an_operator(1), an_operator(2)
    mine = a_case("mine").offered_to(operator.id, NOW)
    cases = [*talks_of(operator, 2), *talks_of(other, 3), mine]

    assert not has_room(operator, cases)
    assert has_room(operator, cases[:-1])


@pytest.mark.parametrize("band", list(Band))
def test_an_alarm_rises_at_both_limits_of_its_band(band: Band) -> None:
    case, limits = a_case("one", band, waited=0), LIMITS[band]
    moment = timedelta(seconds=1)

    assert alarm(case, NOW + limits.first - moment) == 0
    assert alarm(case, NOW + limits.first) == 1
    assert alarm(case, NOW + limits.second - moment) == 1
    assert alarm(case, NOW + limits.second) == 2


def test_the_limits_are_those_of_the_table() -> None:
    table = {
        Band.IMMEDIATE: (1, 2, 5),
        Band.HIGH: (5, 10, 20),
        Band.ELEVATED: (20, 30, 60),
        Band.UNCLEAR: (30, 45, 90),
    }
    for band, (goal, first, second) in table.items():
        limits = LIMITS[band]
        assert (limits.goal, limits.first, limits.second) == (
            minutes(goal),
            minutes(first),
            minutes(second),
        )


def test_an_offered_case_still_alarms_and_a_talk_does_not() -> None:
    operator = an_operator(1)
    held = a_case("held", waited=11).offered_to(operator.id, NOW)

    assert alarm(held, NOW) == 1
    assert alarm(held.begun_by(operator.id, NOW), NOW + minutes(60)) == 0
    assert alarm(a_case("away").away(NOW), NOW + minutes(60)) == 0


def test_a_talk_passed_on_to_somebody_is_no_alarm_at_once() -> None:
    begun = talking(a_case("long", waited=120), an_operator(1))
    passed_on = begun.asking_transfer(OperatorId(2)).transferred(NOW)

    assert passed_on.status is Status.OFFERED
    assert alarm(passed_on, NOW + minutes(1)) == 0


def test_she_is_told_once_at_each_limit() -> None:
    case = a_case("one", Band.HIGH)
    told_once, told_twice = replace(case, told=1), replace(case, told=2)

    assert needs_telling(case, NOW + minutes(9)) == 0
    assert needs_telling(case, NOW + minutes(10)) == 1
    assert needs_telling(told_once, NOW + minutes(19)) == 0
    assert needs_telling(told_once, NOW + minutes(20)) == 2
    assert needs_telling(told_twice, NOW + minutes(90)) == 0


@pytest.mark.parametrize(
    ("waited", "expected"),
    [
        ([], None),
        ([4, 9], None),
        ([6, 8, 12, 14], (5, 15)),
        ([0.2, 0.3, 0.5], (1, 5)),
        ([10, 10, 10], (10, 15)),
        ([2, 3, 4, 5, 240], (1, 5)),
        ([20, 40, 60, 80], (35, 65)),
    ],
)
def test_the_usual_wait_is_a_range_of_the_last_hour_or_unknown(
    waited: list[float], expected: tuple[int, int] | None
) -> None:
    assert usual([minutes(one) for one in waited]) == expected


@given(st.lists(st.floats(0, 500).map(minutes), min_size=3, max_size=40))
def test_the_usual_wait_is_a_true_range_in_steps_of_five(waited: list[timedelta]) -> None:
    said = usual(waited)
    assert said is not None
    low, high = said
    assert low < high
    assert high % 5 == 0
    assert low == 1 or low % 5 == 0
    assert any(minutes(low - 1) <= one <= minutes(high) for one in waited)


def test_a_line_of_hers_that_nobody_answers_rings_too() -> None:
    operator = an_operator(1)
    talk = talking(a_case("talk", waited=30), operator)
    written = talk.with_line(By.VISITOR, "…", NOW).with_line(By.VISITOR, "…", NOW + minutes(3))
    answered = written.with_line(By.OPERATOR, "…", NOW + minutes(4))

    assert [alarm(written, NOW + minutes(past)) for past in (4, 5, 10)] == [0, 1, 2]
    assert alarm(answered, NOW + minutes(60)) == 0
    assert alarm(talk, NOW + minutes(60)) == 0
