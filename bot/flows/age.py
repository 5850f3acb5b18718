"""Hears that somebody says of themselves to be under 18, in any of the three languages."""

import re
from typing import Final

from bot.domain.spelling import fold

GROWN_UP: Final = 18
YOUNGEST: Final = 5
NUMBER: Final = r"(\d{1,2})\b"
# "I am 13 weeks pregnant" and "I am 10 minutes away" tell no age.
MEASURES: Final = "|".join(
    fold(word)
    for word in (
        *("week", "month", "minute", "hour", "time", "km", "недел", "месяц", "минут", "час"),
        *("раз", "апта", "айлық", "сағат", "рет"),
    )
)
NO_AGE: Final = rf"(?! (?:{MEASURES}))"
SELF: Final = re.compile(
    rf"\b(?:i am|im|mne|magan|men|jasym|jasim) {NUMBER}{NO_AGE}|\b{NUMBER} jas(?:ta)?m[iy]n"
)


def is_under_18(said: str) -> bool:
    """Tell whether words say "I am 13" and the like; an age told of somebody else is no answer."""
    found = SELF.search(fold(said))
    age = int(next(group for group in found.groups() if group)) if found else GROWN_UP
    return YOUNGEST <= age < GROWN_UP
