"""What a sheet would do or has done, in sentences for its editor."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from bot.domain.text import Joined, Text, Verbatim, _, _n
from bot.knowledge.spreadsheet.columns import KEYS
from bot.knowledge.spreadsheet.comparing import Change, Comparison
from bot.knowledge.spreadsheet.heads import Head
from bot.knowledge.spreadsheet.rows import FOLDER, Row
from bot.knowledge.spreadsheet.table import Fault, Table, where
from bot.knowledge.spreadsheet.trying import Tried

NEW: Final = _("New: {id} ({file})")
CHANGED: Final = _("Changed: {id} ({file})")
REMOVED: Final = _("To be removed: {file}")
MISSING: Final = _("Missing in the sheet, and kept: {file}")
SHEET_LEFT_OUT: Final = _("The sheet “{sheet}” was left out.")
NOTHING_REMOVED: Final = _(
    "Nothing is removed while rows are refused or the sheet is empty: a centre that is missing may "
    "stand in one of them."
)
NOT_WRITTEN: Final = _("Nothing has been written. To write it, run this again with --apply.")
WRITTEN: Final = _("Written.")
NO_CHANGE: Final = _("Nothing is to be written.")
EMPTY: Final = "—"


@dataclass(frozen=True, slots=True)
class Story:
    """All that is to be told of one import."""

    table: Table
    head: Head
    found: Comparison
    tried: Tried
    removes: bool
    is_written: bool

    @property
    def refused(self) -> set[int]:
        """Return the rows that are refused."""
        return {fault.row for fault in self.tried.faults if not fault.is_notice}

    def lines(self) -> Iterator[Text]:
        """Return the story, the sum of it last."""
        yield from self._seen()
        for change in self.tried.changes:
            yield from _told(change)
        yield from (REMOVED.given(file=name) for name in self.tried.removed)
        kept = (name for name in self.found.missing if name not in self.tried.removed)
        yield from (MISSING.given(file=name) for name in kept)
        for fault in sorted(self.tried.faults, key=lambda one: one.row):
            yield Joined((self._where(fault), fault.advice), ": ")
        yield from self.tried.notices
        if self.removes and self.found.missing and not self.tried.removed:
            yield NOTHING_REMOVED
        yield from self._sum()

    def _seen(self) -> Iterator[Text]:
        yield from self.head.notices
        yield from (SHEET_LEFT_OUT.given(sheet=title) for title in self.table.left_out)
        hidden = sum(line.is_hidden for line in self.head.lines)
        if hidden:
            yield _n(
                "{count} hidden row was read too.", "{count} hidden rows were read too.", hidden
            )

    def _where(self, fault: Fault) -> Text:
        at = self.head.columns.get(fault.key or "")
        return where(self.table.title, fault.row, at, fault.key)

    def _sum(self) -> Iterator[Text]:
        new = sum(change.before is None for change in self.tried.changes)
        changed = len(self.tried.changes) - new
        yield _n("{count} centre is new.", "{count} centres are new.", new)
        yield _n("{count} centre is changed.", "{count} centres are changed.", changed)
        yield _n(
            "{count} centre is unchanged.", "{count} centres are unchanged.", self.found.unchanged
        )
        yield _n("{count} row is refused.", "{count} rows are refused.", len(self.refused))
        if self.tried.changes or self.tried.removed:
            yield WRITTEN if self.is_written else NOT_WRITTEN
        else:
            yield NO_CHANGE


def _told(change: Change) -> Iterator[Text]:
    head = CHANGED if change.before else NEW
    yield head.given(id=str(change.after["id"]), file=change.name)
    if change.before is None:
        yield from (
            Verbatim(f"  {key}: {_said(change.after, key)}") for key in KEYS if change.after[key]
        )
        return
    for key in change.fields:
        yield Verbatim(f"  {key}: {_said(change.before, key)} → {_said(change.after, key)}")


def _said(row: Row, key: str) -> str:
    return str(row[key]).replace("\n", " ⏎ ") or EMPTY


def missing_in_export(names: Iterable[str]) -> Iterator[Text]:
    """Return what is told of files that could not be read, and so are not in a sheet."""
    for name in names:
        if name.startswith(f"{FOLDER}/"):
            yield _(
                "{file} cannot be read and is missing in the sheet: please run `pana check`."
            ).given(file=name)
