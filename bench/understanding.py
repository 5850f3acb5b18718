"""How well and how quickly typed words are understood, side by side with Rasa on the same files."""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bench.machine import resident_mb, say
from bench.rasa import measured_rasa
from bot.composition.understanding import fitting_model
from bot.domain.meaning import Intent, Understanding
from bot.flows.meant import SURE
from bot.knowledge.typed_words import read_alarm
from bot.settings import Settings
from bot.understanding.model import read
from bot.understanding.understander import Understander
from tests.understanding.messages import HELD_OUT, STYLES, Message

ALARMS: Final = {Intent.DANGER_NOW, Intent.SELF_HARM}
ROUNDS: Final = 5
Understood = Callable[[str], Awaitable[Understanding]]


@dataclass(slots=True)
class Score:
    """How many messages were understood, and how."""

    asked: int = 0
    first: int = 0
    third: int = 0
    sure: int = 0
    sure_and_right: int = 0

    def __str__(self) -> str:
        right = self.sure_and_right / self.sure if self.sure else 0.0
        return (
            f"{self.asked} | {self.first / self.asked:.1%} | {self.third / self.asked:.1%} | "
            f"{self.sure / self.asked:.1%} | {right:.1%}"
        )

    def count(self, message: Message, understood: Understanding) -> None:
        """Count one answer."""
        is_right = understood.intent == message.intent
        is_sure = understood.confidence >= SURE
        self.asked += 1
        self.first += is_right
        self.third += message.intent in [guess.intent for guess in understood.guesses[:3]]
        self.sure += is_sure
        self.sure_and_right += is_sure and is_right


@dataclass(slots=True)
class Measured:
    """One way of understanding, measured on all messages."""

    name: str
    styles: dict[str, Score] = field(default_factory=dict)
    heard: int = 0
    dangerous: int = 0
    false_alarms: int = 0
    calm: int = 0
    milliseconds: list[float] = field(default_factory=list)
    about: dict[str, str] = field(default_factory=dict)

    @property
    def all(self) -> Score:
        """Return the score over all styles."""
        every = self.styles.values()
        return Score(
            *(sum(getattr(score, name) for score in every) for name in Score.__dataclass_fields__)
        )


async def measured(name: str, asked: Iterable[Message], understand: Understood) -> Measured:
    """Ask every message, and count what came back."""
    found = Measured(name)
    for message in asked:
        began = time.perf_counter()
        understood = await understand(message.text)
        found.milliseconds.append((time.perf_counter() - began) * 1000)
        found.styles.setdefault(message.style, Score()).count(message, understood)
        is_dangerous = message.intent in ALARMS
        found.dangerous += is_dangerous
        found.heard += is_dangerous and understood.danger
        found.calm += not is_dangerous
        found.false_alarms += not is_dangerous and understood.danger
    return found


async def built_in(asked: Sequence[Message], settings: Settings) -> Measured:
    """Measure the built-in model in this process, and its start and memory in one of its own."""
    file = fitting_model(settings)
    assert file is not None, "the model does not fit the phrases: make model"
    began = time.perf_counter()
    understander = Understander(read(file), read_alarm(settings.knowledge))
    loaded = time.perf_counter() - began

    async def understand(text: str) -> Understanding:
        return understander.understand(text)

    await measured("warm", asked, understand)
    found = await measured("built in", [*asked] * ROUNDS, understand)
    found.styles = (await measured("once", asked, understand)).styles
    found.heard, found.dangerous = found.heard // ROUNDS, found.dangerous // ROUNDS
    found.false_alarms, found.calm = found.false_alarms // ROUNDS, found.calm // ROUNDS
    start, memory = await asyncio.to_thread(_as_a_command)
    found.about = {
        "load of the model": f"{loaded:.2f} s",
        "start to first answer": f"{start:.1f} s",
        "memory of the process": f"{memory:.0f} MB",
        "model on disk": f"{file.stat().st_size / 2**20:.1f} MB",
        "training": f"{await asyncio.to_thread(_training, settings):.0f} s",
    }
    return found


def _as_a_command() -> tuple[float, float]:
    """Return how long `pana understand` takes to its first answer, and its memory then."""
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "understand"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        running.stdin.write(json.dumps({"text": "сәлем"}) + "\n")
        running.stdin.flush()
        running.stdout.readline()
        taken = time.perf_counter() - began
        memory = resident_mb(running.pid)
        running.stdin.close()
    return taken, memory


def _training(settings: Settings) -> float:
    """Return how long training takes, in seconds, in a process and a folder of its own."""
    into = settings.var / "bench"
    (into / "understanding.model").unlink(missing_ok=True)
    began = time.perf_counter()
    script = (
        "from pathlib import Path; from bot.knowledge.typed_words import read_phrases; "
        "from bot.understanding.training import train; from bot.understanding.model import write; "
        f"write(train(read_phrases(Path({str(settings.knowledge)!r})), 'bench'), "
        f"Path({str(into / 'understanding.model')!r}))"
    )
    subprocess.run([sys.executable, "-c", script], check=True, env=dict(os.environ))
    return time.perf_counter() - began


def table(found: Sequence[Measured]) -> str:
    """Return all that was measured as Markdown."""
    rows = [
        "| | messages | right | within three | sure | right when sure |",
        "|---|---|---|---|---|---|",
    ]
    for each in found:
        rows += [f"| {each.name}: {style} | {each.styles[style]} |" for style in STYLES]
        rows.append(f"| **{each.name}: all** | {each.all} |")
    rows += [
        "",
        "| | " + " | ".join(each.name for each in found) + " |",
        "|---" * (len(found) + 1) + "|",
    ]
    rows += [
        f"| {name} | " + " | ".join(value(each) for each in found) + " |"
        for name, value in _FIGURES.items()
    ]
    names = dict.fromkeys(name for each in found for name in each.about)
    rows += [
        f"| {name} | " + " | ".join(each.about.get(name, "–") for each in found) + " |"
        for name in names
    ]
    return "\n".join(rows)


_FIGURES: Final[dict[str, Callable[[Measured], str]]] = {
    "danger and self-harm heard": lambda each: f"{each.heard} of {each.dangerous}",
    "false alarms": lambda each: (
        f"{each.false_alarms} of {each.calm} ({each.false_alarms / each.calm:.1%})"
    ),
    "a message, median": lambda each: f"{statistics.median(each.milliseconds):.2f} ms",
    "a message, 99 of 100": lambda each: (
        f"{statistics.quantiles(each.milliseconds, n=100)[98]:.2f} ms"
    ),
}


async def bench(settings: Settings, rasa: Path | None) -> str:
    """Return the table of the built-in model and, where its environment is, of Rasa."""
    asked = HELD_OUT
    found = [await built_in(asked, settings)]
    if rasa is None:
        say("Rasa is not measured: `make test-rasa` makes its environment .venv-rasa.")
    else:
        found.append(await measured_rasa(asked, rasa))
    return table(found)
