"""Files that are spoilt in one place, and where that is."""

from pathlib import Path


def damage(file: Path, old: str, new: str) -> None:
    """Write something else into a file, once."""
    words = file.read_text(encoding="utf-8")
    assert old in words
    file.write_text(words.replace(old, new, 1), encoding="utf-8")


def line_of(file: Path, words: str) -> int:
    """Return the 1-based line on which words stand first."""
    whole = file.read_text(encoding="utf-8")
    return whole[: whole.index(words)].count("\n") + 1
