"""Where a value grows, shrinks or comes anew, all around it stays as it was written."""

from typing import Final

import pytest

from bot.knowledge.editing.changing import grow, put, shrink
from bot.knowledge.editing.pieces import quoted, styles

FILE: Final = "centres/a.yaml"
WORDS: Final = quoted({"kk": "а", "ru": "б", "en": "c"})


EMPTY: Final = """
# at the top
hours: null  # ask again

# about offers
offers: null
"""
FULL: Final = """
# at the top
hours:  # ask again
  kk: "а"
  ru: "б"
  en: "c"

# about offers
offers: null
"""


def test_nothing_becomes_words_in_three_languages_and_nothing_again() -> None:
    assert put(FILE, EMPTY, ("hours",), (WORDS,), ()) == FULL
    assert put(FILE, FULL, ("hours",), (None,), ()) == EMPTY


def test_a_missing_key_comes_behind_the_one_that_stands_before_it() -> None:
    text = 'what: "a"  # first\n\n# the last\nnext: "b"\n'

    after = put(FILE, text, ("who",), (WORDS,), ("what", "who", "next"))

    assert after.startswith('what: "a"  # first\nwho:\n  kk: "а"\n')
    assert after.endswith('  en: "c"\n\n# the last\nnext: "b"\n')


@pytest.mark.parametrize(
    ("text", "way", "after"),
    [
        ("a: {b: x, c: y} # z\n", ("a", "b"), 'a: {b: "n", c: y} # z\n'),
        ("a: {b: x}\n", ("a", "c"), 'a: {b: x, c: "n"}\n'),
        ("a: {}\n", ("a", "c"), 'a: {c: "n"}\n'),
        ("a: [x, y]\n", ("a", 1), 'a: [x, "n"]\n'),
        ("a:\n  - x # y\n", ("a", 0), 'a:\n  - "n" # y\n'),
        ("a:\nb: 1\n", ("a",), 'a: "n"\nb: 1\n'),
        ("a: 'x'\n", ("a",), "a: 'n'\n"),
        ("a: x\n  y\n  # z\nb: 1", ("a",), 'a: "n"\n  # z\nb: 1'),
        ("a: >- # z\n  x\n  y\n\nb: 1\n", ("a",), "a: >- # z\n  n\n\nb: 1\n"),
        ("a: | # z\n  x\n", ("a",), 'a: "n" # z\n'),
        ("b: 1", ("a",), 'b: 1\na: "n"'),
        ('"a": x\n', ("a",), '"a": "n"\n'),
    ],
)
def test_words_take_the_place_of_others(text: str, way: tuple[str | int, ...], after: str) -> None:
    old = ">" if ">" in text else "'" if "'" in text else None

    assert put(FILE, text, way, styles("n", old, in_flow=False), ()) == after


def test_several_lines_leave_a_comment_where_it_was() -> None:
    after = put(FILE, 'a: "x"  # why\nb: 1\n', ("a",), styles("n\n o", None, in_flow=False), ())

    assert after == "a: |-  # why\n  n\n   o\nb: 1\n"


@pytest.mark.parametrize(
    ("text", "item", "after"),
    [
        ("a: []  # b\n", {"n": ""}, 'a:  # b\n  - n: ""\n'),
        ("a: []\n", "", 'a:\n  - ""\n'),
        ("a: [x]\n", "", 'a: [x, ""]\n'),
        ("a:\n  - {n: x}  # b\nc: 1\n", {"n": ""}, 'a:\n  - {n: x}  # b\n  - {n: ""}\nc: 1\n'),
        (
            "a:\n- n: x\n  m:\n    - y\nc: 1\n",
            {"n": ""},
            'a:\n- n: x\n  m:\n    - y\n- n: ""\nc: 1\n',
        ),
        ("a:\n  - n: x", {"n": ""}, 'a:\n  - n: x\n  - n: ""'),
        ("a: null\n", {"n": ""}, 'a:\n  - n: ""\n'),
    ],
)
def test_a_list_grows_at_its_end(text: str, item: object, after: str) -> None:
    assert grow(FILE, text, ("a",), quoted(item), ()) == after


@pytest.mark.parametrize(
    ("text", "number", "after"),
    [
        ("a: [x, y, z]\n", 0, "a: [y, z]\n"),
        ("a: [x, y, z]\n", 1, "a: [x, z]\n"),
        ("a: [x, y, z] # b\n", 2, "a: [x, y] # b\n"),
        ("a: [x]\n", 0, "a: []\n"),
        ("a:\n  # x\n  - n: x\n  # y\n  - n: y\nc: 1\n", 0, "a:\n  # x\n  # y\n  - n: y\nc: 1\n"),
        ("a:\n  - n: x\n  - n: y\n    m: >-\n      z\n\nc: 1\n", 1, "a:\n  - n: x\n\nc: 1\n"),
        ("a:\n  - n: x\n  - n: y", 1, "a:\n  - n: x"),
        ("a:\n  - n: x # b\nc: 1\n", 0, "a: [] # b\nc: 1\n"),
        ("a: [x]\n", 7, "a: [x]\n"),
        ("a: x\n", 0, "a: x\n"),
    ],
)
def test_a_list_loses_one_item_alone(text: str, number: int, after: str) -> None:
    assert shrink(FILE, text, ("a", number)) == after
    windows = text.replace("\n", "\r\n")
    assert shrink(FILE, windows, ("a", number)) == after.replace("\n", "\r\n")
