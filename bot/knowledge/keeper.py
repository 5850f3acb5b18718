"""Keeps the last good knowledge on disk, so that even a restart after a bad edit serves."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from filelock import FileLock, Timeout

from bot.domain.errors import KnowledgeError
from bot.domain.guide import Ages
from bot.domain.reading import Reading
from bot.knowledge.build import build
from bot.knowledge.checks import Circumstances, checked
from bot.knowledge.files import Drafts
from bot.knowledge.reader import read_folder
from bot.knowledge.shelf import Shelf

LAST_GOOD: Final = "knowledge-last-good"
CURRENT: Final = "current"
LOCK: Final = "knowledge.lock"
# Seconds: whoever writes knowledge is done in far less.
PATIENCE: Final = 60.0
LETTERS_OF_A_VERSION: Final = 16


def read_guide(
    folder: Path,
    today: date,
    *,
    drafts: Drafts | None = None,
    before: Shelf | None = None,
    ages: Ages | None = None,
) -> tuple[Reading, Shelf]:
    """Read and check a folder, drafts in the place of files; `before` is what was good last."""
    shelf = read_folder(folder, drafts)
    ages = ages or Ages()
    complaints = tuple(checked(shelf, Circumstances(today, before, ages)))
    guide = build(shelf, today, ages) if shelf.is_good else None
    return Reading(version_of(shelf), guide, complaints), shelf


def version_of(shelf: Shelf) -> str:
    """Return a name of what stands in all files."""
    hashed = sha256()
    for name, source in sorted(shelf.sources.items()):
        hashed.update(f"{name}\0{source.text}\0".encode())
    return hashed.hexdigest()[:LETTERS_OF_A_VERSION]


def last_good(var: Path) -> Path | None:
    """Return the folder of the last good knowledge, if any was kept."""
    with suppress(OSError):
        folder = var / LAST_GOOD / (var / LAST_GOOD / CURRENT).read_text("ascii")
        return folder if folder.is_dir() else None
    return None


def keep(shelf: Shelf, var: Path) -> None:
    """Keep a good shelf as the last good one; several processes may do so at once."""
    home, version = var / LAST_GOOD, version_of(shelf)
    home.mkdir(parents=True, exist_ok=True)
    with alone(var):
        if last_good(var) == home / version:
            return
        if not (home / version).is_dir():
            texts = {name: source.text for name, source in shelf.sources.items()}
            _write_texts(texts, home / version, last_good(var))
        pointer = home / f"{CURRENT}.new"
        pointer.write_text(version, "ascii")
        pointer.replace(home / CURRENT)
        for other in home.iterdir():
            if other.is_dir() and other.name != version:
                shutil.rmtree(other, ignore_errors=True)


@contextmanager
def alone(var: Path) -> Iterator[None]:
    """Write knowledge while nobody else on this machine does, nor reads half of it."""
    var.mkdir(parents=True, exist_ok=True)
    lock = FileLock(var / LOCK, timeout=PATIENCE)
    try:
        lock.acquire()
    except Timeout:
        raise KnowledgeError(f"Somebody else holds {var / LOCK}: please try again.") from None
    try:
        yield
    finally:
        lock.release()


def _write_texts(texts: Mapping[str, str], folder: Path, like: Path | None) -> None:
    """Write a folder in one step; what has not changed is the same file as before."""
    fresh = Path(mkdtemp(dir=folder.parent, prefix=".new-"))
    for name, text in texts.items():
        file, whole = fresh / name, text.encode()
        file.parent.mkdir(parents=True, exist_ok=True)
        if like is None or not _linked(like / name, file, whole):
            file.write_bytes(whole)
    os.replace(fresh, folder)  # noqa: PTH105 (a folder, in one step)


def _linked(old: Path, new: Path, whole: bytes) -> bool:
    """Give an old file a second name where it holds just this; False where it does not."""
    try:
        if old.read_bytes() != whole:
            return False
        new.hardlink_to(old)
    except OSError:
        # Some file systems know no second names.
        return False
    return True
