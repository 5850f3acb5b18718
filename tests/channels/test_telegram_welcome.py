"""The first minutes in Telegram: what stands in the chat, and what does not."""

import itertools
from collections.abc import Callable

import pytest

from bot.domain.conversation import Unwelcome
from bot.domain.language import Language
from bot.domain.text import Text
from bot.flows import engine, looking, plan, questions, settings, welcome
from tests.channels.story import Story

NUMBERS = ("102", "103", "112", "111")
TELLING = (
    "насил женщ кризис полици зорлық әйел дағдарыс полиция violen women woman crisis police abuse"
)


def said(story: Story, text: Text, language: Language = Language.RUSSIAN) -> str:
    return story.bot.application.translator.say(text, language)


async def test_the_first_message_is_silent_and_shows_numbers_and_languages(story: Story) -> None:
    await story.types("/start")

    assert story.only_the_living_message()
    assert all(number in story.screen.text for number in NUMBERS)
    assert [each.value for each in Language] == [one for one in story.options if len(one) == 2]
    assert story.options[-2:] == ("go.danger", "exit")
    assert story.her.notifications == ()


async def test_the_first_sixty_characters_are_neutral(story: Story) -> None:
    await story.types("/start")

    preview = story.screen.text[:60].lower()
    assert not any(word in preview for word in TELLING.split())


async def test_the_profile_is_set_in_every_language_and_tells_nothing(story: Story) -> None:
    account = story.server.bot()
    await story.waits(lambda: len(account.commands) == 4)
    codes = {"", *(each.value for each in Language)}

    for kind in ("name", "description", "short_description"):
        assert {code for each, code in account.profile if each == kind} <= codes
        assert (kind, "") in account.profile
    assert {code for _, code in account.commands} == codes
    commands = [str(one) for many in account.commands.values() for one in many]
    everything = " ".join((*account.profile.values(), *commands)).lower()
    assert [word for word in TELLING.split() if word in everything] == []


async def test_the_profile_is_read_in_each_language_of_the_reader(story: Story) -> None:
    account = story.server.bot()
    await story.waits(lambda: len(account.commands) == 4)
    common = account.profile["short_description", ""]

    shown = {account.profile.get(("short_description", each.value), common) for each in Language}
    assert len(shown) == len(Language)


async def test_one_message_lives_through_a_long_conversation_and_nothing_rings(
    story: Story,
) -> None:
    await story.opens()
    living = story.screen.id
    ways = (
        ("go.questions", "no", "no", "not_sure", "skip"),
        ("go.danger", "say", "silent", "back"),
        ("go.language", "kk", "go.home", "go.plan", "go.home"),
        ("go.rights", "go.danger", "back", "go.home"),
        ("go.centres", "PAV", "pavlodar", "unanswered", "next", "other", "go.home"),
        ("go.handover", "card", "change", "code_word", "skip", "keep", "go.home"),
        ("go.privacy", "kept", "back", "back", "go.settings", "numbers", "yes", "back"),
    )

    for option in itertools.chain(*ways):
        await story.picks(option)
        assert story.only_the_living_message()
        assert story.screen.id == living
        assert story.screen.text == (await story.wanted()).text
    assert story.her.notifications == ()


async def test_nothing_she_sends_stays_and_she_is_told_why(story: Story) -> None:
    await story.opens()
    she = story.her
    unwelcome: dict[Callable[[], int], Unwelcome] = {
        she.sends_photo: Unwelcome.PICTURE,
        she.sends_document: Unwelcome.FILE,
        she.sends_voice: Unwelcome.VOICE,
        she.sends_contact: Unwelcome.CONTACT,
        she.sends_sticker: Unwelcome.OTHER,
    }
    for sends, kind in unwelcome.items():
        sends()
        await story.settles()

        assert story.only_the_living_message()
        assert said(story, engine.REFUSED[kind]) in story.screen.text
    await story.types("шаляй валяй абракадабра")
    assert story.only_the_living_message()
    await story.types("🙂🙂")
    assert story.only_the_living_message()
    assert said(story, looking.NOT_UNDERSTOOD) in story.screen.text


@pytest.mark.parametrize("lives", [False, True])
async def test_a_location_nobody_asked_for_is_deleted(story: Story, lives: bool) -> None:
    await story.opens()
    sends = story.her.sends_live_location if lives else story.her.sends_location
    sends(43.25, 76.95)
    await story.settles()

    assert story.only_the_living_message()
    assert said(story, engine.PLACE_REFUSED) in story.screen.text


async def test_a_location_sent_for_help_finds_help_and_goes(story: Story) -> None:
    await story.opens()
    await story.picks("go.centres")
    shared = story.her.sends_live_location(52.28, 76.97)
    await story.settles()
    shown = story.screen

    assert story.only_the_living_message()
    assert "unanswered" in story.options
    with pytest.raises(AssertionError):
        story.her.moves(shared, 43.25, 76.95)
    assert story.screen == shown


async def test_a_language_is_changed_and_the_place_is_kept(story: Story) -> None:
    await story.opens()
    await story.picks("go.questions", "no", "before")
    asked = story.screen.text

    for language in ("kk", "en", "ru"):
        await story.picks("go.language", language)
        state = await story.state()
        assert isinstance(state, questions.Asking)
        assert state.told.answers == (("q_now", ("no",)), ("q_held", ("before",)))
    assert story.screen.text == asked


async def test_ticks_of_a_plan_live_in_the_chat_and_nowhere_else(story: Story) -> None:
    await story.opens()
    await story.picks("go.plan", "living_together")
    if "on" in story.options:
        await story.picks("on")
    before = story.rows("conversations"), await story.wanted()
    await story.picks("tick.0", "tick.2")

    assert story.screen.text.count(plan.TICKED) == 2
    assert (story.rows("conversations"), await story.wanted()) == before
    assert plan.TICKED not in before[1].text


async def test_an_edited_message_counts_only_where_it_is_urgent(story: Story) -> None:
    await story.opens()
    story.server.faults.next("deleteMessages", status=500, times=2)
    sent = story.her.types("🙂")
    await story.waits(lambda: story.server.faults.struck)
    story.her.edits(sent, "как получить защитное предписание")
    await story.settles()

    assert story.only_the_living_message()
    assert isinstance(await story.state(), welcome.Home)


async def test_a_word_of_leaving_counts_also_when_it_is_written_over(story: Story) -> None:
    await story.opens()
    story.server.faults.next("deleteMessages", status=500, times=2)
    sent = story.her.types("абракадабра")
    await story.waits(lambda: story.server.faults.struck)
    story.her.edits(sent, "стоп")
    await story.settles()

    assert story.is_neutral()


async def test_a_button_tapped_twice_counts_once(story: Story) -> None:
    await story.opens()
    await story.picks("go.questions")
    while not {"pregnant", "baby"} & set(story.options):
        await story.picks("on" if "on" in story.options else "skip")
    marks = story.options[:2]
    story.her.taps_twice(story.data_of(marks[0]))
    await story.settles()

    state = await story.state()
    assert isinstance(state, questions.Asking)
    assert state.marked == (marks[0],)


async def test_a_tap_on_an_old_keyboard_shows_the_page_of_today(story: Story) -> None:
    await story.opens()
    old = story.data_of("go.questions")
    await story.picks("go.settings")
    story.her.presses_data(story.screen.id, old)
    await story.settles()

    assert isinstance(await story.state(), settings.Asking)
    assert story.only_the_living_message()


async def test_the_numbers_may_be_asked_for_from_an_old_keyboard(story: Story) -> None:
    await story.opens()
    old = story.data_of("go.danger")
    await story.picks("go.settings")
    story.her.presses_data(story.screen.id, old)
    await story.settles()

    assert all(number in story.screen.text for number in NUMBERS)


async def test_a_message_she_deleted_is_followed_by_a_new_silent_one(story: Story) -> None:
    await story.opens()
    living = story.screen.id
    forgotten = story.data_of("go.questions")
    story.her.deletes(living)
    story.her.types("что теперь")
    await story.settles()

    assert story.only_the_living_message()
    assert story.screen.id != living
    assert story.her.notifications == ()
    story.her.presses_data(living, forgotten)
    await story.settles()
    assert story.only_the_living_message()


async def test_a_cleared_chat_begins_anew_with_start(story: Story) -> None:
    await story.opens()
    story.her.clears_history(for_both=False)
    await story.types("/start")

    assert story.only_the_living_message()
    assert "kk" in story.options
    assert story.her.notifications == ()


async def test_a_page_that_stays_the_same_is_no_trouble(story: Story) -> None:
    await story.types("/start")
    shown = story.screen
    story.server.faults.next(
        "editMessageText", status=400, description="message is not modified: the same"
    )
    await story.picks("ru")
    await story.picks("yes") if "yes" in story.options else await story.types("1")

    assert story.only_the_living_message()
    assert story.screen.id == shown.id


async def test_a_group_is_left_at_once_and_nothing_is_said(story: Story) -> None:
    group = -1_001_234_567_890
    story.her.adds_to_group(group)
    bot = story.server.bot().user.id
    await story.waits(lambda: bot not in story.server.world.groups[group].members)
    story.her.says_in_group(group, "стоп")
    await story.settles()

    assert not any(seen.from_bot for seen in story.her.sees_in_group(group))
    assert [call.method for call in story.server.calls if call.params.get("chat_id")] == [
        "leaveChat"
    ] * sum(call.method == "leaveChat" for call in story.server.calls)
    assert story.rows("conversations", "deliveries") == 0
