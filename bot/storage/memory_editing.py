"""Drafts, locks and history of editors in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.editing import Change, Draft, Lock
from bot.domain.operator import OperatorId


@dataclass(slots=True)
class DraftsInMemory:
    """The port over a dictionary."""

    kept: dict[tuple[OperatorId, str], Draft] = field(default_factory=dict)

    async def of(self, operator: OperatorId) -> Sequence[Draft]:
        """Return what an editor has changed, by file."""
        return [self.kept[key] for key in sorted(self.kept) if key[0] == operator]

    async def save(self, draft: Draft) -> None:
        """Keep a draft as it is now."""
        self.kept[draft.operator, draft.file] = draft

    async def forget(self, operator: OperatorId, file: str) -> None:
        """Forget a draft."""
        self.kept.pop((operator, file), None)

    async def forget_before(self, moment: datetime) -> None:
        """Forget drafts that nobody has touched since."""
        self.kept = {key: each for key, each in self.kept.items() if each.saved_at >= moment}


@dataclass(slots=True)
class LocksInMemory:
    """The port over a dictionary."""

    kept: dict[str, Lock] = field(default_factory=dict)

    async def take(self, lock: Lock, now: datetime) -> Lock:
        """Take or renew a lock unless somebody else holds it; return the one that holds."""
        held = self.kept.get(lock.file)
        if held is None or held.until <= now or held.operator == lock.operator:
            self.kept[lock.file] = lock
        return self.kept[lock.file]

    async def all(self, now: datetime) -> Sequence[Lock]:
        """Return the locks that still hold, by file."""
        return [self.kept[file] for file in sorted(self.kept) if self.kept[file].until > now]

    async def give_back(self, operator: OperatorId, file: str) -> None:
        """Give a lock back; somebody else's stays."""
        held = self.kept.get(file)
        if held is not None and held.operator == operator:
            del self.kept[file]


@dataclass(slots=True)
class HistoryInMemory:
    """The port over a dictionary."""

    kept: dict[int, Change] = field(default_factory=dict)

    async def add(self, change: Change) -> int:
        """Keep a change under the next number, which is returned."""
        number = max(self.kept, default=0) + 1
        alterations = tuple(sorted(change.alterations, key=lambda each: each.file))
        self.kept[number] = replace(change, number=number, alterations=alterations)
        return number

    async def find(self, number: int) -> Change | None:
        """Return a change."""
        return self.kept.get(number)

    async def forget(self, number: int) -> None:
        """Forget a change."""
        self.kept.pop(number, None)

    async def latest(
        self, limit: int, *, file: str | None = None, before: int | None = None
    ) -> Sequence[Change]:
        """Return changes, the newest first."""
        found = [
            self.kept[number]
            for number in sorted(self.kept, reverse=True)
            if before is None or number < before
        ]
        if file is not None:
            found = [each for each in found if any(one.file == file for one in each.alterations)]
        return found[:limit]

    async def forget_before(self, moment: datetime) -> None:
        """Forget changes of long ago."""
        self.kept = {number: each for number, each in self.kept.items() if each.at >= moment}
