"""The lines of a talk."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class By(StrEnum):
    """Who wrote a line of a talk; the program only says what both sides must know."""

    VISITOR = "visitor"
    OPERATOR = "operator"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a talk.

    `message` is the channel's id of a visitor's line, so that a change of it finds it again;
    `revision` is the revision of her page which shows the line first; `card` names a quick card.
    """

    number: int
    by: By
    words: str = field(repr=False)
    at: datetime
    revision: int = -1
    message: int | None = None
    is_edited: bool = False
    card: str = ""


def lines_of(lines: Iterable[Line], by: By) -> tuple[Line, ...]:
    """Return the lines of one side."""
    return tuple(line for line in lines if line.by is by)
