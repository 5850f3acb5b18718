"""Papers of a copied folder, and papers of our own folder that only read."""

import shutil
from pathlib import Path

import pytest

from bot.knowledge.editing.papers import PapersOnDisk
from bot.knowledge.live import open_knowledge
from tests.conftest import NOW, SetClock
from tests.knowing import KNOWLEDGE


@pytest.fixture
def papers(tmp_path: Path, clock: SetClock) -> PapersOnDisk:
    folder = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, folder)
    return PapersOnDisk(open_knowledge(folder, tmp_path / "var", clock))


@pytest.fixture(scope="session")
def ours(tmp_path_factory: pytest.TempPathFactory) -> PapersOnDisk:
    var = tmp_path_factory.mktemp("var")
    return PapersOnDisk(open_knowledge(KNOWLEDGE, var, lambda: NOW))
