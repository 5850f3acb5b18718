"""Every store keeps cases, return codes and counts of cases alike."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.card import Card
from bot.domain.case import BandChange, Case, CaseId, Ending, Status, Transfer
from bot.domain.danger import Band, Cause, Choice
from bot.domain.errors import CaseTakenError
from bot.domain.language import Language
from bot.domain.line import By, Line
from bot.domain.operator import OperatorId
from bot.domain.text import Counsel, Verbatim, _
from bot.domain.told import About, Details
from bot.domain.visitor import Pseudonym
from bot.services.desk_ports import Count, ReturnCode
from tests.contracts.conftest import Store

NOW = datetime(2026, 11, 23, 20, 15, 0, 123000, tzinfo=UTC)
HER, LAST_MONTH, ANOTHER = (Pseudonym(bytes([number]) * 32) for number in (1, 2, 3))
DINA, SAULE = OperatorId(1), OperatorId(2)
SIGNS = (
    Choice(
        "q_neck",
        Counsel("Тамақтан қысты", "Душили", "Choking"),
        band=Band.HIGH,
        points=3,
        first=Cause.AMBULANCE,
        medical="neck",
        card=Counsel("Қылғындыру", "Удушение", "Choking"),
    ),
    Choice("q_ill", Verbatim("?"), points=1, psychologist=True, card=_("{n} times").given(n=2)),
)
CARD = Card(
    language=Language.KAZAKH,
    about=About.SELF,
    band=Band.HIGH,
    points=7,
    signs=SIGNS,
    psychologist=True,
    details=Details(region="AST", want="talk", code_word="алма"),
)
WAITING = Case(CaseId("c1"), "K-17", HER, "telegram", CARD, Band.HIGH, NOW)
TALKING = replace(
    WAITING,
    status=Status.TALKING,
    operator=DINA,
    offered_at=NOW + timedelta(seconds=5),
    began_at=NOW + timedelta(seconds=9),
    lines=(
        Line(1, By.PROGRAM, "Сәлеметсіз бе", NOW, 4),
        Line(2, By.VISITOR, "<b>мен</b> 😀", NOW, 5, message=2**40, is_edited=True),
        Line(3, By.OPERATOR, "Центр", NOW, card="centre:astana"),
    ),
    changes=(BandChange(NOW, DINA, Band.HIGH, Band.IMMEDIATE, "дауыс"),),
    transfer=Transfer.ASKED,
    next_operator=SAULE,
    told=2,
    has_code=True,
    is_shielded=True,
    is_warned=True,
)


async def keep(store: Store, *cases: Case) -> None:
    async with store.transaction() as work:
        for case in cases:
            await work.cases.save(case)


async def found(store: Store, case_id: str = "c1") -> Case | None:
    async with store.transaction() as work:
        return await work.cases.find(CaseId(case_id))


async def open_ids(store: Store) -> list[str]:
    async with store.transaction() as work:
        return [case.id for case in await work.cases.open()]


def another(case_id: str, visitor: Pseudonym = ANOTHER, minutes: int = 0) -> Case:
    opened_at = NOW + timedelta(minutes=minutes)
    return replace(WAITING, id=CaseId(case_id), visitor=visitor, opened_at=opened_at)


STORIES = {
    "waiting": WAITING,
    "talking": TALKING,
    "over": TALKING.over(Ending.ENDED_BY_OPERATOR, NOW + timedelta(hours=1), "closing_warm"),
    "left": TALKING.over(Ending.LEFT_SUDDENLY, NOW),
    "away": TALKING.away(NOW + timedelta(minutes=3)),
}


@pytest.mark.parametrize("story", STORIES)
async def test_a_case_is_read_back_exactly(store: Store, story: str) -> None:
    await keep(store, STORIES[story])

    assert await found(store) == STORIES[story]


async def test_a_case_is_followed_through_its_whole_life(store: Store) -> None:
    away = TALKING.away(NOW + timedelta(minutes=3))
    back = away.back(LAST_MONTH, "web", NOW + timedelta(hours=2))
    over = back.over(Ending.CANCELLED, NOW + timedelta(hours=3))
    for case in (WAITING, TALKING, away, away, back, replace(back, told=1), over, over):
        await keep(store, case)
        assert await found(store) == case


async def test_nothing_is_known_of_a_case_that_never_was(store: Store) -> None:
    assert await found(store) is None
    async with store.transaction() as work:
        await work.cases.forget(CaseId("c1"))
        assert await work.cases.of((HER,)) is None
        assert list(await work.cases.open()) == []
        assert list(await work.cases.over_since(NOW)) == []


async def test_a_visitor_finds_her_own_open_case_under_any_pseudonym(store: Store) -> None:
    await keep(store, WAITING, another("c2"))
    async with store.transaction() as work:
        assert await work.cases.of((LAST_MONTH, HER)) == WAITING
        assert await work.cases.of((LAST_MONTH,)) is None


@pytest.mark.parametrize("story", ["over", "left", "away"])
async def test_a_visitor_finds_no_case_that_is_over_or_that_she_left(
    store: Store, story: str
) -> None:
    await keep(store, WAITING)
    await keep(store, STORIES[story])
    async with store.transaction() as work:
        assert await work.cases.of((HER,)) is None


async def test_a_new_case_is_found_beside_one_that_is_over(store: Store) -> None:
    again = another("c2", HER, minutes=30)
    await keep(store, STORIES["over"], again)
    async with store.transaction() as work:
        assert await work.cases.of((HER,)) == again


async def test_open_cases_are_all_that_are_not_over_the_earliest_first(store: Store) -> None:
    late, early = another("late", minutes=9), another("early", minutes=-9)
    away, over = replace(STORIES["away"], id=CaseId("away")), STORIES["over"]
    await keep(store, late, over, early, away)

    assert await open_ids(store) == ["early", "away", "late"]


async def test_cases_that_are_over_are_found_and_forgotten_by_their_end(store: Store) -> None:
    ended_at = NOW + timedelta(hours=1)
    later = replace(STORIES["over"], id=CaseId("c2"), ended_at=ended_at + timedelta(minutes=1))
    await keep(store, STORIES["over"], later, another("c3", minutes=-600))
    async with store.transaction() as work:
        assert {case.id for case in await work.cases.over_since(ended_at)} == {"c1", "c2"}
        await work.cases.forget_over_before(later.ended_at or NOW)
        assert [case.id for case in await work.cases.over_since(NOW)] == ["c2"]

    assert await found(store) is None
    assert await open_ids(store) == ["c3"]


async def test_forgetting_one_case_leaves_the_others(store: Store) -> None:
    await keep(store, WAITING, another("c2"))
    async with store.transaction() as work:
        await work.cases.forget(CaseId("c1"))
        assert await work.cases.find(CaseId("c1")) is None

    assert await open_ids(store) == ["c2"]


async def change_everything_and_fail(store: Store) -> None:
    async with store.transaction() as work:
        await work.cases.save(STORIES["over"])
        await work.cases.save(another("c2"))
        await work.cases.forget(CaseId("c3"))
        await work.return_codes.forget(CODE.hashed)
        await work.return_codes.save(replace(CODE, hashed=b"new"))
        await work.case_counts.add(COUNT)
        raise CaseTakenError


async def test_nothing_of_a_transaction_that_fails_is_there(store: Store) -> None:
    await keep(store, TALKING, another("c3"))
    async with store.transaction() as work:
        await work.return_codes.save(CODE)
    with pytest.raises(CaseTakenError):
        await change_everything_and_fail(store)

    assert await found(store) == TALKING
    assert await open_ids(store) == ["c1", "c3"]
    async with store.transaction() as work:
        assert await work.return_codes.find(CODE.hashed) == CODE
        assert await work.return_codes.find(b"new") is None
        assert list(await work.case_counts.since("2026-01-01")) == []


async def test_fifty_operators_who_ask_at_once_get_one_case_each(store: Store) -> None:
    async def takes(number: int) -> str:
        async with store.transaction() as work:
            case = next(each for each in await work.cases.open() if each.status is Status.WAITING)
            await asyncio.sleep(0)
            await work.cases.save(case.offered_to(OperatorId(number), NOW))
            return case.id

    await keep(store, *(another(f"c{number}") for number in range(50)))
    taken = await asyncio.gather(*(takes(number) for number in range(50)))

    assert sorted(taken) == sorted(f"c{number}" for number in range(50))


CODE = ReturnCode(b"h" * 32, CaseId("c1"), b"sealed", timedelta(0), NOW + timedelta(days=7))


async def test_a_return_code_is_read_back_exactly(store: Store) -> None:
    async with store.transaction() as work:
        await work.return_codes.save(CODE)
    async with store.transaction() as work:
        assert await work.return_codes.find(CODE.hashed) == CODE
        assert await work.return_codes.find(b"x" * 32) is None
        await work.return_codes.save(replace(CODE, sealed=b"again"))
        assert await work.return_codes.find(CODE.hashed) == replace(CODE, sealed=b"again")
        await work.return_codes.forget(CODE.hashed)
        assert await work.return_codes.find(CODE.hashed) is None


async def test_how_long_she_waited_is_noted_with_the_codes_of_her_case(store: Store) -> None:
    other = replace(CODE, hashed=b"o" * 32, case=CaseId("c2"))
    waited = timedelta(minutes=12, milliseconds=7)
    async with store.transaction() as work:
        await work.return_codes.save(CODE)
        await work.return_codes.save(other)
        await work.return_codes.waited(CaseId("c1"), waited)
    async with store.transaction() as work:
        assert await work.return_codes.find(CODE.hashed) == replace(CODE, waited=waited)
        assert await work.return_codes.find(other.hashed) == other


async def test_return_codes_are_forgotten_when_they_have_expired(store: Store) -> None:
    async with store.transaction() as work:
        await work.return_codes.save(CODE)
        await work.return_codes.forget_before(CODE.expires_at)
        assert await work.return_codes.find(CODE.hashed) == CODE
        await work.return_codes.forget_before(CODE.expires_at + timedelta(milliseconds=1))
        assert await work.return_codes.find(CODE.hashed) is None


COUNT = Count("2026-11-23", 20, Band.HIGH, Language.KAZAKH, "AST", "answered", 5)


async def test_counts_of_cases_of_one_kind_are_added_up(store: Store) -> None:
    left = replace(COUNT, outcome="left", region="")
    async with store.transaction() as work:
        await work.case_counts.add(COUNT)
        await work.case_counts.add(left)
    async with store.transaction() as work:
        await work.case_counts.add(replace(COUNT, times=4))
        assert list(await work.case_counts.since("2026-11-23")) == [left, replace(COUNT, times=5)]


async def test_counts_of_cases_are_found_and_forgotten_by_day(store: Store) -> None:
    days = [replace(COUNT, day=f"2026-11-{number}") for number in (23, 21, 22)]
    async with store.transaction() as work:
        for count in days:
            await work.case_counts.add(count)
        assert [count.day for count in await work.case_counts.since("2026-11-22")] == [
            "2026-11-22",
            "2026-11-23",
        ]
        await work.case_counts.forget_before("2026-11-23")
        assert list(await work.case_counts.since("2020-01-01")) == [days[0]]
