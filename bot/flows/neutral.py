"""The page that stays behind when everything else is gone: a word of the day, leading nowhere."""

from bot.domain.conversation import Reply
from bot.domain.guide import Guide
from bot.domain.text import Verbatim, lines


def neutral_page(guide: Guide) -> Reply:
    """Return the word of the day in all languages, so that the page tells nothing of hers."""
    word = guide.words_of_the_day[guide.today.toordinal() % len(guide.words_of_the_day)]
    heading = Verbatim("Күн сөзі · Слово дня · Word of the day")
    return Reply(lines(heading, Verbatim(f"{word.kk} · {word.ru} · {word.en}")))
