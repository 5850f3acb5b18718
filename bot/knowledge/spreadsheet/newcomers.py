"""Makes the id and the file name of a new centre, by the rule of knowledge/README.md."""

import re
from collections.abc import Iterable
from typing import Final

from bot.knowledge.spreadsheet.rows import Row

NUMBERED: Final = re.compile(r"(.+)-(\d+)")
FILE_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.yaml")
# Words that tell nothing about a centre, and its kind only where nothing else is left.
SMALL_WORDS: Final = frozenset(
    ["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"]
)
USUAL_WORDS: Final = frozenset(["centre", "center", "crisis", "region", "regional", "city"])
LONGEST: Final = 3


def next_id(region: str, taken: Iterable[str]) -> str:
    """Return the region with the next number, as AST-03."""
    found = (NUMBERED.fullmatch(one) for one in taken)
    numbers = [int(one[2]) for one in found if one and one[1] == region]
    return f"{region}-{max(numbers, default=0) + 1:02}"


def file_name(row: Row, region_in_english: str, taken: Iterable[str]) -> str:
    """Return town and name in small Latin letters, as `astana-umit.yaml`; never a taken one."""
    town = _latin(str(row["place"])) or [
        word for word in _latin(region_in_english) if word not in USUAL_WORDS
    ]
    words = [word for word in _latin(str(row["names.en"])) if word not in {*SMALL_WORDS, *town}]
    telling = [word for word in words if word not in USUAL_WORDS] or words
    stem = "-".join((*town, *(telling or ["centre"])[:LONGEST]))
    names, number = set(taken), 1
    while (name := f"{stem}-{number}.yaml" if number > 1 else f"{stem}.yaml") in names:
        number += 1
    return name


def _latin(words: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", words.lower().replace("'", "").replace("’", ""))
