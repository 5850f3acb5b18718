"""YAML files with the lines on which their values stand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

import yaml

from bot.domain.text import Phrase, _
from bot.knowledge.yaml_text import MOST_CHARACTERS, TOO_BIG, Loader, Mark, NoYamlError, read_yaml

NOT_UTF8: Final = _("This file is not UTF-8 from here on: please save it as UTF-8.")
# Every file of a folder of a thousand centres, and those before a change beside them.
READ_AND_KEPT: Final = 4096
# From so many characters on a text is large. While somebody types in it, each of its drafts would
# stay: only the latest are kept, and more than there are large files.
LARGE: Final = 5_000
LARGE_AND_KEPT: Final = 32

# What stands in the place of files: their texts by name, None for a file that is to be gone.
Drafts = Mapping[str, str | None]


@dataclass(frozen=True)
class Source:
    """One file of knowledge: its name below the folder, its text, and what it says."""

    name: str
    text: str = field(repr=False)
    values: Any = field(repr=False)
    # Keys that stand a second time in one mapping, of which YAML drops the first in silence.
    twice: tuple[Mark, ...] = ()

    @property
    def is_large(self) -> bool:
        """Tell whether only a few of its kind are kept."""
        return len(self.text) > LARGE

    def mark(self, place: Sequence[str | int]) -> Mark:
        """Return line and column of the value at a place, or of the nearest place around it."""
        return self._marks(place)[1]

    def key_mark(self, place: Sequence[str | int]) -> Mark:
        """Return line and column of the key at a place; its value may begin below it."""
        return self._marks(place)[0]

    def _marks(self, place: Sequence[str | int]) -> tuple[Mark, Mark]:
        key = value = self._root
        for step in place:
            if (found := _child(value, step)) is None:
                break
            key, value = found
        return (_mark(key), _mark(value)) if value else ((1, 1), (1, 1))

    def line(self, place: Sequence[str | int]) -> int:
        """Return the line of the value at a place, or of the nearest place around it."""
        return self.mark(place)[0]

    @cached_property
    def _root(self) -> Any:
        return yaml.compose(self.text, Loader=Loader)


class UnreadableError(Exception):
    """A file that is no YAML; `line` and `column` are 1-based, 0 where there is no file."""

    def __init__(self, name: str, line: int, column: int = 0, advice: Phrase | None = None) -> None:
        super().__init__(name)
        self.name = name
        self.line = line
        self.column = column
        self.advice = advice


def read_file(folder: Path, name: str, drafts: Drafts | None = None) -> Source:
    """Read one file, or its draft; `name` is its path below the folder."""
    return read_text(name, text_of(folder, name, drafts or {}))


def text_of(folder: Path, name: str, drafts: Drafts) -> str:
    """Return the text of a file, or of its draft."""
    if name in drafts:
        text = drafts[name]
        if text is None:
            raise UnreadableError(name, 0)
        return text
    try:
        with (folder / name).open("rb") as file:
            written = file.read(MOST_CHARACTERS + 1)
        if len(written) > MOST_CHARACTERS:
            raise UnreadableError(name, 1, 1, TOO_BIG)
        return written.decode("utf-8-sig")
    except OSError as error:
        raise UnreadableError(name, 0) from error
    except UnicodeDecodeError as error:
        above = error.object[: error.start]
        line = above.count(b"\n") + 1
        column = error.start - above.rfind(b"\n")
        raise UnreadableError(name, line, column, NOT_UTF8) from error


def read_text(name: str, text: str) -> Source:
    """Read the text of a file; the same text gives the same object."""
    return (_large if len(text) > LARGE else _small)(name, text)


def _read(name: str, text: str) -> Source:
    try:
        return Source(name, text, *read_yaml(text))
    except NoYamlError as error:
        raise UnreadableError(name, *error.mark, error.advice) from error


_small: Final = lru_cache(maxsize=READ_AND_KEPT)(_read)
_large: Final = lru_cache(maxsize=LARGE_AND_KEPT)(_read)


def names_in(folder: Path, below: str, drafts: Drafts | None = None) -> Iterator[str]:
    """Return the names of all YAML files of a folder, sorted, so that every reading is the same."""
    drafts = drafts or {}
    paths = (folder / below).glob("[!.]*.yaml")
    found = {f"{below}/{path.name}" for path in paths if is_sayable(path.name)}
    drafted = {name for name in drafts if name.startswith(f"{below}/")}
    gone = {name for name in drafted if drafts[name] is None}
    yield from sorted((found | drafted) - gone)


def is_sayable(name: str) -> bool:
    """Tell whether a name is text; archives of older systems leave other bytes in names."""
    return name == name.encode("utf-8", "replace").decode()


def _child(node: Any, step: str | int) -> tuple[Any, Any] | None:
    """Return the nodes of a key and of its value; an entry of a list is its own key."""
    if isinstance(node, yaml.MappingNode):
        return next((pair for pair in node.value if pair[0].value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


def _mark(node: Any) -> Mark:
    return node.start_mark.line + 1, node.start_mark.column + 1
