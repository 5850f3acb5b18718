"""Tries a sheet on the whole knowledge before anything is written: what it breaks is refused."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from bot.domain.advice import Complaint
from bot.domain.guide import Ages
from bot.domain.text import Text, _
from bot.knowledge import centre_files
from bot.knowledge.keeper import read_guide
from bot.knowledge.shelf import Shelf
from bot.knowledge.spreadsheet.columns import IN_LANGUAGES, key_of
from bot.knowledge.spreadsheet.comparing import Change, Comparison
from bot.knowledge.spreadsheet.rows import Row, as_values
from bot.knowledge.spreadsheet.table import Fault

ELSEWHERE: Final = _("With this change {file} would no longer be right: {advice}")
NOT_REMOVED: Final = _("Nothing was removed, for {file} would no longer be right: {advice}")


@dataclass(frozen=True, slots=True)
class Ground:
    """The knowledge as it is, on which a sheet is tried."""

    folder: Path
    shelf: Shelf
    today: date
    ages: Ages

    def with_drafts(self, drafts: Mapping[str, str | None]) -> tuple[Complaint, ...]:
        """Return what would be wrong with drafts in the place of files, and is not now."""
        complaints = self._complaints(drafts, self.shelf)
        own = tuple(each for each in complaints if each.file in drafts)
        others = [each for each in complaints if each.file not in drafts and not each.is_notice]
        # A look at the files as they are costs as much again, and is seldom needed.
        already = self._complaints({}, None) if others else ()
        return (*own, *(each for each in others if each not in already))

    def _complaints(
        self, drafts: Mapping[str, str | None], before: Shelf | None
    ) -> tuple[Complaint, ...]:
        reading, _shelf = read_guide(
            self.folder, self.today, drafts=drafts, before=before, ages=self.ages
        )
        return reading.complaints


@dataclass(frozen=True, slots=True)
class Tried:
    """What may be written: texts by file, None for one that is to be removed."""

    texts: Mapping[str, str | None]
    changes: tuple[Change, ...]
    removed: tuple[str, ...]
    faults: tuple[Fault, ...]
    notices: tuple[Text, ...] = ()


def try_out(found: Comparison, on: Ground, removing: Iterable[str]) -> Tried:
    """Return what is left of a comparison once all that would break something is refused."""
    texts = {change.name: text_of(change, on.shelf) for change in found.changes}
    tried = Tried(texts, tuple(found.changes), tuple(removing), tuple(found.faults))
    while True:
        drafts = {
            **{change.name: texts[change.name] for change in tried.changes},
            **dict.fromkeys(tried.removed, None),
        }
        complaints = on.with_drafts(drafts) if drafts else ()
        if all(each.is_notice for each in complaints):
            return _finished(tried, drafts, complaints)
        tried = _without_bad(tried, complaints)


def text_of(change: Change, shelf: Shelf) -> str:
    """Return the file of a centre as a row wants it."""
    values = as_values(change.after)
    name = change.name
    if change.before is None:
        return centre_files.fresh(values)
    answers = _answers(change.before, values)
    return centre_files.changed(shelf.sources[name].text, answers)


def _answers(before: Row, values: Mapping[str, Any]) -> dict[tuple[str, ...], Any]:
    """Return the values that differ by the ways to them."""
    old = as_values(before)
    answers: dict[tuple[str, ...], Any] = {}
    for key, value in values.items():
        if key in IN_LANGUAGES and old[key] and value:
            answers |= {
                (key, language): words
                for language, words in value.items()
                if words != old[key][language]
            }
        elif value != old[key]:
            answers[key,] = value
    return answers


def _without_bad(tried: Tried, complaints: Iterable[Complaint]) -> Tried:
    """Refuse the rows whose files are complained about; else what breaks other files."""
    refusals = [each for each in complaints if not each.is_notice]
    faults = tuple(_faults(tried.changes, refusals))
    if faults:
        return _without_rows(tried, faults)
    first = refusals[0]
    if tried.removed:
        notice = NOT_REMOVED.given(file=first.file, advice=first.advice)
        return replace(tried, removed=(), notices=(*tried.notices, notice))
    advice = ELSEWHERE.given(file=first.file, advice=first.advice)
    return _without_rows(tried, tuple(Fault(one.row, None, advice) for one in tried.changes))


def _faults(changes: Iterable[Change], complaints: Iterable[Complaint]) -> Iterator[Fault]:
    rows = {change.name: change.row for change in changes}
    for each in complaints:
        if each.file in rows:
            yield Fault(rows[each.file], key_of(each.place), each.advice, each.is_notice)


def _without_rows(tried: Tried, faults: tuple[Fault, ...]) -> Tried:
    bad = {fault.row for fault in faults}
    left = tuple(change for change in tried.changes if change.row not in bad)
    # A centre that seems to be missing may stand in a row that is refused.
    return replace(tried, changes=left, removed=(), faults=(*tried.faults, *faults))


def _finished(
    tried: Tried, drafts: Mapping[str, str | None], notices: Iterable[Complaint]
) -> Tried:
    told = tuple(_faults(tried.changes, notices))
    return replace(tried, texts=drafts, faults=(*tried.faults, *told))
