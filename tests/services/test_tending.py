"""The line looks after itself: claims return, those who wait are told the truth."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.case import Case, Ending, Status
from bot.domain.danger import Band
from bot.domain.errors import CaseTakenError, StoreError
from bot.domain.operator import GONE_AFTER, OperatorId, Presence, Role
from bot.domain.queue_policy import LIMITS
from bot.domain.retention import LONGEST
from bot.domain.text import Text
from bot.flows.waiting import LONGER, LONGER_HIGH, NOBODY, READING, UNKNOWN, USUALLY, VERY_LONG
from bot.services import tending
from bot.services.desk_ports import Act
from bot.services.tending import Tending
from tests.services.desk_story import CLAIM_RETURNS_AFTER, Story
from tests.services.test_talk_endings import until

A_MOMENT = timedelta(milliseconds=1)
A_SECOND = timedelta(seconds=1)


async def test_a_claim_that_nobody_begins_returns_by_itself(story: Story) -> None:
    dina, saule = await story.operator(), await story.operator("Saule")
    her = story.visitor()
    await her.asks_for_a_person()
    case = await story.takes(dina)
    await story.passes(CLAIM_RETURNS_AFTER - A_MOMENT, dina, saule)
    assert await story.status(case.id) is Status.OFFERED
    assert story.says(READING) in her.sees

    await story.passes(A_MOMENT, dina, saule)
    assert await story.status(case.id) is Status.WAITING
    assert story.says(READING) not in her.sees
    assert (await story.audit())[0].detail == "by itself"
    with pytest.raises(CaseTakenError):
        await story.begin(dina, case.id)
    assert (await story.takes(saule)).id == case.id
    assert (await story.kept_case(case.id)).opened_at == case.opened_at


@pytest.mark.parametrize(
    ("band", "first", "second"),
    [
        (Band.IMMEDIATE, NOBODY, NOBODY),
        (Band.HIGH, LONGER_HIGH, VERY_LONG),
        (Band.ELEVATED, LONGER, VERY_LONG),
        (Band.UNCLEAR, LONGER, VERY_LONG),
    ],
)
async def test_the_limits_of_each_band_are_told_by_silent_edits(
    story: Story, band: Band, first: Text, second: Text
) -> None:
    dina, her = await story.operator(), story.visitor()
    case = await her.asks_for_a_person(band)
    at_first = her.sees
    her.chat.did.clear()
    limits = LIMITS[band]
    await story.passes(limits.first - A_MOMENT, dina)
    assert her.sees == at_first
    for limit, text in ((limits.first, first), (limits.second, second)):
        story.clock.now = case.opened_at + limit
        await story.passes(timedelta(), dina)
        assert story.says(text) in her.sees
    assert set(her.chat.did) == {"edit"}
    await story.passes(A_SECOND, dina)
    assert (await her.case()).told == 2


async def test_nothing_is_edited_where_nothing_is_new(story: Story) -> None:
    dina, her = await story.operator(), story.visitor()
    await her.asks_for_a_person()
    await story.tends()
    her.chat.did.clear()
    version = story.live.version
    for _ in range(30):
        await story.passes(A_SECOND, dina)

    assert her.chat.did == []
    assert story.live.version == version


@pytest.mark.parametrize("presence", [Presence.PAUSE, Presence.AWAY])
async def test_it_is_said_at_once_that_the_last_operator_went(
    story: Story, presence: Presence
) -> None:
    dina, saule = await story.operator(), await story.operator("Saule")
    her = story.visitor()
    await her.asks_for_a_person()
    await story.set_presence(dina, presence)
    await story.tends()
    assert story.says(UNKNOWN) in her.sees

    await story.set_presence(saule, presence)
    await story.tends()
    assert her.sees == story.says(NOBODY)
    await story.set_presence(dina, Presence.ON_SHIFT)
    await story.tends()
    assert story.says(UNKNOWN) in her.sees


async def test_an_operator_whose_page_is_gone_is_no_longer_there(story: Story) -> None:
    await story.operator()
    her = story.visitor()
    await her.asks_for_a_person()
    await story.passes(GONE_AFTER)
    assert story.says(UNKNOWN) in her.sees

    await story.passes(A_SECOND)
    assert her.sees == story.says(NOBODY)


async def test_pages_follow_after_a_restart_of_the_program(story: Story) -> None:
    await story.operator()
    her = story.visitor()
    await her.asks_for_a_person()
    story.clock.goes(GONE_AFTER + A_SECOND)
    await story.starts_again()
    await story.tends()

    assert her.sees == story.says(NOBODY)


@pytest.mark.parametrize("presence", [Presence.PAUSE, Presence.AWAY])
async def test_whoever_goes_gives_back_what_was_offered_but_keeps_the_talks(
    story: Story, presence: Presence
) -> None:
    dina = await story.operator()
    one, two = story.visitor("1"), story.visitor("2")
    await one.asks_for_a_person()
    talk = await story.talks(dina)
    await two.asks_for_a_person()
    offered = await story.takes(dina)
    await story.set_presence(dina, presence)
    await story.settles()

    assert await story.status(offered.id) is Status.WAITING
    assert story.says(READING) not in two.sees
    assert (await story.kept_case(talk)).operator == dina


async def test_usual_waits_of_the_last_hour_are_told_as_a_range(story: Story) -> None:
    dina = await story.operator()
    for number in range(4):
        await story.visitor(f"{number}").asks_for_a_person(Band.ELEVATED)
        story.clock.goes(timedelta(minutes=8))
        case = await story.talks(dina)
        await story.ends(dina, case)
    await story.tends()
    her = story.visitor("9")
    await her.asks_for_a_person(Band.ELEVATED)
    assert story.says(USUALLY.given(low=5, high=10)) in her.sees

    story.clock.goes(timedelta(hours=1))
    await story.seen(dina)
    await story.tends()
    assert story.says(USUALLY.given(low=5, high=10)) not in her.sees


async def test_a_case_waits_at_the_desk_only_as_a_count(story: Story) -> None:
    dina = await story.operator()
    await story.visitor("1").asks_for_a_person(Band.HIGH)
    story.clock.goes(timedelta(minutes=3))
    await story.visitor("2").asks_for_a_person(Band.HIGH)
    desk = await story.view_desk(dina)

    (waiting,) = desk.waiting
    assert (waiting.band, waiting.count, waiting.oldest) == (Band.HIGH, 2, timedelta(minutes=3))
    assert (desk.waits, desk.may_take, desk.mine) == (2, True, ())


async def test_a_kept_place_is_offered_to_nobody_and_ends_in_time(story: Story) -> None:
    dina = await story.operator()
    lead = await story.operator("Bota", Role.LEAD)
    her = story.visitor()
    case = await her.asks_for_a_person(Band.IMMEDIATE)
    await her.takes_a_code()
    await her.picks("exit")
    await story.passes(timedelta(minutes=10), dina, lead)

    assert await story.take_next(dina) is None
    assert (await story.view_desk(dina)).alarms == ()
    board = await story.view_board(lead)
    assert (board.away, board.waiting, board.alarms) == (1, (), ())
    await story.passes(LONGEST, dina, lead)
    assert await story.status(case.id) is Status.LEFT


async def test_what_becomes_of_a_kept_place_never_touches_a_new_conversation(
    story: Story,
) -> None:
    dina = await story.operator()
    her = story.visitor()
    await her.asks_for_a_person()
    await her.takes_a_code()
    await her.picks("exit")
    story.clock.goes(LONGEST)
    await her.comes_to_the_menu()
    menu = her.chat.living
    await story.set_presence(dina, Presence.AWAY)
    await story.passes(A_SECOND)

    assert await story.open_cases() == []
    assert her.chat.living == menu


async def test_a_second_place_beside_a_kept_one_is_not_mixed_up_with_it(story: Story) -> None:
    dina = await story.operator()
    her = story.visitor()
    kept = await her.asks_for_a_person()
    await her.takes_a_code()
    await her.picks("exit")
    story.clock.goes(timedelta(hours=1))
    await story.seen(dina)
    case = await her.asks_for_a_person()
    assert case.id != kept.id
    await story.set_presence(dina, Presence.AWAY)
    await story.tends()

    assert her.sees == story.says(NOBODY)
    assert (await story.kept_case(kept.id)).is_away
    await story.set_presence(dina, Presence.ON_SHIFT)
    assert (await story.takes(dina)).id == case.id


async def test_the_audit_tells_who_did_what_to_which_case(story: Story) -> None:
    dina, her = await story.operator(), story.visitor()
    case = await her.asks_for_a_person()
    await story.talks(dina)
    entries = [(each.act, each.operator, each.case) for each in await story.audit()]

    assert entries[:2] == [(Act.BEGAN, dina, case.code), (Act.OFFERED, dina, case.code)]
    assert entries[-1] == (Act.ON_SHIFT, dina, "")
    assert dina == OperatorId(1)


async def test_a_case_that_fails_holds_up_nobody_else(
    story: Story, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    dina = await story.operator()
    bad, her = story.visitor(), story.visitor("2002")
    bad_case, case = await bad.asks_for_a_person(), await her.asks_for_a_person()
    given_back = Case.given_back

    def failing(self: Case) -> Case:
        if self.id == bad_case.id:
            raise ValueError("her words")
        return given_back(self)

    monkeypatch.setattr(Case, "given_back", failing)
    await story.takes(dina)
    await story.takes(dina)
    await story.passes(CLAIM_RETURNS_AFTER, dina)

    assert await story.status(bad_case.id) is Status.OFFERED
    assert await story.status(case.id) is Status.WAITING
    assert "ValueError" in caplog.text
    assert "her words" not in caplog.text


async def test_a_case_whose_chat_is_lost_keeps_no_operator_waiting(story: Story) -> None:
    dina, her = await story.operator(), story.visitor()
    await her.asks_for_a_person()
    case = await story.talks(dina)
    async with story.store.transaction() as work:
        await work.conversations.forget(her.names[0])
    version = story.live.version
    await story.erases()

    kept = await story.kept_case(case)
    assert (kept.status, kept.ending) == (Status.LEFT, Ending.SILENT)
    assert story.live.version > version


async def test_the_line_is_tended_again_after_trouble(
    story: Story, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(tending, "EVERY", A_MOMENT)
    her = story.visitor()
    await story.operator()
    await her.asks_for_a_person()
    troubles: list[Exception] = [StoreError("x"), ValueError("her words")]

    def moment() -> None:
        if troubles:
            raise troubles.pop(0)

    story.moment = moment
    story.clock.goes(GONE_AFTER + A_SECOND)
    task = asyncio.ensure_future(Tending(story.tend_line)())
    await until(lambda: story.shift.desk.on_shift == 0 and not troubles)
    task.cancel()
    await asyncio.wait((task,))
    await story.settles()

    assert her.sees == story.says(NOBODY)
    assert "her words" not in caplog.text
