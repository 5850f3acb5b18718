"""What editors have changed and published: drafts, locks, history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.editing import Alteration, Change, Deed, Draft, Lock
from bot.domain.operator import OperatorId
from bot.storage.sealed import milliseconds_of, moment
from bot.storage.tables import (
    knowledge_alterations,
    knowledge_changes,
    knowledge_drafts,
    knowledge_locks,
)
from bot.storage.upsert import upsert


@dataclass(frozen=True, slots=True)
class DraftsInSql:
    """The port, within one transaction. Knowledge is no visitor's word: it is kept as it is."""

    connection: AsyncConnection

    async def of(self, operator: OperatorId) -> Sequence[Draft]:
        """Return what an editor has changed, by file."""
        drafts = knowledge_drafts.c
        rows = await self.connection.execute(
            select(knowledge_drafts).where(drafts.operator == operator).order_by(drafts.file)
        )
        return [Draft(operator, row.file, row.base, row.text, moment(row.saved_at)) for row in rows]

    async def save(self, draft: Draft) -> None:
        """Keep a draft as it is now."""
        values = {
            "operator": draft.operator,
            "file": draft.file,
            "base": draft.base,
            "text": draft.text,
            "saved_at": milliseconds_of(draft.saved_at),
        }
        await self.connection.execute(upsert(self.connection, knowledge_drafts, values))

    async def forget(self, operator: OperatorId, file: str) -> None:
        """Forget a draft."""
        drafts = knowledge_drafts.c
        await self.connection.execute(
            delete(knowledge_drafts).where(drafts.operator == operator, drafts.file == file)
        )

    async def forget_before(self, moment: datetime) -> None:
        """Forget drafts that nobody has touched since."""
        await self.connection.execute(
            delete(knowledge_drafts).where(knowledge_drafts.c.saved_at < milliseconds_of(moment))
        )


@dataclass(frozen=True, slots=True)
class LocksInSql:
    """The port, within one transaction."""

    connection: AsyncConnection

    async def take(self, lock: Lock, now: datetime) -> Lock:
        """Take or renew a lock unless somebody else holds it; return the one that holds."""
        locks = knowledge_locks.c
        await self.connection.execute(
            delete(knowledge_locks).where(
                locks.file == lock.file,
                or_(locks.until <= milliseconds_of(now), locks.operator == lock.operator),
            )
        )
        # Of two that come at once only one finds no row: the other one's is not written.
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        await self.connection.execute(
            dialect.insert(knowledge_locks)
            .values(file=lock.file, operator=lock.operator, until=milliseconds_of(lock.until))
            .on_conflict_do_nothing()
        )
        rows = await self.connection.execute(select(knowledge_locks).where(locks.file == lock.file))
        return _lock(rows.one())

    async def all(self, now: datetime) -> Sequence[Lock]:
        """Return the locks that still hold, by file."""
        locks = knowledge_locks.c
        rows = await self.connection.execute(
            select(knowledge_locks).where(locks.until > milliseconds_of(now)).order_by(locks.file)
        )
        return [_lock(row) for row in rows]

    async def give_back(self, operator: OperatorId, file: str) -> None:
        """Give a lock back; somebody else's stays."""
        locks = knowledge_locks.c
        await self.connection.execute(
            delete(knowledge_locks).where(locks.operator == operator, locks.file == file)
        )


@dataclass(frozen=True, slots=True)
class HistoryInSql:
    """The port, within one transaction."""

    connection: AsyncConnection

    async def add(self, change: Change) -> int:
        """Keep a change under the next number, which is returned."""
        added = await self.connection.execute(
            insert(knowledge_changes).values(
                at=milliseconds_of(change.at),
                operator=change.operator,
                deed=change.deed.value,
                undoes=change.undoes,
            )
        )
        assert added.inserted_primary_key is not None
        number = int(added.inserted_primary_key[0])
        rows = [
            {"change": number, "file": each.file, "before": each.before, "after": each.after}
            for each in change.alterations
        ]
        if rows:
            await self.connection.execute(insert(knowledge_alterations), rows)
        return number

    async def find(self, number: int) -> Change | None:
        """Return a change."""
        wanted = select(knowledge_changes).where(knowledge_changes.c.number == number)
        rows = (await self.connection.execute(wanted)).all()
        return await self._change(rows[0]) if rows else None

    async def forget(self, number: int) -> None:
        """Forget a change."""
        await self.connection.execute(
            delete(knowledge_alterations).where(knowledge_alterations.c.change == number)
        )
        await self.connection.execute(
            delete(knowledge_changes).where(knowledge_changes.c.number == number)
        )

    async def latest(
        self, limit: int, *, file: str | None = None, before: int | None = None
    ) -> Sequence[Change]:
        """Return changes, the newest first."""
        changes, alterations = knowledge_changes.c, knowledge_alterations.c
        wanted = select(knowledge_changes).order_by(changes.number.desc()).limit(limit)
        if file is not None:
            of_file = select(alterations.change).where(alterations.file == file)
            wanted = wanted.where(changes.number.in_(of_file))
        if before is not None:
            wanted = wanted.where(changes.number < before)
        rows = (await self.connection.execute(wanted)).all()
        return [await self._change(row) for row in rows]

    async def forget_before(self, moment: datetime) -> None:
        """Forget changes of long ago."""
        old = select(knowledge_changes.c.number).where(
            knowledge_changes.c.at < milliseconds_of(moment)
        )
        alterations, changes = knowledge_alterations, knowledge_changes
        await self.connection.execute(delete(alterations).where(alterations.c.change.in_(old)))
        await self.connection.execute(delete(changes).where(changes.c.at < milliseconds_of(moment)))

    async def _change(self, row: Row[Any]) -> Change:
        alterations = knowledge_alterations.c
        rows = await self.connection.execute(
            select(knowledge_alterations)
            .where(alterations.change == row.number)
            .order_by(alterations.file)
        )
        return Change(
            number=row.number,
            at=moment(row.at),
            operator=OperatorId(row.operator) if row.operator is not None else None,
            deed=Deed(row.deed),
            alterations=tuple(Alteration(each.file, each.before, each.after) for each in rows),
            undoes=row.undoes,
        )


def _lock(row: Row[Any]) -> Lock:
    return Lock(row.file, OperatorId(row.operator), moment(row.until))
