"""`pana knowledge due`: said in the editor's language, and of a broken file too."""

import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from bot.composition import due as command
from bot.domain.language import Language
from bot.knowledge import models
from bot.knowledge.reader import read_folder
from bot.settings import Settings
from tests.knowing import KNOWLEDGE

CENTRE: Final = "centres/astana-umit.yaml"
RIGHT: Final = "rights/threats.yaml"
NOON: Final = datetime(2026, 11, 23, 7, tzinfo=UTC)
Due = Callable[..., list[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder in which everything was checked on 21 November 2026."""
    copied = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, copied)
    for file in (*copied.rglob("*.yaml"), *copied.rglob("*.yml")):
        text = file.read_text("utf-8")
        dated = re.sub(r"^checked_on: .*$", "checked_on: 2026-11-21", text, flags=re.MULTILINE)
        file.write_text(dated, "utf-8")
    return copied


@pytest.fixture
def due(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Due:
    def said(
        within: int = 30, language: Language = Language.ENGLISH, now: datetime = NOON
    ) -> list[str]:
        monkeypatch.setattr(command, "now", lambda: now)
        lines: list[str] = []
        settings = Settings(knowledge=folder, _env_file=None)
        assert command.due(settings, within, language, lines.append) == 0
        return lines

    return said


def test_it_says_when_nothing_is_due(due: Due) -> None:
    assert due(within=7) == ["Nothing is due by 2026-11-30."]


def test_it_names_what_is_due_with_its_day_and_file(due: Due, folder: Path) -> None:
    head, *rows = due(within=30)

    assert head == "To be checked by 2026-12-23, the oldest first:"
    assert [row for row in rows if row.endswith("check by 2026-12-21")] == rows
    assert any(str(folder / "numbers.yaml") in row for row in rows)


def test_the_oldest_stands_first_and_says_what_visitors_read(due: Due, folder: Path) -> None:
    file = folder / CENTRE
    file.write_text(file.read_text("utf-8").replace("2026-11-21", "2024-01-01"), "utf-8")
    _head, first, *rest = due()

    assert str(file) in first
    assert "only sent to 111" in first
    assert rest


def test_the_day_is_that_of_kazakhstan(due: Due) -> None:
    late = datetime(2026, 11, 23, 19, 30, tzinfo=UTC)

    assert due(within=0, now=late) == ["Nothing is due by 2026-11-24."]


@pytest.mark.parametrize("within", [-5, 10**15])
def test_any_number_of_days_is_answered(due: Due, within: int) -> None:
    rows = due(within=within)

    assert (len(rows) > 1) is (within > 0)


def test_a_file_that_is_refused_is_named(due: Due, folder: Path) -> None:
    (folder / CENTRE).write_text("id: [\n", "utf-8")
    right = folder / RIGHT
    right.write_text(right.read_text("utf-8").replace("2026-11-21", "2026-12-24"), "utf-8")
    said = due(within=7)

    assert "These files are refused. Please run `pana check` for the advice:" in said
    (unread,) = (line for line in said if str(folder / CENTRE) in line)
    assert unread.endswith("It could not be read, so it is missing above.")
    assert f"  {right}" in said


@pytest.mark.parametrize("language", Language)
def test_titles_stand_in_the_language_of_the_editor(
    due: Due, folder: Path, language: Language
) -> None:
    title = read_folder(folder).one(RIGHT, models.RightFile).title

    (row,) = (row for row in due(language=language, now=NOON + timedelta(days=80)) if RIGHT in row)
    assert f" · {getattr(title, language)} · " in row
