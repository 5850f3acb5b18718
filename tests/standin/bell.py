"""One lock for the whole stand-in, and a bell that wakes whoever waits for a change."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Found = TypeVar("Found")


class Bell:
    """Guards what is shared, and wakes waiters in every thread and every event loop."""

    def __init__(self) -> None:
        self._condition = threading.Condition(threading.RLock())
        self._sleepers: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()

    @contextmanager
    def still(self) -> Iterator[None]:
        """Hold everything as it is while looking at it."""
        with self._condition:
            yield

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Hold everything while changing it, and ring afterwards."""
        with self._condition:
            try:
                yield
            finally:
                self.ring()

    def ring(self) -> None:
        """Wake all who wait, so that they look again."""
        with self._condition:
            self._condition.notify_all()
            sleepers, self._sleepers = self._sleepers, set()
            for loop, woken in sleepers:
                if not loop.is_closed():
                    loop.call_soon_threadsafe(woken.set)

    async def until(self, look: Callable[[], Found | None], timeout: float | None) -> Found:
        """Wait until `look` finds something, and return it; TimeoutError otherwise."""
        async with asyncio.timeout(timeout):
            while True:
                sleeper = (asyncio.get_running_loop(), asyncio.Event())
                with self._condition:
                    if found := look():
                        return found
                    self._sleepers.add(sleeper)
                try:
                    await sleeper[1].wait()
                finally:
                    with self._condition:
                        self._sleepers.discard(sleeper)

    def wait(self, look: Callable[[], Found | None], timeout: float | None) -> Found:
        """Wait in this thread until `look` finds something; TimeoutError otherwise."""
        with self._condition:
            found = self._condition.wait_for(look, timeout)
            if not found:
                raise TimeoutError
            return found
