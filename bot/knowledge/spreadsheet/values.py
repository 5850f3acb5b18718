"""Reads a cell as what its column holds; doubt becomes advice, never a guess."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from openpyxl.utils.datetime import from_excel

from bot.domain.text import Phrase, Text, _
from bot.knowledge.spreadsheet.lists import Lists
from bot.knowledge.spreadsheet.rows import BETWEEN_PHONES, HOTLINE, Value
from bot.knowledge.spreadsheet.signs import unguarded
from bot.knowledge.spreadsheet.table import Cell, Formula

FORMULA: Final = _(
    "A formula stands here. Please write the value itself, in a cell formatted as text."
)
NOT_TEXT: Final = _(
    "The spreadsheet has made a number or a date of this cell, and signs may be lost. Please "
    "format the cell as text and write it again."
)
BAD_PHONE: Final = _("“{value}” cannot be dialled. Please write +7 and ten digits.")
LOST_DIGITS: Final = _(
    "The spreadsheet has made “{value}” of a phone, and digits are lost. Please format the cell as "
    "text and write the number again, as +7 and ten digits."
)
MENDED_PHONE: Final = _(
    "The spreadsheet has made a number of a phone; no digit is lost, so it is read as {phone}."
)
BAD_DATE: Final = _("“{value}” is no day we can read. Please write it as 2026-11-21.")
UNSURE_DATE: Final = _(
    "“{value}” may mean two days: which number is the month? Please write it as 2026-11-21."
)
SHORT_YEAR: Final = _("Please write the year of “{value}” in full, as 2026-11-21.")

# Days as they are written here and elsewhere; a dot always means day.month.year.
YEAR_FIRST: Final = re.compile(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
WITH_DOTS: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
EITHER_FIRST: Final = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})")
TWO_DIGITS: Final = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{2}")
# Days that a workbook counts, from 2015 to 2100.
SERIALS: Final = range(42005, 73416)
MONTHS: Final = 12

BETWEEN: Final = re.compile(r"[;\n]|,(?!\d)")
HOTLINE_WORDS: Final = re.compile(
    r"[(\s]*\b(hotline|горячая линия|қауырт желі|жедел желі|сенім телефоны)\b[)\s]*$",
    re.IGNORECASE,
)
DIALLED: Final = re.compile(r"(?:\+7|8|7)(\d{10})")
# What people put between digits, and what a spreadsheet puts before them.
AROUND_DIGITS: Final = re.compile(r"[\s\xa0()\-\u2010-\u2015']+")
LIKE_1E10: Final = re.compile(r"[+']*\d+([.,]\d+)?E\+?\d+", re.IGNORECASE)
# A whole number that ends so was most likely shortened before.
SHORTENED: Final = 100_000


class BadCellError(Exception):
    """A cell that does not hold what its column needs."""

    def __init__(self, advice: Text) -> None:
        super().__init__("A cell cannot be read.")
        self.advice = advice


@dataclass(slots=True)
class Reader:
    """Reads the cells of one sheet; `told` holds what was mended in the last one."""

    lists: Lists
    epoch: datetime | None
    told: Text | None = None

    def read(self, key: str, cell: Cell) -> Value:
        """Return what a cell says; raises BadCellError."""
        self.told = None
        if isinstance(cell, Formula):
            raise BadCellError(FORMULA)
        if key == "checked_on":
            return day(cell, self.epoch)
        if key == "phones" and isinstance(cell, (int, float)) and not isinstance(cell, bool):
            phone = phone_of_number(cell)
            self.told = MENDED_PHONE.given(phone=phone)
            return phone
        words = _text(cell)
        if key == "phones":
            return BETWEEN_PHONES.join(_phones(words))
        if key in self.lists and words:
            found = self.lists[key].find(words)
            if isinstance(found, Text):
                raise BadCellError(found)
            return found
        return words


def phone_of_number(number: float) -> str:
    """Return the phone of which a spreadsheet has made a number; raises BadCellError."""
    digits = int(number)
    if digits != number or not digits % SHORTENED:
        raise BadCellError(LOST_DIGITS.given(value=f"{number:.4E}"))
    return _phone(str(digits))


def day(cell: Cell, epoch: datetime | None) -> Value:
    """Return the day of a cell; raises BadCellError."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, (int, float)) and epoch is not None and cell in SERIALS:
        counted = from_excel(cell, epoch)
        assert isinstance(counted, datetime)
        return counted.date()
    if not isinstance(cell, (str, type(None))):
        raise BadCellError(BAD_DATE.given(value=str(cell)))
    words = _text(cell)
    return _day_of(words) if words else ""


def _day_of(words: str) -> date:
    if found := YEAR_FIRST.fullmatch(words):
        return _day(words, found[1], found[3], found[4])
    if found := WITH_DOTS.fullmatch(words):
        return _day(words, found[3], found[2], found[1])
    if found := EITHER_FIRST.fullmatch(words):
        first, second = int(found[1]), int(found[3])
        if first != second and max(first, second) <= MONTHS:
            raise BadCellError(UNSURE_DATE.given(value=words))
        days, month = (first, second) if second <= MONTHS else (second, first)
        return _day(words, found[4], str(month), str(days))
    advice: Phrase = SHORT_YEAR if TWO_DIGITS.fullmatch(words) else BAD_DATE
    raise BadCellError(advice.given(value=words))


def _day(words: str, year: str, month: str, days: str) -> date:
    try:
        return date(int(year), int(month), int(days))
    except ValueError:
        raise BadCellError(BAD_DATE.given(value=words)) from None


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if not isinstance(cell, str):
        raise BadCellError(NOT_TEXT)
    return unguarded(cell)


def _phones(words: str) -> Iterator[str]:
    if LIKE_1E10.fullmatch(words):
        raise BadCellError(LOST_DIGITS.given(value=words))
    for part in BETWEEN.split(words):
        if part.strip(" '"):
            number = HOTLINE_WORDS.sub("", part)
            yield _phone(number) + HOTLINE * (number != part)


def _phone(words: str) -> str:
    if LIKE_1E10.fullmatch(words.strip()):
        raise BadCellError(LOST_DIGITS.given(value=words.strip()))
    found = DIALLED.fullmatch(AROUND_DIGITS.sub("", words))
    if found is None:
        raise BadCellError(BAD_PHONE.given(value=words.strip()))
    return f"+7{found[1]}"
