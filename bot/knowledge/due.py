"""Which files are to be checked again, and by when."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bot.domain.freshness import IN_QUICK_CARDS, Ageing, Condition, Due, age_of, condition_on
from bot.domain.guide import Ages
from bot.domain.text import Counsel, Text, Verbatim, _
from bot.knowledge import models
from bot.knowledge.shelf import Shelf
from bot.knowledge.validity import versions_of

# Translators: names of files of knowledge, for the editors who keep them.
TITLES: Final[Mapping[str, Text]] = {
    "numbers.yaml": _("Emergency numbers"),
    "reviewers.yaml": _("Who checks"),
    "regions.yaml": _("Regions"),
    "places.yaml": _("Towns and villages"),
    "centre_kinds.yaml": _("Kinds of centres"),
    "questions.yaml": _("Questions about danger"),
    "worked_cases.yaml": _("Worked cases"),
    "medical.yaml": _("When a doctor is needed"),
    "words_of_the_day.yaml": _("Words of the day"),
    "quick_cards.yaml": _("Quick cards"),
    "danger_words.yaml": _("Words of danger"),
    "forbidden_phrases.yaml": _("What must not be said"),
    "rights/chooser.yaml": _("Which protection fits"),
    "old_laws.yaml": _("Former numbers of laws"),
}
# What ages before the eyes of visitors; the rest serves behind the scenes.
TOLD: Final = (
    models.NumbersFile,
    models.MedicalFile,
    models.CentreFile,
    models.RightFile,
    models.PlanFile,
)
QUICKEST_FIRST: Final = (Ageing.NUMBERS, Ageing.LEGAL)


def due(shelf: Shelf, today: date, ages: Ages, within: timedelta) -> list[Due]:
    """Return what is past its age or will be within this time, the oldest first."""
    known = dated(shelf, today, ages, within)
    return [each for each in known if each.condition is not Condition.FRESH]


def dated(shelf: Shelf, today: date, ages: Ages, within: timedelta) -> list[Due]:
    """Return every file that was read and says when it was checked, what is due first on top."""
    ends = _ends(shelf)
    found = (
        _due(name, file, today, ages, within, ends.get(name))
        for name, file in shelf.read.items()
        if isinstance(file, models.Checked) and _concerns_visitors(name, file, today, ends)
    )
    return sorted(found, key=lambda each: (each.due_on, each.file))


def kind_of(file: models.Checked) -> Ageing:
    """Return by which age a file is to be checked again."""
    match file:
        case models.CentreFile():
            return Ageing.CENTRES
        case models.RightFile() | models.MedicalFile():
            return Ageing.LEGAL
        case models.NumbersFile():
            return Ageing.NUMBERS
        case models.QuickCardsFile():
            # One date stands for all cards: whatever ages first decides.
            kinds = {
                IN_QUICK_CARDS[card.group] for card in file.cards if card.group in IN_QUICK_CARDS
            }
            return next((kind for kind in QUICKEST_FIRST if kind in kinds), Ageing.REST)
        case _:
            return Ageing.REST


def checked_until(file: models.Checked, ages: Ages) -> date:
    """Return the last day for which the check of a file is good."""
    age = age_of(kind_of(file), ages)
    # A slip may put a date at the end of all calendars; it is complained of elsewhere.
    return file.checked_on + age if date.max - file.checked_on > age else date.max


def title_of(name: str, file: models.Checked) -> Text:
    """Return how people call a file."""
    match file:
        case models.CentreFile(names=words) | models.RightFile(title=words):
            return Counsel(words.kk, words.ru, words.en)
        case models.PlanFile(title=words):
            return Counsel(words.kk, words.ru, words.en)
        case _:
            return TITLES.get(name, Verbatim(name))


def _ends(shelf: Shelf) -> Mapping[str, date]:
    """Return the last versions of legal cards behind which no other is written, by their end."""
    last = (versions[-1] for versions in versions_of(shelf).values())
    return {name: file.valid_to for name, file in last if file.valid_to is not None}


def _concerns_visitors(
    name: str, file: models.Checked, today: date, ends: Mapping[str, date]
) -> bool:
    """Tell whether visitors may be told it, now or later."""
    match file:
        case models.CentreFile(status="hidden"):
            return False
        case models.RightFile(valid_to=date() as last) if last < today:
            # The law of former days, unless nothing has come in its place.
            return name in ends
        case _:
            return True


def _due(
    name: str, file: models.Checked, today: date, ages: Ages, within: timedelta, end: date | None
) -> Due:
    kind = kind_of(file)
    title, told = title_of(name, file), isinstance(file, TOLD)
    known = Due(name, title, kind, file.checked_on, date.max, Condition.FRESH, told=told)
    renewed_by = checked_until(file, ages)
    is_over = end is not None and end < today
    if end is not None and (is_over or end <= renewed_by):
        # From the day after, the card only points to 111.
        condition = Condition.EXPIRED if is_over else condition_on(today, end, within)
        return replace(known, due_on=end, condition=condition, ends=True)
    return replace(known, due_on=renewed_by, condition=condition_on(today, renewed_by, within))
