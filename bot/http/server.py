"""Serves HTTP until cancelled: health checks, and whatever pages it is given."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from contextlib import nullcontext
from typing import Final

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.domain.errors import SettingsError

# Seconds in which an answer under way may be finished when the program ends.
PATIENCE_AT_THE_END: Final = 1
Ready = Callable[[], Awaitable[bool]]


def application(ready: Ready, routes: Sequence[BaseRoute] = ()) -> Starlette:
    """Return the application; `ready` tells whether the store answers."""

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("alive\n")

    async def readyz(_: Request) -> Response:
        is_ready = await ready()
        return PlainTextResponse("ready\n" if is_ready else "not ready\n", 200 if is_ready else 503)

    checks = (Route("/healthz", healthz), Route("/readyz", readyz))
    return Starlette(routes=[*checks, *routes])


def bound_socket(host: str, port: int) -> socket.socket:
    """Return a listening socket; port 0 takes any free one."""
    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise SettingsError(
            f"PANA_HOST and PANA_PORT: {host}:{port} cannot be used ({error.strerror})."
        ) from None


async def serve(listening: socket.socket, ready: Ready, routes: Sequence[BaseRoute] = ()) -> None:
    """Answer until cancelled; streams that are open then are broken off."""
    config = uvicorn.Config(
        application(ready, routes),
        log_level="warning",
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=PATIENCE_AT_THE_END,
    )
    server = uvicorn.Server(config)
    # Signals belong to the program as a whole, not to this part of it.
    server.capture_signals = nullcontext  # type: ignore[method-assign,assignment]
    try:
        await server.serve(sockets=[listening])
    except asyncio.CancelledError:
        await server.shutdown(sockets=[listening])
        raise
