"""Kinds of damage that may be done to good files, and what an editor must then be told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bot.domain.text import Joined, Phrase, Text

CENTRE: Final = "centres/astana-umit.yaml"
# A centre with texts of its own.
TELLING: Final = "centres/kostanay-shelter.yaml"
RIGHT: Final = "rights/threats.yaml"
PLAN: Final = "plans/children.yaml"
CARDS: Final = "quick_cards.yaml"
CHOOSER: Final = "rights/chooser.yaml"
QUESTIONS: Final = "questions.yaml"
WORKED: Final = "worked_cases.yaml"
NUMBERS: Final = "numbers.yaml"
REGIONS: Final = "regions.yaml"
# The day of the tests in Kazakhstan, on which a check makes any change good.
CHECKED_TODAY: Final = ("checked_on: 2026-11-21", "checked_on: 2026-11-24")

Edit = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Mutation:
    """What is done to which file, and the words on the line that must be named, with the advice.

    `line` is None where the whole file is meant. `meant` is the name that must be proposed.
    """

    file: str
    done: Edit
    line: str | None
    advice: Text
    meant: str = ""
    is_notice: bool = False
    # Files that may be named too, because the damage lies between them.
    beside: tuple[str, ...] = field(default=())


def said_in(advice: Text) -> list[Phrase]:
    """Return the sentences of which advice consists."""
    if isinstance(advice, Joined):
        return [phrase for part in advice.parts for phrase in said_in(part)]
    return [advice] if isinstance(advice, Phrase) else []


def swap(file: str, *pairs: tuple[str, str]) -> Edit:
    """Return an edit that writes something else in the place of words, once each."""

    def done(folder: Path) -> None:
        words = (folder / file).read_text("utf-8")
        for old, new in pairs:
            assert old in words, old
            words = words.replace(old, new, 1)
        (folder / file).write_text(words, "utf-8")

    return done


def write(file: str, content: bytes) -> Edit:
    """Return an edit that writes a whole file."""

    def done(folder: Path) -> None:
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).write_bytes(content)

    return done


def rename(file: str, name: str) -> Edit:
    """Return an edit that gives a file another name."""

    def done(folder: Path) -> None:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / file).rename(folder / name)

    return done


def both(*edits: Edit) -> Edit:
    """Return several edits as one."""

    def done(folder: Path) -> None:
        for edit in edits:
            edit(folder)

    return done


def in_centre(old: str, new: str, advice: Text, *, line: str = "", meant: str = "") -> Mutation:
    """Return a mutation of one centre; the line named is the one that was changed."""
    return Mutation(CENTRE, swap(CENTRE, (old, new)), line or new, advice, meant)


def in_file(
    file: str, old: str, new: str, advice: Text, *, line: str = "", meant: str = ""
) -> Mutation:
    """Return a mutation of any file; the line named is the one that was changed."""
    return Mutation(file, swap(file, (old, new)), line or new, advice, meant)
