"""Writes the directory as a workbook or as plain rows."""

import csv
import os
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bot.domain.errors import KnowledgeError
from bot.domain.text import Text, _
from bot.knowledge.spreadsheet.columns import COLUMNS, KEYS, Column
from bot.knowledge.spreadsheet.lists import Lists
from bot.knowledge.spreadsheet.rows import Row, Value
from bot.knowledge.spreadsheet.signs import guarded
from bot.knowledge.spreadsheet.table import MOST_ROWS

Words = Callable[[Text], str]

TITLE: Final = _("Centres")
LISTS: Final = "lists"
# Keys for the program in the first row, which is hidden; headings for people below.
KEYS_AT, HEAD_AT, FIRST_AT = 1, 2, 3
AS_TEXT, AS_DAY = "@", "yyyy-mm-dd"
# What a cell of a workbook can hold; the rest would be cut off without a word.
LONGEST: Final = 32_767
# The list of towns is too long for a note.
LISTED_IN_A_NOTE: Final = ("region", "kind", "status", "checked_by")
HEADING: Final = Font(bold=True)
SHADE: Final = PatternFill("solid", fgColor="E8E4F0")
WRAPPED: Final = Alignment(wrap_text=True, vertical="top")


def write_xlsx(rows: Iterable[Row], lists: Lists, file: Path, words: Words) -> None:
    """Write a workbook with headings, notes and drop-down lists; raises OSError."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = words(TITLE)[:31]
    _write_head(sheet, lists, words)
    last = FIRST_AT - 1
    for last, row in enumerate(rows, FIRST_AT):
        for at, column in enumerate(COLUMNS, 1):
            cell = sheet.cell(last, at, _as_cell(row, column.key))
            cell.number_format = AS_DAY if column.is_date else AS_TEXT
            cell.alignment = WRAPPED
    _write_lists(book.create_sheet(LISTS), sheet, lists, words)
    _lay_out(sheet, max(last, HEAD_AT))
    _replace(file, book.save)


def write_csv(rows: Iterable[Row], file: Path) -> None:
    """Write plain rows below their keys; the mark at the beginning lets Excel see UTF-8."""

    def save(path: Path) -> None:
        with path.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(KEYS)
            for row in rows:
                writer.writerow([_plain(row[key]) for key in KEYS])

    _replace(file, save)


def _plain(value: Value) -> str:
    return value.isoformat() if isinstance(value, date) else guarded(value)


def _as_cell(row: Row, key: str) -> Value | None:
    value = row[key]
    # The column of phones is text already; a sign before each would only be in the way.
    said = value if isinstance(value, date) or key == "phones" else guarded(value)
    if isinstance(said, str) and len(said) > LONGEST:
        raise KnowledgeError(f"{row['file']}, {key}: too long for a cell. Please export as .csv.")
    return said or None


def _write_head(sheet: Worksheet, lists: Lists, words: Words) -> None:
    for at, column in enumerate(COLUMNS, 1):
        sheet.cell(KEYS_AT, at, column.key)
        heading = sheet.cell(HEAD_AT, at, words(column.heading))
        heading.font, heading.fill, heading.alignment = HEADING, SHADE, WRAPPED
        note = Comment(_note(column, lists, words), "Pana")
        note.width, note.height = 340, 60 + 17 * note.text.count("\n") + len(note.text) // 3
        heading.comment = note
        wide = sheet.column_dimensions[get_column_letter(at)]
        wide.width = column.width
        # Whole columns are text, so that a phone in a new row stays one.
        wide.number_format = AS_DAY if column.is_date else AS_TEXT
    sheet.row_dimensions[KEYS_AT].hidden = True


def _note(column: Column, lists: Lists, words: Words) -> str:
    said = [words(column.note)]
    if column.key in LISTED_IN_A_NOTE:
        said += (f"{one}: {words(meaning)}" for one, meaning in lists[column.key].says.items())
    return "\n".join(said)


def _write_lists(hidden: Worksheet, sheet: Worksheet, lists: Lists, words: Words) -> None:
    hidden.sheet_state = "hidden"
    for number, (key, choices) in enumerate(lists.items()):
        at = 2 * number + 1
        for row, (one, meaning) in enumerate(choices.says.items(), 1):
            hidden.cell(row, at, one)
            hidden.cell(row, at + 1, guarded(words(meaning)))
        letter = get_column_letter(at)
        choice = DataValidation(
            type="list",
            formula1=f"{LISTS}!${letter}$1:${letter}${len(choices.says)}",
            allow_blank=True,
            showErrorMessage=True,
            errorStyle="warning",
        )
        sheet.add_data_validation(choice)
        column = get_column_letter(KEYS.index(key) + 1)
        choice.add(f"{column}{FIRST_AT}:{column}{FIRST_AT + MOST_ROWS - 1}")


def _lay_out(sheet: Worksheet, last: int) -> None:
    sheet.freeze_panes = f"C{FIRST_AT}"
    sheet.print_area = f"A{HEAD_AT}:{get_column_letter(len(COLUMNS))}{last}"
    sheet.print_title_rows = f"{HEAD_AT}:{HEAD_AT}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _replace(file: Path, save: Callable[[Path], None]) -> None:
    """Write beside the file and put it in place in one step, so that nobody reads half of it."""
    with NamedTemporaryFile(
        dir=file.parent, prefix=".new-", suffix=file.suffix, delete=False
    ) as new:
        fresh = Path(new.name)
    try:
        save(fresh)
        fresh.chmod(0o644)
        os.replace(fresh, file)  # noqa: PTH105 (in one step)
    finally:
        fresh.unlink(missing_ok=True)
