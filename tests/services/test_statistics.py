"""Only leads look at figures, and each table that leaves the house is noted."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from bot.domain.danger import Band
from bot.domain.errors import NotAllowedError
from bot.domain.guide import Guide
from bot.domain.language import Language
from bot.domain.operator import OperatorId, Role
from bot.domain.published import Dimension
from bot.domain.statistics import ANSWERED, Span, slot_of
from bot.services.desk_ports import Act, Count
from bot.services.statistics import ExportStatistics, ViewStatistics
from bot.storage.memory import MemoryStore
from tests.conftest import SetClock

KINDS = (Language.KAZAKH, Language.RUSSIAN)


@dataclass
class House:
    """A store with a lead and an operator, and the use cases over it."""

    store: MemoryStore
    view: ViewStatistics
    export: ExportStatistics
    lead: OperatorId
    operator: OperatorId

    async def counts(self, day: str, hour: int, times: int, region: str = "") -> None:
        """Count some cases."""
        kind = (Band.HIGH, Language.RUSSIAN, region, ANSWERED, 5, times)
        async with self.store.transaction() as work:
            await work.case_counts.add(Count(day, hour, *kind))


@pytest.fixture
async def house(guide: Guide, clock: SetClock) -> House:
    clock.now = datetime(2026, 11, 22, 20, 15, tzinfo=UTC)
    store = MemoryStore()
    async with store.transaction() as work:
        lead = await work.operators.add("Saltanat", Role.LEAD, KINDS)
        operator = await work.operators.add("Aigerim", Role.OPERATOR, KINDS)
    export = ExportStatistics(store.transaction, lambda: guide, clock)
    view = ViewStatistics(store.transaction, clock)
    return House(store, view, export, lead.id, operator.id)


async def test_a_lead_sees_the_last_day_and_the_last_month(house: House, clock: SetClock) -> None:
    day, hour = slot_of(clock())
    await house.counts(day, hour, 12)
    await house.counts("2026-11-01", 9, 30)

    assert (await house.view(house.lead, Span.DAY)).whole.cases == 12
    assert (await house.view(house.lead, Span.MONTH)).whole.cases == 42


async def test_nobody_but_a_lead_sees_figures_or_takes_a_table(house: House) -> None:
    with pytest.raises(NotAllowedError):
        await house.view(house.operator, Span.DAY)
    with pytest.raises(NotAllowedError):
        await house.export(house.operator, 2026, Dimension.REGION, None)


async def test_a_table_is_noted_without_anything_that_stands_in_it(
    house: House, guide: Guide, clock: SetClock
) -> None:
    region = next(iter(guide.regions))
    await house.counts("2026-02-03", 9, 43, region)
    table = await house.export(house.lead, 2026, Dimension.QUARTER, Dimension.BAND)
    async with house.store.transaction() as work:
        (entry,) = await work.audit.latest(10)

    assert table.figures[0][-1] == 45
    assert (entry.act, entry.operator, entry.case) == (Act.EXPORTED, house.lead, "")
    assert (entry.detail, entry.at) == ("2026-quarter-band", clock())


@pytest.mark.parametrize("year", [2027, 2021, 0])
async def test_a_year_that_is_not_offered_is_refused(house: House, year: int) -> None:
    with pytest.raises(NotAllowedError):
        await house.export(house.lead, year, Dimension.REGION, None)


async def test_one_dimension_twice_is_refused(house: House) -> None:
    with pytest.raises(NotAllowedError):
        await house.export(house.lead, 2026, Dimension.REGION, Dimension.REGION)
