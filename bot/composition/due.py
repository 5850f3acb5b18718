"""`pana knowledge due`: what is to be checked again, said in the editor's language."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from bot.composition.application import now
from bot.domain.advice import Complaint
from bot.domain.calendar import day_of
from bot.domain.freshness import Due
from bot.domain.language import Language
from bot.domain.text import Joined, Text, Verbatim, _
from bot.knowledge.due import due as due_of
from bot.knowledge.keeper import read_guide
from bot.services.freshness import KINDS, state_of
from bot.settings import Settings
from bot.translation.catalogs import translations
from bot.translation.translator import Translator

OK: Final = 0

# A century is more than any check lasts.
FARTHEST: Final = 36_500
TITLE: Final = _("To be checked by {day}, the oldest first:")
NOTHING_DUE: Final = _("Nothing is due by {day}.")
REFUSED: Final = _("These files are refused. Please run `pana check` for the advice:")
NOT_LOOKED_AT: Final = _("It could not be read, so it is missing above.")


def due(
    settings: Settings, within_days: int, language: Language, say: Callable[[str], None]
) -> int:
    """Say what is past its age or will be within so many days, and which files are refused."""
    translator, today = Translator(translations()), day_of(now())
    reading, shelf = read_guide(settings.knowledge, today, ages=settings.ages)
    within = timedelta(days=min(max(within_days, 0), FARTHEST))
    found = due_of(shelf, today, settings.ages, within)
    for line in _lines(settings, found, today + within):
        say(translator.say(line, language))
    for line in _refused(settings, reading.refusals, shelf.read):
        say(translator.say(line, language))
    return OK


def _lines(settings: Settings, found: Sequence[Due], until: date) -> Iterator[Text]:
    head = TITLE if found else NOTHING_DUE
    yield head.given(day=str(until))
    for each in found:
        words = (Verbatim(str(settings.knowledge / each.file)), each.title, state_of(each))
        yield Joined((Verbatim(f"  {each.due_on}"), KINDS[each.kind], Joined(words, " · ")), " · ")


def _refused(
    settings: Settings, refusals: Sequence[Complaint], read: Mapping[str, object]
) -> Iterator[Text]:
    names = dict.fromkeys(complaint.file for complaint in refusals)
    if names:
        yield REFUSED
    for name in names:
        path = Verbatim(f"  {settings.knowledge / name}")
        yield path if name in read else Joined((path, NOT_LOOKED_AT), " · ")
