"""Prints the words that no dictionary knows, each in its sentence, to be read by an editor.

`python tools/words.py` prints them, `--language kk` those of one language. When every word was
read, and mended where it was wrong, `--accept` adds the rest to knowledge/words/, or only the
words behind it. `--tidy` drops words that our texts no longer use.
"""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from bot.domain.language import Language
from bot.languages.measures import Measures, measured
from bot.languages.sentences import sentences
from bot.languages.wordings import Wording, wordings
from bot.languages.words import (
    DICTIONARIES,
    PACKAGES,
    is_there,
    list_of,
    plain_of,
    read_list,
    vocabulary,
)
from bot.settings import read_settings

HEAD: Final = """\
# Words of {name} that the dictionary {dictionary} does not know and that are right: endings, names,
# words of our trade. One a line, sorted; a small first letter stands for a capital one too.
# Reviewed by an editor who speaks {name}: read a word in its sentence before it is added here.
# `python tools/words.py` prints what is not known yet; `--accept` adds it after reading.
"""
NAMES: Final = {
    Language.KAZAKH: "Kazakh",
    Language.RUSSIAN: "Russian",
    Language.ENGLISH: "English",
}
LACKING: Final = (
    "The dictionary of {name} is missing: please install it (on Debian: apt-get install {package})."
)


def written(language: Language, words: Iterable[str]) -> str:
    """Return the text of a list."""
    head = HEAD.format(name=NAMES[language], dictionary=DICTIONARIES[language])
    return head + "".join(f"{word}\n" for word in in_order(words))


def in_order(words: Iterable[str]) -> list[str]:
    """Return words sorted, capital letters beside small ones; a word in small letters is enough."""
    kept = set(words)
    kept = {word for word in kept if word == word.lower() or word.lower() not in kept}
    return sorted(kept, key=lambda word: (word.lower(), word))


def shown(found: Measures) -> str:
    """Return the unknown words of a language, each with where it stands and its sentence."""
    lines = []
    for word in sorted(found.unknown, key=str.lower):
        wording = found.unknown[word]
        lines.append(
            f"{word}  {wording.file}:{wording.line_of(word)}\n    {_around(word, wording)}"
        )
    return "\n".join(lines)


def accepted(path: Path, found: Measures, words: Iterable[str]) -> str:
    """Return a list with the unknown words added that were asked for; all of them for none."""
    wanted = frozenset(words) or frozenset(found.unknown)
    read = (plain_of(word) for word in wanted & found.unknown.keys())
    return written(found.language, read_list(path).union(read))


def tidied(path: Path, language: Language, texts: Iterable[Wording]) -> str:
    """Return a list without the words that the dictionary knows or our texts no longer use."""
    bare = vocabulary(language, Path(), read_settings().dictionaries)
    needed: set[str] = set()
    for wording in texts:
        if wording.language is language:
            for form in wording.forms:
                for word in bare.unknown(form):
                    plain = plain_of(word)
                    needed |= {plain, plain.lower(), *plain.split("-"), *plain.lower().split("-")}
    return written(language, read_list(path) & needed)


def _around(word: str, wording: Wording) -> str:
    said = (sentence for form in wording.forms for sentence, _count in sentences(form))
    return next((sentence for sentence in said if word in sentence), wording.forms[0])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--language", choices=[each.value for each in Language])
    parser.add_argument("--unknown", action="store_true", help="print only (as without a word)")
    parser.add_argument("--accept", nargs="*", metavar="WORD", help="add them; all without WORD")
    parser.add_argument("--tidy", action="store_true", help="drop what is no longer needed")
    return parser.parse_args()


def main() -> int:
    """Print, add or drop; 1 where words are unknown that nobody has read yet."""
    asked, settings = _arguments(), read_settings()
    texts, left = list(wordings(settings.knowledge)), 0
    for language in [Language(asked.language)] if asked.language else Language:
        if not is_there(language, settings.dictionaries):
            print(LACKING.format(name=NAMES[language], package=PACKAGES[language]))
            return 1
        path = list_of(language, settings.knowledge)
        path.parent.mkdir(parents=True, exist_ok=True)
        known = vocabulary(language, settings.knowledge, settings.dictionaries)
        found = measured(language, texts, known)
        if asked.accept is not None:
            path.write_text(accepted(path, found, asked.accept), encoding="utf-8")
        elif asked.tidy:
            path.write_text(tidied(path, language, texts), encoding="utf-8")
        else:
            left += len(found.unknown)
            print(f"{language.value}: {len(found.unknown)}\n{shown(found)}".rstrip())
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
