"""Names by which files speak of one another: each must be known, and belong to one only."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from bot.domain.text import Phrase, _
from bot.knowledge import models
from bot.knowledge.checks.base import Circumstances, Place
from bot.knowledge.law_models import OldLawsFile
from bot.knowledge.near import advised
from bot.knowledge.shelf import Shelf

TWICE: Final = _("This id stands in another file too: please give each its own.")
ID_TWICE: Final = _("This id stands above too: please give each its own.")
OTHER_NAME: Final = _("The file is named {file}: please let both be the same.")
NO_REGION: Final = _("This region is not in regions.yaml.")
NO_PLACE: Final = _("This place is not in places.yaml.")
OTHER_REGION: Final = _("This place lies in another region: {region}.")
NO_KIND: Final = _("This kind is not in centre_kinds.yaml.")
NO_REVIEWER: Final = _("This role is not in reviewers.yaml.")
NO_CARD: Final = _("There is no card of this name in rights/.")
NO_LAW: Final = _("No law of this id stands above.")

CHOOSER: Final = "rights/chooser.yaml"


def reviewers(shelf: Shelf, _: Circumstances) -> None:
    """Complain of checkers nobody knows."""
    known = {one.id for one in shelf.one("reviewers.yaml", models.ReviewersFile).reviewers}
    for name, model in shelf.read.items():
        if isinstance(model, models.Checked):
            _knows(shelf, name, ("checked_by",), model.checked_by, known, NO_REVIEWER)


def ids(shelf: Shelf, _: Circumstances) -> None:
    """Complain of an id that two files have, and of a file with another name than its id."""
    for below, kind in (("centres", models.CentreFile), ("plans", models.PlanFile)):
        files = shelf.all(below, kind)
        times = Counter(_id(file) for file in files.values())
        for name, file in files.items():
            if times[_id(file)] > 1:
                shelf.complain(name, ("id",), TWICE)
    named: dict[str, models.Checked] = {
        **shelf.all("rights", models.RightFile),
        **shelf.all("plans", models.PlanFile),
    }
    for name, file in named.items():
        # Versions of one legal card have one id, and names that begin with it.
        if re.fullmatch(rf"{re.escape(_id(file))}([._-]?\d.*)?", Path(name).stem) is None:
            shelf.complain(name, ("id",), OTHER_NAME.given(file=name))


def ids_within(shelf: Shelf, _: Circumstances) -> None:
    """Complain of an id that stands twice in a list."""
    for name, source in shelf.sources.items():
        if name in shelf.read and isinstance(source.values, dict):
            for key, entries in source.values.items():
                _once(shelf, name, (key,), entries)


def _once(shelf: Shelf, name: str, place: Place, entries: object) -> None:
    seen: set[object] = set()
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict):
            if "id" in entry and entry["id"] in seen:
                shelf.complain(name, (*place, number, "id"), ID_TWICE)
            seen.add(entry.get("id"))
            for key, below in entry.items():
                _once(shelf, name, (*place, number, key), below)


def centres(shelf: Shelf, _: Circumstances) -> None:
    """Complain of regions, places and kinds of centres that nobody knows."""
    regions = {one.id for one in shelf.one("regions.yaml", models.RegionsFile).regions}
    places = {one.id: one for one in shelf.one("places.yaml", models.PlacesFile).places}
    kinds = {one.id for one in shelf.one("centre_kinds.yaml", models.KindsFile).kinds}
    for name, centre in shelf.all("centres", models.CentreFile).items():
        _knows(shelf, name, ("region",), centre.region, regions, NO_REGION)
        _knows(shelf, name, ("kind",), centre.kind, kinds, NO_KIND)
        if centre.place:
            _knows(shelf, name, ("place",), centre.place, places, NO_PLACE)
        place = places.get(centre.place or "")
        if place and place.region != centre.region:
            shelf.complain(name, ("place",), OTHER_REGION.given(region=place.region))


def places(shelf: Shelf, _: Circumstances) -> None:
    """Complain of main towns and of regions of places that nobody knows."""
    known = {one.id: one for one in shelf.one("places.yaml", models.PlacesFile).places}
    regions = shelf.one("regions.yaml", models.RegionsFile).regions
    for number, region in enumerate(regions):
        place = ("regions", number, "centre")
        _knows(shelf, "regions.yaml", place, region.centre, known, NO_PLACE)
    named = {region.id for region in regions}
    for number, town in enumerate(shelf.one("places.yaml", models.PlacesFile).places):
        if town.region not in named:
            place = ("places", number, "region")
            _knows(shelf, "places.yaml", place, town.region, named, NO_REGION)


def chooser(shelf: Shelf, _: Circumstances) -> None:
    """Complain of cards to which the chooser leads and which are not there."""
    cards = {file.id for file in shelf.all("rights", models.RightFile).values()}
    # A card that could not be read is complained about already, and is there all the same.
    cards |= {Path(fault.file).stem for fault in shelf.complaints}
    file = shelf.one(CHOOSER, models.ChooserFile)
    for asked, question in enumerate(file.questions):
        for chosen, option in enumerate(question.options):
            for number, card in enumerate(option.cards):
                place = ("questions", asked, "options", chosen, "cards", number)
                _knows(shelf, CHOOSER, place, card, cards, NO_CARD)
    for number, card in enumerate(file.common):
        _knows(shelf, CHOOSER, ("common", number), card, cards, NO_CARD)


def laws(shelf: Shelf, _: Circumstances) -> None:
    """Complain of laws in the list of old ones that it does not name."""
    file = shelf.one("old_laws.yaml", OldLawsFile)
    known = {law.id for law in file.laws}
    for number, old in enumerate(file.old):
        _knows(shelf, "old_laws.yaml", ("old", number, "law"), old.law, known, NO_LAW)


def _id(file: models.Checked) -> str:
    return str(getattr(file, "id", ""))


def _knows(
    shelf: Shelf, name: str, place: Place, word: str, known: Iterable[str], advice: Phrase
) -> None:
    if word not in set(known):
        shelf.complain(name, place, advised(advice, word, known))
