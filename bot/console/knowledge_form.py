"""The form of a file: which complaint belongs beside which field, and what was filled in."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from starlette.exceptions import HTTPException

from bot.console.access import FORM_FIELD, Caller
from bot.domain.advice import Complaint
from bot.domain.editing import Field, Shape, Way
from bot.domain.language import Language

STEPS_AT_MOST: Final = 12
UNREADABLE: Final = 400


@dataclass(frozen=True, slots=True)
class Form:
    """Fields with what is said about each; `rest` belongs to none of them."""

    fields: tuple[Field, ...]
    said: Mapping[str, tuple[Complaint, ...]]
    rest: tuple[Complaint, ...]

    def about(self, name: str) -> tuple[Complaint, ...]:
        """Return what is said about one control: "names.kk", or "phones" as a whole."""
        return self.said.get(name, ())

    def is_wrong(self, name: str) -> bool:
        """Tell whether something refuses what stands in a control."""
        return any(not each.is_notice for each in self.about(name))

    def speaks_of(self, field: Field) -> bool:
        """Tell whether something is said about a field or anything inside it."""
        inside = f"{field.name}."
        return any(name == field.name or name.startswith(inside) for name in self.said)


def form_of(fields: tuple[Field, ...], complaints: Iterable[Complaint]) -> Form:
    """Return the form with every complaint beside the nearest field."""
    names = frozenset(_names(fields))
    said: dict[str, tuple[Complaint, ...]] = {}
    rest: list[Complaint] = []
    for each in complaints:
        name = nearest(each.place, names)
        if name is None:
            rest.append(each)
        else:
            said[name] = (*said.get(name, ()), each)
    return Form(fields, said, tuple(rest))


def nearest(place: Way, names: frozenset[str]) -> str | None:
    """Return the name of the control that a place is in, the innermost one."""
    ways = (place[:length] for length in range(len(place), 0, -1))
    return next((name for way in ways if (name := name_of(way)) in names), None)


def name_of(way: Way) -> str:
    """Return a way as the names of fields are written."""
    return ".".join(str(step) for step in way)


def _names(fields: Iterable[Field]) -> Iterator[str]:
    for each in fields:
        yield each.name
        if each.shape is Shape.WORDS:
            yield from (f"{each.name}.{language.value}" for language in Language)
        yield from _names(each.fields)


def heading(field: Field, language: Language) -> str:
    """Return what stands first inside an item of a list, so that it can be told from others."""
    if field.shape is Shape.WORDS and len(field.values) == len(Language):
        return field.values[tuple(Language).index(language)]
    if field.values and field.shape not in (Shape.CHOICE, Shape.FLAG):
        return field.values[0]
    return next(filter(None, (heading(each, language) for each in field.fields)), "")


def is_day(words: str) -> bool:
    """Tell whether a calendar can show it; what is none must stay as it was typed."""
    try:
        return not words or date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False


def rows_of(words: str) -> int:
    """Return how many lines a field is to show at first."""
    return sum(1 + len(line) // 34 for line in words.split("\n"))


def answers_of(caller: Caller) -> dict[str, str]:
    """Return what was filled in, by the name of the field; the last of one name counts."""
    return {
        name.removeprefix(FORM_FIELD): as_typed(value)
        for name, value in caller.form.multi_items()
        if name.startswith(FORM_FIELD) and isinstance(value, str)
    }


def as_typed(words: str) -> str:
    """Return words with the ends of lines that files have; browsers send others."""
    return words.replace("\r\n", "\n").replace("\r", "\n")


def way_in(words: str) -> Way:
    """Read the way that a button carries; raises HTTPException for anything else."""
    try:
        read = json.loads(words)
    except (ValueError, RecursionError):
        raise HTTPException(UNREADABLE) from None
    if not isinstance(read, list) or not 0 < len(read) <= STEPS_AT_MOST:
        raise HTTPException(UNREADABLE)
    if not all(isinstance(step, str) or type(step) is int for step in read):
        raise HTTPException(UNREADABLE)
    return tuple(read)
