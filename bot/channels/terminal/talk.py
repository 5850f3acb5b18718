"""Draws the living screen in a terminal and reads what is typed."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.conversation import Event, Looked, Picked, Started, Typed
from bot.domain.page import Page
from bot.domain.privacy import Confidential
from bot.domain.visitor import Address
from bot.services.ports import Arrival

CHANNEL: Final = "terminal"
HERE: Final = Address(CHANNEL, "here")
CLEARED: Final = "\x1b[2J\x1b[3J\x1b[H"
RULE: Final = "─" * 60
THE_MESSAGE: Final = 1


@dataclass(slots=True)
class TerminalMessenger:
    """The port over a terminal: there is one message, and it is always the newest."""

    page: Page | None = None
    revision: int = -1

    async def send(self, address: Address, page: Page, revision: int) -> int:
        """Draw a page."""
        await self.edit(address, THE_MESSAGE, page, revision)
        return THE_MESSAGE

    async def edit(self, address: Address, message: int, page: Page, revision: int) -> None:
        """Draw a page in the place of the one before."""
        self.page, self.revision = page, revision

    async def delete(self, address: Address, messages: Iterable[int]) -> Sequence[int]:
        """Do nothing: what was typed is wiped with the next drawing."""
        return ()


async def talk(
    messenger: TerminalMessenger,
    converse: Callable[[Arrival], Awaitable[None]],
    first: Sequence[Event] = (),
) -> None:
    """Play the conversation until the input ends or the visitor leaves.

    `first` is what happens before she sees anything; `converse` returns when all is drawn.
    """
    is_screen = sys.stdout.isatty()
    for event in (Started(), *first):
        await converse(Arrival(HERE, event))
    while messenger.page is not None:
        _draw(messenger.page, is_screen=is_screen)
        if not messenger.page.rows:
            return
        words = await asyncio.to_thread(_read)
        if words is None:
            return
        event = _event(words, messenger.page)
        await converse(Arrival(HERE, event, revision=messenger.revision))


def _event(words: str, page: Page) -> Event:
    buttons = page.buttons
    number = int(words) if words.isascii() and words.isdecimal() and len(words) <= 2 else 0  # noqa: PLR2004
    if 1 <= number <= len(buttons):
        return Picked(buttons[number - 1].id, keepsake=page.keepsake)
    if words.split(maxsplit=1)[:1] == ["/start"]:
        return Started()
    return Typed(Confidential(words)) if words.strip() else Looked(keepsake=page.keepsake)


def _draw(page: Page, *, is_screen: bool) -> None:
    numbers = iter(range(1, len(page.buttons) + 1))
    rows = ["   ".join(f"[{next(numbers)}] {button.label}" for button in row) for row in page.rows]
    print(CLEARED if is_screen else RULE)
    print(page.text, *(["", *rows] if rows else []), "", sep="\n")


def _read() -> str | None:
    try:
        return input("> " if sys.stdin.isatty() else "")
    except EOFError:
        return None
