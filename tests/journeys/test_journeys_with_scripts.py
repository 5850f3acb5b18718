"""Every story goes by a script's pieces and events as it goes in a chat."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest
import pytest_asyncio
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.domain.language import Language
from tests.journeys.on_page import PageVisit, in_a_chat
from tests.journeys.scripted import Scripted
from tests.journeys.served import served
from tests.journeys.steps import Story
from tests.journeys.stories import STORIES
from tests.journeys.transcript import Transcript

pytestmark = pytest.mark.asyncio(loop_scope="module")


@dataclass(slots=True)
class Server:
    """One server for all stories; each brings its own page."""

    page: ASGIApp | None = None
    address: str = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the page of the story answer."""
        assert self.page is not None
        await self.page(scope, receive, send)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server() -> AsyncIterator[Server]:
    server = Server()
    async with served(server) as address:
        server.address = address
        yield server


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
async def test_a_story_goes_by_script_as_it_goes_in_a_chat(story: Story, server: Server) -> None:
    visit = PageVisit()
    server.page = visit.app()
    async with httpx.AsyncClient(
        base_url=server.address, follow_redirects=True, trust_env=False
    ) as client:
        visit.browser = Scripted(client)
        on_page = await Transcript(story, Language.RUSSIAN, visit).played()
        await visit.browser.closes()

    assert on_page == await Transcript(story, Language.RUSSIAN, in_a_chat()).played()
