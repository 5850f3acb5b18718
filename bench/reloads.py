"""A thousand publications while visitors write: how long each takes, and whether anything grows."""

import asyncio
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from bench.machine import say
from bot.knowledge.live import LiveKnowledge, open_knowledge
from tests.knowing import KNOWLEDGE
from tests.reloading import DIFFERENT, VISITORS, Press, Reloads, reload

RELOADS: Final = 1000
SAVES: Final = 50
PATIENCE: Final = 60.0
LOOK: Final = 0.002
PERCENT: Final = 100


@dataclass(frozen=True, slots=True)
class Spread:
    """The median and the 99th percentile of some seconds."""

    median: float
    p99: float

    @classmethod
    def of(cls, seconds: list[float]) -> "Spread":
        """Return the spread of what was measured."""
        return cls(median(seconds), quantiles(seconds, n=PERCENT)[-1])

    def __str__(self) -> str:
        return f"{self.median:.2f} s / {self.p99:.2f} s"


async def bench() -> str:
    """Return a table in Markdown."""
    with TemporaryDirectory() as here:
        say("Reloads: from a saved file to the guide that is served …")
        saved = await _from_saved_to_served(Path(here) / "watched")
        say(f"Reloads: {RELOADS} under load …")
        under_load = await _under_load(Path(here) / "loaded")
    settled, at_the_end = under_load.alive
    rows = {
        f"from a saved file to served, median / p99 of {SAVES} saves": saved,
        f"one look at all files while {VISITORS} visitors write without a pause, median / p99 of "
        f"{RELOADS} publications": Spread.of(under_load.seconds),
        "turns meanwhile": f"{under_load.turns:,}",
        "errors, pages mixed of two publications": "0, 0",
        "objects alive once all is kept that is to be, and at the end": (
            f"{settled:,} / {at_the_end:,}"
        ),
    }
    told = (f"| {what} | {measured} |" for what, measured in rows.items())
    return "\n".join(("| | |", "|---|---|", *told))


async def _from_saved_to_served(home: Path) -> Spread:
    folder = _copied(home)
    press = Press(folder)
    knowledge = open_knowledge(folder, home / "var", lambda: datetime.now(UTC))
    watching = asyncio.create_task(knowledge.watch())
    try:
        seconds = [await _served(knowledge, press) for _ in range(SAVES)]
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
    return Spread.of(seconds)


async def _served(knowledge: LiveKnowledge, press: Press) -> float:
    """Return the seconds from the saving of a file until its knowledge is served."""
    await asyncio.sleep(LOOK * PERCENT)
    before = knowledge.reading.version
    press.publishes()
    saved = perf_counter()
    async with asyncio.timeout(PATIENCE):
        while knowledge.reading.version == before:  # noqa: ASYNC110 (files change, no event of ours)
            await asyncio.sleep(LOOK)
    return perf_counter() - saved


async def _under_load(home: Path) -> Reloads:
    return await reload(RELOADS, 2 * DIFFERENT, _copied(home), home / "var")


def _copied(home: Path) -> Path:
    folder = home / "knowledge"
    shutil.copytree(KNOWLEDGE, folder)
    return folder
