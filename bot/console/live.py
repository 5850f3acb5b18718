"""The stream that keeps the operator's page as it is, in well under a second."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sse_starlette import ServerSentEvent
from starlette.responses import Response

from bot.console.access import Visit
from bot.console.open_page import open_page
from bot.console.work_looks import Looks
from bot.console.work_view import look, regions
from bot.domain.case import CaseId
from bot.http.streams import changes, streamed

# Changes that come together are drawn together.
TOGETHER: Final = timedelta(milliseconds=50)


@dataclass(frozen=True, slots=True)
class Streams:
    """Opens streams; a stream that shows a case is a look at it."""

    looks: Looks

    async def open(self, visit: Visit) -> Response:
        """Answer with the stream of one page."""
        asked = visit.request.query_params.get("case", "")
        return streamed(self.events(visit, CaseId(asked) if asked else None))

    def events(self, visit: Visit, case_id: CaseId | None) -> AsyncIterator[ServerSentEvent]:
        """Yield whatever of the page has changed, until the session ends."""
        noted = ""

        async def draw() -> Mapping[str, str]:
            nonlocal noted
            work = await look(visit, case_id)
            if work.case is not None and work.case.code != noted:
                noted = work.case.code
                await self.looks.note(visit, noted, again=False)
            return regions(visit, work)

        return changes(open_page(visit, draw, TOGETHER))
