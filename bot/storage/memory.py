"""The same ports in memory, for a talk in a terminal and for tests; nothing is kept."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from copy import copy
from dataclasses import astuple, dataclass, field, fields
from datetime import datetime
from typing import Any

from bot.domain.meaning import Features
from bot.domain.visitor import Pseudonym
from bot.services.desk_ports import Audit, CaseCounts, Operators, ReturnCodes, Sessions, Tries
from bot.services.editing_ports import DraftsKept, History, Locks
from bot.services.ports import (
    Cases,
    Conversation,
    Conversations,
    Counts,
    Deliveries,
    Delivery,
    Handled,
    Work,
)
from bot.storage.deliveries import is_open
from bot.storage.memory_cases import CaseCountsInMemory, CasesInMemory, ReturnCodesInMemory
from bot.storage.memory_desk import (
    AuditInMemory,
    OperatorsInMemory,
    SessionsInMemory,
    TriesInMemory,
)
from bot.storage.memory_editing import DraftsInMemory, HistoryInMemory, LocksInMemory


@dataclass(slots=True)
class ConversationsInMemory:
    """The port over a dictionary."""

    kept: dict[Pseudonym, Conversation] = field(default_factory=dict)

    async def find(self, names: Sequence[Pseudonym]) -> Conversation | None:
        """Return the conversation of a visitor."""
        return next((self.kept[name] for name in names if name in self.kept), None)

    async def save(self, conversation: Conversation, *, under_new_key: bool = False) -> None:
        """Keep a conversation as it is now; here nothing else holds a copy."""
        self.kept[conversation.visitor] = conversation

    async def forget(self, visitor: Pseudonym) -> None:
        """Forget a conversation."""
        self.kept.pop(visitor, None)

    async def due(self, now: datetime) -> Sequence[Pseudonym]:
        """Return the visitors whose time is over."""
        return [name for name, kept in self.kept.items() if kept.wipe_at <= now]

    async def next_due(self) -> datetime | None:
        """Return the moment at which the next conversation is due."""
        return min((kept.wipe_at for kept in self.kept.values()), default=None)


@dataclass(slots=True)
class DeliveriesInMemory:
    """The port over a dictionary; it looks at conversations to know what is unfinished."""

    conversations: ConversationsInMemory
    kept: dict[Pseudonym, Delivery] = field(default_factory=dict)

    async def find(self, names: Sequence[Pseudonym]) -> Delivery | None:
        """Return what is in a visitor's chat."""
        return next((self.kept[name] for name in names if name in self.kept), None)

    async def save(self, delivery: Delivery) -> None:
        """Keep it as it is now."""
        self.kept[delivery.visitor] = delivery

    async def forget(self, visitor: Pseudonym) -> None:
        """Forget a chat."""
        self.kept.pop(visitor, None)

    async def unfinished(self) -> Sequence[Pseudonym]:
        """Return the chats that do not show what they should."""
        return [name for name, kept in self.kept.items() if self._is_unfinished(name, kept)]

    async def older_than(self, moment: datetime) -> Sequence[Pseudonym]:
        """Return the chats which we can no longer change."""
        return [name for name, kept in self.kept.items() if kept.written_at < moment]

    def _is_unfinished(self, name: Pseudonym, kept: Delivery) -> bool:
        conversation = self.conversations.kept.get(name)
        if is_open(kept):
            return True
        if conversation is None:
            return kept.living is not None
        return not kept.asks and kept.shown != conversation.revision


@dataclass(slots=True)
class HandledInMemory:
    """The port over a dictionary."""

    kept: dict[tuple[str, int], datetime] = field(default_factory=dict)

    async def first_time(self, channel: str, number: int, now: datetime) -> bool:
        """Note an update; False if it was noted before."""
        if (channel, number) in self.kept:
            return False
        self.kept[channel, number] = now
        return True

    async def forget_before(self, moment: datetime) -> None:
        """Forget numbers that no channel repeats any more."""
        self.kept = {key: at for key, at in self.kept.items() if at >= moment}


@dataclass(slots=True)
class CountsInMemory:
    """The port over a dictionary."""

    kept: dict[tuple[str, str], int] = field(default_factory=dict)
    puzzling: dict[tuple[str, Features], int] = field(default_factory=dict)

    async def unanswered(self, phone: str, day: str) -> None:
        """Count one call that nobody answered."""
        self.kept[day, phone] = self.kept.get((day, phone), 0) + 1

    async def unanswered_since(self, day: str) -> Sequence[tuple[str, str, int]]:
        """Return phone, day and how often nobody answered, for every day since a day."""
        return sorted((phone, at, times) for (at, phone), times in self.kept.items() if at >= day)

    async def not_understood(self, features: Features, day: str) -> None:
        """Count words that were not understood."""
        self.puzzling[day, features] = self.puzzling.get((day, features), 0) + 1

    async def not_understood_since(self, day: str) -> Sequence[tuple[Features, int]]:
        """Return how often words of which features were not understood since a day."""
        totals: Counter[Features] = Counter()
        for (at, features), times in self.puzzling.items():
            totals[features] += times if at >= day else 0
        found = [(features, times) for features, times in totals.items() if times]
        return sorted(found, key=lambda total: (-total[1], astuple(total[0])))

    async def forget_before(self, day: str) -> None:
        """Forget counts of long ago."""
        self.kept = {key: times for key, times in self.kept.items() if key[0] >= day}
        self.puzzling = {key: times for key, times in self.puzzling.items() if key[0] >= day}


@dataclass(slots=True)
class MemoryWork:
    """Everything one transaction may read and change."""

    conversations: Conversations
    deliveries: Deliveries
    handled: Handled
    counts: Counts
    cases: Cases
    return_codes: ReturnCodes
    operators: Operators
    sessions: Sessions
    audit: Audit
    tries: Tries
    case_counts: CaseCounts
    drafts: DraftsKept
    locks: Locks
    history: History


class MemoryStore:
    """Transactions one after another; an exception undoes what was changed."""

    def __init__(self) -> None:
        """Begin with nothing kept."""
        self._conversations = ConversationsInMemory()
        self._deliveries = DeliveriesInMemory(self._conversations)
        self._handled = HandledInMemory()
        self._counts = CountsInMemory()
        self._cases = CasesInMemory()
        self._return_codes = ReturnCodesInMemory()
        self._operators = OperatorsInMemory()
        self._sessions = SessionsInMemory()
        self._audit = AuditInMemory()
        self._tries = TriesInMemory()
        self._case_counts = CaseCountsInMemory()
        self._drafts = DraftsInMemory()
        self._locks = LocksInMemory()
        self._history = HistoryInMemory()
        self._one_at_a_time = asyncio.Lock()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Work]:
        """Begin a transaction."""
        async with self._one_at_a_time:
            work = self._work()
            before = [(part, _collections_of(part)) for part in _parts_of(work)]
            try:
                yield work
            except BaseException:
                for part, collections in before:
                    for name, collection in collections.items():
                        setattr(part, name, collection)
                raise

    async def tidy(self, now: datetime) -> None:
        """Do nothing: there are no keys apart from what is kept."""

    def _work(self) -> MemoryWork:
        return MemoryWork(
            self._conversations,
            self._deliveries,
            self._handled,
            self._counts,
            self._cases,
            self._return_codes,
            self._operators,
            self._sessions,
            self._audit,
            self._tries,
            self._case_counts,
            self._drafts,
            self._locks,
            self._history,
        )


def _parts_of(work: MemoryWork) -> list[Any]:
    return [getattr(work, part.name) for part in fields(work)]


def _collections_of(part: Any) -> dict[str, Any]:
    """Return copies of everything that a part keeps."""
    values = {each.name: getattr(part, each.name) for each in fields(part)}
    return {
        name: copy(value) for name, value in values.items() if isinstance(value, dict | list | set)
    }
