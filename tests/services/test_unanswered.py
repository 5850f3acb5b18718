"""Numbers at which nobody answers: named from three reports on, silenced by a fresh check."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.calendar import day_of
from bot.domain.guide import Centre, CentreId, Guide, Phone
from bot.domain.operator import OperatorId, Role
from bot.services.unanswered import ViewUnanswered, to_check
from bot.storage.memory import MemoryStore
from tests.conftest import SetClock

ONE, TWO, THREE = "+77010000001", "+77010000002", "+77010000003"
CHECKED = date(2026, 11, 10)


def days_after(days: int) -> str:
    return (CHECKED + timedelta(days=days)).isoformat()


def with_phones(guide: Guide, *numbers: str) -> Guide:
    first = guide.centres[0]
    review = replace(first.review, checked_on=CHECKED)
    return replace(guide, centres=(replace(first, phones=phones(numbers), review=review),))


def phones(numbers: Sequence[str]) -> tuple[Phone, ...]:
    return tuple(Phone(number) for number in numbers)


def named(guide: Guide, *calls: tuple[str, str, int]) -> list[tuple[str, int]]:
    return [(each.phone.number, each.times) for each in to_check(guide, calls).to_check]


def test_a_number_is_named_from_three_reports_on_most_reports_first(guide: Guide) -> None:
    known = with_phones(guide, ONE, TWO, THREE)
    calls = [(ONE, days_after(1), 1), (ONE, days_after(2), 2), (TWO, days_after(1), 4)]
    seen = to_check(known, [*calls, (THREE, days_after(1), 2)])

    assert [(each.phone.number, each.times) for each in seen.to_check] == [(TWO, 4), (ONE, 3)]
    assert seen.fewer == 1
    assert THREE not in repr(seen.to_check[0].phone)


def test_a_check_silences_what_was_reported_until_that_day(guide: Guide) -> None:
    known = with_phones(guide, ONE)

    assert named(known, (ONE, days_after(-1), 9), (ONE, days_after(0), 9)) == []
    assert to_check(known, [(ONE, days_after(0), 9)]).fewer == 0
    assert named(known, (ONE, days_after(0), 9), (ONE, days_after(1), 3)) == [(ONE, 3)]


def test_a_number_that_is_gone_is_neither_named_nor_counted(guide: Guide) -> None:
    seen = to_check(with_phones(guide, ONE), [(TWO, days_after(1), 9)])

    assert (seen.to_check, seen.fewer) == ((), 0)


def test_a_number_of_two_centres_is_one_number(guide: Guide) -> None:
    known = with_phones(guide, ONE)
    twin: Centre = replace(known.centres[0], id=CentreId("twin"))
    seen = to_check(replace(known, centres=(*known.centres, twin)), [(ONE, days_after(1), 1)])

    assert seen.fewer == 1


@pytest.mark.parametrize(("days_ago", "is_named"), [(29, True), (30, True), (31, False)])
async def test_only_the_last_thirty_days_count(
    guide: Guide, clock: SetClock, days_ago: int, is_named: bool
) -> None:
    store = MemoryStore()
    known = with_phones(guide, ONE)
    review = replace(known.centres[0].review, checked_on=date(2020, 1, 1))
    known = replace(known, centres=(replace(known.centres[0], review=review),))
    async with store.transaction() as work:
        editor = await work.operators.add("Marat", Role.EDITOR, ())
        day = (day_of(clock()) - timedelta(days=days_ago)).isoformat()
        for _ in range(3):
            await work.counts.unanswered(ONE, day)
    view = ViewUnanswered(store.transaction, lambda: known, clock)

    assert bool((await view(OperatorId(editor.id))).to_check) is is_named
