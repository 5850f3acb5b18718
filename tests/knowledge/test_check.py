"""What `pana check` says of a whole folder, through the command and without it."""

import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from bot.checking import check
from bot.domain.calendar import day_of
from bot.domain.guide import Ages
from bot.domain.language import Language
from bot.domain.text import Phrase
from bot.knowledge import reader, slips
from bot.knowledge.before import shelf_before
from bot.knowledge.checks import Circumstances, checked, dates, lengths, quick_cards
from bot.knowledge.keeper import read_guide
from bot.knowledge.reader import read_folder
from bot.settings import Settings
from tests.conftest import KNOWLEDGE, NOW
from tests.knowledge.mutations import CARDS, CENTRE, CHECKED_TODAY, RIGHT, swap
from tests.knowledge.test_mutations import MUTATIONS, line_of
from tests.programs import run

TODAY: Final = day_of(NOW)
# Damage of every sort, for the real command.
A_HANDFUL: Final = ("a key with a slip", "a phone with 8", "a street in Russian", "a tab")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(KNOWLEDGE, tmp_path / "knowledge"))


def settings_for(folder: Path, var: Path) -> Settings:
    """Return settings that look at a folder."""
    return Settings(knowledge=folder, var=var)


def commit(folder: Path) -> None:
    """Commit a folder in a repository of its own."""
    who = ("-c", "user.name=Editor", "-c", "user.email=editor@example.kz")
    for words in (("init", "--quiet"), ("add", "."), (*who, "commit", "--quiet", "-m", "All")):
        subprocess.run(("git", *words), cwd=folder, check=True, capture_output=True, timeout=30)


def test_our_own_files_are_without_fault_and_without_notice() -> None:
    reading, shelf = read_guide(KNOWLEDGE, TODAY)

    assert reading.complaints == ()
    assert shelf.is_good


@pytest.mark.parametrize("language", list(Language))
def test_a_card_too_long_for_a_screen_is_found_in_each_language(
    folder: Path, language: Language
) -> None:
    file = folder / RIGHT
    before, after = file.read_text(encoding="utf-8").split("\nwhat:\n")
    longer = after.replace(f'  {language.value}: "', f'  {language.value}: "{"ы" * 600}', 1)
    file.write_text(f"{before}\nwhat:\n{longer}", encoding="utf-8")

    reading, _shelf = read_guide(folder, TODAY)

    complaint = next(
        one
        for one in reading.complaints
        if isinstance(one.advice, Phrase) and one.advice.source == lengths.TOO_LONG_TOGETHER.source
    )
    assert (complaint.file, complaint.where) == (RIGHT, f"what.{language.value}")
    assert complaint.line == line_of(file, "ы" * 600)


def test_without_any_last_words_the_desk_could_end_no_talk(folder: Path) -> None:
    file = folder / CARDS
    before, _, _closings = file.read_text(encoding="utf-8").partition("  - id: closing_")
    file.write_text(before, encoding="utf-8")

    reading, _shelf = read_guide(folder, TODAY)

    assert reading.guide is None
    (complaint,) = reading.complaints
    assert complaint.advice == quick_cards.CARD_MISSING.given(card="closing_…", group="closing")


def test_quick_cards_are_read_in_the_order_of_their_file() -> None:
    reading, _shelf = read_guide(KNOWLEDGE, TODAY)

    assert reading.guide is not None
    cards = reading.guide.quick_cards
    assert [card.id for card in cards][:2] == ["first_line", "police"]
    groups = {"fixed", "numbers", "orders", "safety", "warning", "closing"}
    assert {card.group for card in cards} == groups


@pytest.mark.parametrize(
    "name", ["medical.yaml", "rights/chooser.yaml", "regions.yaml", "quick_cards.yaml"]
)
def test_a_file_that_is_missing_is_asked_for(folder: Path, name: str) -> None:
    (folder / name).unlink()

    reading, _shelf = read_guide(folder, TODAY)

    assert reading.guide is None
    told = [(one.file, one.line, one.advice) for one in reading.complaints]
    assert told == [(name, 0, reader.MISSING_FILE)]


@pytest.mark.parametrize("rubbish", [b"", b"\xff\xfe\x00", b"- a\n- b\n", b"just words", b"{a: [}"])
def test_a_file_of_rubbish_is_a_complaint_and_no_accident(folder: Path, rubbish: bytes) -> None:
    (folder / CENTRE).write_bytes(rubbish)

    reading, _shelf = read_guide(folder, TODAY)

    assert reading.guide is None
    assert {one.file for one in reading.complaints} == {CENTRE}


def test_a_change_of_one_file_is_looked_at_alone(folder: Path) -> None:
    shelf = read_folder(folder)
    checked(shelf, Circumstances(TODAY))
    swap(CENTRE, ("+77172497889", "+77172497880"))(folder)

    again = read_folder(folder)

    same = {name for name in shelf.read if again.read[name] is shelf.read[name]}
    assert set(shelf.read) - same == {CENTRE}
    assert checked(again, Circumstances(TODAY, None, Ages())) == []


@pytest.mark.parametrize("language", list(Language))
def test_the_command_names_each_damage_in_the_language_of_the_editor(
    folder: Path, tmp_path: Path, language: Language
) -> None:
    said = []
    for name in A_HANDFUL:
        shutil.rmtree(folder)
        shutil.copytree(KNOWLEDGE, folder)
        mutation = MUTATIONS[name]
        mutation.done(folder)
        lines: list[str] = []
        settings = settings_for(folder, tmp_path / "var")
        assert not check(settings, language, lines.append)
        place = f"{folder / mutation.file}:{line_of(folder / mutation.file, mutation.line or '')}:"
        assert any(line.startswith(place) for line in lines)
        said.append(lines)

    assert len({tuple(lines) for lines in said}) == len(A_HANDFUL)


def test_the_real_command_names_two_damaged_files_and_refuses(folder: Path, tmp_path: Path) -> None:
    first, second = MUTATIONS["a key with a slip"], MUTATIONS["a button too long"]
    first.done(folder)
    second.done(folder)

    done = run(tmp_path, "check", "--language", "en", PANA_KNOWLEDGE=str(folder))

    assert done.returncode != 0
    for mutation in (first, second):
        line = line_of(folder / mutation.file, mutation.line or "")
        assert f"{mutation.file}:{line}:" in done.stdout
    assert "Did you mean “hours”?" in done.stdout


def test_a_notice_is_told_and_refuses_only_where_that_is_asked(
    folder: Path, tmp_path: Path
) -> None:
    MUTATIONS["Kazakh without its letters"].done(folder)
    swap(RIGHT, (CHECKED_TODAY[1], CHECKED_TODAY[0]))(folder)
    settings = settings_for(folder, tmp_path / "var")
    said: list[str] = []

    assert check(settings, Language.ENGLISH, said.append)
    assert any(RIGHT in line for line in said)
    assert not check(settings, Language.ENGLISH, said.append, strict=True)


def test_what_is_committed_counts_as_good_where_nothing_was_served_yet(
    folder: Path, tmp_path: Path
) -> None:
    assert shelf_before(folder, tmp_path / "var") is None
    commit(folder)
    swap(CENTRE, ("+77172497889", "+77172497880"))(folder)

    before = shelf_before(folder, tmp_path / "var")
    reading, _shelf = read_guide(folder, TODAY, before=before)

    assert [(one.file, one.advice) for one in reading.complaints] == [(CENTRE, dates.CHANGED)]


def test_a_note_and_a_status_may_change_without_a_new_check(folder: Path) -> None:
    before = read_folder(folder)
    swap(CENTRE, ("status: active", "status: unverified"), ("Nothing in", "Much in"))(folder)

    reading, _shelf = read_guide(folder, date(2026, 12, 24), before=before)

    assert reading.complaints == ()


def test_a_language_may_not_be_left_out_anywhere(folder: Path) -> None:
    swap("reviewers.yaml", ('      en: "public sources, not yet read by a lawyer"\n', ""))(folder)

    reading, _shelf = read_guide(folder, TODAY)

    missing = slips.MISSING_LANGUAGE[Language.ENGLISH]
    assert missing in [one.advice for one in reading.complaints]
    assert {one.file for one in reading.complaints} == {"reviewers.yaml"}


def test_an_earlier_text_may_come_back_with_its_earlier_day(folder: Path) -> None:
    before = read_folder(folder)
    swap(CENTRE, ("+77172497889", "+77172497880"), ("2026-11-21", "2026-11-20"))(folder)

    reading, _shelf = read_guide(folder, TODAY, before=before)

    assert reading.complaints == ()


def test_what_editors_and_repositories_leave_behind_is_no_slip(folder: Path) -> None:
    for name in ("centres/.astana.yaml.swp", "centres/a.yaml~", "rights/x.yaml.bak", "notes.txt"):
        (folder / name).write_text("a: 1", "utf-8")
    commit(folder)

    assert read_folder(folder).complaints == []
