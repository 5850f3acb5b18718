"""What no text of ours may say, looked for in one look at each file."""

from collections.abc import Iterator
from typing import Final

from pydantic import BaseModel

from bot.domain.text import _
from bot.knowledge import models
from bot.knowledge.checks.base import NOT_OURS, Circumstances, Finding, texts
from bot.knowledge.checks.laws import old_laws
from bot.knowledge.checks.scripts import wrong_scripts
from bot.knowledge.files import Source
from bot.knowledge.law_models import OldLawsFile
from bot.knowledge.once import Remembered
from bot.knowledge.phrases import forbidden_in
from bot.knowledge.shelf import Shelf

FORBIDDEN: Final = _("“{phrase}” must not be said to anybody who is hurt: please reword.")


def wording(shelf: Shelf, _: Circumstances) -> None:
    """Complain of forbidden phrases, of wrong letters and of old law."""
    phrases, laws = shelf.read.get("forbidden_phrases.yaml"), shelf.read.get("old_laws.yaml")
    for name, source in shelf.sources.items():
        if name not in NOT_OURS:
            for place, advice, is_notice in LOOKS(source, phrases, laws):
                shelf.complain(name, place, advice, is_notice=is_notice)


def _look(source: Source, phrases: BaseModel | None, laws: BaseModel | None) -> tuple[Finding, ...]:
    found = list(wrong_scripts(source.values))
    if isinstance(phrases, models.ForbiddenFile):
        found += _forbidden(source, phrases)
    if isinstance(laws, OldLawsFile):
        found += old_laws(source.values, laws)
    return tuple(found)


def _forbidden(source: Source, file: models.ForbiddenFile) -> Iterator[Finding]:
    for place, language, words in texts(source.values):
        for phrase in forbidden_in(words, language, file):
            yield place, FORBIDDEN.given(phrase=phrase), False


# Files that have not changed are not looked at again.
LOOKS: Final = Remembered(_look, kept=512)
