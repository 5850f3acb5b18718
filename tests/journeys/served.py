"""A page served over HTTP on a free port, and the events that it sends by itself."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpx
from starlette.routing import Mount
from starlette.types import ASGIApp

from bot.http.server import bound_socket, serve

ANYWHERE = "127.0.0.1"


@asynccontextmanager
async def served(page: ASGIApp) -> AsyncIterator[str]:
    """Serve a page as long as the block; the value is where it is found."""
    with bound_socket(ANYWHERE, 0) as listening:
        task = asyncio.create_task(serve(listening, _is_ready, [Mount("/", page)]))
        try:
            yield f"http://{ANYWHERE}:{listening.getsockname()[1]}"
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def events_in(response: httpx.Response) -> AsyncIterator[tuple[str, Any]]:
    """Yield the name of every event of a stream, with what it tells."""
    name, told = "", ""
    async for line in response.aiter_lines():
        field, _, value = line.partition(": ")
        match field:
            case "event":
                name = value
            case "data":
                told += value
            case "" if name:
                yield name, json.loads(told)
                name, told = "", ""


async def _is_ready() -> bool:
    return True
