"""Asks a Rasa server what words mean; the built-in model answers whenever that cannot."""

import asyncio
import json
import logging
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any, Final

import httpx

from bot.domain.errors import SettingsError
from bot.domain.meaning import WITHIN, Guess, Intent, Understanding
from bot.understanding.breaker import Breaker
from bot.understanding.understander import ALARMING, GUESSES, danger_in

log = logging.getLogger(__name__)

# Seconds: somebody waits for an answer, and the built-in one is there already.
PATIENCE: Final = 0.3
# Letters: what is longer is a story, which Rasa reads slowly and no better.
LONGEST: Final = 2000
# Bytes of an answer; 28 intents need about two thousand.
LARGEST: Final = 1_000_000
PARSE: Final = "/model/parse"
# Rasa takes what follows this for the name of an intent, and is then quite sure of it.
COMMAND: Final = "/"
WRONG_URL: Final = "PANA_RASA_URL has to be an address like http://127.0.0.1:5005."


class NoAnswerError(Exception):
    """What came from the server is no answer; nothing of it is repeated."""


@dataclass(frozen=True, slots=True)
class RasaUnderstander:
    """Tells what words mean: danger as the built-in model hears it, intents as Rasa ranks them."""

    client: httpx.AsyncClient
    address: httpx.URL
    built_in: Callable[[str], Understanding]
    breaker: Breaker
    patience: float = PATIENCE

    async def __call__(self, words: str) -> Understanding:
        """Return what words mean, within our patience and whatever the server does."""
        own = self.built_in(words)
        if own.danger or not _is_for_rasa(words) or not self.breaker.lets_through():
            return own
        try:
            async with asyncio.timeout(self.patience):
                chances = _chances(await self._asked(words))
        except Exception as error:
            # Whatever went wrong there, somebody waits here. An error may hold her words, so that
            # only its kind is told.
            if self.breaker.failed():
                kind = type(error).__name__
                log.warning("rasa does not answer: the built-in model does", extra={"error": kind})
            return own
        if self.breaker.succeeded():
            log.info("rasa answers again")
        return _merged(own, chances)

    async def _asked(self, words: str) -> bytes:
        """Return what the server answers; raises where that is no success or too much."""
        question = json.dumps({"text": words.strip().lstrip(COMMAND)})
        answer = b""
        async with self.client.stream("POST", self.address, content=question) as response:
            if response.status_code != httpx.codes.OK:
                raise NoAnswerError
            async for piece in response.aiter_raw():
                answer += piece
                if len(answer) > LARGEST:
                    raise NoAnswerError
        return answer


@asynccontextmanager
async def open_rasa(
    url: str,
    built_in: Callable[[str], Understanding],
    clock: Callable[[], float] = monotonic,
    patience: float = PATIENCE,
) -> AsyncIterator[RasaUnderstander]:
    """Keep connections to a server as long as the block; the first question opens the first."""
    address = _address(url)
    shown = address.copy_with(userinfo=b"", query=None)
    sign_in = httpx.BasicAuth(address.username, address.password) if address.userinfo else None
    # Words go to this server and nowhere else: neither through a proxy nor after a redirection.
    direct = httpx.AsyncHTTPTransport(verify=ssl.create_default_context(), trust_env=False)
    async with httpx.AsyncClient(
        auth=sign_in,
        headers={"Accept-Encoding": "identity", "Content-Type": "application/json"},
        timeout=None,  # noqa: S113 — the whole of a question has one limit, `patience`
        transport=Discreet(direct, address),
        trust_env=False,
    ) as client:
        yield RasaUnderstander(client, shown, built_in, Breaker(clock), patience)


@dataclass(frozen=True, slots=True)
class Discreet(httpx.AsyncBaseTransport):
    """Completes the address at the last moment: httpx writes the one it knows into its log."""

    transport: httpx.AsyncBaseTransport
    address: httpx.URL

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request to the whole address, its token included."""
        return await self.transport.handle_async_request(
            httpx.Request(
                request.method,
                self.address,
                headers=request.headers,
                stream=request.stream,
                extensions=request.extensions,
            )
        )

    async def aclose(self) -> None:
        """Close all connections."""
        await self.transport.aclose()


def _address(url: str) -> httpx.URL:
    """Return where to ask; raises SettingsError, which repeats nothing of a wrong one."""
    try:
        base = httpx.URL(url.strip())
    except httpx.InvalidURL:
        raise SettingsError(WRONG_URL) from None
    if base.scheme not in {"http", "https"} or not base.host:
        raise SettingsError(WRONG_URL)
    return base.copy_with(path=base.path.rstrip("/") + PARSE, fragment=None)


def _is_for_rasa(words: str) -> bool:
    """Tell whether there is something to rank: DIET has a strong opinion of "7" and "!!!" too."""
    return len(words) <= LONGEST and any(letter.isalpha() for letter in words)


def _chances(answer: bytes) -> Mapping[Intent, float]:
    """Read how probable each intent is; raises where anything is not as Rasa promises it."""
    chances: dict[Intent, float] = {}
    for place in json.loads(answer)["intent_ranking"]:
        name, _, _ = place["name"].partition(WITHIN)
        intent, chance = Intent(name), _chance(place["confidence"])
        chances[intent] = min(1.0, chances.get(intent, 0.0) + chance)
    if not chances:
        raise NoAnswerError
    return chances


def _chance(value: Any) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0 <= value <= 1:
        raise NoAnswerError
    return float(value)


def _merged(own: Understanding, chances: Mapping[Intent, float]) -> Understanding:
    """Return the intents as Rasa ranks them; danger is added, never taken away."""
    guesses = sorted(
        (Guess(intent, chance) for intent, chance in chances.items()),
        key=lambda guess: -guess.confidence,
    )
    best = guesses[0].intent
    return replace(
        own,
        guesses=tuple(guesses[:GUESSES]),
        heard=own.heard or danger_in(chances, ALARMING),
        shade=own.shade if own.intent is best else None,
    )
