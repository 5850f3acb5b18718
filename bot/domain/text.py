"""Sentences that are not yet in any language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.domain.language import Language


class Text:
    """Something to be said; a translation turns it into words of one language."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Phrase(Text):
    """A sentence of the interface, known to the catalogs by its English source."""

    source: str
    gaps: Mapping[str, Text | str | int] = field(default_factory=dict)

    def given(self, **gaps: Text | str | int) -> Phrase:
        """Return the sentence with its named gaps filled."""
        return Phrase(self.source, {**self.gaps, **gaps})


@dataclass(frozen=True, slots=True)
class Counted(Text):
    """A sentence whose form depends on a number, which it may name as `{count}`."""

    one: str
    many: str
    count: int


@dataclass(frozen=True, slots=True)
class Counsel(Text):
    """Words of the knowledge files, which carry all their languages with them."""

    kk: str
    ru: str
    en: str

    def words(self, language: Language) -> str:
        """Return the words of one language."""
        spoken: str = getattr(self, language.value)
        return spoken


@dataclass(frozen=True, slots=True)
class Verbatim(Text):
    """Words that are the same in every language: a number, a date, a name."""

    words: str


@dataclass(frozen=True, slots=True)
class Joined(Text):
    """Several texts, one after another."""

    parts: tuple[Text, ...]
    between: str = "\n"


@dataclass(frozen=True, slots=True)
class InEveryLanguage(Text):
    """One text said in every language, for someone who has not chosen hers yet."""

    text: Text
    between: str = "\n"


def _(source: str) -> Phrase:
    """Mark a sentence of the interface for translation."""
    return Phrase(source)


def _n(one: str, many: str, count: int) -> Counted:
    """Mark a sentence that counts something for translation."""
    return Counted(one, many, count)


def lines(*parts: Text) -> Joined:
    """Put texts below one another."""
    return Joined(parts, "\n")


def paragraphs(*parts: Text) -> Joined:
    """Put texts below one another with a blank line between them."""
    return Joined(parts, "\n\n")


def sentences(*parts: Text) -> Joined:
    """Put sentences behind one another in one paragraph."""
    return Joined(parts, " ")


NOTHING: Final = Verbatim("")
