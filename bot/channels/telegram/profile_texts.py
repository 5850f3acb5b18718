"""What a stranger reads before opening the chat: neutral, in every language."""

from typing import Final

from bot.domain.text import Text, Verbatim, _, paragraphs

NAME: Final = Verbatim("Pana")
# Translators: seen by anybody who holds the phone; nothing about violence, women, crisis, police.
ABOUT: Final = _("A word a day in Kazakh, Russian and English. Press Start.")
DESCRIPTION: Final[Text] = paragraphs(ABOUT, Verbatim("102 · 103 · 111 · 112"))
# Translators: stands in the profile, at most 120 characters, as neutral as the rest.
SHORT: Final = _("A word a day in three languages.")
COMMANDS: Final = {
    "start": _("Begin"),
    "menu": _("Menu"),
    "language": _("Language"),
    "exit": _("Close"),
}
