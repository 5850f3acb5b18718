"""A desk for each test."""

import pytest

from bot.domain.guide import Guide
from bot.translation.translator import Translator
from tests.conftest import SetClock
from tests.console.desk_of_tests import DeskOfTests


@pytest.fixture
def desk(guide: Guide, translator: Translator, clock: SetClock) -> DeskOfTests:
    return DeskOfTests(guide, translator, clock)
