"""What typed words mean: an intent, how sure that is, the language, and whether there is danger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.domain.language import Language

DANGER: Final = "danger"
SUICIDE: Final = "suicide"


class Intent(StrEnum):
    """What somebody who types most needs an answer to."""

    DANGER_NOW = "danger_now"
    SELF_HARM = "self_harm"
    FIND_CENTRE = "find_centre"
    PROTECTIVE_ORDER = "protective_order"
    SPECIAL_REQUIREMENTS = "special_requirements"
    ORDER_VIOLATED = "order_violated"
    REPORT_POLICE = "report_police"
    POLICE_INACTION = "police_inaction"
    EVIDENCE = "evidence"
    DIVORCE_CHILDREN = "divorce_children"
    LEGAL_AID = "legal_aid"
    IS_IT_ABUSE = "is_it_abuse"
    SEXUAL_VIOLENCE = "sexual_violence"
    ECONOMIC_ABUSE = "economic_abuse"
    STALKING_DIGITAL = "stalking_digital"
    FORCED_MARRIAGE = "forced_marriage"
    SAFETY_PLAN = "safety_plan"
    TALK_TO_OPERATOR = "talk_to_operator"
    CHILD_CALLER = "child_caller"
    HELPING_OTHER = "helping_other"
    PERPETRATOR = "perpetrator"
    QUICK_EXIT = "quick_exit"
    CHANGE_LANGUAGE = "change_language"
    PRIVACY = "privacy"
    SOCIAL_SUPPORT = "social_support"
    GREETING = "greeting"
    THANKS_BYE = "thanks_bye"
    OUT_OF_SCOPE = "out_of_scope"


class Shade(StrEnum):
    """A finer meaning within an intent, which has an answer of its own."""

    STILL_LOVE = "still_love"
    MAN = "man"
    WHAT_IS_THIS = "what_is_this"
    INSULT = "insult"


SHADES: Final = {
    Shade.STILL_LOVE: Intent.SAFETY_PLAN,
    Shade.MAN: Intent.IS_IT_ABUSE,
    Shade.WHAT_IS_THIS: Intent.GREETING,
    Shade.INSULT: Intent.OUT_OF_SCOPE,
}


# Between an intent and its shade in the name of a label, as in Rasa's retrieval intents.
WITHIN: Final = "/"
LABELS: Final = frozenset(
    {
        *(intent.value for intent in Intent),
        *(f"{intent}{WITHIN}{shade}" for shade, intent in SHADES.items()),
    }
)
# By language, the example phrases of each label.
Phrases = Mapping[Language, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Guess:
    """One thing that words may mean, and how probable it is, from 0 to 1."""

    intent: Intent
    confidence: float


@dataclass(frozen=True, slots=True)
class Understanding:
    """What words mean.

    `guesses` are the best ones, the likeliest first. `heard` is "danger", "suicide", or "" where
    the words hold neither. `language` is the likeliest one; it is offered only where
    `is_sure_of_language`.
    """

    guesses: tuple[Guess, ...]
    language: Language
    heard: str = ""
    shade: Shade | None = None
    is_sure_of_language: bool = False

    @property
    def intent(self) -> Intent:
        """Return the likeliest intent."""
        return self.guesses[0].intent

    @property
    def confidence(self) -> float:
        """Return how probable the likeliest intent is, from 0 to 1."""
        return self.guesses[0].confidence

    @property
    def danger(self) -> bool:
        """Tell whether a life may be in danger, by another's hand or her own."""
        return bool(self.heard)


@dataclass(frozen=True, slots=True)
class Features:
    """What may be counted of words that were not understood; it tells nothing of what they say."""

    language: str
    script: str
    length: str
    answer: str


# The upper ends, in words, of the classes of length.
LENGTHS: Final = (1, 3, 10, 30)


def features_of(words: str, language: Language | None, answer: str) -> Features:
    """Return the countable features of words: language, script, length, and how we answered."""
    letters = [letter for letter in words.lower() if letter.isalpha()]
    latin = sum(letter.isascii() for letter in letters)
    match (latin, len(letters)):
        case (_, 0):
            script = "none"
        case (0, _):
            script = "cyrillic"
        case (some, every) if some == every:
            script = "latin"
        case _:
            script = "mixed"
    count = len(words.split())
    length = next((f"to_{most}" for most in LENGTHS if count <= most), f"over_{LENGTHS[-1]}")
    return Features(language.value if language else "", script, length, answer)
