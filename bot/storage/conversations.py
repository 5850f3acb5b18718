"""Conversations in SQL, each sealed under a key of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.visitor import Pseudonym
from bot.services.ports import Conversation
from bot.storage.keys import KeyRing
from bot.storage.sealed import milliseconds_of, moment, seal_words, unseal_words
from bot.storage.secrecy import SealBrokenError
from bot.storage.tables import conversations as table
from bot.storage.upsert import upsert


@dataclass(frozen=True, slots=True)
class ConversationsInSql:
    """The port, within one transaction; `doomed` keys are destroyed after its commit."""

    connection: AsyncConnection
    ring: KeyRing
    doomed: list[bytes] = field(default_factory=list)

    async def find(self, names: Sequence[Pseudonym]) -> Conversation | None:
        """Return the conversation of a visitor; one whose key is gone is gone itself."""
        rows = await self.connection.execute(select(table).where(table.c.visitor.in_(names)))
        for row in rows:
            key = await self.ring.find(row.key)
            if key is None:
                await self.forget(Pseudonym(row.visitor))
                continue
            try:
                state, page, channel = unseal_words(key, row.sealed)
            except SealBrokenError:
                await self.forget(Pseudonym(row.visitor))
                continue
            return Conversation(
                visitor=Pseudonym(row.visitor),
                state=state,
                page=page,
                revision=row.revision,
                began_at=moment(row.began_at),
                wipe_at=moment(row.wipe_at),
                channel=channel,
            )
        return None

    async def save(self, conversation: Conversation, *, under_new_key: bool = False) -> None:
        """Keep a conversation; under a new key, no copy of what it held before can be read."""
        found = await self.connection.execute(
            select(table.c.key).where(table.c.visitor == conversation.visitor)
        )
        key_id = found.scalar_one_or_none()
        key = await self.ring.find(key_id) if key_id and not under_new_key else None
        if key_id is None or key is None:
            self.doomed.extend([key_id] if key_id else [])
            key_id, key = await self.ring.new(conversation.began_at)
        values = {
            "visitor": conversation.visitor,
            "key": key_id,
            "sealed": seal_words(key, conversation.state, conversation.page, conversation.channel),
            "revision": conversation.revision,
            "began_at": milliseconds_of(conversation.began_at),
            "wipe_at": milliseconds_of(conversation.wipe_at),
        }
        await self.connection.execute(upsert(self.connection, table, values))

    async def forget(self, visitor: Pseudonym) -> None:
        """Forget a conversation; its key goes with the commit."""
        rows = await self.connection.execute(select(table.c.key).where(table.c.visitor == visitor))
        self.doomed.extend(row.key for row in rows)
        await self.connection.execute(delete(table).where(table.c.visitor == visitor))

    async def due(self, now: datetime) -> Sequence[Pseudonym]:
        """Return the visitors whose time is over."""
        rows = await self.connection.execute(
            select(table.c.visitor).where(table.c.wipe_at <= milliseconds_of(now))
        )
        return [Pseudonym(row.visitor) for row in rows]

    async def next_due(self) -> datetime | None:
        """Return the moment at which the next conversation is due."""
        found = await self.connection.execute(select(func.min(table.c.wipe_at)))
        earliest = found.scalar_one_or_none()
        return moment(earliest) if earliest is not None else None
