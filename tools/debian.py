"""Installs packages of Debian or Ubuntu, where that is allowed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from typing import Final

INSTALL: Final = ("apt-get", "install", "-y", "-qq", "--no-install-recommends")
UPDATE: Final = ("apt-get", "update", "-qq")


def install(packages: Sequence[str], reason: str) -> bool:
    """Install packages where we may, and tell whether apt-get said yes."""
    prefix = _as_root()
    if prefix is None:
        return False
    print(f"Installing {reason} (apt-get install {' '.join(packages)}).", file=sys.stderr)
    wanted = (*prefix, *INSTALL, *packages)
    return _runs(*wanted) or (_runs(*prefix, *UPDATE) and _runs(*wanted))


def _as_root() -> tuple[str, ...] | None:
    """Return what makes apt-get run as root, or None where nothing does."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ("env", "DEBIAN_FRONTEND=noninteractive")
    if shutil.which("sudo") and _runs("sudo", "-n", "true"):
        return ("sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive")
    return None


def _runs(*command: str) -> bool:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False)
    return done.returncode == 0
