"""Tells the pages of the desk, in this process, that something has changed."""

import asyncio
from dataclasses import dataclass, field

from bot.domain.case import CaseId


@dataclass(slots=True)
class LiveDesks:
    """A number that grows with every change, and a bell for those who wait for it to grow."""

    version: int = 0
    _sleepers: set[asyncio.Event] = field(default_factory=set)

    def changed(self, case: CaseId | None = None) -> None:
        """Wake everyone who waits; each looks for what concerns them."""
        self.version += 1
        sleepers, self._sleepers = self._sleepers, set()
        for woken in sleepers:
            woken.set()

    async def wait(self, since: int) -> int:
        """Return the newest number as soon as it is greater than `since`."""
        while self.version <= since:
            woken = asyncio.Event()
            self._sleepers.add(woken)
            try:
                await woken.wait()
            finally:
                self._sleepers.discard(woken)
        return self.version
