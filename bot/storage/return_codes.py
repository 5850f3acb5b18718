"""Return codes in SQL, by hash."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.case import CaseId
from bot.services.desk_ports import ReturnCode
from bot.storage.sealed import milliseconds_of, moment
from bot.storage.tables import return_codes as table
from bot.storage.upsert import upsert

MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class ReturnCodesInSql:
    """The port, within one transaction."""

    connection: AsyncConnection

    async def find(self, hashed: bytes) -> ReturnCode | None:
        """Return what is kept of a code."""
        rows = await self.connection.execute(select(table).where(table.c.hashed == hashed))
        row = rows.one_or_none()
        if row is None:
            return None
        return ReturnCode(
            hashed=row.hashed,
            case=CaseId(row.case_id),
            sealed=row.sealed,
            waited=row.waited * MILLISECOND,
            expires_at=moment(row.expires_at),
        )

    async def save(self, code: ReturnCode) -> None:
        """Keep a code."""
        values = {
            "hashed": code.hashed,
            "case_id": code.case,
            "sealed": code.sealed,
            "waited": code.waited // MILLISECOND,
            "expires_at": milliseconds_of(code.expires_at),
        }
        await self.connection.execute(upsert(self.connection, table, values))

    async def waited(self, case: CaseId, waited: timedelta) -> None:
        """Note how long somebody had waited when she went away."""
        await self.connection.execute(
            update(table).where(table.c.case_id == case).values(waited=waited // MILLISECOND)
        )

    async def forget(self, hashed: bytes) -> None:
        """Forget a code."""
        await self.connection.execute(delete(table).where(table.c.hashed == hashed))

    async def forget_before(self, moment: datetime) -> None:
        """Forget the codes that expired before a moment."""
        await self.connection.execute(
            delete(table).where(table.c.expires_at < milliseconds_of(moment))
        )
