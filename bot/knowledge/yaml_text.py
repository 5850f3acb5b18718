"""Reads the text of a YAML file, in a bounded time whatever stands in it."""

import re
from typing import Any, Final

import yaml

from bot.domain.text import Phrase, _

MOST_CHARACTERS: Final = 5_000_000
# Aliases can make a short file mean a huge one, and brackets can nest without end.
MOST_VALUES: Final = 500_000
DEEPEST: Final = 60

UNREADABLE: Final = _(
    "This file cannot be read as YAML: look at the indent, the quotes and the colon here and on "
    "the line above."
)
TAB: Final = _("A tab stands here: please indent with spaces only.")
TOO_BIG: Final = _("This file is too big: at most 5 MB are read. Is it the right one?")
TOO_DEEP: Final = _("Too many brackets or lists stand inside one another here.")
TOO_MUCH: Final = _("Aliases (*) make this file mean too much: please write the values out.")
SIGN: Final = _("A sign stands here that no text may hold: please delete it and write it anew.")

# The C reader is ten times quicker where the package was built with it.
_Base: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# A day that no calendar knows would be an accident of the reader; our models judge dates instead.
Loader: Final[Any] = type(
    "Loader",
    (_Base,),
    {
        "yaml_implicit_resolvers": {
            first: [each for each in resolvers if each[0] != "tag:yaml.org,2002:timestamp"]
            for first, resolvers in _Base.yaml_implicit_resolvers.items()
        }
    },
)
_OPENED: Final = {"[": 1, "{": 1, "]": -1, "}": -1}
_NESTED_ON_A_LINE: Final = re.compile(rf"^[ ]*(?:[-?:][ ]+){{{DEEPEST},}}", re.MULTILINE)

Mark = tuple[int, int]


class NoYamlError(Exception):
    """A text that is not read, with the line and column of the reason."""

    def __init__(self, advice: Phrase, mark: Mark = (1, 1)) -> None:
        super().__init__(advice.source)
        self.advice = advice
        self.mark = mark


def read_yaml(text: str) -> tuple[Any, tuple[Mark, ...]]:
    """Return what a text says, and where keys stand a second time in one mapping."""
    if len(text) > MOST_CHARACTERS:
        raise NoYamlError(TOO_BIG)
    sign = yaml.reader.Reader.NON_PRINTABLE.search(text)
    if sign:
        raise NoYamlError(SIGN, _mark_of(text, sign.start()))
    _refuse_depths(text)
    try:
        loader = Loader(text)
        try:
            root = loader.get_single_node()
            twice = _Walk().through(root) if root else ()
            return (loader.construct_document(root) if root else None), twice
        finally:
            loader.dispose()
    except RecursionError as error:
        raise NoYamlError(TOO_DEEP) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _unreadable(text, (mark.line + 1, mark.column + 1) if mark else (1, 1)) from error
    except (yaml.YAMLError, ValueError, TypeError) as error:
        raise NoYamlError(UNREADABLE) from error


def _refuse_depths(text: str) -> None:
    """Refuse what the C reader itself could fall over."""
    depth = 0
    for found in re.finditer(r"[\[\]{}]", text):
        depth = max(0, depth + _OPENED[found.group()])
        if depth > DEEPEST:
            raise NoYamlError(TOO_DEEP, _mark_of(text, found.start()))
    nested = _NESTED_ON_A_LINE.search(text)
    if nested:
        raise NoYamlError(TOO_DEEP, _mark_of(text, nested.start()))


def _unreadable(text: str, mark: Mark) -> NoYamlError:
    lines = text.splitlines()
    words = lines[mark[0] - 1] if mark[0] <= len(lines) else ""
    indent = words[: len(words) - len(words.lstrip())]
    return NoYamlError(TAB if "\t" in indent else UNREADABLE, mark)


def _mark_of(text: str, position: int) -> Mark:
    above = text[:position]
    return above.count("\n") + 1, position - above.rfind("\n")


class _Walk:
    """One walk through all nodes: what stands twice, and whether there is too much."""

    def __init__(self) -> None:
        self._sizes: dict[int, int] = {}
        self._twice: list[Mark] = []

    def through(self, root: Any) -> tuple[Mark, ...]:
        self._size(root, 0)
        return tuple(self._twice)

    def _size(self, node: Any, depth: int) -> int:
        """Return how many values a node means with all aliases written out."""
        if isinstance(node, yaml.ScalarNode):
            return 1
        if id(node) in self._sizes:
            return self._sizes[id(node)]
        if depth > DEEPEST:
            raise NoYamlError(TOO_DEEP, _mark(node))
        # Whoever meets it again on the way down meets it without end.
        self._sizes[id(node)] = MOST_VALUES
        size = 1 + sum(self._size(child, depth + 1) for child in self._children(node))
        if size > MOST_VALUES:
            raise NoYamlError(TOO_MUCH, _mark(node))
        self._sizes[id(node)] = size
        return size

    def _children(self, node: Any) -> list[Any]:
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        seen: set[object] = set()
        for key, _value in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    self._twice.append(_mark(key))
                seen.add(key.value)
        return [part for pair in node.value for part in pair]


def _mark(node: Any) -> Mark:
    return node.start_mark.line + 1, node.start_mark.column + 1
