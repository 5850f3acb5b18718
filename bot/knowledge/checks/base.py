"""What checks share: when they look, and how they walk through texts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bot.domain.guide import Ages
from bot.domain.language import Language
from bot.domain.text import Text
from bot.knowledge import examples, models
from bot.knowledge.shelf import Shelf

Place = tuple[str | int, ...]
# A place, what to do there, and whether it is only told and refuses nothing.
Finding = tuple[Place, Text, bool]

LANGUAGES: Final = frozenset(Language)
# What people type, what must not be written, and names of places are no texts of ours.
NOT_OURS: Final = frozenset(
    (
        "forbidden_phrases.yaml",
        "danger_words.yaml",
        "old_laws.yaml",
        "places.yaml",
        *examples.FILES.values(),
    )
)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """When files are checked, and beside what: `before` is what was good last."""

    today: date
    before: Shelf | None = None
    ages: Ages = field(default_factory=Ages)


Check = Callable[[Shelf, Circumstances], None]


def strings(values: object, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Return every piece of text of a file with its place."""
    if isinstance(values, dict):
        for key, value in values.items():
            yield from strings(value, (*place, str(key)))
    elif isinstance(values, list):
        for number, value in enumerate(values):
            yield from strings(value, (*place, number))
    elif isinstance(values, str):
        yield place, values


def texts(values: object) -> Iterator[tuple[Place, Language, str]]:
    """Return every text that stands in a language, with its place."""
    for place, words in strings(values):
        if place and place[-1] in LANGUAGES:
            yield place, Language(str(place[-1])), words


def in_three(values: object, place: Place = ()) -> Iterator[tuple[Place, dict[Language, str]]]:
    """Return every text that stands in three languages, with its place."""
    if isinstance(values, dict):
        if values.keys() >= LANGUAGES and all(isinstance(values[each], str) for each in LANGUAGES):
            yield place, {language: values[language] for language in Language}
        else:
            for key, value in values.items():
                yield from in_three(value, (*place, str(key)))
    elif isinstance(values, list):
        for number, value in enumerate(values):
            yield from in_three(value, (*place, number))


def said(words: models.Words | None) -> Iterator[tuple[Language, str]]:
    """Return a text, if there is one, in each language."""
    if words is not None:
        for language in Language:
            yield language, getattr(words, language)
