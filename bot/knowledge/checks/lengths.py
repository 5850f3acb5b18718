"""Texts that do not fit where they are shown."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from pydantic import BaseModel

from bot.domain.conversation import CARD, SHORT
from bot.domain.language import Language
from bot.domain.text import _
from bot.knowledge import models
from bot.knowledge.checks.base import Circumstances, Place, said
from bot.knowledge.question_models import QuestionsFile
from bot.knowledge.shelf import Shelf

TOO_LONG: Final = _("This text has {count} characters; at most {limit} fit on a screen.")
TOO_LONG_TOGETHER: Final = _(
    "All texts shown together here have {count} characters; at most {limit} fit on a screen."
)

# What the renderer adds to a card: blank lines, the words before a source and a date.
AROUND_A_CARD: Final = 60
# What it adds to a centre: that it is old and in doubt, words before hours and a date.
AROUND_A_CENTRE: Final = 230
AROUND_A_PHONE: Final = len("+77000000000\n")
AROUND_A_HOTLINE: Final = 24
# What stands around the advice of numbers.yaml: the heading and the way without words.
AROUND_SILENCE: Final = 110
LONGEST_BUTTON: Final = 30
# Half of a row of buttons; the file of regions says so too.
LONGEST_REGION: Final = 22
LONGEST_NUMBER: Final = 40
LONGEST_WORD: Final = 40
LONGEST_OFFER: Final = 110
LONGEST_WHO: Final = 90


def lengths(shelf: Shelf, _: Circumstances) -> None:
    """Complain of single texts that are too long for their place."""
    for name, place, words, limit in _limited(shelf):
        for language, text in said(words):
            _fits(shelf, name, (*place, language), len(text), limit)


def lengths_of_screens(shelf: Shelf, _: Circumstances) -> None:
    """Complain of texts that do not fit on one screen together."""
    _cards(shelf)
    _plans(shelf)
    if "questions.yaml" in shelf.read:
        _questions(shelf)
    if {"regions.yaml", "places.yaml", "centre_kinds.yaml", "reviewers.yaml"} <= shelf.read.keys():
        _centres(shelf)


Limited = Iterator[tuple[Place, models.Words | None, int]]


def _limited(shelf: Shelf) -> Iterator[tuple[str, Place, models.Words | None, int]]:
    for name, file in shelf.read.items():
        for kind, limits in LIMITS:
            if isinstance(file, kind):
                for place, words, limit in limits(file):
                    yield name, place, words, limit


def _of_a_right(file: models.RightFile) -> Limited:
    yield ("button",), file.button, LONGEST_BUTTON


def _of_a_plan(file: models.PlanFile) -> Limited:
    yield ("button",), file.button, LONGEST_BUTTON
    yield ("warning",), file.warning, SHORT


def _of_quick_cards(file: models.QuickCardsFile) -> Limited:
    for number, card in enumerate(file.cards):
        yield ("cards", number, "label"), card.label, LONGEST_BUTTON
        yield ("cards", number, "text"), card.text, SHORT


def _of_medical(file: models.MedicalFile) -> Limited:
    for number, card in enumerate(file.cards):
        yield ("cards", number, "text"), card.text, SHORT


def _of_words(file: models.WordsFile) -> Limited:
    for number, words in enumerate(file.words):
        yield ("words", number), words, LONGEST_WORD


def _of_regions(file: models.RegionsFile) -> Limited:
    for number, region in enumerate(file.regions):
        yield ("regions", number, "short"), region.short, LONGEST_REGION


def _of_kinds(file: models.KindsFile) -> Limited:
    for number, kind in enumerate(file.kinds):
        yield ("kinds", number, "offers"), kind.offers, LONGEST_OFFER
        yield ("kinds", number, "who_may_come"), kind.who_may_come, LONGEST_WHO


def _of_numbers(file: models.NumbersFile) -> Limited:
    for number, entry in enumerate(file.numbers):
        yield ("numbers", number, "name"), entry.name, LONGEST_NUMBER
        yield ("numbers", number, "says"), entry.says, SHORT
    yield ("silent",), file.silent, SHORT - AROUND_SILENCE
    yield ("what_to_say",), file.what_to_say, SHORT - AROUND_SILENCE


def _of_chooser(file: models.ChooserFile) -> Limited:
    for asked, question in enumerate(file.questions):
        yield ("questions", asked, "text"), question.text, SHORT
        for number, option in enumerate(question.options):
            place = ("questions", asked, "options", number, "label")
            yield place, option.label, LONGEST_BUTTON


def _of_answers(file: QuestionsFile) -> Limited:
    for asked, item in enumerate(file.items):
        for number, answer in enumerate(item.options):
            yield ("items", asked, "options", number, "label"), answer.label, LONGEST_BUTTON


LIMITS: Final[tuple[tuple[type[BaseModel], Callable[[Any], Limited]], ...]] = (
    (models.RightFile, _of_a_right),
    (models.PlanFile, _of_a_plan),
    (models.QuickCardsFile, _of_quick_cards),
    (models.MedicalFile, _of_medical),
    (models.WordsFile, _of_words),
    (models.RegionsFile, _of_regions),
    (models.KindsFile, _of_kinds),
    (models.NumbersFile, _of_numbers),
    (models.ChooserFile, _of_chooser),
    (QuestionsFile, _of_answers),
)


def _cards(shelf: Shelf) -> None:
    for name, card in shelf.all("rights", models.RightFile).items():
        parts = (card.title, card.what, card.who, card.how_long, card.if_broken, card.next)
        for language in Language:
            texts = [getattr(part, language) for part in (*parts, card.source) if part]
            whole = sum(map(len, texts)) + AROUND_A_CARD
            _fits_together(shelf, name, ("what", language), whole, CARD)


def _plans(shelf: Shelf) -> None:
    for name, plan in shelf.all("plans", models.PlanFile).items():
        for number, page in enumerate(plan.pages):
            for language in Language:
                items = sum(len(getattr(item, language)) + len("☐ 10. \n") for item in page.items)
                whole = items + len(getattr(plan.title, language)) + len(" 10/10\n\n")
                _fits_together(shelf, name, ("pages", number, "items"), whole, SHORT)


def _questions(shelf: Shelf) -> None:
    for number, item in enumerate(shelf.one("questions.yaml", QuestionsFile).items):
        for language in Language:
            asked = [getattr(part, language) for part in (item.lead_in, item.text) if part]
            place = ("items", number, "text", language)
            _fits(shelf, "questions.yaml", place, len("\n".join(asked)), SHORT)


def _centres(shelf: Shelf) -> None:
    kinds = {kind.id: kind for kind in shelf.one("centre_kinds.yaml", models.KindsFile).kinds}
    for name, centre in shelf.all("centres", models.CentreFile).items():
        kind = kinds.get(centre.kind)
        offers = centre.offers or (kind and kind.offers)
        who = centre.who_may_come or (kind and kind.who_may_come)
        parts = (centre.names, offers, who, centre.hours, *_around(shelf, centre))
        phones = sum(
            AROUND_A_PHONE + (AROUND_A_HOTLINE if phone.label else 0) for phone in centre.phones
        )
        for language in Language:
            texts = sum(len(getattr(part, language)) for part in parts if part)
            whole = texts + phones + AROUND_A_CENTRE
            _fits_together(shelf, name, ("names", language), whole, CARD)


def _around(shelf: Shelf, centre: models.CentreFile) -> list[models.Words]:
    """Return what other files add to the card of a centre."""
    regions = shelf.one("regions.yaml", models.RegionsFile).regions
    places = shelf.one("places.yaml", models.PlacesFile).places
    reviewers = shelf.one("reviewers.yaml", models.ReviewersFile).reviewers
    return [
        *(region.name for region in regions if region.id == centre.region),
        *(place.name for place in places if place.id == centre.place),
        *(one.says for one in reviewers if one.id == centre.checked_by),
    ]


def _fits(shelf: Shelf, name: str, place: Place, count: int, limit: int) -> None:
    if count > limit:
        shelf.complain(name, place, TOO_LONG.given(count=count, limit=limit))


def _fits_together(shelf: Shelf, name: str, place: Place, count: int, limit: int) -> None:
    if count > limit:
        shelf.complain(name, place, TOO_LONG_TOGETHER.given(count=count, limit=limit))
