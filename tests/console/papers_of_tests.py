"""Files of knowledge for the editors of a test."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Final

from bot.knowledge.editing.papers import PapersOnDisk
from bot.knowledge.live import open_knowledge
from bot.services.ports import Clock
from tests.knowing import KNOWLEDGE

# Shortly after everything in knowledge/ was checked, so that nothing of it is old.
THEN: Final = datetime(2026, 11, 23, 20, 15, tzinfo=UTC)
AKTAU: Final = "centres/aktau-crisis-centre.yaml"
LAW: Final = "rights/protective_order.yaml"
_ROOM: Final = TemporaryDirectory()


@dataclass(frozen=True, slots=True)
class OnDisk:
    """One file as another hand sees and changes it."""

    path: Path

    @property
    def text(self) -> str:
        """Return what stands in it."""
        return self.path.read_text("utf-8")

    def becomes(self, text: str) -> None:
        """Write it anew."""
        self.path.write_text(text, "utf-8")


@cache
def papers_as_they_are() -> PapersOnDisk:
    """Return our own files, read once; nobody may publish in them."""
    return PapersOnDisk(open_knowledge(KNOWLEDGE, Path(_ROOM.name), lambda: THEN))


def papers_in(folder: Path, clock: Clock) -> PapersOnDisk:
    """Return a copy of our files in which a test may publish."""
    copytree(KNOWLEDGE, folder / "knowledge")
    return PapersOnDisk(open_knowledge(folder / "knowledge", folder / "var", clock))
