"""Commits published files where the folder lies in a git checkout."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from bot.domain.operator import Role

# Seconds; hooks of the checkout may take their time, an editor not.
PATIENCE: Final = 20.0
# What git needs of our surroundings; secrets and a surrounding repository are not its business.
PASSED_ON: Final = ("PATH", "HOME", "XDG_CONFIG_HOME", "TMPDIR", "SYSTEMROOT")
SUMMARY: Final = "knowledge: Change what visitors read"


def is_checkout(folder: Path) -> bool:
    """Tell whether a folder lies in a git checkout."""
    home = folder.resolve()
    return any((one / ".git").exists() for one in (home, *home.parents))


def commit(folder: Path, files: Sequence[str], role: Role, summary: str, lock: Path) -> bool:
    """Commit exactly these files; return whether that worked. Nothing else is touched."""
    try:
        # Two editors who publish at once wait for each other, not for git's own lock.
        with FileLock(lock, timeout=PATIENCE):
            present = [file for file in files if (folder / file).exists()]
            gone = [file for file in files if file not in present and _is_known(folder, file)]
            if present:
                _git(folder, role, "add", "--intent-to-add", "--", *present)
            changed = [file for file in (*present, *gone) if _differs(folder, file)]
            if changed:
                _commit(folder, changed, role, summary.strip() or SUMMARY)
    except (OSError, subprocess.SubprocessError, Timeout):
        return False
    return True


def _commit(folder: Path, files: Sequence[str], role: Role, summary: str) -> None:
    # Whatever else is staged stays staged; the key of no person is at hand to sign with.
    how = ("--quiet", "--only", "--no-gpg-sign", f"--message={summary}")
    author = f"--author={role.value.capitalize()} <{role.value}@pana.invalid>"
    _git(folder, role, "commit", *how, author, "--", *files)


def _is_known(folder: Path, file: str) -> bool:
    return bool(_git(folder, Role.EDITOR, "ls-files", "--", file))


def _differs(folder: Path, file: str) -> bool:
    """Tell whether there is anything to commit of a file."""
    return bool(_git(folder, Role.EDITOR, "status", "--porcelain", "--", file))


def _git(folder: Path, role: Role, *arguments: str) -> bytes:
    known = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    name, email = role.value.capitalize(), f"{role.value}@pana.invalid"
    identity = {"GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": email}
    silence = {"GIT_TERMINAL_PROMPT": "0", "GIT_EDITOR": "true", "GIT_ASKPASS": "true"}
    done = subprocess.run(  # noqa: S603 (no shell, and names of files stand behind "--")
        ["git", "--literal-pathspecs", *arguments],  # noqa: S607 (wherever it is installed)
        cwd=folder,
        env={**known, **identity, **silence, "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=PATIENCE,
        check=True,
    )
    return done.stdout
