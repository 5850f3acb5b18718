"""Changes one value of a text; every other sign of it stays as it is."""

import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import Any, Final

import yaml

from bot.domain.editing import Way
from bot.domain.errors import KnowledgeError
from bot.knowledge.editing.nodes import child, end_of, find, is_flow, is_in_flow, root_of
from bot.knowledge.editing.pieces import Value, item, piece
from bot.knowledge.files import read_text

INDENT: Final = 2


def put(
    name: str, text: str, way: Way, ways_to_write: Iterable[Value], order: Sequence[str]
) -> str:
    """Return a text with this value at this place, written in the first way that reads the same.

    A key that was missing comes behind the one that stands before it in `order`.
    """
    for value in ways_to_write:
        changed = _put(name, text, way, value, order)
        if _says(name, text, changed, way, value):
            return changed
    raise KnowledgeError(f"{name} can only be edited as a whole.")


def grow(name: str, text: str, way: Way, value: Value, order: Sequence[str]) -> str:
    """Return a text whose list has one more item."""
    root = root_of(name, text)
    node = find(root, way)
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        # Without an example to follow, short lists of ids are written as our files write them.
        grown = [value]
        return put(name, text, way, (grown,), order)
    last = node.value[-1]
    end = end_of(text, last)
    if is_flow(node):
        first = item(value, in_flow=True)[0]
        return text[:end] + f", {first}" + text[end:]
    lines = item(value, in_flow=is_flow(last))
    column = node.start_mark.column
    indented = _indented([f"- {lines[0]}", *lines[1:]], column)
    return _insert_lines(text, end, [" " * column + indented[0], *indented[1:]])


def shrink(name: str, text: str, way: Way) -> str:
    """Return a text without an item of a list; unchanged where there is no such item."""
    *above, number = way
    node = find(root_of(name, text), tuple(above))
    if not isinstance(number, int) or child(node, number) is None:
        return text
    if not isinstance(node, yaml.SequenceNode):
        return text
    if len(node.value) == 1:
        return put(name, text, tuple(above), ([],), ())
    if is_flow(node):
        return _without_flow_item(text, node, number)
    begin = text.rfind("\n", 0, _dash(text, node, number)) + 1
    end = text.find("\n", end_of(text, node.value[number]))
    if end < 0:
        # The last line of a file that does not end with a line break.
        return text[:begin].rstrip("\r\n")
    return text[:begin] + text[end + 1 :]


def _without_flow_item(text: str, node: Any, number: int) -> str:
    items = node.value
    if number + 1 < len(items):
        begin, end = items[number].start_mark.index, items[number + 1].start_mark.index
    else:
        begin, end = end_of(text, items[number - 1]), end_of(text, items[number])
    return text[:begin] + text[end:]


def _put(name: str, text: str, way: Way, value: Value, order: Sequence[str]) -> str:
    root = root_of(name, text)
    above, node = find(root, way[:-1]), find(root, way)
    in_flow = is_in_flow(root, way)
    if node is None:
        return _with_key(text, above, str(way[-1]), value, order)
    if in_flow or _is_inline(node):
        lines = piece(value, in_flow=in_flow)
        if len(lines) == 1:
            begin, end = node.start_mark.index, end_of(text, node)
            before = " " if text[begin - 1 : begin] in (":", "-") else ""
            return text[:begin] + before + lines[0] + text[end:]
    return _replaced(text, above, way[-1], value)


def _is_inline(node: Any) -> bool:
    """Tell whether another value may take the place of this one within its line."""
    is_block = isinstance(node, yaml.CollectionNode) and not is_flow(node)
    return not is_block and getattr(node, "style", None) not in ("|", ">")


def _replaced(text: str, above: Any, step: str | int, value: Value) -> str:
    """Replace all that stands behind a key; comments before and behind the old value stay."""
    slot, node = _slot(text, above, step), child(above, step)
    column = above.start_mark.column
    lines = piece(value, indent=column)
    begin, end = node.start_mark.index, end_of(text, node)
    gap = text[slot:begin]
    kept = gap.rstrip() if "#" in gap else ""
    header = re.match(r"[|>][-+0-9]*([ \t]+#[^\r\n]*)", text[begin:end])
    kept += header.group(1) if header and getattr(node, "style", None) in ("|", ">") else ""
    line_end = _line_end(text, end)
    first = f" {lines[0]}" if lines[0] else ""
    head = text[:slot] + first + kept + text[end:line_end].rstrip()
    return _join(text, [head, *_indented(lines, column)[1:]]) + text[line_end:]


def _with_key(text: str, above: Any, key: str, value: Value, order: Sequence[str]) -> str:
    """Add a key that was missing."""
    before = order[: order.index(key)] if key in order else ()
    known = [each for each in above.value if each[0].value in before] or above.value
    if is_flow(above):
        written = f"{key}: {piece(value, in_flow=True)[0]}"
        if not known:
            inside = above.start_mark.index + 1
            return text[:inside] + written + text[inside:]
        end = end_of(text, known[-1][1])
        return text[:end] + f", {written}" + text[end:]
    column = above.start_mark.column
    lines = piece(value, indent=column)
    first = f"{key}: {lines[0]}".rstrip()
    indented = [" " * column + first, *_indented(lines, column)[1:]]
    return _insert_lines(text, end_of(text, known[-1][1]), indented)


def _slot(text: str, above: Any, step: str | int) -> int:
    """Return where the place for a value begins: behind its colon or its dash."""
    if isinstance(above, yaml.MappingNode):
        key = next(key for key, _ in above.value if key.value == str(step))
        return text.index(":", key.end_mark.index) + 1
    assert isinstance(step, int)
    return _dash(text, above, step) + 1


def _dash(text: str, node: Any, number: int) -> int:
    """Return where the dash of an item stands."""
    if number == 0:
        return int(node.start_mark.index)
    begin = end_of(text, node.value[number - 1])
    found = re.compile(rf"^ {{{node.start_mark.column}}}-(?=\s)", re.MULTILINE).search(text, begin)
    assert found is not None
    return found.end() - 1


def _insert_lines(text: str, position: int, lines: Sequence[str]) -> str:
    """Insert lines behind the line on which a position lies."""
    end = _line_end(text, position)
    return _join(text, [text[:end], *lines]) + text[end:]


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    if end < 0:
        return len(text)
    return end - 1 if text[end - 1 : end] == "\r" and end > position else end


def _join(text: str, lines: Sequence[str]) -> str:
    return ("\r\n" if "\r\n" in text else "\n").join(lines)


def _indented(lines: Sequence[str], column: int) -> list[str]:
    """Indent all lines but the first, which stands behind something."""
    return [lines[0], *(" " * column + line if line else "" for line in lines[1:])]


def _says(name: str, old: str, new: str, way: Way, value: Value) -> bool:
    """Tell whether a changed text says this value at this place, and else what it said before."""
    if root_of(name, new) is None:
        return False
    before, after = read_text(name, old).values, read_text(name, new).values
    meant = deepcopy(before)
    _set(meant, way, _plain(value))
    return bool(meant == after)


def _set(values: Any, way: Way, value: Any) -> None:
    for step in way[:-1]:
        values = values[step]
    values[way[-1]] = value


def _plain(value: Value) -> Any:
    """Return a value as the reader reads it."""
    match value:
        case dict():
            return {key: _plain(each) for key, each in value.items()}
        case list():
            return [_plain(each) for each in value]
        case str():
            return str(value)
        case bool() | int() | None:
            return value
        case _:
            return value.isoformat()
