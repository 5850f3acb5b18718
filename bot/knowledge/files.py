"""YAML files with the lines on which their values stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

# The C reader is ten times quicker where the package was built with it.
Loader: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Source:
    """One file of knowledge: its name below the folder, and what it says."""

    name: str
    path: Path
    values: Any

    def line(self, place: Sequence[str | int]) -> int:
        """Return the line of the value at a place, or of the nearest place around it."""
        with self.path.open(encoding="utf-8") as file:
            node = yaml.compose(file, Loader=Loader)
        found = node.start_mark.line if node else 0
        for step in place:
            node = _child(node, step)
            if node is None:
                break
            found = node.start_mark.line
        return found + 1


class UnreadableError(Exception):
    """A file that is no YAML; `line` is 1-based."""

    def __init__(self, name: str, line: int) -> None:
        super().__init__(name)
        self.name = name
        self.line = line


def read_file(folder: Path, name: str) -> Source:
    """Read one file; `name` is its path below the folder."""
    path = folder / name
    try:
        with path.open(encoding="utf-8") as file:
            values = yaml.load(file, Loader=Loader)  # noqa: S506 (a safe loader)
    except FileNotFoundError as error:
        raise UnreadableError(name, 0) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        raise UnreadableError(name, mark.line + 1 if mark else 1) from error
    return Source(name, path, values)


def names_in(folder: Path, below: str) -> Iterator[str]:
    """Return the names of all YAML files of a folder, sorted, so that every reading is the same."""
    for path in sorted((folder / below).glob("*.yaml")):
        yield f"{below}/{path.name}"


def _child(node: Any, step: str | int) -> Any:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return node.value[step] if step < len(node.value) else None
    return None
