"""Which words of a text a language knows, by its dictionary and by our own list."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final, Protocol

from bot.domain.language import Language

# The names of the files of Hunspell.
DICTIONARIES: Final[Mapping[Language, str]] = {
    Language.KAZAKH: "kk_KZ",
    Language.RUSSIAN: "ru_RU",
    Language.ENGLISH: "en_US",
}
# As the packages of Debian and Ubuntu are called.
PACKAGES: Final[Mapping[Language, str]] = {
    Language.KAZAKH: "hunspell-kk",
    Language.RUSSIAN: "hunspell-ru",
    Language.ENGLISH: "hunspell-en-us",
}
LETTERS: Final[Mapping[Language, re.Pattern[str]]] = {
    Language.KAZAKH: re.compile("[а-яёәғқңөұүһі'-]+", re.IGNORECASE),
    Language.RUSSIAN: re.compile("[а-яё'-]+", re.IGNORECASE),
    Language.ENGLISH: re.compile("[a-z'-]+", re.IGNORECASE),
}
LISTS: Final = "words"
COMMENT: Final = "#"
GAP: Final = re.compile(r"\{\w*\}")
# What is typed and not spoken: commands and keys between strokes, addresses, names of files.
TYPED: Final = re.compile(
    r"`[^`]*`|https?://\S*|\S*[\w*][./_@=]\w*[a-zA-Z]\w*\S*|(?<!\w)[/-]+[a-z]+|[a-z_]+/(?!\w)"
)
# A word of two letters or more; the ending behind a number ("102-ге") is none.
WORD: Final = re.compile(r"(?<![\w-])[^\W\d_]+(?:[-’'][^\W\d_]+)*(?![\w])")


class Dictionary(Protocol):
    """What we need of Hunspell."""

    def spell(self, word: str) -> bool:
        """Tell whether a word is spelled right."""


class Vocabulary:
    """The words of one language: those of our own list and those of its dictionary."""

    def __init__(
        self, language: Language, listed: frozenset[str], dictionary: Dictionary | None
    ) -> None:
        self.has_dictionary = dictionary is not None
        self.knows = cache(self._knows)
        self._listed = listed
        # Without a dictionary every word passes that is written in the letters of the language.
        self._is_right = dictionary.spell if dictionary else LETTERS[language].fullmatch

    def unknown(self, text: str) -> Iterator[str]:
        """Return the words of a text that are not known, as they stand in it."""
        return (word for word in words_of(text) if not self.knows(word))

    def _knows(self, word: str) -> bool:
        plain = plain_of(word)
        parts = plain.split("-")
        return self._holds(plain) or (
            len(parts) > 1 and all(len(part) == 1 or self._holds(part) for part in parts)
        )

    def _holds(self, word: str) -> bool:
        # As in a dictionary: a word in small letters stands for the one that begins a sentence.
        return word in self._listed or word.lower() in self._listed or bool(self._is_right(word))


def vocabulary(language: Language, lists: Path, dictionaries: Path) -> Vocabulary:
    """Return the words of a language."""
    listed = read_list(list_of(language, lists))
    return Vocabulary(language, listed, _dictionary(language, dictionaries))


def words_of(text: str) -> Iterator[str]:
    """Return the words of a text, without its gaps and what is only typed."""
    plain = TYPED.sub(" ", GAP.sub("0", text))
    return (word for word in WORD.findall(plain) if len(word) > 1)


def plain_of(word: str) -> str:
    """Return a word as it is listed: with a straight apostrophe, without the English 's."""
    return word.replace("’", "'").removesuffix("'s")


def list_of(language: Language, lists: Path) -> Path:
    """Return the file of our own words."""
    return lists / LISTS / f"{language.value}.txt"


def read_list(path: Path) -> frozenset[str]:
    """Return the words of a list, one a line; a line that begins with # is for its readers."""
    if not path.is_file():
        return frozenset()
    lines = (line.strip() for line in path.read_text(encoding="utf-8-sig").splitlines())
    return frozenset(line for line in lines if line and not line.startswith(COMMENT))


def is_there(language: Language, dictionaries: Path) -> bool:
    """Tell whether the dictionary of a language is installed."""
    name = DICTIONARIES[language]
    return all((dictionaries / f"{name}.{ending}").is_file() for ending in ("aff", "dic"))


def _dictionary(language: Language, dictionaries: Path) -> Dictionary | None:
    if not is_there(language, dictionaries):
        return None
    # Loaded where it is needed: it takes a quarter of a second and stays in memory.
    from hunspell import Hunspell  # type: ignore[import-untyped]

    name = DICTIONARIES[language]
    found: Dictionary = Hunspell(name, hunspell_data_dir=str(dictionaries))
    return found
