"""What is not used any more goes by itself, in time and without a sound."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.errors import StoreError
from bot.domain.retention import ASKS_AGAIN_AFTER, GIVE_UP_AFTER, LONGEST, UPDATES_REMEMBERED
from bot.flows.welcome import STRANGER
from bot.services.upkeep import Upkeep
from tests.services.helpline import SILENCE, Helpline

A_MOMENT = timedelta(milliseconds=1)


async def test_silence_wipes_everything_without_a_sound(home: Helpline) -> None:
    home.clock.goes(SILENCE)
    home.chat.did.clear()

    assert await home.erases() == 1
    assert home.chat.did == ["edit"]
    await home.assert_gone()


async def test_before_its_time_nothing_is_wiped(home: Helpline) -> None:
    home.clock.goes(SILENCE - A_MOMENT)

    assert await home.erases() == 0
    await home.assert_settled()


async def test_each_turn_gives_time_again(home: Helpline) -> None:
    home.clock.goes(SILENCE - A_MOMENT)
    await home.picks("go.plan")
    home.clock.goes(SILENCE - A_MOMENT)

    assert await home.erases() == 0


@pytest.mark.parametrize("minutes", [5, 120])
async def test_her_own_silence_counts(home: Helpline, minutes: int) -> None:
    await home.picks("go.settings", "silence", str(minutes))
    home.clock.goes(timedelta(minutes=minutes) - A_MOMENT)
    assert await home.erases() == 0

    home.clock.goes(A_MOMENT)
    assert await home.erases() == 1
    await home.assert_gone()


async def test_nothing_lasts_longer_than_forty_hours_however_much_it_is_used(
    home: Helpline,
) -> None:
    began_at = home.clock()
    while home.clock() - began_at < LONGEST - timedelta(minutes=20):
        home.clock.goes(timedelta(minutes=20))
        # After a while she is asked first whether this is a good moment.
        await home.picks("go.plan", "yes")
        assert await home.erases() == 0
    home.clock.now = began_at + LONGEST

    assert await home.erases() == 1
    await home.assert_gone()


async def test_whoever_comes_back_is_asked_first_whether_this_is_a_good_moment(
    home: Helpline,
) -> None:
    await home.picks("go.plan", "living_together")
    place = (await home.conversation()).state
    home.clock.goes(ASKS_AGAIN_AFTER + A_MOMENT)

    await home.picks("next")
    assert home.chat.offers("not_now")
    await home.picks("yes")

    assert (await home.conversation()).state == place


@pytest.mark.parametrize("option", ["go.danger", "exit"])
async def test_102_and_exit_never_wait_for_that_question(home: Helpline, option: str) -> None:
    home.clock.goes(ASKS_AGAIN_AFTER + A_MOMENT)

    await home.picks(option)

    assert not home.chat.offers("not_now")


async def test_a_new_start_does_not_lengthen_forty_hours(home: Helpline) -> None:
    began_at = home.clock()
    await home.picks("go.settings", "silence", "120")
    while home.clock() - began_at < LONGEST - timedelta(hours=1):
        assert await home.erases() == 0
        home.clock.goes(timedelta(hours=1))
        await home.starts()
    home.clock.now = began_at + LONGEST

    assert await home.erases() == 1
    await home.assert_gone()


async def test_what_should_have_been_wiped_while_nobody_looked_is_not_shown_again(
    home: Helpline,
) -> None:
    await home.picks("go.plan", "living_together")
    home.clock.goes(timedelta(hours=3))

    await home.picks("next")

    assert (await home.conversation()).state == STRANGER
    assert len(home.chat.ours) == 1


async def test_a_wipe_that_a_crash_broke_off_is_finished_later(home: Helpline) -> None:
    home.clock.goes(SILENCE)
    settle, home.courier.deliver = home.courier.deliver, nobody
    await home.erases()
    home.courier.deliver = settle
    home.restarts()
    await home.repairs()

    await home.assert_gone()


async def nobody(_: object) -> None:
    """Deliver nothing."""


async def test_a_chat_that_we_can_no_longer_change_is_forgotten(home: Helpline) -> None:
    home.courier.deliver = nobody
    home.clock.goes(SILENCE)
    await home.erases()
    assert (await home.kept())[1] is not None

    home.clock.goes(GIVE_UP_AFTER)
    await home.erases()

    assert await home.kept() == (None, None)


async def test_numbers_of_updates_are_forgotten_after_telegram_has(home: Helpline) -> None:
    home.clock.goes(UPDATES_REMEMBERED + A_MOMENT)
    await home.erases()
    async with home.store.transaction() as work:
        assert await work.handled.first_time("chat", 1, home.clock())


async def test_over_the_embedded_store_the_keys_go_too(embedded_helpline: Helpline) -> None:
    await embedded_helpline.starts()
    embedded_helpline.clock.goes(SILENCE)

    assert await embedded_helpline.erases() == 1
    await embedded_helpline.assert_gone()


async def test_the_new_month_finds_last_evenings_conversation(home: Helpline) -> None:
    home.clock.now = home.clock.now.replace(day=30, hour=23, minute=55)
    await home.picks("go.plan")
    home.clock.goes(timedelta(minutes=10))
    await home.picks("exit")

    await home.assert_gone()


async def test_the_upkeep_goes_on_when_the_store_was_away(home: Helpline) -> None:
    often = timedelta(milliseconds=10)
    tries = 0
    again = asyncio.Event()

    async def erases() -> int:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise StoreError
        again.set()
        return 0

    working = Upkeep(erases, home.transaction, home.courier, home.clock, often)  # type: ignore[arg-type]
    task = asyncio.create_task(working())
    async with asyncio.timeout(5):
        await again.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    assert tries >= 2
