"""`pana check`: everything that could mislead a visitor, said at once, in the editor's language."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from gettext import NullTranslations
from typing import Final

from bot.composition.application import master_key
from bot.domain.errors import SettingsError
from bot.domain.language import Language
from bot.domain.text import _, _n
from bot.knowledge import models
from bot.knowledge.keeper import read_guide
from bot.knowledge.phrases import forbidden_in
from bot.knowledge.reader import read_folder
from bot.settings import Settings
from bot.translation.catalogs import LOCALES, catalog_texts, faults, translations
from bot.translation.translator import Translator

ALL_WELL: Final = _("All is well: knowledge, catalogs and settings.")
FORBIDDEN: Final = _("“{phrase}” must not be said to anybody who is hurt: please reword.")


def check(settings: Settings, language: Language, say: Callable[[str], None]) -> bool:
    """Say all complaints; True if there is none."""
    translator = _translator()
    said = [
        *_knowledge(settings, language, translator),
        *_catalogs(language, translator),
        *_settings(settings),
    ]
    said += _forbidden_in_catalogs(settings, language, translator)
    for line in said:
        say(line)
    if said:
        say(translator.say(_n("{count} complaint.", "{count} complaints.", len(said)), language))
        return False
    say(translator.say(ALL_WELL, language))
    return True


def _translator() -> Translator:
    try:
        return Translator(translations())
    except OSError:
        # A catalog is missing: the advice is then given in English.
        return Translator(dict.fromkeys(Language, NullTranslations()))


def _knowledge(settings: Settings, language: Language, translator: Translator) -> Iterator[str]:
    _guide, complaints = read_guide(settings.knowledge, datetime.now(UTC).date())
    for complaint in complaints:
        where = f"{settings.knowledge / complaint.file}:{complaint.line}"
        place = f" {complaint.place}:" if complaint.place else ""
        yield f"{where}:{place} {translator.say(complaint.advice, language)}"


def _catalogs(language: Language, translator: Translator) -> Iterator[str]:
    for fault in faults():
        advice = translator.say(fault.advice, language)
        name = fault.file.relative_to(LOCALES.parent)
        yield f"{name}:{fault.line}: “{fault.source}”: {advice}"


def _forbidden_in_catalogs(
    settings: Settings, language: Language, translator: Translator
) -> Iterator[str]:
    file = read_folder(settings.knowledge).read.get("forbidden_phrases.yaml")
    if isinstance(file, models.ForbiddenFile):
        for spoken, path, line, words in catalog_texts():
            for phrase in forbidden_in(words, spoken, file):
                advice = translator.say(FORBIDDEN.given(phrase=phrase), language)
                yield f"{path.relative_to(LOCALES.parent)}:{line}: {advice}"


def _settings(settings: Settings) -> Iterator[str]:
    if settings.master_key is not None:
        try:
            master_key(settings)
        except SettingsError as error:
            yield str(error)
