"""How fresh what visitors read is, for leads and editors; for editors also what is due."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.console.access import Door, Visit
from bot.domain.freshness import Condition, Freshnesses
from bot.domain.operator import Role
from bot.domain.text import Text, _
from bot.services.freshness import KINDS, SOON, state_of

LABELS: Final[Mapping[Condition, Text]] = {
    Condition.FRESH: _("Fresh"),
    Condition.DUE: _("Due soon"),
    Condition.OLD: _("Past its age"),
    Condition.EXPIRED: _("Only 111"),
}
SIGNS: Final[Mapping[Condition, str]] = {
    Condition.FRESH: "good",
    Condition.DUE: "",
    Condition.OLD: "wait",
    Condition.EXPIRED: "danger",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One colour of a bar: where it begins and how long it is, of 100."""

    condition: Condition
    begins: float
    length: float


async def show(visit: Visit) -> Response:
    """Show how fresh each kind is, and what is to be checked."""
    view = await visit.desk.view_freshness(visit.me.id)
    return visit.page(
        "board/fresh.html",
        view=view,
        is_editor=visit.me.role is Role.EDITOR,
        kinds=KINDS,
        labels=LABELS,
        signs=SIGNS,
        days=SOON.days,
        bar=bar,
        state_of=state_of,
        Condition=Condition,
    )


def bar(kind: Freshnesses) -> tuple[Piece, ...]:
    """Return the pieces of a kind's bar, from fresh to no longer stated."""
    pieces: list[Piece] = []
    begins = 0.0
    for condition in Condition:
        length = 100 * kind.counts[condition] / max(kind.total, 1)
        if length:
            pieces.append(Piece(condition, round(begins, 2), round(length, 2)))
        begins += length
    return tuple(pieces)


def routes(door: Door) -> list[BaseRoute]:
    """Return the page, for leads and editors."""
    return [door.guarded("/fresh", show, Role.LEAD, Role.EDITOR)]
