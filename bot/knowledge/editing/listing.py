"""Lists every file with what an editor looks for."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from bot.domain.editing import Kind, Paper
from bot.domain.guide import Ages
from bot.domain.spelling import fold
from bot.domain.text import Counsel
from bot.knowledge import due, examples, models, reader
from bot.knowledge.editing.names import TITLES, is_known, kind_of
from bot.knowledge.files import (
    LARGE_AND_KEPT,
    READ_AND_KEPT,
    Drafts,
    Source,
    UnreadableError,
    names_in,
    read_file,
)
from bot.knowledge.once import Remembered

# Thousands of phrases would be found by every search.
NOT_SEARCHED: Final = frozenset(examples.FILES.values())
PLACES: Final = "places.yaml"
PHONE: Final = re.compile(r"\+7(\d{10})")


def names(folder: Path, drafts: Drafts) -> Iterator[str]:
    """Return the names of all files that may be edited, those of drafts too."""
    yield from (name for name in reader.SINGLE if drafts.get(name, "") is not None)
    for below in reader.MANY:
        for name in names_in(folder, below, drafts):
            if name not in reader.SINGLE and is_known(folder, name):
                yield name


def paper(folder: Path, name: str, drafts: Drafts, ages: Ages) -> Paper:
    """Return one file as it stands in the list; one that cannot be read under its own name."""
    try:
        source = read_file(folder, name, drafts)
        found = (_LARGE if source.is_large else _SMALL)(source, ages)
        if found.kind is not Kind.CENTRE or not isinstance(source.values, dict):
            return found
        # Many centres bear the same name: their town tells them apart.
        return replace(found, town=towns(folder, drafts).get(str(source.values.get("place"))))
    except UnreadableError:
        return Paper(name, kind_of(name), _title(name, None))


def towns(folder: Path, drafts: Drafts) -> Mapping[str, Counsel]:
    """Return the names of places by id; none where their file cannot be read."""
    try:
        source = read_file(folder, PLACES, drafts)
    except UnreadableError:
        return {}
    _, model, _ = reader.as_model(source, models.PlacesFile)
    return _TOWNS(model) if isinstance(model, models.PlacesFile) else {}


def _named(file: models.PlacesFile) -> Mapping[str, Counsel]:
    return {one.id: Counsel(one.name.kk, one.name.ru, one.name.en) for one in file.places}


_TOWNS: Final = Remembered(_named)


def _paper(source: Source, ages: Ages) -> Paper:
    name, values = source.name, source.values
    kind = kind_of(name)
    status = values.get("status") if isinstance(values, dict) and kind is Kind.CENTRE else ""
    checked_on, due_on = _dates(source, ages)
    return Paper(
        name,
        kind,
        _title(name, values),
        checked_on,
        due_on,
        status if isinstance(status, str) else "",
        _words(values, name),
    )


# A file that has not changed is not read through again.
_SMALL: Final = Remembered(_paper, kept=READ_AND_KEPT)
_LARGE: Final = Remembered(_paper, kept=LARGE_AND_KEPT)


def _dates(source: Source, ages: Ages) -> tuple[date | None, date | None]:
    model_type = reader.kind_of(source.name)
    assert model_type is not None
    _, model, _ = reader.as_model(source, model_type)
    if isinstance(model, models.Checked):
        return model.checked_on, due.checked_until(model, ages)
    try:
        return date.fromisoformat(str(source.values["checked_on"])), None
    except (KeyError, TypeError, ValueError):
        return None, None


def _title(name: str, values: Any) -> Counsel:
    known = TITLES.get(name)
    if known is not None:
        return known
    known_as = values if isinstance(values, dict) else {}
    said: Any = known_as.get("names") or known_as.get("title") or known_as.get("name")
    spoken = said if isinstance(said, dict) else {"": said}
    # A language that is still missing is told in another one, and else by the name of the file.
    other = next((str(words) for words in spoken.values() if _is_said(words)), name)
    return Counsel(*(_or(spoken.get(one), other) for one in ("kk", "ru", "en")))


def _or(words: Any, other: str) -> str:
    return str(words) if _is_said(words) else other


def _is_said(words: Any) -> bool:
    return isinstance(words, str) and bool(words.strip())


def _words(values: Any, name: str) -> str:
    """Return all that a search looks in, folded; phones also as they are dialled at home."""
    said = " ".join(_texts(values)) if name not in NOT_SEARCHED else ""
    title = TITLES.get(name)
    titles = f"{title.kk} {title.ru} {title.en}" if title else ""
    dialled = " ".join(f"8{digits}" for digits in PHONE.findall(said))
    return fold(f"{name} {titles} {said} {dialled}")


def _texts(values: Any) -> Iterator[str]:
    match values:
        case dict():
            for value in values.values():
                yield from _texts(value)
        case list():
            for value in values:
                yield from _texts(value)
        case str():
            yield values
