"""The lead's charts of the last day and month, each beside a table of the same numbers."""

from collections.abc import Mapping
from typing import Final

from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.console import export
from bot.console.access import Door, Visit
from bot.console.chart_drawings import FEWER, charts_of, counted, drawn, minutes, percent
from bot.domain.operator import Role
from bot.domain.statistics import Span
from bot.domain.text import Text, _

SVG_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
SPANS: Final[Mapping[Span, Text]] = {
    Span.DAY: _("Last 24 hours"),
    Span.MONTH: _("Last 30 days"),
}


async def show(visit: Visit) -> Response:
    """Show the charts, each beside a table of the same numbers."""
    span = span_of(visit.request.query_params.get("span", ""))
    statistics = await visit.desk.view_statistics(visit.me.id, span)
    return visit.page(
        "board/charts.html",
        span=span,
        spans=SPANS,
        statistics=statistics,
        charts=charts_of(statistics),
        words={"counted": counted, "minutes": minutes, "percent": percent},
        fewer=FEWER,
    )


async def picture(visit: Visit) -> Response:
    """Return one chart as a picture in the reader's language."""
    span = span_of(visit.request.path_params["span"])
    statistics = await visit.desk.view_statistics(visit.me.id, span)
    name = visit.request.path_params["name"]
    chart = next((each for each in charts_of(statistics) if each.name == name), None)
    if chart is None:
        return visit.refused(404, _("There is no such page."), {})
    asked = visit.request.query_params
    return Response(
        drawn(chart, visit.say, is_dark="dark" in asked, is_narrow="narrow" in asked),
        media_type="image/svg+xml",
        headers={"Content-Security-Policy": SVG_POLICY},
    )


def span_of(given: str) -> Span:
    """Return the span of an address; the last day where it names none."""
    return Span(given) if given in set(Span) else Span.DAY


def routes(door: Door) -> list[BaseRoute]:
    """Return the pages of the figures, for leads only."""
    return [
        door.guarded("/charts", show, Role.LEAD),
        door.guarded("/charts/{span}/{name}.svg", picture, Role.LEAD),
        *export.routes(door),
    ]
