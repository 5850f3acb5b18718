"""Texts that do not stand in the language they claim."""

import re
from collections.abc import Iterator
from typing import Final

from bot.domain.language import Language
from bot.domain.text import _
from bot.knowledge.checks.base import Finding, Place, in_three, texts

CYRILLIC_IN_ENGLISH: Final = _("This English text holds Russian or Kazakh letters: “{word}”.")
MIXED_LETTERS: Final = _(
    "Latin and Cyrillic letters are mixed in “{word}”: please type the word anew."
)
SAME_TEXT: Final = _("Two languages have the same text here: please translate it.")
NOT_CYRILLIC: Final = _("This text is not in its language: please translate it.")
NO_KAZAKH: Final = _(
    "This long text has no letter that only Kazakh has (ә ғ қ ң ө ұ ү һ і): is it Kazakh?"
)

LETTERS: Final = re.compile(r"[^\W\d_]+")
CYRILLIC: Final = re.compile(r"[а-яёәғқңөұүһі]", re.IGNORECASE)
LATIN: Final = re.compile(r"[a-z]", re.IGNORECASE)
KAZAKH: Final = re.compile(r"[әғқңөұүһі]", re.IGNORECASE)
# From so many words on, the same words in two languages are no name any more.
SENTENCE: Final = 3
# From so many words on, Kazakh without its letters is hardly Kazakh.
LONG_SENTENCE: Final = 8
# Names, and what is cited, may be the same in every language; a name this long is none.
NAMES: Final = frozenset(("name", "names", "short", "source"))
LONG_NAME: Final = 5


def wrong_scripts(values: object) -> Iterator[Finding]:
    """Return every text of which the letters say that it is another language's, or none's."""
    for place, language, words in texts(values):
        yield from _of_one(place, language, words)
    for place, spoken in in_three(values):
        least = SENTENCE
        if place[-1:] and place[-1] in NAMES:
            if place[-1] != "names":
                continue
            least = LONG_NAME
        for language, same in (
            (Language.KAZAKH, Language.RUSSIAN),
            (Language.RUSSIAN, Language.ENGLISH),
        ):
            words = spoken[language]
            if words == spoken[same] and len(LETTERS.findall(words)) >= least:
                yield (*place, language), SAME_TEXT, False


def _of_one(place: Place, language: Language, words: str) -> Iterator[Finding]:
    letters = LETTERS.findall(words)
    for word in letters:
        if CYRILLIC.search(word) and LATIN.search(word):
            yield place, MIXED_LETTERS.given(word=word), False
        elif language is Language.ENGLISH and CYRILLIC.search(word):
            yield place, CYRILLIC_IN_ENGLISH.given(word=word), False
            break
    if language is Language.ENGLISH or NAMES & set(place[-2:-1]):
        return
    if len(letters) >= SENTENCE and not CYRILLIC.search(words):
        yield place, NOT_CYRILLIC, False
    is_long_kazakh = language is Language.KAZAKH and len(letters) >= LONG_SENTENCE
    if is_long_kazakh and CYRILLIC.search(words) and not KAZAKH.search(words):
        yield place, NO_KAZAKH, True
