"""What the visitor's page says by itself, around the screens of the conversation."""

from typing import Final

from bot.domain.text import _

# Translators: the label of the field for typed words.
OWN_WORDS: Final = _("Write in your own words")
# Translators: the button beside that field, in a talk with an operator.
SEND: Final = _("Send")
# Translators: the same outside of a talk; a card may be on the page, with a “Send” of its own.
ANSWER: Final = _("Answer")
LANGUAGE: Final = _("Language")
# Translators: the title of a small part that says honestly what the button “Exit” can do.
LIMITS_TITLE: Final = _("What stays after Exit")
LIMITS: Final = _(
    "Exit ends the conversation here and on our server. History and screenshots stay."
)
# Not before a language is chosen: the first page is short, for slow connections.
LIMITS_HELP: Final = _(
    "In the history delete the lines “Word of the day”. Next time use a private window."
)
ESCAPE: Final = _("Esc pressed twice works like Exit.")
# Translators: telephone numbers stand behind the colon.
NO_CONNECTION: Final = _("No connection right now. Your words are not lost. Try again or call:")
ASK_PLACE: Final = _("Find by my location")
ABOUT_PLACE: Final = _(
    "May your location be used once, to find the nearest help? We do not keep it. Your "
    "browser will ask you too."
)
USE_PLACE: Final = _("Yes, use it once")
KEEP_PLACE: Final = _("No, thank you")
NO_PLACE: Final = _(
    "Your location could not be found. Please choose a region, or type the name of a town "
    "or village."
)
LOOK: Final = _("Show what is new")
NOTHING_NEW: Final = _("Nothing new yet.")
SOMETHING_NEW: Final = _("There is something new: show it")
# Translators: a quiet link on a neutral page; it says nothing of what stands behind it.
MORE: Final = _("More")
TOO_LONG: Final = _("That was too long. Please write at most 4,000 characters at once.")
