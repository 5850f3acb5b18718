"""Every way in which a talk ends, and what both sides see then."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from functools import partial

import pytest

from bot.domain.case import Case, CaseId, Ending, Status
from bot.domain.conversation import Started
from bot.domain.danger import Band
from bot.domain.errors import CaseOverError, CaseTakenError, LineRefusedError, NotAllowedError
from bot.domain.guide import Guide
from bot.domain.operator import OperatorId
from bot.domain.retention import SILENCE_IN_LINE
from bot.flows.neutral import SIGN_OF_LIFE
from bot.flows.talk import OVER, OVER_BY_HER, OVER_BY_LIMITS, STOPPED
from bot.services import couriers
from bot.services.couriers import Couriers
from bot.services.desk import Brought
from bot.services.desk_ports import Act
from bot.storage.memory import MemoryStore
from bot.translation.translator import Translator
from tests.conftest import SetClock
from tests.services.desk_story import Story
from tests.services.talks import Talk, a_talk
from tests.services.visitors import Visitor

A_MOMENT = timedelta(milliseconds=1)
TEN_MINUTES = timedelta(minutes=10)


@pytest.fixture
async def talk(story: Story) -> Talk:
    return await a_talk(story)


async def over_on_the_desk(talk: Talk) -> Case:
    """Return the case as its operator's desk lists it; nothing of it is left there."""
    (case,) = (await talk.story.view_desk(talk.dina)).over
    assert (case.lines, case.changes, case.card.signs) == ((), (), ())
    with pytest.raises(CaseOverError):
        await talk.writes("ещё слово")
    assert (await talk.story.sees(talk.dina, talk.case)).lines == ()
    return case


async def test_an_operator_ends_with_a_closing_line(talk: Talk) -> None:
    await talk.story.ends(talk.dina, talk.case, "closing_heard")

    assert talk.story.said("closing_heard") in talk.her.sees
    assert (await over_on_the_desk(talk)).ending is Ending.ENDED_BY_OPERATOR
    assert talk.her.may("clear")
    await talk.agrees()


async def test_an_end_without_a_choice_still_has_words(talk: Talk) -> None:
    await talk.story.ends(talk.dina, talk.case)

    assert talk.story.says(OVER) in talk.her.sees
    with pytest.raises(CaseOverError):
        await talk.story.end(talk.dina, talk.case)


@pytest.mark.parametrize("closing", ["nonsense", "police", "first_line", "warning"])
async def test_only_a_closing_line_closes(talk: Talk, closing: str) -> None:
    with pytest.raises(LineRefusedError):
        await talk.story.end(talk.dina, talk.case, closing)
    assert await talk.story.status(talk.case) is Status.TALKING


async def test_for_abuse_a_talk_is_ended_only_after_the_warning(talk: Talk) -> None:
    with pytest.raises(NotAllowedError):
        await talk.story.end(talk.dina, talk.case, abuse=True)
    await talk.writes("", "warning")
    assert talk.story.said("warning") in talk.her.sees
    await talk.story.ends(talk.dina, talk.case, abuse=True)

    assert talk.story.says(OVER_BY_LIMITS) in talk.her.sees
    assert "102" in talk.her.sees
    assert (await over_on_the_desk(talk)).ending is Ending.ABUSE


async def test_an_offered_case_is_not_ended_but_given_back(story: Story) -> None:
    dina, her = await story.operator(), story.visitor()
    await her.asks_for_a_person()
    case = await story.takes(dina)
    with pytest.raises(CaseTakenError):
        await story.end(dina, case.id)


async def test_she_ends_the_talk(talk: Talk) -> None:
    await talk.her.picks("end", "go_on", "end", "end_now")

    assert talk.story.says(OVER_BY_HER) in talk.her.sees
    assert (await over_on_the_desk(talk)).ending is Ending.ENDED_BY_VISITOR
    await talk.agrees()
    await talk.her.picks("clear")
    assert await talk.her.kept() == (None, None)


async def test_she_stops_waiting(story: Story) -> None:
    await story.operator()
    her = story.visitor()
    case = await her.asks_for_a_person()
    await her.picks("stop")

    assert story.says(STOPPED) in her.sees
    assert await story.open_cases() == []
    assert (await story.kept_case(case.id)).ending is Ending.CANCELLED


async def test_exit_ends_the_talk_and_leaves_nothing(talk: Talk) -> None:
    await talk.her.types("мой секрет")
    await talk.her.picks("exit")

    assert (await over_on_the_desk(talk)).ending is Ending.LEFT_SUDDENLY
    assert await talk.her.kept() == (None, None)
    assert [page.rows for page in talk.her.chat.pages] == [()]


async def test_exit_with_a_code_in_a_talk_ends_it_and_the_code_opens_a_place(talk: Talk) -> None:
    code = await talk.her.takes_a_code()
    await talk.her.picks("exit")
    assert (await over_on_the_desk(talk)).ending is Ending.LEFT_SUDDENLY

    await talk.her.uses_code(code)
    case = await talk.her.case()
    assert (case.status, case.lines, case.band) == (Status.WAITING, (), Band.HIGH)


async def test_blocking_ends_the_talk(talk: Talk) -> None:
    await talk.her.blocks()

    assert (await over_on_the_desk(talk)).ending is Ending.BLOCKED
    assert await talk.her.kept() == (None, None)


async def test_a_block_is_noticed_by_the_line_that_cannot_be_shown(talk: Talk) -> None:
    talk.her.chat.is_blocked = True
    await talk.writes("Вы здесь?")

    assert (await over_on_the_desk(talk)).ending is Ending.BLOCKED


async def test_a_line_that_nobody_was_shown_is_told_to_the_operator(talk: Talk) -> None:
    await talk.writes("показано")
    talk.her.chat.is_blocked = True
    await talk.story.answer(talk.dina, talk.case, "не показано")
    await talk.story.answer(talk.dina, talk.case, "тоже нет")
    await talk.story.settles()

    assert (await over_on_the_desk(talk)).unshown == 2


async def test_the_desk_learns_of_a_silence_that_ends_with_her_own_words(talk: Talk) -> None:
    talk.story.clock.goes(SILENCE_IN_LINE)
    version = talk.story.live.version
    arrival = talk.her.typing("я снова здесь")
    await talk.story.converse(arrival)
    assert talk.story.live.version > version

    await talk.story.settles()
    assert (await over_on_the_desk(talk)).ending is Ending.SILENT
    assert talk.her.may("ru")


@pytest.mark.parametrize("writes", [False, True])
async def test_her_silence_ends_the_talk_also_when_the_operator_writes(
    talk: Talk, writes: bool
) -> None:
    for _ in range(3):
        talk.story.clock.goes(SILENCE_IN_LINE / 4)
        if writes:
            await talk.writes("Вы здесь?")
    talk.story.clock.goes(SILENCE_IN_LINE / 4 - A_MOMENT)
    assert await talk.story.erases() == 0
    talk.story.clock.goes(A_MOMENT)

    assert await talk.story.erases() == 1
    assert (await over_on_the_desk(talk)).ending is Ending.SILENT
    assert [page.rows for page in talk.her.chat.pages] == [()]


async def test_whoever_is_called_after_a_long_wait_has_time_to_answer(story: Story) -> None:
    dina, her = await story.operator(), story.visitor()
    await her.asks_for_a_person()
    story.clock.goes(SILENCE_IN_LINE - A_MOMENT)
    case = await story.talks(dina)
    story.clock.goes(TEN_MINUTES)

    assert await story.erases() == 0
    await her.types("я здесь")
    assert (await story.lines(dina, case))[-1] == "я здесь"


async def test_what_becomes_of_the_line_does_not_lengthen_her_silence(story: Story) -> None:
    dina, her = await story.operator(), story.visitor()
    await her.asks_for_a_person()
    for _ in range(5):
        story.clock.goes(SILENCE_IN_LINE / 5)
        await story.seen(dina)
        await story.tends()

    assert await story.erases() == 1
    assert await story.open_cases() == []


async def test_a_sign_of_life_comes_at_most_every_ten_minutes_and_goes_with_her_next_act(
    story: Story,
) -> None:
    dina, her = await story.operator(), story.visitor()
    await her.asks_for_a_person()
    await her.picks("sign", "yes")
    her.chat.did.clear()
    case = await story.talks(dina)
    sign = story.says(SIGN_OF_LIFE)
    assert [page.text for page in her.chat.pages].count(sign) == 1
    await story.writes(dina, case, "раз")
    story.clock.goes(TEN_MINUTES)
    await story.writes(dina, case, "два")
    # It is still there: a second one would tell her nothing.
    assert her.chat.did.count("send") == 1

    await her.picks("go.danger", "back")
    assert sign not in [page.text for page in her.chat.pages]
    await story.writes(dina, case, "три")
    assert her.chat.did.count("send") == 2
    await her.picks("go.danger", "back")
    story.clock.goes(TEN_MINUTES - A_MOMENT)
    await story.writes(dina, case, "четыре")
    assert her.chat.did.count("send") == 2
    story.clock.goes(A_MOMENT)
    await story.writes(dina, case, "пять")
    assert her.chat.did.count("send") == 3


async def test_a_sign_of_life_is_gone_after_exit(story: Story) -> None:
    dina, her = await story.operator(), story.visitor()
    await her.asks_for_a_person()
    await her.picks("sign", "yes")
    case = await story.talks(dina)
    await story.writes(dina, case, "раз")
    assert len(her.chat.ours) == 2
    await her.types("/exit")

    assert [page.rows for page in her.chat.pages] == [()]
    assert story.says(SIGN_OF_LIFE) not in [page.text for page in her.chat.pages]


async def test_nobody_else_gets_a_sign_of_life(talk: Talk) -> None:
    talk.her.chat.did.clear()
    await talk.writes("раз")
    talk.story.clock.goes(TEN_MINUTES)
    await talk.writes("два")

    assert set(talk.her.chat.did) == {"edit"}


async def test_ends_are_noted_without_a_word(talk: Talk) -> None:
    await talk.her.types("мой секрет")
    await talk.story.ends(talk.dina, talk.case, "closing_heard")

    last = (await talk.story.audit())[0]
    assert (last.act, last.operator, last.detail) == (Act.ENDED, talk.dina, "operator")


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110 - conditions of many kinds, no event for each
            await asyncio.sleep(0.005)


@pytest.fixture
async def busy_story(guide: Guide, translator: Translator, clock: SetClock) -> AsyncIterator[Story]:
    """Return both sides with couriers that work by themselves."""
    story = Story(MemoryStore(), guide, translator, clock, runs_by_itself=True)
    assert isinstance(story.courier, Couriers)
    async with story.courier.working():
        yield story


async def ten_lines(story: Story) -> tuple[Visitor, CaseId, list[str]]:
    """Have a visitor come into the line, and an operator write ten lines at once."""
    dina, her = await story.operator(), story.visitor()
    await story.converse(her.writing("/start", Started()))
    for option in ("ru", "yes", "go.handover", "card", "send"):
        await until(partial(her.may, option))
        await story.converse(her.pressing(option))
    await until(partial(her.may, "stop"))
    her.chat.did.clear()
    case = await story.take_next(dina)
    assert case is not None
    await story.begin(dina, case.id)
    words = [f"строка {number}" for number in range(10)]
    for line in words:
        await story.answer(dina, case.id, line)
    return her, case.id, words


async def test_ten_quick_lines_become_one_edit_and_none_is_lost(
    busy_story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No test is so slow: nothing paced is shown again within it.
    monkeypatch.setattr(couriers, "PACE", 600.0)
    her, case, words = await ten_lines(busy_story)
    assert her.chat.did == []
    busy_story.courier.poke(her.names[0])
    await until(lambda: words[-1] in her.sees)

    assert her.chat.did == ["edit"]
    assert all(line in her.sees for line in words)
    view = await busy_story.sees(OperatorId(1), case)
    assert {each.brought for each in view.lines} == {Brought.SHOWN}


async def test_paced_lines_are_shown_though_nothing_else_happens(
    busy_story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(couriers, "PACE", 0.05)
    her, _case, words = await ten_lines(busy_story)
    await until(lambda: words[-1] in her.sees)

    assert all(line in her.sees for line in words)
