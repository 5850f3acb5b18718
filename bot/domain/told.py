"""What a visitor has told us or chosen, as long as the conversation lasts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.domain.danger import Answers, Band
from bot.domain.language import Language
from bot.domain.meaning import Intent


class About(StrEnum):
    """Whose story it is; it decides which path is offered."""

    SELF = "self"
    CHILD = "child"
    OTHER = "other"
    HARM = "harm"


@dataclass(frozen=True, slots=True)
class Wishes:
    """How she wants to be treated here; `silence` is in minutes, None means the setting."""

    silence: int | None = None
    panic_word: str = field(default="", repr=False)
    sign_of_life: bool = False
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Details:
    """What an operator may know, each by her own choice.

    The values are ids; only `code_word` is a word of hers, which proves later who writes.
    """

    relation: str = ""
    region: str = ""
    want: str = ""
    children: str = ""
    need: str = ""
    free_for: str = ""
    code_word: str = field(default="", repr=False)
    hides_answers: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """All of it. A band never falls while the conversation lasts.

    `left_over` tells that something of an earlier conversation could not be removed from the chat.
    `offering` is a language that stands offered on her screen, `offered` are those that were; a
    language is offered once. `asked` is the intent of words typed before she could be answered.
    `insults` counts them.
    """

    language: Language | None = None
    about: About = About.SELF
    answers: Answers = ()
    band: Band | None = None
    wishes: Wishes = Wishes()
    details: Details = Details()
    left_over: bool = False
    offering: Language | None = None
    offered: tuple[Language, ...] = ()
    asked: Intent | None = None
    insults: int = 0

    def speaking(self, language: Language) -> Told:
        """Return the same told in another language."""
        return replace(self, language=language, offering=None)

    def hearing(self, language: Language) -> Told:
        """Return the same with another language offered, unless that was done before."""
        if self.language in (None, language) or language in self.offered:
            return self
        return replace(self, offering=language, offered=(*self.offered, language))

    def at_least(self, band: Band) -> Told:
        """Return the same with a band that is never lower than before."""
        return replace(self, band=max(self.band or band, band))
