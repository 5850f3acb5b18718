"""Opens a workbook or plain rows, and refuses what is neither, or too large."""

import csv
import zipfile
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Final

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.cell.rich_text import CellRichText
from openpyxl.worksheet.worksheet import Worksheet

from bot.domain.text import Text, _
from bot.knowledge.spreadsheet.table import (
    MOST_ROWS,
    Cell,
    Formula,
    Line,
    Table,
    UnusableSheetError,
)

NO_FILE: Final = _("This file cannot be opened.")
OTHER_KIND: Final = _(
    "Please give a file that ends in .xlsx or .csv: save the sheet as one of them."
)
TOO_LARGE: Final = _("This file is too large for a list of centres. At most {count} rows are read.")
LOCKED: Final = _(
    "This file is locked with a password, or is an old .xls. Please save it as .xlsx without one."
)
BROKEN: Final = _("This is no workbook, or it is damaged. Please save it as .xlsx once more.")
NO_UTF8: Final = _(
    "The letters of this file cannot be read. Please save it as “CSV UTF-8”, or better as .xlsx."
)
NO_ROWS: Final = _("These are no plain rows of a spreadsheet. Please save it as .csv once more.")

LARGEST_FILE: Final = 10_000_000
# Unpacked: a small archive may hold far more than a machine can.
LARGEST_INSIDE: Final = 60_000_000
MOST_COLUMNS: Final = 200
# Workbooks that are encrypted or from before 2007 are no archives: they begin so.
OLD_OR_LOCKED: Final = b"\xd0\xcf\x11\xe0"
UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
SEPARATORS: Final = ",;\t"


def tables_in(file: Path) -> Iterator[Table]:
    """Return the sheets of a file; raises UnusableSheetError."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise _refused(TOO_LARGE.given(count=MOST_ROWS))
        data = file.read_bytes()
    except OSError:
        raise _refused(NO_FILE) from None
    match file.suffix.lower():
        case ".xlsx":
            yield from _workbook(file, data)
        case ".csv":
            yield _plain_rows(file, data)
        case _:
            raise _refused(LOCKED if data.startswith(OLD_OR_LOCKED) else OTHER_KIND)


def _refused(advice: Text) -> UnusableSheetError:
    return UnusableSheetError(advice)


def _workbook(file: Path, data: bytes) -> Iterator[Table]:
    if data.startswith(OLD_OR_LOCKED):
        raise _refused(LOCKED)
    _weigh(file)
    try:
        book = load_workbook(file, rich_text=False, keep_links=False)
    # Whatever a damaged workbook breaks in the library is the same advice for an editor.
    except Exception:
        raise _refused(BROKEN) from None
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            yield Table(sheet.title, _lines(sheet), dict(_merged(sheet)), book.epoch)


def _weigh(file: Path) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > LARGEST_INSIDE:
                raise _refused(TOO_LARGE.given(count=MOST_ROWS))
            for part in parts:
                # A workbook needs no definitions of its own; they only serve to swell.
                if b"<!DOCTYPE" in archive.read(part)[:1000]:
                    raise _refused(BROKEN)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        raise _refused(BROKEN) from None


def _lines(sheet: Worksheet) -> tuple[Line, ...]:
    hidden = {number for number, row in sheet.row_dimensions.items() if row.hidden}
    rows = sheet.iter_rows(max_col=min(sheet.max_column, MOST_COLUMNS))
    lines = (
        Line(number, tuple(map(_cell, row)), number in hidden) for number, row in enumerate(rows, 1)
    )
    return _not_too_many(lines)


def _cell(cell: object) -> Cell:
    if isinstance(cell, MergedCell):
        return None
    value = getattr(cell, "value", None)
    if getattr(cell, "data_type", "") in ("f", "e"):
        return Formula()
    return str(value) if isinstance(value, CellRichText) else value


def _merged(sheet: Worksheet) -> Iterator[tuple[int, str]]:
    for merged in sheet.merged_cells.ranges:
        for row in range(merged.min_row, min(merged.max_row, merged.min_row + MOST_ROWS) + 1):
            yield row, merged.coord


def _plain_rows(file: Path, data: bytes) -> Table:
    words = _decoded(data)
    separator = max(SEPARATORS, key=words.partition("\n")[0].count)
    csv.field_size_limit(LARGEST_FILE)
    reader = csv.reader(StringIO(words, newline=""), delimiter=separator, strict=True)
    try:
        lines = _not_too_many(Line(at, tuple(row)) for at, row in enumerate(reader, 1))
    except csv.Error:
        raise _refused(NO_ROWS) from None
    return Table(file.name, lines)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-16" if data.startswith(UTF_16) else "utf-8-sig")
    except UnicodeDecodeError:
        raise _refused(NO_UTF8) from None


def _not_too_many(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the rows that are not empty; a head of a few rows stands above them."""
    found = tuple(islice((line for line in lines if not line.is_empty), MOST_ROWS + 3))
    if len(found) > MOST_ROWS + 2:
        raise _refused(TOO_LARGE.given(count=MOST_ROWS))
    return found
