"""The same browser with the page's script: pieces are swapped in, and what is new comes."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

import httpx

from bot.channels.web.answers import GO, PIECE
from bot.channels.web.messenger import Kind
from tests.journeys.browser import HOME, Browser
from tests.journeys.drawn import Element, read_page, revision_in
from tests.journeys.served import events_in

# Far longer than anything takes; who waits so long waits for ever.
PATIENCE: Final = 10


@dataclass(slots=True)
class Scripted(Browser):
    """A window in which a script talks to the server, as `page.js` does."""

    stream: "asyncio.Task[None] | None" = None
    leads: str = ""
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def opens(self, path: str = HOME) -> None:
        """Open an address."""
        await Browser.opens(self, path)
        await self._starts()

    async def hears(self, revision: int) -> None:
        """Wait until what is new has come by itself."""
        async with asyncio.timeout(PATIENCE):
            while self.drawn.revision < revision:
                await self._something()

    async def is_left(self, time: timedelta) -> None:
        """Be led away when nobody touches the page for so long."""
        assert self.drawn.here is not None
        if time < timedelta(seconds=int(self.drawn.here["data-wipe"])):
            return
        async with asyncio.timeout(PATIENCE):
            while not self.leads:
                await self._something()
        await self._leaves(self.leads)

    async def closes(self) -> None:
        """Close it: whatever it held for a visit is gone, and nothing is listened to."""
        await self._stops()
        await Browser.closes(self)

    async def _sends(self, form: Element, fields: dict[str, str]) -> None:
        if form["action"] == "/exit":
            await self._stops()
        origin = str(self.client.base_url).rstrip("/")
        answer = await self.client.post(
            form["action"],
            data=fields,
            headers={"Accept": PIECE, "Origin": origin, "Sec-Fetch-Site": "same-origin"},
            follow_redirects=False,
        )
        if GO in answer.headers:
            assert (answer.status_code, answer.text) == (204, "")
            await self._leaves(answer.headers[GO])
            return
        assert answer.status_code == 200, answer.status_code
        self.drawn = read_page(answer.text)
        await self._starts()

    async def _leaves(self, leads: str) -> None:
        await self._stops()
        await Browser.opens(self, leads)

    async def _starts(self) -> None:
        if self.drawn.revision < 0:
            await self._stops()
        elif self.stream is None:
            self.stream = asyncio.create_task(self._listens(self.drawn.revision))

    async def _stops(self) -> None:
        self.leads = ""
        if self.stream is not None:
            self.stream.cancel()
            with suppress(asyncio.CancelledError):
                await self.stream
            self.stream = None

    async def _listens(self, revision: int) -> None:
        where = self.client.build_request("GET", "/live", params={"revision": revision})
        where.extensions["timeout"] = httpx.Timeout(PATIENCE, read=None).as_dict()
        response = await self.client.send(where, stream=True)
        try:
            async for name, told in events_in(response):
                match Kind(name):
                    case Kind.SCREEN:
                        if revision_in(told["html"]) > self.drawn.revision:
                            self.drawn = read_page(told["html"])
                    case Kind.LEFT:
                        self.leads = told["go"]
                    case Kind.SIGN:
                        pass
                self.changed.set()
        finally:
            await response.aclose()

    async def _something(self) -> None:
        """Wait until something has come; a stream that has broken says so."""
        assert self.stream is not None
        if self.stream.done():
            self.stream.result()
        await self.changed.wait()
        self.changed.clear()
