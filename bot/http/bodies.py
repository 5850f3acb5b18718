"""Reads the body of a request to its end, or not at all."""

import asyncio
from typing import Final

from starlette.types import Message, Receive, Scope

# Seconds in which a form has come, also through a slow network.
PATIENCE: Final = 60.0
# No number of bytes that we would take has more digits.
LONGEST_COUNT: Final = 9


async def read_body(scope: Scope, receive: Receive, at_most: int) -> bytes | None:
    """Return the whole body of a request, or None as soon as it is too long, late or broken off."""
    if scope["method"] in ("GET", "HEAD"):
        return b""
    declared = dict(scope["headers"]).get(b"content-length", b"0")
    if declared.isdigit() and (len(declared) > LONGEST_COUNT or int(declared) > at_most):
        return None
    try:
        async with asyncio.timeout(PATIENCE):
            return await _read(receive, at_most)
    except TimeoutError:
        return None


async def _read(receive: Receive, at_most: int) -> bytes | None:
    body: bytes = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            # Half a line is no line: it must not reach anybody.
            return None
        body += message.get("body", b"")
        if len(body) > at_most:
            return None
        if not message.get("more_body", False):
            return body


def replayed(body: bytes, receive: Receive) -> Receive:
    """Return a channel that gives the body once, and then what the server says."""
    is_given = False

    async def channel() -> Message:
        nonlocal is_given
        if is_given:
            return await receive()
        is_given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return channel
