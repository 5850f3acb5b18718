"""Reads the folder into models, with all complaints at once."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.domain.text import Phrase, _
from bot.knowledge import examples, models, question_models
from bot.knowledge.advice import Complaint
from bot.knowledge.files import UnreadableError, names_in, read_file
from bot.knowledge.shelf import Shelf

UNREADABLE: Final = _("This file cannot be read as YAML: look at the indent and the quotes here.")
MISSING: Final = _("Please add this.")
MISSING_FILE: Final = _("Please add this file.")
UNKNOWN_KEY: Final = _("This key is not known: please remove it or look for a slip.")
MEANT: Final = _("This key is not known. Did you mean “{key}”?")
BAD_PHONE: Final = _("Please write the phone as +7 and ten digits, without spaces.")
BAD_DATE: Final = _("Please write the date as year-month-day, for example 2026-11-21.")
BAD_VALUE: Final = _("This value does not fit here. Fitting: {expected}")
BAD_TEXT: Final = _("Please write some words here.")

SINGLE: Final[Mapping[str, type[BaseModel]]] = {
    "reviewers.yaml": models.ReviewersFile,
    "numbers.yaml": models.NumbersFile,
    "regions.yaml": models.RegionsFile,
    "places.yaml": models.PlacesFile,
    "centre_kinds.yaml": models.KindsFile,
    "questions.yaml": question_models.QuestionsFile,
    "medical.yaml": models.MedicalFile,
    "worked_cases.yaml": question_models.WorkedCasesFile,
    "words_of_the_day.yaml": models.WordsFile,
    "quick_cards.yaml": models.QuickCardsFile,
    "danger_words.yaml": models.DangerWordsFile,
    "forbidden_phrases.yaml": models.ForbiddenFile,
    "rights/chooser.yaml": models.ChooserFile,
    **dict.fromkeys(examples.FILES.values(), examples.PhrasesFile),
}
MANY: Final[Mapping[str, type[BaseModel]]] = {
    "centres": models.CentreFile,
    "rights": models.RightFile,
    "plans": models.PlanFile,
}


def read_folder(folder: Path) -> Shelf:
    """Read every file of the folder; one file's fault never hides another's."""
    shelf = Shelf()
    names = dict(SINGLE)
    for below, kind in MANY.items():
        for name in names_in(folder, below):
            names.setdefault(name, kind)
    for name, kind in names.items():
        _read(shelf, folder, name, kind)
    return shelf


def read_files(folder: Path, names: Iterable[str]) -> Shelf:
    """Read only these files."""
    shelf = Shelf()
    for name in names:
        _read(shelf, folder, name, SINGLE[name])
    return shelf


def _read(shelf: Shelf, folder: Path, name: str, kind: type[BaseModel]) -> None:
    try:
        source = read_file(folder, name)
    except UnreadableError as error:
        advice = UNREADABLE if error.line else MISSING_FILE
        shelf.complaints.append(Complaint(name, error.line, "", advice))
        return
    shelf.sources[name] = source
    try:
        shelf.read[name] = kind.model_validate(source.values)
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            place = tuple(step for step in fault["loc"] if _is_key(step, source.values))
            shelf.complain(name, place, _advice(fault, kind))


def _is_key(step: str | int, values: Any) -> bool:
    # Pydantic names the members of unions in its places; they are no keys of ours.
    return isinstance(step, int) or not step[:1].isupper() or step in (values or {})


def _advice(fault: ErrorDetails, kind: type[BaseModel]) -> Phrase:
    match fault["type"]:
        case "missing":
            return MISSING
        case "extra_forbidden":
            near = get_close_matches(str(fault["loc"][-1]), kind.model_fields, 1)
            return MEANT.given(key=near[0]) if near else UNKNOWN_KEY
        case "string_pattern_mismatch" if "number" in fault["loc"]:
            return BAD_PHONE
        case "string_too_short" | "string_type":
            return BAD_TEXT
        case name if name.startswith("date"):
            return BAD_DATE
        case _:
            return BAD_VALUE.given(expected=fault["msg"])
