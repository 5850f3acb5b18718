"""What is a word, and who knows it."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.domain.language import Language
from bot.languages.wordings import wordings
from bot.languages.words import Vocabulary, is_there, list_of, read_list, vocabulary, words_of
from tests.conftest import KNOWLEDGE
from tests.languages.conftest import Copy
from tests.spoilt import damage
from tools.find_dictionaries import find
from tools.words import accepted, main, shown, tidied, written

KK, RU, EN = Language.KAZAKH, Language.RUSSIAN, Language.ENGLISH
Known = Callable[[Language], Vocabulary]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Call {number} now, {name}.", ["Call", "now"]),
        ("111-ге {count}-ші рет", ["рет"]),
        (
            "Run `make texts` or /exit, see https://egov.kz and README.md",
            ["Run", "or", "see", "and"],
        ),
        ("зорлық-зомбылық, don’t", ["зорлық-зомбылық", "don’t"]),
        ("PANA_VAR rights/ --bot a 24/7", []),
        ("Нет.Да", ["Нет", "Да"]),
    ],
)
def test_words_are_what_is_spoken_and_not_what_is_filled_in_or_typed(
    text: str, words: list[str]
) -> None:
    assert list(words_of(text)) == words


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        (KK, "Қоңырау шалыңыз, зорлық-зомбылық", "Қонырау"),
        (RU, "Позвоните ещё раз по-русски", "Пазвоните"),
        (EN, "Don’t call the neighbour’s centre", "neighbur"),
    ],
)
def test_a_slip_is_not_known_and_a_right_word_is(
    known: Known, language: Language, right: str, wrong: str
) -> None:
    words = known(language)

    assert list(words.unknown(right)) == []
    assert list(words.unknown(f"{right}, {wrong}")) == [wrong]


def test_a_listed_word_is_known_at_the_beginning_of_a_sentence_but_a_name_only_as_a_name(
    tmp_path: Path,
) -> None:
    path = list_of(EN, tmp_path)
    path.parent.mkdir()
    path.write_text("# read by an editor\n\nzzcentre\nZzpana\n", encoding="utf-8")
    words = vocabulary(EN, tmp_path, find())

    assert read_list(path) == {"zzcentre", "Zzpana"}
    assert list(words.unknown("Zzcentre zzcentre Zzpana zzpana")) == ["zzpana"]


@pytest.mark.parametrize("language", list(Language))
def test_every_word_of_ours_is_in_a_dictionary_or_was_read_by_an_editor(
    known: Known, language: Language
) -> None:
    words = known(language)
    texts = [wording for wording in wordings(KNOWLEDGE) if wording.language is language]

    unknown = {word for one in texts for form in one.forms for word in words.unknown(form)}

    assert not unknown, "Please read them with `python tools/words.py`, then mend or accept them."


@pytest.mark.parametrize("language", list(Language))
def test_our_lists_are_sorted_and_hold_nothing_that_the_dictionary_knows(
    language: Language,
) -> None:
    path = list_of(language, KNOWLEDGE)
    bare = vocabulary(language, Path("nowhere"), find())

    assert path.read_text(encoding="utf-8") == written(language, read_list(path))
    assert [word for word in read_list(path) if bare.knows(word)] == []


def test_unknown_words_are_shown_in_their_sentence_and_added_after_reading(copy: Copy) -> None:
    file = copy.knowledge / "rights/threats.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("make copies", "make zzcopies and zzqopies"), encoding="utf-8")
    found, path = copy.measured(EN), list_of(EN, copy.knowledge)

    assert set(found.unknown) == {"zzcopies", "zzqopies"}
    assert "make zzcopies and zzqopies of messages." in shown(found)
    assert accepted(path, found, ["zzcopies", "never-written"]) == written(EN, ["zzcopies"])
    assert accepted(path, found, []) == written(EN, ["zzqopies", "zzcopies"])


def test_words_that_are_no_longer_used_leave_a_list(copy: Copy) -> None:
    path = list_of(EN, copy.knowledge)
    path.parent.mkdir()
    path.write_text("offence\nzzgone\nhelp\n", encoding="utf-8")

    left = tidied(path, EN, wordings(KNOWLEDGE, copy.locales))

    assert left == written(EN, ["offence"])


def test_who_keeps_the_lists_is_shown_what_is_new_until_it_was_accepted(
    copy: Copy, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(KNOWLEDGE / "words", copy.knowledge / "words")
    damage(copy.knowledge / "rights/threats.yaml", "Такая угроза", "Такайа угроза")
    monkeypatch.setenv("PANA_KNOWLEDGE", str(copy.knowledge))
    before = read_list(list_of(RU, copy.knowledge))

    def ran(*arguments: str) -> int:
        monkeypatch.setattr(sys, "argv", ["words.py", "--language", "ru", *arguments])
        return main()

    assert ran() == 1
    assert "    Такайа угроза – преступление" in capsys.readouterr().out
    assert ran("--accept", "Такайа") == 0
    assert read_list(list_of(RU, copy.knowledge)) >= before | {"Такайа"}


def test_a_dictionary_is_there_only_with_both_of_its_files(tmp_path: Path) -> None:
    (tmp_path / "kk_KZ.dic").touch()
    assert not is_there(KK, tmp_path)

    (tmp_path / "kk_KZ.aff").touch()
    assert is_there(KK, tmp_path)
