"""The phrases the program learns from, looked at once for as long as they stay the same."""

from typing import Final

from pydantic import BaseModel

from bot.domain.advice import Complaint
from bot.knowledge import examples
from bot.knowledge.checks.base import Circumstances
from bot.knowledge.files import Source
from bot.knowledge.once import Remembered
from bot.knowledge.shelf import Shelf


def phrases(shelf: Shelf, _: Circumstances) -> None:
    """Complain of phrases that would teach something wrong."""
    names = [name for name in examples.FILES.values() if name in shelf.read]
    shelf.complaints += LOOKS(*(part for name in names for part in _parts(shelf, name)))


def _parts(shelf: Shelf, name: str) -> tuple[Source, BaseModel]:
    return shelf.sources[name], shelf.read[name]


def _look(*parts: Source | BaseModel) -> tuple[Complaint, ...]:
    shelf = Shelf()
    for source, model in zip(parts[::2], parts[1::2], strict=True):
        assert isinstance(source, Source)
        assert isinstance(model, BaseModel)
        shelf.sources[source.name], shelf.read[source.name] = source, model
    examples.check_phrases(shelf)
    return tuple(shelf.complaints)


LOOKS: Final = Remembered(_look)
