"""The languages we speak."""

from enum import StrEnum
from typing import Final


class Language(StrEnum):
    """A language in which every text of ours exists; its value is the ISO 639-1 code."""

    KAZAKH = "kk"
    RUSSIAN = "ru"
    ENGLISH = "en"


# A language is offered in its own words, so that it can be found by those who read no other.
OWN_NAMES: Final = {
    Language.KAZAKH: "Қазақша",
    Language.RUSSIAN: "Русский",
    Language.ENGLISH: "English",
}
# Said to somebody who writes in another language than the screen's; at most 30 characters.
GO_ON_IN: Final = {
    Language.KAZAKH: "Қазақша жалғастыру",
    Language.RUSSIAN: "Продолжить по-русски",
    Language.ENGLISH: "Continue in English",
}
