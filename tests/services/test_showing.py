"""A page is shown to whoever asks for it, and what was shown is known at the desk."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

import pytest

from bot.channels.web.messenger import Handed, Kind, WebMessenger
from bot.domain.conversation import Event, Picked, Started, Typed
from bot.domain.privacy import Confidential
from bot.domain.retention import ASKS_AGAIN_AFTER
from bot.domain.visitor import Address
from bot.flows.plan import TICKED
from bot.services.couriers import AtOnce
from bot.services.delivery import Deliver
from bot.services.desk import Brought
from bot.services.ports import Arrival, Conversation, Delivery
from bot.services.showing import ShowPage, Sight
from tests.services.desk_story import SILENCE, Story
from tests.services.visitors import PSEUDONYMS

HER: Final = Address("web", "a browser")
# Far longer than anything takes; who waits so long waits for ever.
PATIENCE: Final = 5
A_MOMENT: Final = timedelta(seconds=1)


@dataclass(slots=True)
class OnPage:
    """A visitor whose page asks for what it shows."""

    story: Story
    windows: WebMessenger
    show: ShowPage

    async def looks(self) -> Sight:
        """Look at the page; something must be kept of her."""
        sight = await self.show(HER)
        assert sight is not None
        return sight

    async def does(self, event: Event, revision: int | None = None) -> None:
        """Do something on the page, without looking at what it led to."""
        await self.story.converse(Arrival(HER, event, revision=revision))
        await self.story.settles()

    async def picks(self, *options: str) -> None:
        """Press one button after another, each on the page that is wanted then."""
        for option in options:
            sight = await self.show(HER, looks=False)
            assert sight is not None
            assert option in {button.id for button in sight.page.buttons}, option
            await self.does(Picked(option, keepsake=sight.page.keepsake), sight.revision)

    async def kept(self) -> tuple[Conversation | None, Delivery | None]:
        """Return what is kept of her."""
        names = PSEUDONYMS.of(HER, self.story.clock())
        async with self.story.store.transaction() as work:
            return await work.conversations.find(names), await work.deliveries.find(names)

    async def delivery(self) -> Delivery:
        """Return what is noted of her page."""
        _, delivery = await self.kept()
        assert delivery is not None
        return delivery

    async def unfinished(self) -> bool:
        """Tell whether her page still wants something."""
        async with self.story.store.transaction() as work:
            return bool(await work.deliveries.unfinished())

    @asynccontextmanager
    async def open(self) -> "AsyncIterator[asyncio.Queue[Handed]]":
        """Have her page open; the queue holds what comes to it."""
        shown: asyncio.Queue[Handed] = asyncio.Queue()

        async def reads() -> None:
            async for handed in window.sights():
                shown.put_nowait(handed)

        with self.windows.window(HER) as window:
            task = asyncio.create_task(reads())
            yield shown
            task.cancel()


@pytest.fixture
def unbegun(story: Story) -> OnPage:
    """Return somebody of whom nothing is kept yet."""
    windows = WebMessenger()
    ways, pages = {HER.channel: windows}, story.translator
    deliver = Deliver(story.transaction, ways, pages, story.chats, story.live, story.clock)
    story.courier = AtOnce(deliver)
    story.converse = replace(story.converse, courier=story.courier)
    story.room = replace(story.room, courier=story.courier)
    keep, chats = story.converse.keep, story.chats
    show = ShowPage(story.transaction, PSEUDONYMS, keep, chats, story.live, story.clock)
    return OnPage(story, windows, show)


@pytest.fixture
async def her(unbegun: OnPage) -> OnPage:
    """Return somebody who has come as far as the menu."""
    await unbegun.does(Started())
    await unbegun.picks("ru", "yes")
    return unbegun


async def test_what_is_shown_is_noted_once_and_told_to_the_desk(her: OnPage) -> None:
    before, told = await her.delivery(), her.story.live.version
    conversation, _ = await her.kept()
    assert conversation is not None
    sight = await her.looks()
    after = await her.delivery()

    assert sight == Sight(conversation.page, conversation.revision, conversation.wipe_at)
    assert (before.living, before.shown) == (None, -1)
    assert after.living is not None
    assert after.shown == sight.revision
    assert her.story.live.version == told + 1
    assert not await her.unfinished()

    assert await her.looks() == sight
    assert await her.delivery() == after
    assert her.story.live.version == told + 1


async def test_whoever_only_asks_without_looking_has_seen_nothing(her: OnPage) -> None:
    before, told = await her.delivery(), her.story.live.version
    sight = await her.show(HER, looks=False)

    assert sight is not None
    assert await her.delivery() == before
    assert her.story.live.version == told
    assert await her.looks() == sight
    assert her.story.live.version == told + 1


async def test_to_a_stranger_and_to_whose_time_is_over_nothing_is_shown(unbegun: OnPage) -> None:
    assert await unbegun.show(HER) is None
    await unbegun.does(Started())
    await unbegun.looks()

    unbegun.story.clock.goes(SILENCE)
    assert await unbegun.show(HER) is None
    assert await unbegun.show(HER, looks=False) is None
    assert await unbegun.show(Address("web", "another browser")) is None


async def test_whoever_was_away_has_seen_nothing_before_she_was_asked(her: OnPage) -> None:
    await her.looks()
    await her.picks("go.plan")
    before, told = await her.delivery(), her.story.live.version
    her.story.clock.goes(ASKS_AGAIN_AFTER)
    just_in_time = await her.show(HER, looks=False)
    assert just_in_time is not None
    assert not just_in_time.was_away
    her.story.clock.goes(A_MOMENT)

    assert (await her.looks()).was_away
    assert await her.delivery() == before
    assert her.story.live.version == told


async def test_whoever_waits_in_the_line_is_not_asked_whether_she_may_read(her: OnPage) -> None:
    await her.story.operator()
    await her.picks("go.handover", "card", "send")
    her.story.clock.goes(ASKS_AGAIN_AFTER + A_MOMENT)

    sight = await her.looks()
    assert not sight.was_away
    assert (await her.delivery()).shown == sight.revision


async def test_a_line_of_the_operator_is_shown_when_she_looks_and_not_before(her: OnPage) -> None:
    dina = await her.story.operator()
    await her.picks("go.handover", "card", "send")
    case = await her.story.talks(dina)
    await her.looks()
    await her.story.writes(dina, case, "Я здесь")

    async def brought() -> Brought | None:
        return (await her.story.sees(dina, case)).lines[-1].brought

    assert await brought() is Brought.SENT
    await her.show(HER, looks=False)
    assert await brought() is Brought.SENT
    told = her.story.live.version
    assert "Я здесь" in (await her.looks()).page.text
    assert await brought() is Brought.SHOWN
    assert her.story.live.version == told + 1


async def test_a_line_of_the_operator_comes_to_an_open_page_by_itself(her: OnPage) -> None:
    dina = await her.story.operator()
    await her.picks("go.handover", "card", "send")
    case = await her.story.talks(dina)
    await her.looks()

    async with her.open() as shown:
        await her.story.writes(dina, case, "Я здесь")
        handed = shown.get_nowait()

    conversation, delivery = await her.kept()
    assert conversation is not None
    assert delivery is not None
    assert (handed.kind, handed.revision) == (Kind.SCREEN, conversation.revision)
    assert "Я здесь" in handed.page.text
    assert delivery.shown == conversation.revision
    assert (await her.story.sees(dina, case)).lines[-1].brought is Brought.SHOWN


async def test_ticks_of_a_plan_come_with_what_only_the_page_remembers(her: OnPage) -> None:
    await her.picks("go.plan", "living_together", "tick.0")
    conversation, _ = await her.kept()
    assert conversation is not None
    assert TICKED not in conversation.page.text
    assert her.story.chats.waits(conversation.visitor)

    page = (await her.looks()).page
    assert TICKED in page.text
    assert page.keepsake
    assert not her.story.chats.waits(conversation.visitor)

    await her.picks("tick.1")
    assert (await her.looks()).page.text.count(TICKED) == 2


async def test_a_look_of_the_courier_while_nobody_is_there_loses_nothing(her: OnPage) -> None:
    await her.picks("go.rights")
    assert await her.unfinished()
    for _ in range(3):
        await her.story.repairs()
    conversation, delivery = await her.kept()
    assert conversation is not None
    assert delivery is not None
    assert (delivery.living, delivery.shown) == (None, -1)

    assert (await her.looks()).page == conversation.page
    await her.story.repairs()
    assert (await her.delivery()).shown == conversation.revision
    assert (await her.delivery()).sending_after is None
    assert not await her.unfinished()


async def test_a_look_of_the_courier_brings_what_was_missed_to_a_page_that_opens(
    her: OnPage,
) -> None:
    await her.looks()
    await her.picks("go.rights")
    async with her.open() as shown:
        await her.story.repairs()
        assert shown.get_nowait().page == (await her.looks()).page
        assert shown.empty()
    assert not await her.unfinished()


@pytest.mark.parametrize("has_looked", [True, False])
async def test_after_silence_everything_is_forgotten_also_where_no_page_is_open(
    her: OnPage, has_looked: bool
) -> None:
    if has_looked:
        await her.looks()
    her.story.clock.goes(SILENCE)

    assert await her.story.erases() == 1
    assert await her.kept() == (None, None)
    assert await her.show(HER) is None


async def test_after_silence_an_open_page_is_led_away_and_everything_is_forgotten(
    her: OnPage,
) -> None:
    await her.looks()
    async with her.open() as shown:
        her.story.clock.goes(SILENCE)
        async with asyncio.timeout(PATIENCE):
            assert await her.story.erases() == 1
        handed = shown.get_nowait()

    assert handed.kind is Kind.LEFT
    assert not handed.page.rows
    assert await her.kept() == (None, None)


@pytest.mark.parametrize("leaving", [Picked("exit"), Typed(Confidential("стоп"))])
async def test_exit_leads_every_open_page_away_and_forgets_everything(
    her: OnPage, leaving: Event
) -> None:
    await her.looks()
    async with her.open() as one, her.open() as other, asyncio.timeout(PATIENCE):
        await her.does(leaving)
        assert [(await shown.get()).kind for shown in (one, other)] == [Kind.LEFT, Kind.LEFT]

    assert await her.kept() == (None, None)
