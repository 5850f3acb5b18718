"""The embedded store, opened as often as a story needs it."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from bot.domain.page import Page
from bot.domain.visitor import Address, Pseudonym
from bot.flows.welcome import Home
from bot.services.ports import Conversation, Delivery, Trace
from bot.storage.embedded import SqlStore, open_embedded
from bot.storage.secrecy import MasterKey
from tests.conftest import NOW

Opening = Callable[[], AbstractAsyncContextManager[SqlStore]]

HER: Final = Pseudonym(b"h" * 32)
WORDS: Final = "what she was shown"
HER_CONVERSATION: Final = Conversation(
    HER, Home(), Page(WORDS), 1, NOW, NOW + timedelta(minutes=30)
)
HER_CHAT: Final = Delivery(HER, Address("telegram", "1001"), NOW, living=Trace(5, NOW), shown=1)


@pytest.fixture
def opening(tmp_path: Path) -> Opening:
    @asynccontextmanager
    async def opened() -> AsyncIterator[SqlStore]:
        async with open_embedded(tmp_path, MasterKey(b"m" * 32)) as store:
            yield store

    return opened


@pytest.fixture
async def store(opening: Opening) -> AsyncIterator[SqlStore]:
    async with opening() as opened:
        yield opened


async def keep(store: SqlStore) -> None:
    """Keep a conversation and its chat."""
    async with store.transaction() as work:
        await work.conversations.save(HER_CONVERSATION)
        await work.deliveries.save(HER_CHAT)


async def forget(store: SqlStore) -> None:
    """Forget both."""
    async with store.transaction() as work:
        await work.conversations.forget(HER)
        await work.deliveries.forget(HER)


async def read(store: SqlStore) -> tuple[Conversation | None, Delivery | None]:
    """Return what can be read of both."""
    async with store.transaction() as work:
        return await work.conversations.find((HER,)), await work.deliveries.find((HER,))


def bytes_in(folder: Path, name: str = "") -> bytes:
    """Return all bytes of the files of a folder whose names begin so."""
    return b"".join(file.read_bytes() for file in sorted(folder.glob(f"{name}*")))
