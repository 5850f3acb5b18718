"""What the adapter rests on, asked of a real Rasa server."""

import os
import signal
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from time import monotonic
from typing import Any, Final

import httpx
import pytest
import yaml

from bot.domain.meaning import Intent
from bot.understanding.breaker import FAILURES, REST
from bot.understanding.rasa import LONGEST, PATIENCE, RasaUnderstander, open_rasa
from tests.rasa.conftest import ADDRESS
from tests.rasa.server import PATIENCE_WITH_START, PHRASES, Server, serving
from tests.understanding.rasa_of_tests import OWN, built_in

# The machine may be busy: what is not about time has all of it, and "in time" is a little later.
LONG: Final = 60.0
LITTLE: Final = 1.0


@dataclass(slots=True)
class Seconds:
    """A clock that goes only when it is told to."""

    now: float = 1000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
async def understand(seconds: Seconds) -> AsyncIterator[RasaUnderstander]:
    async with open_rasa(os.environ[ADDRESS], built_in, seconds, LONG) as understander:
        yield understander


@pytest.fixture
def mortal() -> Iterator[Server]:
    paths = (Path(os.environ[name]) for name in ("PANA_TEST_RASA", "PANA_TEST_RASA_MODEL"))
    with serving(*paths) as server:
        yield server


def asked(text: str) -> dict[str, Any]:
    """Ask the server itself."""
    url = httpx.URL(os.environ[ADDRESS]).copy_with(path="/model/parse")
    answer = httpx.post(url, json={"text": text}, timeout=LONG)
    assert answer.status_code == httpx.codes.OK
    value: dict[str, Any] = answer.json()
    return value


def learned() -> dict[Intent, str]:
    """Return one Russian phrase of each intent, which the server has learned."""
    file = yaml.safe_load((PHRASES / "ru.yml").read_text(encoding="utf-8"))
    return {
        Intent(entry["intent"]): entry["examples"].splitlines()[0].removeprefix("- ")
        for entry in file["nlu"]
        if entry["intent"] in set(Intent)
    }


def test_an_answer_is_a_ranking_with_probabilities() -> None:
    answer = asked("мне нужен адвокат")
    ranking = answer["intent_ranking"]
    chances = [place["confidence"] for place in ranking]

    assert ranking[0]["name"] == answer["intent"]["name"]
    assert chances == sorted(chances, reverse=True)
    assert sum(chances) == pytest.approx(1, abs=0.001)


def test_all_intents_come_through_and_shades_as_their_intent() -> None:
    names = [place["name"] for place in asked("мне нужен адвокат")["intent_ranking"]]

    assert sorted(names) == sorted(Intent)
    assert len(names) == 28


async def test_what_rasa_has_learned_is_understood(understand: RasaUnderstander) -> None:
    phrases = learned()
    understood = {intent: await understand(phrase) for intent, phrase in phrases.items()}
    right = [intent for intent, meant in understood.items() if meant.intent is intent]

    assert set(phrases) == set(Intent)
    assert len(right) > len(phrases) / 2
    assert OWN not in understood.values()


@pytest.mark.parametrize(
    "words",
    [
        "ұрады 😀 \x00 \u202e \"'{}[](evidence)",
        "help \ud800",
        "я" * LONGEST,
        "а " * (LONGEST // 2),
        "ᄀ각ᄀ각 x",
        '/evidence{"a": 1}',
        "/planted",
        "@planted",
    ],
    ids=range(8),
)
async def test_whatever_is_typed_has_an_answer_of_rasa(
    understand: RasaUnderstander, words: str
) -> None:
    understood = await understand(words)

    assert understood != OWN
    assert 0 < understood.confidence < 1
    assert understand.breaker.failures == 0


async def test_an_answer_usually_comes_in_time(understand: RasaUnderstander) -> None:
    took = []
    for phrase in learned().values():
        began = monotonic()
        await understand(phrase)
        took.append(monotonic() - began)

    assert median(took) < PATIENCE


async def test_without_its_token_rasa_does_not_answer_us(seconds: Seconds) -> None:
    bare = str(httpx.URL(os.environ[ADDRESS]).copy_with(query=None))
    async with open_rasa(bare, built_in, seconds, LONG) as understand:
        assert await understand("words") == OWN
        assert understand.breaker.failures == 1


@pytest.mark.timeout(2 * PATIENCE_WITH_START + LONG)
async def test_the_built_in_model_answers_while_rasa_hangs_and_is_down(
    mortal: Server, seconds: Seconds
) -> None:
    async with open_rasa(mortal.url, built_in, seconds) as in_haste:
        in_peace = replace(in_haste, patience=LONG)
        assert await in_peace("words") != OWN

        assert mortal.process
        mortal.process.send_signal(signal.SIGSTOP)
        await answers_itself_in_time(in_haste)
        mortal.stop()
        for _ in range(FAILURES):
            await answers_itself_in_time(in_haste)

        mortal.start()
        assert await in_peace("words") == OWN
        seconds.now += REST
        assert await in_peace("words") != OWN
        assert await in_peace("words") != OWN


async def answers_itself_in_time(understand: RasaUnderstander) -> None:
    """Hold the built-in answer to the time limit."""
    began = monotonic()
    assert await understand("words") == OWN
    assert monotonic() - began < PATIENCE + LITTLE
