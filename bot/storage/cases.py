"""Cases in SQL, each sealed under a key of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import ColumnElement

from bot.domain.case import Case, CaseId
from bot.domain.retention import KEYS_KEPT, OVER_KEPT
from bot.domain.visitor import Pseudonym
from bot.storage.keys import KeyRing
from bot.storage.sealed import milliseconds_of
from bot.storage.sealed_cases import seal_case, unseal_case
from bot.storage.secrecy import Key, SealBrokenError
from bot.storage.tables import cases as table
from bot.storage.upsert import upsert


@dataclass(frozen=True, slots=True)
class CasesInSql:
    """The port, within one transaction; `doomed` keys are destroyed after its commit."""

    connection: AsyncConnection
    ring: KeyRing
    doomed: list[bytes] = field(default_factory=list)

    async def find(self, case_id: CaseId) -> Case | None:
        """Return a case; one whose key is gone is gone itself."""
        return next(iter(await self._all(table.c.id == case_id)), None)

    async def of(self, names: Sequence[Pseudonym]) -> Case | None:
        """Return the open case of a visitor who is here."""
        hers = table.c.visitor.in_(names)
        found = await self._all(hers, table.c.ended_at.is_(None), table.c.is_away.is_(False))
        return next(iter(found), None)

    async def save(self, case: Case) -> None:
        """Keep a case as it is now; over or away, no copy of what it held can be read."""
        key_id, key = await self._key_for(case)
        values = {
            "id": case.id,
            "visitor": case.visitor,
            "key": key_id,
            "sealed": seal_case(key, case),
            "status": case.status.value,
            "is_away": case.is_away,
            "opened_at": milliseconds_of(case.opened_at),
            "ended_at": milliseconds_of(case.ended_at) if case.ended_at else None,
        }
        await self.connection.execute(upsert(self.connection, table, values))

    async def forget(self, case_id: CaseId) -> None:
        """Forget a case; its key goes with the commit."""
        await self._forget(table.c.id == case_id)

    async def open(self) -> Sequence[Case]:
        """Return all that are not over, the earliest first."""
        return await self._all(table.c.ended_at.is_(None))

    async def over_since(self, moment: datetime) -> Sequence[Case]:
        """Return those that ended at or after a moment."""
        return await self._all(table.c.ended_at >= milliseconds_of(moment))

    async def forget_over_before(self, moment: datetime) -> None:
        """Forget those that ended before a moment."""
        await self._forget(table.c.ended_at < milliseconds_of(moment))

    async def _all(self, *which: ColumnElement[bool]) -> list[Case]:
        found = await self.connection.execute(
            select(table).where(*which).order_by(table.c.opened_at, table.c.id)
        )
        rows = found.all()
        keys = await self.ring.find_all({row.key for row in rows}) if rows else {}
        read = [await self._read(row, keys.get(row.key)) for row in rows]
        return [case for case in read if case is not None]

    async def _read(self, row: Row[Any], key: Key | None) -> Case | None:
        if key is not None:
            try:
                return unseal_case(key, row.sealed, row.visitor)
            except SealBrokenError:
                pass
        await self.forget(CaseId(row.id))
        return None

    async def _key_for(self, case: Case) -> tuple[bytes, Key]:
        rows = await self.connection.execute(
            select(table.c.key, table.c.is_away).where(table.c.id == case.id)
        )
        before = rows.one_or_none()
        goes_on = before and case.is_open and not case.is_away and not before.is_away
        key = await self.ring.find(before.key) if before and goes_on else None
        if before and key:
            return before.key, key
        self.doomed.extend([before.key] if before else [])
        return await self.ring.new(_latest(case), KEYS_KEPT if case.is_open else OVER_KEPT)

    async def _forget(self, which: ColumnElement[bool]) -> None:
        rows = await self.connection.execute(select(table.c.key).where(which))
        self.doomed.extend(row.key for row in rows)
        await self.connection.execute(delete(table).where(which))


def _latest(case: Case) -> datetime:
    """Return the last moment of which the case knows: its new key is as old."""
    known = (case.opened_at, case.offered_at, case.began_at, case.left_at, case.back_at)
    return max(moment for moment in (*known, case.ended_at) if moment is not None)
