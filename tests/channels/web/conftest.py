"""A page for each test."""

import pytest

from bot.domain.guide import Guide
from tests.channels.web.page_of_tests import PageOfTests
from tests.conftest import SetClock
from tests.journeys.on_page import speaking_on_a_page


@pytest.fixture
def page(guide: Guide, clock: SetClock) -> PageOfTests:
    return PageOfTests(guide, speaking_on_a_page(), clock)
