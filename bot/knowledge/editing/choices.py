"""What may be chosen in the forms."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.domain.text import Counsel, Joined, Text, Verbatim, _
from bot.knowledge import models
from bot.knowledge.shelf import Shelf

Choices = tuple[tuple[str, Text], ...]

NOT_KNOWN: Final = _("not known")
PLEASE_CHOOSE: Final = _("please choose")
NONE: Final = _("none")

# By "field.value".
NAMED: Final[Mapping[str, Text]] = {
    "status.active": _("active: we know who answers"),
    "status.unverified": _("unverified: a doubt remains, visitors see 111 first"),
    "status.hidden": _("hidden: visitors do not see it"),
    "label.hotline": _("hotline"),
    "label.": _("ordinary number"),
    "kind.crisis_centre": _("crisis centre"),
    "kind.minors": _("help for minors"),
    "kind.adaptation_centre": _("adaptation centre"),
    "kind.family_support_centre": _("family support centre"),
    "kind.charity": _("charity"),
    "kind.social_services": _("social services"),
    "kind.women_support": _("support for women"),
    "kind.single_mothers": _("home for single mothers"),
    "kind.police_unit": _("police unit"),
    "group.fixed": _("fixed"),
    "group.numbers": _("numbers"),
    "group.orders": _("protective orders"),
    "group.safety": _("safety"),
    "group.closing": _("last words"),
    "group.warning": _("warning"),
    "band.immediate": _("danger now"),
    "band.high": _("high danger"),
    "first.police": _("police, 102"),
    "first.ambulance": _("ambulance, 103"),
    "first.suicide": _("help against suicide"),
    "medical.neck": _("neck"),
    "medical.sex": _("after forced sex"),
}
# Which fields hold ids of other files.
OF_FIELD: Final = ("region", "place", "kind", "checked_by", "cards", "common")


def literal(field: str, values: tuple[str, ...], *, is_optional: bool) -> Choices:
    """Return the values of a field that are fixed."""
    found = tuple((value, _named(field, value)) for value in values)
    empty = NAMED.get(f"{field}.", NONE)
    return (("", empty), *found) if is_optional else found


def known(shelf: Shelf, field: str, region: str) -> Choices:
    """Return the ids which a field may hold; places of a region come before all others."""
    match field:
        case "region":
            return tuple((one.id, _words(one.name)) for one in _regions(shelf))
        case "place":
            return tuple(_places(shelf, region))
        case "kind":
            kinds = shelf.one("centre_kinds.yaml", models.KindsFile).kinds
            return tuple((one.id, _named("kind", one.id)) for one in kinds)
        case "checked_by":
            roles = shelf.one("reviewers.yaml", models.ReviewersFile).reviewers
            return tuple((one.id, _words(one.says)) for one in roles)
        case _:
            rights = shelf.all("rights", models.RightFile).values()
            # Versions of one card have one id.
            titles = {one.id: _words(one.title) for one in rights}
            return tuple(sorted(titles.items()))


def with_value(choices: Choices, value: str, *, is_optional: bool, empty: Text) -> Choices:
    """Return choices among which the present value stands, whatever it is."""
    there = {one for one, _ in choices}
    if "" not in there and (is_optional or not value):
        choices = (("", empty), *choices)
    if value and value not in there:
        choices = (*choices, (value, Verbatim(value)))
    return choices


def _places(shelf: Shelf, region: str) -> Iterator[tuple[str, Text]]:
    regions = {one.id: _words(one.short) for one in _regions(shelf)}
    places = shelf.one("places.yaml", models.PlacesFile).places
    for place in sorted(places, key=lambda one: one.region != region):
        name = _words(place.name)
        is_here = place.region == region or place.region not in regions
        yield place.id, name if is_here else Joined((name, regions[place.region]), ", ")


def _regions(shelf: Shelf) -> list[models.RegionEntry]:
    return shelf.one("regions.yaml", models.RegionsFile).regions


def _named(field: str, value: str) -> Text:
    return NAMED.get(f"{field}.{value}", Verbatim(value))


def _words(words: Any) -> Counsel:
    return Counsel(words.kk, words.ru, words.en)
