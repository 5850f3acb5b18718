"""Puts together what words mean: the model says what, the words of danger are never outvoted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from typing import Final

from bot.domain.guide import Alarm
from bot.domain.language import Language
from bot.domain.meaning import (
    DANGER,
    SUICIDE,
    WITHIN,
    Guess,
    Intent,
    Shade,
    Understanding,
)
from bot.understanding.features import LONGEST, features_of, letters_of
from bot.understanding.model import Model

# From this probability on, words are treated as danger though no word of danger stands in them. A
# miss is worse than a false alarm: docs/decisions/0013-understanding.md.
ALARMING: Final = 0.2
# Below this one, words that may also be harmless ("he beat me", said of long ago) are believed to
# be so. Words that are danger whatever else they mean are heard in any case.
POSSIBLE: Final = 0.005
# In a long message danger may fill one sentence only, and is looked for piece by piece.
PIECE: Final = 12
LONG: Final = 20
ALARMING_PIECE: Final = 0.95
ALARMS: Final = (Intent.DANGER_NOW, Intent.SELF_HARM)
GUESSES: Final = 5
# A language is offered from this probability on, where at least so many letters were typed.
SURE_OF_LANGUAGE: Final = 0.9
LETTERS_TO_BE_SURE: Final = 8
LONGEST_TO_COUNT: Final = 80


@dataclass(frozen=True, slots=True)
class Understander:
    """Tells what words mean, in well under a millisecond."""

    model: Model
    alarm: Alarm

    def understand(self, text: str) -> Understanding:
        """Return what a text means; any text has an answer."""
        chances = self.model.meanings.probabilities(features_of(text))
        intents, shades = _by_intent(self.model.meanings.labels, chances)
        best = nlargest(GUESSES, intents, key=intents.__getitem__)
        language, is_sure = self._language(text)
        return Understanding(
            guesses=tuple(Guess(intent, intents[intent]) for intent in best),
            language=language,
            heard=self._heard(text, intents),
            shade=_shade(intents[best[0]], shades),
            is_sure_of_language=is_sure,
        )

    def _heard(self, text: str, intents: dict[Intent, float]) -> str:
        """Return the danger that words say, or that is likely though they do not say it."""
        chance = sum(intents.get(intent, 0.0) for intent in ALARMS)
        said = self.alarm.hears(text)
        if said and (chance >= POSSIBLE or self.alarm.hears(text, surely=True)):
            return said
        if chance < POSSIBLE:
            return ""
        return danger_in(intents, ALARMING) or self._in_a_piece(text)

    def _in_a_piece(self, text: str) -> str:
        meanings = self.model.meanings
        for piece in _pieces(text):
            chances = meanings.probabilities(features_of(piece))
            intents, _ = _by_intent(meanings.labels, chances)
            if found := danger_in(intents, ALARMING_PIECE):
                return found
        return ""

    def _language(self, text: str) -> tuple[Language, bool]:
        languages = self.model.languages
        chances = languages.probabilities(letters_of(text))
        highest = max(chances)
        likeliest = Language(languages.labels[chances.index(highest)])
        beginning = text[:LONGEST_TO_COUNT]
        is_long = sum(map(str.isalpha, beginning)) >= LETTERS_TO_BE_SURE
        # One word alone may be the name of a place, or a greeting that all languages share.
        is_said = is_long and len(beginning.split()) > 1
        return likeliest, is_said and highest >= SURE_OF_LANGUAGE


def _by_intent(
    labels: tuple[str, ...], chances: Sequence[float]
) -> tuple[dict[Intent, float], dict[Shade, float]]:
    """Add up the probabilities of an intent and of its shades."""
    intents: dict[Intent, float] = {}
    shades: dict[Shade, float] = {}
    for (intent, shade), chance in zip(_meanings_of(labels), chances, strict=True):
        intents[intent] = intents.get(intent, 0.0) + chance
        if shade is not None:
            shades[shade] = chance
    return intents, shades


@cache
def _meanings_of(labels: tuple[str, ...]) -> tuple[tuple[Intent, Shade | None], ...]:
    """Return what the labels of a model mean."""
    named = (label.partition(WITHIN) for label in labels)
    return tuple((Intent(name), Shade(shade) if shade else None) for name, _, shade in named)


def danger_in(intents: Mapping[Intent, float], enough: float) -> str:
    """Return what kind of danger is at least so likely, or nothing."""
    danger, suicide = intents.get(Intent.DANGER_NOW, 0.0), intents.get(Intent.SELF_HARM, 0.0)
    if danger + suicide < enough:
        return ""
    return SUICIDE if suicide > danger else DANGER


def _shade(best: float, shades: dict[Shade, float]) -> Shade | None:
    """Return the shade that most of the best intent's probability stands for."""
    return next((shade for shade, chance in shades.items() if chance > best / 2), None)


def _pieces(text: str) -> Iterator[str]:
    """Cut a long text into pieces that overlap."""
    words = text[:LONGEST].split()
    if len(words) < LONG:
        return
    for start in range(0, len(words), PIECE // 2):
        yield " ".join(words[start : start + PIECE])
