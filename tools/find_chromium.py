"""Finds the Chromium of the browser tests, or installs Debian's where that is allowed.

`python tools/find_chromium.py` prints where it is; `--install` may call apt-get before giving up.
"""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from tools.debian import install

VARIABLE: Final = "PANA_CHROMIUM"
NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
USUAL: Final = Path("/usr/bin/chromium")
ADVICE: Final = (
    f"The browser tests need Chromium: please install it (on Debian: apt-get install chromium) "
    f"or put its path into {VARIABLE}."
)
WRONG: Final = f"{VARIABLE} names no program that can be started: {{path}}"
PACKAGES: Final = ("chromium",)
REASON: Final = "Chromium for the browser tests"


class NoChromiumError(Exception):
    """There is no Chromium; the text says what to do."""


def find(environ: Mapping[str, str] = os.environ, usual: Path = USUAL) -> Path:
    """Return the browser to be driven; raises NoChromiumError with one sentence."""
    if named := environ.get(VARIABLE, "").strip():
        if is_program(Path(named)):
            return Path(named)
        raise NoChromiumError(WRONG.format(path=named))
    for candidate in (usual, *_candidates(environ.get("PATH", os.defpath))):
        if is_program(candidate):
            return candidate
    raise NoChromiumError(ADVICE)


def is_program(path: Path) -> bool:
    """Tell whether a file can be started."""
    return path.is_file() and os.access(path, os.X_OK)


def _candidates(path: str) -> Iterator[Path]:
    for name in NAMES:
        if found := shutil.which(name, path=path):
            yield Path(found)


def _installed() -> bool:
    return install(PACKAGES, REASON)


def main(arguments: list[str]) -> int:
    """Print where Chromium is; exit 1 with one sentence where there is none."""
    try:
        try:
            found = find()
        except NoChromiumError:
            # A path that somebody wrote down is theirs to mend, not ours to replace.
            if "--install" not in arguments or os.environ.get(VARIABLE) or not _installed():
                raise
            found = find()
    except NoChromiumError as error:
        print(error, file=sys.stderr)
        return 1
    print(found)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
