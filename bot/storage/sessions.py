"""Signed-in browsers, set-up links and used second factors in SQL."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.operator import OperatorId
from bot.services.desk_ports import Invitation, Session
from bot.storage.operators import seal_totp, unseal_totp
from bot.storage.sealed import milliseconds_of, moment
from bot.storage.secrecy import MasterKey
from bot.storage.tables import invitations, sessions, totp_steps
from bot.storage.upsert import upsert

# A second factor is good for a few steps of half a minute; older ones need not be remembered.
STEPS_REMEMBERED: Final = 20


@dataclass(frozen=True, slots=True)
class SessionsInSql:
    """The port, within one transaction."""

    connection: AsyncConnection
    master: MasterKey

    async def find(self, hashed: bytes) -> Session | None:
        """Return a signed-in browser."""
        rows = await self.connection.execute(select(sessions).where(sessions.c.hashed == hashed))
        row = rows.one_or_none()
        if row is None:
            return None
        return Session(
            hashed=row.hashed,
            operator=OperatorId(row.operator),
            csrf=row.csrf,
            began_at=moment(row.began_at),
            seen_at=moment(row.seen_at),
        )

    async def save(self, session: Session) -> None:
        """Keep a signed-in browser as it is now."""
        values = {
            "hashed": session.hashed,
            "operator": session.operator,
            "csrf": session.csrf,
            "began_at": milliseconds_of(session.began_at),
            "seen_at": milliseconds_of(session.seen_at),
        }
        await self.connection.execute(upsert(self.connection, sessions, values))

    async def forget(self, hashed: bytes) -> None:
        """Sign a browser out."""
        await self.connection.execute(delete(sessions).where(sessions.c.hashed == hashed))

    async def forget_all_of(self, operator: OperatorId) -> None:
        """Sign all browsers of an operator out."""
        await self.connection.execute(delete(sessions).where(sessions.c.operator == operator))

    async def forget_unseen_since(self, moment: datetime) -> None:
        """Sign out the browsers that were last seen before a moment."""
        await self.connection.execute(
            delete(sessions).where(sessions.c.seen_at < milliseconds_of(moment))
        )

    async def invite(self, invitation: Invitation) -> None:
        """Keep an invitation; an older one of the same operator is forgotten."""
        await self.forget_invitations_of(invitation.operator)
        await self.connection.execute(
            insert(invitations).values(
                hashed=invitation.hashed,
                operator=invitation.operator,
                totp=seal_totp(self.master, invitation.operator, invitation.totp),
                expires_at=milliseconds_of(invitation.expires_at),
            )
        )

    async def invitation(self, hashed: bytes) -> Invitation | None:
        """Return an invitation."""
        rows = await self.connection.execute(
            select(invitations).where(invitations.c.hashed == hashed)
        )
        row = rows.one_or_none()
        if row is None:
            return None
        operator = OperatorId(row.operator)
        totp = unseal_totp(self.master, operator, row.totp)
        return Invitation(row.hashed, operator, totp, moment(row.expires_at))

    async def forget_invitations_of(self, operator: OperatorId) -> None:
        """Forget the invitations of an operator."""
        await self.connection.execute(delete(invitations).where(invitations.c.operator == operator))

    async def take_totp(self, operator: OperatorId, step: int) -> bool:
        """Note that a time step of the second factor is used; False if it was before."""
        hers = totp_steps.c.operator == operator
        await self.connection.execute(
            delete(totp_steps).where(hers, totp_steps.c.step < step - STEPS_REMEMBERED)
        )
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        result = await self.connection.execute(
            dialect.insert(totp_steps).values(operator=operator, step=step).on_conflict_do_nothing()
        )
        return bool(result.rowcount)
