"""Hours that a person can read, and the same ones in every language."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from bot.domain.language import Language
from bot.domain.text import Text, _
from bot.knowledge import models
from bot.knowledge.checks.base import Circumstances, said
from bot.knowledge.near import advised, nearest
from bot.knowledge.shelf import Shelf

UNREAD: Final = _(
    "These hours cannot be read. Please write them as 09:00–18:00, with days before them, "
    "or that it is open day and night."
)
NO_SUCH_TIME: Final = _("There is no such time as {time}.")
BACKWARDS: Final = _(
    "It ends before it begins: {first}–{last}. If it is open through the night, please say so."
)
OTHER_HOURS: Final = _("The languages do not tell the same hours: please look at all three.")
NO_SUCH_DAY: Final = _("“{day}” is no day of the week.")

TIME: Final = re.compile(r"(?<![\d:.])(\d{1,2})[:.](\d{2})(?!\d|[:.]\d)")
ALWAYS: Final = re.compile(
    r"24\s*/\s*7|24 (?:hours|час\w*|сағат)|тәулік бойы|круглосуточно|круглые сутки|"
    r"day and night|(?:a?round) the clock",
    re.IGNORECASE,
)
NIGHT: Final = re.compile(r"түн|келесі күн|ноч|следующ|night|next (?:day|morning)", re.IGNORECASE)
# Said instead of days; 0 is Monday.
SPANS: Final = (
    (re.compile(r"күн сайын|күнделікті|ежедневно|каждый день|без выходных|every day|daily"), ()),
    (re.compile(r"жұмыс күн\w*|будн\w*|рабочи\w{0,9} дн\w*|weekdays?|working days?"), (0, 4)),
    (re.compile(r"демалыс\w*|выходн\w*|weekends?"), (5, 6)),
)
DAYS: Final = {
    Language.KAZAKH: (
        ("дүйсенбі", "дс"),
        ("сейсенбі", "сс"),
        ("сәрсенбі", "ср"),
        ("бейсенбі", "бс"),
        ("жұма", "жм"),
        ("сенбі", "сб"),
        ("жексенбі", "жс"),
    ),
    Language.RUSSIAN: (
        ("понедельник", "пн"),
        ("вторник", "вт"),
        ("сред", "ср"),
        ("четверг", "чт"),
        ("пятниц", "пт"),
        ("суббот", "сб"),
        ("воскресен", "вс"),
    ),
    Language.ENGLISH: (
        ("monday", "mon"),
        ("tuesday", "tue", "tues"),
        ("wednesday", "wed"),
        ("thursday", "thu", "thur", "thurs"),
        ("friday", "fri"),
        ("saturday", "sat"),
        ("sunday", "sun"),
    ),
}
WHOLE_WEEK: Final = frozenset((0, 6))
MINUTES: Final = 60
MIDNIGHT: Final = 24 * MINUTES
# A word this long may be the slip of a day.
LONG: Final = 5


@dataclass(frozen=True, slots=True)
class Hours:
    """What hours say: minutes of the day from which and to which, on which days."""

    times: tuple[int, ...]
    days: frozenset[int]
    always: bool


def hours(shelf: Shelf, _: Circumstances) -> None:
    """Complain of hours that nobody can read, and of those that differ between languages."""
    for name, centre in shelf.all("centres", models.CentreFile).items():
        told: dict[Language, Hours] = {}
        for language, words in said(centre.hours):
            read = read_hours(words, language)
            if isinstance(read, Text):
                shelf.complain(name, ("hours", language), read)
            else:
                told[language] = read
        usual = Counter(told.values()).most_common(1)
        for language, read in told.items():
            if read != usual[0][0]:
                shelf.complain(name, ("hours", language), OTHER_HOURS)


def read_hours(words: str, language: Language) -> Hours | Text:
    """Return what hours say, or advice where a person could not tell."""
    plain = words.lower()
    always = ALWAYS.search(plain) is not None
    plain = ALWAYS.sub(" ", plain)
    written = TIME.findall(plain)
    times = tuple(int(hour) * MINUTES + int(minute) for hour, minute in written)
    for (hour, minute), time in zip(written, times, strict=True):
        if int(minute) >= MINUTES or time > MIDNIGHT:
            return NO_SUCH_TIME.given(time=f"{hour}:{minute}")
    rest = TIME.sub(" ", plain)
    if re.search(r"\d", rest) or len(times) % 2 or not (times or always):
        return UNREAD
    backwards = _backwards(times, NIGHT.search(plain) is not None)
    days = _days(rest, language)
    return backwards or (days if isinstance(days, Text) else Hours(times, days, always))


def _backwards(times: tuple[int, ...], through_the_night: bool) -> Text | None:
    for first, last in zip(times[::2], times[1::2], strict=True):
        if last <= first and last != 0 and not through_the_night:
            return BACKWARDS.given(first=_clock(first), last=_clock(last))
    return None


def _clock(time: int) -> str:
    return f"{time // MINUTES:02}:{time % MINUTES:02}"


def _days(words: str, language: Language) -> frozenset[int] | Text:
    """Return the days that are named, the first and the last of a row; advice on a slip."""
    found: set[int] = set()
    for span, days in SPANS:
        if span.search(words):
            found |= set(days)
            words = span.sub(" ", words)
    for word in re.findall(r"[^\W\d_]+", words):
        day = _day(word, language)
        if day is not None:
            found.add(day)
        elif len(word) >= LONG and nearest(word, _names(language)):
            return advised(NO_SUCH_DAY.given(day=word), word, _names(language))
    return frozenset() if found == WHOLE_WEEK else frozenset(found)


def _day(word: str, language: Language) -> int | None:
    for number, (name, *short) in enumerate(DAYS[language]):
        if word.startswith(name) or word in short:
            return number
    return None


def _names(language: Language) -> list[str]:
    return [name for name, *_ in DAYS[language]]
