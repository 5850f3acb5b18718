"""What must hold between the files, beyond the shape of each."""

from typing import Final

from bot.domain.advice import Complaint
from bot.knowledge import journeys
from bot.knowledge.checks import (
    addresses,
    dates,
    hours,
    lengths,
    names,
    phones,
    questions,
    quick_cards,
    regions,
    taught,
    wording,
)
from bot.knowledge.checks.addresses import ADDRESS
from bot.knowledge.checks.base import Check, Circumstances
from bot.knowledge.checks.questions import answers_of
from bot.knowledge.reader import SINGLE
from bot.knowledge.shelf import Shelf
from bot.knowledge.validity import law_by_date

__all__ = ["ADDRESS", "CHECKS", "Circumstances", "answers_of", "checked"]

CHECKS: Final[tuple[Check, ...]] = (
    dates.dates,
    names.reviewers,
    names.ids,
    names.ids_within,
    names.places,
    names.centres,
    names.chooser,
    names.laws,
    law_by_date,
    regions.regions,
    phones.phones,
    phones.short_numbers,
    hours.hours,
    addresses.addresses,
    lengths.lengths,
    lengths.lengths_of_screens,
    quick_cards.quick_cards,
    wording.wording,
    questions.questions,
    questions.worked_cases,
    questions.danger_words,
    taught.phrases,
    # Last: only files that nothing else refuses can be played.
    journeys.journeys,
)


def checked(shelf: Shelf, now: Circumstances) -> list[Complaint]:
    """Return all complaints; a check that needs a file which could not be read is left out."""
    is_whole = set(SINGLE) <= set(shelf.read)
    for check in CHECKS:
        try:
            check(shelf, now)
        except KeyError:
            if is_whole:
                raise
    return sorted(shelf.complaints, key=lambda one: (one.file, one.line, one.column))
