"""`pana knowledge export` and `import`: the directory goes out as a sheet and comes back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from bot.composition.application import now
from bot.domain.calendar import day_of
from bot.domain.language import Language
from bot.domain.text import Text, _, _n
from bot.knowledge import centre_files, models
from bot.knowledge.keeper import alone
from bot.knowledge.reader import read_folder
from bot.knowledge.shelf import Shelf
from bot.knowledge.spreadsheet import telling
from bot.knowledge.spreadsheet.columns import COLUMNS
from bot.knowledge.spreadsheet.comparing import Comparing
from bot.knowledge.spreadsheet.heads import NO_HEAD, Head, head_of
from bot.knowledge.spreadsheet.lists import lists_of
from bot.knowledge.spreadsheet.reading import OTHER_KIND, tables_in
from bot.knowledge.spreadsheet.rows import FOLDER, as_row
from bot.knowledge.spreadsheet.table import Table, UnusableSheetError
from bot.knowledge.spreadsheet.trying import Ground, try_out
from bot.knowledge.spreadsheet.writing import write_csv, write_xlsx
from bot.settings import Settings
from bot.translation.catalogs import translations
from bot.translation.translator import Translator

OK: Final = 0
REFUSED: Final = 1
# Between the same words in three languages, where no language was chosen.
BETWEEN: Final = " · "

NOT_WRITTEN: Final = _("{file} cannot be written: is it open in another program?")
NO_LISTS: Final = _(
    "The lists of regions, towns, kinds or roles cannot be read: please run `pana check` first."
)
NOT_SAVED: Final = _("The files of centres cannot be written, and nothing was changed: {folder}")

Say = Callable[[str], None]


def export(settings: Settings, file: Path, language: Language | None, say: Say) -> int:
    """Write the directory as .xlsx or .csv, or as HSDS (.json); headings in every language or one.

    Centres whose files cannot be read are told, and missing.
    """
    translator, shelf = Translator(translations()), read_folder(settings.knowledge)

    def words(text: Text) -> str:
        return translator.say(text, language, BETWEEN)

    try:
        _write(shelf, file, language, words)
    except UnusableSheetError as error:
        say(words(error.advice))
        return REFUSED
    unread = sorted({fault.file for fault in shelf.complaints} - shelf.read.keys())
    left_out = list(telling.missing_in_export(unread))
    for text in left_out:
        say(words(text))
    count = len(shelf.all(FOLDER, models.CentreFile))
    say(words(_n("{count} centre was written.", "{count} centres were written.", count)))
    return REFUSED if left_out else OK


def _write(
    shelf: Shelf, file: Path, language: Language | None, words: Callable[[Text], str]
) -> None:
    try:
        _write_as(shelf, file, language, words)
    except KeyError:
        raise UnusableSheetError(NO_LISTS) from None
    except OSError:
        raise UnusableSheetError(NOT_WRITTEN.given(file=str(file))) from None


def _write_as(
    shelf: Shelf, file: Path, language: Language | None, words: Callable[[Text], str]
) -> None:
    rows = [as_row(name, centre) for name, centre in shelf.all(FOLDER, models.CentreFile).items()]
    match file.suffix.lower():
        case ".xlsx":
            write_xlsx(rows, lists_of(shelf), file, words)
        case ".csv":
            write_csv(rows, file)
        case ".json":
            from bot.knowledge.hsds import write_hsds

            write_hsds(shelf, file, language)
        case _:
            raise UnusableSheetError(OTHER_KIND)


def import_(
    settings: Settings, file: Path, language: Language, *, apply: bool, remove: bool, say: Say
) -> int:
    """Show what a sheet would change; change the files only where that is asked for.

    Good rows are kept where others are refused; a centre that is missing in the sheet is removed
    only with `remove`, and only where every row was read.
    """
    translator = Translator(translations())
    try:
        table, head = _opened(file, _headings(translator))
        # Nobody else writes between the look at the files and the change of them.
        with alone(settings.var):
            story = _Import(settings, table, head, apply=apply, remove=remove).run()
    except UnusableSheetError as error:
        say(f"{file}: {translator.say(error.advice, language)}")
        return REFUSED
    for text in story.lines():
        say(translator.say(text, language))
    return REFUSED if story.refused else OK


def _opened(file: Path, headings: dict[str, str]) -> tuple[Table, Head]:
    """Return the first sheet that is about centres; the others are left out."""
    tables = list(tables_in(file))
    found = ((table, head_of(table, headings)) for table in tables)
    chosen = next(((table, head) for table, head in found if head is not None), None)
    if chosen is None:
        raise UnusableSheetError(NO_HEAD)
    table, head = chosen
    others = tuple(other.title for other in tables if other is not table)
    return replace(table, left_out=others), head


def _headings(translator: Translator) -> dict[str, str]:
    """Return the keys of the columns by what they are called in every language, and in all."""
    spoken: Sequence[Language | None] = (*Language, None)
    return {
        translator.say(column.heading, language, BETWEEN).casefold(): column.key
        for column in COLUMNS
        for language in spoken
    }


@dataclass(frozen=True, slots=True)
class _Import:
    settings: Settings
    table: Table
    head: Head
    apply: bool
    remove: bool

    def run(self) -> telling.Story:
        settings = self.settings
        shelf = read_folder(settings.knowledge)
        on = Ground(settings.knowledge, shelf, day_of(now()), settings.ages)
        try:
            found = Comparing(on.shelf, self.table, self.head).run()
        except KeyError:
            raise UnusableSheetError(NO_LISTS) from None
        may_remove = self.remove and self.head.lines and not found.refused
        tried = try_out(found, on, found.missing if may_remove else ())
        is_written = self.apply and bool(tried.texts)
        if is_written:
            self._save(tried.texts)
        return telling.Story(self.table, self.head, found, tried, self.remove, is_written)

    def _save(self, texts: Mapping[str, str | None]) -> None:
        try:
            centre_files.write(self.settings.knowledge, texts)
        except OSError:
            folder = self.settings.knowledge / FOLDER
            raise UnusableSheetError(NOT_SAVED.given(folder=str(folder))) from None
