"""Finds the columns of a sheet: by the keys above it, or by headings in any language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from openpyxl.utils import get_column_letter

from bot.domain.text import Text, _
from bot.knowledge.spreadsheet.columns import KEYS
from bot.knowledge.spreadsheet.table import Cell, Line, Table, UnusableSheetError

NO_HEAD: Final = _(
    "No sheet here has the columns of centres. Please export once and write into that sheet: its "
    "first row, often hidden, names the columns."
)
TWICE: Final = _(
    "The column “{field}” stands here twice, at {first} and {second}: please remove one of them."
)
NOT_KNOWN: Final = _("Column {column} is not known here and was left out.")

# A head stands at the top; a title or an empty row may stand above it.
LOOKED_AT: Final = 20
# A row is a head if it names a centre and something about it.
LEAST: Final = 2
WAYS_TO_A_CENTRE: Final = ("id", "file")


@dataclass(frozen=True, slots=True)
class Head:
    """Which column holds what, and the rows below."""

    columns: Mapping[str, int]
    lines: tuple[Line, ...]
    notices: tuple[Text, ...] = ()


def head_of(table: Table, headings: Mapping[str, str]) -> Head | None:
    """Return the columns of a sheet, None for one that is about something else.

    `headings` are the keys by the headings in every language, in small letters.
    """
    for number, line in enumerate(table.lines[:LOOKED_AT]):
        named = _named(line, headings)
        if len(named) < LEAST or not any(key in WAYS_TO_A_CENTRE for key in named.values()):
            continue
        below = table.lines[number + 1 :]
        # The head for people stands below the one for the program.
        if below and (line.is_hidden or len(_named(below[0], headings)) * 2 > len(named)):
            below = below[1:] if not _is_centre(below[0], named) else below
        return Head(_columns(named), below, tuple(_left_out(named, below)))
    return None


def _named(line: Line, headings: Mapping[str, str]) -> dict[int, str]:
    found = ((at, _key(cell, headings)) for at, cell in enumerate(line.cells))
    return {at: key for at, key in found if key}


def _key(cell: Cell, headings: Mapping[str, str]) -> str:
    said = cell.strip() if isinstance(cell, str) else ""
    return said if said in KEYS else headings.get(said.casefold(), "")


def _is_centre(line: Line, named: Mapping[int, str]) -> bool:
    """Tell whether a row below hidden keys is a centre already: a file stands in it."""
    files = [line.cells[at] for at, key in named.items() if key == "file" and at < len(line.cells)]
    return any(isinstance(cell, str) and cell.strip().endswith(".yaml") for cell in files)


def _columns(named: Mapping[int, str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for at, key in named.items():
        if key in columns:
            first, second = get_column_letter(columns[key] + 1), get_column_letter(at + 1)
            raise UnusableSheetError(TWICE.given(field=key, first=first, second=second))
        columns[key] = at
    return columns


def _left_out(named: Mapping[int, str], below: tuple[Line, ...]) -> list[Text]:
    used = {
        at
        for line in below
        for at, cell in enumerate(line.cells)
        if cell is not None and cell != "" and at not in named
    }
    return [NOT_KNOWN.given(column=get_column_letter(at + 1)) for at in sorted(used)]
