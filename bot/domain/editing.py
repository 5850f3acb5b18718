"""What an editor works with: papers, their forms, drafts, locks, history."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.operator import OperatorId
from bot.domain.text import Counsel, Text

# The way to a value inside a file: ("phones", 0, "number").
Way = tuple[str | int, ...]


class Kind(StrEnum):
    """What a file of knowledge is about; what changes most often comes first."""

    CENTRE = "centre"
    NUMBERS = "numbers"
    RIGHT = "right"
    PLAN = "plan"
    QUICK_CARDS = "quick_cards"
    MEDICAL = "medical"
    QUESTIONS = "questions"
    CHOOSER = "chooser"
    KINDS = "centre_kinds"
    WORDS_OF_THE_DAY = "words_of_the_day"
    REVIEWERS = "reviewers"
    JOURNEY = "journey"
    # Edited as a whole text: places, phrases, words of danger, what is forbidden, worked cases.
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Paper:
    """One file of knowledge as it stands in the list; `name` is its path below the folder."""

    name: str
    kind: Kind
    title: Counsel
    checked_on: date | None = None
    due_on: date | None = None
    # Centres only: "active", "unverified" or "hidden".
    status: str = ""
    # What a search looks in: all texts and phones, folded.
    words: str = ""
    # Centres only, as far as it is known.
    town: Counsel | None = None


class Shape(StrEnum):
    """How a field of a form is filled in."""

    WORDS = "words"  # the same text in three languages, side by side
    LINE = "line"  # one line
    LONG = "long"  # several lines
    DAY = "day"
    CHOICE = "choice"  # one of `choices`
    FLAG = "flag"  # "true" or ""
    GROUP = "group"  # `fields` that belong together
    LIST = "list"  # `fields` of one kind, of which there may be more or fewer


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form.

    `values` holds kk, ru, en of WORDS, and one value otherwise; nothing of GROUP and LIST. An
    optional field that is empty stands for "nothing is said".
    """

    way: Way
    shape: Shape
    label: Text
    hint: Text | None = None
    values: tuple[str, ...] = ()
    choices: tuple[tuple[str, Text], ...] = ()
    is_optional: bool = False
    fields: "tuple[Field, ...]" = ()

    @property
    def name(self) -> str:
        """Return the name of the field in a form: "phones.0.number"."""
        return ".".join(str(step) for step in self.way)


@dataclass(frozen=True, slots=True)
class Draft:
    """What an editor has changed and not published.

    `base` is the text of the file when the draft began (None: there was no file), `text` the text
    it is to have (None: the file is to be removed).
    """

    operator: OperatorId
    file: str
    base: str | None
    text: str | None
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Lock:
    """Who edits a file, and until when nobody else may."""

    file: str
    operator: OperatorId
    until: datetime


class Deed(StrEnum):
    """How a change came to be."""

    PUBLISHED = "published"
    UNDONE = "undone"
    # Made in the files themselves, with an editor or by git.
    IN_FILES = "in_files"


@dataclass(frozen=True, slots=True)
class Alteration:
    """One file before and after a change; None where there was or is none."""

    file: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """An entry of the history; `undoes` is the change that this one took back."""

    number: int
    at: datetime
    operator: OperatorId | None
    deed: Deed
    alterations: tuple[Alteration, ...]
    undoes: int | None = None
