"""The health checks answer over HTTP, whatever the store does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
import pytest

from bot.domain.errors import SettingsError
from bot.http.server import bound_socket, serve

ANYWHERE = "127.0.0.1"


@dataclass(slots=True)
class Store:
    """A store that answers as long as it is well."""

    is_well: bool = True

    async def answers(self) -> bool:
        """Tell whether the store is well."""
        return self.is_well


@asynccontextmanager
async def served(store: Store) -> AsyncIterator[httpx.AsyncClient]:
    """Serve on a free port as long as the block; the client speaks HTTP to it."""
    with bound_socket(ANYWHERE, 0) as listening:
        task = asyncio.create_task(serve(listening, store.answers))
        port = listening.getsockname()[1]
        async with httpx.AsyncClient(
            base_url=f"http://{ANYWHERE}:{port}", trust_env=False
        ) as client:
            yield client
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_a_program_whose_store_answers_is_alive_and_ready() -> None:
    async with served(Store()) as client:
        alive, ready = await client.get("/healthz"), await client.get("/readyz")

    assert (alive.status_code, ready.status_code) == (200, 200)


async def test_a_program_whose_store_is_away_is_alive_and_not_ready_until_it_is_back() -> None:
    store = Store(is_well=False)
    async with served(store) as client:
        alive, not_ready = await client.get("/healthz"), await client.get("/readyz")
        store.is_well = True
        ready = await client.get("/readyz")

    assert (alive.status_code, not_ready.status_code, ready.status_code) == (200, 503, 200)


@pytest.mark.parametrize("path", ["/", "/health", "/readyz/more", "/../etc/passwd", "/%00", "/🙂"])
async def test_a_path_that_is_not_there_is_not_found_and_names_nothing(path: str) -> None:
    async with served(Store()) as client:
        answer = await client.get(path)

    assert answer.status_code == 404
    assert "Traceback" not in answer.text


async def test_health_checks_are_only_read() -> None:
    async with served(Store()) as client:
        answer = await client.post("/healthz", content=b"x" * 100_000)

    assert answer.status_code == 405


def test_a_port_in_use_is_refused_with_the_names_of_the_settings() -> None:
    with bound_socket(ANYWHERE, 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"PANA_PORT: {ANYWHERE}:{port}"):
            bound_socket(ANYWHERE, port)


async def test_a_port_is_free_again_when_serving_has_ended() -> None:
    async with served(Store()) as client:
        port = client.base_url.port
        assert port is not None
        await client.get("/healthz")

    bound_socket(ANYWHERE, port).close()
