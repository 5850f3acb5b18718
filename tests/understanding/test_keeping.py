"""The model follows the phrases by itself; whatever breaks, the last one goes on answering."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from bot.composition import understanding
from bot.composition.understanding import MODEL, fitting_model, keep_trained, open_understanding
from bot.domain.guide import Alarm
from bot.domain.language import Language
from bot.domain.meaning import Phrases
from bot.knowledge.examples import FILES
from bot.knowledge.typed_words import phrases_as_written
from bot.settings import Settings
from bot.understanding.live import LiveUnderstander
from bot.understanding.model import Model, fingerprint_in, fingerprint_of, read, write
from tests.understanding.conftest import line_of, understand, write_phrases

PATIENCE: Final = 240.0
LOOK: Final = 0.02
QUESTION: Final = "как получить защитное предписание"
NEW_PHRASE: Final = "қорғау парағын қайдан алам"
TRAINS: Final = "The phrases have changed: training takes a moment.\n"


@pytest.fixture
def settings(tmp_path: Path, small_knowledge: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Return settings of a helpline of one's own, on a machine without a built model."""
    monkeypatch.setattr(understanding, "BUILT", tmp_path / "built" / MODEL)
    monkeypatch.setattr(understanding, "LOOKS_EVERY", LOOK)
    return Settings(_env_file=None, var=tmp_path / "var", knowledge=small_knowledge)


@pytest.fixture
def trained(settings: Settings, small_model: Model) -> Path:
    """Return the model that was learned from the phrases as they are."""
    file = settings.var / MODEL
    fingerprint = fingerprint_of(phrases_as_written(settings.knowledge))
    write(replace(small_model, fingerprint=fingerprint), file)
    return file


def publish_one_more(settings: Settings, phrases: Phrases) -> None:
    """Publish one phrase more."""
    said = phrases[Language.KAZAKH]
    more = {**said, "protective_order": (*said["protective_order"], NEW_PHRASE)}
    write_phrases(settings.knowledge / FILES[Language.KAZAKH], more)


def break_phrases(settings: Settings) -> None:
    """Publish what is no YAML."""
    (settings.knowledge / FILES[Language.KAZAKH]).write_text("nlu: [\n  - {", encoding="utf-8")


def ask(settings: Settings) -> tuple[str, str]:
    """Ask `pana understand` one question; return its answer and what it warned of."""
    knowledge = {"PANA_KNOWLEDGE": str(settings.knowledge)}
    done = understand(settings.var, line_of(QUESTION), **knowledge)
    assert done.returncode == 0
    return json.loads(done.stdout)["intent"], done.stderr


def train_by_command(settings: Settings) -> str:
    """Train as an editor would; return what was said."""
    knowledge = {"PANA_KNOWLEDGE": str(settings.knowledge)}
    done = understand(settings.var, "", "--train", **knowledge)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


async def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(PATIENCE):
        while not is_so():  # noqa: ASYNC110 (a file or a log changes, no event of ours)
            await asyncio.sleep(LOOK)


@asynccontextmanager
async def kept_trained(settings: Settings, live: LiveUnderstander) -> AsyncIterator[None]:
    """Keep a model trained meanwhile."""
    keeping = asyncio.create_task(keep_trained(settings, live))
    try:
        yield
        assert not keeping.done()
    finally:
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping


def learned_like(model: Model, other: Model) -> bool:
    """Tell whether two models learned the same, whatever their phrases are called."""
    return replace(model, fingerprint=other.fingerprint) == other


def test_training_makes_a_model_once(settings: Settings, small_model: Model) -> None:
    first, second = train_by_command(settings), train_by_command(settings)

    file = settings.var / MODEL
    count = sum(
        line.startswith("    - ")
        for name in FILES.values()
        for line in (settings.knowledge / name).read_text(encoding="utf-8").splitlines()
    )
    assert first == f"Trained on {count} phrases: {file}\n"
    assert second == "The model fits the phrases: nothing to do.\n"
    assert learned_like(read(file), small_model)


def test_the_command_trains_first_where_phrases_have_changed(
    settings: Settings, trained: Path, few_phrases: Phrases
) -> None:
    before = fingerprint_in(trained)

    publish_one_more(settings, few_phrases)

    assert ask(settings) == ("protective_order", TRAINS)
    assert fingerprint_in(trained) != before
    assert ask(settings) == ("protective_order", "")


def test_a_damaged_model_is_learned_anew(
    settings: Settings, trained: Path, small_model: Model
) -> None:
    whole = trained.read_bytes()
    trained.write_bytes(whole[: len(whole) // 2])

    assert ask(settings) == ("protective_order", TRAINS)
    assert learned_like(read(trained), small_model)


def test_the_command_says_what_to_do_where_phrases_cannot_be_learned(
    settings: Settings, trained: Path
) -> None:
    assert trained.is_file()
    break_phrases(settings)

    for words in ((), ("--train",)):
        done = understand(
            settings.var, line_of(QUESTION), *words, PANA_KNOWLEDGE=str(settings.knowledge)
        )
        assert (done.returncode, done.stdout) == (1, "")
        (advice,) = done.stderr.splitlines()
        assert "pana check" in advice
        assert QUESTION not in advice


async def test_where_there_is_no_model_one_is_learned_and_answers(
    settings: Settings, small_model: Model, alarm: Alarm
) -> None:
    live = LiveUnderstander(lambda: alarm)
    async with kept_trained(settings, live):
        await until(lambda: live.model is not None)

    assert live.model is not None
    assert learned_like(live.model, small_model)
    assert fitting_model(settings) == settings.var / MODEL


async def test_a_broken_file_leaves_the_last_model_until_a_mended_one_is_learned(
    settings: Settings,
    trained: Path,
    alarm: Alarm,
    few_phrases: Phrases,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    last = read(trained)
    live = LiveUnderstander(lambda: alarm, last)
    async with kept_trained(settings, live):
        break_phrases(settings)
        await until(lambda: "pana check" in caplog.text)
        assert live.model is last
        assert live.understand(QUESTION).intent == "protective_order"

        publish_one_more(settings, few_phrases)
        await until(lambda: live.model is not last)

    assert live.understand(NEW_PHRASE).intent == "protective_order"
    assert NEW_PHRASE not in caplog.text
    assert fingerprint_in(trained) != last.fingerprint


async def test_a_training_that_fails_leaves_the_last_model(
    settings: Settings,
    trained: Path,
    alarm: Alarm,
    few_phrases: Phrases,
    caplog: pytest.LogCaptureFixture,
) -> None:
    live = LiveUnderstander(lambda: alarm, read(trained))
    async with kept_trained(settings, live):
        # Two languages out of three say one thing only: there is nothing to tell apart.
        for language in FILES:
            few = {"greeting": few_phrases[language]["greeting"][:1]}
            write_phrases(settings.knowledge / FILES[language], few)
        await until(lambda: "training failed" in caplog.text)

    assert live.understand(QUESTION).intent == "protective_order"
    assert read(trained) == live.model


async def test_while_nothing_was_published_nothing_is_trained(
    settings: Settings, trained: Path, alarm: Alarm, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(_settings: Settings) -> bool:
        raise AssertionError

    looks: list[Settings] = []
    state_of = understanding._state_of

    def looked(settings: Settings) -> tuple[tuple[int, int], ...]:
        looks.append(settings)
        return state_of(settings)

    monkeypatch.setattr(understanding, "trained_beside", never)
    monkeypatch.setattr(understanding, "_state_of", looked)
    last = read(trained)
    live = LiveUnderstander(lambda: alarm, last)
    async with kept_trained(settings, live):
        await until(lambda: len(looks) > 3)
    assert live.model is last


@pytest.mark.parametrize("content", [None, b"", b"no model\n", b'{"fingerprint": "x"}\n'])
async def test_the_start_needs_no_model(
    settings: Settings, alarm: Alarm, content: bytes | None
) -> None:
    settings.var.mkdir()
    if content is not None:
        (settings.var / MODEL).write_bytes(content)

    async with open_understanding(settings, lambda: alarm) as (understand_, live):
        unknown = await understand_(QUESTION)
        danger = await understand_("он сейчас меня избивает")

    assert live.model is None
    assert (unknown.confidence, unknown.danger) == (0.0, False)
    assert danger.danger


async def test_an_older_model_answers_until_a_new_one_is_learned(
    settings: Settings, small_model: Model, alarm: Alarm
) -> None:
    older = replace(small_model, fingerprint="of other phrases")
    write(older, understanding.BUILT)

    async with open_understanding(settings, lambda: alarm) as (understand_, live):
        answer = await understand_(QUESTION)

    assert live.model == older
    assert answer.intent == "protective_order"


async def test_where_nobody_writes_no_model_is_read(
    settings: Settings, trained: Path, alarm: Alarm
) -> None:
    assert fingerprint_in(trained)

    async with open_understanding(settings, lambda: alarm, answers=False) as (_, live):
        assert live.model is None
