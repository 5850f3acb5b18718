"""One headless Chromium for all stories of a worker, and an evening for each."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio
from aiogram.client.session.aiohttp import AiohttpSession
from playwright.async_api import Browser

from tests.browser.chromium import a_browser
from tests.browser.evening import Evening, an_evening
from tools.find_chromium import NoChromiumError, find

HERE: Final = Path(__file__).parent


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Let all stories of a worker share the loop of its browser.

    A story that fails is told once more, and said so: on a busy machine a browser may lose a press.
    """
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1))
        if HERE in item.path.parents and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    try:
        find()
    except NoChromiumError as error:
        pytest.fail(str(error), pytrace=False)
    async with a_browser() as launched:
        yield launched


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for encrypted connections that are not there."""

    async def close(session: AiohttpSession) -> None:
        if session._session is not None:
            await session._session.close()

    monkeypatch.setattr(AiohttpSession, "close", close)


@pytest_asyncio.fixture(loop_scope="session")
async def evening(browser: Browser, tmp_path: Path) -> AsyncIterator[Evening]:
    async with an_evening(browser, tmp_path) as served:
        yield served
