"""What the knowledge files must look like."""

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

PHONE: Final = r"^\+7\d{10}$"
SHORT: Final = r"^\d{3}$"

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
E164 = Annotated[str, StringConstraints(pattern=PHONE)]


class Model(BaseModel):
    """A piece of knowledge; keys we do not know are refused, so that slips are noticed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Model):
    """The same words in every language."""

    kk: Line
    ru: Line
    en: Line


class Checked(Model):
    """When and by whom a file was last checked."""

    checked_on: date
    checked_by: Identifier


class Reviewer(Model):
    """A role that checks; `says` is what a visitor reads behind the date."""

    id: Identifier
    says: Words


class ReviewersFile(Checked):
    """reviewers.yaml."""

    reviewers: list[Reviewer]


class NumberEntry(Model):
    """An emergency number and what it is."""

    number: Annotated[str, StringConstraints(pattern=SHORT)]
    name: Words
    says: Words


class NumbersFile(Checked):
    """numbers.yaml."""

    source: Words | Line
    numbers: list[NumberEntry]
    silent: Words
    what_to_say: Words


class RegionEntry(Model):
    """A region, its button and its main town; `nobody_serves` says that no centre is known."""

    id: Identifier
    name: Words
    short: Words
    centre: Identifier
    nobody_serves: bool = False


class RegionsFile(Checked):
    """regions.yaml."""

    source: Line
    regions: list[RegionEntry]


class PlaceEntry(Model):
    """A town, district centre or village."""

    id: Identifier
    region: Identifier
    name: Words
    also: list[Line] = []
    latitude: Annotated[float, Field(ge=40, le=56)]
    longitude: Annotated[float, Field(ge=46, le=88)]
    kind: Literal["city", "town", "district_centre", "village"]


class PlacesFile(Checked):
    """places.yaml."""

    source: Line
    places: list[PlaceEntry]


class KindEntry(Model):
    """What a kind of centre usually offers, and who may come."""

    id: Identifier
    offers: Words
    who_may_come: Words


class KindsFile(Checked):
    """centre_kinds.yaml."""

    source: Line
    kinds: list[KindEntry]


class PhoneEntry(Model):
    """A phone number in E.164 form."""

    number: E164
    label: Literal["hotline"] | None = None


class CentreFile(Checked):
    """centres/*.yaml; there is no field for an address, and there will be none."""

    id: Identifier
    region: Identifier
    place: Identifier | None
    kind: Identifier
    names: Words
    phones: list[PhoneEntry]
    hours: Words | None
    offers: Words | None
    who_may_come: Words | None
    status: Literal["active", "unverified", "hidden"]
    note: Line | None = None
    source: Line


class RightFile(Checked):
    """rights/*.yaml; the next version of a card is another file with the same id.

    `valid_from` and `valid_to` are the first and the last day on which a version holds.
    """

    id: Identifier
    valid_from: date | None = None
    valid_to: date | None = None
    source: Words
    button: Words
    title: Words
    what: Words
    who: Words | None = None
    how_long: Words | None = None
    if_broken: Words | None = None
    next: Words


class ChooserOptionEntry(Model):
    """An answer and the cards it leads to."""

    id: Identifier
    label: Words
    cards: list[Identifier]


class ChooserQuestionEntry(Model):
    """A question of the chooser."""

    id: Identifier
    text: Words
    options: list[ChooserOptionEntry]


class ChooserFile(Checked):
    """rights/chooser.yaml."""

    id: Literal["chooser"]
    questions: list[ChooserQuestionEntry]
    common: list[Identifier]


class PlanPage(Model):
    """One page of a plan."""

    items: Annotated[list[Words], Field(min_length=1, max_length=8)]


class PlanFile(Checked):
    """plans/*.yaml."""

    id: Identifier
    button: Words
    title: Words
    warning: Words | None = None
    pages: Annotated[list[PlanPage], Field(min_length=1)]


class MedicalEntry(Model):
    """A card about when a doctor is needed."""

    id: Literal["neck", "sex"]
    text: Words


class MedicalFile(Checked):
    """medical.yaml."""

    source: Words
    cards: Annotated[list[MedicalEntry], Field(min_length=2, max_length=2)]


class WordsFile(Checked):
    """words_of_the_day.yaml."""

    words: Annotated[list[Words], Field(min_length=7)]


class QuickCardEntry(Model):
    """Words which an operator sends with one key; `source` wherever they state law."""

    id: Identifier
    group: Literal["fixed", "numbers", "orders", "safety", "closing", "warning"]
    label: Words
    text: Words
    source: Words | None = None


class QuickCardsFile(Checked):
    """quick_cards.yaml."""

    cards: Annotated[list[QuickCardEntry], Field(min_length=1)]


class Stem(Model):
    """Beginnings of words that together mean danger, unless one of others stands there too."""

    lang: Literal["kk", "ru", "en", "any"]
    all: Annotated[list[Line], Field(min_length=1)]
    unless: list[Line] = []
    card: Literal["danger", "suicide"] = "danger"
    when: Literal["ever", "now"] = "ever"
    soft: bool = False
    unsure: bool = False


class Calming(Model):
    """Words beside which soft stems mean something else than danger now."""

    why: Line
    words: Annotated[list[Line], Field(min_length=1)]
    unless: list[Line] = []
    reach: Literal["clause", "sentence"]
    calms_all: bool = False


class Alone(Model):
    """Cries for help that count when nothing else is said."""

    cries: list[Line]
    around: list[Line]


class Examples(Model):
    """Messages that must be heard for sure, that may be, and that must not."""

    danger: list[Line]
    suicide: list[Line] = []
    unsure: list[Line] = []
    calm: list[Line]


class DangerWordsFile(Checked):
    """danger_words.yaml."""

    now: list[Line]
    calming: list[Calming]
    no_slips: list[Line]
    stems: list[Stem]
    alone: Alone
    examples: Examples


class ForbiddenPhrase(Model):
    """A meaning that none of our texts may carry, with its wordings."""

    meaning: Line
    kk: list[Line]
    ru: list[Line]
    en: list[Line]


class ForbiddenFile(Checked):
    """forbidden_phrases.yaml."""

    source: Words | Line | None = None
    phrases: Annotated[list[ForbiddenPhrase], Field(min_length=1)]
