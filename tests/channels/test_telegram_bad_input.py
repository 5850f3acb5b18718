"""Forged, enormous and hostile updates: each is answered or refused, and changes nothing else."""

from collections.abc import Callable
from typing import Any, Final

import pytest

from bot.flows import plan, questions, welcome
from tests.channels.story import Story

FORGED: Final = (
    "",
    "go.nowhere",
    "0::go.nowhere",
    "0::exit:exit",
    "zz::yes",
    "-1::yes",
    "+1::yes",
    "0x1::yes",
    "1_0::yes",
    "ffffffffffffffffffffffffffff::yes",
    "::",
    ":::::::",
    "0:deadbeef:tick.0",
    "0:;drop table conversations:yes",
    "٠::yes",
    "0::иә",
    "0::\u202eyes",
    "0::go.",
    "0::go.welcome",
    "0::tick.99999999999999999999",
    "\x00\x01",
    "0::" + "y" * 60,
    "{'option': 'yes'}",
)
WORDS: Final = (
    "щ" * 4096,
    "😀" * 2048,
    "<b>жирно</b> <script>alert(1)</script> &amp; </b>",
    "*жирно* _косо_ [ссылка](https://example.org) `код` ||тайна||",
    "\u202eсправа налево\u202c שלום مرحبا",
    "нуль\x00 звонок\x07 \x1b[31mкрасное\x1b[0m",
    "a\u0300" * 1000,
    "\n\n\n\t  ",
    "'; drop table conversations; --",
    "{count} {place} %s %(name)s ${HOME}",
    "/unknown",
    "/start@another_bot",
    "9" * 4000,
    "-1",
    "²",
    "٣",
)


@pytest.mark.parametrize("unwatched", [True, False])
async def test_forged_buttons_show_the_page_of_today(story: Story, unwatched: bool) -> None:
    await story.opens()
    await story.picks("go.questions")
    before, shown = await story.state(), story.screen
    for data in FORGED:
        story.her.presses_data(shown.id, data)
        if unwatched:
            await story.settles()
    await story.settles()

    assert await story.state() == before
    assert story.only_the_living_message()
    assert story.screen.text == shown.text


async def test_a_forged_button_of_another_persons_message_touches_only_ones_own_chat(
    story: Story, another: Callable[[int], Story]
) -> None:
    other = another(1002)
    await story.opens()
    await other.opens()
    theirs, mine = other.screen, await other.state()
    story.her.presses_data(theirs.id, story.data_of("go.questions"))
    await story.settles()

    assert other.screen == theirs
    assert await other.state() == mine
    assert story.only_the_living_message()


async def test_a_forged_tick_is_no_tick_that_is_not_there(story: Story) -> None:
    await story.opens()
    await story.picks("go.plan", "living_together")
    if "on" in story.options:
        await story.picks("on")
    revision = story.data_of("tick.0").partition(":")[0]
    for keepsake in ("f" * 40, "zz", "-1", "tick"):
        story.her.presses_data(story.screen.id, f"{revision}:{keepsake}:tick.77")
        await story.settles()

    assert isinstance(await story.state(), plan.Ticking)
    assert story.only_the_living_message()
    await story.picks("other", "exit")
    assert story.is_neutral()


async def test_words_of_every_kind_leave_the_living_message_as_it_is(story: Story) -> None:
    await story.opens()
    for words in WORDS:
        await story.types(words)
        assert story.only_the_living_message()
        assert words.strip("\n\t ") == "" or words not in story.screen.text
    assert all("parse_mode" not in call.params for call in story.server.calls)
    assert isinstance(await story.state(), welcome.Home | welcome.Greeting)


async def test_a_code_word_that_looks_like_markup_is_kept_as_it_was_typed_and_not_shown(
    story: Story,
) -> None:
    await story.opens()
    word = "<b>{count}</b> *ай* &amp;"
    await story.picks("go.handover", "card", "change", "code_word")
    await story.types(word)

    assert word not in story.screen.text
    assert (await story.state()).told.details.code_word == word
    assert story.only_the_living_message()


async def test_a_word_of_her_own_may_not_be_a_number_or_a_flood(story: Story) -> None:
    await story.opens()
    await story.picks("go.settings", "word")
    for refused in ("щ" * 4096, "7", "/y", "!", "\u202e"):
        await story.types(refused)
        assert (await story.state()).told.wishes.panic_word == ""
    assert story.only_the_living_message()


HOSTILE: Final[tuple[dict[str, Any], ...]] = (
    {"message": {}},
    {"message": None},
    {"message": "words"},
    {"message": []},
    {"message": {"message_id": 1, "date": 0, "chat": {"id": "x", "type": "private"}}},
    {"message": {"message_id": -1, "date": 0, "chat": {"id": 0, "type": "private"}}},
    {"message": {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "martian"}, "text": "a"}},
    {"message": {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private"}, "text": 7}},
    {"edited_message": {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private"}}},
    {"callback_query": {"id": "1"}},
    {"callback_query": {"id": "1", "from": {"id": 1}, "chat_instance": "1", "data": "x" * 9999}},
    {
        "callback_query": {
            "id": "1",
            "from": {"id": 1, "is_bot": False, "first_name": "A"},
            "chat_instance": "1",
            "data": "0::" + "щ" * 999,
            "message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}},
        }
    },
    {"my_chat_member": {"chat": {"id": 1, "type": "private"}}},
    {"inline_query": {"id": "1"}},
    {"poll": 1},
    {"unheard_of": {"deep": [[[[[[[[[[{}]]]]]]]]]]}},
    {"message": {"message_id": 2**70, "date": 2**70, "chat": {"id": 2**70, "type": "private"}}},
)


async def test_hostile_updates_stop_nobody(story: Story) -> None:
    await story.opens()
    for body in HOSTILE:
        story.server.delivers_raw(body)
    await story.waits(lambda: not story.server.bot().pending)
    await story.picks("go.questions", "no")

    assert (await story.state()).told.answers == (("q_now", ("no",)),)
    assert story.only_the_living_message()


async def test_a_location_that_is_none_on_earth_is_an_unknown_place(story: Story) -> None:
    await story.opens()
    await story.picks("go.centres")
    for latitude, longitude in ((91.0, 181.0), (1e308, -1e308), (float("nan"), float("inf"))):
        story.her.sends_location(latitude, longitude)
        await story.settles()

        assert story.only_the_living_message()
        assert "PAV" in story.options


async def test_an_answer_to_a_question_is_never_taken_from_words_of_danger(story: Story) -> None:
    await story.opens()
    await story.picks("go.questions")
    await story.types("он меня убивает " * 200)

    assert (await story.state()).told.answers == ()
    assert "102" in story.screen.text
    assert not isinstance(await story.state(), questions.Result)
