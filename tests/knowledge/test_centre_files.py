"""A centre's file changes only where it says something else."""

from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from bot.knowledge import centre_files, models
from bot.knowledge.files import read_file
from bot.knowledge.spreadsheet.rows import as_row, as_values
from tests.conftest import KNOWLEDGE

TEXT: Final = """# head
id: AST-01  # ours
region: AST
place: 'astana'

names:
  kk: "Үміт"
  # as they say it
  ru: 'Умит'
  en: Umit
phones:
  # called twice
  - number: "+77172497889"
  - number: "+77073362036"  # the night
    label: hotline
# ask them
hours: null
note: >-
  One paragraph,
  in two lines.
source: "x"
checked_on: 2026-11-21
# the end
"""
CHANGES: Final[dict[str, tuple[tuple[str, ...], Any, str, str]]] = {
    "a bare word": (("id",), "AST-02", "id: AST-01  #", "id: AST-02  #"),
    "a word in quotes": (("place",), "semey", "'astana'", "'semey'"),
    "one language": (("names", "ru"), "Надежда", "'Умит'", "'Надежда'"),
    "a bare text gets quotes": (("names", "en"), "a: b", "en: Umit", 'en: "a: b"'),
    "a day": (("checked_on",), date(2026, 11, 22), "11-21", "11-22"),
    "a paragraph": (("note",), "Another.", "One paragraph,\n  in two lines.", "Another."),
    "a text with two lines": (
        ("note",),
        "a\nb",
        ">-\n  One paragraph,\n  in two lines.",
        '"a\\nb"',
    ),
    "no town": (("place",), None, "'astana'", "null"),
    "words where there were none": (
        ("hours",),
        {"kk": "а", "ru": "б", "en": "c"},
        "hours: null",
        'hours:\n  kk: "а"\n  ru: "б"\n  en: "c"',
    ),
    "another number": (
        ("phones",),
        [{"number": "+77172497880"}, {"number": "+77073362036", "label": "hotline"}],
        "97889",
        "97880",
    ),
    "one number fewer": (
        ("phones",),
        [{"number": "+77172497889"}],
        '  - number: "+77073362036"  # the night\n    label: hotline\n',
        "",
    ),
    "one number more": (
        ("phones",),
        [
            {"number": "+77172497889"},
            {"number": "+77073362036", "label": "hotline"},
            {"number": "+77000000000"},
        ],
        "    label: hotline\n",
        '    label: hotline\n  - number: "+77000000000"\n',
    ),
    "a key that was not there": (("kind",), "charity", "names:", "kind: charity\nnames:"),
}


@pytest.mark.parametrize("case", CHANGES)
def test_only_what_changes_is_written_anew(case: str) -> None:
    place, value, old, new = CHANGES[case]
    assert TEXT.count(old) == 1

    assert centre_files.changed(TEXT, {place: value}) == TEXT.replace(old, new)


def test_line_ends_and_a_mark_at_the_beginning_stay() -> None:
    text = "\ufeff" + TEXT.replace("\n", "\r\n")

    assert centre_files.changed(text, {("id",): "AST-02"}) == text.replace("AST-01", "AST-02")


def test_an_unusual_layout_still_says_what_is_wanted() -> None:
    text = "{id: A, names: {kk: a, ru: b, en: c}, hours: null}\n"
    changed = centre_files.changed(text, {("names", "ru"): "д", ("id",): "B"})

    values = {"id": "B", "names": {"kk": "a", "ru": "д", "en": "c"}, "hours": None}
    assert yaml.safe_load(changed) == values


def test_fields_in_one_line_are_changed_without_their_neighbours() -> None:
    text = "# head\nid: A # ours\nnames: {kk: a, ru: b, en: c}\nhours: null # ask\n"
    changed = centre_files.changed(text, {("names", "ru"): "д"})

    assert changed.startswith("# head\nid: A # ours\nnames:")
    assert changed.endswith("\nhours: null # ask\n")
    assert yaml.safe_load(changed)["names"] == {"kk": "a", "ru": "д", "en": "c"}


@pytest.mark.parametrize(
    "path", sorted((KNOWLEDGE / "centres").iterdir()), ids=lambda path: path.stem
)
def test_a_new_file_looks_like_ours(path: Path) -> None:
    name = f"centres/{path.name}"
    values = read_file(KNOWLEDGE, name).values
    row = as_row(name, models.CentreFile.model_validate(values))

    fresh = yaml.safe_load(centre_files.fresh(as_values(row)))
    # A phone in quotes stays text, a day stays a day.
    assert fresh["phones"] == values["phones"]
    assert isinstance(fresh["checked_on"], date)
    again = as_row(name, models.CentreFile.model_validate(fresh))
    assert again == row


def test_files_are_written_and_removed(tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text("a", "utf-8")
    (tmp_path / "kept.yaml").write_text("a", "utf-8")
    (tmp_path / "kept.yaml").chmod(0o640)

    centre_files.write(tmp_path, {"kept.yaml": "ә\r\n", "new.yaml": "b", "old.yaml": None})

    assert {path.name for path in tmp_path.iterdir()} == {"kept.yaml", "new.yaml"}
    assert (tmp_path / "kept.yaml").read_bytes() == "ә\r\n".encode()
    assert (tmp_path / "kept.yaml").stat().st_mode & 0o777 == 0o640
