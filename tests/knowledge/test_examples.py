"""Every damage to the phrase files is found, with its file and line."""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from bot.domain.advice import Complaint
from bot.domain.language import Language
from bot.domain.meaning import LABELS
from bot.domain.text import Text
from bot.knowledge import reader, slips, yaml_text
from bot.knowledge.checks import Circumstances, checked
from bot.knowledge.examples import (
    ELSEWHERE,
    FILES,
    MARKED,
    NO_BULLET,
    NO_INTENT,
    TOO_FEW,
    TWICE,
    lines_on,
    phrases_on,
)
from bot.knowledge.near import advised
from bot.knowledge.reader import read_files
from tests.conftest import KNOWLEDGE, NOW
from tests.programs import run

KAZAKH, RUSSIAN, ENGLISH = (FILES[language] for language in Language)
GREETING: Final = "- intent: greeting\n"
# A phrase that nobody else will write, so that its line is easy to find.
ODD: Final = "қоңыр қозы kozy-korpesh 41"


@dataclass(frozen=True, slots=True)
class Damage:
    """What is done to the words of a file, what is advised, and the words of the line named."""

    file: str
    done: Callable[[str], str]
    advice: Text
    line: str


def under(label: str, *lines: str) -> Callable[[str], str]:
    """Write lines above the first phrase of a label."""
    head = f"- intent: {label}\n  examples: |\n"

    def done(words: str) -> str:
        return replaced(words, head, head + "".join(f"{line}\n" for line in lines))

    return done


def ending(label: str) -> Callable[[str], str]:
    """Write a label with one phrase at the end."""
    return lambda words: f"{words}- intent: {label}\n  examples: |\n    - {ODD}\n"


def instead(old: str, new: str) -> Callable[[str], str]:
    """Write something else in the place of some words."""
    return lambda words: replaced(words, old, new)


def replaced(words: str, old: str, new: str) -> str:
    """Put something else in the place of some words, once."""
    assert old in words
    return words.replace(old, new, 1)


def leaving(**counts: int) -> Callable[[str], str]:
    """Leave each of these labels only so many phrases."""

    def done(words: str) -> str:
        for label, count in counts.items():
            head = f"- intent: {label.replace('__', '/')}\n"
            above, found, below = words.partition(head)
            assert found
            phrases = re.findall(r"(?m)^    - .+\n", below.partition("- intent: ")[0])
            assert len(phrases) > count
            rest = below[below.index(phrases[-1]) + len(phrases[-1]) :]
            words = f"{above}{head}  examples: |\n{''.join(phrases[:count])}{rest}"
        return words

    return done


def few(intent: str, count: int, least: int) -> Text:
    """Return the advice about too few phrases."""
    return TOO_FEW.given(intent=intent, count=count, least=least)


DAMAGES: Final = {
    "no such intent": Damage(RUSSIAN, ending("no_such_intent"), NO_INTENT, "no_such_intent"),
    "no such shade": Damage(
        RUSSIAN,
        ending("evidence/still_love"),
        advised(NO_INTENT, "evidence/still_love", LABELS),
        "evidence/still_love",
    ),
    "an intent twice": Damage(
        KAZAKH, ending("evidence"), TWICE, f"evidence\n  examples: |\n    - {ODD}"
    ),
    "an intent with too few phrases": Damage(
        KAZAKH, leaving(evidence=39), few("evidence", 39, 40), "- intent: danger_now"
    ),
    "too few phrases of anything else, the shade counted": Damage(
        RUSSIAN,
        leaving(out_of_scope=69, out_of_scope__insult=10),
        few("out_of_scope", 79, 80),
        "- intent: danger_now",
    ),
    "a line that does not begin as the others": Damage(
        ENGLISH, under("privacy", "    - one 41", f"    {ODD}"), NO_BULLET, ODD
    ),
    "a dash without a space": Damage(ENGLISH, under("privacy", f"    -{ODD}"), NO_BULLET, ODD),
    "a line under blank ones": Damage(
        ENGLISH, under("privacy", "", "", f"    {ODD}"), NO_BULLET, ODD
    ),
    "square brackets": Damage(RUSSIAN, under("privacy", f"    - [{ODD}]"), MARKED, ODD),
    "curly brackets": Damage(RUSSIAN, under("evidence", f"    - {ODD} {{a}}"), MARKED, ODD),
    "the same phrase under two intents": Damage(
        KAZAKH,
        lambda words: under("privacy", f"    - {ODD.upper()}")(
            under("evidence", f"    - {ODD}")(words)
        ),
        ELSEWHERE.given(intent="evidence"),
        ODD.upper(),
    ),
    "a tab for the indent": Damage(
        RUSSIAN, under("privacy", "    - one 41", f"\t- {ODD}"), yaml_text.TAB, f"\t- {ODD}"
    ),
    "another format": Damage(
        KAZAKH,
        instead('"3.1"', '"2.0"'),
        slips.ONE_OF.given(known="3.1"),
        'version: "2.0"',
    ),
    "an intent without any phrases": Damage(
        KAZAKH,
        lambda words: f"{words}- intent: evidence # {ODD}\n",
        slips.MISSING,
        ODD,
    ),
    "a key with a slip": Damage(
        KAZAKH,
        instead(f"{GREETING}  examples", f"{GREETING}  exampels"),
        slips.MEANT.given(key="examples"),
        "exampels",
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copied = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE / "phrases", copied / "phrases")
    return copied


def damage(file: Path, done: Callable[[str], str]) -> None:
    """Write a file anew."""
    file.write_text(done(file.read_text(encoding="utf-8")), encoding="utf-8")


def line_of(file: Path, words: str) -> int:
    """Return the 1-based line on which words stand first."""
    whole = file.read_text(encoding="utf-8")
    return whole[: whole.index(words)].count("\n") + 1


def complaints_about(folder: Path) -> list[Complaint]:
    """Return what is wrong with the phrase files of a folder."""
    return checked(read_files(folder, FILES.values()), Circumstances(NOW.date()))


def test_the_phrases_as_they_are_give_no_reason_to_complain() -> None:
    assert complaints_about(KNOWLEDGE) == []


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damage_is_found_on_its_line(folder: Path, name: str) -> None:
    wrong = DAMAGES[name]
    damage(folder / wrong.file, wrong.done)

    complaints = complaints_about(folder)

    found = [(each.file, each.line, each.advice) for each in complaints]
    assert (wrong.file, line_of(folder / wrong.file, wrong.line), wrong.advice) in found
    assert {each.file for each in complaints} == {wrong.file}


def test_the_same_phrase_in_another_language_under_another_intent_is_found(folder: Path) -> None:
    damage(folder / KAZAKH, under("privacy", f"    - {ODD}"))
    damage(folder / ENGLISH, under("evidence", f"    - {ODD.title()}"))

    (complaint,) = complaints_about(folder)

    assert complaint.advice == ELSEWHERE.given(intent="privacy")
    assert complaint.file == ENGLISH
    assert complaint.line == line_of(folder / ENGLISH, ODD.title())


def test_a_phrase_may_stand_in_two_languages_under_one_intent(folder: Path) -> None:
    for name in (KAZAKH, RUSSIAN):
        damage(folder / name, under("privacy", f"    - {ODD}"))

    assert complaints_about(folder) == []


@pytest.mark.parametrize("name", FILES.values())
def test_a_missing_file_hides_no_damage_of_the_others(folder: Path, name: str) -> None:
    (folder / name).unlink()
    others = [other for other in FILES.values() if other != name]
    for other in others:
        damage(folder / other, ending("no_such_intent"))

    found = [(each.file, each.line, each.advice) for each in complaints_about(folder)]

    assert (name, 0, reader.MISSING_FILE) in found
    for other in others:
        assert (other, line_of(folder / other, "no_such_intent"), NO_INTENT) in found


@pytest.mark.parametrize("language", list(Language))
def test_each_phrase_stands_on_the_line_that_is_named(folder: Path, language: Language) -> None:
    file = folder / FILES[language]
    damage(file, under("privacy", "", f"    - {ODD}", "", "    -   two  41 "))
    shelf = read_files(folder, FILES.values())
    written = file.read_text(encoding="utf-8").splitlines()

    lines, phrases = lines_on(shelf)[language], phrases_on(shelf)[language]

    assert phrases["privacy"][:2] == (ODD, "two  41")
    assert lines.keys() == phrases.keys()
    for label, texts in phrases.items():
        found = [written[line - 1].strip().removeprefix("- ").strip() for line in lines[label]]
        assert found == list(texts)


def test_the_handbook_of_the_editors_explains_every_intent_and_shade_once() -> None:
    handbook = (KNOWLEDGE / "README.md").read_text(encoding="utf-8")

    explained = re.findall(r"(?m)^\| `([a-z_]+(?:/[a-z_]+)?)` \| \S", handbook)

    assert sorted(each for each in explained if each in LABELS) == sorted(LABELS)


def test_a_check_names_the_file_and_the_line_to_its_editor(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, folder)
    damage(folder / RUSSIAN, ending("no_such_intent"))

    done = run(tmp_path / "var", "check", "--language", "en", PANA_KNOWLEDGE=str(folder))

    line = line_of(folder / RUSSIAN, "no_such_intent")
    assert done.returncode == 1
    assert f"{folder / RUSSIAN}:{line}:" in done.stdout
    assert NO_INTENT.source in done.stdout
