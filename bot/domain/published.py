"""What is published of a year: counts by at most two of region, quarter, band and language.

Cells under ten are hidden, and so many others that no small one can be found by subtraction, in
one table or by combining all tables that can be asked for; what is visible is rounded to five.
Past quarters never change, and neither does what is published of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations, product
from typing import Final

from bot.domain.danger import Band
from bot.domain.language import Language
from bot.domain.statistics import FEW, Tally
from bot.domain.suppression import Grid, Kind, Profile, Spot, hidden_in_row

ROUNDED_TO: Final = 5
QUARTERS: Final = ("1", "2", "3", "4")
YEARS_OFFERED: Final = 4
# A quarter is published when its last day is over everywhere.
SETTLED_AFTER_DAYS: Final = 2
UNTOLD: Final = ""


class Dimension(StrEnum):
    """By what cases may be told apart."""

    REGION = "region"
    QUARTER = "quarter"
    BAND = "band"
    LANGUAGE = "language"


# Those that are combined within a quarter.
KINDS: Final = (Dimension.REGION, Dimension.BAND, Dimension.LANGUAGE)

# Somebody's kind: the value in every dimension, in the order of Dimension.
Values = tuple[str, str, str, str]
# What is fixed in a cell; an empty one is the whole year.
Cell = frozenset[tuple[Dimension, str]]


@dataclass(frozen=True, slots=True)
class Facts:
    """The true counts of a year, and the values which each dimension has."""

    counts: Mapping[Values, int]
    values: Mapping[Dimension, tuple[str, ...]]
    is_over: bool

    def count(self, cell: Cell) -> int:
        """Return how many cases stand in a cell."""
        fixed = [(list(Dimension).index(dimension), value) for dimension, value in cell]
        return sum(
            times
            for values, times in self.counts.items()
            if all(values[place] == value for place, value in fixed)
        )


@dataclass(frozen=True, slots=True)
class Published:
    """The cells of a year that are visible, with their true counts."""

    visible: Mapping[Cell, int]

    def figure(self, cell: Cell) -> int | None:
        """Return the rounded count of a cell, or None where it is hidden."""
        count = self.visible.get(cell)
        return None if count is None else rounded(count)


@dataclass(frozen=True, slots=True)
class Table:
    """One table as it leaves the house; the last row and column are the whole, None is hidden."""

    year: int
    rows: Dimension
    columns: Dimension | None
    row_values: tuple[str, ...]
    column_values: tuple[str, ...]
    figures: tuple[tuple[int | None, ...], ...]


def rounded(count: int) -> int:
    """Return a count rounded to five."""
    return ROUNDED_TO * round(count / ROUNDED_TO)


def years_offered(today: date) -> tuple[int, ...]:
    """Return the years of which something may be published, the newest first."""
    return tuple(
        year
        for year in range(today.year, today.year - YEARS_OFFERED - 1, -1)
        if quarters_over(year, today)
    )


def quarters_over(year: int, today: date) -> tuple[str, ...]:
    """Return the quarters of a year that are over for good."""
    ends = (date(year, 4, 1), date(year, 7, 1), date(year, 10, 1), date(year + 1, 1, 1))
    return tuple(
        quarter
        for quarter, end in zip(QUARTERS, ends, strict=True)
        if (today - end).days >= SETTLED_AFTER_DAYS
    )


def quarter_of(day: str) -> str:
    """Return the quarter in which an ISO day lies."""
    return QUARTERS[(int(day[5:7]) - 1) // 3]


def facts_of(tallies: Iterable[Tally], year: int, regions: Iterable[str], today: date) -> Facts:
    """Return the counts of the quarters of a year that are over and saw the service run."""
    known, days = list(tallies), quarters_over(year, today)
    began = min((f"{tally.day[:4]}-{quarter_of(tally.day)}" for tally in known), default="9999")
    quarters = tuple(quarter for quarter in days if f"{year}-{quarter}" >= began)
    names = (*regions, UNTOLD)
    counts: dict[Values, int] = {}
    for tally in known:
        if tally.day[:4] == str(year) and quarter_of(tally.day) in quarters:
            values = _values_of(tally, names)
            counts[values] = counts.get(values, 0) + tally.times
    return Facts(
        counts,
        {
            Dimension.REGION: names,
            Dimension.QUARTER: quarters,
            Dimension.BAND: tuple(str(int(band)) for band in sorted(Band, reverse=True)),
            Dimension.LANGUAGE: tuple(language.value for language in Language),
        },
        is_over=len(days) == len(QUARTERS),
    )


def _values_of(tally: Tally, regions: tuple[str, ...]) -> Values:
    region = tally.region if tally.region in regions else UNTOLD
    return region, quarter_of(tally.day), str(int(tally.band)), tally.language.value


def publish(facts: Facts, few: int = FEW) -> Published:
    """Return what may be seen of a year: of each quarter, and of the whole when it is over."""
    cells: set[Cell] = set()
    hidden: dict[tuple[str, Dimension], frozenset[str]] = {}
    quarters = facts.values[Dimension.QUARTER]
    told = [q for q in quarters if facts.count(_cell(QUARTER=q)) >= few]
    for quarter in told:
        cells.add(_cell(QUARTER=quarter))
        for kind in KINDS:
            counts = {v: facts.count(_pair(quarter, kind, v)) for v in facts.values[kind]}
            hidden[quarter, kind] = hidden_in_row(counts, few)
            cells |= {_pair(quarter, kind, v) for v in counts.keys() - hidden[quarter, kind]}
    if facts.is_over and quarters and len(told) == len(quarters):
        cells |= _cells_of_the_year(facts, hidden, few)
    return Published({cell: facts.count(cell) for cell in cells})


def _cells_of_the_year(
    facts: Facts, hidden: Mapping[tuple[str, Dimension], frozenset[str]], few: int
) -> set[Cell]:
    """Return the visible cells without a quarter; what one quarter hides, the year hides too."""
    closed = {
        kind: frozenset().union(*(hidden[q, kind] for q in facts.values[Dimension.QUARTER]))
        for kind in KINDS
    }
    margins = {
        frozenset({(kind, value)})
        for kind in KINDS
        for value in facts.values[kind]
        if value not in closed[kind]
    }
    inner: set[Cell] = set()
    for rows, columns in combinations(KINDS, 2):
        grid = _grid(facts, rows, columns, hidden, few)
        if not grid.protect(closed[rows], closed[columns]):
            # Beside its margins alone, no cell of any such table can be told.
            return {frozenset(), *margins}
        spots = set(product(grid.rows, grid.columns)) - grid.hidden
        inner |= {frozenset({(rows, row), (columns, column)}) for row, column in spots}
    return {frozenset(), *margins, *inner}


def _grid(
    facts: Facts,
    rows: Dimension,
    columns: Dimension,
    hidden: Mapping[tuple[str, Dimension], frozenset[str]],
    few: int,
) -> Grid:
    third = next(kind for kind in KINDS if kind not in (rows, columns))
    order = list(Dimension)
    profile: Profile = {}
    for values, times in sorted(facts.counts.items()):
        spot: Spot = (values[order.index(rows)], values[order.index(columns)])
        kind: Kind = (values[order.index(Dimension.QUARTER)], values[order.index(third)])
        profile.setdefault(spot, {})[kind] = times
    return Grid(
        facts.values[rows],
        facts.values[columns],
        profile,
        few,
        rows_exchange=lambda quarter, one, two: {one, two} <= hidden[quarter, rows],
        columns_exchange=lambda quarter, one, two: {one, two} <= hidden[quarter, columns],
    )


def table_of(facts: Facts, year: int, rows: Dimension, columns: Dimension | None) -> Table:
    """Return a table of one or two dimensions with its margins."""
    published = publish(facts)
    row_values = facts.values[rows]
    column_values = facts.values[columns] if columns else ()

    def figure(row: str | None, column: str | None) -> int | None:
        fixed = ((rows, row), (columns, column))
        return published.figure(frozenset((d, v) for d, v in fixed if d and v is not None))

    return Table(
        year,
        rows,
        columns,
        row_values,
        column_values,
        tuple(
            tuple(figure(row, column) for column in (*column_values, None))
            for row in (*row_values, None)
        ),
    )


def _cell(**fixed: str) -> Cell:
    return frozenset((Dimension[name], value) for name, value in fixed.items())


def _pair(quarter: str, kind: Dimension, value: str) -> Cell:
    return frozenset({(Dimension.QUARTER, quarter), (kind, value)})
