"""What answers say about danger: the only place that weighs them.

The questions, their order, weights and bands follow section 1 of the safety design; no validated
instrument is copied, and no score or percentage is ever shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Final

from bot.domain.text import Text

SKIP: Final = "skip"
NOT_SURE: Final = "not_sure"

# (question, chosen options) in the order of answering; a tuple, so that it can be kept as it is.
Answers = tuple[tuple[str, tuple[str, ...]], ...]


class Band(IntEnum):
    """How urgent help is; the lowest says only that we cannot tell."""

    UNCLEAR = 0
    ELEVATED = 1
    HIGH = 2
    IMMEDIATE = 3


class Cause(StrEnum):
    """Which help comes first when danger is immediate, in the order in which it is shown."""

    POLICE = "police"
    AMBULANCE = "ambulance"
    SUICIDE = "suicide"


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer and what it weighs; `card` is how an operator's card names it."""

    id: str
    label: Text
    band: Band | None = None
    points: int = 0
    first: Cause | None = None
    medical: str = ""
    psychologist: bool = False
    card: Text | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One question; `several` means that more than one choice may be marked."""

    id: str
    text: Text
    choices: tuple[Choice, ...]
    lead_in: Text | None = None
    several: bool = False

    def choice(self, choice_id: str) -> Choice | None:
        """Return the choice of that id, if it is one of this question's."""
        return next((choice for choice in self.choices if choice.id == choice_id), None)


@dataclass(frozen=True, slots=True)
class Together:
    """Answers which weigh more when all of them stand together."""

    answers: tuple[tuple[str, str], ...]
    points: int


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """The questions in their order and how they are weighed."""

    items: tuple[Item, ...]
    core: tuple[str, ...]
    pause_after: str
    high_from: int
    not_sure: int
    unknown_core: int
    soon: tuple[str, str]
    together: tuple[Together, ...] = ()

    def item(self, item_id: str) -> Item | None:
        """Return the question of that id."""
        return next((item for item in self.items if item.id == item_id), None)

    def after(self, item_id: str) -> Item | None:
        """Return the question that follows, or None after the last one."""
        ids = [item.id for item in self.items]
        following = ids.index(item_id) + 1 if item_id in ids else 0
        return self.items[following] if following < len(self.items) else None


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the answers say. Points only order the queue; nobody is shown them."""

    band: Band
    points: int
    causes: tuple[Cause, ...] = ()
    medical: tuple[str, ...] = ()
    psychologist: bool = False
    signs: tuple[Choice, ...] = ()
    only_suicide: bool = False


def assess(answers: Answers, questionnaire: Questionnaire) -> Assessment:
    """Weigh answers by the rules of section 1.4 of the safety design."""
    given = dict(answers)
    chosen = _chosen(given, questionnaire)
    points = _points(given, chosen, questionnaire)
    signs = tuple(choice for _, choice in chosen if choice.band or choice.points)
    return Assessment(
        band=_band(given, chosen, points, questionnaire),
        points=points,
        causes=_causes(chosen),
        medical=tuple(dict.fromkeys(choice.medical for _, choice in chosen if choice.medical)),
        psychologist=any(choice.psychologist for _, choice in chosen),
        signs=signs,
        only_suicide=_only_suicide(chosen, points, questionnaire),
    )


def _chosen(
    given: Mapping[str, tuple[str, ...]], questionnaire: Questionnaire
) -> list[tuple[str, Choice]]:
    return [
        (item.id, choice)
        for item in questionnaire.items
        for choice in item.choices
        if choice.id in given.get(item.id, ())
    ]


def _points(
    given: Mapping[str, tuple[str, ...]],
    chosen: list[tuple[str, Choice]],
    questionnaire: Questionnaire,
) -> int:
    points = sum(choice.points for _, choice in chosen)
    points += questionnaire.not_sure * sum(NOT_SURE in options for options in given.values())
    points += sum(
        extra.points
        for extra in questionnaire.together
        if all(option in given.get(item, ()) for item, option in extra.answers)
    )
    if points or any(choice.band for _, choice in chosen):
        unknown = [core for core in questionnaire.core if given.get(core, (SKIP,)) == (SKIP,)]
        points += questionnaire.unknown_core * len(unknown)
    return points


def _band(
    given: Mapping[str, tuple[str, ...]],
    chosen: list[tuple[str, Choice]],
    points: int,
    questionnaire: Questionnaire,
) -> Band:
    flags = [(item, choice.id) for item, choice in chosen if choice.band == Band.HIGH]
    if any(choice.band == Band.IMMEDIATE for _, choice in chosen):
        return Band.IMMEDIATE
    if questionnaire.soon in flags and len(flags) > 1:
        return Band.IMMEDIATE
    if flags or points >= questionnaire.high_from:
        return Band.HIGH
    return Band.ELEVATED if points else Band.UNCLEAR


def _causes(chosen: Iterable[tuple[str, Choice]]) -> tuple[Cause, ...]:
    found = {choice.first for _, choice in chosen if choice.first}
    return tuple(cause for cause in Cause if cause in found)


def _only_suicide(
    chosen: list[tuple[str, Choice]], points: int, questionnaire: Questionnaire
) -> bool:
    flagged = [choice for _, choice in chosen if choice.band]
    return (
        bool(flagged)
        and all(choice.psychologist for choice in flagged)
        and points < questionnaire.high_from
    )
