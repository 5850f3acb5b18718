"""Remembers forms that have been carried out, so that a line sent twice is written once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from bot.domain.operator import OperatorId

KEPT: Final = 1000


@dataclass(frozen=True, slots=True)
class Onces:
    """The marks of forms, newest last; a mark is random and says nothing."""

    marks: dict[tuple[OperatorId, str], None] = field(default_factory=dict)

    @asynccontextmanager
    async def only(self, operator: OperatorId, mark: str) -> AsyncIterator[bool]:
        """Tell whether this is the first time; what fails may be sent again under its mark."""
        key = (operator, mark)
        if mark and key in self.marks:
            yield False
            return
        self.marks[key] = None
        while len(self.marks) > KEPT:
            del self.marks[next(iter(self.marks))]
        try:
            yield True
        except BaseException:
            self.marks.pop(key, None)
            raise
