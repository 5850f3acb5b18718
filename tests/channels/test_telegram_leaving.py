"""Leaving in Telegram: within a second harmless, within three nothing else is left."""

import json
from collections.abc import Callable
from datetime import timedelta
from time import monotonic
from typing import Any

import pytest

from bot.flows import welcome
from bot.storage.embedded import KEYS_FILE
from tests.channels.story import Story
from tests.standin import Fault, Happening, Seen

Restart = Callable[..., Any]
AT_MOST = 100


def deleted(calls: tuple[Happening, ...]) -> list[int]:
    """How many messages went with each call."""
    return [len(json.loads(call.params["message_ids"])) for call in calls]


def nothing_is_kept(story: Story) -> bool:
    return story.rows("conversations", "deliveries") == 0


async def test_exit_leaves_the_neutral_page_alone(story: Story) -> None:
    await story.opens("kk")
    await story.picks("go.questions", "soon", "exit")

    assert story.is_neutral()
    assert nothing_is_kept(story)
    assert story.her.notifications == ()


async def test_every_word_of_leaving_leaves_nothing_of_hers(story: Story) -> None:
    for words in ("стоп", "Стоп!", "ШЫҒУ", "x", "Х", "/exit", "/EXIT"):
        await story.types("/start")
        await story.picks("ru")
        await story.types(words)

        assert {seen.text for seen in story.her.sees} == {story.neutral}
        assert nothing_is_kept(story)
    assert story.her.notifications == ()


async def test_her_own_word_works_like_exit_also_typed_in_another_case(story: Story) -> None:
    await story.opens()
    await story.picks("go.settings", "word")
    await story.types("Шлюпка")
    await story.picks("go.home", "go.rights")
    await story.types("ШЛЮПКА")

    assert story.is_neutral()
    assert nothing_is_kept(story)


async def test_after_an_exit_start_is_a_strangers_start(story: Story) -> None:
    await story.types("/start")
    first = story.screen
    await story.picks("kk", "yes", "go.questions", "soon", "exit")
    await story.types("/start")
    again = story.screen

    def looks(seen: Seen) -> Any:
        return seen.text, seen.rows, seen.data

    assert story.only_the_living_message()
    assert looks(again) == looks(first)
    assert (await story.state()) == welcome.STRANGER
    assert story.her.notifications == ()


async def test_two_hundred_messages_are_gone_within_three_seconds(story: Story) -> None:
    await story.opens()
    refusing = Fault("deleteMessages", status=500)
    story.server.faults.plan(refusing, times=None)
    sent = [story.her.types(f"слово {number}") for number in range(210)]
    await story.waits(lambda: not story.server.bot().pending, 30)
    assert set(sent) <= {seen.id for seen in story.her.sees}

    story.server.faults.clear()
    left_at = monotonic()
    story.presses("exit")
    await story.waits(story.is_neutral)
    gone_at = monotonic()
    await story.settles()

    edit = story.her.did("editMessageText", since=left_at)[-1]
    assert edit.at - left_at < 1
    assert gone_at - left_at < 3
    batches = deleted(story.her.did("deleteMessages", since=left_at))
    assert sum(batches) >= len(sent)
    assert max(batches) <= AT_MOST
    assert nothing_is_kept(story)


async def test_the_page_is_harmless_before_anything_is_deleted(story: Story) -> None:
    await story.opens()
    left_at = monotonic()
    await story.types("стоп")

    did = [each for each in story.her.history if each.at >= left_at and each.who == "bot"]
    methods = [each.method for each in did if each.method != "answerCallbackQuery"]
    assert methods == ["editMessageText", "deleteMessages"]


async def test_a_word_of_leaving_from_a_stranger_is_deleted_without_an_answer(
    story: Story,
) -> None:
    await story.types("стоп")

    assert story.her.sees == ()
    assert nothing_is_kept(story)


async def test_an_exit_that_telegram_slows_down_deletes_everything_instead(story: Story) -> None:
    await story.opens()
    story.server.faults.next("editMessageText", status=429, retry_after=30)
    left_at = monotonic()
    story.presses("exit")
    await story.waits(lambda: story.her.sees == ())
    await story.settles()

    assert monotonic() - left_at < 3
    assert nothing_is_kept(story)


@pytest.mark.parametrize("method", ["editMessageText", "deleteMessages"])
async def test_an_exit_that_fails_is_tried_again_within_the_promise(
    story: Story, method: str
) -> None:
    await story.opens()
    story.server.faults.next(method, status=500)
    left_at = monotonic()
    story.her.types("стоп")
    await story.waits(story.is_neutral)
    assert monotonic() - left_at < 3
    await story.settles()
    assert nothing_is_kept(story)


async def test_exit_interrupts_a_page_that_waits_for_telegram(story: Story) -> None:
    await story.opens()
    story.server.faults.next("editMessageText", status=429, retry_after=60)
    story.presses("go.questions")
    await story.waits(lambda: story.server.faults.struck)
    left_at = monotonic()
    story.presses("exit")
    await story.waits(story.is_neutral)

    assert monotonic() - left_at < 3


async def test_a_first_page_whose_id_got_lost_goes_with_exit(story: Story) -> None:
    lost = Fault("sendMessage", drop="after")
    story.server.faults.plan(lost)
    story.server.faults.plan(Fault("sendMessage", status=429, retry_after=60))
    story.her.types("/start")
    await story.waits(lambda: len(story.server.faults.struck) == 2)
    assert any(seen.from_bot for seen in story.her.sees)
    story.her.types("стоп")
    await story.settles()

    assert story.her.sees == () or story.is_neutral()
    assert nothing_is_kept(story)


async def test_a_page_that_can_no_longer_be_changed_is_deleted(story: Story) -> None:
    await story.opens()
    story.server.limits.edit_within = timedelta(hours=1)
    story.server.passes(timedelta(hours=2))
    await story.types("стоп")

    assert story.her.sees == ()
    assert nothing_is_kept(story)


async def test_what_can_no_longer_be_deleted_is_told_at_the_next_opening(story: Story) -> None:
    await story.opens()
    story.server.faults.plan(Fault("deleteMessages", status=500), times=None)
    old = story.her.types("старое слово")
    await story.waits(lambda: story.server.faults.struck)
    story.server.passes(timedelta(hours=50))
    story.server.faults.clear()
    await story.types("стоп")
    assert [seen.id for seen in story.her.sees if not seen.from_bot] == [old]

    await story.opens()
    said = story.bot.application.translator.say(
        welcome.LEFT_OVER, (await story.state()).told.language
    )
    assert said in story.screen.text
    await story.picks("go.settings", "go.home")
    assert said not in story.screen.text


async def test_not_now_leaves_a_page_without_a_trace(story: Story) -> None:
    await story.types("/start")
    await story.picks("ru", "not_now")

    assert story.only_the_living_message()
    assert story.screen.text == "/start"
    assert nothing_is_kept(story)


async def test_silence_wipes_everything_without_a_sound(story: Story, restart: Restart) -> None:
    await restart(wipe_after=timedelta(seconds=1))
    story.her.types("/start")
    await story.waits(lambda: any(seen.from_bot for seen in story.her.sees))
    story.her.types("абракадабра")
    await story.waits(story.is_neutral)
    await story.settles()

    assert nothing_is_kept(story)
    assert story.her.notifications == ()


async def test_whoever_blocks_the_bot_is_forgotten_and_may_come_back(story: Story) -> None:
    await story.opens()
    story.her.clears_history()
    story.her.blocks()
    await story.waits(lambda: nothing_is_kept(story))
    story.her.unblocks()
    await story.settles()
    assert nothing_is_kept(story)

    await story.types("/start")
    assert "kk" in story.options
    assert (await story.state()) == welcome.STRANGER


async def test_a_refusal_of_the_blocked_forgets_as_well(story: Story) -> None:
    await story.opens()
    story.server.faults.next("editMessageText", status=403)
    story.presses("go.questions")
    await story.waits(lambda: nothing_is_kept(story))
    await story.settles()

    assert story.rows("handled_updates") > 0


async def test_the_keys_go_with_the_conversation(story: Story) -> None:
    await story.opens()
    assert story.rows_of(KEYS_FILE, "keys") == 2
    await story.picks("exit")
    await story.waits(lambda: story.rows_of(KEYS_FILE, "keys") == 0)
