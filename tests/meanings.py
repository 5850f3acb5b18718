"""What typed words may have been understood as, for tests that need no model."""

from dataclasses import replace
from typing import Final

from bot.domain.conversation import Typed
from bot.domain.language import Language
from bot.domain.meaning import SHADES, Guess, Intent, Shade, Understanding
from bot.domain.privacy import Confidential

SOMETHING: Final = "ыыы ююю"
STORY: Final = " ".join([SOMETHING] * 30)
SURELY: Final = 0.97
HALF: Final = 0.4
HARDLY: Final = 0.1
# What remains for other meanings, where one is sure.
REST: Final = 0.01


def meaning(
    likely: Intent | Shade,
    *others: Intent,
    sure: float = SURELY,
    other: float = 0.2,
    heard: str = "",
    language: Language | None = None,
) -> Understanding:
    """Return an understanding; a `language` is one that is surely heard."""
    shade = likely if isinstance(likely, Shade) else None
    intent = SHADES[likely] if isinstance(likely, Shade) else likely
    least = Intent.GREETING if intent is not Intent.GREETING else Intent.PRIVACY
    guesses = (Guess(intent, sure), *(Guess(each, other) for each in others), Guess(least, REST))
    return Understanding(
        guesses, language or Language.ENGLISH, heard, shade, is_sure_of_language=bool(language)
    )


def typed(understood: Understanding, words: str = SOMETHING) -> Typed:
    """Return words that were understood so."""
    return Typed(Confidential(words), meant=understood)


def in_language(event: Typed, language: Language) -> Typed:
    """Return the same words, surely heard in a language."""
    assert event.meant is not None
    return replace(event, meant=replace(event.meant, language=language, is_sure_of_language=True))
