"""What the simulation supposes; no source gives these figures for Kazakhstan, so they stand here.

Change one, run `make simulate`, and read what becomes of the waits.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.danger import Band
from bot.domain.language import Language

HOURS_IN_A_DAY: Final = 24
MINUTES_IN_AN_HOUR: Final = 60

# How many come in each hour of the day, beside each other: the evening and the night are fullest.
# fmt: off
ARRIVALS_BY_HOUR: Final = (
    1.5, 1.3, 1.0, 0.8, 0.6, 0.5, 0.5, 0.6, 0.8, 0.9, 0.9, 0.9,
    0.9, 0.9, 0.9, 0.9, 1.0, 1.1, 1.2, 1.4, 1.6, 1.7, 1.8, 1.7,
)
# fmt: on

BANDS: Final[Mapping[Band, float]] = {
    Band.IMMEDIATE: 0.08,
    Band.HIGH: 0.27,
    Band.ELEVATED: 0.40,
    Band.UNCLEAR: 0.25,
}
POINTS: Final[Mapping[Band, tuple[int, int]]] = {
    Band.IMMEDIATE: (0, 20),
    Band.HIGH: (0, 20),
    Band.ELEVATED: (1, 6),
    Band.UNCLEAR: (0, 0),
}
LANGUAGES: Final[Mapping[Language, float]] = {
    Language.KAZAKH: 0.47,
    Language.RUSSIAN: 0.50,
    Language.ENGLISH: 0.03,
}
ABOUT_A_CHILD: Final = 0.04
ABOUT_SUICIDE: Final = 0.08

# Minutes of an operator's whole attention: median by band, and the spread of the logarithm.
TALK_MEDIAN: Final[Mapping[Band, float]] = {
    Band.IMMEDIATE: 20,
    Band.HIGH: 20,
    Band.ELEVATED: 15,
    Band.UNCLEAR: 10,
}
TALK_SPREAD: Final = 0.6
# How much of a talk passes in a minute when an operator has so many: people write slowly, so three
# talks at once get on two thirds as fast as one alone.
PACE: Final[Mapping[int, float]] = {1: 1.0, 2: 0.8, 3: 2 / 3}

# Seconds until an operator presses Next, after a sound and without one, and reads the card.
PRESSES_AFTER_SOUND: Final = (3, 15)
PRESSES_AFTER: Final = (5, 40)
READS_FOR: Final = (5, 20)


@dataclass(frozen=True, slots=True)
class Shift:
    """Operators who come and go together; `languages` and `trained` by operator."""

    begins: int
    ends: int
    languages: tuple[tuple[Language, ...], ...]
    trained: tuple[bool, ...]


_BOTH: Final = (Language.KAZAKH, Language.RUSSIAN)
_RUSSIAN: Final = (Language.RUSSIAN,)
_KAZAKH: Final = (Language.KAZAKH,)
_ALL: Final = tuple(Language)
_NIGHT: Final = (_BOTH, _RUSSIAN, _KAZAKH, _ALL)
_DAY: Final = (*_NIGHT, _BOTH)
_EVENING: Final = (*_DAY, _RUSSIAN, _BOTH, _KAZAKH, _BOTH)

# As many as the hours need: 5 by day, 9 in the evening, 4 after one o'clock.
SHIFTS: Final = (
    Shift(8, 17, _DAY, (True, False, False, True, False)),
    Shift(17, 25, _EVENING, (True, False, False, True, False, False, True, False, False)),
    Shift(1, 8, _NIGHT, (True, False, False, True)),
)
