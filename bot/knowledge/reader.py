"""Reads the folder into models, with all complaints at once."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ValidationError

from bot.domain.advice import Complaint
from bot.domain.text import _
from bot.knowledge import examples, journey_models, law_models, models, question_models
from bot.knowledge.files import (
    LARGE_AND_KEPT,
    READ_AND_KEPT,
    Drafts,
    Source,
    UnreadableError,
    names_in,
    read_file,
)
from bot.knowledge.once import Remembered
from bot.knowledge.shelf import Shelf
from bot.knowledge.slips import Slip, slips
from bot.knowledge.strays import strays

MISSING_FILE: Final = _("Please add this file.")
KEY_TWICE: Final = _("This key stands here a second time: please keep one of them.")

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
    "old_laws.yaml": law_models.OldLawsFile,
    "rights/chooser.yaml": models.ChooserFile,
    **dict.fromkeys(examples.FILES.values(), examples.PhrasesFile),
}
MANY: Final[Mapping[str, type[BaseModel]]] = {
    "centres": models.CentreFile,
    "rights": models.RightFile,
    "plans": models.PlanFile,
    journey_models.BELOW: journey_models.JourneyFile,
}


def read_folder(folder: Path, drafts: Drafts | None = None) -> Shelf:
    """Read every file of the folder, drafts in the place of files.

    One file's fault never hides another's.
    """
    drafts = drafts or {}
    names = dict(SINGLE)
    for below, kind in MANY.items():
        for name in names_in(folder, below, drafts):
            names.setdefault(name, kind)
    shelf = _read(folder, names, drafts)
    shelf.complaints += strays(folder, names, drafts, tuple(MANY))
    return shelf


def read_files(folder: Path, names: Iterable[str]) -> Shelf:
    """Read only these files."""
    return _read(folder, {name: SINGLE[name] for name in names}, {})


def kind_of(name: str) -> type[BaseModel] | None:
    """Return what a file of this name must look like; None for a name we do not know."""
    below, _, file = name.rpartition("/")
    is_one_of_many = file.endswith(".yaml") and below in MANY
    return SINGLE.get(name) or (MANY[below] if is_one_of_many else None)


def _read(folder: Path, names: Mapping[str, type[BaseModel]], drafts: Drafts) -> Shelf:
    shelf = Shelf()
    for name, kind in names.items():
        try:
            source, model, found = as_model(read_file(folder, name, drafts), kind)
        except UnreadableError as error:
            advice = error.advice or MISSING_FILE
            shelf.complaints.append(Complaint(name, error.line, error.column, (), advice))
            continue
        shelf.sources[name] = source
        if model is not None:
            shelf.read[name] = model
        for slip in found:
            mark = source.key_mark(slip.place) if slip.at_key else source.mark(slip.place)
            shelf.complaints.append(Complaint(name, *mark, slip.place, slip.advice))
        for mark in source.twice:
            shelf.complaints.append(Complaint(name, *mark, (), KEY_TWICE))
    return shelf


def as_model(
    source: Source, kind: type[BaseModel]
) -> tuple[Source, BaseModel | None, tuple[Slip, ...]]:
    """Return a file as a model; one that has not changed is the same model as before."""
    return (_LARGE if source.is_large else _SMALL)(source, kind)


def _as_model(
    source: Source, kind: type[BaseModel]
) -> tuple[Source, BaseModel | None, tuple[Slip, ...]]:
    """Return a file as a model, or what is wrong with its shape."""
    try:
        return source, kind.model_validate(source.values), ()
    except ValidationError as error:
        return source, None, slips(error, kind, source.values)


_SMALL: Final = Remembered(_as_model, kept=READ_AND_KEPT)
_LARGE: Final = Remembered(_as_model, kept=LARGE_AND_KEPT)
