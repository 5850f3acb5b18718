"""One task a chat, as long as something is to be repaired there."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, stop_after_delay
from tenacity.wait import wait_exponential_jitter

from bot.domain.errors import StoreError, UnreachableError
from bot.domain.visitor import Pseudonym

log = logging.getLogger(__name__)

FIRST_WAIT: Final = 0.2
LONGEST_WAIT: Final = 30.0
# After this the chat is left to the upkeep, which tries again every minute.
PATIENCE: Final = 600.0


class Couriers:
    """Runs deliveries side by side, but never two for one chat."""

    def __init__(self, deliver: Callable[[Pseudonym], Awaitable[None]]) -> None:
        """Take the use case that repairs one chat."""
        self._deliver = deliver
        self._tasks: dict[Pseudonym, asyncio.Task[None]] = {}
        self._asked: dict[Pseudonym, asyncio.Event] = {}
        self._group: asyncio.TaskGroup | None = None

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Work until the block ends; what is under way then is broken off and repaired later."""
        async with asyncio.TaskGroup() as group:
            self._group = group
            try:
                yield
            finally:
                for task in self._tasks.values():
                    task.cancel()
                self._group = None

    def poke(self, visitor: Pseudonym) -> None:
        """Have a chat looked at now, also while an earlier attempt waits to be repeated."""
        asked = self._asked.setdefault(visitor, asyncio.Event())
        asked.set()
        if visitor not in self._tasks and self._group is not None:
            task = self._group.create_task(self._work(visitor, asked))
            self._tasks[visitor] = task
            task.add_done_callback(lambda _: self._done(visitor))

    def _done(self, visitor: Pseudonym) -> None:
        self._tasks.pop(visitor, None)
        asked = self._asked.pop(visitor, None)
        if asked is not None and asked.is_set():
            self.poke(visitor)

    async def _work(self, visitor: Pseudonym, asked: asyncio.Event) -> None:
        async def interruptible(seconds: float) -> None:
            try:
                async with asyncio.timeout(seconds):
                    await asked.wait()
            except TimeoutError:
                pass

        while asked.is_set():
            try:
                async for attempt in AsyncRetrying(
                    retry=retry_if_exception_type((UnreachableError, StoreError)),
                    wait=_wait,
                    stop=stop_after_delay(PATIENCE),
                    sleep=interruptible,
                    reraise=True,
                ):
                    with attempt:
                        asked.clear()
                        await self._deliver(visitor)
            except (UnreachableError, StoreError):
                log.warning("a chat could not be repaired for now")
            except Exception as error:
                log.error("a delivery failed: %s", type(error).__name__)  # noqa: TRY400


@dataclass(slots=True)
class AtOnce:
    """Delivers only when told to settle, for a channel that draws in step with its reader."""

    deliver: Callable[[Pseudonym], Awaitable[None]]
    _asked: list[Pseudonym] = field(default_factory=list)

    def poke(self, visitor: Pseudonym) -> None:
        """Remember whom to look after."""
        self._asked.append(visitor)

    async def settle(self) -> None:
        """Look after everyone who was named."""
        while self._asked:
            await self.deliver(self._asked.pop())


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, UnreachableError) and error.retry_after is not None:
        return error.retry_after
    return wait_exponential_jitter(multiplier=FIRST_WAIT, max=LONGEST_WAIT, jitter=FIRST_WAIT)(
        state
    )
