"""The server, a bot of each library, and a person: what the proof of the stand-in needs."""

from collections.abc import AsyncIterator
from typing import Any, Final

import pytest
import pytest_asyncio

from tests.standin import Person, StandIn
from tests.standin.clients import CLIENTS, Client

HER: Final = 1001
BUTTONS: Final = ({"102": "call:102", "Exit": "exit"},)


@pytest_asyncio.fixture
async def server() -> AsyncIterator[StandIn]:
    async with StandIn() as running:
        yield running


@pytest_asyncio.fixture(params=CLIENTS)
async def client(request: pytest.FixtureRequest, server: StandIn) -> AsyncIterator[Client]:
    async with CLIENTS[request.param](server.url, server.token) as talking:
        yield talking


@pytest.fixture
def her(server: StandIn) -> Person:
    return server.person(HER, "Aigerim", "aigerim", "kk")


@pytest.fixture
def started(her: Person) -> Person:
    her.types("/start")
    return her


async def updates(client: Client, offset: int | None = None, timeout: int = 2) -> list[Any]:
    return list(await client.bot.get_updates(offset=offset, timeout=timeout))


async def send(client: Client, text: str = "Hello", **more: Any) -> int:
    return int((await client.bot.send_message(chat_id=HER, text=text, **more)).message_id)


async def edit(client: Client, message_id: int, text: str, **more: Any) -> Any:
    return await client.bot.edit_message_text(chat_id=HER, message_id=message_id, text=text, **more)
