"""Files in the folder that nobody reads, mostly because of a slip in their names."""

import os
from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from bot.domain.advice import Complaint
from bot.domain.text import Text, _, sentences
from bot.knowledge.files import Drafts
from bot.knowledge.near import nearest

NOBODY_READS: Final = _("No file of this name is read here: please look for a slip.")
RENAME: Final = _("Please rename it “{name}”.")

# Read by others: the overlay when places are made anew, schemas by the tools of editors.
READ_ELSEWHERE: Final = ("places_overlay.yaml",)
FOLDERS_READ_ELSEWHERE: Final = ("schema",)
ENDING: Final = ".yaml"
# Editors and desks leave such files beside those they write.
LEFT_BEHIND: Final = (".bak", ".orig", ".tmp", ".swp", ".new", "~", "#")


def strays(
    folder: Path, read: Collection[str], drafts: Drafts, folders: Sequence[str]
) -> Iterator[Complaint]:
    """Complain of files that look like knowledge and are not read, with the name that was meant."""
    for name in _names(folder, drafts):
        if name not in read and name not in READ_ELSEWHERE and _is_meant(name):
            advice = _advice(name, read, folders)
            yield Complaint(name, 0, 0, (), advice)


def _names(folder: Path, drafts: Drafts) -> list[str]:
    found: set[str] = set()
    for home, below, files in os.walk(folder):
        # A repository keeps thousands of files in a hidden folder.
        below[:] = [each for each in below if not each.startswith(".")]
        paths = [(Path(home) / file).relative_to(folder).as_posix() for file in files]
        # A name that is no text is told with "?" in the place of what it could not be.
        found |= {path.encode("utf-8", "replace").decode() for path in paths}
    gone = {name for name in drafts if drafts[name] is None}
    return sorted((found | set(drafts)) - gone)


def _is_meant(name: str) -> bool:
    """Tell whether somebody seems to have meant a file as knowledge."""
    steps = name.split("/")
    if any(step.startswith((".", "#")) for step in steps) or steps[0] in FOLDERS_READ_ELSEWHERE:
        return False
    endings = [ending.lower() for ending in Path(name).suffixes]
    if not endings or name.endswith(LEFT_BEHIND):
        return False
    return any(get_close_matches(ending, (ENDING, ".yml"), 1, 0.75) for ending in endings)


def _advice(name: str, read: Collection[str], folders: Sequence[str]) -> Text:
    meant = nearest(name, set(read)) if "/" not in name else _below(name, folders)
    return sentences(NOBODY_READS, RENAME.given(name=meant)) if meant else NOBODY_READS


def _below(name: str, folders: Sequence[str]) -> str | None:
    """Return the name of a file of centres, rights or plans as it should be."""
    below, _slash, file = name.rpartition("/")
    near = nearest(below.split("/")[0], (*folders, "phrases"))
    ending = ".yml" if near == "phrases" else ENDING
    return f"{near}/{file.partition('.')[0]}{ending}" if near else None
