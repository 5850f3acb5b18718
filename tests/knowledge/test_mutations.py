"""Whatever is done to good files: an editor is told where, visitors read on."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from bot.domain.advice import Complaint
from bot.knowledge.live import LiveKnowledge, open_knowledge
from bot.knowledge.reader import read_folder
from tests.conftest import KNOWLEDGE, NOW
from tests.knowledge.mutations import Mutation, said_in
from tests.knowledge.mutations_of_links import OF_LINKS
from tests.knowledge.mutations_of_shape import OF_SHAPE
from tests.knowledge.mutations_of_text import OF_TEXT

MUTATIONS: Final = OF_SHAPE | OF_LINKS | OF_TEXT
AT_LEAST: Final = 100


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> LiveKnowledge:
    home = tmp_path_factory.mktemp("live")
    folder = Path(shutil.copytree(KNOWLEDGE, home / "knowledge"))
    return open_knowledge(folder, home / "var", lambda: NOW)


@pytest.fixture(autouse=True)
def _mended(live: LiveKnowledge) -> Iterator[None]:
    """Put the good files back after each damage."""
    before = {path: path.read_bytes() for path in live.folder.rglob("*") if path.is_file()}
    yield
    for path in set(live.folder.rglob("*")) - before.keys():
        if path.is_file():
            path.unlink()
    for path, content in before.items():
        if not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)


def line_of(file: Path, words: str) -> int:
    """Return the 1-based line on which words stand first."""
    whole = file.read_bytes().decode("utf-8", "replace")
    assert words in whole
    return whole[: whole.index(words)].count("\n") + 1


def fitting(complaints: tuple[Complaint, ...], mutation: Mutation, line: int) -> list[Complaint]:
    """Return the complaints that name the file and the line and advise what they should."""
    (wanted,) = said_in(mutation.advice)
    return [
        one
        for one in complaints
        if (one.file, one.line) == (mutation.file, line)
        and wanted.source in {phrase.source for phrase in said_in(one.advice)}
    ]


def proposed(complaint: Complaint) -> set[str]:
    """Return the names that advice proposes."""
    gaps = [phrase.gaps for phrase in said_in(complaint.advice)]
    return {str(value) for each in gaps for key, value in each.items() if key in ("name", "key")}


def test_there_are_many_kinds_of_damage() -> None:
    assert len(MUTATIONS) == len(OF_SHAPE) + len(OF_LINKS) + len(OF_TEXT)
    assert len(MUTATIONS) >= AT_LEAST


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_damage_is_named_and_the_last_good_knowledge_stays(
    live: LiveKnowledge, name: str
) -> None:
    mutation, good, served = MUTATIONS[name], live.good, live.guide()
    mutation.done(live.folder)
    file = live.folder / mutation.file
    line = 0 if mutation.line is None else line_of(file, mutation.line)

    if not mutation.is_notice:
        live.look()
    reading = live.read()[0] if mutation.is_notice else live.reading

    found = fitting(reading.complaints, mutation, line)
    assert found
    assert not mutation.meant or mutation.meant in set().union(*map(proposed, found))
    assert all(one.is_notice is mutation.is_notice for one in found)
    assert all(one.column > 0 for one in found) or mutation.line is None
    assert (reading.guide is not None) is mutation.is_notice
    # Nobody is sent to a file that is well, and nothing of such a file is lost.
    touched = {mutation.file, *mutation.beside, *changed(live.folder)}
    assert {one.file for one in reading.complaints} <= touched
    assert set(good.read) - set(read_folder(live.folder).read) <= touched
    assert live.guide() is served


def changed(folder: Path) -> set[str]:
    """Return the files that are no longer as they were."""
    names = {path.relative_to(KNOWLEDGE).as_posix() for path in KNOWLEDGE.rglob("*.y*ml")}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*.y*ml*")}
    both = names & there
    other = {
        name for name in both if (folder / name).read_bytes() != (KNOWLEDGE / name).read_bytes()
    }
    return (names ^ there) | other


def test_two_damaged_files_are_both_named(live: LiveKnowledge) -> None:
    first, second = MUTATIONS["a key with a slip"], MUTATIONS["a button too long"]
    for mutation in (first, second):
        mutation.done(live.folder)

    reading, _shelf = live.read()

    for mutation in (first, second):
        assert mutation.line
        assert fitting(
            reading.complaints, mutation, line_of(live.folder / mutation.file, mutation.line)
        )


def test_complaints_come_in_the_order_of_files_lines_and_columns(live: LiveKnowledge) -> None:
    for name in ("a key with a slip", "a button too long", "a day to come", "no first words"):
        MUTATIONS[name].done(live.folder)

    reading, _shelf = live.read()

    told = [(one.file, one.line, one.column) for one in reading.complaints]
    assert told == sorted(told)
    assert len({file for file, _line, _column in told}) == 3


def test_a_changed_file_that_was_checked_today_is_served(live: LiveKnowledge) -> None:
    MUTATIONS["changed since its check"].done(live.folder)
    file = live.folder / "centres/astana-umit.yaml"
    today = (NOW + timedelta(hours=5)).date()
    file.write_text(file.read_text("utf-8").replace("2026-11-21", str(today)), "utf-8")

    reading, _shelf = live.read()

    assert reading.complaints == ()
    assert reading.guide is not None
