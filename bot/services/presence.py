"""Who is at the desk, and that somebody looked."""

from dataclasses import dataclass, replace

from bot.domain.case import Status
from bot.domain.errors import (
    NotAllowedError,
)
from bot.domain.operator import OperatorId, Presence
from bot.services.case_room import CaseRoom
from bot.services.desk_ports import Act, Noted
from bot.services.ports import Clock, Transaction
from bot.services.shift import Shift


@dataclass(frozen=True, slots=True)
class SetPresence:
    """Go on shift, on pause or off."""

    room: CaseRoom
    shift: Shift

    async def __call__(self, operator: OperatorId, presence: Presence) -> None:
        """Keep it; offered cases of somebody who goes wait again."""
        now = self.room.clock()
        given_back = []
        async with self.room.changing() as work:
            me = await work.operators.find(operator)
            if me is None or not me.takes_cases or me.is_disabled:
                raise NotAllowedError
            await work.operators.save(replace(me, presence=presence, seen_at=now))
            acts = {Presence.ON_SHIFT: Act.ON_SHIFT, Presence.PAUSE: Act.PAUSED}
            await work.audit.note(Noted(now, acts.get(presence, Act.OFF_SHIFT), operator))
            for case in await work.cases.open():
                is_theirs = case.operator == operator and case.status is Status.OFFERED
                if is_theirs and presence is not Presence.ON_SHIFT:
                    given_back.append(await self.room.keep.moved(work, case.given_back()))
            await self.shift.looked_at(work, now)
        for case in given_back:
            self.room.show(case)


@dataclass(frozen=True, slots=True)
class Seen:
    """Note that an operator's page is still open."""

    transaction: Transaction
    clock: Clock

    async def __call__(self, operator: OperatorId) -> None:
        """Keep the moment."""
        async with self.transaction() as work:
            me = await work.operators.find(operator)
            if me is not None:
                await work.operators.save(replace(me, seen_at=self.clock()))


@dataclass(frozen=True, slots=True)
class NoteLook:
    """Write down that somebody looked at a case; `what` is an id such as "code_word"."""

    transaction: Transaction
    clock: Clock

    async def __call__(self, operator: OperatorId, case_code: str, what: str = "") -> None:
        """Keep the entry."""
        async with self.transaction() as work:
            await work.audit.note(Noted(self.clock(), Act.LOOKED, operator, case_code, what))
