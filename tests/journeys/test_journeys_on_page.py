"""Every story goes on the page as it goes in a chat, without any script."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import httpx
import pytest

from bot.channels.web.session import CHANNEL, address_of
from bot.channels.web.wording import OTHERWISE
from bot.domain.conversation import Picked, Started
from bot.domain.language import Language
from bot.domain.page import Page
from bot.domain.told import Told
from bot.flows.welcome import NUMBERS
from tests.journeys.browser import Browser
from tests.journeys.on_page import PageVisit, in_a_chat, speaking_on_a_page
from tests.journeys.steps import Story, at_home, picks, story
from tests.journeys.stories import STORIES
from tests.journeys.transcript import Transcript
from tests.journeys.visit import SILENCE

SOMEWHERE: Final = "http://page.test"
IN_THE_MIDDLE: Final = story("in the middle", at_home(), picks("go.questions", "no", "no", "year"))


@asynccontextmanager
async def without_scripts() -> AsyncIterator[PageVisit]:
    """Open a browser without scripts before a page of its own."""
    visit = PageVisit()
    transport = httpx.ASGITransport(visit.app())
    async with httpx.AsyncClient(
        transport=transport, base_url=SOMEWHERE, follow_redirects=True
    ) as client:
        visit.browser = Browser(client)
        yield visit


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
async def test_a_story_goes_by_forms_as_it_goes_in_a_chat(story: Story, language: Language) -> None:
    async with without_scripts() as visit:
        on_page = await Transcript(story, language, visit).played()

    assert on_page == await Transcript(story, language, in_a_chat()).played()


async def test_after_exit_nothing_of_before_is_found_by_any_way_back() -> None:
    async with without_scripts() as visit:
        await Transcript(IN_THE_MIDDLE, Language.RUSSIAN, visit).played()
        before, neutral = visit.browser.drawn, Page(visit.visitors.neutral())
        await visit.taps(Picked("exit"))
        assert visit.page == neutral

        await visit.browser.opens()
        assert visit.browser.drawn.page == neutral
        # The page that a browser may still hold, and forms that are sent from it once more.
        for option in ("no", "go.language", "exit"):
            await visit.browser.presses(option, before)
            assert visit.browser.drawn.page == neutral


async def test_after_exit_102_answers_and_knows_nothing_of_before() -> None:
    async with without_scripts() as visit:
        await Transcript(IN_THE_MIDDLE, Language.RUSSIAN, visit).played()
        before = visit.browser.drawn
        await visit.taps(Picked("exit"))
        await visit.browser.presses("go.danger", before)

        numbers = visit.translator.say(NUMBERS, None)
        assert numbers in visit.browser.drawn.text
        visit.address = address_of(visit.browser.token)
        assert visit.state is not None
        assert visit.state.told == Told()


async def test_before_the_first_answer_nothing_is_kept_and_no_cookie_is_set() -> None:
    async with without_scripts() as visit:
        for _ in range(3):
            await visit.writes(Started())

        assert visit.browser.token == ""
        async with visit.store.transaction() as work:
            assert await work.conversations.next_due() is None
            assert await work.deliveries.older_than(visit.now + SILENCE) == []


async def test_what_is_true_of_a_messenger_only_is_said_otherwise_on_the_page() -> None:
    told = next(each for each in STORIES if each.name.startswith("what this is, privacy"))
    async with without_scripts() as visit:
        on_page = await Transcript(told, Language.ENGLISH, visit).played()
    in_messenger = await Transcript(told, Language.ENGLISH).played()

    speaker = speaking_on_a_page()
    said = {speaker.say(text, Language.ENGLISH) for text, _ in OTHERWISE}
    otherwise = {speaker.in_channel(CHANNEL).say(text, Language.ENGLISH) for text, _ in OTHERWISE}
    met = {words for words in said if words in in_messenger}
    assert len(met) > 5
    assert len({words for words in otherwise if words in on_page}) == len(met)
    assert not [words for words in said if words in on_page]
