"""The features of a text: parts of its words, its words, and pairs of them, in one spelling."""

from collections.abc import Callable, Sequence
from typing import Final

from bot.domain.spelling import words_of

Features = Callable[[str], frozenset[str]]

# The lengths, in letters, of the parts of a word, its edges counted. Chosen by measurement:
# docs/decisions/0013-understanding.md.
PARTS: Final = range(3, 6)
LETTERS: Final = range(1, 4)
EDGE: Final = " "
BEGIN: Final = "^"
END: Final = "$"
# No more of a text is looked at: a message of Telegram has at most 4,096 characters.
LONGEST: Final = 4096
ENOUGH_FOR_LANGUAGE: Final = 200


def features_of(text: str) -> frozenset[str]:
    """Return what the meaning of a text is learned from."""
    words = words_of(text[:LONGEST])
    pairs = zip((BEGIN, *words), (*words, END), strict=True)
    return frozenset(
        [
            *_parts(words, PARTS),
            *[f"{BEGIN}{word}" for word in words],
            *[f"{one}_{other}" for one, other in pairs],
        ]
    )


def letters_of(text: str) -> frozenset[str]:
    """Return what the language of a text is learned from: its letters as they were typed."""
    beginning = text[:ENOUGH_FOR_LANGUAGE].lower()
    words = "".join([letter if letter.isalpha() else EDGE for letter in beginning]).split()
    return frozenset([*_parts(words, LETTERS), *[f"{BEGIN}{word}" for word in words]])


def _parts(words: Sequence[str], lengths: range) -> list[str]:
    edged = [f"{EDGE}{word}{EDGE}" for word in words]
    return [
        word[start : start + length]
        for word in edged
        for length in lengths
        for start in range(len(word) - length + 1)
    ]
