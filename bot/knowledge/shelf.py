"""Holds what was read of the folder, and what is wrong with it."""

from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel

from bot.domain.advice import Complaint
from bot.domain.text import Text
from bot.knowledge.files import Source

M = TypeVar("M", bound=BaseModel)


@dataclass(slots=True)
class Shelf:
    """All files as models, by name, and what is wrong with those that could not be read."""

    read: dict[str, BaseModel] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    complaints: list[Complaint] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Tell whether nothing refuses it; notices do not."""
        return all(complaint.is_notice for complaint in self.complaints)

    def one(self, name: str, kind: type[M]) -> M:
        """Return a file that was read."""
        found = self.read[name]
        assert isinstance(found, kind)
        return found

    def all(self, below: str, kind: type[M]) -> dict[str, M]:
        """Return the files of a folder that were read, by name."""
        return {
            name: model
            for name, model in self.read.items()
            if name.startswith(f"{below}/") and isinstance(model, kind)
        }

    def complain(
        self,
        name: str,
        place: tuple[str | int, ...],
        advice: Text,
        *,
        below: int = 0,
        is_notice: bool = False,
    ) -> None:
        """Add a complaint about a value of a file, or about a line so far below its beginning."""
        line, column = self.sources[name].mark(place) if name in self.sources else (0, 0)
        if below:
            line, column = line + below, 1
        self.complaints.append(Complaint(name, line, column, place, advice, is_notice))
