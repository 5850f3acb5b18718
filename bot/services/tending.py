"""Looks after the line: unanswered claims return, those who wait are told, nothing is forgotten."""

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain import queue_policy
from bot.domain.case import Case, Ending, Status
from bot.domain.errors import StoreError
from bot.domain.guide import DeskNow
from bot.domain.retention import LONGEST
from bot.services.cases import CaseRoom
from bot.services.leaving import end_case
from bot.services.ports import Act, Noted, Work
from bot.services.shift import Shift

log = logging.getLogger(__name__)

EVERY: Final = timedelta(seconds=1)


@dataclass(slots=True)
class TendLine:
    """One look at the line; `alarms` rang at the last one, pages tell `told` of the desk."""

    room: CaseRoom
    shift: Shift
    claim_returns_after: timedelta
    alarms: frozenset[tuple[str, int]] = frozenset()
    told: DeskNow | None = None

    async def __call__(self) -> None:
        """Do what is due now, and have the pages follow."""
        now = self.room.clock()
        moved: list[Case] = []
        async with self.room.transaction() as work:
            await self.shift.looked_at(work, now)
            # Whoever comes or goes has looked before us: what counts is what the pages tell.
            shift_changed = self.shift.desk != self.told
            cases = await work.cases.open()
            for case in cases:
                if case.is_away:
                    # Whatever stands in her chat by now knows nothing of the place she kept.
                    await self._away(work, case, now)
                    continue
                tended = await self._tended(work, case, now)
                if tended != case or (shift_changed and case.status is Status.WAITING):
                    moved.append(await self.room.keep.moved(work, tended))
        self.told = self.shift.desk
        for case in moved:
            self.room.show(case)
        ringing = frozenset((case.id, queue_policy.alarm(case, now)) for case in cases)
        if moved or shift_changed or ringing != self.alarms:
            self.alarms = ringing
            self.room.desks.changed()

    async def _tended(self, work: Work, case: Case, now: datetime) -> Case:
        if case.status is Status.OFFERED and self._has_lapsed(case, now):
            who = case.operator
            await work.audit.note(Noted(now, Act.CLAIM_RETURNED, who, case.code, "by itself"))
            return case.given_back()
        if case.status is Status.WAITING and (told := queue_policy.needs_telling(case, now)):
            return replace(case, told=max(told, case.told))
        return case

    async def _away(self, work: Work, case: Case, now: datetime) -> None:
        """End a kept place whose visitor did not come back; the code opens a new case."""
        if now - (case.left_at or case.opened_at) > LONGEST:
            await end_case(work, case, Ending.SILENT, now)

    def _has_lapsed(self, case: Case, now: datetime) -> bool:
        return case.offered_at is None or now - case.offered_at >= self.claim_returns_after


@dataclass(frozen=True, slots=True)
class Tending:
    """Tend the line every second, as long as the program runs."""

    tend_line: TendLine

    async def __call__(self) -> None:
        """Never return; a store that is away is asked again."""
        while True:
            try:
                await self.tend_line()
            except StoreError:
                log.warning("the line could not be tended: the store is away")
            except Exception as error:
                log.error("the line could not be tended: %s", type(error).__name__)  # noqa: TRY400
            await asyncio.sleep(EVERY.total_seconds())
