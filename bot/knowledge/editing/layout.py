"""Which fields a form has, in which order, and which of them are long."""

from collections.abc import Mapping
from typing import Final

from pydantic import BaseModel

from bot.knowledge import law_models, models, question_models
from bot.knowledge.examples import PhrasesFile
from bot.knowledge.journey_models import JourneyFile

# Too large, made by the program, or so finely tuned that only the whole text makes sense.
AS_A_WHOLE: Final[tuple[type[BaseModel], ...]] = (
    models.PlacesFile,
    models.DangerWordsFile,
    models.ForbiddenFile,
    law_models.OldLawsFile,
    question_models.WorkedCasesFile,
    PhrasesFile,
    JourneyFile,
)
# What is changed most often stands first; what is not named here follows.
FIRST: Final[Mapping[str, tuple[str, ...]]] = {
    "CentreFile": (
        *("phones", "hours", "status", "names", "region", "place", "kind"),
        *("offers", "who_may_come", "note"),
    ),
    "RightFile": ("title", "button", "what", "who", "how_long", "if_broken", "next"),
    "PlanFile": ("title", "button", "warning", "pages"),
    "QuickCardEntry": ("label", "text", "source", "group"),
    "ItemEntry": ("text", "lead_in", "several", "options"),
    "OptionEntry": ("label", "card"),
}
LAST: Final = ("valid_from", "valid_to", "source", "id", "checked_on", "checked_by")
# How answers are weighed is changed in the text, beside the comments that explain it.
LEFT_OUT: Final = frozenset(
    (
        "QuestionsFile.scale",
        "QuestionsFile.core",
        "QuestionsFile.pause_after",
        "QuestionsFile.together",
        "QuestionsFile.soon",
        "ChooserFile.id",
        # The main town of a region does not change with what NGOs know.
        "RegionEntry.centre",
    )
)
# Lists whose entries are what the program asks for by name.
FIXED_LISTS: Final = frozenset(("MedicalFile.cards", "RegionsFile.regions", "NumbersFile.numbers"))
LONG: Final = frozenset(("note", "source"))


def ordered(model: type[BaseModel]) -> list[str]:
    """Return the names of the fields in the order in which a form shows them."""
    names = [name for name in model.model_fields if f"{model.__name__}.{name}" not in LEFT_OUT]
    first = FIRST.get(model.__name__, ())
    middle = [name for name in names if name not in first and name not in LAST]
    return [
        *(name for name in first if name in names),
        *middle,
        *(name for name in LAST if name in names and name not in first),
    ]
