"""One task a chat, as long as something is to be repaired there."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic
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
PATIENCE_AT_THE_END: Final = 2.0
# Seconds between two changes of a talk; Telegram takes about one a second in a chat.
PACE: Final = 1.0
# So long a call under way may hold up what is urgent.
PATIENCE_WITH_A_CALL: Final = 0.5


class Couriers:
    """Runs deliveries side by side, but never two for one chat."""

    def __init__(self, deliver: Callable[[Pseudonym], Awaitable[None]]) -> None:
        """Take the use case that repairs one chat."""
        self._deliver = deliver
        self._tasks: dict[Pseudonym, asyncio.Task[None]] = {}
        self._asked: dict[Pseudonym, Asked] = {}
        self._shown_at: dict[Pseudonym, float] = {}
        self._group: asyncio.TaskGroup | None = None

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Work until the block ends; what is under way then is broken off and repaired later."""
        async with asyncio.TaskGroup() as group:
            self._group = group
            try:
                yield
            finally:
                self._group = None
                if self._tasks:
                    # What is being wiped when the program stops should still be wiped.
                    await asyncio.wait(tuple(self._tasks.values()), timeout=PATIENCE_AT_THE_END)
                for task in self._tasks.values():
                    task.cancel()

    def poke(self, visitor: Pseudonym, *, urgent: bool = False, paced: bool = False) -> None:
        """Have a chat looked at now, also while an earlier attempt waits to be repeated.

        Only what is urgent does not wait as long as the channel asked us to. What is paced waits
        until a second after the last look, so that ten quick lines become few edits.
        """
        asked = self._asked.setdefault(visitor, Asked())
        asked.anything.set()
        if not paced:
            asked.at_once.set()
        if urgent:
            asked.urgently.set()
        if visitor not in self._tasks and self._group is not None:
            task = self._group.create_task(self._work(visitor, asked))
            self._tasks[visitor] = task
            task.add_done_callback(lambda _: self._done(visitor))

    def _done(self, visitor: Pseudonym) -> None:
        self._tasks.pop(visitor, None)
        asked = self._asked.pop(visitor, None)
        if asked is not None and asked.anything.is_set():
            self.poke(visitor, urgent=asked.urgently.is_set(), paced=not asked.at_once.is_set())
        elif visitor in self._shown_at:
            self._forget_later(visitor)

    def _forget_later(self, visitor: Pseudonym) -> None:
        """Forget when a chat was looked at, once it no longer matters."""

        def forget() -> None:
            if monotonic() - self._shown_at.get(visitor, 0) >= PACE:
                self._shown_at.pop(visitor, None)

        asyncio.get_running_loop().call_later(PACE * 2, forget)

    async def _paced(self, visitor: Pseudonym, asked: "Asked") -> None:
        """Wait until this chat may be changed again, unless something does not wait."""
        left = self._shown_at.get(visitor, 0) + PACE - monotonic()
        if left > 0 and not asked.at_once.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await asked.at_once.wait()

    async def _work(self, visitor: Pseudonym, asked: "Asked") -> None:
        while asked.anything.is_set():
            await self._paced(visitor, asked)
            try:
                async for attempt in AsyncRetrying(
                    retry=retry_if_exception_type((UnreachableError, StoreError)),
                    wait=_wait,
                    stop=stop_after_delay(PATIENCE),
                    sleep=asked.sleep,
                    reraise=True,
                ):
                    with attempt:
                        asked.clear()
                        await self._attempted(visitor, asked)
            except (UnreachableError, StoreError):
                log.warning("a chat could not be repaired for now")
            except Exception as error:
                log.error("a delivery failed: %s", type(error).__name__)  # noqa: TRY400

    async def _attempted(self, visitor: Pseudonym, asked: "Asked") -> None:
        """Deliver; a call that is under way does not hold up what is urgent for long."""
        delivering = asyncio.ensure_future(self._deliver(visitor))
        hurrying = asyncio.ensure_future(asked.urgently.wait())
        try:
            await asyncio.wait((delivering, hurrying), return_when=asyncio.FIRST_COMPLETED)
            if not delivering.done():
                await asyncio.wait((delivering,), timeout=PATIENCE_WITH_A_CALL)
            if delivering.done():
                delivering.result()
        except UnreachableError as error:
            asked.was_told_to_wait = error.retry_after is not None
            raise
        finally:
            self._shown_at[visitor] = monotonic()
            hurrying.cancel()
            delivering.cancel()
            await asyncio.wait((delivering,))


@dataclass(slots=True)
class Asked:
    """What has been asked for a chat since it was last looked at."""

    anything: asyncio.Event = field(default_factory=asyncio.Event)
    urgently: asyncio.Event = field(default_factory=asyncio.Event)
    at_once: asyncio.Event = field(default_factory=asyncio.Event)
    was_told_to_wait: bool = False

    def clear(self) -> None:
        """Begin to look."""
        self.anything.clear()
        self.urgently.clear()
        self.at_once.clear()
        self.was_told_to_wait = False

    async def sleep(self, seconds: float) -> None:
        """Wait before the next attempt, or until something is asked that may not wait."""
        awaited = self.urgently if self.was_told_to_wait else self.anything
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await awaited.wait()


@dataclass(slots=True)
class AtOnce:
    """Delivers only when told to settle, for a channel that draws in step with its reader."""

    deliver: Callable[[Pseudonym], Awaitable[None]]
    _asked: list[Pseudonym] = field(default_factory=list)

    def poke(self, visitor: Pseudonym, *, urgent: bool = False, paced: bool = False) -> None:
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
