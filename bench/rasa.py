"""Trains a real Rasa with DIET on the same phrases, and asks it the same messages."""

import asyncio
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import httpx
import yaml

from bench.machine import resident_mb, say
from bot.domain.language import Language
from bot.domain.meaning import DANGER, WITHIN, Guess, Intent, Understanding
from tests.rasa.server import CONFIG, Server, serving, train

if TYPE_CHECKING:
    from bench.understanding import Measured
    from tests.understanding.messages import Message

ALL_PHRASES: Final = sys.maxsize
ALARMS: Final = {Intent.DANGER_NOW, Intent.SELF_HARM}


async def measured_rasa(asked: Sequence["Message"], rasa: Path) -> "Measured":
    """Return how a Rasa server understands what the built-in model was asked."""
    from bench.understanding import measured

    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        say("Rasa is being trained…")
        began = time.perf_counter()
        model = train(rasa, Path(folder), each=ALL_PHRASES, epochs=epochs_in(CONFIG))
        trained = time.perf_counter() - began
        say("Rasa is being started…")
        began = time.perf_counter()
        with serving(rasa, model) as server:
            started = time.perf_counter() - began
            async with httpx.AsyncClient(timeout=60) as client:
                asking = Asking(client, server)
                await measured("warm", asked[:20], asking)
                found = await measured("Rasa 3.6.21 with DIET", asked, asking)
            assert server.process is not None
            memory = await asyncio.to_thread(resident_mb, server.process.pid)
        found.about = {
            "start to first answer": f"{started:.0f} s",
            "memory of the process": f"{memory:.0f} MB",
            "model on disk": f"{model.stat().st_size / 2**20:.1f} MB",
            "training": f"{trained:.0f} s ({epochs_in(CONFIG)} epochs)",
        }
    return found


def epochs_in(config: Path) -> int:
    """Return how often DIET goes through all phrases."""
    pipeline = yaml.safe_load(config.read_text(encoding="utf-8"))["pipeline"]
    return next(int(component["epochs"]) for component in pipeline if "epochs" in component)


class Asking:
    """Asks a server, and takes its answer as it is: without our words of danger and languages."""

    def __init__(self, client: httpx.AsyncClient, server: Server) -> None:
        """Ask by one client, so that connections are kept."""
        self._client = client
        self._address = server.url.replace("?", "/model/parse?")

    async def __call__(self, text: str) -> Understanding:
        """Return what the server makes of a text; danger is what it is likeliest to mean."""
        answer = await self._client.post(self._address, json={"text": text})
        answer.raise_for_status()
        chances: dict[Intent, float] = {}
        for place in answer.json()["intent_ranking"]:
            intent = Intent(place["name"].partition(WITHIN)[0])
            chances[intent] = chances.get(intent, 0.0) + place["confidence"]
        best = sorted(chances, key=lambda intent: -chances[intent])
        guesses = tuple(Guess(intent, chances[intent]) for intent in best)
        heard = DANGER if guesses[0].intent in ALARMS else ""
        return Understanding(guesses, Language.RUSSIAN, heard)
