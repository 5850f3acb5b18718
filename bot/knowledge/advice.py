"""What is wrong with a knowledge file, said as a colleague would: file, line, what to do."""

from dataclasses import dataclass

from bot.domain.text import Text


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing to mend; `line` is 1-based, 0 where the whole file is meant."""

    file: str
    line: int
    place: str
    advice: Text
