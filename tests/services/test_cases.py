"""The talk between a visitor and an operator: lines, pages, transfers and the limits of both."""

import pytest

from bot.domain.case import Status, Transfer
from bot.domain.danger import Band
from bot.domain.errors import (
    CaseOverError,
    CaseTakenError,
    CaseUnknownError,
    LineRefusedError,
    NotAllowedError,
    NotOnShiftError,
    ReasonMissingError,
    TooManyTalksError,
)
from bot.domain.language import Language
from bot.domain.operator import OperatorId, Presence, Role
from bot.flows.danger import STILL_TALKING, Emergency
from bot.flows.talk import MAY_ANOTHER_READ, OPERATOR, STAYED
from bot.flows.waiting import NOBODY_READS, READING
from bot.services.answering import LONGEST_LINE
from bot.services.desk import Brought
from bot.services.desk_ports import Act
from tests.services.desk_story import Story
from tests.services.talks import Talk, a_talk

NOBODY_OF_THIS_NUMBER = OperatorId(99)


@pytest.fixture
async def talk(story: Story) -> Talk:
    return await a_talk(story)


async def test_lines_of_both_sides_stand_in_one_message_and_hers_leave_the_chat(
    talk: Talk,
) -> None:
    await talk.her.types("меня слышно?")
    await talk.writes("да, слышу Вас")

    assert await talk.lines() == [talk.story.said("first_line"), "меня слышно?", "да, слышу Вас"]
    assert "меня слышно?" in talk.her.sees
    assert "да, слышу Вас" in talk.her.sees
    assert talk.story.says(OPERATOR.given(number=talk.dina)) in talk.her.sees
    await talk.agrees()


async def test_every_language_gets_its_own_first_line(story: Story) -> None:
    dina = await story.operator()
    for language in Language:
        her = story.visitor(language.value)
        await her.asks_for_a_person(Band.ELEVATED, language.value)
        await story.talks(dina)

        assert story.said("first_line", language) in her.sees


async def test_an_operator_sees_whether_a_line_was_sent_or_shown(talk: Talk) -> None:
    await talk.story.answer(talk.dina, talk.case, "первая")
    assert await talk.brought() == [Brought.SHOWN, Brought.SENT]

    await talk.story.settles()
    assert await talk.brought() == [Brought.SHOWN, Brought.SHOWN]


async def test_a_line_is_not_shown_while_she_looks_at_the_numbers(talk: Talk) -> None:
    await talk.her.picks("go.danger")
    await talk.writes("я здесь")
    assert await talk.brought() == [Brought.SHOWN, Brought.SENT]
    assert "я здесь" not in talk.her.sees

    await talk.her.picks("back")
    assert await talk.brought() == [Brought.SHOWN, Brought.SHOWN]
    assert "я здесь" in talk.her.sees


async def test_what_she_types_beside_the_numbers_reaches_the_operator(talk: Talk) -> None:
    await talk.her.picks("go.danger")
    assert talk.story.says(STILL_TALKING) in talk.her.sees

    await talk.her.types("стою у двери")
    assert (await talk.lines())[-1] == "стою у двери"


async def test_words_of_danger_are_said_and_the_numbers_come(talk: Talk) -> None:
    await talk.her.types("он меня убивает")

    conversation, _ = await talk.her.kept()
    assert (await talk.lines())[-1] == "он меня убивает"
    assert conversation is not None
    assert isinstance(conversation.state, Emergency)
    assert talk.her.sees.startswith("102")


async def test_a_changed_line_is_shown_as_changed_to_both(talk: Talk) -> None:
    message = await talk.her.types("завтра")
    await talk.writes("поняла")
    await talk.her.retypes(message, "послезавтра")

    line = (await talk.story.sees(talk.dina, talk.case)).lines[1].line
    assert (line.words, line.is_edited) == ("послезавтра", True)
    assert "послезавтра" in talk.her.sees
    assert (await talk.kept()).lines[-1].words == "поняла"
    await talk.agrees()


async def test_a_change_of_something_older_than_the_talk_changes_nothing(story: Story) -> None:
    dina, her = await story.operator(), story.visitor()
    await her.asks_for_a_person()
    before = await her.types("есть кто?")
    assert story.says(NOBODY_READS) in her.sees
    case = await story.talks(dina)

    await her.retypes(before, "кто-нибудь?")
    assert await story.lines(dina, case) == [story.said("first_line")]


async def test_earlier_lines_are_on_pages_and_new_ones_bring_her_to_the_newest(
    talk: Talk,
) -> None:
    long = [f"{number} " + "слово " * 120 for number in range(6)]
    for words in long:
        await talk.writes(words)
    await talk.her.picks("earlier")
    assert "5 слово" not in talk.her.sees
    assert "3 слово" in talk.her.sees or "2 слово" in talk.her.sees
    seen = [talk.her.sees]
    while talk.her.chat.offers("earlier"):
        await talk.her.picks("earlier")
        seen.append(talk.her.sees)
    assert talk.story.said("first_line") in seen[-1]

    await talk.writes("новое")
    assert "новое" in talk.her.sees
    seen.append(talk.her.sees)
    assert all(any(f"{number} слово" in page for page in seen) for number in range(6))


@pytest.mark.parametrize("words", ["", "   ", "\n", "я" * (LONGEST_LINE + 1), "я" * 10_000])
async def test_an_empty_or_endless_line_is_refused_and_nothing_is_lost(
    talk: Talk, words: str
) -> None:
    with pytest.raises(LineRefusedError):
        await talk.writes(words)
    assert len(await talk.lines()) == 1


@pytest.mark.parametrize("card", ["nonsense", "centre.nonsense", "<b>"])
async def test_an_unknown_card_is_refused(talk: Talk, card: str) -> None:
    with pytest.raises(LineRefusedError):
        await talk.writes("", card)


async def test_markup_is_text(talk: Talk) -> None:
    await talk.writes("<b>не</b> {это} %s")
    await talk.her.types("<script>1</script>")

    assert "<b>не</b> {это} %s" in talk.her.sees
    assert (await talk.lines())[-1] == "<script>1</script>"


async def test_a_centre_near_her_region_is_sent_as_a_card(story: Story) -> None:
    dina, her = await story.operator(), story.visitor()
    await her.comes_to_the_menu()
    await her.picks("go.handover", "card", "change", "region", "PAV", "send")
    case = await story.talks(dina)
    centre = next(
        card for card in (await story.sees(dina, case)).quick_cards if card.group == "centres"
    )
    await story.writes(dina, case, "", centre.id)

    assert (await story.lines(dina, case))[-1] in her.sees


async def test_only_one_operator_has_a_case(talk: Talk) -> None:
    other = await talk.story.operator("Saule")
    for act in (
        talk.story.answer(other, talk.case, "?"),
        talk.story.begin(other, talk.case),
        talk.story.give_back(other, talk.case),
        talk.story.end(other, talk.case),
        talk.story.ask_transfer(other, talk.case, other),
        talk.story.shield(other, talk.case, on=True),
        talk.story.change_band(other, talk.case, Band.IMMEDIATE, ""),
    ):
        with pytest.raises(CaseTakenError):
            await act
    with pytest.raises(CaseUnknownError):
        await talk.story.sees(other, talk.case)


async def test_next_needs_a_shift_and_room(story: Story) -> None:
    dina = await story.operator(presence=Presence.PAUSE)
    with pytest.raises(NotOnShiftError):
        await story.take_next(dina)
    await story.set_presence(dina, Presence.ON_SHIFT)
    assert await story.take_next(dina) is None
    await story.visitor("1").asks_for_a_person(Band.IMMEDIATE)
    await story.visitor("2").asks_for_a_person(Band.IMMEDIATE)
    await story.talks(dina)
    with pytest.raises(TooManyTalksError):
        await story.take_next(dina)
    with pytest.raises(NotOnShiftError):
        await story.take_next(NOBODY_OF_THIS_NUMBER)


async def test_she_reads_that_somebody_looks_at_her_card(story: Story) -> None:
    dina, her = await story.operator(), story.visitor()
    case = await her.asks_for_a_person()
    waiting = her.sees
    await story.takes(dina)
    assert story.says(READING) in her.sees
    await story.give_back(dina, case.id)
    await story.settles()

    assert her.sees == waiting
    assert await story.status(case.id) is Status.WAITING


async def test_a_band_is_lowered_only_with_a_reason(talk: Talk) -> None:
    await talk.story.change_band(talk.dina, talk.case, Band.IMMEDIATE, "")
    with pytest.raises(ReasonMissingError):
        await talk.story.change_band(talk.dina, talk.case, Band.HIGH, "  ")
    with pytest.raises(LineRefusedError):
        await talk.story.change_band(talk.dina, talk.case, Band.HIGH, "я" * (LONGEST_LINE + 1))
    assert (await talk.kept()).band is Band.IMMEDIATE


async def test_she_agrees_that_a_certain_operator_goes_on(talk: Talk) -> None:
    saule = await talk.story.operator("Saule")
    await talk.her.types("моя история")
    await talk.story.ask_transfer(talk.dina, talk.case, saule)
    await talk.story.settles()
    assert talk.story.says(MAY_ANOTHER_READ) in talk.her.sees
    with pytest.raises(CaseUnknownError):
        await talk.story.sees(saule, talk.case)

    await talk.her.picks("agree")
    case = await talk.kept()
    assert (case.status, case.operator) == (Status.OFFERED, saule)
    with pytest.raises(CaseTakenError):
        await talk.writes("ещё слово")
    await talk.story.begin(saule, talk.case)
    await talk.story.settles()
    assert "моя история" in await talk.story.lines(saule, talk.case)
    assert talk.story.says(OPERATOR.given(number=saule)) in talk.her.sees
    await talk.agrees()


async def test_she_agrees_that_anybody_goes_on(talk: Talk) -> None:
    saule = await talk.story.operator("Saule")
    await talk.story.ask_transfer(talk.dina, talk.case, None)
    await talk.story.settles()
    await talk.her.picks("agree")
    assert await talk.story.status(talk.case) is Status.WAITING
    await talk.agrees()

    assert (await talk.story.takes(saule)).id == talk.case


async def test_she_refuses_and_stays_with_her_operator(talk: Talk) -> None:
    saule = await talk.story.operator("Saule")
    await talk.story.ask_transfer(talk.dina, talk.case, saule)
    await talk.story.settles()
    await talk.her.picks("refuse")

    case = await talk.kept()
    assert (case.operator, case.transfer, case.next_operator) == (talk.dina, Transfer.REFUSED, None)
    assert talk.story.says(STAYED) in talk.her.sees
    await talk.writes("я остаюсь")
    await talk.agrees()


async def test_a_transfer_is_asked_only_for_somebody_else_who_is_here(talk: Talk) -> None:
    absent = await talk.story.operator("Saule", presence=Presence.AWAY)
    with pytest.raises(NotOnShiftError):
        await talk.story.ask_transfer(talk.dina, talk.case, absent)
    with pytest.raises(NotAllowedError):
        await talk.story.ask_transfer(talk.dina, talk.case, talk.dina)
    assert (await talk.kept()).transfer is Transfer.NONE


async def test_a_lead_takes_a_waiting_case_at_once_and_a_talk_only_if_she_agrees(
    talk: Talk,
) -> None:
    lead = await talk.story.operator("Bota", Role.LEAD)
    other = talk.story.visitor("2002")
    waiting = await other.asks_for_a_person()
    assert (await talk.story.take_over(lead, waiting.id)).operator == lead

    await talk.story.take_over(lead, talk.case)
    await talk.story.settles()
    assert (await talk.kept()).operator == talk.dina
    await talk.her.picks("agree")
    assert (await talk.kept()).operator == lead
    with pytest.raises(NotAllowedError):
        await talk.story.take_over(talk.dina, talk.case)
    with pytest.raises(CaseUnknownError):
        await talk.story.take_over(lead, type(talk.case)("nothing"))


async def test_a_lead_takes_nothing_that_is_over(talk: Talk) -> None:
    lead = await talk.story.operator("Bota", Role.LEAD)
    await talk.story.ends(talk.dina, talk.case)
    with pytest.raises(CaseOverError):
        await talk.story.take_over(lead, talk.case)


async def test_a_shield_is_noted_and_does_not_touch_her_page(talk: Talk) -> None:
    before = talk.her.chat.living
    await talk.story.shield(talk.dina, talk.case, on=True)
    await talk.story.settles()

    assert (await talk.story.sees(talk.dina, talk.case)).case.is_shielded
    assert talk.her.chat.living == before
    assert (await talk.story.audit())[0].act is Act.SHIELDED
