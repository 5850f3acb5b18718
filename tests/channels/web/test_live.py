"""What comes without her doing: pages, a sign, and the way out, to every open window of hers."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, cast

import pytest
from sse_starlette import ServerSentEvent
from starlette.routing import Route

from bot.channels.web.guard import Guard
from bot.channels.web.live import Live
from bot.channels.web.session import address_of
from bot.domain.errors import AwayError
from bot.domain.page import Page
from bot.domain.visitor import Address
from tests.channels.web.asked import said_in
from tests.channels.web.page_of_tests import Browser, PageOfTests
from tests.journeys.drawn import read_page

# Far longer than anything takes here; who waits so long waits for ever.
PATIENCE: Final = 20


@dataclass(slots=True)
class Stream:
    """An open stream of a browser."""

    events: AsyncGenerator[ServerSentEvent]

    async def hears(self) -> tuple[str, dict[str, Any]]:
        """Return the next event: its kind and what it brings."""
        event = await asyncio.wait_for(anext(self.events), PATIENCE)
        return str(event.event), json.loads(str(event.data))

    async def hears_all(self) -> list[tuple[str, dict[str, Any]]]:
        """Return every event until the stream ends."""
        return [(str(event.event), json.loads(str(event.data))) async for event in self.events]

    async def reads(self) -> str:
        """Return the words of the next screen."""
        kind, brought = await self.hears()
        assert kind == "screen"
        return said_in(brought["html"])


def live_of(page: PageOfTests) -> Live:
    """Return what answers streams, as the application has put it together."""
    starlette = cast("Any", cast("Guard", page.app).app)
    route = next(each for each in starlette.routes if cast("Route", each).path == "/live")
    return cast("Live", route.endpoint.__self__)


@asynccontextmanager
async def listening(her: Browser, revision: int | None = None) -> AsyncIterator[Stream]:
    """Open a stream, and close it as a browser does that goes away."""
    shown = her.drawn.revision if revision is None else revision
    events = live_of(her.page).events(address_of(her.token), shown)
    stream = Stream(cast("AsyncGenerator[ServerSentEvent]", events))
    try:
        yield stream
    finally:
        await stream.events.aclose()


async def while_heard(her: Browser, stream: Stream, act: Callable[[], Awaitable[object]]) -> str:
    """Return what the stream shows when something is done and delivered."""
    heard = asyncio.ensure_future(stream.reads())
    await a_window_is_open(her)
    await act()
    settled = asyncio.ensure_future(her.page.courier.settle())
    words = await heard
    after = asyncio.ensure_future(stream.hears())
    await asyncio.wait_for(settled, PATIENCE)
    after.cancel()
    await asyncio.gather(after, return_exceptions=True)
    return words


async def a_window_is_open(her: Browser) -> None:
    """Wait until the stream waits for what comes."""
    for _ in range(50):
        # Nothing here waits for the world: every step needs only its turn.
        await asyncio.sleep(0)
    assert her.page.messenger.windows(address_of(her.token))


async def test_what_the_operator_writes_comes_by_itself(page: PageOfTests) -> None:
    her = page.browser()
    case = await her.talks()
    async with listening(her) as stream:
        words = await while_heard(
            her, stream, lambda: page.operator_writes(case, "I read what you write.")
        )

    assert "I read what you write." in words
    (kept,) = page.deliveries().values()
    assert kept.shown == max(each.revision for each in page.conversations().values())


async def test_a_pushed_page_knows_when_it_wipes_itself(page: PageOfTests) -> None:
    her = page.browser()
    case = await her.talks()
    async with listening(her) as stream:
        heard = asyncio.ensure_future(stream.hears())
        await a_window_is_open(her)
        await page.operator_writes(case, "Still here.")
        settled = asyncio.ensure_future(page.courier.settle())
        _, brought = await heard
        settled.cancel()
        await asyncio.gather(settled, return_exceptions=True)
    here = read_page(brought["html"]).here

    assert here is not None
    (kept,) = page.conversations().values()
    assert int(here["data-wipe"]) == (kept.wipe_at - page.clock()).total_seconds()


async def test_a_stream_that_opens_late_first_shows_what_it_has_missed(page: PageOfTests) -> None:
    her = page.browser()
    case = await her.talks()
    await page.operator_writes(case, "Are you safe now?")
    async with listening(her) as stream:
        assert "Are you safe now?" in await stream.reads()


async def test_a_stream_shows_nothing_that_her_page_shows_already(page: PageOfTests) -> None:
    her = page.browser()
    await her.talks()
    async with listening(her) as stream:
        heard = asyncio.ensure_future(stream.hears())
        await a_window_is_open(her)
        assert not heard.done()
        heard.cancel()
        await asyncio.gather(heard, return_exceptions=True)


async def test_a_stream_shows_nothing_to_whoever_was_away(page: PageOfTests) -> None:
    her = page.browser()
    await her.comes_to_the_menu()
    page.clock.goes(timedelta(minutes=11))
    async with listening(her, revision=-1) as stream:
        heard = asyncio.ensure_future(stream.hears())
        await a_window_is_open(her)
        assert not heard.done()
        heard.cancel()
        await asyncio.gather(heard, return_exceptions=True)


async def test_a_sign_comes_apart_from_the_page(page: PageOfTests) -> None:
    her = page.browser()
    await her.talks()
    async with listening(her) as stream:
        heard = asyncio.ensure_future(stream.hears())
        await a_window_is_open(her)
        sent = asyncio.ensure_future(page.messenger.send(address_of(her.token), Page("…"), -1))
        assert await heard == ("sign", {})
        sent.cancel()
        await asyncio.gather(sent, return_exceptions=True)


@pytest.mark.parametrize("how", ["exit", "silence"])
async def test_every_open_window_hears_that_the_session_is_over(
    page: PageOfTests, how: str
) -> None:
    her = page.browser()
    await her.comes_to_the_menu()
    token = her.token
    async with listening(her) as one, listening(her) as other:
        heard = asyncio.gather(one.hears_all(), other.hears_all())
        await a_window_is_open(her)
        if how == "exit":
            await her.leaves()
        else:
            page.clock.goes(timedelta(minutes=31))
            await page.upkeep()
        assert list(await heard) == [[("left", {"go": "/?over=1"})]] * 2

    assert page.messenger.windows(address_of(token)) == 0
    assert page.deliveries() == {}


@pytest.mark.parametrize("token", ["A" * 43, "z" * 43])
async def test_the_stream_of_a_wiped_session_says_left_at_once(
    page: PageOfTests, token: str
) -> None:
    events = live_of(page).events(address_of(token), 5)
    heard = [event async for event in events]

    assert [(event.event, event.data) for event in heard] == [("left", '{"go": "/?over=1"}')]
    assert page.messenger.windows() == 0
    assert page.is_empty


async def test_a_stream_that_is_cancelled_frees_its_window(page: PageOfTests) -> None:
    her = page.browser()
    case = await her.talks()
    async with listening(her) as stream:
        heard = asyncio.ensure_future(stream.hears())
        await a_window_is_open(her)
        heard.cancel()
        await asyncio.gather(heard, return_exceptions=True)

    assert page.messenger.windows() == 0
    await page.operator_writes(case, "Are you there?")
    await asyncio.wait_for(page.courier.settle(), 1)
    await her.opens()
    assert "Are you there?" in her.drawn.text


async def test_nobody_waits_for_a_window_that_closed_while_it_was_handed_something(
    page: PageOfTests,
) -> None:
    address = Address("web", "somebody")
    with page.messenger.window(address) as window:
        sights = window.sights()
        sent = asyncio.ensure_future(page.messenger.send(address, Page("…"), 3))
        await anext(sights)

    with pytest.raises(AwayError):
        await asyncio.wait_for(sent, 1)


async def test_without_a_session_there_is_no_stream(page: PageOfTests) -> None:
    for cookie in (b"", b"s=left", b"s=short"):
        answer = await page.asked("GET", "/live", headers=((b"cookie", cookie),))
        assert answer.status == 204
    assert page.messenger.windows() == 0


async def test_the_small_frame_says_rightly_whether_there_is_something_new(
    page: PageOfTests,
) -> None:
    her = page.browser()
    case = await her.talks()
    path = f"/new?revision={her.drawn.revision}&language=en"
    seen = page.deliveries()
    assert "Nothing new yet." in said_in((await her.client.get(path)).text)

    await page.operator_writes(case, "A new line of mine")
    news = await her.client.get(path)
    assert "There is something new" in said_in(news.text)
    assert "A new line" not in news.text
    assert news.headers["x-frame-options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in news.headers["content-security-policy"]
    # Nobody has seen anything by that.
    assert page.deliveries() == seen

    await her.opens()
    now = f"/new?revision={her.drawn.revision}&language=en"
    assert "Nothing new yet." in said_in((await her.client.get(now)).text)


async def test_the_small_frame_of_a_wiped_session_leads_to_the_page(page: PageOfTests) -> None:
    her = page.browser()
    await her.comes_to_the_menu()
    page.clock.goes(timedelta(minutes=31))

    frame = await her.client.get(f"/new?revision={her.drawn.revision}")
    assert 'href="/"' in frame.text


async def test_the_stream_ends_when_the_browser_goes_away(page: PageOfTests) -> None:
    her = page.browser()
    await her.comes_to_the_menu()
    cookie = (b"cookie", f"s={her.token}".encode())
    answer = await asyncio.wait_for(page.asked("GET", "/live", headers=(cookie,)), PATIENCE)

    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.is_complete
    assert page.messenger.windows() == 0
