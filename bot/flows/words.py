"""Labels that stand on many screens, written once so that they are the same everywhere."""

from typing import Final

from bot.domain.conversation import Option, to
from bot.domain.text import Verbatim, _

BACK: Final = Option("back", _("Back"))
YES: Final = Option("yes", _("Yes"))
NO: Final = Option("no", _("No"))
NEXT: Final = Option("next", _("Next"))
DONE: Final = Option("done", _("Done"))

EXIT: Final = Option("exit", _("Exit"))
EMERGENCY: Final = to("danger", Verbatim("102"))
HOME: Final = to("home", _("Menu"))
# The same in every language, so that it is found by someone who cannot read the rest.
LANGUAGE: Final = to("language", Verbatim("Қаз · Рус · Eng"))
PERSON: Final = to("handover", _("Talk to a person"))
QUESTIONS: Final = to("questions", _("Signs of danger"))
RIGHTS: Final = to("rights", _("My rights"))
CENTRES: Final = to("centres", _("Help nearby"))
PLAN: Final = to("plan", _("Safety plan"))
