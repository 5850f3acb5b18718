"""Accounts, sessions, audit and tries of the desk in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.errors import StoreError
from bot.domain.language import Language
from bot.domain.operator import Operator, OperatorId, Role
from bot.domain.retention import TRIES_KEPT
from bot.services.desk_ports import Invitation, Noted, Session
from bot.storage.operators import folded
from bot.storage.sessions import STEPS_REMEMBERED


@dataclass(slots=True)
class OperatorsInMemory:
    """The port over a dictionary."""

    kept: dict[OperatorId, Operator] = field(default_factory=dict)

    async def find(self, operator: OperatorId) -> Operator | None:
        """Return the account of a number."""
        return self.kept.get(operator)

    async def named(self, name: str) -> Operator | None:
        """Return the account of a name, in whatever case it is written."""
        accounts = self.kept.values()
        return next((each for each in accounts if folded(each.name) == folded(name)), None)

    async def all(self) -> Sequence[Operator]:
        """Return all accounts by number."""
        return [self.kept[number] for number in sorted(self.kept)]

    async def add(self, name: str, role: Role, languages: tuple[Language, ...]) -> Operator:
        """Make an account that is yet to be set up; raises StoreError for a name in use."""
        number = OperatorId(max(self.kept, default=0) + 1)
        fresh = Operator(number, name, role, languages)
        await self._keep(fresh)
        return fresh

    async def save(self, operator: Operator) -> None:
        """Keep an account as it is now; raises StoreError for a name in use."""
        if operator.id in self.kept:
            await self._keep(operator)

    async def _keep(self, operator: Operator) -> None:
        other = await self.named(operator.name)
        if other is not None and other.id != operator.id:
            raise StoreError("There is an account of this name already.")
        self.kept[operator.id] = operator


@dataclass(slots=True)
class SessionsInMemory:
    """The port over dictionaries."""

    kept: dict[bytes, Session] = field(default_factory=dict)
    invitations: dict[OperatorId, Invitation] = field(default_factory=dict)
    steps: set[tuple[OperatorId, int]] = field(default_factory=set)

    async def find(self, hashed: bytes) -> Session | None:
        """Return a signed-in browser."""
        return self.kept.get(hashed)

    async def save(self, session: Session) -> None:
        """Keep a signed-in browser as it is now."""
        self.kept[session.hashed] = session

    async def forget(self, hashed: bytes) -> None:
        """Sign a browser out."""
        self.kept.pop(hashed, None)

    async def forget_all_of(self, operator: OperatorId) -> None:
        """Sign all browsers of an operator out."""
        self.kept = {key: each for key, each in self.kept.items() if each.operator != operator}

    async def forget_unseen_since(self, moment: datetime) -> None:
        """Sign out the browsers that were last seen before a moment."""
        self.kept = {key: each for key, each in self.kept.items() if each.seen_at >= moment}

    async def invite(self, invitation: Invitation) -> None:
        """Keep an invitation; an older one of the same operator is forgotten."""
        self.invitations[invitation.operator] = invitation

    async def invitation(self, hashed: bytes) -> Invitation | None:
        """Return an invitation."""
        found = (each for each in self.invitations.values() if each.hashed == hashed)
        return next(found, None)

    async def forget_invitations_of(self, operator: OperatorId) -> None:
        """Forget the invitations of an operator."""
        self.invitations.pop(operator, None)

    async def take_totp(self, operator: OperatorId, step: int) -> bool:
        """Note that a time step of the second factor is used; False if it was before."""
        oldest = step - STEPS_REMEMBERED
        self.steps = {used for used in self.steps if used[0] != operator or used[1] >= oldest}
        if (operator, step) in self.steps:
            return False
        self.steps.add((operator, step))
        return True


@dataclass(slots=True)
class AuditInMemory:
    """The port over a list."""

    kept: list[Noted] = field(default_factory=list)

    async def note(self, entry: Noted) -> None:
        """Write an entry down."""
        self.kept.append(entry)

    async def latest(self, limit: int, before: datetime | None = None) -> Sequence[Noted]:
        """Return the last entries, the newest first."""
        found = [entry for entry in reversed(self.kept) if before is None or entry.at < before]
        return sorted(found, key=lambda entry: entry.at, reverse=True)[:limit]

    async def forget_before(self, moment: datetime) -> None:
        """Forget entries of long ago."""
        self.kept = [entry for entry in self.kept if entry.at >= moment]


@dataclass(slots=True)
class TriesInMemory:
    """The port over a dictionary."""

    kept: dict[str, tuple[int, datetime]] = field(default_factory=dict)

    async def wrong(self, name: str, now: datetime) -> int:
        """Count one more, and return how many there are."""
        times = (await self.count(name, now))[0] + 1
        self.kept[name] = (times, now)
        return times

    async def count(self, name: str, now: datetime) -> tuple[int, datetime | None]:
        """Return how many wrong tries are remembered, and when the last one was."""
        times, last_at = self.kept.get(name, (0, None))
        if last_at is None or last_at <= now - TRIES_KEPT:
            return 0, None
        return times, last_at

    async def right(self, name: str) -> None:
        """Forget the wrong tries of a name."""
        self.kept.pop(name, None)

    async def forget_before(self, moment: datetime) -> None:
        """Forget tries of long ago."""
        self.kept = {name: tried for name, tried in self.kept.items() if tried[1] >= moment}
