"""The services over each store."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.guide import Guide
from bot.storage.embedded import open_embedded
from bot.storage.memory import MemoryStore
from bot.storage.secrecy import MasterKey
from bot.translation.translator import Translator
from tests.conftest import SetClock
from tests.services.desk_story import Story
from tests.services.editors import Editors, editors_over
from tests.services.helpline import Helpline
from tests.services.visitors import MASTER


@pytest.fixture
def helpline(guide: Guide, translator: Translator, clock: SetClock) -> Helpline:
    return Helpline(MemoryStore(), guide, translator, clock)


@pytest.fixture
async def embedded_helpline(
    guide: Guide, translator: Translator, clock: SetClock, tmp_path: Path
) -> AsyncIterator[Helpline]:
    async with open_embedded(tmp_path, MasterKey(b"m" * 32)) as store:
        yield Helpline(store, guide, translator, clock)


@pytest.fixture
async def home(helpline: Helpline) -> Helpline:
    """Return the helpline with a visitor who has come as far as the menu."""
    await helpline.starts()
    await helpline.picks("ru", "yes")
    return helpline


@pytest.fixture
def story(guide: Guide, translator: Translator, clock: SetClock) -> Story:
    """Return both sides over a store in memory."""
    return Story(MemoryStore(), guide, translator, clock)


@pytest.fixture
async def embedded_story(
    guide: Guide, translator: Translator, clock: SetClock, tmp_path: Path
) -> AsyncIterator[Story]:
    """Return both sides over the embedded store."""
    async with open_embedded(tmp_path, MASTER) as store:
        yield Story(store, guide, translator, clock)


@pytest.fixture
async def editors(clock: SetClock, tmp_path: Path) -> AsyncIterator[Editors]:
    """Return editors before a copy of our own files, over the embedded store."""
    async with open_embedded(tmp_path / "store", MASTER) as store:
        yield await editors_over(store.transaction, tmp_path, clock)
