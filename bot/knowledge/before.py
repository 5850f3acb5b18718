"""What was good before the files were changed: the copy kept under var/, else what is committed."""

import subprocess
import tarfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bot.knowledge.keeper import last_good
from bot.knowledge.reader import read_folder
from bot.knowledge.shelf import Shelf

# Only reads; a repository that does not answer is as good as none.
ARCHIVE: Final = ("git", "archive", "--format=tar", "HEAD")
PATIENCE_WITH_GIT: Final = 10


def shelf_before(folder: Path, var: Path) -> Shelf | None:
    """Return the files that were good last, if any are known."""
    kept = last_good(var)
    if kept is not None:
        return read_folder(kept)
    packed = _committed(folder)
    if packed is None:
        return None
    with TemporaryDirectory() as home, tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(home, filter="data")
        return read_folder(Path(home))


def _committed(folder: Path) -> bytes | None:
    """Return the committed files of a folder as an archive; None outside of a repository."""
    try:
        done = subprocess.run(  # noqa: S603 (a fixed command)
            ARCHIVE, cwd=folder, capture_output=True, check=True, timeout=PATIENCE_WITH_GIT
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout
