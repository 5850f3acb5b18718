"""How long the sentences of a text are."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from bot.domain.language import Language

# Plain-language guides for the public (GOV.UK's among them) draw the line at 25 words. Kazakh puts
# into endings what English says with small words: our own texts, which say the same in every
# language, need four Kazakh words for five English ones.
MOST_WORDS: Final[Mapping[Language, int]] = {
    Language.KAZAKH: 20,
    Language.RUSSIAN: 25,
    Language.ENGLISH: 25,
}
# A sentence ends with its sign, or with its line; not behind a shortened word: "art. 54". Readers
# rest at a semicolon too, and what follows it is understood without what stands before.
END: Final = re.compile(r"[.!?…]+[»”\"')]*\s+|;\s+|\n+")
SHORTENED: Final = frozenset({"art", "no", "ст", "п", "ч", "г", "гг", "обл", "тел", "ж", "рег"})
LETTER: Final = re.compile(r"[^\W\d_]")


def sentences(text: str) -> Iterator[tuple[str, int]]:
    """Return the sentences of a text, each with the number of its words."""
    start = 0
    for end in END.finditer(text):
        if not _goes_on(text, end):
            yield from _counted(text[start : end.end()])
            start = end.end()
    yield from _counted(text[start:])


def _goes_on(text: str, end: re.Match[str]) -> bool:
    if end.group()[0] in "\n;":
        return False
    before = text[: end.start()].split()
    is_shortened = bool(before) and before[-1].strip("«“(").lower() in SHORTENED
    return is_shortened or text[end.end() : end.end() + 1].islower()


def _counted(sentence: str) -> Iterator[tuple[str, int]]:
    if count := sum(1 for word in sentence.split() if LETTER.search(word)):
        yield sentence.strip(), count
