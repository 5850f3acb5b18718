"""What is wrong with a file of knowledge, said as a colleague would: where, and what to do."""

from dataclasses import dataclass

from bot.domain.text import Text


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing to mend.

    `line` and `column` are 1-based, 0 where the whole file is meant; `place` is the way to the
    value, as ("phones", 0, "number"). A notice is told, and refuses nothing.
    """

    file: str
    line: int
    column: int
    place: tuple[str | int, ...]
    advice: Text
    is_notice: bool = False

    @property
    def where(self) -> str:
        """Return the way to the value as it is written for people."""
        return ".".join(str(step) for step in self.place)
