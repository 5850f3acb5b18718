"""Which version of a legal card holds on which day."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from bot.domain.text import _
from bot.knowledge import models
from bot.knowledge.shelf import Shelf

if TYPE_CHECKING:
    from bot.knowledge.checks.base import Circumstances

A_DAY: Final = timedelta(days=1)
VALID_FROM: Final = ("valid_from",)
VALID_TO: Final = ("valid_to",)

BACKWARDS: Final = _("This day is before valid_from: please look at both.")
ENDS_TOO_LATE: Final = _(
    "The version in {file} still holds on this day. Please end it there with valid_to: {day}."
)
SAME_DAYS: Final = _(
    "{file} has the same id and holds on the same days. If it is another card, please give this "
    "one its own id; if it is an earlier or later version, write valid_from and valid_to in both."
)
GAP: Final = _(
    "Between the version in {file} and this one no text holds, from {first} to {last}: visitors "
    "are then sent to 111."
)
NO_TEXT_TODAY: Final = _(
    "Since this day no version of the card holds: visitors are sent to 111. Please add a file "
    "with the same id and valid_from."
)

Versions = Sequence[tuple[str, models.RightFile]]


def versions_of(shelf: Shelf) -> Mapping[str, Versions]:
    """Return the versions of every legal card with the names of their files, the first one first.

    A version whose days run backwards never holds.
    """
    found: dict[str, list[tuple[str, models.RightFile]]] = {}
    for name, file in shelf.all("rights", models.RightFile).items():
        if _first(file) <= _last(file):
            found.setdefault(file.id, []).append((name, file))
    return {
        card: sorted(versions, key=lambda one: (_first(one[1]), one[0]))
        for card, versions in found.items()
    }


def latest(versions: Versions, today: date) -> models.RightFile | None:
    """Return the version that holds today, else the one that held last; None before the first.

    A law that is not in force yet is nobody's right yet; where one has ended, somebody may still
    look for it.
    """
    begun = [file for _name, file in versions if _first(file) <= today]
    return begun[-1] if begun else None


def is_in_force(file: models.RightFile, today: date) -> bool:
    """Tell whether a version holds on a day."""
    return _first(file) <= today <= _last(file)


def law_by_date(shelf: Shelf, now: "Circumstances") -> None:
    """Complain of versions that overlap or run backwards, and tell of days without any."""
    for name, file in shelf.all("rights", models.RightFile).items():
        if _last(file) < _first(file):
            shelf.complain(name, VALID_TO, BACKWARDS)
    for versions in versions_of(shelf).values():
        for earlier, later in pairwise(versions):
            _follows(shelf, earlier, later)
        name, last = versions[-1]
        if _last(last) < now.today:
            shelf.complain(name, VALID_TO, NO_TEXT_TODAY, is_notice=True)


def _follows(
    shelf: Shelf, earlier: tuple[str, models.RightFile], later: tuple[str, models.RightFile]
) -> None:
    """Complain of a version unless it begins on the day after the one before it ended."""
    (before, ending), (name, beginning) = earlier, later
    first, last = _first(beginning), _last(ending)
    if first == _first(ending):
        place = VALID_FROM if beginning.valid_from else ("id",)
        shelf.complain(name, place, SAME_DAYS.given(file=before))
    elif first <= last:
        advice = ENDS_TOO_LATE.given(file=before, day=str(first - A_DAY))
        shelf.complain(name, VALID_FROM, advice)
    elif first - last > A_DAY:
        days = {"first": str(last + A_DAY), "last": str(first - A_DAY)}
        shelf.complain(name, VALID_FROM, GAP.given(file=before, **days), is_notice=True)


def _first(file: models.RightFile) -> date:
    return file.valid_from or date.min


def _last(file: models.RightFile) -> date:
    return file.valid_to or date.max
