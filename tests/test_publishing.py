"""`pana publish`: files for a site and for paper, written whole or not at all."""

import sys
from pathlib import Path
from subprocess import run as start
from typing import Final

import pytest

from bot.domain.errors import SettingsError
from bot.domain.language import Language
from bot.domain.text import Phrase
from bot.publishing import (
    CODE_OF_BOT,
    CODE_OF_PAGE,
    NEXT,
    ONLY_HERE,
    PASTE,
    PRINT,
    SNIPPET,
    UNWRITABLE,
    publish,
)
from bot.publishing.addresses import SHORTENED
from bot.publishing.pieces import code, snippet
from bot.translation.translator import Translator
from tests.channels.served import ROOT
from tests.programs import PATIENCE, environment, run

PAGE: Final = "https://help.example.kz"
BOT: Final = "https://t.me/some_word_bot"


@pytest.mark.parametrize("language", list(Language))
def test_what_was_written_is_said_with_what_to_do_next(
    tmp_path: Path, translator: Translator, language: Language
) -> None:
    said: list[str] = []

    publish(PAGE, "some_word_bot", tmp_path, language, said.append)

    page = PRINT.given(file=str(tmp_path / CODE_OF_PAGE), address=PAGE)
    bot = PRINT.given(file=str(tmp_path / CODE_OF_BOT), address=BOT)
    told: list[Phrase] = [PASTE.given(file=str(tmp_path / SNIPPET)), page, bot, NEXT]
    assert said == [translator.say(text, language) for text in told]


def test_an_address_of_this_machine_is_written_with_a_warning(
    tmp_path: Path, translator: Translator
) -> None:
    said: list[str] = []

    publish("http://localhost:8000", None, tmp_path, Language.ENGLISH, said.append)

    assert said[-1] == translator.say(ONLY_HERE, Language.ENGLISH)


def test_publishing_again_replaces_what_was_there_and_leaves_nothing_beside_it(
    tmp_path: Path,
) -> None:
    beside = tmp_path / "ours.txt"
    beside.write_text("kept", encoding="utf-8")

    for address in ("https://old.example.kz", PAGE, PAGE):
        publish(address, "some_word_bot", tmp_path, Language.ENGLISH, lambda _words: None)

    found = {file.name: file.read_text(encoding="utf-8") for file in tmp_path.iterdir()}
    assert found == {
        SNIPPET: snippet(PAGE, BOT),
        CODE_OF_PAGE: code(PAGE),
        CODE_OF_BOT: code(BOT),
        beside.name: "kept",
    }


@pytest.mark.parametrize("language", list(Language))
def test_a_folder_that_cannot_be_written_is_one_sentence_that_names_it(
    tmp_path: Path, translator: Translator, language: Language
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file", encoding="utf-8")

    with pytest.raises(SettingsError) as refused:
        publish(PAGE, None, taken, language, print)

    assert str(refused.value) == translator.say(UNWRITABLE.given(folder=str(taken)), language)
    assert taken.read_text(encoding="utf-8") == "a file"


def test_the_program_publishes_into_the_folder_it_is_given(tmp_path: Path) -> None:
    into = tmp_path / "into"
    program = Path(sys.executable).parent / "pana"

    done = start(
        (program, "publish", PAGE, "--bot", "some_word_bot", "--into", str(into)),
        cwd=ROOT,
        env=environment(tmp_path / "var", LC_ALL="C"),
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 4
    assert (into / SNIPPET).read_text(encoding="utf-8") == snippet(PAGE, BOT)
    assert (into / CODE_OF_PAGE).read_text(encoding="utf-8") == code(PAGE)
    assert (into / CODE_OF_BOT).read_text(encoding="utf-8") == code(BOT)
    assert list(tmp_path.iterdir()) == [into]


def test_the_program_publishes_beside_its_own_files_when_no_folder_is_given(
    tmp_path: Path,
) -> None:
    done = run(tmp_path, "publish", PAGE)

    assert (done.returncode, done.stderr) == (0, "")
    assert {file.name for file in (tmp_path / "publish").iterdir()} == {SNIPPET, CODE_OF_PAGE}


def test_the_program_refuses_in_the_language_of_the_terminal_and_writes_nothing(
    tmp_path: Path, translator: Translator
) -> None:
    done = run(tmp_path / "var", "publish", "https://bit.ly", LC_ALL="kk_KZ.UTF-8")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == translator.say(SHORTENED, Language.KAZAKH) + "\n"
    assert list(tmp_path.iterdir()) == []
