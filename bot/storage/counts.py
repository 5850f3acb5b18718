"""Numbers of handled updates, and counts without any person in them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime

from sqlalchemy import Table, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.meaning import Features
from bot.storage.sealed import milliseconds_of
from bot.storage.tables import handled_updates, not_understood, unanswered_calls


@dataclass(frozen=True, slots=True)
class HandledInSql:
    """The port, within one transaction."""

    connection: AsyncConnection

    async def first_time(self, channel: str, number: int, now: datetime) -> bool:
        """Note an update; False if it was noted before."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        result = await self.connection.execute(
            dialect.insert(handled_updates)
            .values(channel=channel, number=number, handled_at=milliseconds_of(now))
            .on_conflict_do_nothing()
        )
        return bool(result.rowcount)

    async def forget_before(self, moment: datetime) -> None:
        """Forget numbers that no channel repeats any more."""
        await self.connection.execute(
            delete(handled_updates).where(handled_updates.c.handled_at < milliseconds_of(moment))
        )


@dataclass(frozen=True, slots=True)
class CountsInSql:
    """The port, within one transaction."""

    connection: AsyncConnection

    async def unanswered(self, phone: str, day: str) -> None:
        """Count one call that nobody answered."""
        await self._count(unanswered_calls, day=day, phone=phone)

    async def unanswered_since(self, day: str) -> Sequence[tuple[str, str, int]]:
        """Return phone, day and how often nobody answered, for every day since a day."""
        calls = unanswered_calls.c
        rows = await self.connection.execute(
            select(calls.phone, calls.day, calls.times)
            .where(calls.day >= day)
            .order_by(calls.phone, calls.day)
        )
        return [(row.phone, row.day, row.times) for row in rows]

    async def not_understood(self, features: Features, day: str) -> None:
        """Count words that were not understood."""
        await self._count(not_understood, day=day, **asdict(features))

    async def not_understood_since(self, day: str) -> Sequence[tuple[Features, int]]:
        """Return how often words of which features were not understood since a day."""
        columns = [not_understood.c[field.name] for field in fields(Features)]
        times = func.sum(not_understood.c.times)
        rows = await self.connection.execute(
            select(*columns, times)
            .where(not_understood.c.day >= day)
            .group_by(*columns)
            .order_by(times.desc(), *columns)
        )
        return [(Features(*row[:-1]), int(row[-1])) for row in rows]

    async def forget_before(self, day: str) -> None:
        """Forget counts of long ago."""
        for table in (unanswered_calls, not_understood):
            await self.connection.execute(delete(table).where(table.c.day < day))

    async def _count(self, table: Table, **named: str) -> None:
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        statement = dialect.insert(table).values(**named, times=1)
        await self.connection.execute(
            statement.on_conflict_do_update(
                index_elements=list(named), set_={"times": table.c.times + 1}
            )
        )
