"""Keys of all that is sealed, in a file of their own; losing a key is forgetting."""

import os
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.retention import KEYS_KEPT
from bot.storage.sealed import milliseconds_of
from bot.storage.secrecy import Key, MasterKey, SealBrokenError
from bot.storage.tables import keys

WRAPPING = b"key wrapping"
ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Makes, finds and destroys keys, each wrapped by the master key."""

    engine: AsyncEngine
    master: MasterKey

    async def new(self, now: datetime, kept: timedelta = KEYS_KEPT) -> tuple[bytes, Key]:
        """Return a new key and its id; it is kept no longer than it may be used."""
        key_id, key = os.urandom(ID_BYTES), Key.new()
        wrapped = self.master.derived(WRAPPING).seal(key.secret, key_id)
        expires_at = milliseconds_of(now + kept)
        async with self.engine.begin() as connection:
            await connection.execute(
                insert(keys).values(id=key_id, wrapped=wrapped, expires_at=expires_at)
            )
        return key_id, key

    async def find(self, key_id: bytes) -> Key | None:
        """Return a key, unless it has been destroyed or belongs to another master key."""
        return (await self.find_all((key_id,))).get(key_id)

    async def find_all(self, ids: Collection[bytes]) -> Mapping[bytes, Key]:
        """Return those keys of a few that can still be found, by id."""
        wanted = select(keys.c.id, keys.c.wrapped).where(keys.c.id.in_(ids))
        async with self.engine.connect() as connection:
            rows = (await connection.execute(wanted)).all()
        wrapping, found = self.master.derived(WRAPPING), {}
        for key_id, wrapped in rows:
            with suppress(SealBrokenError):
                found[key_id] = Key(wrapping.unseal(wrapped, key_id))
        return found

    async def destroy(self, ids: Iterable[bytes]) -> None:
        """Destroy keys; the file overwrites what it deletes."""
        doomed = tuple(ids)
        if doomed:
            async with self.engine.begin() as connection:
                await connection.execute(delete(keys).where(keys.c.id.in_(doomed)))

    async def destroy_but(self, used: Iterable[bytes], now: datetime) -> None:
        """Destroy what has expired and what no row uses any more."""
        in_use = set(used)
        async with self.engine.begin() as connection:
            rows = await connection.execute(select(keys.c.id, keys.c.expires_at))
            moment = milliseconds_of(now)
            doomed = [key_id for key_id, until in rows if key_id not in in_use or until <= moment]
            for key_id in doomed:
                await connection.execute(delete(keys).where(keys.c.id == key_id))
