"""What is written down about the desk: the audit, wrong tries, counts of cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.danger import Band
from bot.domain.language import Language
from bot.domain.operator import OperatorId
from bot.domain.retention import TRIES_KEPT
from bot.services.desk_ports import Act, Count, Noted
from bot.storage.sealed import milliseconds_of, moment
from bot.storage.tables import audit, case_counts, tries
from bot.storage.upsert import upsert


@dataclass(frozen=True, slots=True)
class AuditInSql:
    """The port, within one transaction."""

    connection: AsyncConnection

    async def note(self, entry: Noted) -> None:
        """Write an entry down."""
        await self.connection.execute(
            insert(audit).values(
                at=milliseconds_of(entry.at),
                act=entry.act.value,
                operator=entry.operator,
                case_code=entry.case,
                detail=entry.detail,
            )
        )

    async def latest(self, limit: int, before: datetime | None = None) -> Sequence[Noted]:
        """Return the last entries, the newest first."""
        wanted = select(audit).order_by(audit.c.at.desc(), audit.c.number.desc()).limit(limit)
        if before is not None:
            wanted = wanted.where(audit.c.at < milliseconds_of(before))
        return [
            Noted(
                at=moment(row.at),
                act=Act(row.act),
                operator=OperatorId(row.operator) if row.operator is not None else None,
                case=row.case_code,
                detail=row.detail,
            )
            for row in await self.connection.execute(wanted)
        ]

    async def forget_before(self, moment: datetime) -> None:
        """Forget entries of long ago."""
        await self.connection.execute(delete(audit).where(audit.c.at < milliseconds_of(moment)))


@dataclass(frozen=True, slots=True)
class TriesInSql:
    """The port, within one transaction."""

    connection: AsyncConnection

    async def wrong(self, name: str, now: datetime) -> int:
        """Count one more, and return how many there are."""
        times = (await self.count(name, now))[0] + 1
        values = {"name": name, "times": times, "last_at": milliseconds_of(now)}
        await self.connection.execute(upsert(self.connection, tries, values))
        return times

    async def count(self, name: str, now: datetime) -> tuple[int, datetime | None]:
        """Return how many wrong tries are remembered, and when the last one was."""
        rows = await self.connection.execute(
            select(tries.c.times, tries.c.last_at).where(
                tries.c.name == name, tries.c.last_at > milliseconds_of(now - TRIES_KEPT)
            )
        )
        row = rows.one_or_none()
        return (row.times, moment(row.last_at)) if row else (0, None)

    async def right(self, name: str) -> None:
        """Forget the wrong tries of a name."""
        await self.connection.execute(delete(tries).where(tries.c.name == name))

    async def forget_before(self, moment: datetime) -> None:
        """Forget tries of long ago."""
        await self.connection.execute(
            delete(tries).where(tries.c.last_at < milliseconds_of(moment))
        )


@dataclass(frozen=True, slots=True)
class CaseCountsInSql:
    """The port, within one transaction."""

    connection: AsyncConnection

    async def add(self, count: Count) -> None:
        """Add to the count of cases of one kind."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        statement = dialect.insert(case_counts).values(
            day=count.day,
            hour=count.hour,
            band=int(count.band),
            language=count.language.value,
            region=count.region,
            outcome=count.outcome,
            bucket=count.bucket,
            times=count.times,
        )
        await self.connection.execute(
            statement.on_conflict_do_update(
                index_elements=list(case_counts.primary_key),
                set_={"times": case_counts.c.times + statement.excluded.times},
            )
        )

    async def since(self, day: str) -> Sequence[Count]:
        """Return the counts since a day, in the order of time."""
        rows = await self.connection.execute(
            select(case_counts).where(case_counts.c.day >= day).order_by(*case_counts.primary_key)
        )
        return [
            Count(
                day=row.day,
                hour=row.hour,
                band=Band(row.band),
                language=Language(row.language),
                region=row.region,
                outcome=row.outcome,
                bucket=row.bucket,
                times=row.times,
            )
            for row in rows
        ]

    async def forget_before(self, day: str) -> None:
        """Forget counts of long ago."""
        await self.connection.execute(delete(case_counts).where(case_counts.c.day < day))
