"""Draws the living screen in a terminal and reads what is typed."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from threading import Thread
from typing import Final

from bot.domain.conversation import Event, Looked, Picked, Started, Typed
from bot.domain.page import Page
from bot.domain.privacy import Confidential
from bot.domain.visitor import Address
from bot.services.ports import Arrival

CHANNEL: Final = "terminal"
CLEARED: Final = "\x1b[2J\x1b[3J\x1b[H"
RULE: Final = "─" * 60
THE_MESSAGE: Final = 1


@dataclass(slots=True)
class TerminalMessenger:
    """The port over a terminal: there is one message, and it is always the newest."""

    page: Page | None = None
    revision: int = -1
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    signs: int = 0

    async def send(self, address: Address, page: Page, revision: int) -> int:
        """Draw a page; a silent neutral line beside it only rings no bell here."""
        if revision < 0 and self.page is not None:
            self.signs += 1
            return THE_MESSAGE + self.signs
        await self.edit(address, THE_MESSAGE, page, revision)
        return THE_MESSAGE

    async def edit(self, address: Address, message: int, page: Page, revision: int) -> None:
        """Draw a page in the place of the one before."""
        if message == THE_MESSAGE:
            self.page, self.revision = page, revision
            self.changed.set()

    async def delete(self, address: Address, messages: Iterable[int]) -> Sequence[int]:
        """Do nothing: what was typed is wiped with the next drawing."""
        return ()


async def talk(
    messenger: TerminalMessenger,
    converse: Callable[[Arrival], Awaitable[None]],
    address: Address,
    first: Sequence[Event] = (),
) -> None:
    """Play the conversation until the input ends or the visitor leaves.

    `first` is what happens before she sees anything; `converse` returns when all is drawn. What
    others change is drawn while she types.
    """
    is_screen = sys.stdout.isatty()
    for event in (Started(), *first):
        await converse(Arrival(address, event))
    said = _listening()
    while messenger.page is not None:
        messenger.changed.clear()
        _draw(messenger.page, is_screen=is_screen)
        if not messenger.page.rows:
            return
        words = await _next(said, messenger)
        if words is END:
            return
        if isinstance(words, str):
            event = _event(words, messenger.page)
            await converse(Arrival(address, event, revision=messenger.revision))


END: Final = object()


async def _next(said: "asyncio.Queue[object]", messenger: TerminalMessenger) -> object:
    """Return the next line, END, or None where the page has changed before anything was typed."""
    typing = asyncio.ensure_future(said.get())
    changing = asyncio.ensure_future(messenger.changed.wait())
    try:
        await asyncio.wait((typing, changing), return_when=asyncio.FIRST_COMPLETED)
        return typing.result() if typing.done() else None
    finally:
        typing.cancel()
        changing.cancel()


def _listening() -> "asyncio.Queue[object]":
    """Read in a thread of its own, which does not hold up the end of the program."""
    said: asyncio.Queue[object] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def read() -> None:
        while not loop.is_closed():
            try:
                line = sys.stdin.readline()
            except (OSError, ValueError):
                # The terminal itself is gone.
                line = ""
            word: object = line.removesuffix("\n") if line else END
            try:
                loop.call_soon_threadsafe(said.put_nowait, word)
            except RuntimeError:
                return
            if word is END:
                return

    Thread(target=read, daemon=True).start()
    return said


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
    if is_screen and page.rows:
        print("> ", end="", flush=True)
