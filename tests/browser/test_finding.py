"""Where the browser of these stories comes from."""

import os
from pathlib import Path

import pytest

from tools.find_chromium import ADVICE, VARIABLE, NoChromiumError, find

NOWHERE = Path("/nowhere/chromium")


def program(folder: Path, name: str) -> Path:
    """Make something that can be started."""
    path = folder / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_the_browser_that_is_named_comes_before_all_others(tmp_path: Path) -> None:
    named, found = program(tmp_path, "mine"), program(tmp_path, "chromium")

    assert find({VARIABLE: str(named), "PATH": str(tmp_path)}, usual=found) == named


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome"])
def test_a_browser_on_the_path_is_found_under_each_of_its_names(tmp_path: Path, name: str) -> None:
    found = program(tmp_path, name)

    assert find({"PATH": str(tmp_path)}, usual=NOWHERE) == found


def test_where_there_is_none_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(NoChromiumError) as refused:
        find({"PATH": str(tmp_path)}, usual=NOWHERE)

    assert str(refused.value) == ADVICE
    assert "\n" not in ADVICE


def test_a_path_that_cannot_be_started_is_named_and_not_passed_over(tmp_path: Path) -> None:
    wrong = tmp_path / "notes.txt"
    wrong.write_text("not a program")

    with pytest.raises(NoChromiumError, match=r"notes\.txt"):
        find({VARIABLE: str(wrong), "PATH": os.environ["PATH"]})
