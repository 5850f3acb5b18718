"""Finds places by what people type or share."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import asin, cos, isfinite, radians, sin, sqrt
from typing import Final, Generic, Protocol, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.domain.spelling import words_of

EARTH_RADIUS_KM: Final = 6371.0
# Farther than this from every place is another country.
FARTHEST_KM: Final = 400.0
MOST_ANSWERS: Final = 5
LONGEST_NAME: Final = 3
SHORTEST_STEM: Final = 4
# A name of at most so many sounds holds one slip, a longer one two.
SHORT: Final = 6
KINDS: Final = ("city", "town", "district_centre", "village")


class Known(Protocol):
    """A place as the gazetteer needs it."""

    @property
    def id(self) -> str:
        """Return its id."""

    @property
    def region(self) -> str:
        """Return the id of its region."""

    @property
    def spellings(self) -> tuple[str, ...]:
        """Return every name under which it may be typed."""

    @property
    def latitude(self) -> float:
        """Return its latitude in degrees."""

    @property
    def longitude(self) -> float:
        """Return its longitude in degrees."""

    @property
    def kind(self) -> str:
        """Return city, town, district_centre or village."""


P = TypeVar("P", bound=Known)
Index = Mapping[str, tuple[P, ...]]


class Gazetteer(Generic[P]):
    """Knows every place by all its names, and where it lies."""

    def __init__(self, places: Iterable[P]) -> None:
        """Learn the places; of equal answers towns come first."""
        self._places = tuple(sorted(places, key=_rank))
        self._names: Index[P] = _index(self._places, districts=False)
        self._districts: Index[P] = _index(self._places, districts=True)

    def find(self, words: str) -> tuple[P, ...]:
        """Return the places which the words may mean; nothing if they mean none."""
        heard = _without_regions(words_of(NOT_A_PLACE.sub(" ", words)))
        named = [word for word in heard if not _is_district(word) and not _is_common(word)]
        if len(named) < len(heard) and any(map(_is_district, heard)):
            found = _in_sentence(named, self._districts)
            if found:
                return found
        return (
            self._names.get("".join(named), ())
            or _in_sentence(named, self._names)
            or self._districts.get("".join(named), ())
            or self._nearly(named)
        )

    def nearest(self, latitude: float, longitude: float) -> P | None:
        """Return the place nearest to a point in degrees, if it is in the country."""
        if not (isfinite(latitude) and isfinite(longitude)) or not self._places:
            return None
        here = (latitude, longitude)
        far, place = min(
            ((_kilometres(here, _point(place)), place) for place in self._places),
            key=lambda found: found[0],
        )
        return place if far <= FARTHEST_KM else None

    def distance_km(self, one: P, other: P) -> float:
        """Return the distance between two places in kilometres."""
        return _kilometres(_point(one), _point(other))

    def _nearly(self, named: Sequence[str]) -> tuple[P, ...]:
        """Return the places within a slip of the finger of all the words, or of a long one."""
        whole = self._within_slips("".join(named), most=2)
        if whole or len(named) > LONGEST_NAME:
            return whole
        return _merged(self._within_slips(word, most=1) for word in named if len(word) > SHORT)

    def _within_slips(self, key: str, most: int) -> tuple[P, ...]:
        """Return the places whose names lie closest to the key, if close enough."""
        allowed = min(_slips(key), most)
        if allowed == 0 or key in EVERYDAY:
            return ()
        # The first letter is hardly ever the wrong one, and asking for it spares many mistakes.
        names = [name for name in self._names if name.startswith(key[0])]
        near = process.extract(key, names, scorer=OSA.distance, score_cutoff=allowed, limit=None)
        fit = [(name, slips) for name, slips, _ in near if slips <= _slips(name)]
        best = min((slips for _, slips in fit), default=0)
        return _merged(self._names[name] for name, slips in fit if slips == best)[:MOST_ANSWERS]


# What is said around a name, and is none itself.
COMMON: Final = frozenset(
    words_of(
        "я мы в во из с со на у от до около возле рядом живу живём нахожусь это "
        "г п пос пгт рп село села селе ауыл кент кенті станция "
        "мен біз маған осында тұрамын тұрып жатырмын "
        "i am im we in from at near live living the of is city town village settlement"
    )
)
COMMON_STEM: Final = re.compile("kala(s|da|dan|$)|auil|gorod|poselk|poselok|kentin|stantsi")
DISTRICT: Final = re.compile("audan|raion|district")
REGION: Final = re.compile("obl$|oblis|oblast|region")
# "Семья" is spelled like Semey once the soft sign is gone.
NOT_A_PLACE: Final = re.compile(r"\bсем(ь[а-яё]*|ейн[а-яё]*)", re.IGNORECASE)
# Names that are also everyday words or first names: believed only when they stand alone.
ALSO_WORDS: Final = frozenset(
    words_of(
        "абай алға амангелді арал достық есік жақсы жарық ишим қарауыл караул кенгир қоғам "
        "махамбет нура орал тасты темір темирлан үлкен форт шар"
    )
)
# Everyday words that lie a slip away from a name, and are no slip.
EVERYDAY: Final = frozenset(
    words_of(
        "алма алса арыз баласын баланың балық байланыс болғанын бұрын деген есікті жауапқа келген "
        "қарау қараңыз қараған қатысты қауіпті қашан қашып көрші құқық қорғау мойным мысық сағат "
        "тұрған тұрады ұстаған шағым шығарып "
        "алло беру бытовое если когда мелкие мысли кого тогда орёл помощь сахар "
        "arts away believed broke burn bury chain child comment form interior letter longer "
        "restore ride river shell shield wider will"
    )
)

# The endings of Kazakh and Russian cases, in folded letters.
KAZAKH: Final = (
    "([dt][ae](gi)?|[dtn][ae]n|[gk][ae]|[ndt]in?|[mbp]en)"
    "(m[ie][nz]|biz|s[ie][nz])?|[ldt]ik([pt]in)?"
)
RUSSIAN: Final = "a|e|u|om|em|ov|ami"
ENDING: Final = re.compile(f"{KAZAKH}|{RUSSIAN}")
# What stands in place of a last vowel: Рудн-ом, Караганд-е.
CHANGED: Final = re.compile("e|u|i|a|iu|ia|oi|ei|om|em|im|ogo|ego|omu|emu|oe|uiu|oiu")
LAST_VOWEL: Final = re.compile("(oe|[aeiou])$")


def _rank(place: Known) -> int:
    return KINDS.index(place.kind) if place.kind in KINDS else len(KINDS)


def _is_district(word: str) -> bool:
    return DISTRICT.match(word) is not None


def _is_common(word: str) -> bool:
    return word in COMMON or COMMON_STEM.match(word) is not None


def _index(places: Iterable[P], *, districts: bool) -> Index[P]:
    """List the places under the folded forms of their names, or of their districts."""
    index: dict[str, tuple[P, ...]] = {}
    for place in places:
        for words in map(words_of, place.spellings):
            if any(map(_is_district, words)) is districts:
                key = "".join(word for word in words if not _is_district(word))
                index[key] = _merged([index.get(key, ()), (place,)])
    return index


def _without_regions(words: Sequence[str]) -> list[str]:
    """Leave out "Алматы облысы" and "область Абай": a region is not the town of its name."""
    kept: list[str] = []
    after_region = False
    for word in words:
        if REGION.match(word):
            after_region = not kept or _is_common(kept[-1])
            kept = kept if after_region else kept[:-1]
        elif after_region:
            after_region = False
        else:
            kept.append(word)
    return kept


def _in_sentence(words: Sequence[str], index: Index[P]) -> tuple[P, ...]:
    """Return the places named among the words, with or without an ending."""
    alone = len(words) == 1
    for length in range(min(LONGEST_NAME, len(words)), 0, -1):
        spans = ("".join(words[at : at + length]) for at in range(len(words) - length + 1))
        names = (_name_in(span, index) for span in spans)
        found = _merged(index[name] for name in names if name and (alone or _says(name)))
        if found:
            return found
    return ()


def _says(name: str) -> bool:
    """Tell whether the name can only be meant as a name."""
    return name not in ALSO_WORDS and len(name) >= SHORTEST_STEM


def _name_in(span: str, index: Index[P]) -> str | None:
    """Return the longest name that the span is a form of."""
    if span in index:
        return span
    for end in range(len(span), SHORTEST_STEM - 1, -1):
        for name in _bases(span[:end]):
            if name in index and _is_form(span, name):
                return name
    return None


def _bases(stem: str) -> Iterator[str]:
    """Give the names that a stem may belong to."""
    yield stem
    yield from (stem + vowel for vowel in ("a", "i", "o", "oe", "e", "u"))


def _is_form(span: str, name: str) -> bool:
    """Tell whether the span is the name with an ending of a Kazakh or a Russian case."""
    if span.startswith(name):
        rest = span[len(name) :]
        # After a name in т the т of an ending is folded away: Шымкентте → shimkente.
        return any(ENDING.fullmatch(ending) for ending in (rest, name[-1] + rest))
    stem = LAST_VOWEL.sub("", name)
    # The doubled letter of Семее is folded away: seme.
    folded_away = span == stem and name.endswith("ei")
    return len(stem) >= SHORTEST_STEM and (
        folded_away or CHANGED.fullmatch(span[len(stem) :]) is not None
    )


def _slips(name: str) -> int:
    """Return how many slips of the finger a name of this length may hold."""
    sounds = len(name) - name.count("sh") - name.count("ch")
    return 0 if sounds < SHORTEST_STEM else 1 if sounds <= SHORT else 2


def _merged(found: Iterable[Iterable[P]]) -> tuple[P, ...]:
    """Put answers together, each once, towns first."""
    each = {place.id: place for places in found for place in places}
    return tuple(sorted(each.values(), key=_rank))


def _point(place: Known) -> tuple[float, float]:
    return place.latitude, place.longitude


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance between two points in degrees (haversine)."""
    (lat, lon), (other_lat, other_lon) = ((radians(a), radians(b)) for a, b in (one, other))
    chord = sin((other_lat - lat) / 2) ** 2
    chord += cos(lat) * cos(other_lat) * sin((other_lon - lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))
