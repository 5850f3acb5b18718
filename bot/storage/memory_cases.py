"""Cases, return codes and counts of cases in memory."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.case import Case, CaseId
from bot.domain.visitor import Pseudonym
from bot.services.desk_ports import Count, ReturnCode


@dataclass(slots=True)
class CasesInMemory:
    """The port over a dictionary."""

    kept: dict[CaseId, Case] = field(default_factory=dict)

    async def find(self, case_id: CaseId) -> Case | None:
        """Return a case."""
        return self.kept.get(case_id)

    async def of(self, names: Sequence[Pseudonym]) -> Case | None:
        """Return the open case of a visitor who is here."""
        hers = (case for case in await self.open() if case.visitor in names and not case.is_away)
        return next(hers, None)

    async def save(self, case: Case) -> None:
        """Keep a case as it is now; here nothing else holds a copy."""
        self.kept[case.id] = case

    async def forget(self, case_id: CaseId) -> None:
        """Forget a case."""
        self.kept.pop(case_id, None)

    async def open(self) -> Sequence[Case]:
        """Return all that are not over, the earliest first."""
        return self._in_order(case for case in self.kept.values() if case.ended_at is None)

    async def over_since(self, moment: datetime) -> Sequence[Case]:
        """Return those that ended at or after a moment."""
        over = (case for case in self.kept.values() if case.ended_at and case.ended_at >= moment)
        return self._in_order(over)

    async def forget_over_before(self, moment: datetime) -> None:
        """Forget those that ended before a moment."""
        self.kept = {
            case_id: case
            for case_id, case in self.kept.items()
            if case.ended_at is None or case.ended_at >= moment
        }

    def _in_order(self, cases: Iterable[Case]) -> list[Case]:
        return sorted(cases, key=lambda case: (case.opened_at, case.id))


@dataclass(slots=True)
class ReturnCodesInMemory:
    """The port over a dictionary."""

    kept: dict[bytes, ReturnCode] = field(default_factory=dict)

    async def find(self, hashed: bytes) -> ReturnCode | None:
        """Return what is kept of a code."""
        return self.kept.get(hashed)

    async def save(self, code: ReturnCode) -> None:
        """Keep a code."""
        self.kept[code.hashed] = code

    async def waited(self, case: CaseId, waited: timedelta) -> None:
        """Note how long somebody had waited when she went away."""
        for code in [code for code in self.kept.values() if code.case == case]:
            self.kept[code.hashed] = replace(code, waited=waited)

    async def forget(self, hashed: bytes) -> None:
        """Forget a code."""
        self.kept.pop(hashed, None)

    async def forget_before(self, moment: datetime) -> None:
        """Forget the codes that expired before a moment."""
        self.kept = {key: code for key, code in self.kept.items() if code.expires_at >= moment}


@dataclass(slots=True)
class CaseCountsInMemory:
    """The port over a dictionary from a kind of case to how often it was."""

    kept: dict[Count, int] = field(default_factory=dict)

    async def add(self, count: Count) -> None:
        """Add to the count of cases of one kind."""
        kind = replace(count, times=0)
        self.kept[kind] = self.kept.get(kind, 0) + count.times

    async def since(self, day: str) -> Sequence[Count]:
        """Return the counts since a day, in the order of time."""
        found = [replace(kind, times=times) for kind, times in self.kept.items() if kind.day >= day]
        return sorted(found, key=astuple)

    async def forget_before(self, day: str) -> None:
        """Forget counts of long ago."""
        self.kept = {kind: times for kind, times in self.kept.items() if kind.day >= day}
