"""What every channel promises of the one living message."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final, Protocol

import pytest
import pytest_asyncio

from bot.channels.telegram.channel import open_telegram
from bot.channels.terminal import talk as terminal
from bot.domain.page import Button, Page
from bot.domain.visitor import Address
from bot.services.ports import Messenger
from tests.standin import Person, StandIn

HER: Final = 1001
FIRST: Final = Page(
    "Жақын жердегі көмек", ((Button("yes", "Иә"), Button("no", "Жоқ")), (Button("call", "102"),))
)
SECOND: Final = Page("Помощь рядом", ((Button("back", "Назад"),), (Button("exit", "Выход"),)))
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

    def sees(self) -> list[Sight]: ...

    def hers(self) -> int: ...


@dataclass(slots=True)
class InTelegram:
    """A chat on a phone."""

    messenger: Messenger
    her: Person
    address: Address

    def sees(self) -> list[Sight]:
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

    def sees(self) -> list[Sight]:
        """The page that is drawn, if any."""
        page = self.messenger.page
        return [(page.text, tuple(button.label for button in page.buttons))] if page else []

    def hers(self) -> int:
        """No id: what is typed is wiped with the next drawing."""
        return 7


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


CHANNELS: Final = {"telegram": in_telegram, "terminal": in_terminal}


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
    assert channel.sees() == [sight_of(FIRST)]


async def test_an_edit_replaces_the_page_and_never_adds_one(channel: Channel) -> None:
    message = await channel.messenger.send(channel.address, FIRST, 1)

    for revision, page in enumerate((SECOND, WITHOUT_BUTTONS, FIRST), start=2):
        await channel.messenger.edit(channel.address, message, page, revision)
        assert channel.sees() == [sight_of(page)]


async def test_an_edit_to_the_same_page_is_no_error(channel: Channel) -> None:
    message = await channel.messenger.send(channel.address, FIRST, 1)

    await channel.messenger.edit(channel.address, message, FIRST, 1)
    await channel.messenger.edit(channel.address, message, FIRST, 1)

    assert channel.sees() == [sight_of(FIRST)]


async def test_a_page_without_buttons_is_shown(channel: Channel) -> None:
    await channel.messenger.send(channel.address, WITHOUT_BUTTONS, 1)

    assert channel.sees() == [sight_of(WITHOUT_BUTTONS)]


@pytest.mark.parametrize("words", MARKUP)
async def test_signs_of_markup_are_shown_as_they_are_written(channel: Channel, words: str) -> None:
    page = Page(words, ((Button("yes", words[:30]),),))

    message = await channel.messenger.send(channel.address, page, 1)
    assert channel.sees() == [sight_of(page)]
    await channel.messenger.edit(channel.address, message, Page(words), 2)

    assert channel.sees() == [(words, ())]


async def test_what_is_deleted_leaves_nothing_undone(channel: Channel) -> None:
    living = await channel.messenger.send(channel.address, FIRST, 1)
    hers = channel.hers()

    left = await channel.messenger.delete(channel.address, (hers, hers))

    assert tuple(left) == ()
    assert channel.sees() == [sight_of(FIRST)]
    await channel.messenger.edit(channel.address, living, SECOND, 2)
    assert channel.sees() == [sight_of(SECOND)]


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
