"""What may still be stated, by its age: all of it, with a warning first, or only a pointer."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from bot.domain.conversation import CARD, SHORT
from bot.domain.guide import Freshness, Guide, Medical, Review
from bot.domain.text import Text, _, lines, paragraphs

MAY_HAVE_CHANGED: Final = _("Checked {date}, may have changed since: ask 111.")
ONLY_ASK: Final = _(
    "We have not checked this for too long to state it. Please ask 111: free, 24/7."
)
SOURCE: Final = _("Source: {source}.")
CHECKED: Final = _("Checked {date}: {reviewer}.")
# How long the warning is that stands first on what is past its age.
WARNING: Final = 80


def is_stated(review: Review, age: timedelta, guide: Guide) -> bool:
    """Tell whether something may still be stated; past that, only 111 is named."""
    return review.freshness(guide.today, age) is not Freshness.EXPIRED


def limit_of(review: Review, age: timedelta, guide: Guide) -> int:
    """Return how long a short text may be: a warning in front of it needs room of its own."""
    return SHORT if review.freshness(guide.today, age) is Freshness.FRESH else CARD


def room_for_warning(reviews: Iterable[Review], age: timedelta, guide: Guide) -> int:
    """Return by how much longer a card may be than a fresh one, for the warnings in it."""
    return WARNING * sum(review.freshness(guide.today, age) is Freshness.OLD for review in reviews)


def medical_text(card: Medical, guide: Guide, otherwise: Text) -> Text:
    """Return when a doctor is needed as far as the card's age allows, and `otherwise` after."""
    if not is_stated(card.review, guide.ages.legal, guide):
        return otherwise
    return with_warning(card.text, card.review, guide.ages.legal, guide)


def checked_text(body: Text, source: Text, review: Review, age: timedelta, guide: Guide) -> Text:
    """Return a body with its source and date, as far as its age allows."""
    named, day = SOURCE.given(source=source), str(review.checked_on)
    match review.freshness(guide.today, age):
        case Freshness.EXPIRED:
            return ONLY_ASK
        case Freshness.OLD:
            return paragraphs(MAY_HAVE_CHANGED.given(date=day), body, named)
        case _:
            return paragraphs(body, lines(named, CHECKED.given(date=day, reviewer=review.says)))


def with_warning(body: Text, review: Review, age: timedelta, guide: Guide) -> Text:
    """Return a body, with a warning first once it is past its age; a year later only a pointer."""
    match review.freshness(guide.today, age):
        case Freshness.EXPIRED:
            return ONLY_ASK
        case Freshness.OLD:
            return paragraphs(MAY_HAVE_CHANGED.given(date=str(review.checked_on)), body)
        case _:
            return body
