"""What is in the chats, in SQL, each sealed under a key of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import and_, delete, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.visitor import Pseudonym
from bot.services.ports import Delivery
from bot.storage.keys import KeyRing
from bot.storage.sealed import milliseconds_of, seal_delivery, unseal_delivery
from bot.storage.secrecy import SealBrokenError
from bot.storage.tables import conversations
from bot.storage.tables import deliveries as table
from bot.storage.upsert import upsert


def is_open(delivery: Delivery) -> bool:
    """Tell whether something is still to be done in a chat, whatever it is to show."""
    sign_is_missing = delivery.sign_wanted and delivery.sign is None
    is_on_its_way = delivery.sending_after is not None
    return bool(delivery.farewell or delivery.going or is_on_its_way or sign_is_missing)


@dataclass(frozen=True, slots=True)
class DeliveriesInSql:
    """The port, within one transaction; `doomed` keys are destroyed after its commit."""

    connection: AsyncConnection
    ring: KeyRing
    doomed: list[bytes] = field(default_factory=list)

    async def find(self, names: Sequence[Pseudonym]) -> Delivery | None:
        """Return what is in a visitor's chat, as far as we can still read it."""
        rows = await self.connection.execute(select(table).where(table.c.visitor.in_(names)))
        for row in rows:
            key = await self.ring.find(row.key)
            if key is not None:
                try:
                    return unseal_delivery(key, row.sealed, row.visitor)
                except SealBrokenError:
                    pass
            await self.forget(Pseudonym(row.visitor))
        return None

    async def save(self, delivery: Delivery) -> None:
        """Keep it as it is now; a chat that begins anew gets a new key."""
        rows = await self.connection.execute(
            select(table.c.key, table.c.written_at).where(table.c.visitor == delivery.visitor)
        )
        before = rows.one_or_none()
        began = milliseconds_of(delivery.written_at)
        key_id = before.key if before and before.written_at == began else None
        key = await self.ring.find(key_id) if key_id else None
        if key_id is None or key is None:
            self.doomed.extend([before.key] if before else [])
            key_id, key = await self.ring.new(delivery.written_at)
        values = {
            "visitor": delivery.visitor,
            "key": key_id,
            "sealed": seal_delivery(key, delivery),
            "written_at": began,
            "shown": delivery.shown,
            "is_living": delivery.living is not None,
            "is_open": is_open(delivery),
            "asks": delivery.asks,
        }
        await self.connection.execute(upsert(self.connection, table, values))

    async def forget(self, visitor: Pseudonym) -> None:
        """Forget a chat; its key goes with the commit."""
        rows = await self.connection.execute(select(table.c.key).where(table.c.visitor == visitor))
        self.doomed.extend(row.key for row in rows)
        await self.connection.execute(delete(table).where(table.c.visitor == visitor))

    async def unfinished(self) -> Sequence[Pseudonym]:
        """Return the chats that do not show what they should, where something can be sent."""
        joined = table.outerjoin(conversations, conversations.c.visitor == table.c.visitor)
        nobody = conversations.c.visitor.is_(None)
        rows = await self.connection.execute(
            select(table.c.visitor)
            .select_from(joined)
            .where(
                or_(
                    table.c.is_open,
                    and_(nobody, table.c.is_living),
                    and_(not_(table.c.asks), table.c.shown != conversations.c.revision),
                )
            )
        )
        return [Pseudonym(row.visitor) for row in rows]

    async def older_than(self, moment: datetime) -> Sequence[Pseudonym]:
        """Return the chats which we can no longer change."""
        rows = await self.connection.execute(
            select(table.c.visitor).where(table.c.written_at < milliseconds_of(moment))
        )
        return [Pseudonym(row.visitor) for row in rows]
