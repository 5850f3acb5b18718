"""What must hold between the files, beyond the shape of each."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final

from bot.domain.conversation import CARD, SHORT
from bot.domain.danger import NOT_SURE, SKIP, Answers, assess
from bot.domain.language import Language
from bot.domain.text import Phrase, _
from bot.knowledge import examples, models, question_models
from bot.knowledge.advice import Complaint
from bot.knowledge.alarm import DangerWords
from bot.knowledge.build import questionnaire
from bot.knowledge.phrases import forbidden_in
from bot.knowledge.shelf import Shelf

# What the renderer adds to a card: blank lines, the words before a source and a date.
AROUND_A_CARD: Final = 60
LONGEST_BUTTON: Final = 30
# Street words and house numbers; "ask by phone" is the only address a centre may have.
ADDRESS: Final = re.compile(
    r"\b(көшесі|даңғылы|шағын ?ауданы|улица|ул\.|проспект|пр-т|переулок|микрорайон|мкр|"
    r"street|avenue|building|дом \d|үй \d|д\.\s?\d|\d+\s?үй)\b",
    re.IGNORECASE,
)

TWICE: Final = _("This id stands in another file too: please give each its own.")
NO_REGION: Final = _("This region is not in regions.yaml.")
NO_PLACE: Final = _("This place is not in places.yaml.")
OTHER_REGION: Final = _("This place lies in another region: {region}.")
NO_KIND: Final = _("This kind is not in centre_kinds.yaml.")
NO_REVIEWER: Final = _("This role is not in reviewers.yaml.")
NO_CARD: Final = _("There is no card of this name in rights/.")
NO_ANSWER: Final = _("There is no such question or answer in questions.yaml.")
IN_FUTURE: Final = _("This date is in the future.")
ADDRESS_FOUND: Final = _("This looks like an address. Addresses are never shown: please remove it.")
TOO_LONG: Final = _("This text has {count} characters; at most {limit} fit on a screen.")
FORBIDDEN: Final = _("“{phrase}” must not be said to anybody who is hurt: please reword.")
OTHER_BAND: Final = _("This worked case now leads to another band or other points.")
NOT_HEARD: Final = _("This message must be heard as danger and is not.")
HEARD: Final = _("This message must not be heard as danger and is.")

CARD_TWICE: Final = _("This id stands above too: please give each card its own.")
CARD_MISSING: Final = _("The desk needs a card “{card}” of the group “{group}”.")
NO_SOURCE: Final = _("This card states law: please add its source.")

# What people type, and names of places, are no texts of ours.
NOT_OURS: Final = frozenset(
    ("forbidden_phrases.yaml", "danger_words.yaml", "places.yaml", *examples.FILES.values())
)
# The cards without which no talk can begin, be warned in, or end.
NEEDED: Final = (("first_line", "fixed"), ("warning", "warning"))
Check = Callable[[Shelf, date], None]


def checked(shelf: Shelf, today: date) -> list[Complaint]:
    """Return all complaints; a check that needs a file which could not be read is left out."""
    for check in CHECKS:
        with suppress(KeyError):
            check(shelf, today)
    return sorted(shelf.complaints, key=lambda complaint: (complaint.file, complaint.line))


def _dates(shelf: Shelf, today: date) -> None:
    for name, model in shelf.read.items():
        if isinstance(model, models.Checked) and model.checked_on > today:
            shelf.complain(name, ("checked_on",), IN_FUTURE)


def _reviewers(shelf: Shelf, _: date) -> None:
    known = {one.id for one in shelf.one("reviewers.yaml", models.ReviewersFile).reviewers}
    for name, model in shelf.read.items():
        if isinstance(model, models.Checked) and model.checked_by not in known:
            shelf.complain(name, ("checked_by",), NO_REVIEWER)


def _ids(shelf: Shelf, _: date) -> None:
    for below, kind in (
        ("centres", models.CentreFile),
        ("rights", models.RightFile),
        ("plans", models.PlanFile),
    ):
        files = shelf.all(below, kind)
        times = Counter(getattr(file, "id", "") for file in files.values())
        for name, file in files.items():
            if times[getattr(file, "id", "")] > 1:
                shelf.complain(name, ("id",), TWICE)


def _centres(shelf: Shelf, _: date) -> None:
    regions = {one.id for one in shelf.one("regions.yaml", models.RegionsFile).regions}
    places = {one.id: one for one in shelf.one("places.yaml", models.PlacesFile).places}
    kinds = {one.id for one in shelf.one("centre_kinds.yaml", models.KindsFile).kinds}
    for name, centre in shelf.all("centres", models.CentreFile).items():
        place = places.get(centre.place or "")
        if centre.region not in regions:
            shelf.complain(name, ("region",), NO_REGION)
        if centre.place and place is None:
            shelf.complain(name, ("place",), NO_PLACE)
        elif place and place.region != centre.region:
            shelf.complain(name, ("place",), OTHER_REGION.given(region=place.region))
        if centre.kind not in kinds:
            shelf.complain(name, ("kind",), NO_KIND)
        for field in ("names", "hours", "offers", "who_may_come"):
            for language, words in _said(getattr(centre, field)):
                if ADDRESS.search(words):
                    shelf.complain(name, (field, language), ADDRESS_FOUND)


def _regions(shelf: Shelf, _: date) -> None:
    places = {one.id: one for one in shelf.one("places.yaml", models.PlacesFile).places}
    regions = shelf.one("regions.yaml", models.RegionsFile).regions
    for number, region in enumerate(regions):
        if region.centre not in places:
            shelf.complain("regions.yaml", ("regions", number, "centre"), NO_PLACE)
    known = {region.id for region in regions}
    for number, place in enumerate(places.values()):
        if place.region not in known:
            shelf.complain("places.yaml", ("places", number, "region"), NO_REGION)


def _chooser(shelf: Shelf, _: date) -> None:
    cards = {file.id for file in shelf.all("rights", models.RightFile).values()}
    # A card that could not be read is complained about already, and is there all the same.
    cards |= {Path(fault.file).stem for fault in shelf.complaints}
    chooser = shelf.one("rights/chooser.yaml", models.ChooserFile)
    for asked, question in enumerate(chooser.questions):
        for chosen, option in enumerate(question.options):
            for number, card in enumerate(option.cards):
                if card not in cards:
                    place = ("questions", asked, "options", chosen, "cards", number)
                    shelf.complain("rights/chooser.yaml", place, NO_CARD)
    for number, card in enumerate(chooser.common):
        if card not in cards:
            shelf.complain("rights/chooser.yaml", ("common", number), NO_CARD)


def _lengths(shelf: Shelf, _: date) -> None:
    for name, card in shelf.all("rights", models.RightFile).items():
        parts = (card.title, card.what, card.who, card.how_long, card.if_broken, card.next)
        for language in Language:
            said = [getattr(part, language) for part in (*parts, card.source) if part]
            _fits(shelf, name, ("what", language), sum(map(len, said)) + AROUND_A_CARD, CARD)
    for name, plan in shelf.all("plans", models.PlanFile).items():
        for number, page in enumerate(plan.pages):
            for language in Language:
                items = sum(len(getattr(item, language)) + len("☐ 10. \n") for item in page.items)
                whole = items + len(getattr(plan.title, language)) + len(" 10/10\n\n")
                _fits(shelf, name, ("pages", number), whole, SHORT)
    for number, item in enumerate(shelf.one("questions.yaml", question_models.QuestionsFile).items):
        for language in Language:
            said = [getattr(part, language) for part in (item.lead_in, item.text) if part]
            place = ("items", number, "text", language)
            _fits(shelf, "questions.yaml", place, len("\n".join(said)), SHORT)
    for name, button in _buttons(shelf):
        for language, words in _said(button):
            _fits(shelf, name, ("button", language), len(words), LONGEST_BUTTON)


def _quick_cards(shelf: Shelf, _: date) -> None:
    name = "quick_cards.yaml"
    cards = shelf.one(name, models.QuickCardsFile).cards
    seen: set[str] = set()
    for number, card in enumerate(cards):
        place = ("cards", number)
        if card.id in seen:
            shelf.complain(name, (*place, "id"), CARD_TWICE)
        seen.add(card.id)
        if card.group == "orders" and card.source is None:
            shelf.complain(name, place, NO_SOURCE)
        for language, words in _said(card.text):
            _fits(shelf, name, (*place, "text", language), len(words), SHORT)
        for language, words in _said(card.label):
            _fits(shelf, name, (*place, "label", language), len(words), LONGEST_BUTTON)
    there = {(card.id, card.group) for card in cards}
    missing = [needed for needed in NEEDED if needed not in there]
    if "closing" not in {card.group for card in cards}:
        missing.append(("closing_…", "closing"))
    for needed, group in missing:
        shelf.complain(name, ("cards",), CARD_MISSING.given(card=needed, group=group))


def _buttons(shelf: Shelf) -> Iterator[tuple[str, models.Words]]:
    for name, card in shelf.all("rights", models.RightFile).items():
        yield name, card.button
    for name, plan in shelf.all("plans", models.PlanFile).items():
        yield name, plan.button


def _fits(shelf: Shelf, name: str, place: tuple[str | int, ...], count: int, limit: int) -> None:
    if count > limit:
        shelf.complain(name, place, TOO_LONG.given(count=count, limit=limit))


def _forbidden(shelf: Shelf, _: date) -> None:
    if "forbidden_phrases.yaml" not in shelf.read:
        return
    phrases = shelf.one("forbidden_phrases.yaml", models.ForbiddenFile)
    for name, source in shelf.sources.items():
        if name in NOT_OURS:
            continue
        for place, language, words in _texts(source.values, ()):
            for phrase in forbidden_in(words, language, phrases):
                shelf.complain(name, place, FORBIDDEN.given(phrase=phrase))


def _texts(
    values: object, place: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], Language, str]]:
    """Return every text of a file with its place and language."""
    if isinstance(values, dict):
        for key, value in values.items():
            if key in set(Language) and isinstance(value, str):
                yield (*place, key), Language(key), value
            else:
                yield from _texts(value, (*place, str(key)))
    elif isinstance(values, list):
        for number, value in enumerate(values):
            yield from _texts(value, (*place, number))


def _said(words: models.Words | None) -> Iterator[tuple[Language, str]]:
    if words is not None:
        for language in Language:
            yield language, getattr(words, language)


def _worked_cases(shelf: Shelf, _: date) -> None:
    file = shelf.one("questions.yaml", question_models.QuestionsFile)
    known = {item.id: {option.id for option in item.options} for item in file.items}
    cases = shelf.one("worked_cases.yaml", question_models.WorkedCasesFile).cases
    for number, case in enumerate(cases):
        advice = _advice_on(case, file, known)
        if advice is not None:
            shelf.complain("worked_cases.yaml", ("cases", number), advice)


def _advice_on(
    case: question_models.WorkedCase,
    file: question_models.QuestionsFile,
    known: dict[str, set[str]],
) -> Phrase | None:
    for item, chosen in case.answers.items():
        options = {chosen} if isinstance(chosen, str) else set(chosen)
        if not options <= known.get(item, set()) | {NOT_SURE, SKIP}:
            return NO_ANSWER
    assessed = assess(answers_of(case, file), questionnaire(file))
    same = assessed.band.name.lower() == case.band and case.points in (None, assessed.points)
    flags = (bool(assessed.medical), assessed.psychologist) == (case.medical, case.psychologist)
    return None if same and flags else OTHER_BAND


def answers_of(case: question_models.WorkedCase, file: question_models.QuestionsFile) -> Answers:
    """Return a worked case as answers: unlisted questions were answered "no", unless left open."""
    given: dict[str, tuple[str, ...]] = {}
    for item in file.items:
        if case.skipped == "all" or item.id in case.skipped:
            given[item.id] = (SKIP,)
        elif item.id in case.answers:
            chosen = case.answers[item.id]
            given[item.id] = (chosen,) if isinstance(chosen, str) else tuple(chosen)
        elif case.rest == "no":
            given[item.id] = ("none",) if item.several else ("no",)
    return tuple(given.items())


def _danger_words(shelf: Shelf, _: date) -> None:
    file = shelf.one("danger_words.yaml", models.DangerWordsFile)
    alarm = DangerWords(file)
    for kind in ("danger", "suicide", "unsure", "calm"):
        surely = kind in ("danger", "suicide")
        for number, words in enumerate(getattr(file.examples, kind)):
            heard = bool(alarm.hears(words, surely=surely))
            if heard != (kind != "calm"):
                advice = HEARD if heard else NOT_HEARD
                shelf.complain("danger_words.yaml", ("examples", kind, number), advice)


def _phrases(shelf: Shelf, _: date) -> None:
    examples.check_phrases(shelf)


CHECKS: Final[tuple[Check, ...]] = (
    _dates,
    _reviewers,
    _ids,
    _regions,
    _centres,
    _chooser,
    _lengths,
    _quick_cards,
    _forbidden,
    _worked_cases,
    _danger_words,
    _phrases,
)
