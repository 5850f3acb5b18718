"""What may still be stated, by its age: all of it, with a warning first, or only a pointer."""

from datetime import timedelta
from typing import Final

from bot.domain.guide import Freshness, Guide, Review
from bot.domain.text import Text, _, lines, paragraphs

MAY_HAVE_CHANGED: Final = _("Checked {date}, may have changed since: ask 111.")
ONLY_ASK: Final = _(
    "We have not checked this for too long to state it. Please ask 111: free, 24/7."
)
SOURCE: Final = _("Source: {source}.")
CHECKED: Final = _("Checked {date}: {reviewer}.")


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
