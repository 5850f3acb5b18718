"""What many tests share: the guide, the words of every language, a clock that obeys."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from bot.domain.guide import Guide
from bot.translation.catalogs import translations
from bot.translation.translator import Translator
from bot.understanding.understander import Understander
from tests import learned
from tests.knowing import KNOWLEDGE, guide_on

__all__ = ["KNOWLEDGE", "NOW", "SetClock"]
# Shortly after everything in knowledge/ was checked, so that nothing of it is old.
NOW: Final = datetime(2026, 11, 23, 20, 15, tzinfo=UTC)


@dataclass(slots=True)
class SetClock:
    """A clock that shows what it was set to."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now

    def goes(self, by: timedelta) -> None:
        """Let time pass."""
        self.now += by


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture(scope="session")
def guide() -> Guide:
    return guide_on(NOW.date())


@pytest.fixture(scope="session")
def translator() -> Translator:
    return Translator(translations())


@pytest.fixture(scope="session")
def understander() -> Understander:
    return learned.understander()
