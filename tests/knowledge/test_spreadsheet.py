"""What goes out as a sheet comes back as it was, whichever program had it in between."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.composition import exchange
from bot.domain.language import Language
from bot.domain.text import Text
from bot.knowledge import centre_files
from bot.knowledge.models import CentreFile
from bot.knowledge.reader import read_folder
from bot.knowledge.spreadsheet.columns import IN_LANGUAGES, KEYS
from bot.knowledge.spreadsheet.comparing import Comparing
from bot.knowledge.spreadsheet.heads import head_of
from bot.knowledge.spreadsheet.lists import lists_of
from bot.knowledge.spreadsheet.reading import tables_in
from bot.knowledge.spreadsheet.rows import Row, as_row, as_values
from bot.knowledge.spreadsheet.signs import guarded, unguarded
from bot.knowledge.spreadsheet.writing import write_csv, write_xlsx
from tests.conftest import KNOWLEDGE, NOW
from tests.knowledge.office import Office, furnish

SOFFICE: Final = shutil.which("soffice")
NO_LIBREOFFICE: Final = "LibreOffice is not here: install the package libreoffice-calc"
ODD: Final = (
    '"quoted" «too»',
    "one\ntwo",
    "007",
    "=1+1",
    "+7",
    "-x",
    "@a",
    "'=x",
    "🏠 үй",
    "_x0041_",
)
NAME: Final = "centres/astana-umit.yaml"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "now", lambda: NOW)


@pytest.fixture(params=["centres.xlsx", "centres.csv"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Office:
    return furnish(tmp_path, request.param)


def through_libreoffice(file: Path) -> None:
    """Let LibreOffice read the sheet and write it anew."""
    assert SOFFICE is not None
    out = file.parent / "anew"
    home = f"-env:UserInstallation={(file.parent / 'office').as_uri()}"
    where = ("--outdir", str(out), str(file))
    command = (SOFFICE, home, "--headless", "--convert-to", "xlsx", *where)
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    shutil.copy(out / file.name, file)


def odd_row(odd: Iterator[str]) -> Row:
    """Return a good row with odd texts wherever people write."""
    centre = read_folder(KNOWLEDGE).one(NAME, CentreFile)
    row = dict(as_row(NAME, centre))
    texts = (key for key in KEYS if key.partition(".")[0] in (*IN_LANGUAGES, "note", "source"))
    return row | {key: next(odd).strip() or "x" for key in texts}


def changes_nothing(row: Row, file: Path, tmp: Path) -> bool:
    """Tell whether a row comes back through a file as it was, and its YAML as well."""
    folder = tmp / "odd"
    shutil.copytree(KNOWLEDGE, folder, dirs_exist_ok=True)
    (folder / NAME).write_text(centre_files.fresh(as_values(row)), "utf-8", newline="")
    shelf = read_folder(folder)
    assert as_row(NAME, shelf.one(NAME, CentreFile)) == row
    rows = [as_row(name, one) for name, one in shelf.all("centres", CentreFile).items()]
    if file.suffix == ".csv":
        write_csv(rows, file)
    else:
        write_xlsx(rows, lists_of(shelf), file, said)
    if file.name.startswith("office"):
        through_libreoffice(file)
    table = next(tables_in(file))
    head = head_of(table, {})
    assert head is not None
    found = Comparing(shelf, table, head).run()
    return (found.unchanged, found.changes, found.faults) == (len(rows), [], [])


def said(text: Text) -> str:
    """Return words for a heading; which ones does not matter here."""
    return type(text).__name__


def test_our_files_come_back_without_one_byte_changed(office: Office) -> None:
    before = office.bytes_of_all()

    assert office.exports() == exchange.OK
    assert office.imports(remove=True) == exchange.OK

    assert "41 centres are unchanged." in office.said
    assert office.bytes_of_all() == before


@pytest.mark.skipif(SOFFICE is None, reason=NO_LIBREOFFICE)
def test_our_files_come_back_through_libreoffice(tmp_path: Path) -> None:
    office = furnish(tmp_path)
    before = office.bytes_of_all()
    office.exports(None)
    through_libreoffice(office.file)

    assert office.imports(remove=True) == exchange.OK
    assert "41 centres are unchanged." in office.said
    assert office.bytes_of_all() == before


@pytest.mark.skipif(SOFFICE is None, reason=NO_LIBREOFFICE)
def test_odd_texts_come_back_through_libreoffice(tmp_path: Path) -> None:
    row = odd_row(iter(ODD * 3))

    assert changes_nothing(row, tmp_path / "office.xlsx", tmp_path)


@pytest.mark.parametrize("name", ["odd.xlsx", "odd.csv"])
def test_odd_texts_come_back(name: str, tmp_path: Path) -> None:
    assert changes_nothing(odd_row(iter(ODD * 3)), tmp_path / name, tmp_path)


@pytest.mark.parametrize("sign", ["\x85", "\x0b", "\x1c", "\u2028"])
def test_signs_that_break_lines_elsewhere_break_none_in_a_sheet(sign: str, tmp_path: Path) -> None:
    row = odd_row(iter([f"Ақ{sign}тау"] * 30))

    assert changes_nothing(row, tmp_path / "odd.csv", tmp_path)


TEXTS: Final = st.text(
    st.one_of(
        st.sampled_from("=+-@'\"\n;,:#&*!|>%{}[]0-әғқңөұүһі🏠_x\u2028\xa0\t"),
        st.characters(codec="utf-8"),
    ),
    min_size=1,
    max_size=40,
)


@given(TEXTS)
def test_any_text_is_guarded_and_comes_back(words: str) -> None:
    words = unguarded(words)
    cell = guarded(words)

    assert unguarded(cell) == words
    assert cell[:1] not in ("=", "+", "-", "@", "\t")


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(TEXTS.map(unguarded), min_size=14, max_size=14), st.sampled_from(["xlsx", "csv"]))
def test_any_texts_come_back(tmp_path: Path, texts: list[str], kind: str) -> None:
    assert changes_nothing(odd_row(iter(texts)), tmp_path / f"any.{kind}", tmp_path)


def test_a_sheet_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    office = furnish(tmp_path, "nowhere/centres.xlsx")

    assert office.exports() == exchange.REFUSED
    assert "cannot be written" in office.heard
    office.file = tmp_path / "centres.ods"
    assert office.exports() == exchange.REFUSED
    assert ".xlsx or .csv" in office.heard


def test_the_workbook_helps_its_editor(tmp_path: Path) -> None:
    office = furnish(tmp_path)
    office.exports(Language.ENGLISH)
    book = load_workbook(office.file)
    sheet, lists = book.worksheets

    assert [cell.value for cell in sheet[1]] == list(KEYS)
    assert sheet.row_dimensions[1].hidden
    assert [cell.value for cell in sheet[2]][:5] == ["Id", "File", "Region", "Town", "Kind"]
    assert all(cell.comment and cell.comment.text for cell in sheet[2])
    assert "KST: " in sheet["C2"].comment.text
    assert sheet.freeze_panes == "C3"
    assert lists.sheet_state == "hidden"
    chosen = {str(one.sqref).split("3")[0] for one in sheet.data_validations.dataValidation}
    assert {KEYS[ord(letter) - ord("A")] for letter in chosen} == {
        "region",
        "place",
        "kind",
        "status",
        "checked_by",
    }
    phones = sheet.cell(3, KEYS.index("phones") + 1)
    assert (phones.data_type, phones.number_format) == ("s", "@")
    day = sheet.cell(3, KEYS.index("checked_on") + 1)
    assert (day.data_type, day.number_format) == ("d", "yyyy-mm-dd")


def test_plain_rows_cannot_run_as_formulas_and_show_kazakh_in_excel(tmp_path: Path) -> None:
    office = furnish(tmp_path, "centres.csv")
    office.exports()
    data = office.file.read_bytes()

    assert data.startswith(b"\xef\xbb\xbfid,file,region")
    assert b",'+7" in data
    assert b",+7" not in data


def test_headings_are_in_every_language_where_none_is_chosen(tmp_path: Path) -> None:
    office = furnish(tmp_path)
    office.exports(None)
    office.opens(lambda sheet: sheet.delete_rows(1))

    # Without the hidden keys the headings alone lead to the columns.
    assert office.imports() == exchange.OK
    assert "41 centres are unchanged." in office.said


def test_a_thousand_centres_take_seconds(tmp_path: Path) -> None:
    shelf = read_folder(KNOWLEDGE)
    one = shelf.one(NAME, CentreFile)
    for at in range(1000):
        name = f"centres/many-{at}.yaml"
        shelf.read[name] = one.model_copy(update={"id": f"AST-{at + 100}"})
    rows = [as_row(name, each) for name, each in shelf.all("centres", CentreFile).items()]
    began = perf_counter()

    write_xlsx(rows, lists_of(shelf), tmp_path / "many.xlsx", said)
    table = next(tables_in(tmp_path / "many.xlsx"))
    head = head_of(table, {})
    assert head is not None

    assert Comparing(shelf, table, head).run().unchanged == 1041
    # Far more than it needs, for the machine may be busy; what grows by squares would not fit.
    assert perf_counter() - began < 40
