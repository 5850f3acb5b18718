"""A return code keeps a place for whoever noted it, wherever she comes back."""

from datetime import timedelta

import pytest

from bot.domain.case import Status
from bot.domain.danger import Band
from bot.domain.errors import CaseTakenError
from bot.domain.operator import OperatorId
from bot.domain.retention import CODES_KEPT, LONGEST
from bot.flows.return_code import NO_CODE, NOT_FOUND, TOO_OFTEN, TYPE_CODE
from bot.flows.talk import Ended
from bot.services.desk import Brought
from bot.services.return_codes import FIRST_PAUSE, TRIES_AT_ONCE, digits_of
from tests.services.desk_story import Story
from tests.services.talks import a_talk
from tests.services.visitors import Visitor

WRONG = "0000 0000 0000 0000"
A_MOMENT = timedelta(milliseconds=1)


async def away_with_a_code(story: Story, band: Band = Band.HIGH) -> tuple[Visitor, str]:
    """Have somebody wait for ten minutes and exit with a code."""
    her = story.visitor()
    await her.asks_for_a_person(band)
    code = await her.takes_a_code()
    story.clock.goes(timedelta(minutes=10))
    await her.picks("exit")
    return her, code


@pytest.fixture
async def staffed(story: Story) -> Story:
    await story.operator()
    return story


async def test_a_code_is_shown_once_and_nowhere_kept(staffed: Story) -> None:
    her = staffed.visitor()
    await her.asks_for_a_person()
    await her.picks("code")
    shown = digits_of(her.sees.splitlines()[0].rpartition(":")[2])
    conversation, _ = await her.kept()

    assert len(shown) == 16
    assert conversation is not None
    assert shown not in digits_of(conversation.page.text) + repr(conversation.state)
    await her.picks("back")
    assert not her.may("code")
    assert (await her.case()).has_code


async def test_the_code_stays_in_sight_while_the_operator_writes(staffed: Story) -> None:
    talk = await a_talk(staffed)
    await talk.her.picks("code")
    shown = talk.her.sees
    await talk.writes("я здесь")
    assert talk.her.sees == shown
    assert await talk.brought() == [Brought.SHOWN, Brought.SENT]

    await talk.her.picks("back")
    assert "я здесь" in talk.her.sees


async def test_the_code_stays_in_sight_while_the_line_moves(staffed: Story) -> None:
    dina, her = OperatorId(1), staffed.visitor()
    await her.asks_for_a_person(Band.HIGH)
    await her.picks("code")
    shown = her.sees
    await staffed.passes(timedelta(minutes=3), dina)
    await staffed.talks(dina)

    assert her.sees.splitlines()[0] == shown.splitlines()[0]
    await her.picks("back")
    assert staffed.said("first_line") in her.sees


async def test_the_place_is_kept_with_the_time_she_waited(staffed: Story) -> None:
    her, code = await away_with_a_code(staffed)
    assert await her.kept() == (None, None)
    assert not await her.has_case()
    staffed.clock.goes(timedelta(hours=20))
    await her.uses_code(code)

    case = await her.case()
    assert case.waited(staffed.clock()) == timedelta(minutes=10)
    assert (case.status, case.band) == (Status.WAITING, Band.HIGH)


async def test_a_code_opens_the_place_from_another_account(staffed: Story) -> None:
    _her, code = await away_with_a_code(staffed)
    elsewhere = staffed.visitor("2002")
    await elsewhere.uses_code(code, "kk")

    case = await elsewhere.case()
    assert case.visitor == elsewhere.names[0]
    assert len(await staffed.open_cases()) == 1


@pytest.mark.parametrize("spelt", ["{}", " {} ", "{0:.4}-{1:.4}-{2:.4}-{3:.4}", "{0} {1}\n{2} {3}"])
async def test_a_code_may_be_typed_as_people_type(staffed: Story, spelt: str) -> None:
    her, code = await away_with_a_code(staffed)
    groups = [code[start : start + 4] for start in range(0, 16, 4)]
    typed = spelt.format(code) if spelt.strip() == "{}" else spelt.format(*groups)
    await her.uses_code(typed)

    assert await her.has_case()


async def test_what_is_no_code_is_not_counted(staffed: Story) -> None:
    her, code = await away_with_a_code(staffed)
    await her.uses_code("12345")
    for words in ("123", "код", code[:15], code + "1"):
        await her.types(words)
        assert staffed.says(NO_CODE) in her.sees
    await her.types("9" * 20)
    await her.types(code)

    assert await her.has_case()


async def test_five_wrong_codes_are_slowed_down_and_each_more_doubles(staffed: Story) -> None:
    her, code = await away_with_a_code(staffed)
    await her.comes_to_the_menu()
    await her.picks("go.handover", "have_code")
    assert staffed.says(TYPE_CODE) in her.sees
    for _ in range(TRIES_AT_ONCE):
        await her.types(WRONG)
        assert staffed.says(NOT_FOUND) in her.sees
    await her.types(code)
    assert staffed.says(TOO_OFTEN) in her.sees
    assert not await her.has_case()

    staffed.clock.goes(FIRST_PAUSE)
    await her.picks("yes") if her.may("yes") else None
    await her.types(WRONG)
    staffed.clock.goes(FIRST_PAUSE)
    await her.types(code)
    assert not await her.has_case()
    staffed.clock.goes(FIRST_PAUSE)
    await her.types(code)
    assert await her.has_case()


async def test_exit_and_a_new_beginning_do_not_reset_the_wrong_tries(staffed: Story) -> None:
    her, code = await away_with_a_code(staffed)
    for _ in range(TRIES_AT_ONCE):
        await her.uses_code(WRONG)
        await her.picks("exit")
    await her.uses_code(code)

    assert staffed.says(TOO_OFTEN) in her.sees
    other = staffed.visitor("2002")
    await other.uses_code(code)
    assert await other.has_case()


async def test_a_code_is_valid_for_seven_days(staffed: Story) -> None:
    her, code = await away_with_a_code(staffed)
    staffed.clock.goes(LONGEST + timedelta(hours=1))
    await staffed.tends()
    assert await staffed.open_cases() == []
    staffed.clock.goes(CODES_KEPT - LONGEST - timedelta(hours=1, minutes=10) - A_MOMENT)
    await staffed.erases()
    await her.uses_code(code)

    case = await her.case()
    assert (case.waited(staffed.clock()), case.band) == (timedelta(minutes=10), Band.HIGH)
    await her.picks("exit")
    staffed.clock.goes(A_MOMENT)
    await staffed.erases()
    await her.uses_code(code)
    assert staffed.says(NOT_FOUND) in her.sees


async def test_a_code_reopens_the_card_after_the_talk_was_over(staffed: Story) -> None:
    talk = await a_talk(staffed)
    code = await talk.her.takes_a_code()
    await talk.her.types("мой секрет")
    await staffed.ends(talk.dina, talk.case)
    await talk.her.picks("clear")
    await talk.her.uses_code(code)

    case = await talk.her.case()
    assert case.id != talk.case
    assert (case.lines, case.status, case.has_code) == ((), Status.WAITING, True)


async def test_a_code_used_elsewhere_in_a_talk_closes_the_old_page(staffed: Story) -> None:
    talk = await a_talk(staffed)
    code = await talk.her.takes_a_code()
    await talk.her.types("мой секрет")
    elsewhere = staffed.visitor("2002")
    await elsewhere.uses_code(code)
    await staffed.repairs()

    assert (await elsewhere.case()).lines == ()
    assert "секрет" not in elsewhere.sees
    assert "секрет" not in talk.her.sees
    conversation, _ = await talk.her.kept()
    assert conversation is not None
    assert isinstance(conversation.state, Ended)
    with pytest.raises(CaseTakenError):
        await talk.writes("ещё слово")


async def test_a_code_returns_while_the_case_is_offered(staffed: Story) -> None:
    her = staffed.visitor()
    await her.asks_for_a_person()
    code = await her.takes_a_code()
    dina = (await staffed.view_desk(1)).me.id  # type: ignore[arg-type]
    case = await staffed.takes(dina)
    await her.picks("exit")
    with pytest.raises(CaseTakenError):
        await staffed.begin(dina, case.id)
    await her.uses_code(code)

    assert (await staffed.takes(dina)).id == case.id
    await staffed.begin(dina, case.id)
    await staffed.settles()
    assert (await her.case()).status is Status.TALKING


async def test_whoever_has_a_case_types_no_second_one(staffed: Story) -> None:
    _her, code = await away_with_a_code(staffed)
    other = staffed.visitor("2002")
    await other.asks_for_a_person()
    await other.types(code)

    assert len(await staffed.open_cases()) == 2
    assert not (await other.case()).has_code


async def test_however_long_she_waited_before_her_place_lasts_when_she_is_back(
    embedded_story: Story,
) -> None:
    story = embedded_story
    await story.operator()
    her = story.visitor()
    await her.asks_for_a_person()
    code = await her.takes_a_code()
    await stays(story, her, timedelta(hours=38))
    await her.picks("exit")
    again = story.visitor("2002")
    await again.uses_code(code)
    waited = (await again.case()).waited(story.clock())
    await stays(story, again, timedelta(hours=30))

    assert waited >= timedelta(hours=38)
    assert (await again.case()).has_code


async def stays(story: Story, her: Visitor, time: timedelta) -> None:
    """Let her look at her page now and then, as long as that."""
    until = story.clock() + time
    while story.clock() < until:
        story.clock.goes(timedelta(minutes=100))
        await her.starts()
        await her.picks("yes")
        await story.erases()
