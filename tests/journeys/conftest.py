"""What every journey may leave out, because it is the same in all of them."""

from functools import cache

import pytest

from bot.channels.web import app
from bot.channels.web.drawing import Drawing, open_drawing
from tests.journeys.on_page import speaking_on_a_page


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the templates of the page once for all stories."""
    monkeypatch.setattr(app, "open_drawing", lambda _: drawing())


@cache
def drawing() -> Drawing:
    """Return the drawing of every page."""
    return open_drawing(speaking_on_a_page())
