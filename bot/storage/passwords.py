"""Passwords hashed with argon2id, beside the loop and a few at a time."""

import asyncio
from dataclasses import dataclass, field
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

# Each hash takes 64 MiB for a moment; more at once would only starve the talks.
AT_ONCE: Final = 2


def _hasher() -> PasswordHasher:
    return PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)


@dataclass(slots=True)
class ArgonPasswords:
    """The port over argon2-cffi."""

    hasher: PasswordHasher = field(default_factory=_hasher)
    _room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    _nobodys: str = ""

    async def hashed(self, password: str) -> str:
        """Return the hash, with its salt and its costs in it."""
        async with self._room:
            return await asyncio.to_thread(self.hasher.hash, _plain(password))

    async def fits(self, hashed: str, password: str) -> bool:
        """Compare; where there is no hash, the same work is done for nobody's."""
        if not self._nobodys:
            self._nobodys = await self.hashed("nobody's password")
        async with self._room:
            same = await asyncio.to_thread(self._verify, hashed or self._nobodys, password)
        return same and bool(hashed)

    def _verify(self, hashed: str, password: str) -> bool:
        try:
            return self.hasher.verify(hashed, _plain(password))
        except (Argon2Error, InvalidHashError):
            return False


def _plain(password: str) -> bytes:
    return password.encode("utf-8", "replace")
