"""Compares a sheet with the files: what is new, what differs, what cannot be read."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.domain.language import Language
from bot.domain.text import Text, _
from bot.knowledge import models
from bot.knowledge.shelf import Shelf
from bot.knowledge.spreadsheet.columns import KEYS, REQUIRED
from bot.knowledge.spreadsheet.heads import Head
from bot.knowledge.spreadsheet.lists import lists_of
from bot.knowledge.spreadsheet.newcomers import FILE_NAME, file_name, next_id
from bot.knowledge.spreadsheet.rows import FOLDER, Row, Value, as_row, differing
from bot.knowledge.spreadsheet.signs import unguarded
from bot.knowledge.spreadsheet.table import Cell, Fault, Line, Table
from bot.knowledge.spreadsheet.values import BadCellError, Reader

NEEDED: Final = _("Please fill this cell.")
NO_LANGUAGE: Final = _("This text is there in another language: please add it in this one.")
MERGED: Final = _("The cells {cells} are merged: please split them and fill each.")
TWICE: Final = _(
    "This centre stands in another row too. Please keep one of them, or give a new id."
)
NOT_ITS_FILE: Final = _("This id and this file belong to two centres. Please look at this row.")
UNREADABLE: Final = _(
    "Some files of centres cannot be read now, so this one may be known already: please run "
    "`pana check` first."
)
BAD_FILE: Final = _("Please leave this empty, or write small Latin letters and .yaml at the end.")
KNOWN_NAME: Final = _(
    "A centre of this name and region is known already as {id}. Please write its id, or give the "
    "new one another name."
)


@dataclass(frozen=True, slots=True)
class Change:
    """A centre that is new, or that a row says otherwise; `before` is None for a new one."""

    row: int
    before: Row | None
    after: Row

    @property
    def name(self) -> str:
        """Return its file below the knowledge."""
        return f"{FOLDER}/{self.after['file']}"

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the columns that differ."""
        return differing(self.before, self.after) if self.before else KEYS


@dataclass(slots=True)
class Comparison:
    """What a sheet would do; rows with a fault do nothing."""

    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    missing: tuple[str, ...] = ()
    faults: list[Fault] = field(default_factory=list)

    @property
    def refused(self) -> set[int]:
        """Return the rows that are refused."""
        return {fault.row for fault in self.faults if not fault.is_notice}


@dataclass(slots=True)
class Comparing:
    """The look at one sheet beside the files of a shelf; raises KeyError without its lists."""

    shelf: Shelf
    table: Table
    head: Head
    found: Comparison = field(default_factory=Comparison)
    known: Mapping[str, Row] = field(init=False)
    _reader: Reader = field(init=False)
    _unread: frozenset[str] = field(init=False)
    _met: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Take the centres as they are, by file."""
        self._reader = Reader(lists_of(self.shelf), self.table.epoch)
        files = self.shelf.all(FOLDER, models.CentreFile)
        rows = (as_row(name, centre) for name, centre in files.items())
        self.known = {str(row["file"]): row for row in rows}
        faulty = {fault.file for fault in self.shelf.complaints} - self.shelf.read.keys()
        self._unread = frozenset(name for name in faulty if name.startswith(f"{FOLDER}/"))

    def run(self) -> Comparison:
        """Compare every row."""
        read = [self._read(line) for line in self.head.lines]
        for change in self._without_twice([one for one in read if one is not None]):
            if change.before is not None and not change.fields:
                self.found.unchanged += 1
            else:
                self.found.changes.append(change)
        met = set(self._met.values())
        self.found.missing = tuple(f"{FOLDER}/{file}" for file in self.known if file not in met)
        self._add_names()
        return self.found

    def _read(self, line: Line) -> Change | None:
        before, is_clear = self._known(line)
        if before is not None:
            self._met[line.number] = str(before["file"])
        if line.number in self.table.merged:
            self._complain(line, None, MERGED.given(cells=self.table.merged[line.number]))
            return None
        after = {key: self._value(line, key, before) for key in KEYS}
        if is_clear:
            self._check_whole(line, after, before)
        if line.number in self.found.refused:
            return None
        return Change(line.number, before, after)

    def _known(self, line: Line) -> tuple[Row | None, bool]:
        """Return the centre which a row is about, and whether that is clear."""
        one, file = self._words(line, "id"), self._words(line, "file")
        by_id = next((row for row in self.known.values() if row["id"] == one), None)
        by_file = self.known.get(file)
        if not (by_id or by_file) and self._unread:
            self._complain(line, None, UNREADABLE)
        elif by_id and file and by_id is not by_file:
            self._complain(line, "id", NOT_ITS_FILE)
        else:
            return by_file or by_id, True
        return by_file or by_id, False

    def _words(self, line: Line, key: str) -> str:
        cell = self._cell(line, key)
        return unguarded(cell) if isinstance(cell, str) else ""

    def _cell(self, line: Line, key: str) -> Cell:
        at = self.head.columns.get(key, len(line.cells))
        return line.cells[at] if at < len(line.cells) else None

    def _value(self, line: Line, key: str, before: Row | None) -> Value:
        """Return what a row says; where the sheet lacks the column, what is known."""
        known = before[key] if before else ""
        if before and (key not in self.head.columns or self._is_as_known(line, key, known)):
            return known
        # A file keeps its name: it is where its history stands.
        if before and key == "file":
            return known
        try:
            value = self._reader.read(key, self._cell(line, key))
        except BadCellError as bad:
            self._complain(line, key, bad.advice)
            return known
        if self._reader.told is not None and value != known:
            self.found.faults.append(Fault(line.number, key, self._reader.told, is_notice=True))
        return value

    def _is_as_known(self, line: Line, key: str, known: Value) -> bool:
        cell = self._cell(line, key)
        said = unguarded(cell) if isinstance(cell, str) else cell or ""
        return said == known or (key == "id" and not said)

    def _check_whole(self, line: Line, row: Mapping[str, Value], before: Row | None) -> None:
        faulty = {fault.key for fault in self.found.faults if fault.row == line.number}
        for key in KEYS:
            field, _dot, language = key.partition(".")
            # A field in languages is needed whole, or not at all.
            others = [row[f"{field}.{each}"] for each in Language] if language else []
            if row[key] or key in faulty:
                continue
            if any(others):
                self._complain(line, key, NO_LANGUAGE)
            elif key in REQUIRED:
                self._complain(line, key, NEEDED)
        file = str(row["file"])
        if before is None and file and not FILE_NAME.fullmatch(file):
            self._complain(line, "file", BAD_FILE)
        if before is None and (same := self._same_name(row)) is not None:
            self._complain(line, "id", KNOWN_NAME.given(id=str(same["id"])))

    def _same_name(self, row: Mapping[str, Value]) -> Row | None:
        names = [key for key in KEYS if key.startswith("names.")]
        return next(
            (
                known
                for known in self.known.values()
                if all(known[key] == row[key] for key in ("region", "place", *names))
                and (not row["id"] or known["file"] not in self._met.values())
            ),
            None,
        )

    def _without_twice(self, changes: list[Change]) -> Iterator[Change]:
        """Return the rows of which each is about a centre of its own."""
        met = Counter(self._met.values())
        key = "id" if "id" in self.head.columns else "file"
        for row in (row for row, file in self._met.items() if met[file] > 1):
            self.found.faults.append(Fault(row, key, TWICE))
        ids = Counter(str(change.after["id"]) for change in changes)
        files = Counter(str(change.after["file"]) for change in changes)
        for change in changes:
            one, file = str(change.after["id"]), str(change.after["file"])
            if change.row in self.found.refused:
                continue
            if (one and ids[one] > 1) or (file and files[file] > 1):
                self.found.faults.append(Fault(change.row, key, TWICE))
            else:
                yield change

    def _add_names(self) -> None:
        """Give new centres an id and a file where they have none."""
        changes = self.found.changes
        ids = {str(row["id"]) for row in self.known.values()}
        ids |= {str(change.after["id"]) for change in changes}
        files = {*self.known, *(name.rpartition("/")[2] for name in self._unread)}
        files |= {str(change.after["file"]) for change in changes}
        regions = self.shelf.one("regions.yaml", models.RegionsFile).regions
        names = {one.id: one.short.en for one in regions}
        for at, change in enumerate(changes):
            row = dict(change.after)
            row["id"] = row["id"] or next_id(str(row["region"]), ids)
            row["file"] = row["file"] or file_name(row, names.get(str(row["region"]), ""), files)
            ids.add(str(row["id"]))
            files.add(str(row["file"]))
            changes[at] = Change(change.row, change.before, row)

    def _complain(self, line: Line, key: str | None, advice: Text) -> None:
        self.found.faults.append(Fault(line.number, key, advice))
