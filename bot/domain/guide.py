"""What we know: numbers, rights, centres, places, plans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from typing import Final, NewType, Protocol

from bot.domain.case import Case
from bot.domain.danger import Band, Questionnaire
from bot.domain.spelling import fold, words_of
from bot.domain.text import Counsel, Text

PlaceId = NewType("PlaceId", str)
RegionId = NewType("RegionId", str)
CentreId = NewType("CentreId", str)

# Words that stand beside a region's name and are no part of it.
REGION_WORDS: Final = frozenset(
    fold(word)
    for word in ("облысы", "қаласы", "область", "обл", "город", "region", "city", "oblast")
)
CITY: Final = fold("city")
# A year past its age a fact is no longer stated at all.
SILENT_AFTER: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Ages:
    """How long a check lasts, by kind of fact (DESIGN 6)."""

    centres: timedelta = timedelta(days=90)
    legal: timedelta = timedelta(days=90)
    numbers: timedelta = timedelta(days=30)
    rest: timedelta = timedelta(days=365)


class Freshness(Enum):
    """How far a fact may still be stated."""

    FRESH = "fresh"
    OLD = "old"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Review:
    """When a fact was last checked, and by whom in plain words."""

    checked_on: date
    says: Text

    def freshness(self, today: date, age: timedelta) -> Freshness:
        """Tell whether the fact is within its age, past it, or a year past it."""
        past = today - self.checked_on
        if past > age + SILENT_AFTER:
            return Freshness.EXPIRED
        return Freshness.OLD if past > age else Freshness.FRESH


@dataclass(frozen=True, slots=True)
class Region:
    """One of the 17 regions and 3 cities of the republic."""

    id: RegionId
    name: Counsel
    short: Counsel
    centre: PlaceId


@dataclass(frozen=True, slots=True)
class Place:
    """A town, district centre or village; coordinates in degrees (WGS 84)."""

    id: PlaceId
    region: RegionId
    name: Counsel
    also: tuple[str, ...]
    latitude: float
    longitude: float
    kind: str

    @property
    def spellings(self) -> tuple[str, ...]:
        """Return every name under which the place may be typed."""
        return (self.name.kk, self.name.ru, self.name.en, *self.also)


class Gazetteer(Protocol):
    """Finds places by what people type or share."""

    def find(self, words: str) -> tuple[Place, ...]:
        """Return the places which the words may mean; nothing if they mean none."""

    def nearest(self, latitude: float, longitude: float) -> Place | None:
        """Return the place nearest to a point in degrees, if it is in the country."""

    def distance_km(self, one: Place, other: Place) -> float:
        """Return the distance between two places in kilometres."""


class Alarm(Protocol):
    """Hears words of danger in what people type."""

    def hears(self, words: str, *, surely: bool = False) -> str:
        """Return "danger", "suicide", or "" for words that hold neither.

        What is heard `surely` is danger whatever else the words may mean.
        """


@dataclass(frozen=True, slots=True)
class Phone:
    """A number in E.164 form."""

    number: str
    hotline: bool = False


@dataclass(frozen=True, slots=True)
class Centre:
    """A place of help, as far as visitors may know it: never its address."""

    id: CentreId
    region: RegionId
    place: PlaceId | None
    name: Counsel
    offers: Text
    who_may_come: Text
    phones: tuple[Phone, ...]
    hours: Text | None
    verified: bool
    review: Review


@dataclass(frozen=True, slots=True)
class Right:
    """One card of legal counsel."""

    id: str
    button: Text
    title: Text
    parts: tuple[Text, ...]
    next: Text
    source: Text
    review: Review
    # False where the law behind it has ended and no later version is written yet.
    is_in_force: bool = True


@dataclass(frozen=True, slots=True)
class ChooserOption:
    """An answer of the chooser and the cards it leads to."""

    id: str
    label: Text
    cards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChooserQuestion:
    """One of the three questions of "which protection fits me"."""

    id: str
    text: Text
    options: tuple[ChooserOption, ...]


@dataclass(frozen=True, slots=True)
class Chooser:
    """Leads from what happened to the cards that fit."""

    questions: tuple[ChooserQuestion, ...]
    common: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Suggestions for one situation, page by page; none of them is an order."""

    id: str
    button: Text
    title: Text
    warning: Text | None
    pages: tuple[tuple[Text, ...], ...]
    review: Review


@dataclass(frozen=True, slots=True)
class Medical:
    """When a doctor is needed."""

    text: Text
    source: Text
    review: Review


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the emergency numbers are called, and how to use them."""

    names: Mapping[str, Text]
    says: Mapping[str, Text]
    silent: Text
    what_to_say: Text
    review: Review


@dataclass(frozen=True, slots=True)
class QuickCard:
    """Words which an operator sends with one key, in the visitor's language."""

    id: str
    group: str
    label: Text
    text: Text
    # None where nothing that ages stands in it.
    review: Review | None = None
    is_old: bool = False


@dataclass(frozen=True, slots=True)
class DeskNow:
    """What may be said about the desk: whether there is one, who is there, how long it takes.

    `usual` are ranges of minutes by band from the last hour; a band that is missing is unknown.
    """

    is_connected: bool = False
    on_shift: int = 0
    usual: Mapping[Band, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Guide:
    """Everything we know, as of `today`."""

    questionnaire: Questionnaire
    rights: Mapping[str, Right]
    chooser: Chooser
    regions: Mapping[RegionId, Region]
    places: Mapping[PlaceId, Place]
    gazetteer: Gazetteer
    centres: tuple[Centre, ...]
    plans: Mapping[str, Plan]
    medical: Mapping[str, Medical]
    numbers: Numbers
    words_of_the_day: tuple[Counsel, ...]
    alarm: Alarm
    today: date
    ages: Ages = Ages()
    quick_cards: tuple[QuickCard, ...] = ()
    desk: DeskNow = DeskNow()
    # Her own case as it is now, for as long as the turn; never anybody else's.
    case: Case | None = None

    def centre(self, centre_id: str) -> Centre | None:
        """Return the centre of that id, if we know it."""
        return next((centre for centre in self.centres if centre.id == centre_id), None)

    def is_city(self, region: RegionId) -> bool:
        """Tell whether a region is a city of the republic, which has no other place."""
        return CITY in words_of(self.regions[region].name.en)

    def region_named(self, words: str) -> Region | None:
        """Return the region which words name in any language or spelling."""
        named = [
            (set(words_of(name)), region)
            for region in self.regions.values()
            for name in (region.name.kk, region.name.ru, region.name.en)
        ]
        typed = set(words_of(words))
        # "Almaty region" is another one than "Almaty city": whole names come first.
        exact = [region for name, region in named if name == typed]
        bare = typed - REGION_WORDS
        alike = [region for name, region in named if bare and name - REGION_WORDS == bare]
        return next(iter((*exact, *alike)), None)

    def centres_near(self, place: Place) -> tuple[Centre, ...]:
        """Order all centres: the same place, the same region, then by distance between places."""
        return tuple(sorted(self.centres, key=lambda centre: self._farness(centre, place)))

    def centres_in(self, region: RegionId) -> tuple[Centre, ...]:
        """Return a region's centres, the ones that can be called first, then the nearest others."""
        return self.centres_near(self.places[self.regions[region].centre])

    def _farness(self, centre: Centre, place: Place) -> tuple[int, float, bool, bool, float]:
        # Where the town is not stated, the region's own centre is the best that can be said.
        town = centre.place or self.regions[centre.region].centre
        away = self.gazetteer.distance_km(place, self.places[town])
        elsewhere = centre.region != place.region
        rank = 0 if centre.place == place.id else 1 + elsewhere
        # In one's own region, whoever can be called stands before whoever cannot.
        return (rank, away if elsewhere else 0.0, not centre.phones, not centre.verified, away)
