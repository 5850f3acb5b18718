"""Tells how well the phrases are kept apart, and which of them cannot be."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.language import Language
from bot.domain.meaning import WITHIN, Guess, Intent, Phrases
from bot.domain.spelling import fold
from bot.understanding.features import features_of
from bot.understanding.training import FOLDS, out_of_fold, sharpness_of, table_of

FIRST: Final = 3
# With fewer labels there is nothing to be confused.
LABELS_AT_LEAST: Final = 3
# From this likeness on, in per cent of their letters, two phrases are nearly the same.
NEARLY: Final = 90
# So many phrases at once are compared with all that are about as long.
BLOCK: Final = 256


@dataclass(frozen=True, slots=True)
class Said:
    """One phrase; `number` tells which of its label's phrases it is, from 0."""

    language: Language
    label: str
    number: int
    text: str

    @property
    def intent(self) -> Intent:
        """Return the intent under which it stands, without its shade."""
        return Intent(self.label.partition(WITHIN)[0])


@dataclass(frozen=True, slots=True)
class Judged:
    """A phrase with the best guesses of a model that had not seen it, the likeliest first."""

    said: Said
    guesses: tuple[Guess, ...]

    @property
    def taken(self) -> Guess:
        """Return what it was taken for."""
        return self.guesses[0]

    @property
    def is_right(self) -> bool:
        """Tell whether it was understood."""
        return self.taken.intent is self.said.intent

    @property
    def is_near(self) -> bool:
        """Tell whether its intent is among the first guesses."""
        return any(guess.intent is self.said.intent for guess in self.guesses)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How many phrases there are, how many are right, and how many of the sure ones are."""

    count: int
    right: int
    near: int
    sure: int
    right_of_sure: int


@dataclass(frozen=True, slots=True)
class Near:
    """Two phrases with nearly the same words, under different labels."""

    likeness: int
    one: Said
    other: Said


def said_in(phrases: Phrases) -> list[Said]:
    """Return all phrases, in the order in which training sees them."""
    return [
        Said(language, label, number, text)
        for language, by_label in sorted(phrases.items())
        for label, texts in sorted(by_label.items())
        for number, text in enumerate(texts)
    ]


def judged(phrases: Phrases) -> list[Judged]:
    """Return what each phrase is taken for, by cross-validation as in training.

    A label with fewer phrases than there are folds cannot be judged and is left out.
    """
    said = said_in(phrases)
    times = Counter(each.label for each in said)
    said = [each for each in said if times[each.label] >= FOLDS]
    labels = [each.label for each in said]
    if len(set(labels)) < LABELS_AT_LEAST:
        return []
    from scipy.special import softmax

    known, scores = out_of_fold(table_of([features_of(each.text) for each in said]), labels)
    chances = softmax(scores * sharpness_of(scores, known, labels), axis=1)
    return [
        Judged(each, _guesses(known, row)) for each, row in zip(said, chances.tolist(), strict=True)
    ]


def accuracy_of(asked: Sequence[Judged], sure: float) -> Accuracy:
    """Return how many are right; those with at least the confidence `sure` are acted on."""
    acted_on = [each for each in asked if each.taken.confidence >= sure]
    return Accuracy(
        count=len(asked),
        right=sum(each.is_right for each in asked),
        near=sum(each.is_near for each in asked),
        sure=len(acted_on),
        right_of_sure=sum(each.is_right for each in acted_on),
    )


def confusions(asked: Sequence[Judged]) -> list[tuple[Intent, Intent, int]]:
    """Return which intents were taken for which others, and how often, most often first."""
    wrong = Counter((each.said.intent, each.taken.intent) for each in asked if not each.is_right)
    return [(meant, taken, times) for (meant, taken), times in wrong.most_common()]


def mistakes(asked: Sequence[Judged]) -> list[Judged]:
    """Return the phrases that were misunderstood, most surely first."""
    wrong = (each for each in asked if not each.is_right)
    return sorted(wrong, key=lambda each: -each.taken.confidence)


def by_success(asked: Sequence[Judged]) -> list[tuple[Intent, int, int]]:
    """Return each intent with the number of its phrases and of those understood, worst first."""
    found: dict[Intent, list[bool]] = defaultdict(list)
    for each in asked:
        found[each.said.intent].append(each.is_right)
    counted = ((intent, len(each), sum(each)) for intent, each in found.items())
    return sorted(counted, key=lambda row: row[2] / row[1])


def near_duplicates(said: Sequence[Said]) -> list[Near]:
    """Return the pairs of nearly the same words under different labels, the likest first."""
    folded = sorted(
        ((words, each) for each in said if (words := fold(each.text))),
        key=lambda row: len(row[0]),
    )
    found = [
        Near(likeness, folded[one][1], folded[other][1])
        for one, other, likeness in _alike([words for words, _ in folded])
        if folded[one][1].label != folded[other][1].label
    ]
    return sorted(found, key=lambda near: -near.likeness)


def _guesses(known: Sequence[str], chances: Sequence[float]) -> tuple[Guess, ...]:
    """Return the likeliest intents, the chances of their shades added."""
    intents: dict[str, float] = defaultdict(float)
    for label, chance in zip(known, chances, strict=True):
        intents[label.partition(WITHIN)[0]] += chance
    best = sorted(intents, key=lambda name: -intents[name])[:FIRST]
    return tuple(Guess(Intent(name), intents[name]) for name in best)


def _alike(words: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Return the places of texts that are nearly the same; they are sorted by their length."""
    import numpy as np
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import cdist

    lengths = np.array([len(each) for each in words])
    for start in range(0, len(words), BLOCK):
        block = words[start : start + BLOCK]
        # Of a text that is longer than this, too many letters stand in no text of the block.
        longest = len(block[-1]) * (200 - NEARLY) / NEARLY
        end = int(np.searchsorted(lengths, longest, side="right"))
        likeness = cdist(block, words[start:end], scorer=ratio, score_cutoff=NEARLY, dtype=np.uint8)
        for one, other in np.argwhere(likeness).tolist():
            if one < other:
                yield start + one, start + other, int(likeness[one, other])
