"""The stream of a page: what has changed is sent, and only that, as long as the visit goes on."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from sse_starlette import ServerSentEvent

from bot.domain.errors import HelplineError, NotAllowedError, StoreError
from bot.http import streams
from bot.http.streams import SEEN_EVERY, OpenPage, changes
from bot.services.live import LiveDesks

# Far longer than any answer takes; who waits so long waits for ever.
PATIENCE = 20


@dataclass(slots=True)
class Page:
    """A page with two regions, and somebody who looks at it."""

    regions: dict[str, str] = field(default_factory=lambda: {"head": "one", "foot": "two"})
    bell: LiveDesks = field(default_factory=LiveDesks)
    now: datetime = datetime(2026, 3, 1, 20, tzinfo=UTC)
    goes_on: bool = True
    drawn_at_most: int = 1000
    trouble: HelplineError | None = None
    seen: int = 0
    drawn: int = 0

    def clock(self) -> datetime:
        """Return the time of this page."""
        return self.now

    async def may_stay(self) -> bool:
        """Tell whether the visit goes on."""
        return self.goes_on and self.drawn < self.drawn_at_most

    async def looks(self) -> None:
        """Count that somebody still looks."""
        self.seen += 1

    async def draw(self) -> Mapping[str, str]:
        """Draw, unless there is trouble."""
        self.drawn += 1
        if self.trouble is not None:
            raise self.trouble
        return dict(self.regions)

    def changes(self, together: timedelta = timedelta()) -> AsyncIterator[ServerSentEvent]:
        """Open the stream."""
        return changes(
            OpenPage(self.bell, self.clock, self.may_stay, self.looks, self.draw, together)
        )


@pytest.fixture(autouse=True)
def _only_the_bell(monkeypatch: pytest.MonkeyPatch) -> None:
    # What comes in these tests comes because of the bell, not because a little time has passed.
    monkeypatch.setattr(streams, "LOOK_AGAIN", timedelta(hours=1))


async def next_of(events: AsyncIterator[ServerSentEvent]) -> tuple[str, dict[str, str]]:
    event = await asyncio.wait_for(anext(events), PATIENCE)
    return str(event.event), json.loads(str(event.data) or "{}")


async def test_first_everything_comes_and_then_only_what_has_changed() -> None:
    page = Page()
    events = page.changes()
    assert await next_of(events) == ("regions", {"head": "one", "foot": "two"})
    page.regions["foot"] = "three"
    page.bell.changed()
    assert await next_of(events) == ("regions", {"foot": "three"})


async def test_a_change_that_comes_while_the_page_is_drawn_is_not_missed() -> None:
    page = Page()
    events = page.changes()
    await next_of(events)
    # The reader is slow: two changes have come before it asks for more.
    page.regions["head"] = "four"
    page.bell.changed()
    page.bell.changed()
    assert await next_of(events) == ("regions", {"head": "four"})


async def test_changes_that_come_together_are_drawn_together() -> None:
    page = Page()
    events = page.changes(timedelta(milliseconds=200))
    await next_of(events)
    waits = asyncio.ensure_future(next_of(events))
    for region in ("head", "foot"):
        # Time enough to draw each of them alone.
        for _ in range(50):
            await asyncio.sleep(0)
        page.regions[region] = "new"
        page.bell.changed()
    assert await waits == ("regions", {"head": "new", "foot": "new"})
    assert page.drawn == 2


async def test_nothing_is_sent_while_nothing_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "LOOK_AGAIN", timedelta())
    page = Page(drawn_at_most=5)
    async with asyncio.timeout(PATIENCE):
        told = [event.event async for event in page.changes()]
    assert told == ["regions", "signed-out"]
    assert page.drawn == 5


async def test_a_page_that_stays_open_is_noted_now_and_then(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(streams, "LOOK_AGAIN", timedelta())
    page = Page()
    events = page.changes()
    noted = []
    for later in (timedelta(), SEEN_EVERY / 2, SEEN_EVERY / 2):
        page.now += later
        page.regions["head"] = str(page.now)
        await next_of(events)
        noted.append(page.seen)
    assert noted == [1, 1, 2]


async def test_a_store_that_does_not_answer_is_said_and_the_page_recovers() -> None:
    page = Page(trouble=StoreError("away"))
    events = page.changes()
    assert await next_of(events) == ("trouble", {})
    page.trouble = None
    page.bell.changed()
    assert await next_of(events) == ("regions", {"head": "one", "foot": "two"})


@pytest.mark.parametrize("is_refused", [True, False])
async def test_a_visit_that_ends_or_is_refused_ends_the_stream(is_refused: bool) -> None:
    page = Page()
    events = page.changes()
    await next_of(events)
    page.goes_on = is_refused
    page.trouble = NotAllowedError()
    page.bell.changed()
    assert await next_of(events) == ("signed-out", {})
    with pytest.raises(StopAsyncIteration):
        await asyncio.wait_for(anext(events), PATIENCE)
    assert page.drawn == (2 if is_refused else 1)
