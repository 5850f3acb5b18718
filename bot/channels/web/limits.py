"""How much one browser, and all of them together, may ask for; nobody is asked who she is."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter

from bot.channels.web.messenger import WebMessenger
from bot.domain.visitor import Address

# Somebody who answers quickly needs fewer; whoever does more waits a second with each.
AT_EASE: Final = RateLimitItemPerMinute(30)
PAUSE: Final = 1.0
# Only a script does more than that.
ACTS: Final = RateLimitItemPerMinute(90)
LOOKS: Final = RateLimitItemPerMinute(150)
# New sessions in all: what one machine can serve while a whole country writes.
BEGINNINGS: Final = RateLimitItemPerMinute(600)
WINDOWS_OF_ONE: Final = 4
WINDOWS_IN_ALL: Final = 2000
EVERYBODY: Final = "everybody"


@dataclass(frozen=True, slots=True)
class Limits:
    """Counts in memory only, by what a session is called in the store, and forgets by itself."""

    messenger: WebMessenger
    # Counters are swept cheaply; a list of moments for each key would be sorted in threads.
    limiter: SlidingWindowCounterRateLimiter = field(
        default_factory=lambda: SlidingWindowCounterRateLimiter(MemoryStorage())
    )
    rest: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def may_act(self, address: Address, *, at_once: bool = False) -> bool:
        """Count something that she does; False where it is too much.

        Whoever is quick is slowed down first, but never where it is of danger.
        """
        if not await self.limiter.hit(ACTS, "act", address.chat):
            return False
        if not await self.limiter.hit(AT_EASE, "ease", address.chat) and not at_once:
            await self.rest(PAUSE)
        return True

    async def may_look(self, address: Address) -> bool:
        """Count a look at her page; False where it is too much."""
        return await self.limiter.hit(LOOKS, "look", address.chat)

    async def may_begin(self) -> bool:
        """Count a new session among all; False where there are too many at once."""
        return await self.limiter.hit(BEGINNINGS, "begin", EVERYBODY)

    def may_open(self, address: Address) -> bool:
        """Tell whether one more stream may be open."""
        in_all = self.messenger.windows()
        return in_all < WINDOWS_IN_ALL and self.messenger.windows(address) < WINDOWS_OF_ONE
