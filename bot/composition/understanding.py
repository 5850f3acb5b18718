"""Puts the understanding of typed words together: model, words of danger, training beside."""

import asyncio
import logging
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import Final

from bot.domain.errors import KnowledgeError
from bot.domain.guide import Alarm
from bot.knowledge.examples import FILES
from bot.knowledge.typed_words import phrases_as_written, read_alarm, read_phrases
from bot.services.ports import Understand
from bot.settings import PREFIX, Settings
from bot.understanding.lines import answered
from bot.understanding.live import LiveUnderstander
from bot.understanding.model import Model, fingerprint_in, fingerprint_of, read

log = logging.getLogger(__name__)

MODEL: Final = "understanding.model"
# Made by `make setup` and with the container, so that a fresh machine understands at once.
BUILT: Final = Path(sys.prefix) / "share" / "pana" / MODEL
# Seconds between two looks whether phrases were published.
LOOKS_EVERY: Final = 1.0
# Training takes seconds; a machine that is very slow or very busy gets this long.
TRAINING_TAKES_AT_MOST: Final = 900.0
# Training must not slow down those who are writing.
POLITENESS: Final = 10


def model_files(settings: Settings) -> tuple[Path, ...]:
    """Return where models may lie, the one trained from published phrases first."""
    return settings.var / MODEL, BUILT


def fitting_model(settings: Settings) -> Path | None:
    """Return the model that was learned from the phrases as they are; raises KnowledgeError."""
    wanted = fingerprint_of(phrases_as_written(settings.knowledge))
    files = model_files(settings)
    return next((file for file in files if fingerprint_in(file) == wanted), None)


def train_here(settings: Settings, *, is_built: bool = False) -> str:
    """Train in this process, unless a model fits already, and return what is to be said of it."""
    file = BUILT if is_built else model_files(settings)[0]
    fits = [file] if is_built else model_files(settings)
    wanted = fingerprint_of(phrases_as_written(settings.knowledge))
    if any(fingerprint_in(each) == wanted for each in fits):
        return "The model fits the phrases: nothing to do."
    # Only training pays for importing scikit-learn.
    from bot.understanding.model import write
    from bot.understanding.training import train

    os.nice(POLITENESS)
    phrases = read_phrases(settings.knowledge)
    write(train(phrases, wanted), file)
    count = sum(len(said) for by_label in phrases.values() for said in by_label.values())
    return f"Trained on {count} phrases: {file}"


@asynccontextmanager
async def open_understanding(
    settings: Settings, alarm: Callable[[], Alarm], *, answers: bool = True
) -> AsyncIterator[tuple[Understand, LiveUnderstander]]:
    """Give what understands typed words, and the built-in part of it.

    Where nobody writes, nothing `answers`, and no model is read.
    """
    built_in = LiveUnderstander(alarm, _best_model(settings) if answers else None)
    async with AsyncExitStack() as stack:
        understand: Understand = built_in
        if answers and settings.rasa_url is not None:
            from bot.understanding.rasa import open_rasa

            url = settings.rasa_url.get_secret_value()
            understand = await stack.enter_async_context(open_rasa(url, built_in.understand))
        yield understand, built_in


async def answer_lines(
    settings: Settings, ranking: int, say: Callable[[str], None], warn: Callable[[str], None]
) -> int:
    """Answer the messages of standard input, line by line; 1 if a line could not be read."""
    alarm = read_alarm(settings.knowledge)
    if fitting_model(settings) is None:
        read_phrases(settings.knowledge)
        warn("The phrases have changed: training takes a moment.")
        if not await trained_beside(settings):
            warn("Training failed. Please run `pana understand --train`.")
            return 1
    if isinstance(sys.stdin, TextIOWrapper):
        # JSON is UTF-8 whatever this terminal speaks; a byte that is no text spoils one sign.
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    all_read, number = True, 0
    async with open_understanding(settings, lambda: alarm) as (understand, _):
        while line := await asyncio.to_thread(sys.stdin.readline):
            number += 1
            if line.strip():
                said, is_read = await answered(line, number, understand, ranking)
                all_read = all_read and is_read
                say(said)
    return 0 if all_read else 1


async def keep_trained(settings: Settings, live: LiveUnderstander) -> None:
    """Train anew in a process of its own whenever phrases were published, and swap the model in."""
    seen = None
    while True:
        now = _state_of(settings)
        if now != seen:
            seen = now
            await _renewed(settings, live)
        await asyncio.sleep(LOOKS_EVERY)


async def trained_beside(settings: Settings) -> bool:
    """Train in a process of its own; True if it went well."""
    places = {"VAR": settings.var, "KNOWLEDGE": settings.knowledge}
    environment = {**os.environ, **{PREFIX + name: str(place) for name, place in places.items()}}
    training = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "understand", "--train",
        env=environment, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        async with asyncio.timeout(TRAINING_TAKES_AT_MOST):
            return await training.wait() == 0
    except TimeoutError:
        return False
    finally:
        with suppress(ProcessLookupError):
            training.kill()


async def _renewed(settings: Settings, live: LiveUnderstander) -> None:
    """Let the model that fits the phrases answer; a bad edit leaves the last good one."""
    try:
        fits = await asyncio.to_thread(fitting_model, settings)
        if fits is None:
            # A bad edit is told at once, and nothing is trained on it.
            await asyncio.to_thread(read_phrases, settings.knowledge)
            log.info("the phrases have changed: training")
            if not await trained_beside(settings):
                log.warning("training failed: the last model answers; try pana understand --train")
                return
            fits = await asyncio.to_thread(fitting_model, settings)
        if fits is not None and not live.fits(fingerprint_in(fits)):
            live.swap(await asyncio.to_thread(read, fits))
            log.info("a new model answers")
    except KnowledgeError:
        log.warning("the phrases cannot be used: the last model answers; try pana check")


def _best_model(settings: Settings) -> Model | None:
    """Return the model that fits, or another one until that is trained, or none."""
    fits: Iterable[Path | None] = ()
    with suppress(KnowledgeError):
        fits = (fitting_model(settings),)
    for file in (*fits, *model_files(settings)):
        if file is not None and file.is_file():
            with suppress(KnowledgeError):
                return read(file)
    return None


def _state_of(settings: Settings) -> tuple[tuple[int, int], ...]:
    """Return what changes when a file of phrases is written."""
    states = []
    for name in FILES.values():
        try:
            found = (settings.knowledge / name).stat()
            states.append((found.st_mtime_ns, found.st_size))
        except OSError:
            states.append((0, 0))
    return tuple(states)
