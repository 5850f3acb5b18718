"""How fresh what we say is: what is to be checked again, and by when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.guide import SILENT_AFTER, Ages, Freshness, Guide, QuickCard
from bot.domain.text import Text


class Ageing(StrEnum):
    """Kinds of facts, each with an age of its own."""

    NUMBERS = "numbers"
    CENTRES = "centres"
    LEGAL = "legal"
    REST = "rest"


class Condition(StrEnum):
    """What is to be done about a text, the most urgent last."""

    FRESH = "fresh"
    DUE = "due"  # soon past its age
    OLD = "old"  # visitors are warned first
    EXPIRED = "expired"  # visitors are only sent to 111


@dataclass(frozen=True, slots=True)
class Due:
    """A file that states something, when it was checked, and by when it must be again.

    Where the law itself `ends` on that day, it needs a new version, not a check. What visitors
    are `told` they are told with a warning once it is old; the rest serves behind the scenes.
    """

    file: str
    title: Text
    kind: Ageing
    checked_on: date
    due_on: date
    condition: Condition
    ends: bool = False
    told: bool = False


@dataclass(frozen=True, slots=True)
class Freshnesses:
    """How many files of one kind are in which condition, and when the oldest was checked."""

    kind: Ageing
    counts: Mapping[Condition, int]
    oldest: Due | None

    @property
    def total(self) -> int:
        """Return how many there are."""
        return sum(self.counts.values())


# Facts in quick cards by group; the other groups are words of courtesy, which do not age.
IN_QUICK_CARDS: Final[Mapping[str, Ageing]] = {
    "numbers": Ageing.NUMBERS,
    "orders": Ageing.LEGAL,
    "safety": Ageing.REST,
}


def age_of(kind: Ageing, ages: Ages) -> timedelta:
    """Return how long a check of this kind lasts."""
    return {
        Ageing.NUMBERS: ages.numbers,
        Ageing.CENTRES: ages.centres,
        Ageing.LEGAL: ages.legal,
        Ageing.REST: ages.rest,
    }[kind]


def condition_on(today: date, due_on: date, within: timedelta) -> Condition:
    """Return in which condition something is that must be checked by a day."""
    if today - due_on > SILENT_AFTER:
        return Condition.EXPIRED
    if today > due_on:
        return Condition.OLD
    return Condition.DUE if due_on - today <= within else Condition.FRESH


def by_kind(dated: Iterable[Due]) -> tuple[Freshnesses, ...]:
    """Count files by kind and condition."""
    known = list(dated)
    return tuple(_of_kind(kind, [each for each in known if each.kind is kind]) for kind in Ageing)


def offered_cards(guide: Guide) -> tuple[QuickCard, ...]:
    """Return the quick cards that may still be sent; those past their age are marked."""
    return tuple(
        replace(card, is_old=freshness is Freshness.OLD)
        for card in guide.quick_cards
        if (freshness := _freshness(card, guide)) is not Freshness.EXPIRED
    )


def _of_kind(kind: Ageing, known: Sequence[Due]) -> Freshnesses:
    counts = {
        condition: sum(each.condition is condition for each in known) for condition in Condition
    }
    return Freshnesses(kind, counts, min(known, key=lambda each: each.checked_on, default=None))


def _freshness(card: QuickCard, guide: Guide) -> Freshness:
    kind = IN_QUICK_CARDS.get(card.group)
    if kind is None or card.review is None:
        return Freshness.FRESH
    return card.review.freshness(guide.today, age_of(kind, guide.ages))
