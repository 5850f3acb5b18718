"""What may be told of the desk: who is here and how long it took lately."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bot.domain import queue_policy
from bot.domain.case import Case
from bot.domain.danger import Band
from bot.domain.guide import DeskNow
from bot.services.ports import Work

LATELY: Final = timedelta(hours=1)


@dataclass(slots=True)
class Shift:
    """The desk as of the last look; looked at every second and after every change of shift."""

    desk: DeskNow = field(default_factory=DeskNow)

    async def looked_at(
        self, work: Work, now: datetime, known: Sequence[Case] | None = None
    ) -> bool:
        """Look again; tell whether what may be told has changed. `known` are the open cases."""
        operators = await work.operators.all()
        is_open = await work.cases.open() if known is None else known
        cases = (*is_open, *await work.cases.over_since(now - LATELY))
        before = self.desk
        self.desk = DeskNow(
            is_connected=any(each.is_set_up and each.takes_cases for each in operators),
            on_shift=sum(each.is_here(now) for each in operators),
            usual={
                band: usual
                for band in Band
                if (usual := queue_policy.usual(_waits(cases, band, now))) is not None
            },
        )
        return self.desk != before


def _waits(cases: tuple[Case, ...], band: Band, now: datetime) -> list[timedelta]:
    return [
        case.waited(now)
        for case in cases
        if case.band is band and case.began_at is not None and now - case.began_at <= LATELY
    ]
