"""A linear classifier that answers in microseconds without any library.

Its features are binary and weighted by how rare they are (tf-idf with binary tf); a text is scaled
to the length one, as in training. The weights of one feature for all labels are packed into a
single integer, 32 bits a label, so that adding the features of a text is adding a few integers;
the last 32 bits add up to the square of its length.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp, sqrt
from struct import Struct
from typing import Final

# Weights are kept in whole steps of this size; finer ones change no answer.
STEPS: Final = 256
LANE: Final = 32
ROOM: Final = 1 << (LANE - 1)


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights by feature, and by label what is added to every text.

    `sharpness` turns scores into probabilities that mean something (temperature scaling: Guo et
    al., "On Calibration of Modern Neural Networks", 2017).
    """

    labels: tuple[str, ...]
    weights: Mapping[str, int]
    bias: tuple[float, ...]
    sharpness: float

    def probabilities(self, features: frozenset[str]) -> list[float]:
        """Return how probable each label is for a text of these features, in their order."""
        scores = self.scores(features)
        highest, sharpness = max(scores), self.sharpness
        powers = [exp(sharpness * (score - highest)) for score in scores]
        total = sum(powers)
        return [power / total for power in powers]

    def scores(self, features: frozenset[str]) -> list[float]:
        """Return the distance of a text from the border of each label."""
        weight_of = self.weights.get
        added = sum([weight_of(feature, 0) for feature in features])
        *sums, square = unpacked(added, len(self.labels) + 1)
        length = sqrt(square / STEPS) or 1.0
        return [total / STEPS / length + bias for total, bias in zip(sums, self.bias, strict=True)]


def packed(numbers: list[int]) -> int:
    """Return signed numbers, of less than 32 bits each, as one integer."""
    return sum(number << (LANE * place) for place, number in enumerate(numbers))


def unpacked(together: int, count: int) -> list[int]:
    """Return the numbers of one integer, or the sums of those that were added."""
    room, lanes = _room(count)
    return [lane - ROOM for lane in lanes.unpack((together + room).to_bytes(lanes.size, "little"))]


@cache
def _room(count: int) -> tuple[int, Struct]:
    """Return what makes every number of so many positive, and how they then lie in memory."""
    return packed([ROOM] * count), Struct(f"<{count}I")
