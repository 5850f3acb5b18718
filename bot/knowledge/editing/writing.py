"""Writes several files as one: all of them or none, even if the machine stops in between."""

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from bot.domain.errors import StoreError
from bot.knowledge.files import Drafts

# What was decided to be published; whoever finds it after a crash finishes it.
DECIDED: Final = "knowledge-publishing.json"
# Marks of what lies beside a file while it is being published.
NEW: Final = ".new"
OLD: Final = ".old"
BOM: Final = b"\xef\xbb\xbf"


class NotWrittenError(StoreError):
    """The files could not be written; nothing was changed."""


def write_all(folder: Path, var: Path, texts: Drafts) -> None:
    """Write these files, or remove those without a text; on a failure all stay as they were."""
    try:
        before = {name: _bytes_of(folder / name) for name in texts}
        after = {name: _encoded(text, before[name]) for name, text in texts.items()}
        # All that needs room on the disk comes before the first file is touched.
        kept = {name: _beside(folder / name, what, OLD) for name, what in before.items()}
        fresh = {name: _beside(folder / name, what, NEW) for name, what in after.items()}
        _decide(var, before, after)
    except OSError as error:
        _forget(folder, var, texts)
        raise NotWrittenError from error
    try:
        _replace(folder, fresh)
    except OSError as error:
        # Where even this fails, the decision stands, and is carried out by whoever finds it.
        with suppress(OSError):
            _replace(folder, kept)
            _forget(folder, var, texts)
        raise NotWrittenError from error
    _forget(folder, var, texts)


def settle(folder: Path, var: Path) -> bool:
    """Finish what was decided before the machine stopped; a file changed since is left alone.

    Returns whether all is settled: whoever may not write leaves it to the others.
    """
    decided = _decided(var)
    if decided is None:
        # What was not decided left every file as it was.
        _sweep(folder)
        return True
    before, after = decided
    try:
        ours = {
            name: _beside(folder / name, what, NEW)
            for name, what in after.items()
            if _bytes_of(folder / name) in (before[name], what)
        }
        _replace(folder, ours)
    except OSError:
        return False
    _forget(folder, var, after)
    return True


def _decided(var: Path) -> tuple[dict[str, bytes | None], dict[str, bytes | None]] | None:
    try:
        decided = json.loads((var / DECIDED).read_text("utf-8"))
        return _decoded(decided["before"]), _decoded(decided["after"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _sweep(folder: Path) -> None:
    for home in (folder, *(one for one in folder.glob("*") if one.is_dir())):
        for mark in (NEW, OLD):
            for left in home.glob(f".*.y*ml{mark}"):
                with suppress(OSError):
                    left.unlink()


def _replace(folder: Path, fresh: Mapping[str, Path | None]) -> None:
    for name, file in fresh.items():
        target = folder / name
        if file is None:
            target.unlink(missing_ok=True)
        else:
            file.replace(target)
    for home in {(folder / name).parent for name in fresh}:
        _sync(home)


def _beside(file: Path, what: bytes | None, mark: str) -> Path | None:
    """Write what a file is to hold beside it, so that it can take its place in one step."""
    if what is None:
        return None
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}{mark}")
    fresh.unlink(missing_ok=True)
    with fresh.open("xb") as out:
        out.write(what)
        out.flush()
        os.fsync(out.fileno())
    with suppress(OSError):
        shutil.copymode(file, fresh)
    return fresh


def _decide(
    var: Path, before: Mapping[str, bytes | None], after: Mapping[str, bytes | None]
) -> None:
    decided = json.dumps({"before": _as_text(before), "after": _as_text(after)})
    written = _beside(var / DECIDED, decided.encode(), NEW)
    assert written is not None
    written.replace(var / DECIDED)
    _sync(var)


def _forget(folder: Path, var: Path, names: Iterable[str]) -> None:
    with suppress(OSError):
        (var / DECIDED).unlink(missing_ok=True)
    for file in (*(folder / name for name in names), var / DECIDED):
        for mark in (NEW, OLD):
            with suppress(OSError):
                file.with_name(f".{file.name}{mark}").unlink(missing_ok=True)


def _bytes_of(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _encoded(text: str | None, before: bytes | None) -> bytes | None:
    if text is None:
        return None
    mark = BOM if before is not None and before.startswith(BOM) else b""
    return mark + text.removeprefix("\ufeff").encode()


def _as_text(files: Mapping[str, bytes | None]) -> dict[str, str | None]:
    return {name: None if what is None else what.decode("latin-1") for name, what in files.items()}


def _decoded(files: Mapping[str, Any]) -> dict[str, bytes | None]:
    return {name: None if what is None else what.encode("latin-1") for name, what in files.items()}


def _sync(folder: Path) -> None:
    """Make the new names last; some systems cannot do so for folders."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
