"""Requests as anybody may send them, with nothing of a browser in between."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Final
from urllib.parse import quote

from starlette.types import ASGIApp, Message

Headers = tuple[tuple[bytes, bytes], ...]
FORM: Final = (b"content-type", b"application/x-www-form-urlencoded")
# Whatever comes, each of these stands on the answer.
ALWAYS: Final[Mapping[str, str]] = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex, nofollow",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@dataclass(slots=True)
class Answer:
    """What came back."""

    status: int = 0
    pairs: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""

    @property
    def text(self) -> str:
        """Return the words of the answer."""
        return self.body.decode()

    @property
    def says(self) -> str:
        """Return what a reader is told."""
        return said_in(self.text)

    @property
    def headers(self) -> dict[str, str]:
        """Return the headers; cookies stand in `cookies`."""
        return dict(self.pairs)

    @property
    def cookies(self) -> list[str]:
        """Return the cookies that are set."""
        return [value for name, value in self.pairs if name == "set-cookie"]

    @property
    def is_complete(self) -> bool:
        """Tell whether everything that protects her stands on the answer."""
        has_all = all(self.headers.get(name) == value for name, value in ALWAYS.items())
        policy = self.headers.get("content-security-policy", "")
        framed = self.headers.get("x-frame-options") in ("DENY", "SAMEORIGIN")
        return has_all and "default-src 'none'" in policy and framed


def said_in(html: str) -> str:
    """Return the words of a page, without its markup, its style and its script."""
    bare = re.sub(r"<(style|script)>.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", bare)).split())


async def ask(
    app: ASGIApp,
    method: str,
    path: str,
    chunks: Sequence[bytes] = (),
    headers: Headers = (),
    *,
    breaks_off: bool = False,
    stays: bool = False,
) -> Answer:
    """Hand a request to an application, and return what it answers before the browser is gone.

    A browser that `stays` waits for the first piece of the answer.
    """
    answer, has_begun = Answer(), asyncio.Event()
    coming = _coming(chunks, breaks_off=breaks_off)

    async def receive() -> Message:
        if coming:
            return coming.pop(0)
        if stays:
            await has_begun.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.pairs = [(name.decode(), value.decode()) for name, value in message["headers"]]
        elif message["type"] == "http.response.body":
            answer.body += message.get("body", b"")
            if answer.body:
                has_begun.set()

    plain, _, query = path.partition("?")
    has_host = any(name == b"host" for name, _ in headers)
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": plain,
        "raw_path": quote(plain).encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [*headers, *(() if has_host else ((b"host", b"page.test"),))],
        "client": ("203.0.113.77", 40_000),
        "server": ("page.test", 80),
        "state": {},
    }
    await app(scope, receive, send)
    return answer


def _coming(chunks: Sequence[bytes], *, breaks_off: bool) -> list[Message]:
    """Return what the server hears: the body in pieces, or only its beginning."""
    pieces = list(chunks) or [b""]
    last = len(pieces) - 1
    heard: list[Message] = [
        {"type": "http.request", "body": piece, "more_body": breaks_off or number < last}
        for number, piece in enumerate(pieces)
    ]
    return heard
