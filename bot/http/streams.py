"""Keeps an open page as it is: whatever has changed on it is sent, and only that."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, Protocol

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.responses import Response

from bot.domain.errors import HelplineError, StoreError
from bot.http.unbroken import unbroken
from bot.services.ports import Clock

# Without any change a page is drawn again, because waits grow, offers lapse and people go.
LOOK_AGAIN: Final = timedelta(seconds=5)
SEEN_EVERY: Final = timedelta(seconds=30)
PING_EVERY: Final = 15


class Bell(Protocol):
    """Tells that something has changed."""

    @property
    def version(self) -> int:
        """Return how often something has changed so far."""

    async def wait(self, since: int) -> int:
        """Return the newest number as soon as it is greater than `since`."""


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A page that somebody has open: when it is drawn, what of, and for how long.

    `seen` notes that somebody still looks. Changes within the time `together` are drawn together.
    """

    bell: Bell
    clock: Clock
    goes_on: Callable[[], Coroutine[Any, Any, bool]]
    seen: Callable[[], Coroutine[Any, Any, object]]
    draw: Callable[[], Coroutine[Any, Any, Mapping[str, str]]]
    together: timedelta


async def changes(page: OpenPage) -> AsyncIterator[ServerSentEvent]:
    """Yield whatever regions of the page have changed, until the visit ends."""
    shown: dict[str, str] = {}
    seen_at = page.clock() - SEEN_EVERY
    while True:
        version = page.bell.version
        try:
            if not await unbroken(page.goes_on()):
                break
            if page.clock() - seen_at >= SEEN_EVERY:
                seen_at = page.clock()
                await unbroken(page.seen())
            now = await unbroken(page.draw())
            if changed := {name: html for name, html in now.items() if shown.get(name) != html}:
                yield ServerSentEvent(json.dumps(changed), event="regions")
                shown.update(changed)
        except StoreError:
            yield ServerSentEvent("", event="trouble")
        except HelplineError:
            break
        await _change(page, version)
    yield ServerSentEvent("", event="signed-out")


def streamed(events: AsyncIterator[ServerSentEvent]) -> Response:
    """Answer with events as they come; a sign of life is sent while there are none."""
    return EventSourceResponse(events, ping=PING_EVERY)


async def _change(page: OpenPage, version: int) -> None:
    """Wait until something has changed, or until it is time to look again."""
    try:
        await asyncio.wait_for(page.bell.wait(version), LOOK_AGAIN.total_seconds())
        await asyncio.sleep(page.together.total_seconds())
    except TimeoutError:
        return
