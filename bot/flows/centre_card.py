"""One centre as a visitor sees it: who, what, phones; never an address."""

from typing import Final

from bot.domain.conversation import CARD, Reply, Rows
from bot.domain.guide import Centre, Freshness, Guide, Phone, Place
from bot.domain.text import Joined, Text, Verbatim, _, lines, paragraphs
from bot.flows import freshness
from bot.flows.freshness import CHECKED

NONE_IN_REGION: Final = _("We know no centre in this region. This is the nearest one we know.")
CALL_111_FIRST: Final = _("Call 111 first, free, 24/7: we could not confirm this entry.")
ASK_111: Final = _("We have no phone of this centre: 111 can connect you, free, 24/7.")
MAY_HAVE_CHANGED: Final = _("Not checked for a while: if nobody answers, call 111, free, 24/7.")
EXPIRED: Final = _("Our entry for this centre is too old. Please call 111: free, 24/7.")
HOURS_UNKNOWN: Final = _("Hours: please ask by phone.")
HOURS: Final = _("Hours: {hours}")
WHERE: Final = _("{place}, {region}")
HOTLINE: Final = _("{number} (hotline)")


def card(centre: Centre, looked_from: Place, guide: Guide, rows: Rows) -> Reply:
    """Return the card of a centre for someone who looks from a place."""
    how_fresh = centre.review.freshness(guide.today, guide.ages.centres)
    head = lines(centre.name, _where(centre, guide))
    body: tuple[Text, ...] = (head, EXPIRED)
    if how_fresh is not Freshness.EXPIRED:
        body = (*_warnings(centre, is_old=how_fresh is Freshness.OLD), head, _body(centre))
    region_has_none = all(known.region != looked_from.region for known in guide.centres)
    opening = (NONE_IN_REGION,) if region_has_none else ()
    return Reply(paragraphs(*opening, *body), rows, CARD)


def _warnings(centre: Centre, *, is_old: bool) -> tuple[Text, ...]:
    if centre.phones and centre.verified:
        return (MAY_HAVE_CHANGED,) if is_old else ()
    long_ago = freshness.MAY_HAVE_CHANGED.given(date=str(centre.review.checked_on))
    doubt = CALL_111_FIRST if centre.phones else ASK_111
    return (long_ago, doubt) if is_old else (doubt,)


def _where(centre: Centre, guide: Guide) -> Text:
    region = guide.regions[centre.region].name
    place = guide.places[centre.place] if centre.place else None
    # Astana, Almaty and Shymkent are regions of their own: their name stands once.
    if place is None or guide.is_city(place.region):
        return region
    return WHERE.given(place=place.name, region=region)


def _body(centre: Centre) -> Text:
    phones = Joined(tuple(_phone(phone) for phone in centre.phones), "\n")
    hours = HOURS.given(hours=centre.hours) if centre.hours else HOURS_UNKNOWN
    checked = CHECKED.given(date=str(centre.review.checked_on), reviewer=centre.review.says)
    contact = (phones, hours) if centre.phones else ()
    return paragraphs(lines(centre.offers, centre.who_may_come), lines(*contact, checked))


def _phone(phone: Phone) -> Text:
    number = Verbatim(phone.number)
    return HOTLINE.given(number=number) if phone.hotline else number
