"""A small HTTP server in the place of Rasa, which answers as it is told."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from aiohttp import web

from bot.domain.language import Language
from bot.domain.meaning import DANGER, Guess, Intent, Shade, Understanding

# What the built-in model says in these tests; a confidence of 0.41 is never Rasa's.
OWN: Final = Understanding(
    guesses=(Guess(Intent.GREETING, 0.41), Guess(Intent.PRIVACY, 0.2)),
    language=Language.RUSSIAN,
    shade=Shade.WHAT_IS_THIS,
    is_sure_of_language=True,
)
DANGEROUS: Final = Understanding(
    guesses=(Guess(Intent.DANGER_NOW, 0.41),), language=Language.KAZAKH, heard=DANGER
)


def built_in(words: str) -> Understanding:
    """Understand in the place of the built-in model."""
    return DANGEROUS if "danger" in words else OWN


def ranking(*places: tuple[Any, Any]) -> dict[str, Any]:
    """Return what Rasa 3.6 answers, with these names and confidences."""
    ranked = [{"name": name, "confidence": confidence} for name, confidence in places]
    return {"text": "…", "intent": ranked[0], "entities": [], "intent_ranking": ranked}


GOOD: Final = ranking(("evidence", 0.75), ("legal_aid", 0.125), ("privacy", 0.0625))

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it came over the wire."""

    address: str
    headers: dict[str, str]
    text: str


@dataclass(slots=True)
class RasaOfTests:
    """What answers, and everything that was asked."""

    url: str = ""
    answer: Answer = field(default_factory=lambda: says(GOOD))
    asked: list[Asked] = field(default_factory=list)
    was_asked: asyncio.Event = field(default_factory=asyncio.Event)

    async def hears(self, request: web.Request) -> web.StreamResponse:
        """Note a question and answer it."""
        text = (await request.json()).get("text", "")
        self.asked.append(Asked(str(request.rel_url), dict(request.headers), text))
        self.was_asked.set()
        return await self.answer(request)

    @property
    def texts(self) -> list[str]:
        """Return the words that were sent."""
        return [asked.text for asked in self.asked]


def says(value: Any, status: int = 200) -> Answer:
    """Answer with a value as JSON."""

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.json_response(value, status=status)

    return answer


def sends(body: bytes, **headers: str) -> Answer:
    """Answer with these very bytes."""

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(body=body, headers=headers)

    return answer


def drips(pieces: Iterable[bytes], pause: float, *, breaks_off: bool = False) -> Answer:
    """Answer piece by piece, with a pause before each, and perhaps not to the end."""

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for piece in pieces:
            await asyncio.sleep(pause)
            await response.write(piece)
        if breaks_off and request.transport:
            request.transport.abort()
        return response

    return answer


def waits(seconds: float) -> Answer:
    """Answer well, but only after a while."""

    async def answer(_: web.Request) -> web.StreamResponse:
        await asyncio.sleep(seconds)
        return web.json_response(GOOD)

    return answer


@asynccontextmanager
async def serving(rasa: RasaOfTests) -> AsyncIterator[RasaOfTests]:
    """Serve on a free port, at once and at the end without waiting for anybody."""
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", rasa.hears)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.01)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        rasa.url = f"http://{host}:{port}"
        yield rasa
    finally:
        await runner.cleanup()
