"""The nearest help: by region, by a typed place, or by a location used once."""

from dataclasses import dataclass, replace
from typing import Final

from bot.domain.commands import NoteUnanswered
from bot.domain.conversation import (
    Event,
    Flow,
    Located,
    Option,
    Picked,
    Reply,
    State,
    Turn,
    Typed,
    in_pairs,
    one_a_row,
)
from bot.domain.guide import Centre, Freshness, Guide, Place, PlaceId, RegionId
from bot.domain.text import Phrase, _
from bot.flows import words
from bot.flows.centre_card import card


@dataclass(frozen=True, slots=True)
class AskingRegion(State):
    """She may choose a region, type a place or send a location."""


@dataclass(frozen=True, slots=True)
class AskingPlace(State):
    """She chooses a town of her region."""

    region: str


@dataclass(frozen=True, slots=True)
class AskingWhich(State):
    """Several places bear the name she typed."""

    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShowingCentre(State):
    """She sees one centre; `place` is where she looks from, `turn` how many she has passed.

    `phones` are the numbers on her card as she came to it: whatever is published meanwhile, no
    other one is counted.
    """

    place: str
    turn: int = 0
    phones: tuple[str, ...] = ()


WHERE: Final = _(
    "Where do you look for help? Choose a region, or type the name of a town or village. A "
    "location you send is used once and deleted."
)
WHICH_TOWN: Final = _("Which town is nearer to you? You may also type another place.")
WHICH_ONE: Final = _("Several places have this name. Which one is it?")
NOT_FOUND: Final = _("I do not know this place. Try another spelling or a bigger place nearby.")
TOO_FAR: Final = _("This location is not near any place I know in Kazakhstan.")
CALL_THE_NEXT: Final = _("Thank you, the editors will check this number. Here is the next one.")
WHOLE_REGION: Final = Option("region", _("Another place"))
OTHER_PLACE: Final = Option("other", _("Other place"))
NEXT_CENTRE: Final = Option("next", _("Next centre"))
NOBODY_ANSWERED: Final = Option("unanswered", _("Nobody answered"))


def names_place(said: str, guide: Guide) -> bool:
    """Tell whether words name a place or a region that we know."""
    return bool(guide.gazetteer.find(said)) or guide.region_named(said) is not None


def _begin(state: State) -> State:
    return state.then(AskingRegion())


def _step(state: State, event: Event, guide: Guide) -> Turn:
    match state, event:
        case _, Typed(words=said):
            return _find_typed(state, said.reveal(), guide)
        case _, Located(latitude, longitude):
            near = guide.gazetteer.nearest(latitude, longitude)
            return _find(state, (near,) if near else (), TOO_FAR, guide)
        case AskingRegion(), Picked(option=option) if option in guide.regions:
            return _ask_place(state.then(AskingPlace(option)), guide)
        case AskingPlace(region=region), Picked(option="region") if region in guide.regions:
            centre = guide.regions[RegionId(region)].centre
            return _show_centre(state.then(ShowingCentre(centre)), guide)
        case ((AskingPlace() | AskingWhich()), Picked(option=option)) if option in guide.places:
            return _show_centre(state.then(ShowingCentre(option)), guide)
        case ShowingCentre(place=place, turn=turn), Picked(option="next"):
            return _show_centre(state.then(ShowingCentre(place, turn + 1)), guide)
        case ShowingCentre(), Picked(option="unanswered"):
            return _nobody_answered(state, guide)
        case _, Picked(option="other" | "back"):
            return _ask_region(state.then(AskingRegion()), guide)
        case _:
            return _show(state, guide)


def _show(state: State, guide: Guide) -> Turn:
    match state:
        case AskingPlace(region=region) if region in guide.regions:
            return _ask_place(state, guide)
        case AskingWhich(places=places) if any(place in guide.places for place in places):
            return _ask_which(state, guide)
        case ShowingCentre(place=place) if place in guide.places:
            return _show_centre(state, guide)
        case _:
            return _ask_region(state.then(AskingRegion()), guide)


def _find_typed(state: State, said: str, guide: Guide) -> Turn:
    found = guide.gazetteer.find(said)
    region = guide.region_named(said)
    if region is not None and not found:
        return _ask_place(state.then(AskingPlace(region.id)), guide)
    return _find(state, found, NOT_FOUND, guide)


def _find(state: State, found: tuple[Place, ...], otherwise: Phrase, guide: Guide) -> Turn:
    if not found:
        shown = _show(state, guide)
        return Turn(shown.state, (Reply(otherwise), *shown.replies))
    if len(found) > 1:
        return _ask_which(state.then(AskingWhich(tuple(place.id for place in found))), guide)
    return _show_centre(state.then(ShowingCentre(found[0].id)), guide)


def _ask_region(state: State, guide: Guide) -> Turn:
    options = (Option(region.id, region.short) for region in guide.regions.values())
    return Turn(state, (Reply(WHERE, in_pairs(options)),))


def _ask_place(state: State, guide: Guide) -> Turn:
    assert isinstance(state, AskingPlace)
    region = RegionId(state.region)
    here = {centre.place for centre in guide.centres if centre.region == region}
    # The region's own centre is always offered: also where no centre of help is known.
    towns = [guide.regions[region].centre, *sorted(place for place in here if place)]
    options = in_pairs(Option(town, guide.places[town].name) for town in dict.fromkeys(towns))
    return Turn(state, (Reply(WHICH_TOWN, (*options, (WHOLE_REGION, words.BACK))),))


def _ask_which(state: State, guide: Guide) -> Turn:
    assert isinstance(state, AskingWhich)
    known = [guide.places[PlaceId(place)] for place in state.places if place in guide.places]
    # Translators: a place and its region, to tell places of one name apart.
    named = _("{place}, {region}")
    options = (
        Option(place.id, named.given(place=place.name, region=guide.regions[place.region].name))
        for place in known
    )
    return Turn(state, (Reply(WHICH_ONE, (*one_a_row(options), (words.BACK,))),))


def _nobody_answered(state: State, guide: Guide) -> Turn:
    assert isinstance(state, ShowingCentre)
    shown = _show_centre(state.then(ShowingCentre(state.place, state.turn + 1)), guide)
    replies = (Reply(CALL_THE_NEXT), *shown.replies)
    commands = (NoteUnanswered(state.phones),) if state.phones else ()
    return Turn(shown.state, replies, commands)


def _show_centre(state: State, guide: Guide) -> Turn:
    assert isinstance(state, ShowingCentre)
    centre = _centre_of(state, guide)
    place = guide.places[PlaceId(state.place)]
    phones = phones_shown(centre, guide)
    unanswered = (NOBODY_ANSWERED,) if phones else ()
    rows = ((*unanswered, NEXT_CENTRE), (OTHER_PLACE, words.PERSON))
    seen = replace(state, phones=state.phones or phones)
    return Turn(seen, (card(centre, place, guide, rows),))


def phones_shown(centre: Centre, guide: Guide) -> tuple[str, ...]:
    """Return the numbers that a centre's card shows: none where the entry is too old."""
    if centre.review.freshness(guide.today, guide.ages.centres) is Freshness.EXPIRED:
        return ()
    return tuple(phone.number for phone in centre.phones)


def _centre_of(state: ShowingCentre, guide: Guide) -> Centre:
    near = guide.centres_near(guide.places[PlaceId(state.place)])
    return near[state.turn % len(near)]


STATES: Final = (AskingRegion, AskingPlace, AskingWhich, ShowingCentre)
FLOW: Final = Flow(
    "centres", STATES, _begin, _step, reads=STATES, locates=STATES, hears=names_place
)
