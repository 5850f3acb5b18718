"""Calls that nobody answered: counted by phone and day, so that editors check a number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.calendar import KAZAKHSTAN, day_of
from bot.domain.errors import NotAllowedError
from bot.domain.guide import Centre, Guide, Phone
from bot.domain.operator import OperatorId, Role
from bot.domain.visitor import Address
from bot.services.ports import Clock, Guides, Pseudonyms, Transaction, Work

WITHIN: Final = timedelta(days=30)
# One or two reports may be a lunch break, or the same person twice: they name no number.
NAMED_FROM: Final = 3
WHO_CHECKS: Final = (Role.LEAD, Role.EDITOR)


class Reported(StrEnum):
    """What became of an operator's report."""

    NOTED = "noted"
    BEFORE = "before"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ToCheck:
    """A phone at which nobody answered since its centre was last checked, and how often."""

    centre: Centre
    phone: Phone
    times: int


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Numbers to be checked, most reports first, and how many others have fewer reports."""

    to_check: tuple[ToCheck, ...]
    fewer: int


@dataclass(frozen=True, slots=True)
class ReportUnanswered:
    """An operator tells that nobody answers at a phone; once a day for each of them counts."""

    transaction: Transaction
    guides: Guides
    pseudonyms: Pseudonyms
    clock: Clock

    async def __call__(self, operator: OperatorId, phone: str) -> Reported:
        """Count the report, unless it was counted today or no centre has this phone."""
        known = {each.number for centre in self.guides().centres for each in centre.phones}
        if phone not in known:
            return Reported.UNKNOWN
        now = self.clock()
        async with self.transaction() as work:
            if await work.tries.wrong(self._once(operator, phone, day_of(now)), now) > 1:
                return Reported.BEFORE
            await count_unanswered(work, (phone,), now)
        return Reported.NOTED

    def _once(self, operator: OperatorId, phone: str, day: date) -> str:
        # Under a key, so that the table tells nobody who reported what; gone within a day.
        noon = datetime.combine(day, time(12), KAZAKHSTAN)
        address = Address("desk", f"{operator} {phone} {day}")
        return f"unanswered {self.pseudonyms.of(address, noon)[0].hex()}"


@dataclass(frozen=True, slots=True)
class ViewUnanswered:
    """Look at the numbers which somebody should check."""

    transaction: Transaction
    guides: Guides
    clock: Clock

    async def __call__(self, operator: OperatorId) -> Unanswered:
        """Return the numbers; raises NotAllowedError for anybody but a lead or an editor."""
        first = day_of(self.clock()) - WITHIN
        async with self.transaction() as work:
            found = await work.operators.find(operator)
            if found is None or found.is_disabled or found.role not in WHO_CHECKS:
                raise NotAllowedError
            calls = await work.counts.unanswered_since(first.isoformat())
        return to_check(self.guides(), calls)


async def count_unanswered(work: Work, phones: Sequence[str], now: datetime) -> None:
    """Count a call to each of these phones that nobody answered."""
    for phone in phones:
        await work.counts.unanswered(phone, day_of(now).isoformat())


def to_check(guide: Guide, calls: Sequence[tuple[str, str, int]]) -> Unanswered:
    """Return which phones of the guide are to be checked by the calls of some days."""
    found = [
        ToCheck(centre, phone, times)
        for centre in guide.centres
        for phone in centre.phones
        if (times := _since_the_check(centre, phone, calls))
    ]
    named = [each for each in found if each.times >= NAMED_FROM]
    # A phone of two centres is one number, however many entries bear it.
    fewer = {each.phone.number for each in found if each.times < NAMED_FROM}
    ordered = sorted(named, key=lambda each: (-each.times, each.phone.number))
    return Unanswered(tuple(ordered), len(fewer))


def _since_the_check(centre: Centre, phone: Phone, calls: Sequence[tuple[str, str, int]]) -> int:
    # Of the day of the check nobody knows what came first: the check silences that whole day.
    checked_on = centre.review.checked_on.isoformat()
    return sum(times for number, day, times in calls if number == phone.number and day > checked_on)
