"""Another site on this machine: pages of its own, and what it learns of those who come."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

# Another name for the same machine is another site to every browser.
NAME: Final = "localhost"
ICON: Final = '<link rel="icon" href="data:,">'


@dataclass(slots=True)
class Neighbour:
    """A site that answers everything with one page."""

    html: str
    address: str = ""
    heard: list[str] = field(default_factory=list)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request, and remember what it said."""
        try:
            self.heard.append((await reader.readuntil(b"\r\n\r\n")).decode("latin-1"))
            body = f"<!doctype html><html lang=en><head>{ICON}</head>{self.html}</html>".encode()
            head = (
                "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
                f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
            )
            writer.write(head.encode() + body)
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            # Browsers open connections before they need them.
            return
        finally:
            writer.close()


@asynccontextmanager
async def neighbour(html: str) -> AsyncIterator[Neighbour]:
    """Serve another site as long as the block."""
    site = Neighbour(html)
    server = await asyncio.start_server(site.answer, "127.0.0.1", 0)
    site.address = f"http://{NAME}:{server.sockets[0].getsockname()[1]}"
    try:
        yield site
    finally:
        server.close()
