"""Bad evenings in Telegram: nothing is lost, doubled or reordered."""

import asyncio
from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Any, Final

import pytest
from pydantic import SecretStr

from bot.domain.errors import SettingsError, StoreError
from bot.flows import centres, questions, settings, welcome
from tests.channels.story import RunningBot, Story, running, settings_for
from tests.standin import Fault, StandIn

Restart = Callable[..., Any]
TROUBLES: Final[dict[str, dict[str, Any]]] = {
    "error": {"status": 500},
    "error after all": {"status": 502, "after_effect": True},
    "cut before": {"drop": "before"},
    "cut after": {"drop": "after"},
    "nonsense": {"garbage": True},
    "slow down": {"status": 429, "retry_after": 1},
}


async def answers(story: Story, *options: str) -> None:
    for option in options:
        await story.picks(option)


@pytest.mark.parametrize("method", ["sendMessage", "editMessageText", "deleteMessages"])
async def test_one_message_lives_whatever_goes_wrong(
    method: str, story: Story, another: Callable[[int], Story]
) -> None:
    everybody = [another(2000 + number) for number in range(len(TROUBLES))]
    for person, trouble in zip(everybody, TROUBLES.values(), strict=True):
        story.server.faults.plan(Fault(method, chat=person.her.id, **trouble))

    async def lives(person: Story) -> None:
        await person.opens()
        await answers(person, "go.questions", "no")
        await person.types("🙂🙂")
        await answers(person, "before")
        state = await person.state()
        assert state.told.answers == (("q_now", ("no",)), ("q_held", ("before",)))
        assert person.only_the_living_message()
        assert person.screen.text == (await person.wanted()).text
        assert person.her.notifications == ()

    await asyncio.gather(*map(lives, everybody))
    assert {chat for _, chat, _ in story.server.faults.struck} == {
        person.her.id for person in everybody
    }


async def test_updates_that_are_hard_to_fetch_are_carried_out_once(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.poller.FIRST_WAIT", 0.02)
    await story.opens()
    await story.picks("go.questions")
    quick = {name: fault for name, fault in TROUBLES.items() if name != "slow down"}
    for trouble, option in zip(quick.values(), ("no", "no", "no", "no", "no"), strict=True):
        story.server.faults.next("getUpdates", times=2, **trouble)
        await story.picks(option)

    state = await story.state()
    assert state.told.answers == tuple(
        (item, ("no",)) for item in ("q_now", "q_held", "q_kill", "q_neck", "q_weapon")
    )


async def test_one_chat_that_is_slowed_down_does_not_hold_up_another(
    story: Story, another: Callable[[int], Story]
) -> None:
    other = another(1002)
    await asyncio.gather(story.opens(), other.types("/start"))
    stuck = Fault("editMessageText", status=429, retry_after=60, chat=story.her.id)
    story.server.faults.plan(stuck, times=None)
    story.presses("go.rights")
    await story.waits(lambda: story.server.faults.struck)

    began = monotonic()
    for option in ("kk", "yes", "go.questions", "no", "no", "no"):
        other.presses(option)
        await other.waits(partial(_has_changed, other, len(other.her.did("editMessageText"))))
    assert monotonic() - began < 5
    assert isinstance(await other.state(), questions.Asking)

    story.server.faults.clear()
    story.her.types("102")
    await story.settles()
    assert story.only_the_living_message()
    assert "say" in story.options


async def test_repeated_updates_change_nothing(story: Story) -> None:
    await story.opens()
    await story.picks("go.settings", "numbers", "yes", "back", "go.questions", "no")
    before, shown = await story.kept(), story.screen
    story.server.redelivers(6)
    await story.waits(lambda: not story.server.bot().again)
    await story.types("🙂🙂")
    await story.waits(lambda: story.screen.text != shown.text)
    after = await story.kept()

    assert before
    assert after
    assert after.state == before.state
    assert story.only_the_living_message()


async def test_updates_repeated_after_an_exit_do_not_wake_anything(story: Story) -> None:
    await story.opens()
    await story.picks("go.questions", "exit")
    sent = len(story.server.calls)
    story.server.redelivers(5)
    await story.settles()

    assert story.is_neutral()
    assert story.rows("conversations", "deliveries") == 0
    assert {call.method for call in story.server.calls[sent:]} <= {"answerCallbackQuery"}


async def test_many_updates_of_one_person_keep_their_order(story: Story) -> None:
    await story.opens()
    await story.picks("go.centres")
    story.server.pause()
    for words in ("Семей", "Павлодар", "Шымкент", "Қостанай", "Талдықорған"):
        story.her.types(words)
    story.server.resume()
    await story.settles()

    state = await story.state()
    assert isinstance(state, centres.ShowingCentre)
    assert state.place == "taldykorgan"
    assert story.only_the_living_message()


async def test_a_restart_in_the_middle_keeps_the_conversation(
    story: Story, restart: Restart
) -> None:
    await story.opens("kk")
    await story.picks("go.questions", "no", "before")
    living, asked = story.screen, await story.state()
    await restart()
    assert await story.state() == asked
    await story.picks("no")

    assert story.screen.id == living.id
    assert (await story.state()).told.answers[2] == ("q_kill", ("no",))
    assert story.only_the_living_message()


async def test_what_came_while_the_bot_was_away_is_carried_out(
    story: Story, restart: Restart, server: StandIn
) -> None:
    await story.opens()
    await story.bot.telegram.bot.session.close()
    story.bot.serving.cancel()
    await asyncio.wait([story.bot.serving])
    story.presses("go.settings")
    story.her.sends_photo()
    await restart()
    await story.settles()

    assert isinstance(await story.state(), settings.Asking)
    assert story.only_the_living_message()


async def test_telegram_may_be_away_for_a_while(story: Story) -> None:
    await story.opens()
    await story.server.goes_away()
    story.her.types("🙂🙂")
    await story.server.comes_back()
    await story.settles()

    assert story.only_the_living_message()


async def test_the_numbers_come_at_once_while_the_store_is_away(story: Story) -> None:
    await story.opens()
    await story.picks("go.questions")
    story.rename("conversations", "hidden")
    story.presses("no")
    await story.waits(lambda: story.her.screen and story.screen.text == emergency(story))
    assert all(number in story.screen.text for number in ("102", "103", "111", "112"))

    story.rename("hidden", "conversations")
    await story.settles()
    assert (await story.state()).told.answers == (("q_now", ("no",)),)
    assert story.only_the_living_message()
    assert story.screen.text == (await story.wanted()).text
    assert story.her.notifications == ()


async def test_a_store_that_raises_changes_nothing_and_loses_nothing(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    await story.opens()
    converse = story.bot.application.converse
    left = [3]
    turn = type(converse)._turn

    async def away(self: Any, *arguments: Any) -> Any:
        if left[0]:
            left[0] -= 1
            raise StoreError("OperationalError")
        return await turn(self, *arguments)

    monkeypatch.setattr(type(converse), "_turn", away)
    monkeypatch.setattr("bot.channels.telegram.poller.FIRST_WAIT", 0.02)
    await story.picks("go.settings")

    assert isinstance(await story.state(), settings.Asking)
    assert story.only_the_living_message()
    shown = [call for call in story.server.calls if call.method == "sendMessage"]
    assert sum(call.params["text"] == emergency(story) for call in shown) == 1


async def test_numbers_that_could_not_be_taken_back_go_later(story: Story) -> None:
    await story.opens()
    story.rename("conversations", "hidden")
    story.presses("go.settings")
    await story.waits(lambda: story.screen.text == emergency(story))
    story.server.faults.next("deleteMessages", status=500)
    story.rename("hidden", "conversations")
    await story.settles()
    await story.types("/menu")

    assert story.only_the_living_message()


async def test_a_turn_that_fails_shows_the_numbers_and_the_next_one_goes_on(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    await story.opens()
    converse = story.bot.application.converse

    async def broken(*_: Any) -> Any:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(type(converse), "_turn", broken)
        story.presses("go.settings")
        await story.waits(lambda: story.screen.text == emergency(story))
        await story.waits(lambda: not story.server.bot().pending)
    await story.types("/menu")

    assert isinstance(await story.state(), welcome.Home)
    assert story.only_the_living_message()


async def test_a_wrong_token_is_one_sentence(server: StandIn, tmp_path: Any) -> None:
    server.revoke()
    async with running(settings_for(server, tmp_path)) as bot:
        await asyncio.wait([bot.serving], timeout=5)
        assert _refusal(bot) == "Telegram does not accept PANA_TELEGRAM_TOKEN."


async def test_a_token_that_is_none_is_one_sentence(server: StandIn, tmp_path: Any) -> None:
    wrong = settings_for(server, tmp_path, telegram_token=SecretStr("secret but no token"))
    with pytest.raises(SettingsError, match="PANA_TELEGRAM_TOKEN") as refused:
        async with running(wrong):
            pass
    assert "secret" not in str(refused.value)


def _has_changed(story: Story, edits: int) -> bool:
    return len(story.her.did("editMessageText")) > edits


def emergency(story: Story) -> str:
    return story.bot.application.emergency.text


def _refusal(bot: RunningBot) -> str:
    error: BaseException | None = bot.serving.exception()
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    assert isinstance(error, SettingsError)
    return str(error)
