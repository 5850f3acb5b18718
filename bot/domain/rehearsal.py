"""A conversation that an editor plays, step by step, and may keep as a test."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.domain.language import Language

MOST_STEPS: Final = 60
LONGEST_WORDS: Final = 300


class Does(StrEnum):
    """What the one who rehearses does."""

    PICKS = "picks"  # the id of an option
    TYPES = "types"  # words of the editor's own invention
    SPEAKS = "speaks"  # from here on in this language
    LOCATES = "locates"  # "latitude longitude" in degrees


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `meant` is what typed words were understood to mean when it was played.

    It is the label of an intent, or the likely ones with how sure that was ("evidence 0.40,
    legal_aid 0.35"), with "@ru" behind it where that language is to be offered and "!" where danger
    was heard; empty for words that no flow asks the meaning of. With it, a kept rehearsal replays
    without a model.
    """

    does: Does
    what: str
    meant: str = ""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A rehearsal that is kept: how it begins, its steps, and how it is to end.

    `ends` is the first line of the last screen in each language.
    """

    name: str
    language: Language
    steps: tuple[Step, ...]
    ends: tuple[str, str, str]
