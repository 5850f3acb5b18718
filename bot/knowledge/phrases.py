"""Phrases that nobody who is hurt should ever read, found in our own texts."""

from collections.abc import Iterator

from bot.domain.language import Language
from bot.knowledge.models import ForbiddenFile


def forbidden_in(words: str, language: Language, file: ForbiddenFile) -> Iterator[str]:
    """Return the forbidden phrases that stand in a text."""
    plain = words.lower().replace("ё", "е").replace("\n", " ")
    for phrase in file.phrases:
        for wording in getattr(phrase, language.value):
            if wording.lower().replace("ё", "е") in plain:
                yield wording
