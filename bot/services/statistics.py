"""What a lead may learn from the counts of cases, and what may be published of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.domain.errors import NotAllowedError
from bot.domain.operator import OperatorId
from bot.domain.published import Dimension, Table, facts_of, table_of, years_offered
from bot.domain.retention import COUNTS_KEPT
from bot.domain.statistics import LOCAL_TIME, Span, Statistics, Tally, slot_of, statistics_of
from bot.services.desk import must_be_lead
from bot.services.desk_ports import Act, Count, Noted
from bot.services.ports import Clock, Guides, Transaction

LOOKED_BACK: Final = {Span.DAY: timedelta(days=1), Span.MONTH: timedelta(days=31)}


@dataclass(frozen=True, slots=True)
class ViewStatistics:
    """Look at the last day by hours, or at the last month by days."""

    transaction: Transaction
    clock: Clock

    async def __call__(self, lead: OperatorId, span: Span) -> Statistics:
        """Return the figures; raises NotAllowedError for anybody but a lead."""
        now = self.clock()
        first_day, _hour = slot_of(now - LOOKED_BACK[span])
        async with self.transaction() as work:
            await must_be_lead(work, lead)
            counts = await work.case_counts.since(first_day)
        return statistics_of(tallies_of(counts), span, now)


@dataclass(frozen=True, slots=True)
class ExportStatistics:
    """Hand out one table of a year, without anything that could be traced to few people."""

    transaction: Transaction
    guides: Guides
    clock: Clock

    async def __call__(
        self, lead: OperatorId, year: int, rows: Dimension, columns: Dimension | None
    ) -> Table:
        """Return the table; raises NotAllowedError for a lead's equal, or a year not offered."""
        now = self.clock()
        today = now.astimezone(LOCAL_TIME).date()
        if year not in years_offered(today) or rows == columns:
            raise NotAllowedError
        first_day, _hour = slot_of(now - COUNTS_KEPT)
        async with self.transaction() as work:
            account = await must_be_lead(work, lead)
            counts = await work.case_counts.since(first_day)
            detail = "-".join((str(year), rows.value, *((columns.value,) if columns else ())))
            await work.audit.note(Noted(now, Act.EXPORTED, account.id, detail=detail))
        facts = facts_of(tallies_of(counts), year, tuple(self.guides().regions), today)
        return table_of(facts, year, rows, columns)


def tallies_of(counts: Sequence[Count]) -> tuple[Tally, ...]:
    """Return counts as the domain reads them."""
    return tuple(
        Tally(
            count.day,
            count.hour,
            count.band,
            count.language,
            count.region,
            count.outcome,
            count.bucket,
            count.times,
        )
        for count in counts
    )
