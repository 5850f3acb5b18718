"""No small cell of what is published can be found, in one table or from all of them together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations, product
from random import Random
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.danger import Band
from bot.domain.language import Language
from bot.domain.published import (
    Cell,
    Dimension,
    Facts,
    Published,
    Values,
    facts_of,
    publish,
    quarters_over,
    rounded,
    table_of,
    years_offered,
)
from bot.domain.statistics import ANSWERED, FEW, Tally

REGION, QUARTER, BAND, LANGUAGE = Dimension
Shape = tuple[int, int, int, int]


def facts(shape: Shape, counts: Mapping[Values, int]) -> Facts:
    """Return a year of some regions, quarters, bands and languages, all of them over."""
    names = {
        dimension: tuple(str(number) for number in range(1, size + 1))
        for dimension, size in zip(Dimension, shape, strict=True)
    }
    return Facts(counts, names, is_over=True)


def all_cells(known: Facts) -> list[Cell]:
    """Return every cell of every table that can be asked for."""
    found: list[Cell] = [frozenset()]
    for size in (1, 2):
        for dimensions in combinations(Dimension, size):
            kinds = product(*(known.values[each] for each in dimensions))
            found.extend(frozenset(zip(dimensions, values, strict=True)) for values in kinds)
    return found


@dataclass
class Attacker:
    """Knows every visible count exactly, before rounding, and looks for the worlds that fit."""

    known: Facts
    published: Published
    kinds: list[Values] = field(init=False)
    of: dict[Values, list[Cell]] = field(init=False)

    def __post_init__(self) -> None:
        values = self.known.values
        found = product(*(values[dimension] for dimension in Dimension))
        self.kinds = [(kind[0], kind[1], kind[2], kind[3]) for kind in found]
        self.of = {
            kind: [
                cell
                for cell in self.published.visible
                if cell <= frozenset(zip(Dimension, kind, strict=True))
            ]
            for kind in self.kinds
        }

    def largest(self, cell: Cell, enough: int) -> int:
        """Return the largest count which a cell has in any world, at most `enough`."""
        best = 0
        for world in self._worlds(cell):
            best = max(best, min(enough, world))
            if best == enough:
                break
        return best

    def _worlds(self, cell: Cell) -> Iterator[int]:
        inside = {k for k in self.kinds if cell <= frozenset(zip(Dimension, k, strict=True))}
        order = sorted(self.kinds, key=lambda kind: (kind not in inside, kind))
        last = {seen: kind for kind in order for seen in self.of[kind]}
        free = sum(self.known.counts.values()) + FEW
        yield from self._fill(order, 0, dict(self.published.visible), last, inside, 0, free)

    def _fill(
        self,
        order: list[Values],
        place: int,
        rest: dict[Cell, int],
        last: dict[Cell, Values],
        inside: set[Values],
        so_far: int,
        free: int,
    ) -> Iterator[int]:
        if place == len(order):
            yield so_far
            return
        kind = order[place]
        most = min((rest[cell] for cell in self.of[kind]), default=free)
        closing = {rest[cell] for cell in self.of[kind] if last[cell] == kind}
        for count in sorted(closing) if closing else range(most, -1, -1):
            if count > most or len(closing) > 1:
                continue
            left = {**rest, **{cell: rest[cell] - count for cell in self.of[kind]}}
            more = so_far + (count if kind in inside else 0)
            yield from self._fill(order, place + 1, left, last, inside, more, free)


def small_cells(known: Facts, few: int) -> list[Cell]:
    return [cell for cell in all_cells(known) if known.count(cell) < few]


@st.composite
def small_years(draw: st.DrawFn) -> Facts:
    shape = draw(st.sampled_from([(3, 1, 2, 2), (2, 2, 2, 2), (3, 2, 2, 1), (4, 1, 3, 1)]))
    names = [[str(number) for number in range(1, size + 1)] for size in shape]
    kinds = [(a, b, c, d) for a, b, c, d in product(*names)]
    counts = draw(st.lists(st.integers(0, 4), min_size=len(kinds), max_size=len(kinds)))
    return facts(shape, dict(zip(kinds, counts, strict=True)))


@settings(max_examples=60, deadline=None)
@given(known=small_years(), few=st.integers(2, 4))
def test_no_hidden_cell_can_be_told_to_be_small_from_all_tables_together(
    known: Facts, few: int
) -> None:
    published = publish(known, few)
    attacker = Attacker(known, published)
    for cell in small_cells(known, few):
        assert cell not in published.visible
        assert attacker.largest(cell, few) >= few


SIZES: Final[Mapping[str, Shape]] = {"whole year": (21, 4, 4, 3), "first quarters": (21, 2, 4, 3)}


def likely_year(seed: int, shape: Shape, cases: int) -> Facts:
    """Return a year such as 111 may have: few regions have most of the cases."""
    chance = Random(seed)
    regions = [str(number) for number in range(1, shape[0] + 1)]
    weights = [1 / number for number in range(1, shape[0] + 1)]
    counts: dict[Values, int] = {}
    for region in chance.choices(regions, weights, k=cases):
        quarter = str(chance.randint(1, shape[1]))
        band = str(chance.choices(range(1, 5), (1, 4, 3, 2))[0])
        language = chance.choices("123", (10, 12, 0.3))[0]
        kind = (region, quarter, band, language)
        counts[kind] = counts.get(kind, 0) + 1
    return facts(shape, counts)


def bounds(known: Facts, published: Published) -> dict[Cell, tuple[float, float]]:
    """Return what follows for every cell from all sums that hold, as far as intervals tell."""
    cells = all_cells(known)
    found = {
        cell: (float(published.visible[cell]),) * 2 if cell in published.visible else (0.0, 1e9)
        for cell in cells
    }
    sums = [
        (whole, [whole | {(dimension, value)} for value in known.values[dimension]])
        for whole in cells
        if len(whole) < 2
        for dimension in Dimension
        if dimension not in {fixed for fixed, _value in whole}
    ]
    for _round in range(30):
        before = dict(found)
        for whole, parts in sums:
            lowest = sum(found[part][0] for part in parts)
            highest = sum(found[part][1] for part in parts)
            low, high = found[whole]
            low, high = max(low, lowest), min(high, highest)
            found[whole] = (low, high)
            for part in parts:
                own = found[part]
                found[part] = (
                    max(own[0], low - (highest - own[1])),
                    min(own[1], high - (lowest - own[0])),
                )
        if found == before:
            break
    return found


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("cases", [60, 900, 6000, 40_000])
@pytest.mark.parametrize("shape", SIZES.values(), ids=SIZES)
def test_intervals_over_all_tables_find_no_small_cell_in_a_likely_year(
    shape: Shape, cases: int, seed: int
) -> None:
    known = likely_year(seed, shape, cases)
    published = publish(known)
    found = bounds(known, published)
    for cell in small_cells(known, FEW):
        assert cell not in published.visible
        assert found[cell][1] >= FEW


def test_much_of_a_busy_year_can_be_told() -> None:
    known = likely_year(1, (21, 4, 4, 2), 40_000)
    published = publish(known)
    big = [cell for cell in all_cells(known) if known.count(cell) >= FEW]

    assert len(published.visible) > 0.8 * len(big)


def test_a_small_one_never_stands_hidden_alone_in_its_row() -> None:
    known = facts(
        (3, 1, 1, 1), {("1", "1", "1", "1"): 40, ("2", "1", "1", "1"): 12, ("3", "1", "1", "1"): 4}
    )
    published = publish(known)
    regions = [published.figure(frozenset({(REGION, number)})) for number in "123"]

    assert regions == [40, None, None]
    assert published.figure(frozenset()) == 55


def test_what_a_quarter_hides_stays_hidden_in_the_year() -> None:
    """Otherwise the year less three quarters would tell the fourth."""
    counts = {("1", q, "1", "1"): 50 for q in "1234"}
    counts |= {("2", q, "1", "1"): 30 for q in "1234"}
    counts |= {("3", q, "1", "1"): 20 for q in "123"} | {("3", "4", "1", "1"): 3}
    published = publish(facts((3, 4, 1, 1), counts))

    assert published.figure(frozenset({(QUARTER, "3"), (REGION, "3")})) == 20
    assert published.figure(frozenset({(QUARTER, "4"), (REGION, "3")})) is None
    assert published.figure(frozenset({(REGION, "3")})) is None


def test_a_quarter_of_few_hides_the_year_as_well() -> None:
    counts = {("1", q, "1", "1"): 50 for q in "123"} | {("1", "4", "1", "1"): 9}
    published = publish(facts((2, 4, 1, 1), counts))

    assert published.figure(frozenset({(QUARTER, "1")})) == 50
    assert published.figure(frozenset({(QUARTER, "4")})) is None
    assert published.figure(frozenset()) is None


def test_what_is_published_of_a_quarter_never_changes_later() -> None:
    whole = likely_year(5, (21, 4, 4, 3), 4000)
    first = Facts(
        {kind: times for kind, times in whole.counts.items() if kind[1] in "12"},
        {**whole.values, QUARTER: ("1", "2")},
        is_over=False,
    )
    early, late = publish(first).visible, publish(whole).visible

    assert early
    assert early == {cell: n for cell, n in late.items() if early_has(cell)}


def early_has(cell: Cell) -> bool:
    return any(fixed is QUARTER and value in "12" for fixed, value in cell)


@given(st.integers(0, 10**6))
def test_a_number_is_rounded_to_the_nearest_five(count: int) -> None:
    assert rounded(count) % 5 == 0
    assert abs(rounded(count) - count) <= 2


def test_a_quarter_is_told_two_days_after_its_end_and_a_year_while_it_is_kept() -> None:
    assert quarters_over(2026, date(2026, 7, 2)) == ("1",)
    assert quarters_over(2026, date(2026, 7, 3)) == ("1", "2")
    assert quarters_over(2026, date(2027, 1, 3)) == ("1", "2", "3", "4")
    assert years_offered(date(2026, 2, 1)) == (2025, 2024, 2023, 2022)
    assert years_offered(date(2026, 5, 1)) == (2026, 2025, 2024, 2023, 2022)


def tally(day: str, times: int, region: str = "abai") -> Tally:
    return Tally(day, 9, Band.HIGH, Language.KAZAKH, region, ANSWERED, 5, times)


def test_quarters_before_the_first_case_and_those_not_over_are_left_out() -> None:
    known = [tally("2026-05-02", 20), tally("2026-08-30", 30), tally("2026-11-01", 40)]
    found = facts_of(known, 2026, ("abai",), date(2026, 11, 22))

    assert found.values[QUARTER] == ("2", "3")
    assert sum(found.counts.values()) == 50
    assert not found.is_over


def test_a_table_has_its_margins_and_knows_whom_it_cannot_place() -> None:
    known = [tally("2025-02-02", 31), tally("2025-02-03", 12, region="unheard of")]
    table = table_of(facts_of(known, 2025, ("abai",), date(2026, 11, 22)), 2025, REGION, QUARTER)

    assert table.row_values == ("abai", "")
    assert table.column_values == ("1", "2", "3", "4")
    assert [row[0] for row in table.figures] == [30, 10, 45]
    assert {row[-1] for row in table.figures} == {None}


def test_a_year_that_is_not_over_tells_only_its_quarters() -> None:
    found = facts_of([tally("2026-02-02", 31)], 2026, ("abai",), date(2026, 5, 1))
    by_band = table_of(found, 2026, BAND, LANGUAGE)

    assert {figure for row in by_band.figures for figure in row} == {None}
    assert table_of(found, 2026, QUARTER, None).figures == ((30,), (None,))
