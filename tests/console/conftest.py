"""A desk for each test."""

from pathlib import Path

import pytest

from bot.domain.guide import Guide
from bot.domain.operator import Role
from bot.translation.translator import Translator
from tests.conftest import SetClock
from tests.console.desk_of_tests import Browser, DeskOfTests
from tests.console.papers_of_tests import papers_in


@pytest.fixture
def desk(guide: Guide, translator: Translator, clock: SetClock) -> DeskOfTests:
    return DeskOfTests(guide, translator, clock)


@pytest.fixture
async def editor(desk: DeskOfTests, tmp_path: Path) -> Browser:
    """Return the browser of an editor, before a copy of our files."""
    desk.papers = papers_in(tmp_path, desk.clock)
    return await desk.signed_in(await desk.operator("Madina", Role.EDITOR))
