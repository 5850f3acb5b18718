"""When something was checked, and whether that can be true."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from bot.domain.text import _
from bot.knowledge import models
from bot.knowledge.checks.base import Circumstances
from bot.knowledge.shelf import Shelf

IN_FUTURE: Final = _("This date is in the future.")
TOO_LONG_AGO: Final = _("This date is too long ago to be right: please look at the year.")
CHANGED: Final = _(
    "This file was changed after it was last checked. Please check what it says now, then renew "
    "checked_on and checked_by."
)

# None of our sources is older.
FIRST: Final = date(2015, 1, 1)
CHECKED_ON: Final = ("checked_on",)
# What no visitor reads, or what a check itself writes.
BESIDE_THE_TEXT: Final = frozenset(
    ("checked_on", "checked_by", "valid_from", "valid_to", "status", "note")
)


def dates(shelf: Shelf, now: Circumstances) -> None:
    """Complain of days that are still to come, that cannot be, and that a change made untrue."""
    for name, model in shelf.read.items():
        if not isinstance(model, models.Checked):
            continue
        if model.checked_on > now.today:
            shelf.complain(name, CHECKED_ON, IN_FUTURE)
        elif model.checked_on < FIRST:
            shelf.complain(name, CHECKED_ON, TOO_LONG_AGO)
        elif now.before and _is_changed_unchecked(name, model.checked_on, shelf, now.before, now):
            shelf.complain(name, CHECKED_ON, CHANGED)


def _is_changed_unchecked(
    name: str, checked_on: date, shelf: Shelf, before: Shelf, now: Circumstances
) -> bool:
    """Tell whether visitors read something else since the check, which is not of today."""
    last = before.read.get(name)
    if not isinstance(last, models.Checked) or checked_on == now.today:
        return False
    same = _text(shelf.sources[name].values) == _text(before.sources[name].values)
    # Whoever goes back to an earlier text goes back to the day on which that one was checked.
    return not same and checked_on == last.checked_on


def _text(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key not in BESIDE_THE_TEXT}
