"""The catalogs of `locales/`, read by Babel and held as gettext translations."""

import gettext
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.domain.language import Language
from bot.domain.text import Text, _

ADD_CATALOG: Final = _("Please add this catalog.")
MISSING: Final = _("This text is missing here: run `make texts`.")
TRANSLATE: Final = _("Please translate this text.")
FUZZY: Final = _("Please check this translation and remove the mark “fuzzy”.")
PLURALS: Final = _("Please give all {count} plural forms.")
GAPS: Final = _("Please keep exactly these gaps: {gaps}")
LOCALES: Final = Path(__file__).parents[2] / "locales"


@dataclass(frozen=True, slots=True)
class CatalogFault:
    """Something wrong in a catalog, with the line on which its message begins."""

    file: Path
    line: int
    source: str
    advice: Text


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of a catalog: its line, and what it is in this language, form by form."""

    line: int
    forms: tuple[str, ...]
    is_fuzzy: bool


@cache
def translations(locales: Path = LOCALES) -> Mapping[Language, gettext.NullTranslations]:
    """Return the translations of every language."""
    return {language: _compiled(_catalog(locales, language)) for language in Language}


def faults(locales: Path = LOCALES) -> list[CatalogFault]:
    """Return everything in the catalogs that would reach a visitor untranslated or garbled."""
    found: list[CatalogFault] = []
    sources = _sources(locales)
    for language in Language:
        path = path_of(locales, language)
        if not path.is_file():
            found.append(CatalogFault(path, 0, "", ADD_CATALOG))
            continue
        catalog = _catalog(locales, language)
        listed = {message.id for message in catalog if message.id}
        found += [CatalogFault(path, 0, _first(source), MISSING) for source in sources - listed]
        for message in catalog:
            found += [
                CatalogFault(path, message.lineno or 0, _first(message.id), advice)
                for advice in _advice(message, catalog)
            ]
    return found


def entries(locales: Path, language: Language) -> dict[str, Entry]:
    """Return the messages of a catalog by their source; none where there is no catalog."""
    if not path_of(locales, language).is_file():
        return {}
    return {
        _first(message.id): Entry(message.lineno or 0, _forms(message), message.fuzzy)
        for message in _catalog(locales, language)
        if message.id
    }


def catalog_texts(locales: Path = LOCALES) -> Iterator[tuple[Language, Path, int, str]]:
    """Return every translated text with its language, file and line."""
    for language in Language:
        for entry in entries(locales, language).values():
            for words in filter(None, entry.forms):
                yield language, path_of(locales, language), entry.line, words


def catalog_sources(locales: Path = LOCALES) -> Iterator[tuple[str, str]]:
    """Return the source of every text with the file in which it is marked."""
    for message in _catalog(locales, Language.ENGLISH):
        for place, _line in message.locations if message.id else ():
            yield _first(message.id), place


def path_of(locales: Path, language: Language) -> Path:
    """Return where the catalog of a language lies."""
    return locales / language.value / "LC_MESSAGES" / "bot.po"


def _catalog(locales: Path, language: Language) -> Catalog:
    with path_of(locales, language).open("rb") as file:
        return read_po(file, locale=language.value)


def _compiled(catalog: Catalog) -> gettext.NullTranslations:
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _sources(locales: Path) -> set[object]:
    return {
        message.id
        for language in Language
        if path_of(locales, language).is_file()
        for message in _catalog(locales, language)
        if message.id
    }


def _first(source: object) -> str:
    return str(source[0] if isinstance(source, tuple | list) else source)


def _forms(message: Message) -> tuple[str, ...]:
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return tuple(str(form or "") for form in forms)


def _advice(message: Message, catalog: Catalog) -> list[Text]:
    if not message.id:
        return []
    forms = _forms(message)
    sources = message.id if isinstance(message.id, tuple | list) else (message.id,)
    advice: list[Text] = []
    if not all(form.strip() for form in forms):
        advice.append(TRANSLATE)
    if message.fuzzy:
        advice.append(FUZZY)
    if isinstance(message.id, tuple | list) and len(forms) != catalog.num_plurals:
        advice.append(PLURALS.given(count=catalog.num_plurals))
    wanted = set().union(*(_gaps(str(source)) for source in sources))
    if any(form and _gaps(form) != wanted for form in forms):
        advice.append(GAPS.given(gaps=", ".join(sorted(wanted)) or "–"))
    return advice


def _gaps(words: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(words) if name is not None}
    except ValueError:
        return {"{"}
