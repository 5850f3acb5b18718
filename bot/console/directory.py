"""The directory for whoever sits at the desk: look a centre up, tell that nobody answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final
from urllib.parse import urlencode

from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.console.access import Door, Visit
from bot.domain.guide import Centre, Freshness, Guide
from bot.domain.operator import Role
from bot.domain.text import Text, _
from bot.services.directory import LookedUp, look_up, nearest
from bot.services.unanswered import WHO_CHECKS, Reported, Unanswered

PATH: Final = "/desk/directory"
SEARCH_AT_MOST: Final = 100
NOTHING: Final = Unanswered((), 0)
TOLD: Final[Mapping[str, Text]] = {
    Reported.NOTED: _("Thank you. The editors will check this number."),
    Reported.BEFORE: _("You have told about this number today. Once a day is enough."),
    Reported.UNKNOWN: _("This number is no longer in the directory."),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A centre as it may be shown: of one that is too old, no number is stated."""

    centre: Centre
    where: tuple[Text, ...]
    freshness: Freshness

    @property
    def is_expired(self) -> bool:
        """Tell whether the entry is too old to state anything."""
        return self.freshness is Freshness.EXPIRED

    @property
    def is_old(self) -> bool:
        """Tell whether the entry was not checked for a while."""
        return self.freshness is Freshness.OLD


async def show(visit: Visit) -> Response:
    """Show what was looked for, and to those who check numbers, which."""
    asked = visit.request.query_params
    words = asked.get("q", "")[:SEARCH_AT_MOST].strip()
    guide = visit.desk.guides()
    found = found_by(guide, words, asked.get("place", ""))
    checks = visit.me.role in WHO_CHECKS
    unanswered = await visit.desk.view_unanswered(visit.me.id) if checks else NOTHING
    return visit.page(
        "directory.html",
        search=words,
        entries=[entry_of(each, guide) for each in found.centres],
        which=[(each, guide.regions[each.region]) for each in found.places],
        chosen=asked.get("place", ""),
        told=TOLD.get(asked.get("told", "")),
        checks=checks,
        unanswered=unanswered,
        to_check=[(each, entry_of(each.centre, guide)) for each in unanswered.to_check],
    )


async def report(visit: Visit) -> Response:
    """Count that nobody answers at a phone, and show the same centres again."""
    told = await visit.desk.report_unanswered(visit.me.id, visit.given("phone"))
    same = {name: visit.given(name)[:SEARCH_AT_MOST] for name in ("q", "place")}
    query = {name: value for name, value in same.items() if value}
    return visit.goes_to(f"{PATH}?{urlencode({**query, 'told': told.value})}")


def found_by(guide: Guide, words: str, place: str) -> LookedUp:
    """Return the centres around a place that was chosen, or those which the words mean."""
    chosen = next((each for name, each in guide.places.items() if name == place), None)
    if chosen is None:
        return look_up(guide, words)
    return LookedUp(nearest(guide.centres_near(chosen), chosen.region))


def entry_of(centre: Centre, guide: Guide) -> Entry:
    """Return a centre with its town, its region and how fresh it is."""
    town = guide.places[centre.place].name if centre.place else None
    region = guide.regions[centre.region].name
    # Astana, Almaty and Shymkent are regions of their own: their name stands once.
    where = (town, region) if town and not guide.is_city(centre.region) else (region,)
    return Entry(centre, where, centre.review.freshness(guide.today, guide.ages.centres))


def routes(door: Door) -> list[BaseRoute]:
    """Return the directory, for everybody at the desk."""
    post = partial(door.guarded, method="POST")
    return [
        door.guarded("/directory", show, *Role),
        post("/directory/unanswered", report, *Role),
    ]
