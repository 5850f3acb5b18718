"""Everything we say, text by text and language by language, with the line where it is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bot.domain.language import Language
from bot.knowledge.reader import read_folder
from bot.translation.catalogs import LOCALES, Entry, entries, path_of

CODES: Final = frozenset(language.value for language in Language)
# Names of places by the thousand: no dictionary knows them.
NAMES_ONLY: Final = frozenset({"places.yaml"})
NOT_THERE: Final = Entry(0, (), is_fuzzy=False)

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """One text in one language: all its forms, none where it is missing."""

    language: Language
    file: Path
    line: int
    forms: tuple[str, ...]
    elsewhere: frozenset[str]  # the same text in the other languages
    is_fuzzy: bool = False
    # The lines of the whole file, in which the very line of a word is found.
    around: Sequence[str] = field(default=(), repr=False)

    @property
    def is_missing(self) -> bool:
        """Tell whether nothing, or less than everything, is said."""
        return not self.forms or not all(form.strip() for form in self.forms)

    def line_of(self, part: str) -> int:
        """Return the line on which a part of the text stands, at or below its beginning."""
        start = max(self.line, 1)
        below = enumerate(self.around[start - 1 :], start)
        return next((number for number, words in below if part in words), self.line)


def wordings(knowledge: Path, locales: Path = LOCALES) -> Iterator[Wording]:
    """Return every text of the interface and of the knowledge in every language."""
    yield from in_catalogs(locales)
    yield from in_knowledge(knowledge)


def in_catalogs(locales: Path = LOCALES) -> Iterator[Wording]:
    """Return the texts of the catalogs."""
    found = {language: entries(locales, language) for language in Language}
    sources = dict.fromkeys(source for catalog in found.values() for source in catalog)
    for language in Language:
        path = path_of(locales, language)
        around = path.read_text(encoding="utf-8").splitlines() if path.is_file() else ()
        shown = path.relative_to(locales.parent)
        for source in sources:
            said = {spoken: found[spoken].get(source, NOT_THERE) for spoken in Language}
            here, others = said[language], _but(language, said)
            elsewhere = frozenset(form for entry in others for form in entry.forms)
            yield Wording(language, shown, here.line, here.forms, elsewhere, here.is_fuzzy, around)


def in_knowledge(folder: Path) -> Iterator[Wording]:
    """Return the texts of the files of knowledge that can be read."""
    for name, source in read_folder(folder).sources.items():
        if name in NAMES_ONLY:
            continue
        around = source.text.splitlines()
        for place, said in _texts(source.values, ()):
            for language in Language:
                words = said[language]
                elsewhere = frozenset(_but(language, said))
                line = source.line((*place, language.value))
                forms = (words,) if words else ()
                yield Wording(language, folder / name, line, forms, elsewhere, around=around)


def _but(language: Language, said: Mapping[Language, Any]) -> list[Any]:
    return [words for spoken, words in said.items() if spoken is not language]


def _texts(values: Any, place: Place) -> Iterator[tuple[Place, dict[Language, str]]]:
    """Return the texts somewhere below a value that stand side by side in our languages."""
    if isinstance(values, list):
        for number, value in enumerate(values):
            yield from _texts(value, (*place, number))
    elif isinstance(values, dict):
        said = {language: values.get(language.value) for language in Language}
        if any(isinstance(words, str) for words in said.values()):
            yield (
                place,
                {spoken: words if isinstance(words, str) else "" for spoken, words in said.items()},
            )
        for key, value in values.items():
            if key not in CODES:
                yield from _texts(value, (*place, key))
