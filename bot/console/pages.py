"""Pages of the desk in one language: templates, their words, the places one may go to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from bot.console.desk import Says
from bot.domain.calendar import KAZAKHSTAN
from bot.domain.danger import Band
from bot.domain.language import OWN_NAMES, Language
from bot.domain.operator import Operator, Role
from bot.domain.text import Counted, Phrase, Text, _

TEMPLATES: Final = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Place:
    """A page named in the navigation, and who finds it there."""

    path: str
    label: Text
    roles: tuple[Role, ...]


NAVIGATION: Final = (
    Place("/desk/work", _("My talks"), (Role.OPERATOR, Role.LEAD)),
    Place("/desk/board", _("Board"), (Role.LEAD,)),
    Place("/desk/knowledge", _("Knowledge"), (Role.EDITOR, Role.LEAD)),
    Place("/desk/charts", _("Figures"), (Role.LEAD,)),
    Place("/desk/fresh", _("Freshness"), (Role.LEAD, Role.EDITOR)),
    Place("/desk/directory", _("Directory"), tuple(Role)),
    Place("/desk/accounts", _("Accounts"), (Role.LEAD,)),
    Place("/desk/audit", _("Audit"), (Role.LEAD,)),
    Place("/desk/welcome", _("First steps"), tuple(Role)),
)
BANDS: Final[Mapping[Band, Phrase]] = {
    Band.IMMEDIATE: _("Danger may be now"),
    Band.HIGH: _("Serious signs"),
    Band.ELEVATED: _("May get worse"),
    Band.UNCLEAR: _("Cannot be told"),
}
ROLES: Final[Mapping[Role, Phrase]] = {
    Role.OPERATOR: _("Operator"),
    Role.LEAD: _("Lead"),
    Role.EDITOR: _("Editor"),
}
HOMES: Final[Mapping[Role, str]] = {
    Role.OPERATOR: "/desk/work",
    Role.LEAD: "/desk/board",
    Role.EDITOR: "/desk/knowledge",
}


def home_of(operator: Operator) -> str:
    """Return the page with which somebody of this role begins."""
    return HOMES[operator.role]


@dataclass(frozen=True, slots=True)
class Pages:
    """Renders templates; whatever a template prints is escaped."""

    translator: Says
    environment: Environment

    def render(self, template: str, language: Language, values: Mapping[str, object]) -> str:
        """Return a page in one language."""
        return self.environment.get_template(template).render(
            {**values, "language": language, "says": self.translator}
        )


def open_pages(translator: Says) -> Pages:
    """Return the pages with the words and signs that every template may use."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        _=_phrase, _n=_counted, say=_say, OWN_NAMES=OWN_NAMES, LANGUAGES=tuple(Language)
    )
    environment.globals.update(BANDS=BANDS, ROLES=ROLES, Band=Band, Role=Role)
    environment.filters.update(hour=hour, day=day, iso=iso)
    return Pages(translator, environment)


@pass_context
def _phrase(context: Context, source: str, **gaps: Text | str | int) -> str:
    """Say a sentence of the interface."""
    phrase = Phrase(source)
    return _say(context, phrase.given(**gaps) if gaps else phrase)


@pass_context
def _counted(context: Context, one: str, many: str, count: int) -> str:
    """Say a sentence that counts something."""
    return _say(context, Counted(one, many, count))


@pass_context
def _say(context: Context, text: Text) -> str:
    """Say any text in the language of the page."""
    says: Says = context["says"]
    return says.say(text, context["language"])


def hour(moment: datetime) -> str:
    """Return the time as clocks in Kazakhstan show it."""
    return moment.astimezone(KAZAKHSTAN).strftime("%H:%M")


def day(moment: datetime) -> str:
    """Return day and time in Kazakhstan."""
    return moment.astimezone(KAZAKHSTAN).strftime("%d.%m.%Y %H:%M")


def iso(moment: datetime) -> str:
    """Return a moment for machines."""
    return moment.isoformat(timespec="seconds")
