"""Pages are handed to the windows that are open, and whoever waits is told at once."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Final

import pytest

from bot.channels.web import messenger
from bot.channels.web.messenger import Handed, Kind, WebMessenger, Window
from bot.domain.errors import AwayError, UnreachableError
from bot.domain.page import Page
from bot.domain.visitor import Address

HER: Final = Address("web", "her")
ANOTHER: Final = Address("web", "another")
PAGES: Final = tuple(Page(words) for words in ("алма", "яблоко", "apple"))
SIGN: Final = Page("There is something new here.")
# Far longer than anything takes here; a browser has as long in earnest.
PATIENCE: Final = 1

Seen = tuple[Kind, str, int]


@pytest.fixture
def windows() -> WebMessenger:
    return WebMessenger()


def seen(handed: Handed) -> Seen:
    """Return what is to be shown."""
    return handed.kind, handed.page.text, handed.revision


@asynccontextmanager
async def tab(
    windows: WebMessenger, address: Address = HER
) -> "AsyncIterator[asyncio.Queue[Seen]]":
    """Open a window that takes whatever is handed to it; the queue holds what it has shown."""
    shown: asyncio.Queue[Seen] = asyncio.Queue()

    async def reads(window: Window) -> None:
        async for handed in window.sights():
            shown.put_nowait(seen(handed))

    with windows.window(address) as window:
        task = asyncio.create_task(reads(window))
        yield shown
        task.cancel()


@contextmanager
def hurried(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let nobody wait for long."""
    with monkeypatch.context() as patch:
        patch.setattr(messenger, "PATIENCE", 0.02)
        yield


async def handing(windows: WebMessenger, revision: int = 1) -> "asyncio.Task[int]":
    """Hand a page over and return who waits until it is taken."""
    task = asyncio.create_task(windows.send(HER, PAGES[revision - 1], revision))
    await asyncio.sleep(0)
    assert not task.done()
    return task


async def test_all_open_windows_of_a_visitor_get_a_page(windows: WebMessenger) -> None:
    async with tab(windows) as one, tab(windows) as other, tab(windows, ANOTHER) as another:
        await windows.send(HER, PAGES[0], 1)
        await windows.edit(HER, 1, PAGES[1], 2)

        for shown in (one, other):
            async with asyncio.timeout(PATIENCE):
                assert await shown.get() == (Kind.SCREEN, PAGES[0].text, 1)
                assert await shown.get() == (Kind.SCREEN, PAGES[1].text, 2)
        assert another.empty()


async def test_one_window_that_takes_a_page_is_enough(windows: WebMessenger) -> None:
    with windows.window(HER):
        async with tab(windows), asyncio.timeout(PATIENCE):
            assert await windows.send(HER, PAGES[0], 1) == 1


async def test_a_window_that_never_takes_a_page_is_tried_again(
    windows: WebMessenger, monkeypatch: pytest.MonkeyPatch
) -> None:
    with windows.window(HER), hurried(monkeypatch):
        with pytest.raises(UnreachableError):
            await windows.send(HER, PAGES[0], 1)
        with pytest.raises(UnreachableError):
            await windows.edit(HER, 1, PAGES[0], 1)


async def test_a_page_is_taken_only_when_it_has_been_sent(windows: WebMessenger) -> None:
    with windows.window(HER) as window:
        sender, sights = await handing(windows), window.sights()
        await anext(sights)
        await asyncio.sleep(0)
        assert not sender.done()
        asking = asyncio.ensure_future(anext(sights))
        async with asyncio.timeout(PATIENCE):
            assert await sender == 1
        asking.cancel()


async def test_nobody_there_is_told_at_once(windows: WebMessenger) -> None:
    with windows.window(ANOTHER):
        for page in (windows.send(HER, PAGES[0], 1), windows.edit(HER, 1, PAGES[0], 1)):
            with pytest.raises(AwayError):
                await page
        for neutral in (windows.send(HER, SIGN, -1), windows.edit(HER, 1, SIGN, -1)):
            with pytest.raises(AwayError):
                await neutral
        assert tuple(await windows.delete(HER, (1, 2, 3))) == ()


async def test_a_window_that_closes_releases_whoever_waits_for_it(windows: WebMessenger) -> None:
    with windows.window(HER):
        sender = await handing(windows)
    with pytest.raises(AwayError):
        async with asyncio.timeout(PATIENCE):
            await sender


async def test_a_window_that_closes_while_a_page_is_being_sent_releases_whoever_waits(
    windows: WebMessenger,
) -> None:
    with windows.window(HER) as window:
        sender, sights = await handing(windows), window.sights()
        await anext(sights)
        after = await handing(windows, 2)
    for each in (sender, after):
        with pytest.raises(AwayError):
            async with asyncio.timeout(PATIENCE):
                await each


async def test_a_page_is_waited_for_as_long_as_another_window_is_open(
    windows: WebMessenger,
) -> None:
    with windows.window(HER) as stays:
        with windows.window(HER):
            sender = await handing(windows)
        await asyncio.sleep(0)
        assert not sender.done()
        sights = stays.sights()
        assert seen(await anext(sights)) == (Kind.SCREEN, PAGES[0].text, 1)
        asking = asyncio.ensure_future(anext(sights))
        async with asyncio.timeout(PATIENCE):
            await sender
        asking.cancel()


async def test_the_newest_screen_wins_and_a_sign_is_never_lost(windows: WebMessenger) -> None:
    with windows.window(HER) as window:
        senders = [await handing(windows, 1), await handing(windows, 2)]
        signing = asyncio.create_task(windows.send(HER, SIGN, -1))
        await asyncio.sleep(0)
        senders.append(await handing(windows, 3))
        sights = window.sights()

        assert seen(await anext(sights)) == (Kind.SIGN, SIGN.text, -1)
        assert seen(await anext(sights)) == (Kind.SCREEN, PAGES[2].text, 3)
        asking = asyncio.ensure_future(anext(sights))
        async with asyncio.timeout(PATIENCE):
            assert await asyncio.gather(*senders, signing) == [1, 1, 1, 2]
        assert not asking.done()
        asking.cancel()


async def test_a_sign_is_not_the_page_and_need_not_be_removed(windows: WebMessenger) -> None:
    async with tab(windows) as shown:
        assert await windows.send(HER, SIGN, -1) == 2
        assert await windows.send(HER, PAGES[0], 1) == 1
        await windows.edit(HER, 2, PAGES[1], -1)
        assert tuple(await windows.delete(HER, (2,))) == ()

        assert shown.get_nowait() == (Kind.SIGN, SIGN.text, -1)
        assert shown.get_nowait() == (Kind.SCREEN, PAGES[0].text, 1)
        assert shown.empty()


async def test_the_neutral_page_is_the_last_one_that_a_window_takes(windows: WebMessenger) -> None:
    with windows.window(HER) as window:
        leaving = asyncio.create_task(windows.edit(HER, 1, PAGES[0], -1))
        async with asyncio.timeout(PATIENCE):
            shown = [seen(handed) async for handed in window.sights()]
            await leaving

        assert shown == [(Kind.LEFT, PAGES[0].text, -1)]


async def test_open_windows_are_counted_and_forgotten(windows: WebMessenger) -> None:
    with windows.window(HER), windows.window(HER), windows.window(ANOTHER):
        assert (windows.windows(HER), windows.windows(ANOTHER), windows.windows()) == (2, 1, 3)
    assert (windows.windows(HER), windows.windows()) == (0, 0)
    assert windows == WebMessenger()
