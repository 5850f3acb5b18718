"""Writes values as our files write them."""

import re
from collections.abc import Iterator
from datetime import date
from io import StringIO
from typing import Any, Final

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import (
    DoubleQuotedScalarString,
    FoldedScalarString,
    LiteralScalarString,
    SingleQuotedScalarString,
)

from bot.knowledge.yaml_text import Loader

WIDTH: Final = 100
INDENT: Final = 2
ONE_SPACE: Final = re.compile(r"(?<=\S) (?=\S)")
ENDLESS: Final = 1_000_000
# What may stand without quotes; "yes", "null" and numbers would be read as something else.
BARE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")

# A value of a file: words, a day, a flag, nothing, or a structure of these.
Value = Any


def styles(words: str, old: str | None, *, in_flow: bool) -> Iterator[Value]:
    """Return words in the ways in which they may be written, the most fitting first."""
    if old == ">" and not in_flow and "\n" not in words:
        yield FoldedScalarString(words)
    if "\n" in words and not in_flow:
        yield LiteralScalarString(words)
    elif old == "'":
        yield SingleQuotedScalarString(words)
    yield DoubleQuotedScalarString(words)


def bare(words: str) -> Value:
    """Return an id, a day or a number without quotes where it is read as the same without them."""
    if not BARE.fullmatch(words):
        return DoubleQuotedScalarString(words)
    try:
        return date.fromisoformat(words)
    except ValueError:
        pass
    if words.isdecimal() and str(int(words)) == words:
        return int(words)
    read = yaml.load(words, Loader=Loader)  # noqa: S506 (a safe loader)
    return words if read == words else DoubleQuotedScalarString(words)


def quoted(value: Value) -> Value:
    """Return a structure whose plain words are quoted."""
    match value:
        case dict():
            return {key: quoted(each) for key, each in value.items()}
        case list():
            return [quoted(each) for each in value]
        case str() if type(value) is str:
            return DoubleQuotedScalarString(value)
        case _:
            return value


def piece(value: Value, *, in_flow: bool = False, indent: int = 0) -> list[str]:
    """Return the lines of a value as it stands behind its key.

    The first may be empty; the others are indented as below a key that is not indented.
    """
    written = _written({"k": _in_brackets(value) if in_flow else value}, indent)
    first, *others = written.removesuffix("\n").split("\n")
    return [first.removeprefix("k:").strip(), *others]


def item(value: Value, *, in_flow: bool = False) -> list[str]:
    """Return the lines of a value as it stands behind the dash of a list."""
    first, *others = piece([_in_brackets(value) if in_flow else value])[1:]
    return [first.strip().removeprefix("-").strip(), *(line[2:] for line in others)]


def document(values: dict[str, Value]) -> str:
    """Return the text of a whole file."""
    return _written(values, 0)


def _written(values: dict[str, Value], indent: int) -> str:
    writer = YAML()
    writer.indent(mapping=2, sequence=4, offset=2)
    writer.width = ENDLESS
    writer.representer.add_representer(type(None), _null)
    for value in values.values():
        if isinstance(value, FoldedScalarString):
            folded: Any = value
            folded.fold_pos = list(_folds(value, WIDTH - INDENT - indent))
    out = StringIO()
    writer.dump(values, out)
    return out.getvalue()


def _folds(words: str, width: int) -> Iterator[int]:
    """Return where folded words go on in the next line: between words, never in a wider gap."""
    begin, last = 0, 0
    for gap in (*(found.start() for found in ONE_SPACE.finditer(words)), len(words)):
        if gap - begin > width and last > begin:
            yield last
            begin = last + 1
        last = gap


def _null(representer: Any, _value: None) -> Any:
    return representer.represent_scalar("tag:yaml.org,2002:null", "null")


def _in_brackets(value: Value) -> Value:
    """Return a value that is written on one line."""
    match value:
        case dict():
            mapping = CommentedMap((key, _in_brackets(each)) for key, each in value.items())
            mapping.fa.set_flow_style()
            return mapping
        case list():
            sequence = CommentedSeq(map(_in_brackets, value))
            sequence.fa.set_flow_style()
            return sequence
        case _:
            return value
