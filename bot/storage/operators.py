"""Accounts of the desk in SQL."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import StoreError
from bot.domain.language import Language
from bot.domain.operator import Operator, OperatorId, Presence, Role
from bot.storage.sealed import milliseconds_of, moment
from bot.storage.secrecy import MasterKey, SealBrokenError
from bot.storage.tables import operators as table

TOTP: Final = b"second factor"


def folded(name: str) -> str:
    """Return a name as it is compared: in whatever case and form it is written."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).strip()


def seal_totp(master: MasterKey, operator: OperatorId, totp: str) -> bytes:
    """Seal the secret of a second factor; nothing remains nothing."""
    if not totp:
        return b""
    return master.derived(TOTP).seal(totp.encode(), f"operator {operator}".encode())


def unseal_totp(master: MasterKey, operator: OperatorId, sealed: bytes) -> str:
    """Return the secret; under another master key there is none."""
    if not sealed:
        return ""
    try:
        return master.derived(TOTP).unseal(sealed, f"operator {operator}".encode()).decode()
    except SealBrokenError:
        return ""


@dataclass(frozen=True, slots=True)
class OperatorsInSql:
    """The port, within one transaction."""

    connection: AsyncConnection
    master: MasterKey

    async def find(self, operator: OperatorId) -> Operator | None:
        """Return the account of a number."""
        rows = await self.connection.execute(select(table).where(table.c.id == operator))
        row = rows.one_or_none()
        return self._read(row) if row else None

    async def named(self, name: str) -> Operator | None:
        """Return the account of a name, in whatever case it is written."""
        rows = await self.connection.execute(select(table).where(table.c.folded == folded(name)))
        row = rows.one_or_none()
        return self._read(row) if row else None

    async def all(self) -> Sequence[Operator]:
        """Return all accounts by number."""
        rows = await self.connection.execute(select(table).order_by(table.c.id))
        return [self._read(row) for row in rows]

    async def add(self, name: str, role: Role, languages: tuple[Language, ...]) -> Operator:
        """Make an account that is yet to be set up; raises StoreError for a name in use."""
        fresh = Operator(OperatorId(0), name, role, languages)
        await self._must_be_free(fresh)
        result = await self.connection.execute(insert(table).values(self._values(fresh)))
        assert result.inserted_primary_key is not None
        return replace(fresh, id=OperatorId(result.inserted_primary_key[0]))

    async def save(self, operator: Operator) -> None:
        """Keep an account as it is now; raises StoreError for a name in use."""
        await self._must_be_free(operator)
        await self.connection.execute(
            update(table).where(table.c.id == operator.id).values(self._values(operator))
        )

    async def _must_be_free(self, operator: Operator) -> None:
        other = await self.named(operator.name)
        if other is not None and other.id != operator.id:
            raise StoreError("There is an account of this name already.")

    def _values(self, operator: Operator) -> dict[str, Any]:
        return {
            "name": operator.name,
            "folded": folded(operator.name),
            "role": operator.role.value,
            "languages": ",".join(language.value for language in operator.languages),
            "presence": operator.presence.value,
            "seen_at": milliseconds_of(operator.seen_at) if operator.seen_at else None,
            "password": operator.password,
            "totp": seal_totp(self.master, operator.id, operator.totp),
            "is_disabled": operator.is_disabled,
            "is_demonstration": operator.is_demonstration,
            "trained": operator.trained,
            "interface": operator.interface.value,
        }

    def _read(self, row: Row[Any]) -> Operator:
        return Operator(
            id=OperatorId(row.id),
            name=row.name,
            role=Role(row.role),
            languages=tuple(Language(code) for code in row.languages.split(",") if code),
            presence=Presence(row.presence),
            seen_at=moment(row.seen_at) if row.seen_at is not None else None,
            password=row.password,
            totp=unseal_totp(self.master, OperatorId(row.id), row.totp),
            is_disabled=row.is_disabled,
            is_demonstration=row.is_demonstration,
            trained=row.trained,
            interface=Language(row.interface),
        )
