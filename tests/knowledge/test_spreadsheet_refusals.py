"""What a sheet says wrongly is refused by row and column, and the good rest is kept."""

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from bot.composition import exchange
from bot.knowledge.spreadsheet import reading
from bot.knowledge.spreadsheet.columns import KEYS
from tests.conftest import NOW
from tests.knowledge.office import Office, furnish

ANEW: Final = date(2026, 11, 22)
DIGITS_LOST: Final = "digits are lost"
WRONG: Final[dict[str, tuple[str, Any, str]]] = {
    "a phone too short": ("phones", "+7717249788", "cannot be dialled"),
    "a phone from abroad": ("phones", "+77172497889; +998712345678", "cannot be dialled"),
    "a phone as a power of ten": ("phones", "7,71725E+10", DIGITS_LOST),
    "a phone that ends in lost digits": ("phones", 77172500000, DIGITS_LOST),
    "a phone that is a fraction": ("phones", 7717249.5, DIGITS_LOST),
    "an unknown region": ("region", "ASS", "Did you mean “AST”"),
    "nothing like a region": ("region", "Mars?!", "choose from the list"),
    "an unknown town": ("place", "astanaa", "Did you mean “astana”"),
    "a town of another region": ("place", "semey", "another region"),
    "an unknown kind": ("kind", "crisis_center", "Did you mean “crisis_centre”"),
    "an unknown status": ("status", "activ", "Did you mean “active”"),
    "an unknown role": ("checked_by", "printed list", "Did you mean “printed-list”"),
    "a language missing": ("names_ru", None, "add it in this one"),
    "a language of hours alone": ("hours_kk", "9-18", "hours.ru"),
    "no source": ("source", None, "fill this cell"),
    "no date": ("checked_on", None, "fill this cell"),
    "a date that may be two": ("checked_on", "05/11/2026", "may mean two days"),
    "a date with a short year": ("checked_on", "05.11.26", "in full"),
    "a date that is none": ("checked_on", "31.11.2026", "no day we can read"),
    "a date that is a word": ("checked_on", "yesterday", "no day we can read"),
    "a date in the future": ("checked_on", date(2027, 1, 1), "future"),
    "an address": ("names_en", "Umit, Abai street 5", "address"),
    "a formula": ("names_en", "=A1", "formula"),
    "a number for a text": ("names_en", 7, "format the cell as text"),
    "a date for a text": ("hours_en", date(2026, 9, 18), "format the cell as text"),
    "a yes for a text": ("names_en", True, "format the cell as text"),
    "an id with spaces": ("id", "AST 01", "id"),
    "the file of another centre": ("file", "astana-korgau.yaml", "two centres"),
    "a file that is not there": ("file", "other.yaml", "two centres"),
}
GOOD: Final[dict[str, tuple[str, Any, str]]] = {
    "a phone as a number": ("phones", 77172497880, "+77172497880"),
    "a phone with the inner 8": ("phones", "8 7172 49-78-80", "+77172497880"),
    "a day with dots": ("checked_on", "05.11.2026", "2026-11-05"),
    "a day with one reading": ("checked_on", "11/20/2026", "2026-11-20"),
    "a day as a workbook counts it": ("checked_on", 46300, "2026-10-05"),
    "a day as text": ("checked_on", "2026-11-05", "2026-11-05"),
}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "now", lambda: NOW)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = furnish(tmp_path)
    office.exports()
    return office


@pytest.mark.parametrize("case", WRONG)
def test_a_bad_row_is_refused_by_its_place_and_the_good_kept(office: Office, case: str) -> None:
    key, value, advice = WRONG[case]
    row = office.row_of("AST-01")
    before = office.text("astana-umit.yaml")
    office.writes(row, **{"checked_on": ANEW, key: value})
    office.writes(office.row_of("KAR-01"), names_en="My Home", checked_on=ANEW)

    assert office.imports() == exchange.REFUSED

    at = f"Centres, row {row}, column "
    refusals = [line for line in office.said if line.startswith(at)]
    assert refusals
    assert advice in "\n".join(refusals)
    field = KEYS[[one.replace(".", "_") for one in KEYS].index(key)]
    if case not in (
        "a language of hours alone",
        "the file of another centre",
        "a file that is not there",
        "a date for a text",
    ):
        letter = get_column_letter(KEYS.index(field) + 1)
        assert f"{at}{letter} ({field}): " in "\n".join(refusals)
    assert office.text("astana-umit.yaml") == before
    assert 'en: "My Home"' in office.text("temirtau-my-home.yaml")


@pytest.mark.parametrize("case", GOOD)
def test_what_is_clear_is_read_honestly(office: Office, case: str) -> None:
    key, value, said = GOOD[case]
    office.writes(office.row_of("AST-01"), **{"checked_on": ANEW, key: value})

    assert office.imports() == exchange.OK
    assert said in office.text("astana-umit.yaml")
    assert f"→ {said}" in office.heard


def test_a_phone_that_became_a_number_is_told(office: Office) -> None:
    office.writes(office.row_of("AST-01"), phones=77172497880, checked_on=ANEW)

    office.imports()
    assert "no digit is lost, so it is read as +77172497880" in office.heard


def test_two_rows_about_one_centre_are_both_refused(office: Office) -> None:
    cells = {key.replace(".", "_"): None for key in KEYS}
    office.writes(office.row_of("KAR-01"), **cells | {"id": "AST-01", "names_kk": "x"})

    assert office.imports(remove=True) == exchange.REFUSED
    assert office.heard.count("stands in another row too") == 2
    assert (office.settings.knowledge / "centres" / "temirtau-my-home.yaml").exists()


def test_a_lost_id_does_not_double_a_centre(office: Office) -> None:
    office.writes(office.row_of("AST-01"), id=None, file=None)

    assert office.imports(remove=True) == exchange.REFUSED
    assert "known already as AST-01" in office.heard


def test_merged_cells_are_refused(office: Office) -> None:
    row = office.row_of("AST-01")
    office.opens(lambda sheet: sheet.merge_cells(f"G{row}:H{row}"))

    assert office.imports() == exchange.REFUSED
    assert f"Centres, row {row}: The cells G{row}:H{row} are merged" in office.heard


def test_a_column_that_stands_twice_is_refused(office: Office) -> None:
    office.opens(lambda sheet: sheet["Z1"].__setattr__("value", "phones"))

    assert office.imports() == exchange.REFUSED
    assert "stands here twice, at J and Z" in office.heard


def test_while_a_file_cannot_be_read_it_is_neither_doubled_nor_removed(office: Office) -> None:
    broken = office.settings.knowledge / "centres" / "astana-umit.yaml"
    broken.write_text("id: [", "utf-8")

    assert office.imports(remove=True) == exchange.REFUSED
    assert "may be known already" in office.heard
    assert broken.read_text("utf-8") == "id: ["
    assert office.exports() == exchange.REFUSED
    assert "astana-umit.yaml cannot be read" in office.heard


def bomb(file: Path) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * (reading.LARGEST_INSIDE + 1))


def swelling(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>')


def other_workbook(file: Path) -> None:
    book = Workbook()
    book.active["A1"] = "shopping"  # type: ignore[index]
    book.save(file)


def endless(file: Path) -> None:
    file.write_text("id,phones\n" + "AST-01,+77172497889\n" * 5003)


BAD_FILES: Final[dict[str, tuple[str, Callable[[Path], object], str]]] = {
    "missing": ("a.xlsx", lambda file: None, "cannot be opened"),
    "another kind": ("a.ods", lambda file: file.write_bytes(b"PK"), ".xlsx or .csv"),
    "locked": ("a.xlsx", lambda file: file.write_bytes(b"\xd0\xcf\x11\xe0" * 99), "password"),
    "an old workbook": ("a.xls", lambda file: file.write_bytes(b"\xd0\xcf\x11\xe0"), ".xls"),
    "no archive": ("a.xlsx", lambda file: file.write_text("<html>"), "no workbook"),
    "an archive of nothing": (
        "a.xlsx",
        lambda file: zipfile.ZipFile(file, "w").close(),
        "no workbook",
    ),
    "a bomb": ("a.xlsx", bomb, "too large"),
    "definitions": ("a.xlsx", swelling, "no workbook"),
    "another workbook": ("a.xlsx", other_workbook, "the columns of centres"),
    "too many rows": ("a.csv", endless, "too large"),
    "too large": ("a.csv", lambda file: file.write_bytes(b"x" * 10_000_001), "too large"),
    "other letters": ("a.csv", lambda file: file.write_bytes("id,Имя".encode("cp1251")), "UTF-8"),
    "an open quote": ("a.csv", lambda file: file.write_text('id,phones\nAST-01,"'), "plain rows"),
    "nothing": ("a.csv", lambda file: file.write_text(""), "the columns of centres"),
}


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_file_that_is_no_sheet_is_refused_with_advice(tmp_path: Path, case: str) -> None:
    name, make, advice = BAD_FILES[case]
    office = furnish(tmp_path, name)
    make(office.file)
    before = office.bytes_of_all()

    assert office.imports(remove=True) == exchange.REFUSED
    assert advice in office.heard
    assert len(office.said) == 1
    assert office.bytes_of_all() == before


def test_what_breaks_the_whole_is_written_nowhere(office: Office) -> None:
    office.writes(office.row_of("AST-01"), id="KAR-01", file=None)

    assert office.imports() == exchange.REFUSED
    assert office.text("astana-umit.yaml").count("\nid: AST-01")
    assert office.text("temirtau-my-home.yaml").count("\nid: KAR-01")


def test_where_files_cannot_be_written_none_is(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.writes(office.row_of("AST-01"), names_en="Umit", checked_on=ANEW)
    office.writes(office.row_of("KAR-01"), names_en="My Home", checked_on=ANEW)
    before = office.bytes_of_all()
    written = Path.write_text

    def write_text(path: Path, *args: Any, **named: Any) -> int:
        if path.name.startswith(".temirtau"):
            raise PermissionError
        return written(path, *args, **named)

    monkeypatch.setattr(Path, "write_text", write_text)

    assert office.imports() == exchange.REFUSED
    assert "nothing was changed" in office.heard
    assert office.bytes_of_all() == before
