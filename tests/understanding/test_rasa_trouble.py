"""A Rasa server that is late, down or confused: the built-in model answers, and in time."""

import asyncio
import gzip
import json
import logging
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import repeat
from time import monotonic
from typing import Final

import httpx
import pytest

from bot.domain.meaning import Intent
from bot.understanding.breaker import FAILURES, REST
from bot.understanding.rasa import LARGEST, PATIENCE, RasaUnderstander, open_rasa
from tests.understanding.rasa_of_tests import (
    GOOD,
    OWN,
    Answer,
    RasaOfTests,
    built_in,
    drips,
    ranking,
    says,
    sends,
    serving,
    waits,
)

# How much later than promised a busy machine may be.
LITTLE: Final = 1.0
LONG: Final = 20.0
DOWN: Final = "rasa does not answer: the built-in model does"
BACK: Final = "rasa answers again"


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
async def rasa() -> AsyncIterator[RasaOfTests]:
    async with serving(RasaOfTests()) as server:
        yield server


@pytest.fixture
async def understand(rasa: RasaOfTests, seconds: Seconds) -> AsyncIterator[RasaUnderstander]:
    async with open_rasa(rasa.url, built_in, seconds, LONG) as understander:
        yield understander


HUGE: Final = json.dumps(GOOD).encode() + b" " * LARGEST
WRONG: Final[dict[str, Answer]] = {
    "an error": says(GOOD, 500),
    "another success": says(GOOD, 201),
    "no page": says(GOOD, 404),
    "no sign-in": says({"code": 401}, 401),
    "nothing": sends(b""),
    "garbage": sends(b"<html>planted</html>"),
    "half of it": sends(json.dumps(GOOD).encode()[:-9]),
    "no text": sends(b"\xff\xfe\xfd"),
    "packed": sends(gzip.compress(json.dumps(GOOD).encode()), **{"Content-Encoding": "gzip"}),
    "deep": sends(b"[" * 900_000),
    "a list": says([GOOD]),
    "a number": says(7),
    "no ranking": says({"intent": {"name": "evidence", "confidence": 1.0}}),
    "ranking of nothing": says({"intent_ranking": []}),
    "ranking of a word": says({"intent_ranking": "evidence"}),
    "ranking of words": says({"intent_ranking": ["evidence"]}),
    "no confidence": says({"intent_ranking": [{"name": "evidence"}]}),
    "unknown name": says(ranking(("evidence", 0.5), ("planted", 0.5))),
    "no name": says(ranking((None, 0.0))),
    "a number for a name": says(ranking((7, 0.5))),
    "more than certain": says(ranking(("evidence", 1.01))),
    "less than never": says(ranking(("evidence", -0.01))),
    "not a number": sends(b'{"intent_ranking": [{"name": "evidence", "confidence": NaN}]}'),
    "true": says(ranking(("evidence", True))),
    "digits": says(ranking(("evidence", "0.5"))),
    "null": says(ranking(("evidence", None))),
    "huge": sends(HUGE),
    "endless": drips(repeat(b" " * 65536), 0),
    "broken off": drips([b"{"], 0, breaks_off=True),
}


@pytest.mark.parametrize("answer", WRONG.values(), ids=WRONG)
async def test_a_wrong_answer_is_none(
    rasa: RasaOfTests, understand: RasaUnderstander, answer: Answer
) -> None:
    rasa.answer = answer

    assert await understand("words") == OWN
    assert understand.breaker.failures == 1
    assert rasa.texts == ["words"]


async def test_words_are_not_sent_on_to_another_address(
    rasa: RasaOfTests, understand: RasaUnderstander
) -> None:
    async with serving(RasaOfTests()) as other:
        rasa.answer = redirects(other.url)

        assert await understand("words") == OWN
        assert other.asked == []


@pytest.mark.parametrize("answer", [waits(LONG), drips(repeat(b" "), 0.01)], ids=["late", "drips"])
async def test_a_late_answer_is_not_waited_for(rasa: RasaOfTests, answer: Answer) -> None:
    rasa.answer = answer
    async with open_rasa(rasa.url, built_in) as understand:
        began = monotonic()

        assert await understand("words") == OWN
        assert PATIENCE <= monotonic() - began < PATIENCE + LITTLE


async def test_a_server_that_is_not_there_costs_no_time(seconds: Seconds) -> None:
    async with open_rasa(f"http://127.0.0.1:{closed_port()}", built_in, seconds) as understand:
        began = monotonic()

        assert [await understand("words") for _ in range(FAILURES)] == [OWN] * FAILURES
        assert monotonic() - began < FAILURES * PATIENCE + LITTLE
        assert not understand.breaker.lets_through()


async def test_late_answers_do_not_stand_in_the_way_of_good_ones(
    rasa: RasaOfTests, seconds: Seconds
) -> None:
    rasa.answer = waits(LONG)
    async with open_rasa(rasa.url, built_in, seconds) as understand:
        most = httpx.Limits().max_connections or 100
        for _ in range(2):
            await asyncio.gather(*(understand("words") for _ in range(most + 20)))
            seconds.now += REST
        rasa.answer = says(GOOD)

        assert (await understand("words")).intent is Intent.EVIDENCE


async def test_after_three_failures_rasa_is_left_alone(
    rasa: RasaOfTests, understand: RasaUnderstander, seconds: Seconds
) -> None:
    rasa.answer = says(GOOD, 500)
    for _ in range(FAILURES):
        await understand("words")
    rasa.answer = says(GOOD)
    seconds.now += REST - 0.001

    assert await understand("words") == OWN
    assert len(rasa.asked) == FAILURES == 3


async def test_only_failures_in_a_row_count(
    rasa: RasaOfTests, understand: RasaUnderstander
) -> None:
    for answer in (*[says(GOOD, 500)] * (FAILURES - 1), says(GOOD)) * 2:
        rasa.answer = answer
        await understand("words")

    assert (await understand("words")).intent is Intent.EVIDENCE


async def test_after_a_while_one_call_tries_for_all(
    rasa: RasaOfTests, understand: RasaUnderstander, seconds: Seconds
) -> None:
    await is_left_alone(rasa, understand)
    rasa.answer = waits(0.1)
    seconds.now += REST
    answers = await asyncio.gather(*(understand("words") for _ in range(5)))

    assert [answer == OWN for answer in answers] == [False, True, True, True, True]
    assert (await understand("words")).intent is Intent.EVIDENCE
    assert len(rasa.asked) == FAILURES + 2


async def test_a_failed_try_begins_another_while(
    rasa: RasaOfTests, understand: RasaUnderstander, seconds: Seconds
) -> None:
    await is_left_alone(rasa, understand)
    seconds.now += REST
    await understand("words")
    rasa.answer = says(GOOD)
    seconds.now += REST - 0.001

    assert await understand("words") == OWN
    seconds.now += 0.001
    assert (await understand("words")).intent is Intent.EVIDENCE


async def test_a_try_that_is_broken_off_tells_nothing(
    rasa: RasaOfTests, understand: RasaUnderstander, seconds: Seconds
) -> None:
    await is_left_alone(rasa, understand)
    rasa.answer = waits(LONG)
    seconds.now += REST
    rasa.was_asked.clear()
    trying = asyncio.create_task(understand("words"))
    await rasa.was_asked.wait()
    trying.cancel()
    with pytest.raises(asyncio.CancelledError):
        await trying

    assert await understand("words") == OWN
    assert len(rasa.asked) == FAILURES + 1


async def test_two_servers_fail_apart(rasa: RasaOfTests, seconds: Seconds) -> None:
    nowhere = f"http://127.0.0.1:{closed_port()}"
    async with (
        open_rasa(nowhere, built_in, seconds, LONG) as one,
        open_rasa(rasa.url, built_in, seconds, LONG) as other,
    ):
        for _ in range(FAILURES):
            await one("words")

        assert not one.breaker.lets_through()
        assert (await other("words")).intent is Intent.EVIDENCE


async def test_the_log_tells_events_once_and_no_words(
    rasa: RasaOfTests,
    understand: RasaUnderstander,
    seconds: Seconds,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    for answer in (*WRONG.values(), waits(0)):
        rasa.answer = answer
        await understand("planted words")
        seconds.now += REST
    await understand("planted words")

    ours = [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]
    assert ours == [DOWN, BACK]
    assert "httpcore.http11" in {record.name for record in caplog.records}
    assert not [record for record in caplog.records if "planted" in f"{record.__dict__}"]


async def is_left_alone(rasa: RasaOfTests, understand: RasaUnderstander) -> None:
    """Let Rasa fail until it is not asked any more."""
    rasa.answer = says(GOOD, 500)
    for _ in range(FAILURES + 1):
        await understand("words")
    assert len(rasa.asked) == FAILURES


def redirects(to: str) -> Answer:
    """Send whoever asks to another address, with the question."""
    from aiohttp import web

    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(status=307, headers={"Location": f"{to}{request.rel_url}"})

    return answer


def closed_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
