"""Couriers try again until a chat is right, and hurry when they are asked to."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable

import pytest

from bot.domain.errors import StoreError, UnreachableError
from bot.domain.visitor import Pseudonym
from bot.services import couriers
from bot.services.couriers import Couriers

HER, ANOTHER = Pseudonym(b"1"), Pseudonym(b"2")


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(couriers, "FIRST_WAIT", 0.001)
    monkeypatch.setattr(couriers, "LONGEST_WAIT", 0.01)


class Delivering:
    """A delivery that fails as it is told, and then succeeds."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.tries: Counter[Pseudonym] = Counter()
        self.tried = asyncio.Event()
        self.meanwhile: Callable[[], Awaitable[object]] | None = None
        self.at_once: Counter[Pseudonym] = Counter()
        self.most = 0

    async def __call__(self, visitor: Pseudonym) -> None:
        self.tries[visitor] += 1
        self.at_once[visitor] += 1
        self.most = max(self.most, self.at_once[visitor])
        self.tried.set()
        try:
            if self.meanwhile is not None:
                await self.meanwhile()
            if self.failures:
                raise self.failures.pop(0)
        finally:
            self.at_once[visitor] -= 1


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 - conditions of many kinds, no event for each
            await asyncio.sleep(0.001)


@pytest.mark.parametrize("failure", [UnreachableError(), UnreachableError(0.01), StoreError("x")])
async def test_a_failed_delivery_is_tried_again(failure: Exception) -> None:
    deliver = Delivering(failure, failure, failure)
    work = Couriers(deliver)
    async with work.working():
        work.poke(HER)
        await until(lambda: deliver.tries[HER] == 4)


async def test_a_wait_that_telegram_names_is_kept() -> None:
    deliver = Delivering(UnreachableError(0.1))
    work = Couriers(deliver)
    async with work.working():
        began = asyncio.get_running_loop().time()
        work.poke(HER)
        await until(lambda: deliver.tries[HER] == 2)

        assert asyncio.get_running_loop().time() - began >= 0.1


async def test_only_leaving_ends_a_wait_that_telegram_names() -> None:
    deliver = Delivering(UnreachableError(60.0))
    work = Couriers(deliver)
    async with work.working():
        work.poke(HER)
        await until(lambda: deliver.tries[HER] == 1)
        work.poke(HER)
        await asyncio.sleep(0.02)
        assert deliver.tries[HER] == 1

        work.poke(HER, urgent=True)
        await until(lambda: deliver.tries[HER] == 2)


async def test_a_poke_ends_a_wait_of_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(couriers, "FIRST_WAIT", 60.0)
    monkeypatch.setattr(couriers, "LONGEST_WAIT", 60.0)
    deliver = Delivering(UnreachableError())
    work = Couriers(deliver)
    async with work.working():
        work.poke(HER)
        await until(lambda: deliver.tries[HER] == 1)
        await asyncio.sleep(0.02)
        work.poke(HER)
        await until(lambda: deliver.tries[HER] == 2)


async def test_a_poke_during_a_delivery_has_the_chat_looked_at_once_more() -> None:
    held = asyncio.Event()
    deliver = Delivering()
    deliver.meanwhile = held.wait
    work = Couriers(deliver)
    async with work.working():
        work.poke(HER)
        await deliver.tried.wait()
        for _ in range(5):
            work.poke(HER)
        held.set()
        await until(lambda: deliver.tries[HER] == 2)
        await asyncio.sleep(0.02)

    assert deliver.tries[HER] == 2
    assert deliver.most == 1


async def test_one_chat_that_waits_does_not_hold_up_another() -> None:
    deliver = Delivering(UnreachableError(60.0))
    work = Couriers(deliver)
    async with work.working():
        work.poke(HER)
        await until(lambda: deliver.tries[HER] == 1)
        work.poke(ANOTHER)
        await until(lambda: deliver.tries[ANOTHER] == 1)


async def test_an_unexpected_failure_hurts_nobody_else(caplog: pytest.LogCaptureFixture) -> None:
    deliver = Delivering(ValueError("her words"))
    work = Couriers(deliver)
    async with work.working():
        work.poke(HER)
        await until(lambda: deliver.tries[HER] == 1)
        work.poke(ANOTHER)
        await until(lambda: deliver.tries[ANOTHER] == 1)
        await until(lambda: not work._tasks)
        work.poke(HER)
        await until(lambda: deliver.tries[HER] == 2)

    assert "her words" not in caplog.text


async def test_a_courier_gives_up_after_a_while_and_comes_when_called_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(couriers, "PATIENCE", 0.0)
    deliver = Delivering(UnreachableError())
    work = Couriers(deliver)
    async with work.working():
        work.poke(HER)
        await until(lambda: deliver.tries[HER] == 1 and not work._tasks)
        work.poke(HER)
        await until(lambda: deliver.tries[HER] == 2)


async def test_the_end_of_the_program_breaks_off_what_waits() -> None:
    deliver = Delivering(UnreachableError(60.0))
    work = Couriers(deliver)
    async with asyncio.timeout(5), work.working():
        work.poke(HER)
        await until(lambda: deliver.tries[HER] == 1)

    work.poke(HER)
    assert deliver.tries[HER] == 1
