"""What the tests of the conversation share."""

import pytest

from bot.domain.guide import Guide
from tests.flows.talk import Talk, Visitors


@pytest.fixture
def talk(guide: Guide) -> Talk:
    return Talk(guide)


@pytest.fixture(scope="session")
def visitor(guide: Guide) -> Visitors:
    return Visitors(guide)
