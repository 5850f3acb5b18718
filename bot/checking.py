"""`pana check`: everything that could mislead a visitor, said at once, in the editor's language."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from gettext import NullTranslations
from typing import Final

from bot.composition.application import master_key
from bot.domain.advice import Complaint
from bot.domain.calendar import day_of
from bot.domain.errors import SettingsError
from bot.domain.language import Language
from bot.domain.text import _, _n
from bot.knowledge import models
from bot.knowledge.before import shelf_before
from bot.knowledge.keeper import read_guide
from bot.knowledge.phrases import forbidden_in
from bot.knowledge.reader import read_folder
from bot.languages.measures import language_measures
from bot.settings import Settings
from bot.translation.catalogs import LOCALES, catalog_texts, faults, translations
from bot.translation.translator import Translator

# Translators: before something that should be looked at and refuses nothing.
NOTICE: Final = _("Notice: {words}")
ALL_WELL: Final = _("All is well: knowledge, catalogs and settings.")
FORBIDDEN: Final = _("“{phrase}” must not be said to anybody who is hurt: please reword.")


def check(
    settings: Settings, language: Language, say: Callable[[str], None], *, strict: bool = False
) -> bool:
    """Say all complaints; True if there is none. Notices are told first, and count if `strict`."""
    translator = _translator()
    found = [
        (one.is_notice, _said(one, settings, language, translator)) for one in _complaints(settings)
    ]
    for remark in language_measures(settings, language, translator):
        if remark.is_notice:
            found.append((True, remark.words))
        else:
            say(remark.words)
    for is_notice, words in found:
        if is_notice and not strict:
            say(translator.say(NOTICE.given(words=words), language))
    said = [
        *(words for is_notice, words in found if strict or not is_notice),
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


def _complaints(settings: Settings) -> tuple[Complaint, ...]:
    today = day_of(datetime.now(UTC))
    before = shelf_before(settings.knowledge, settings.var)
    reading, _shelf = read_guide(settings.knowledge, today, before=before, ages=settings.ages)
    return reading.complaints


def _said(
    complaint: Complaint, settings: Settings, language: Language, translator: Translator
) -> str:
    where = f"{settings.knowledge / complaint.file}:{complaint.line}:{complaint.column}"
    place = f" {complaint.where}:" if complaint.where else ""
    return f"{where}:{place} {translator.say(complaint.advice, language)}"


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
