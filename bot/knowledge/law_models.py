"""What the list of old laws must look like."""

from typing import Annotated

from pydantic import Field

from bot.knowledge.models import Checked, Identifier, Line, Model, Words


class Wordings(Model):
    """What something is called in each language."""

    kk: list[Line]
    ru: list[Line]
    en: list[Line]


class Law(Wordings):
    """A code or law, and how each language names it."""

    id: Identifier


class OldLaw(Model):
    """Provisions that no longer hold: the whole law where no article is named."""

    law: Identifier
    articles: tuple[Line, ...] = ()
    instead: Words
    source: Line


class OldLawsFile(Checked):
    """old_laws.yaml."""

    laws: list[Law]
    old: Annotated[list[OldLaw], Field(min_length=1)]
    past: Wordings
