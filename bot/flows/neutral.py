"""The page that stays behind when everything else is gone: a word of the day, leading nowhere."""

from typing import Final

from bot.domain.conversation import Reply
from bot.domain.guide import Guide
from bot.domain.text import Verbatim, _, lines

# Translators: one silent line for somebody who wants to know that an answer has come. It must say
# nothing about the subject, nor that anybody wrote: others may see it.
SIGN_OF_LIFE: Final = _("There is something new here.")


def neutral_page(guide: Guide) -> Reply:
    """Return the word of the day in all languages, so that the page tells nothing of hers."""
    word = guide.words_of_the_day[guide.today.toordinal() % len(guide.words_of_the_day)]
    heading = Verbatim("Күн сөзі · Слово дня · Word of the day")
    return Reply(lines(heading, Verbatim(f"{word.kk} · {word.ru} · {word.en}")))
