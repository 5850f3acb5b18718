"""What every channel promises of the one living message."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import httpx
import pytest
import pytest_asyncio

from bot.channels.telegram.channel import open_telegram
from bot.channels.terminal import talk as terminal
from bot.channels.web.session import COOKIE, address_of, new_token
from bot.domain.errors import AwayError
from bot.domain.page import Button, Page
from bot.domain.visitor import Address
from bot.flows.welcome import STRANGER
from bot.services.ports import Conversation, Messenger
from tests.journeys.drawn import Drawn, read_page
from tests.journeys.on_page import PageVisit
from tests.journeys.served import events_in, served
from tests.journeys.visit import PSEUDONYMS, SILENCE
from tests.standin import Person, StandIn

HER: Final = 1001
# The last row of every page with options.
WAYS_OUT: Final = (Button("go.danger", "102"), Button("exit", "Шығу"))
FIRST: Final = Page(
    "Жақын жердегі көмек",
    ((Button("yes", "Иә"), Button("no", "Жоқ")), (Button("later", "Кейін"),), WAYS_OUT),
)
SECOND: Final = Page("Помощь рядом", ((Button("back", "Назад"),), WAYS_OUT))
WITHOUT_BUTTONS: Final = Page("алма · яблоко · apple")
MARKUP: Final = (
    "<b>not bold</b> & <script>",
    "*neither* _this_ [nor](https://example.org) `that`",
    "a \\* b ~~c~~ ||d|| {e} %s",
    "https://example.org @nobody #word /start",
)

Sight = tuple[str, tuple[str, ...]]


class Channel(Protocol):
    """A messenger, and what stands on the screen behind it."""

    address: Address

    @property
    def messenger(self) -> Messenger: ...

    async def sees(self) -> list[Sight]: ...

    def hers(self) -> int: ...


@dataclass(slots=True)
class InTelegram:
    """A chat on a phone."""

    messenger: Messenger
    her: Person
    address: Address

    async def sees(self) -> list[Sight]:
        """The messages of the bot with their labels."""
        return [(seen.text, seen.labels) for seen in self.her.sees if seen.from_bot]

    def hers(self) -> int:
        """The id of a message she has written."""
        return self.her.types("hello")


A_WINDOW: Final = Address(terminal.CHANNEL, "a window")


@dataclass(slots=True)
class InTerminal:
    """A terminal, which shows the newest page and nothing else."""

    messenger: terminal.TerminalMessenger = field(default_factory=terminal.TerminalMessenger)
    address: Address = A_WINDOW

    async def sees(self) -> list[Sight]:
        """The page that is drawn, if any."""
        page = self.messenger.page
        return [(page.text, tuple(button.label for button in page.buttons))] if page else []

    def hers(self) -> int:
        """No id: what is typed is wiped with the next drawing."""
        return 7


# Far longer than anything takes; who waits so long waits for ever.
PATIENCE: Final = 10


@dataclass(slots=True)
class InWeb:
    """A browser with the real page, served over HTTP; what it was given is all that it shows."""

    visit: PageVisit
    client: httpx.AsyncClient
    address: Address
    events: AsyncIterator[tuple[str, Any]] | None = None
    drawn: Drawn | None = None

    @property
    def messenger(self) -> Messenger:
        """The port over the windows of the page."""
        return self.visit.messenger

    async def sees(self) -> list[Sight]:
        """The page that stands in the browser, once everything has come that is on its way."""
        # A sign changes nothing of the page, and comes after what was handed over before.
        await self.messenger.send(self.address, Page("•"), -1)
        while (event := await self._event())[0] != "sign":
            assert event[0] == "screen"
            self.drawn = read_page(event[1]["html"])
        return [sight_of(self.drawn.page)] if self.drawn else []

    def hers(self) -> int:
        """No id: words travel in a form and stand nowhere."""
        return 7

    async def wants(self, page: Page, revision: int) -> None:
        """Let a page be the one that the conversation wants shown."""
        visitor, now = PSEUDONYMS.of(self.address, self.visit.now)[0], self.visit.now
        async with self.visit.store.transaction() as work:
            kept = Conversation(visitor, STRANGER, page, revision, now, now + SILENCE)
            await work.conversations.save(kept)

    @asynccontextmanager
    async def looking(self) -> AsyncIterator[None]:
        """Have the page open; what it shows first is what the conversation wants shown."""
        async with self.client.stream("GET", "/live") as stream:
            self.events = events_in(stream)
            self.drawn = read_page((await self._event())[1]["html"])
            yield

    async def _event(self) -> tuple[str, Any]:
        assert self.events is not None
        return await asyncio.wait_for(anext(self.events), PATIENCE)


@asynccontextmanager
async def in_telegram() -> AsyncIterator[Channel]:
    """Open the real messenger in front of a stand-in, over HTTP."""
    async with StandIn() as server, open_telegram(server.token, server.url) as telegram:
        her = server.person(HER)
        await telegram.messenger.delete(Address(telegram.name, str(HER)), [her.types("/start")])
        yield InTelegram(telegram.messenger, her, Address(telegram.name, str(HER)))
        assert server.violations == []


@asynccontextmanager
async def in_terminal() -> AsyncIterator[Channel]:
    """Open a terminal."""
    yield InTerminal()


@asynccontextmanager
async def a_browser() -> AsyncIterator[InWeb]:
    """Start a browser that knows the page, and in which it is not open."""
    visit, token = PageVisit(), new_token()
    async with (
        served(visit.app()) as where,
        httpx.AsyncClient(base_url=where, cookies={COOKIE: token}, trust_env=False) as client,
    ):
        browser = InWeb(visit, client, address_of(token))
        await browser.wants(WITHOUT_BUTTONS, 0)
        yield browser


@asynccontextmanager
async def in_web() -> AsyncIterator[Channel]:
    """Open the page in a browser."""
    async with a_browser() as browser, browser.looking():
        yield browser


CHANNELS: Final = {"telegram": in_telegram, "terminal": in_terminal, "web": in_web}


@pytest_asyncio.fixture(params=CHANNELS)
async def channel(request: pytest.FixtureRequest) -> AsyncIterator[Channel]:
    async with CHANNELS[request.param]() as opened:
        yield opened


def sight_of(page: Page) -> Sight:
    """Return a page as it should be seen."""
    return page.text, tuple(button.label for button in page.buttons)


async def test_a_page_that_is_sent_is_seen_with_all_its_labels(channel: Channel) -> None:
    message = await channel.messenger.send(channel.address, FIRST, 1)

    assert isinstance(message, int)
    assert await channel.sees() == [sight_of(FIRST)]


async def test_an_edit_replaces_the_page_and_never_adds_one(channel: Channel) -> None:
    message = await channel.messenger.send(channel.address, FIRST, 1)

    for revision, page in enumerate((SECOND, WITHOUT_BUTTONS, FIRST), start=2):
        await channel.messenger.edit(channel.address, message, page, revision)
        assert await channel.sees() == [sight_of(page)]


async def test_an_edit_to_the_same_page_is_no_error(channel: Channel) -> None:
    message = await channel.messenger.send(channel.address, FIRST, 1)

    await channel.messenger.edit(channel.address, message, FIRST, 1)
    await channel.messenger.edit(channel.address, message, FIRST, 1)

    assert await channel.sees() == [sight_of(FIRST)]


async def test_a_page_without_buttons_is_shown(channel: Channel) -> None:
    await channel.messenger.send(channel.address, WITHOUT_BUTTONS, 1)

    assert await channel.sees() == [sight_of(WITHOUT_BUTTONS)]


@pytest.mark.parametrize("words", MARKUP)
async def test_signs_of_markup_are_shown_as_they_are_written(channel: Channel, words: str) -> None:
    page = Page(words, ((Button("yes", words[:30]),), WAYS_OUT))

    message = await channel.messenger.send(channel.address, page, 1)
    assert await channel.sees() == [sight_of(page)]
    await channel.messenger.edit(channel.address, message, Page(words), 2)

    assert await channel.sees() == [(words, ())]


async def test_what_is_deleted_leaves_nothing_undone(channel: Channel) -> None:
    living = await channel.messenger.send(channel.address, FIRST, 1)
    hers = channel.hers()

    left = await channel.messenger.delete(channel.address, (hers, hers))

    assert tuple(left) == ()
    assert await channel.sees() == [sight_of(FIRST)]
    await channel.messenger.edit(channel.address, living, SECOND, 2)
    assert await channel.sees() == [sight_of(SECOND)]


async def test_to_delete_again_or_nothing_is_no_error(channel: Channel) -> None:
    hers = channel.hers()

    for messages in ((hers,), (hers,), (), (999_999,)):
        assert tuple(await channel.messenger.delete(channel.address, messages)) == ()


async def test_in_telegram_ours_and_hers_are_gone_from_the_phone() -> None:
    async with in_telegram() as channel:
        assert isinstance(channel, InTelegram)
        ours = await channel.messenger.send(channel.address, FIRST, 1)
        many = [channel.hers() for _ in range(120)]

        left = await channel.messenger.delete(channel.address, (*many, ours))

        assert tuple(left) == ()
        assert channel.her.sees == ()


async def test_on_the_web_what_comes_while_nobody_looks_is_seen_as_soon_as_somebody_does() -> None:
    async with a_browser() as browser:
        await browser.wants(FIRST, 1)
        for send in (
            browser.messenger.send(browser.address, FIRST, 1),
            browser.messenger.edit(browser.address, 1, FIRST, 1),
        ):
            with pytest.raises(AwayError):
                await send
        assert tuple(await browser.messenger.delete(browser.address, (1, 2))) == ()

        async with browser.looking():
            assert await browser.sees() == [sight_of(FIRST)]
        assert sight_of(read_page((await browser.client.get("/")).text).page) == sight_of(FIRST)


async def test_on_the_web_a_page_goes_to_nobody_but_its_visitor() -> None:
    async with a_browser() as browser, browser.looking():
        another = address_of(new_token())
        with pytest.raises(AwayError):
            await browser.messenger.send(another, FIRST, 1)

        assert await browser.sees() == [sight_of(WITHOUT_BUTTONS)]
