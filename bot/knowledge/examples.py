"""Reads the example phrases, which are in the format of Rasa's NLU training data."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Annotated, Final, Literal

from pydantic import Field

from bot.domain.language import Language
from bot.domain.meaning import LABELS, WITHIN, Intent, Phrases
from bot.domain.text import Phrase, _
from bot.knowledge.models import Line, Model
from bot.knowledge.near import advised
from bot.knowledge.shelf import Shelf

FILES: Final = {language: f"phrases/{language}.yml" for language in Language}
BULLET: Final = "- "
# Rasa reads square and curly brackets as marks of its own.
MARKS: Final = frozenset("[]{}")
LEAST: Final = 40
LEAST_OUT_OF_SCOPE: Final = 80

NO_INTENT: Final = _("There is no intent of this name. All names stand in knowledge/README.md.")
TWICE: Final = _("This intent stands above too: please put its phrases together.")
TOO_FEW: Final = _(
    "The intent “{intent}” has too few phrases: {count}. Please write at least {least}."
)
NO_BULLET: Final = _("Each phrase stands on a line of its own that begins with “- ”.")
MARKED: Final = _("Please leave out brackets: Rasa reads them as marks.")
ELSEWHERE: Final = _("The same phrase stands under “{intent}” too: it can mean only one of them.")


class Entry(Model):
    """One intent, or one shade of it, with its phrases, a line each."""

    intent: Line
    # Not stripped: a blank line at the beginning counts, so that complaints name the right one.
    examples: Annotated[str, Field(min_length=1)]


class PhrasesFile(Model):
    """phrases/*.yml."""

    version: Literal["3.1"]
    nlu: Annotated[list[Entry], Field(min_length=1)]


def phrases_on(shelf: Shelf) -> Phrases:
    """Return the phrases of all languages."""
    return {
        language: {
            entry.intent: tuple(phrase for _, phrase in _lines(entry))
            for entry in shelf.one(name, PhrasesFile).nlu
        }
        for language, name in FILES.items()
    }


def lines_on(shelf: Shelf) -> Mapping[Language, Mapping[str, tuple[int, ...]]]:
    """Return on which line of its file each phrase stands, in the order of `phrases_on`."""
    return {language: dict(_numbered(shelf, name)) for language, name in FILES.items()}


def too_few(counts: Mapping[str, int]) -> list[Phrase]:
    """Return advice about the intents of one language that have too few phrases."""
    least = dict.fromkeys(Intent, LEAST) | {Intent.OUT_OF_SCOPE: LEAST_OUT_OF_SCOPE}
    return [
        TOO_FEW.given(intent=intent.value, count=counts.get(intent, 0), least=enough)
        for intent, enough in least.items()
        if counts.get(intent, 0) < enough
    ]


def check_phrases(shelf: Shelf) -> None:
    """Complain about labels, lines and numbers of phrases that would teach something wrong."""
    # One file's fault never hides another's.
    files = {name: shelf.one(name, PhrasesFile) for name in FILES.values() if name in shelf.read}
    for name, file in files.items():
        _check_file(shelf, name, file)
    _check_elsewhere(shelf, files)


def _check_file(shelf: Shelf, name: str, file: PhrasesFile) -> None:
    counts: dict[str, int] = defaultdict(int)
    seen: set[str] = set()
    for number, entry in enumerate(file.nlu):
        if entry.intent not in LABELS:
            advice = advised(NO_INTENT, entry.intent, LABELS)
            shelf.complain(name, ("nlu", number, "intent"), advice)
        elif entry.intent in seen:
            shelf.complain(name, ("nlu", number, "intent"), TWICE)
        seen.add(entry.intent)
        counts[entry.intent.partition(WITHIN)[0]] += len(list(_lines(entry)))
        for line, advice in _faults(entry):
            shelf.complain(name, ("nlu", number, "examples"), advice, below=line)
    for few in too_few(counts):
        shelf.complain(name, ("nlu",), few)


def _check_elsewhere(shelf: Shelf, files: Mapping[str, PhrasesFile]) -> None:
    """Complain about the same words under two labels."""
    first: dict[str, str] = {}
    for name, file in files.items():
        for number, entry in enumerate(file.nlu):
            for line, phrase in _lines(entry):
                known = first.setdefault(phrase.lower(), entry.intent)
                if known != entry.intent:
                    place = ("nlu", number, "examples")
                    shelf.complain(name, place, ELSEWHERE.given(intent=known), below=line)


def _numbered(shelf: Shelf, name: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    for number, entry in enumerate(shelf.one(name, PhrasesFile).nlu):
        above = shelf.sources[name].line(("nlu", number, "examples"))
        yield entry.intent, tuple(above + line for line, _ in _lines(entry))


def _lines(entry: Entry) -> Iterator[tuple[int, str]]:
    """Return the phrases with the number of their line, counted from the first."""
    for line, words in enumerate(entry.examples.splitlines(), 1):
        phrase = words.strip().removeprefix(BULLET).strip()
        if phrase:
            yield line, phrase


def _faults(entry: Entry) -> Iterator[tuple[int, Phrase]]:
    for line, words in enumerate(entry.examples.splitlines(), 1):
        if words.strip() and not words.strip().startswith(BULLET):
            yield line, NO_BULLET
        elif MARKS & set(words):
            yield line, MARKED
