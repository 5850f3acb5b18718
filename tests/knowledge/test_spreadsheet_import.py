"""An import shows what would change, changes only that, and removes nothing unasked."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from bot.composition import exchange
from tests.conftest import NOW
from tests.knowledge.office import FIRST, Office, furnish

UMIT = "astana-umit.yaml"
# Whoever changes what visitors read has checked it anew.
ANEW = date(2026, 11, 22)
NEW_CENTRE = {
    "region": "AST",
    "place": "astana",
    "kind": "crisis_centre",
    "status": "unverified",
    "names_kk": "«Сенім» дағдарыс орталығы",
    "names_ru": "Кризисный центр «Сеним»",
    "names_en": "Senim crisis centre",
    "phones": "8 (7172) 40-00-01",
    "source": "the centre's own page",
    "checked_on": "20.11.2026",
    "checked_by": "public-sources",
}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "now", lambda: NOW)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = furnish(tmp_path)
    office.exports()
    return office


def test_a_change_is_shown_and_nothing_is_written(office: Office) -> None:
    before = office.bytes_of_all()
    office.writes(office.row_of("AST-01"), phones="+77172497889", checked_on=ANEW)

    assert office.imports(apply=False) == exchange.OK

    assert "Changed: AST-01 (centres/astana-umit.yaml)" in office.said
    assert "  phones: +77172497889; +77073362036 → +77172497889" in office.said
    assert "--apply" in office.said[-1]
    assert office.bytes_of_all() == before


def test_a_change_is_written_and_every_other_sign_stays(office: Office) -> None:
    path = office.settings.knowledge / "centres" / UMIT
    path.write_text("# called twice\n" + office.text(UMIT).replace("hours:", "# ask them\nhours:"))
    before = office.bytes_of_all()
    office.writes(
        office.row_of("AST-01"),
        phones="+77172497889; +77073362037 (hotline)",
        names_en="Umit",
        checked_on=ANEW,
    )

    assert office.imports() == exchange.OK

    after = office.bytes_of_all()
    assert [name for name in after if after[name] != before[name]] == [str(path)]
    text = before[str(path)].decode().replace("Umit crisis centre", "Umit")
    text = text.replace('36"', '37"\n    label: hotline').replace("2026-11-21", "2026-11-22")
    assert after[str(path)].decode() == text


def test_after_an_import_the_sheet_says_what_the_files_say(office: Office) -> None:
    office.writes(
        office.row_of("AST-01"),
        hours_kk="тәулік бойы",
        hours_ru="круглосуточно",
        hours_en="day and night",
        checked_on=ANEW,
    )
    office.imports()
    office.exports()

    office.imports()
    assert "41 centres are unchanged." in office.said


def test_a_row_without_an_id_becomes_a_centre(office: Office) -> None:
    office.writes(FIRST + 41, **NEW_CENTRE)

    assert office.imports() == exchange.OK

    assert "New: AST-02 (centres/astana-senim.yaml)" in office.said
    text = office.text("astana-senim.yaml")
    assert "\nid: AST-02\nregion: AST\nplace: astana\n" in text
    assert '  - number: "+77172400001"\n' in text
    assert "checked_on: 2026-11-20\n" in text
    office.exports()
    office.imports()
    assert "42 centres are unchanged." in office.said


def test_two_new_centres_of_one_name_get_files_of_their_own(office: Office) -> None:
    office.writes(FIRST + 41, **NEW_CENTRE)
    office.writes(FIRST + 42, **NEW_CENTRE | {"phones": "+77172400002", "names_ru": "«Сеним»"})

    office.imports()

    assert "New: AST-02 (centres/astana-senim.yaml)" in office.said
    assert "New: AST-03 (centres/astana-senim-2.yaml)" in office.said


def test_names_are_understood_where_ids_are_wanted(office: Office) -> None:
    office.writes(
        FIRST + 41, **NEW_CENTRE | {"region": "Астана қаласы", "place": "Нұр-Сұлтан", "id": "AST-9"}
    )
    office.imports(apply=False)
    assert "(place): “Нұр-Сұлтан” is not known here" in office.heard

    office.writes(FIRST + 41, place="АСТАНА")
    office.imports()
    assert "place: astana\n" in office.text("astana-senim.yaml")


def test_an_id_may_change_where_the_file_stays(office: Office) -> None:
    office.writes(office.row_of("AST-01"), id="AST-77", checked_on=ANEW)

    office.imports()

    assert "  id: AST-01 → AST-77" in office.said
    assert "\nid: AST-77\n" in office.text(UMIT)


def test_a_centre_that_is_missing_is_kept_unless_removal_is_asked_for(office: Office) -> None:
    row = office.row_of("KAR-01")
    office.opens(lambda sheet: sheet.delete_rows(row))
    file = office.settings.knowledge / "centres" / "temirtau-my-home.yaml"

    office.imports()
    assert "Missing in the sheet, and kept: centres/temirtau-my-home.yaml" in office.said
    assert file.exists()
    office.imports(apply=False, remove=True)
    assert "To be removed: centres/temirtau-my-home.yaml" in office.said
    assert file.exists()
    office.imports(remove=True)
    assert not file.exists()


def test_nothing_is_removed_while_a_row_is_refused(office: Office) -> None:
    row = office.row_of("KAR-01")
    office.opens(lambda sheet: sheet.delete_rows(row))
    office.writes(office.row_of("AST-01"), phones="12")

    assert office.imports(remove=True) == exchange.REFUSED

    assert "Nothing is removed" in office.heard
    assert (office.settings.knowledge / "centres" / "temirtau-my-home.yaml").exists()


def test_an_empty_sheet_removes_nothing(office: Office) -> None:
    office.opens(lambda sheet: sheet.delete_rows(FIRST, 50))

    office.imports(remove=True)

    assert "Nothing is removed" in office.heard
    assert len(list((office.settings.knowledge / "centres").iterdir())) == 41


def test_a_few_columns_change_only_themselves(tmp_path: Path) -> None:
    office = furnish(tmp_path, "calls.csv")
    office.writes_rows(
        {"id": "AST-01", "phones": "'+77172497889", "checked_on": "22.11.2026", "mood": "kind"}
    )

    assert office.imports() == exchange.OK

    assert "  phones: +77172497889; +77073362036 → +77172497889" in office.said
    assert "Column D is not known here and was left out." in office.said
    assert "Umit crisis centre" in office.text(UMIT)


@pytest.mark.parametrize(("separator", "encoding"), [(";", "utf-8"), ("\t", "utf-16")])
def test_plain_rows_are_read_as_programs_write_them(
    tmp_path: Path, separator: str, encoding: str
) -> None:
    office = furnish(tmp_path, "centres.csv")
    rows = (("id", "names.kk", "checked_on"), ("AST-01", "«Үміт»", "22.11.2026"))
    office.file.write_text("\r\n".join(map(separator.join, rows)), encoding, newline="")

    assert office.imports() == exchange.OK
    assert '  kk: "«Үміт»"\n' in office.text(UMIT)


def with_another_sheet(sheet: Worksheet) -> None:
    assert sheet.parent is not None
    sheet.parent.create_sheet("Calls")["A1"] = "x"


def test_other_sheets_and_hidden_rows_are_told(office: Office) -> None:
    row = office.row_of("AST-01")
    office.opens(lambda sheet: sheet.row_dimensions[row].__setattr__("hidden", True))
    office.opens(with_another_sheet)

    assert office.imports() == exchange.OK
    assert "The sheet “Calls” was left out." in office.said
    assert "1 hidden row was read too." in office.said
    assert "41 centres are unchanged." in office.said


def test_a_renamed_heading_breaks_nothing(office: Office) -> None:
    office.opens(lambda sheet: sheet["J2"].__setattr__("value", "Whom to call"))

    assert office.imports() == exchange.OK
    assert "41 centres are unchanged." in office.said
