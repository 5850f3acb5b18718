"""The words of a conversation: what happens, what is shown, what is ordered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Self, TypeVar

from bot.domain.commands import Command
from bot.domain.meaning import Understanding
from bot.domain.privacy import Confidential
from bot.domain.text import NOTHING, Joined, Text
from bot.domain.told import Told

if TYPE_CHECKING:
    from bot.domain.guide import Guide


# What may happen


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something a visitor did. `keepsake` is what only the chat remembered for us."""

    keepsake: str = ""


@dataclass(frozen=True, slots=True)
class Started(Event):
    """She opened the conversation anew."""


@dataclass(frozen=True, slots=True)
class Looked(Event):
    """She is to see again where she is."""


@dataclass(frozen=True, slots=True)
class Picked(Event):
    """She chose an option."""

    option: str = ""


@dataclass(frozen=True, slots=True)
class Typed(Event):
    """She wrote words; `meant` is what they mean, where that was asked."""

    words: Confidential = Confidential("")
    meant: Understanding | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Returned(Event):
    """She came back after a while, with words perhaps; somebody else may be holding the phone."""

    typed: Typed | None = None


@dataclass(frozen=True, slots=True)
class Retyped(Event):
    """She changed words which she had written before."""

    words: Confidential = Confidential("")


@dataclass(frozen=True, slots=True)
class Located(Event):
    """She shared where she is, in degrees; it is used once and forgotten."""

    latitude: float = 0.0
    longitude: float = 0.0

    def __repr__(self) -> str:
        return "Located(…)"


class Unwelcome(StrEnum):
    """What people send that we never take in."""

    PICTURE = "picture"
    FILE = "file"
    CONTACT = "contact"
    VOICE = "voice"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Sent(Event):
    """She sent something that is not words."""

    kind: Unwelcome = Unwelcome.OTHER


@dataclass(frozen=True, slots=True)
class Moved(Event):
    """Something became of her case at the desk, or in the line: look at `Guide.case` again."""


class CodeReading(StrEnum):
    """What became of a return code that she typed."""

    FOUND = "found"
    WRONG = "wrong"
    TOO_OFTEN = "too_often"


@dataclass(frozen=True, slots=True)
class CodeRead(Event):
    """A return code was looked up; where it was found, `Guide.case` is the case again."""

    reading: CodeReading = CodeReading.WRONG


# What is shown


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose: `id` is short ASCII, `label` is what is read."""

    id: str
    label: Text


Rows = tuple[tuple[Option, ...], ...]
SHORT: Final = 300
CARD: Final = 600


@dataclass(frozen=True, slots=True)
class Reply:
    """A passage of text and the options it brings; `limit` is its longest length in characters."""

    text: Text
    rows: Rows = ()
    limit: int = SHORT


@dataclass(frozen=True, slots=True)
class Screen:
    """Everything a visitor sees.

    `keepsake` stays in the chat and comes back with what she does; `locates` tells that a location
    is an answer here.
    """

    name: str
    text: Text
    rows: Rows
    limit: int = SHORT
    keepsake: str = ""
    locates: bool = False

    @property
    def options(self) -> tuple[Option, ...]:
        """Return all options in the order in which they are numbered."""
        return tuple(option for row in self.rows for option in row)


# Turns


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where a visitor is. What she has told goes with her from flow to flow."""

    told: Told = Told()

    def then(self, following: S) -> S:
        """Return the state that follows, with what she has told."""
        return replace(following, told=self.told)

    def telling(self, told: Told) -> Self:
        """Return the same place with something more told."""
        return replace(self, told=told)


S = TypeVar("S", bound=State)


@dataclass(frozen=True, slots=True)
class Turn:
    """What an event led to."""

    state: State
    replies: tuple[Reply, ...]
    commands: tuple[Command, ...] = ()
    keepsake: str = ""


Step = Callable[[State, Event, "Guide"], Turn]
Begin = Callable[[State], State]


@dataclass(frozen=True, slots=True)
class Flow:
    """One way through the conversation: its states, how it begins, how it goes on.

    `reads` are the states in which typed words are an answer, `locates` those in which a location
    is; elsewhere both are left to the engine. Where `hears` is given, only words that it knows are
    an answer. `bare` are the states which offer their own ways on, without menu and language.
    """

    name: str
    states: tuple[type[State], ...]
    begin: Begin
    step: Step
    reads: tuple[type[State], ...] = ()
    locates: tuple[type[State], ...] = ()
    bare: tuple[type[State], ...] = ()
    hears: Callable[[str, Guide], bool] | None = None


def to(flow: str, label: Text) -> Option:
    """Return an option that leads into another flow."""
    return Option(f"go.{flow}", label)


def in_pairs(options: Iterable[Option]) -> Rows:
    """Lay options out two in a row."""
    listed = tuple(options)
    return tuple(listed[start : start + 2] for start in range(0, len(listed), 2))


def one_a_row(options: Iterable[Option]) -> Rows:
    """Lay options out below one another."""
    return tuple((option,) for option in options)


def text_of(replies: Iterable[Reply]) -> Text:
    """Join the passages of a turn into one text."""
    return Joined(tuple(reply.text for reply in replies if reply.text != NOTHING), "\n\n")
