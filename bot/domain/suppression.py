"""Which cells of tables are hidden so that no small one can be found from all the others.

Whatever stays hidden has a *way out*: numbers can be moved between hidden cells until the small
one is no longer small, and not one visible cell changes. Whoever knows all that is visible can
therefore not tell that it is small. See docs/decisions/0011-published-numbers.md.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

# A cell of a table by its row and its column, and what else is known of those in it: the quarter
# and the value in the third dimension.
Spot = tuple[str, str]
Kind = tuple[str, str]
Profile = dict[Spot, dict[Kind, int]]
# Tells whether two rows (or columns) are both hidden in the figures of a quarter.
Exchangeable = Callable[[str, str, str], bool]


def hidden_in_row(counts: Mapping[str, int], few: int) -> frozenset[str]:
    """Return what is hidden of a row whose total is visible: the small ones and their cover.

    What is hidden must together not be small, and never be one alone.
    """
    hidden = {name for name, count in counts.items() if count < few}
    rest = sorted(counts.keys() - hidden, key=lambda name: (counts[name], name))
    while hidden and rest and (len(hidden) == 1 or sum(counts[n] for n in hidden) < few):
        hidden.add(rest.pop(0))
    return frozenset(hidden)


@dataclass(slots=True)
class Grid:
    """A table of two dimensions all of whose sums may be known, while it is being protected."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    profile: Profile
    few: int
    rows_exchange: Exchangeable
    columns_exchange: Exchangeable
    hidden: set[Spot] = field(default_factory=set)

    def count(self, spot: Spot) -> int:
        """Return how many stand in a cell."""
        return sum(self.profile.get(spot, {}).values())

    def protect(self, closed_rows: Iterable[str], closed_columns: Iterable[str]) -> bool:
        """Hide what must be hidden; False where even that does not protect every small cell."""
        spots = [(row, column) for row in self.rows for column in self.columns]
        rows, columns = frozenset(closed_rows), frozenset(closed_columns)
        self.hidden = {
            spot
            for spot in spots
            if self.count(spot) < self.few or spot[0] in rows or spot[1] in columns
        }
        small = [spot for spot in spots if self.count(spot) < self.few]
        return all(self._cover(spot) for spot in small)

    def _cover(self, spot: Spot) -> bool:
        while (lacks := self.few - self.reach(spot)) > 0:
            corners = min(self._more_cover(spot), key=lambda more: more.price(lacks), default=None)
            if corners is None:
                return False
            self.hidden |= corners.spots
        return True

    def reach(self, spot: Spot) -> int:
        """Return a count which the cell may have for all that the visible cells tell."""
        world = {where: dict(kinds) for where, kinds in self.profile.items()}
        reached = self.count(spot)
        for source, (kind, most) in self._exchanges(spot, world):
            reached += _moved(world, source, spot, kind, min(most, self.few - reached))
        for row, column in self._corners(spot):
            beside, below, across = (spot[0], column), (row, spot[1]), (row, column)
            if not {beside, below, across} <= self.hidden:
                continue
            for kind, most in _common(world, beside, below):
                moved = _moved(world, beside, spot, kind, min(most, self.few - reached))
                reached += _moved(world, below, across, kind, moved)
        return reached

    def _exchanges(self, spot: Spot, world: Profile) -> Iterator[tuple[Spot, tuple[Kind, int]]]:
        row, column = spot
        others = [(other, column) for other in self.rows if other != row]
        others += [(row, other) for other in self.columns if other != column]
        for source in others:
            for kind, most in list(world.get(source, {}).items()):
                if self._may_exchange(kind[0], source, spot):
                    yield source, (kind, most)

    def _may_exchange(self, quarter: str, one: Spot, other: Spot) -> bool:
        if one[1] == other[1]:
            return self.rows_exchange(quarter, one[0], other[0])
        return self.columns_exchange(quarter, one[1], other[1])

    def _corners(self, spot: Spot) -> Iterator[Spot]:
        for row in self.rows:
            for column in self.columns:
                if row != spot[0] and column != spot[1]:
                    yield row, column

    def _more_cover(self, spot: Spot) -> Iterator["_Cover"]:
        for row, column in self._corners(spot):
            beside, below = (spot[0], column), (row, spot[1])
            new = frozenset({beside, below, (row, column)} - self.hidden)
            gain = sum(most for _, most in _common(self.profile, beside, below))
            if new and gain:
                yield _Cover(new, gain, sum(self.count(each) for each in new))


@dataclass(frozen=True, slots=True)
class _Cover:
    """Cells that might be hidden as well, what it gains and how many people it hides."""

    spots: frozenset[Spot]
    gain: int
    people: int

    def price(self, lacks: int) -> tuple[bool, int, int, list[Spot]]:
        return (self.gain < lacks, self.people, -self.gain, sorted(self.spots))


def _common(world: Profile, one: Spot, other: Spot) -> list[tuple[Kind, int]]:
    first, second = world.get(one, {}), world.get(other, {})
    both = ((kind, min(count, second.get(kind, 0))) for kind, count in sorted(first.items()))
    return [(kind, most) for kind, most in both if most]


def _moved(world: Profile, source: Spot, target: Spot, kind: Kind, count: int) -> int:
    if count <= 0:
        return 0
    world[source][kind] -= count
    there = world.setdefault(target, {})
    there[kind] = there.get(kind, 0) + count
    return count
