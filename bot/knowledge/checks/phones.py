"""Phones: each can be dialled, and belongs to one centre only."""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.domain.text import _
from bot.knowledge import models
from bot.knowledge.checks.base import Circumstances
from bot.knowledge.shelf import Shelf
from bot.knowledge.slips import PHONE_OF_KAZAKHSTAN

NOT_OF_HERE: Final = _("Numbers of Kazakhstan begin with +77 or +76: please compare this one.")
TWICE_HERE: Final = _("This number stands above too: please remove one of them.")
ELSEWHERE: Final = _(
    "The same number stands in {file}. Please call it, and leave it with the centre that answers."
)
NOT_CONFIRMED: Final = _(
    "Visitors may be given only 102, 103, 112 and 111: no other short number is confirmed."
)
SHORT_TWICE: Final = _("This short number stands above too: please put both together.")
MISSING_NUMBER: Final = _("{number} is missing: visitors need it on every screen.")

# Everything else stays hidden until somebody has confirmed it.
CONFIRMED: Final = ("102", "103", "112", "111")
NUMBERS: Final = "numbers.yaml"


def phones(shelf: Shelf, _: Circumstances) -> None:
    """Complain of phones that reach nobody here, and of those of two centres."""
    files = shelf.all("centres", models.CentreFile)
    shown = {name: file for name, file in files.items() if file.status != "hidden"}
    for name, centre in files.items():
        seen: set[str] = set()
        for number, phone in enumerate(centre.phones):
            place = ("phones", number, "number")
            if not PHONE_OF_KAZAKHSTAN.fullmatch(phone.number):
                shelf.complain(name, place, NOT_OF_HERE)
            if phone.number in seen:
                shelf.complain(name, place, TWICE_HERE)
            elif name in shown:
                for other in _others(shown, name, phone.number):
                    shelf.complain(name, place, ELSEWHERE.given(file=other))
            seen.add(phone.number)


def short_numbers(shelf: Shelf, _: Circumstances) -> None:
    """Complain of short numbers that are missing, doubled or not confirmed."""
    entries = shelf.one(NUMBERS, models.NumbersFile).numbers
    seen: set[str] = set()
    for number, entry in enumerate(entries):
        place = ("numbers", number, "number")
        if entry.number not in CONFIRMED:
            shelf.complain(NUMBERS, place, NOT_CONFIRMED)
        elif entry.number in seen:
            shelf.complain(NUMBERS, place, SHORT_TWICE)
        seen.add(entry.number)
    for needed in CONFIRMED:
        if needed not in seen:
            shelf.complain(NUMBERS, ("numbers",), MISSING_NUMBER.given(number=needed))


def _others(files: Mapping[str, models.CentreFile], name: str, number: str) -> Iterator[str]:
    for other, centre in files.items():
        if other != name and any(phone.number == number for phone in centre.phones):
            yield other
