"""An editor with a spreadsheet, beside a copy of our knowledge."""

import csv
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.composition.exchange import export, import_
from bot.domain.language import Language
from bot.knowledge.spreadsheet.columns import KEYS
from bot.settings import Settings
from tests.conftest import KNOWLEDGE

FIRST: Final = 3


@dataclass(slots=True)
class Office:
    """Exports into one file, changes it as editors do, and imports it."""

    settings: Settings
    file: Path
    said: list[str] = field(default_factory=list)

    def exports(self, language: Language | None = Language.ENGLISH) -> int:
        self.said.clear()
        return export(self.settings, self.file, language, self.said.append)

    def imports(self, *, apply: bool = True, remove: bool = False) -> int:
        self.said.clear()
        return import_(
            self.settings,
            self.file,
            Language.ENGLISH,
            apply=apply,
            remove=remove,
            say=self.said.append,
        )

    @property
    def heard(self) -> str:
        return "\n".join(self.said)

    def opens(self, change: Callable[[Worksheet], object]) -> None:
        """Change the workbook in any way."""
        book = load_workbook(self.file)
        sheet = book.worksheets[0]
        change(sheet)
        book.save(self.file)

    def writes(self, row: int, **cells: Any) -> None:
        """Write values into a row; `names_kk` stands for `names.kk`."""
        keys = {key.replace(".", "_"): at for at, key in enumerate(KEYS, 1)}

        def change(sheet: Worksheet) -> None:
            for key, value in cells.items():
                sheet.cell(row, keys[key]).value = value

        self.opens(change)

    def row_of(self, centre: str) -> int:
        sheet = load_workbook(self.file).worksheets[0]
        return next(
            row for row in range(FIRST, sheet.max_row + 1) if sheet.cell(row, 1).value == centre
        )

    def writes_rows(self, *rows: dict[str, str]) -> None:
        """Make a plain file of only these rows, as another program may."""
        with self.file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)

    def text(self, name: str) -> str:
        return (self.settings.knowledge / "centres" / name).read_bytes().decode()

    def bytes_of_all(self) -> dict[str, bytes]:
        folder = self.settings.knowledge
        return {str(path): path.read_bytes() for path in sorted(folder.rglob("*.*"))}


def furnish(folder: Path, name: str = "centres.xlsx") -> Office:
    """Return an office with a copy of all our files."""
    shutil.copytree(KNOWLEDGE, folder / "knowledge")
    settings = Settings(_env_file=None, knowledge=folder / "knowledge", var=folder / "var")
    return Office(settings, folder / name)
