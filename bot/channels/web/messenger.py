"""Pages handed to the browsers that are open; to the others nothing can be sent."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from bot.channels.web.session import CHANNEL
from bot.domain.errors import AwayError, UnreachableError
from bot.domain.page import Page
from bot.domain.visitor import Address
from bot.services.showing import THE_PAGE

# A sign lies beside the page, which is the whole chat.
THE_SIGN: Final = THE_PAGE + 1
# Seconds in which an open browser has taken what is handed to it.
PATIENCE: Final = 5.0


class Kind(Enum):
    """What is handed to a browser."""

    SCREEN = "screen"
    SIGN = "sign"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Handed:
    """Something for a browser to show; `taken` is done when it has been sent there."""

    kind: Kind
    page: Page
    revision: int
    taken: "asyncio.Future[None]"


@dataclass(slots=True, eq=False)
class Window:
    """One open browser of a visitor."""

    _coming: "asyncio.Queue[Handed]" = field(default_factory=asyncio.Queue)
    _under_way: list[Handed] = field(default_factory=list)

    def hand(self, kind: Kind, page: Page, revision: int) -> "asyncio.Future[None]":
        """Hand something over; the result is done once it has been sent."""
        taken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._coming.put_nowait(Handed(kind, page, revision, taken))
        return taken

    async def sights(self) -> AsyncIterator[Handed]:
        """Yield what is to be shown, the newest where several came at once, until she has left."""
        has_left = False
        while not has_left:
            self._under_way.append(await self._coming.get())
            self._take_over()
            for each in _worth_showing(tuple(self._under_way)):
                yield each
            # Whoever asks for the next one has sent these.
            for each in self._under_way:
                if not each.taken.done():
                    each.taken.set_result(None)
            has_left = any(each.kind is Kind.LEFT for each in self._under_way)
            self._under_way.clear()

    def close(self) -> None:
        """Tell those who wait that nothing more is taken here, nor what was being sent."""
        self._take_over()
        for each in self._under_way:
            each.taken.cancel()

    def _take_over(self) -> None:
        while not self._coming.empty():
            self._under_way.append(self._coming.get_nowait())


@dataclass(slots=True)
class WebMessenger:
    """The port over open browsers; what nobody looks at raises AwayError."""

    _windows: dict[str, list[Window]] = field(default_factory=dict)

    @contextmanager
    def window(self, address: Address) -> Iterator[Window]:
        """Open a browser's window as long as the block."""
        window = Window()
        self._windows.setdefault(address.chat, []).append(window)
        try:
            yield window
        finally:
            window.close()
            left = self._windows[address.chat]
            left.remove(window)
            if not left:
                del self._windows[address.chat]

    def windows(self, address: Address | None = None) -> int:
        """Count the open windows of a visitor, or all of them."""
        if address is not None:
            return len(self._windows.get(address.chat, ()))
        return sum(len(each) for each in self._windows.values())

    def open_to(self) -> tuple[Address, ...]:
        """Return whom an open window belongs to."""
        return tuple(Address(CHANNEL, chat) for chat in self._windows)

    async def send(self, address: Address, page: Page, revision: int) -> int:
        """Show a page; one without a revision is the neutral sign of an answer."""
        if revision < 0:
            await self._hand(address, Kind.SIGN, page, revision)
            return THE_SIGN
        await self._hand(address, Kind.SCREEN, page, revision)
        return THE_PAGE

    async def edit(self, address: Address, message: int, page: Page, revision: int) -> None:
        """Show a page instead of the one before; one without a revision is the neutral one."""
        if message == THE_PAGE:
            kind = Kind.SCREEN if revision >= 0 else Kind.LEFT
            await self._hand(address, kind, page, revision)

    async def delete(self, address: Address, messages: Iterable[int]) -> Sequence[int]:
        """Do nothing: there is one page, and nothing of hers beside it."""
        return ()

    async def _hand(self, address: Address, kind: Kind, page: Page, revision: int) -> None:
        """Hand something to all her windows; one that takes it is enough."""
        windows = tuple(self._windows.get(address.chat, ()))
        if not windows:
            raise AwayError
        taken = {window.hand(kind, page, revision) for window in windows}
        until = asyncio.get_running_loop().time() + PATIENCE
        while taken:
            left = until - asyncio.get_running_loop().time()
            done, taken = await asyncio.wait(
                taken, timeout=left, return_when=asyncio.FIRST_COMPLETED
            )
            if any(not each.cancelled() for each in done):
                return
            if not done:
                raise UnreachableError
        raise AwayError


def _worth_showing(handed: Sequence[Handed]) -> Iterator[Handed]:
    """Return the newest screen, and whatever is not a screen."""
    screens = [each for each in handed if each.kind is Kind.SCREEN]
    yield from (each for each in handed if each.kind is not Kind.SCREEN or each is screens[-1])
