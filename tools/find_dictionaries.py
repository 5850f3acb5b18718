"""Finds the dictionaries our texts are spelled by, or installs Debian's where that is allowed.

`python tools/find_dictionaries.py` prints their folder; `--install` may call apt-get before it
gives up.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bot.languages.words import PACKAGES, is_there
from tools.debian import install

VARIABLE: Final = "PANA_DICTIONARIES"
USUAL: Final = Path("/usr/share/hunspell")
ADVICE: Final = (
    "Our texts are spelled by dictionaries of Hunspell, and {folder} lacks some: please install "
    "them (on Debian: apt-get install {packages}) or put their folder into {variable}."
)


class NoDictionariesError(Exception):
    """A dictionary is missing; the text says what to do."""


def find(environ: Mapping[str, str] = os.environ, usual: Path | None = None) -> Path:
    """Return the folder of the dictionaries; raises NoDictionariesError with one sentence."""
    folder = Path(environ.get(VARIABLE, "").strip() or usual or USUAL)
    if packages := lacking(folder):
        raise NoDictionariesError(
            ADVICE.format(folder=folder, packages=" ".join(packages), variable=VARIABLE)
        )
    return folder


def lacking(folder: Path) -> list[str]:
    """Return the packages whose dictionaries are not in a folder."""
    return [package for language, package in PACKAGES.items() if not is_there(language, folder)]


def main(arguments: list[str]) -> int:
    """Print where the dictionaries are; exit 1 with one sentence where one is missing."""
    try:
        try:
            found = find()
        except NoDictionariesError:
            # A folder that somebody wrote down is theirs to fill.
            if "--install" not in arguments or os.environ.get(VARIABLE):
                raise
            if not install(lacking(USUAL), "dictionaries to spell our texts by"):
                raise
            found = find()
    except NoDictionariesError as error:
        print(error, file=sys.stderr)
        return 1
    print(found)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
