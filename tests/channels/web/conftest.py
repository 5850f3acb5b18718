"""A page for each test."""

import pytest

from bot.domain.guide import Guide
from tests.channels.web.page_of_tests import Browser, PageOfTests
from tests.conftest import SetClock
from tests.journeys.on_page import speaking_on_a_page


@pytest.fixture
def page(guide: Guide, clock: SetClock) -> PageOfTests:
    return PageOfTests(guide, speaking_on_a_page(), clock)


@pytest.fixture
async def her(page: PageOfTests) -> Browser:
    """Somebody at the menu."""
    browser = page.browser()
    await browser.comes_to_the_menu()
    return browser
