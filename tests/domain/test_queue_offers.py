"""Everybody is met by whom it suits best, and somebody is free when it burns."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given

from bot.domain.case import Case
from bot.domain.danger import Band
from bot.domain.language import Language
from bot.domain.operator import Presence
from bot.domain.queue_policy import (
    LIMITS,
    TALKS_AT_ONCE,
    URGENT_LEFT_FOR,
    has_room,
    next_for,
    order,
)
from bot.domain.told import About
from tests.domain.desk import (
    EN,
    KK,
    NOW,
    RU,
    a_case,
    an_operator,
    desks,
    minutes,
    offered,
    seated,
    talks_of,
    waiting_cases,
)


def test_the_first_whose_language_the_operator_speaks_is_offered() -> None:
    cases = [a_case("kazakh", waited=4, language=KK), a_case("russian", waited=1)]

    assert offered(an_operator(1, RU), cases, an_operator(2, KK)) == "russian"
    assert offered(an_operator(2, KK), cases, an_operator(1, RU)) == "kazakh"


def test_a_language_which_nobody_here_speaks_goes_to_anyone_at_once() -> None:
    cases = [a_case("english", language=EN, points=5), a_case("russian")]
    gone = replace(an_operator(3, EN), presence=Presence.PAUSE)

    assert offered(an_operator(1, RU), cases, an_operator(2, KK), gone) == "english"


@pytest.mark.parametrize("band", [Band.HIGH, Band.ELEVATED, Band.UNCLEAR])
def test_language_is_no_reason_to_wait_longer_than_the_goal(band: Band) -> None:
    goal = LIMITS[band].goal.total_seconds() / 60
    early = a_case("early", band, waited=goal - 0.1, language=KK)
    late = a_case("late", band, waited=goal, language=KK)
    speaks = an_operator(2, KK)

    assert offered(an_operator(1, RU), [early], speaks) is None
    assert offered(an_operator(1, RU), [late], speaks) == "late"


def test_language_is_no_reason_to_leave_a_case_to_the_one_who_is_kept_free() -> None:
    russian = [an_operator(1, RU), an_operator(2, RU)]
    kept = an_operator(3, KK)
    talks = [talk for one in russian for talk in talks_of(one, 1)]

    assert (
        offered(russian[0], [*talks, a_case("kazakh", language=KK)], russian[1], kept) == "kazakh"
    )


def test_class_i_does_not_wait_for_a_language() -> None:
    urgent = a_case("urgent", Band.IMMEDIATE, language=KK)

    assert offered(an_operator(1, RU), [urgent, a_case("russian")], an_operator(2, KK)) == "urgent"


def test_language_decides_between_two_of_class_i_within_the_goal() -> None:
    kazakh = a_case("kazakh", Band.IMMEDIATE, waited=0.4, language=KK)
    russian = a_case("russian", Band.IMMEDIATE, waited=0.2)
    late = replace(kazakh, opened_at=NOW - minutes(1))

    assert offered(an_operator(1, RU), [kazakh, russian], an_operator(2, KK)) == "russian"
    assert offered(an_operator(1, RU), [late, russian], an_operator(2, KK)) == "kazakh"


@pytest.mark.parametrize(
    "case", [a_case("one", psychologist=True), a_case("one", about=About.CHILD)]
)
def test_suicide_and_children_are_left_to_trained_staff_with_room(case: Case) -> None:
    trained = an_operator(2, trained=True)
    late = replace(case, opened_at=NOW - LIMITS[case.band].goal)

    assert offered(an_operator(1), [case], trained) is None
    assert offered(trained, [case], an_operator(1)) == "one"
    assert offered(an_operator(1), [*talks_of(trained, 3), case], trained) == "one"
    assert offered(an_operator(1), [late], trained) == "one"
    assert offered(an_operator(1), [case], an_operator(2)) == "one"


def test_class_i_is_left_to_free_trained_staff_for_half_its_goal() -> None:
    case = a_case("urgent", Band.IMMEDIATE, psychologist=True)
    late = replace(case, opened_at=NOW - URGENT_LEFT_FOR)
    trained = an_operator(2, trained=True)

    assert offered(an_operator(1), [case], trained) is None
    assert offered(an_operator(1), [late], trained) == "urgent"
    assert offered(an_operator(1), [*talks_of(trained, 1), case], trained) == "urgent"


def test_the_last_free_operator_of_three_takes_nothing_but_class_i() -> None:
    first, second, last = (an_operator(number) for number in (1, 2, 3))
    talks = [*talks_of(first, 1), *talks_of(second, 3)]
    high, urgent = a_case("high", waited=30), a_case("urgent", Band.IMMEDIATE)

    assert offered(last, [*talks, high], first, second) is None
    assert offered(last, [*talks, high, urgent], first, second) == "urgent"
    assert offered(first, [*talks, high], second, last) == "high"


def test_of_two_at_the_desk_nobody_is_kept_free() -> None:
    first, last = an_operator(1), an_operator(2)
    paused = an_operator(3, presence=Presence.PAUSE)
    gone = replace(an_operator(4), seen_at=NOW - minutes(10))

    assert offered(last, [*talks_of(first, 1), a_case("high")], first, paused, gone) == "high"


def test_a_case_of_class_i_that_waits_has_the_free_one_for_itself() -> None:
    busy, first, last = (an_operator(number) for number in (1, 2, 3))
    cases = [
        *talks_of(busy, 1),
        a_case("suicide", Band.IMMEDIATE, psychologist=True),
        a_case("high"),
    ]
    trained = replace(last, trained=True)

    assert offered(first, cases, busy, trained) is None
    assert offered(trained, cases, busy, first) == "suicide"


def test_a_busy_operator_leaves_class_i_to_a_free_one_for_half_its_goal() -> None:
    busy, free = an_operator(1), an_operator(2)
    fresh = a_case("urgent", Band.IMMEDIATE, waited=0.1)
    late = replace(fresh, opened_at=NOW - URGENT_LEFT_FOR)
    talks = talks_of(busy, 1)

    assert offered(busy, [*talks, fresh], free) is None
    assert offered(busy, [*talks, late], free) == "urgent"
    assert offered(busy, [*talks, fresh, a_case("second", Band.IMMEDIATE)], free) == "urgent"


def test_where_nobody_is_free_whoever_has_room_gets_class_i() -> None:
    busy, full = an_operator(1), an_operator(2)
    cases = [*talks_of(busy, 2), *talks_of(full, 3), a_case("urgent", Band.IMMEDIATE)]

    assert offered(busy, cases, full) == "urgent"
    assert offered(full, cases, busy) is None


def test_where_nobody_is_free_the_last_place_is_kept_for_class_i() -> None:
    first, second, third = (an_operator(number) for number in (1, 2, 3))
    high = a_case("high", waited=30)
    full = [*talks_of(first, 2), *talks_of(second, 3), *talks_of(third, 3)]
    room = [*talks_of(first, 2), *talks_of(second, 2), *talks_of(third, 3)]

    assert offered(first, [*full, high], second, third) is None
    assert offered(first, [*room, high], second, third) == "high"


@given(desks, waiting_cases)
def test_whoever_is_free_is_offered_class_i_before_anything_else(
    desk: Sequence[tuple[set[Language], bool, int]], cases: list[Case]
) -> None:
    operators, talks = seated(desk)
    late = [case for case in cases if case.waited(NOW) >= URGENT_LEFT_FOR]
    urgent = {case.id for case in late if case.band is Band.IMMEDIATE}
    for operator in operators:
        if urgent and has_room(operator, talks):
            assert offered(operator, [*talks, *late], *operators) in urgent


@given(desks, waiting_cases)
def test_limits_hold_and_one_stays_ready_however_long_everybody_presses_next(
    desk: Sequence[tuple[set[Language], bool, int]], waiting: list[Case]
) -> None:
    operators, talks = seated(desk)
    cases = {case.id: case for case in (*talks, *waiting)}
    for operator in operators * len(cases):
        before = list(cases.values())
        case = next_for(operator, before, operators, NOW)
        if case is None:
            continue
        assert has_room(operator, before)
        cases[case.id] = case.offered_to(operator.id, NOW)
        after = list(cases.values())
        mine = [one for one in after if one.operator == operator.id]
        assert len(mine) <= TALKS_AT_ONCE
        if case.band is not Band.IMMEDIATE and len(operators) >= 3:
            assert any(has_room(one, after) for one in operators)


@given(desks, waiting_cases.filter(bool))
def test_nobody_is_left_when_operators_become_free_and_time_passes(
    desk: Sequence[tuple[set[Language], bool, int]], waiting: list[Case]
) -> None:
    operators, _ = seated(desk)
    cases = {case.id: case for case in waiting}
    now = NOW
    for _ in range(len(waiting)):
        now += max(limits.goal for limits in LIMITS.values())
        here = [replace(one, seen_at=now) for one in operators]
        case = next_for(here[0], list(cases.values()), here, now)
        assert case is not None
        assert case == order(cases.values(), now)[0]
        del cases[case.id]

    assert not cases
