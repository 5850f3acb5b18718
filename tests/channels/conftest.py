"""A stand-in Telegram, the real bot in front of it, and a person with a phone."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiogram.client.session.aiohttp import AiohttpSession

from bot.composition.application import now
from bot.domain.calendar import day_of
from bot.domain.guide import Guide
from tests.channels.story import RunningBot, Story, running, settings_for
from tests.knowing import guide_on
from tests.standin import Person, StandIn

HER = 1_001


def knowledge() -> Guide:
    return guide_on(day_of(now()))


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for encrypted connections that are not there."""

    async def close(session: AiohttpSession) -> None:
        if session._session is not None:
            await session._session.close()

    monkeypatch.setattr(AiohttpSession, "close", close)


@pytest_asyncio.fixture
async def server() -> AsyncIterator[StandIn]:
    """Every story ends with no limit of Telegram's passed."""
    async with StandIn() as standing_in:
        yield standing_in
        assert standing_in.violations == []


@pytest.fixture
def her(server: StandIn) -> Person:
    return server.person(HER, "Aigerim", "aigerim", "ru")


Restart = Callable[..., Any]


@pytest_asyncio.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as opened:
        yield opened


@pytest_asyncio.fixture
async def bots(server: StandIn, tmp_path: Path, stack: AsyncExitStack) -> list[RunningBot]:
    return [await stack.enter_async_context(running(settings_for(server, tmp_path)))]


@pytest.fixture
def story(server: StandIn, her: Person, bots: list[RunningBot], tmp_path: Path) -> Story:
    return Story(server, her, bots, tmp_path)


@pytest.fixture
def another(story: Story) -> Callable[[int], Story]:
    """Stories of other people with the same bot, by their ids."""

    def begins(id: int) -> Story:
        return Story(story.server, story.server.person(id, f"Person {id}"), story.bots, story.var)

    return begins


@pytest.fixture
def restart(story: Story, stack: AsyncExitStack) -> Restart:
    """Close the bot and open it again over the same files, perhaps with other settings."""

    async def again(**more: Any) -> None:
        await stack.aclose()
        settings = settings_for(story.server, story.var, **more)
        story.bots.append(await stack.enter_async_context(running(settings)))

    return again
