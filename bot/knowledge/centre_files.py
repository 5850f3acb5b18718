"""Writes a centre as a YAML file: what does not change keeps its every sign, comments too."""

import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import reduce
from io import StringIO
from pathlib import Path
from typing import Any, Final

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.scalarstring import (
    DoubleQuotedScalarString,
    FoldedScalarString,
    ScalarString,
)

from bot.domain.errors import KnowledgeError
from bot.knowledge.models import CentreFile
from bot.knowledge.yaml_text import Loader

# The way to a value, as ("names", "kk").
Place = tuple[str, ...]
BYTE_ORDER_MARK: Final = "\ufeff"
# By it editors' tools find what such a file must look like.
SCHEMA_LINE: Final = "# yaml-language-server: $schema=../schema/centres.schema.json\n"
# Longer than any text: lines are broken only where we break them.
WIDTH: Final = 1_000_000
FOLDED_AT: Final = 96
BARE: Final = frozenset(("id", "region", "place", "kind", "status", "checked_by", "label"))
FOLDED: Final = "note"
FIELDS: Final = tuple(CentreFile.model_fields)
BARE_WORD: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
ONE_PARAGRAPH: Final = re.compile(r"\S+( \S+)*")


class _Representer(RoundTripRepresenter):
    """Writes what is not known as `null`, as all our files do."""

    def represent_none(self, data: None) -> Any:
        """Return the node of a value that is not known."""
        return self.represent_scalar("tag:yaml.org,2002:null", "null")


_Representer.add_representer(type(None), _Representer.represent_none)


def changed(text: str, answers: Mapping[Place, Any]) -> str:
    """Return the text of a file with other values at some places, and no other sign changed."""
    mark = BYTE_ORDER_MARK * text.startswith(BYTE_ORDER_MARK)
    plain = text.removeprefix(BYTE_ORDER_MARK)
    line_end = "\r\n" if "\r\n" in plain else "\n"
    plain = plain.replace("\r\n", "\n")
    wanted = _wanted(plain, answers)
    fields = {place[:1]: wanted[place[0]] for place in answers}
    # Unusual layouts are written anew: a field as a whole, or even the file.
    ways: tuple[Callable[[], str], ...] = (
        lambda: reduce(_with_value, answers.items(), plain),
        lambda: reduce(_with_value, fields.items(), plain),
        lambda: _dumped(_styled(wanted)),
    )
    for way in ways:
        with suppress(YAMLError, KeyError, TypeError):
            result = way()
            if _read(result) == wanted:
                return mark + result.replace("\n", line_end)
    raise KnowledgeError("A centre cannot be written as it is wanted.")


def fresh(values: Mapping[str, Any]) -> str:
    """Return the text of a new file."""
    return SCHEMA_LINE + _dumped(_styled(values))


def write(folder: Path, texts: Mapping[str, str | None]) -> None:
    """Write files below a folder, None removes one: all beside the old ones first, then in place.

    Nobody ever reads half a file, and where one cannot be written none is.
    """
    beside: dict[Path, Path] = {}
    try:
        for name, text in texts.items():
            if text is not None:
                file = folder / name
                new = beside[file] = file.with_name(f".{file.name}.new")
                new.write_text(text, encoding="utf-8", newline="")
                if file.exists():
                    shutil.copymode(file, new)
        for file, new in beside.items():
            os.replace(new, file)  # noqa: PTH105 (in one step)
        for name, text in texts.items():
            if text is None:
                (folder / name).unlink(missing_ok=True)
    finally:
        for new in beside.values():
            new.unlink(missing_ok=True)


def _yaml() -> YAML:
    editor = YAML()
    editor.Representer = _Representer
    editor.preserve_quotes = True
    editor.width = WIDTH
    editor.indent(mapping=2, sequence=4, offset=2)
    return editor


def _dumped(values: Any) -> str:
    out = StringIO()
    _yaml().dump(values, out)
    return out.getvalue()


def _read(text: str) -> Any:
    try:
        return _days_as_words(yaml.load(text, Loader=Loader))  # noqa: S506 (a safe loader)
    except yaml.YAMLError:
        return None


def _wanted(text: str, answers: Mapping[Place, Any]) -> Any:
    values = _read(text)
    for place, value in answers.items():
        inner = values
        for step in place[:-1]:
            inner = inner[step]
        inner[place[-1]] = value
    return _days_as_words(values)


def _days_as_words(values: Any) -> Any:
    """Return values as they are compared: a day in quotes is the same day."""
    if isinstance(values, Mapping):
        return {key: _days_as_words(value) for key, value in values.items()}
    if isinstance(values, list):
        return [_days_as_words(value) for value in values]
    return values.isoformat() if isinstance(values, date) else values


def _with_value(text: str, answer: tuple[Place, Any]) -> str:
    """Return a text with the lines of one value written anew, comments around them kept."""
    place, value = answer
    lines, key = _lines(text), place[-1]
    first, end, column = _part(lines, text, place)
    part = _yaml().load("".join(line[column:] or "\n" for line in lines[first:end]))
    part = CommentedMap() if part is None else part
    old = part.get(key)
    if isinstance(old, CommentedSeq) and old and isinstance(value, list) and value:
        _renew(old, value)
    else:
        part[key] = _styled(value, key, old)
    renewed = "".join(" " * column * bool(line.strip()) + line for line in _lines(_dumped(part)))
    above = "".join(lines[:first])
    return above + "\n" * (above[-1:] not in ("", "\n")) + renewed + "".join(lines[end:])


def _renew(old: CommentedSeq, entries: Sequence[Mapping[str, str]]) -> None:
    """Change a list of entries where they differ, so that comments beside the others stay."""
    while len(old) > len(entries):
        gone = (at for at, entry in enumerate(old) if dict(entry) not in entries)
        del old[next(gone, len(old) - 1)]
    for at, entry in enumerate(entries):
        if at == len(old):
            old.append(_styled(entry))
            continue
        for key in [key for key in old[at] if key not in entry]:
            del old[at][key]
        for key, value in entry.items():
            if old[at].get(key) != value:
                old[at][key] = _styled(value, key, old[at].get(key))


def _styled(value: Any, key: str = "", old: Any = None) -> Any:
    """Return a value in the style of the one before it, or of our files."""
    if isinstance(value, Mapping):
        return CommentedMap((inner, _styled(said, inner)) for inner, said in value.items())
    if isinstance(value, list):
        entries = CommentedSeq(_styled(entry) for entry in value)
        if not entries:
            entries.fa.set_flow_style()
        return entries
    if not isinstance(value, str):
        return value
    if key in BARE and not isinstance(old, ScalarString) and _is_bare(value):
        return value
    is_folded = isinstance(old, FoldedScalarString) or (old is None and key == FOLDED)
    if is_folded and ONE_PARAGRAPH.fullmatch(value) and value.isprintable():
        return _folded(value)
    is_quoted = isinstance(old, ScalarString) and not isinstance(old, FoldedScalarString)
    return type(old)(value) if is_quoted else DoubleQuotedScalarString(value)


def _is_bare(value: str) -> bool:
    return BARE_WORD.fullmatch(value) is not None and _read(value) == value


def _folded(words: str) -> FoldedScalarString:
    begins, spaces = 0, []
    for found in re.finditer(r"\S+", words):
        if found.end() - begins > FOLDED_AT and found.start() > begins:
            spaces.append(found.start() - 1)
            begins = found.start()
    folded: FoldedScalarString = FoldedScalarString(words)
    folded.fold_pos = spaces  # type: ignore[attr-defined]
    return folded


def _part(lines: Sequence[str], text: str, place: Place) -> tuple[int, int, int]:
    """Return first line, end and column of a value; comments behind it belong to what follows."""
    keys = list(_keys(text))
    found = next((each for each in keys if each[0] == place), None)
    if found is None:
        later = FIELDS[FIELDS.index(place[0]) + 1 :]
        behind = (line for key, line, _ in keys if len(key) == 1 and key[0] in later)
        first = min(behind, default=len(lines))
        return first, first, 0
    _place, first, column = found
    after = (line for key, line, _ in keys if line > first and key[: len(place)] != place)
    end = min(after, default=len(lines))
    while end > first + 1 and _is_between(lines[end - 1], column):
        end -= 1
    return first, end, column


def _lines(text: str) -> list[str]:
    # Only these end a line for the reader of our files.
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _is_between(line: str, column: int) -> bool:
    bare = line.lstrip(" ")
    return not bare.strip() or (bare.startswith("#") and len(line) - len(bare) <= column)


def _keys(text: str) -> Iterator[tuple[Place, int, int]]:
    """Return the ways to all keys of mappings, two levels deep, with line and column from 0."""
    root = yaml.compose(text, Loader=Loader)
    for key, value in getattr(root, "value", ()):
        yield (key.value,), key.start_mark.line, key.start_mark.column
        if isinstance(value, yaml.MappingNode):
            for inner, _ in value.value:
                mark = inner.start_mark
                yield (key.value, inner.value), mark.line, mark.column
