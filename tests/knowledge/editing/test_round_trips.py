"""What is filled in is what is read, and nothing else changes."""

import re
from copy import deepcopy
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.editing import Field, Shape
from bot.knowledge.editing.filling import tidy
from bot.knowledge.editing.forms import LANGUAGES, leaves
from bot.knowledge.editing.papers import PapersOnDisk
from bot.knowledge.files import read_text
from tests.knowing import KNOWLEDGE
from tests.knowledge.editing.answering import answers_of

FILES: Final = sorted(
    str(path.relative_to(KNOWLEDGE))
    for path in KNOWLEDGE.rglob("*.y*ml")
    if path.name != "places_overlay.yaml"
)
COMMENT: Final = re.compile(r"# (?:behind|above) \d+")
CHOOSER: Final = "rights/chooser.yaml"
CARDS: Final = "quick_cards.yaml"
TRICKY: Final = (
    *("yes", "no", "null", "~", "1e3", "0042", "2026-11-21", "true", "", " ", "# no", "a: b"),
    *("- a", "[a]", "{a: b}", "'", '"', "\\", "a # b", "Қорғау «Үміт»", "😀 😀", "one\ntwo"),
    *("one\r\n\r\n  two\n", "\ttab", "! a", "&a", "*a", "%a", "@a", "`a", "| a", "> a", "? a"),
    *("a\u2028b", "a\u00a0b", "\ufeffa", "a\x85b", "-", "---", "...", "a " * 120, "\n\n", ":"),
    *("one\n two\n\n\nthree #\n\tfour", "long" * 60, "  leading", "x\x00y", "=", "<<"),
)
WORDS: Final = st.sampled_from(TRICKY) | st.text(max_size=60)
# One file of each kind; every shape of field and style of writing stands in one of them.
FILLED: Final = (
    *("centres/kostanay-shelter.yaml", "centres/astana-korgau.yaml", "rights/threats.yaml"),
    *("rights/chooser.yaml", "plans/digital.yaml", "numbers.yaml", "regions.yaml"),
    *("quick_cards.yaml", "questions.yaml", "words_of_the_day.yaml", "medical.yaml"),
)


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize("file", FILES)
def test_the_same_values_give_the_same_signs(
    ours: PapersOnDisk, file: str, line_break: str
) -> None:
    text = (ours.text(file) or "").replace("\n", line_break)
    answers = answers_of(ours.form(file, text))
    # A browser sends line breaks in its own way.
    sent = {name: value.replace("\n", "\r\n") for name, value in answers.items()}

    assert ours.filled(file, text, sent) == text


def test_every_file_but_those_edited_as_a_whole_has_a_form(ours: PapersOnDisk) -> None:
    named = [file for file in FILES if not file.startswith("journeys/")]
    whole = {file for file in named if not ours.form(file, ours.text(file) or "")}

    assert whole == {
        *("places.yaml", "danger_words.yaml", "forbidden_phrases.yaml", "worked_cases.yaml"),
        *("old_laws.yaml", "phrases/kk.yml", "phrases/ru.yml", "phrases/en.yml"),
    }


@pytest.mark.parametrize("file", ["rights/threats.yaml", "numbers.yaml", CHOOSER, CARDS])
def test_no_comment_is_lost_where_every_word_changes(ours: PapersOnDisk, file: str) -> None:
    text = "".join(
        f"{line}  # behind {number}\n# above {number}\n"
        for number, line in enumerate((ours.text(file) or "").splitlines())
        if not line.startswith("#")
    )
    answers = answers_of(ours.form(file, text))
    spoken = {name for name in answers if name.rpartition(".")[2] in LANGUAGES}

    after = ours.filled(file, text, {name: f"{name}: new" for name in spoken})

    assert COMMENT.findall(after) == COMMENT.findall(text)
    assert after.count(': new"') == len(spoken)


def places_to_write(papers: PapersOnDisk, file: str) -> tuple[tuple[Field, str], ...]:
    """Return the fields that take any words, with the names of their answers."""
    fields = list(leaves(papers.form(file, papers.text(file) or "")))
    words = [(field, f"{field.name}.{one}") for field in fields for one in LANGUAGES]
    return tuple(
        [(field, name) for field, name in words if field.shape is Shape.WORDS]
        + [(each, each.name) for each in fields if each.shape in (Shape.LINE, Shape.LONG)]
    )


def test_any_words_come_back_as_they_were_typed(ours: PapersOnDisk) -> None:
    known = {file: places_to_write(ours, file) for file in FILLED}

    @settings(max_examples=300, deadline=None)
    @given(data=st.data(), words=WORDS, file=st.sampled_from(FILLED), windows=st.booleans())
    def come_back(data: st.DataObject, words: str, file: str, *, windows: bool) -> None:
        field, name = data.draw(st.sampled_from(known[file]))
        old = (ours.text(file) or "").replace("\n", "\r\n" if windows else "\n")

        new = ours.filled(file, old, {name: words})

        assert said(file, new) == expected(file, old, field, name, tidy(words))
        assert comments(new) == comments(old)
        assert new.count("\r\n") == (new.count("\n") if windows else 0)
        assert ours.filled(file, new, {name: words}) == new

    come_back()


def said(file: str, text: str) -> Any:
    return read_text(file, text).values


def comments(text: str) -> list[str]:
    """Return the comments of a file; no words stand at the beginning of a line."""
    return [line for line in text.splitlines() if line.startswith("#")]


def expected(file: str, old: str, field: Field, name: str, words: str) -> Any:
    """Return what a file must say after this answer."""
    values = deepcopy(said(file, old))
    above = values
    for step in field.way[:-1]:
        above = above[step]
    last = field.way[-1]
    if field.shape is Shape.WORDS:
        now = dict(zip(LANGUAGES, field.values, strict=True)) | {name.rpartition(".")[2]: words}
        if now == dict(zip(LANGUAGES, field.values, strict=True)):
            return values
        above[last] = None if field.is_optional and not any(now.values()) else now
    elif words != field.values[0]:
        above[last] = words if words else (None if field.is_optional else "")
        if last == "points":
            above[last] = int(words) if words.isdecimal() and str(int(words)) == words else words
            above[last] = 0 if not words else above[last]
    return values
