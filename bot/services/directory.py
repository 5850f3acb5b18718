"""Looks centres up as somebody on the telephone needs them: by town, region, name or number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.guide import Centre, Guide, Place, RegionId
from bot.domain.language import Language
from bot.domain.spelling import fold

# Fewer digits stand in too many numbers.
DIGITS_AT_LEAST: Final = 3
# Around a place: its whole region, and no fewer than so many, wherever they are.
NEAR_AT_LEAST: Final = 3


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The centres that were found; `places` are to choose from where several bear one name."""

    centres: tuple[Centre, ...] = ()
    places: tuple[Place, ...] = ()


def look_up(guide: Guide, words: str) -> LookedUp:
    """Return the centres which the words may mean, in the order in which visitors see them."""
    digits = digits_of(words)
    if digits:
        return LookedUp(tuple(each for each in everyone(guide) if has(each, digits)))
    if not fold(words):
        return LookedUp(everyone(guide))
    places = guide.gazetteer.find(words)
    if len(places) > 1:
        return LookedUp(places=places)
    named = tuple(each for each in everyone(guide) if bears(each, words))
    return LookedUp(tuple(dict.fromkeys((*around(guide, words, places), *named))))


def around(guide: Guide, words: str, places: Sequence[Place]) -> tuple[Centre, ...]:
    """Return the centres around the place or the region that is named."""
    if places:
        return nearest(guide.centres_near(places[0]), places[0].region)
    region = guide.region_named(words)
    return nearest(guide.centres_in(region.id), region.id) if region else ()


def nearest(ordered: Sequence[Centre], region: RegionId) -> tuple[Centre, ...]:
    """Return those of the region, and the next ones where they are few."""
    here = sum(centre.region == region for centre in ordered)
    return tuple(ordered[: max(here, NEAR_AT_LEAST)])


def everyone(guide: Guide) -> tuple[Centre, ...]:
    """Return all centres, region by region."""
    return tuple(
        centre
        for region in guide.regions
        for centre in guide.centres_in(region)
        if centre.region == region
    )


def digits_of(words: str) -> str:
    """Return the digits of a phone as it is kept, or nothing where the words are no number."""
    digits = "".join(sign for sign in words if sign in "0123456789")
    if len(digits) < DIGITS_AT_LEAST or any(sign.isalpha() for sign in words):
        return ""
    # At home a number is dialled with an 8 before it, and kept with +7.
    is_whole = len(digits) == len("87000000000") and digits.startswith("8")
    return "7" + digits[1:] if is_whole else digits


def has(centre: Centre, digits: str) -> bool:
    """Tell whether a phone of the centre bears the digits."""
    return any(digits in phone.number for phone in centre.phones)


def bears(centre: Centre, words: str) -> bool:
    """Tell whether the centre's name in any language begins one of its words with each of these."""
    wanted = fold(words).split()
    for language in Language:
        name = fold(centre.name.words(language)).split()
        if all(any(word.startswith(part) for word in name) for part in wanted):
            return True
    return False
