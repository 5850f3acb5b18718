"""The values of a text with the spans where they are written."""

from typing import Any, Final

import yaml

from bot.domain.editing import Way
from bot.knowledge.files import UnreadableError, read_text
from bot.knowledge.yaml_text import Loader

NULL: Final = "tag:yaml.org,2002:null"
BLOCK_STYLES: Final = ("|", ">")


def root_of(name: str, text: str) -> Any:
    """Return the root of a text, or None for a text that can only be edited as a whole.

    Anchors, tags and doubled keys make one value stand in several places, or in none.
    """
    try:
        source = read_text(name, text)
        if source.twice or any(map(_is_special, yaml.parse(text, Loader=Loader))):
            return None
        root = yaml.compose(text, Loader=Loader)
    except (UnreadableError, yaml.YAMLError):
        return None
    return root if isinstance(root, yaml.MappingNode) else None


def child(node: Any, step: str | int) -> Any:
    """Return the value of a key or of a number, or None."""
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return node.value[step] if 0 <= step < len(node.value) else None
    return None


def find(root: Any, way: Way) -> Any:
    """Return the node at a place, or None."""
    for step in way:
        root = child(root, step)
    return root


def is_null(node: Any) -> bool:
    """Tell whether nothing is said here."""
    return node is None or node.tag == NULL


def is_flow(node: Any) -> bool:
    """Tell whether this is written in brackets."""
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def is_in_flow(root: Any, way: Way) -> bool:
    """Tell whether a place lies within brackets."""
    return any(is_flow(find(root, way[:length])) for length in range(len(way)))


def end_of(text: str, node: Any) -> int:
    """Return where what is written of a value ends; blank lines behind it are not of it."""
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.ScalarNode):
        if node.style in BLOCK_STYLES:
            return int(start + len(text[start:end].rstrip()))
        return int(end)
    if is_flow(node) or not node.value:
        return int(end)
    last = node.value[-1]
    return end_of(text, last[1] if isinstance(last, tuple) else last)


def _is_special(event: Any) -> bool:
    if isinstance(event, yaml.AliasEvent):
        return True
    return bool(getattr(event, "anchor", None) or getattr(event, "tag", None))
