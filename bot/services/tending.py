"""Looks after the line: unanswered claims return, those who wait are told, nothing is forgotten."""

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain import queue_policy
from bot.domain.case import Case, CaseId, Ending, Status
from bot.domain.errors import StoreError
from bot.domain.guide import DeskNow
from bot.domain.retention import LONGEST
from bot.services.case_room import CaseRoom
from bot.services.desk_ports import Act, Noted
from bot.services.leaving import end_case
from bot.services.ports import Work
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
        async with self.room.transaction() as work:
            cases = await work.cases.open()
            await self.shift.looked_at(work, now, cases)
            # Whoever comes or goes has looked before us: what counts is what the pages tell.
            desk = self.shift.desk
        shift_changed = desk != self.told
        due = [case for case in cases if self._is_due(case, now, shift_changed=shift_changed)]
        has_moved = [await self._tended_alone(case.id, now) for case in due]
        self.told = desk
        ringing = frozenset((case.id, queue_policy.alarm(case, now)) for case in cases)
        if any(has_moved) or shift_changed or ringing != self.alarms:
            self.alarms = ringing
            self.room.desks.changed()

    def _is_due(self, case: Case, now: datetime, *, shift_changed: bool) -> bool:
        if not case.is_open:
            return False
        if case.is_away:
            return self._has_been_away_long(case, now)
        if case.status is Status.OFFERED:
            return self._has_lapsed(case, now)
        return case.status is Status.WAITING and (
            shift_changed or queue_policy.needs_telling(case, now) > 0
        )

    async def _tended_alone(self, case_id: CaseId, now: datetime) -> bool:
        """Tend one case by itself: one that fails holds up nobody else."""
        try:
            async with self.room.transaction() as work:
                case = await work.cases.find(case_id)
                if case is None or not self._is_due(case, now, shift_changed=True):
                    return False
                if case.is_away:
                    # Whatever stands in her chat by now knows nothing of the place she kept; the
                    # code opens a new case.
                    await end_case(work, case, Ending.SILENT, now)
                    return True
                moved = await self.room.keep.moved(work, await self._tended(work, case, now))
        except StoreError:
            raise
        except Exception as error:
            log.error("a case could not be tended: %s", type(error).__name__)  # noqa: TRY400
            return False
        self.room.show(moved)
        return True

    async def _tended(self, work: Work, case: Case, now: datetime) -> Case:
        if case.status is Status.OFFERED and self._has_lapsed(case, now):
            who = case.operator
            await work.audit.note(Noted(now, Act.CLAIM_RETURNED, who, case.code, "by itself"))
            return case.given_back()
        if case.status is Status.WAITING and (told := queue_policy.needs_telling(case, now)):
            return replace(case, told=max(told, case.told))
        return case

    def _has_been_away_long(self, case: Case, now: datetime) -> bool:
        return now - (case.left_at or case.opened_at) > LONGEST

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
