"""Words of the editors' desk: kinds of files, how fresh they are, what has just been done."""

from collections.abc import Mapping
from typing import Final

from bot.domain.editing import Deed, Kind
from bot.domain.text import Phrase, _

KINDS: Final[Mapping[Kind, Phrase]] = {
    Kind.CENTRE: _("Crisis centres"),
    Kind.RIGHT: _("Rights"),
    Kind.PLAN: _("Safety plans"),
    Kind.NUMBERS: _("Numbers to call"),
    Kind.QUICK_CARDS: _("Quick cards"),
    Kind.MEDICAL: _("Medical help"),
    Kind.QUESTIONS: _("Questions about danger"),
    Kind.CHOOSER: _("The way to one's rights"),
    Kind.KINDS: _("Kinds of centres"),
    Kind.WORDS_OF_THE_DAY: _("Words of the day"),
    Kind.REVIEWERS: _("Who checks"),
    Kind.JOURNEY: _("Kept rehearsals"),
    Kind.OTHER: _("Other files"),
}
STATUSES: Final[Mapping[str, Phrase]] = {
    "active": _("visitors see it"),
    "unverified": _("not checked yet"),
    "hidden": _("hidden from visitors"),
}
AGES: Final[Mapping[str, Phrase]] = {
    "fresh": _("fresh"),
    "due": _("due soon"),
    "past": _("too old"),
    "": _("no date"),
}
DEEDS: Final[Mapping[Deed, Phrase]] = {
    Deed.PUBLISHED: _("Published"),
    Deed.UNDONE: _("Undone"),
    Deed.IN_FILES: _("Changed in the files"),
}
DONE: Final[Mapping[str, Phrase]] = {
    "saved": _("The draft is saved. Visitors still read what was published before."),
    "published": _("Published. It is live now, in every conversation."),
    "dropped": _("The draft is thrown away. What is published has not changed."),
    "undone": _("Undone. The earlier text is live again."),
    "kept": _("The rehearsal is kept. From now on “pana check” replays it."),
    "kept_draft": _(
        "The rehearsal plays only with your drafts: it now lies among them. Publish them together."
    ),
    "rebased": _("Your text now stands on the newest version. Please look at it, then publish."),
}
NOT_PUBLISHED: Final = _("Nothing was published yet: please mend what is said below.")
NOTHING_TO_PUBLISH: Final = _("There is nothing to publish: the draft says what the file says.")
IN_TELEGRAM: Final = _("In Telegram")
ON_THE_PAGE: Final = _("On the page")
NO_SCREEN: Final = _("Nothing of this file stands on a screen of its own.")
FOR_MENDING: Final = _("Please mend what is said about your drafts first, then rehearse.")
NOT_UNDONE: Final = _("Nothing was undone: with the earlier text the following would be wrong.")
NOT_OFFERED: Final = _("This is not offered at this place. Nothing has happened.")
