"""Every store that keeps the ports' word."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.embedded import SqlStore, open_embedded
from bot.storage.memory import MemoryStore
from bot.storage.secrecy import MasterKey

Store = MemoryStore | SqlStore


@pytest.fixture(params=["memory", "embedded"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    if request.param == "memory":
        yield MemoryStore()
        return
    async with open_embedded(tmp_path, MasterKey(b"m" * 32)) as opened:
        yield opened
