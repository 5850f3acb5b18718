"""The stream that keeps the operator's page as it is, in well under a second."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.responses import Response

from bot.console.access import Visit
from bot.console.unbroken import unbroken
from bot.console.work_looks import Looks
from bot.console.work_view import look, regions
from bot.domain.case import CaseId
from bot.domain.errors import HelplineError, StoreError

# Without any change the page is looked at again, because waits grow and offers lapse.
LOOK_AGAIN: Final = timedelta(seconds=5)
# Changes that come together are drawn together.
TOGETHER: Final = timedelta(milliseconds=50)
SEEN_EVERY: Final = timedelta(seconds=30)
PING_EVERY: Final = 15


@dataclass(frozen=True, slots=True)
class Streams:
    """Opens streams; a stream that shows a case is a look at it."""

    looks: Looks

    async def open(self, visit: Visit) -> Response:
        """Answer with the stream of one page."""
        asked = visit.request.query_params.get("case", "")
        events = self.events(visit, CaseId(asked) if asked else None)
        return EventSourceResponse(events, ping=PING_EVERY)

    async def events(self, visit: Visit, case_id: CaseId | None) -> AsyncIterator[ServerSentEvent]:
        """Yield whatever of the page has changed, until the session ends."""
        shown: dict[str, str] = {}
        noted = ""
        seen_at = visit.desk.clock() - SEEN_EVERY
        while True:
            version = visit.desk.live.version
            try:
                if not await unbroken(visit.goes_on()):
                    break
                if visit.desk.clock() - seen_at >= SEEN_EVERY:
                    seen_at = visit.desk.clock()
                    await unbroken(visit.desk.seen(visit.me.id))
                work = await unbroken(look(visit, case_id))
                if work.case is not None and work.case.code != noted:
                    noted = work.case.code
                    await unbroken(self.looks.note(visit, noted, again=False))
                now = regions(visit, work)
                if changed := {name: html for name, html in now.items() if shown.get(name) != html}:
                    yield ServerSentEvent(json.dumps(changed), event="regions")
                    shown.update(changed)
            except StoreError:
                yield ServerSentEvent("", event="trouble")
            except HelplineError:
                break
            await _change(visit, version)
        yield ServerSentEvent("", event="signed-out")


async def _change(visit: Visit, version: int) -> None:
    """Wait until something has changed, or until it is time to look again."""
    try:
        await asyncio.wait_for(visit.desk.live.wait(version), LOOK_AGAIN.total_seconds())
        await asyncio.sleep(TOGETHER.total_seconds())
    except TimeoutError:
        return
