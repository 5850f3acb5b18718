"""What was read of a sheet, before anybody asks what it means."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from openpyxl.utils import get_column_letter

from bot.domain.text import Text, _

# A directory of a whole country fits many times.
MOST_ROWS: Final = 5000


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that computes something, or tells that it could not."""


Cell = str | int | float | bool | datetime | date | time | timedelta | Formula | None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the sheet with its number as the editor sees it."""

    number: int
    cells: tuple[Cell, ...]
    is_hidden: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing stands in it."""
        return all(
            cell is None or (isinstance(cell, str) and not cell.strip()) for cell in self.cells
        )


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its rows that are not empty, and what else was seen.

    `merged` holds, by row, the range of cells that were made one; `epoch` is the day from which
    the workbook counts, None where there is no workbook.
    """

    title: str
    lines: tuple[Line, ...]
    merged: Mapping[int, str] = field(default_factory=dict)
    epoch: datetime | None = None
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row, or with one cell of it; a notice refuses nothing."""

    row: int
    key: str | None
    advice: Text
    is_notice: bool = False


class UnusableSheetError(Exception):
    """A file that cannot be read as a sheet of centres at all."""

    def __init__(self, advice: Text) -> None:
        super().__init__("The sheet cannot be used.")
        self.advice = advice


def where(title: str, row: int, column: int | None, key: str | None) -> Text:
    """Return where a cell stands, as an editor finds it."""
    if column is None or key is None:
        return _("{sheet}, row {row}").given(sheet=title, row=row)
    return _("{sheet}, row {row}, column {column} ({field})").given(
        sheet=title, row=row, column=get_column_letter(column + 1), field=key
    )
