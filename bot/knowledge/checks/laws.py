"""Law that no longer holds, cited as if it did."""

import re
from collections.abc import Iterator
from typing import Final

from bot.domain.language import Language
from bot.domain.text import Counsel, Text, _
from bot.knowledge.checks.base import Finding, Place, strings
from bot.knowledge.law_models import OldLaw, OldLawsFile

NO_LONGER: Final = _("{law} no longer holds. Please cite instead: {instead}.")
NO_LONGER_ARTICLE: Final = _(
    "{law}, article {article}, no longer holds. Please cite instead: {instead}."
)

# What stands between two semicolons or full stops speaks of one law.
CLAUSES: Final = re.compile(r"[;\n]|(?<!\bст)(?<!\bп)(?<!\bart)(?<!\bno)\. ")
# Editors read notes, visitors do not; a note may speak of what was.
NOT_READ: Final = frozenset(("note",))


def old_laws(values: object, file: OldLawsFile) -> Iterator[Finding]:
    """Return every text that cites a provision of the list as today's law."""
    for place, words in strings(values):
        if not NOT_READ & {str(step) for step in place}:
            for advice in _cited(words, place, file):
                yield place, advice, False


def _cited(words: str, place: Place, file: OldLawsFile) -> Iterator[Text]:
    last = str(place[-1]) if place else ""
    languages = [Language(last)] if last in set(Language) else list(Language)
    names = {law.id: law for law in file.laws}
    for clause in CLAUSES.split(words.casefold()):
        if any(
            word.casefold() in clause for each in languages for word in getattr(file.past, each)
        ):
            continue
        for old in (each for each in file.old if each.law in names):
            for language in languages:
                named = [
                    name for name in getattr(names[old.law], language) if name.casefold() in clause
                ]
                advice = _advice(clause, named[0], old) if named else None
                if advice is not None:
                    yield advice
                    break


def _advice(clause: str, name: str, old: OldLaw) -> Text | None:
    instead = Counsel(old.instead.kk, old.instead.ru, old.instead.en)
    if not old.articles:
        return NO_LONGER.given(law=name, instead=instead)
    for article in old.articles:
        if re.search(rf"(?<![\w-]){re.escape(article)}(?!\d)(?!-\d)", clause):
            return NO_LONGER_ARTICLE.given(law=name, article=article, instead=instead)
    return None
