"""The lead's live board: who waits, who talks, who is here; never a word of a talk."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from urllib.parse import quote

from sse_starlette import ServerSentEvent
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.console.access import Door, Visit
from bot.console.open_page import open_page
from bot.domain.case import Case, CaseId
from bot.domain.danger import Band
from bot.domain.operator import Operator, Presence, Role
from bot.domain.queue_policy import LIMITS, TALKS_AT_ONCE
from bot.domain.text import Text, _
from bot.http.streams import changes, streamed
from bot.services.desk import Board, Waiting

REGIONS: Final = ("alarms", "waiting", "talks", "people")
# Changes that come together are drawn together.
TOGETHER: Final = timedelta(milliseconds=100)

PRESENCES: Final[Mapping[Presence, Text]] = {
    Presence.ON_SHIFT: _("On shift"),
    Presence.PAUSE: _("On a pause"),
    Presence.AWAY: _("Not on shift"),
}
PAGE_CLOSED: Final = _("On shift, but the page is closed")


@dataclass(frozen=True, slots=True)
class BandInLine:
    """One band of the line: who waits in it by language, and how long the first of them."""

    band: Band
    waiting: tuple[Waiting, ...]

    @property
    def count(self) -> int:
        """Return how many wait in this band."""
        return sum(each.count for each in self.waiting)

    @property
    def oldest(self) -> timedelta | None:
        """Return how long the first has waited."""
        return max((each.oldest for each in self.waiting), default=None)

    @property
    def goal(self) -> int:
        """Return within how many minutes an answer is meant to come."""
        return minutes(LIMITS[self.band].goal)

    @property
    def is_late(self) -> bool:
        """Tell whether the first has waited longer than is meant."""
        return self.oldest is not None and self.oldest > LIMITS[self.band].goal


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who takes cases: where they are, how many talks they have and may have."""

    operator: Operator
    presence: Text
    sign: str
    talks: int
    room: int


@dataclass(frozen=True, slots=True)
class Lead:
    """The board as its page shows it."""

    board: Board

    @property
    def line(self) -> tuple[BandInLine, ...]:
        """Return every band, the most urgent first, those without anybody too."""
        return tuple(
            BandInLine(band, tuple(each for each in self.board.waiting if each.band is band))
            for band in sorted(Band, reverse=True)
        )

    @property
    def waits(self) -> int:
        """Return how many wait in all."""
        return sum(each.count for each in self.board.waiting)

    @property
    def talks(self) -> tuple[Case, ...]:
        """Return offers and talks, the most urgent and oldest first."""
        return tuple(
            sorted(
                (*self.board.offered, *self.board.talking),
                key=lambda case: (-case.band, case.began_at or case.opened_at),
            )
        )

    @property
    def people(self) -> tuple[Colleague, ...]:
        """Return colleagues, those on shift first."""
        order = ("good", "wait", "danger", "")
        found = (
            self._colleague(each)
            for each in self.board.operators
            if not each.is_disabled and each.is_set_up
        )
        return tuple(sorted(found, key=lambda each: (order.index(each.sign), each.operator.id)))

    @property
    def here(self) -> int:
        """Return how many are on shift."""
        return sum(each.is_here(self.board.now) for each in self.board.operators)

    def named(self, case: Case) -> Operator | None:
        """Return whose case it is."""
        return next((each for each in self.board.operators if each.id == case.operator), None)

    def _colleague(self, operator: Operator) -> Colleague:
        mine = [case for case in self.talks if case.operator == operator.id]
        urgent = any(case.band is Band.IMMEDIATE for case in mine)
        sign, presence = "", PRESENCES[operator.presence]
        if operator.is_here(self.board.now):
            sign = "good"
        elif operator.presence is Presence.ON_SHIFT:
            sign, presence = "danger", PAGE_CLOSED
        elif operator.presence is Presence.PAUSE:
            sign = "wait"
        return Colleague(operator, presence, sign, len(mine), 1 if urgent else TALKS_AT_ONCE)


async def show(visit: Visit) -> Response:
    """Show the board."""
    is_asked = "asked" in visit.request.query_params
    return visit.page("board/page.html", 200, is_asked=is_asked, **await _values(visit))


async def live(visit: Visit) -> Response:
    """Answer with the stream that keeps the board as it is."""
    return streamed(events(visit))


def events(visit: Visit) -> AsyncIterator[ServerSentEvent]:
    """Yield whatever of the board has changed, until the session ends."""
    return changes(open_page(visit, lambda: regions(visit), TOGETHER))


async def regions(visit: Visit) -> Mapping[str, str]:
    """Return the pieces of the page which are redrawn alone."""
    values = await _values(visit)
    return {name: visit.fragment(f"board/{name}.html", **values) for name in REGIONS}


async def take_over(visit: Visit) -> Response:
    """Take a case; where somebody talks already, the visitor is asked first."""
    await visit.desk.take_over(visit.me.id, CaseId(visit.given("case")))
    lead = Lead(await visit.desk.view_board(visit.me.id))
    mine = {case.id for case in lead.talks if case.operator == visit.me.id}
    if visit.given("case") in mine:
        return visit.goes_to(f"/desk/work?case={quote(visit.given('case'), safe='')}")
    return visit.goes_to("/desk/board?asked")


def minutes(wait: timedelta) -> int:
    """Return whole minutes; what has just begun counts as none."""
    return int(wait.total_seconds() // 60)


async def _values(visit: Visit) -> Mapping[str, Any]:
    lead = Lead(await visit.desk.view_board(visit.me.id))
    return {"lead": lead, "board": lead.board, "minutes": minutes}


def routes(door: Door) -> list[BaseRoute]:
    """Return the pages of the board, for leads only."""
    return [
        door.guarded("/board", show, Role.LEAD),
        door.guarded("/board/live", live, Role.LEAD),
        door.guarded("/board/take-over", take_over, Role.LEAD, method="POST"),
    ]
