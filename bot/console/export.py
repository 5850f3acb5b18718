"""Tables that may leave the house: at most two dimensions, small cells hidden."""

import csv
import io
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.console.access import Door, Visit
from bot.console.pages import BANDS
from bot.domain.danger import Band
from bot.domain.errors import NotAllowedError
from bot.domain.language import OWN_NAMES, Language
from bot.domain.operator import Role
from bot.domain.published import (
    QUARTERS,
    UNTOLD,
    Dimension,
    Table,
    quarters_over,
    years_offered,
)
from bot.domain.statistics import LOCAL_TIME
from bot.domain.text import Text, Verbatim, _

# A spreadsheet reads our letters only behind this sign.
BYTE_ORDER_MARK: Final = "\ufeff"
HIDDEN: Final = "…"
DIGITS_OF_A_YEAR: Final = 4

DIMENSIONS: Final[Mapping[Dimension, Text]] = {
    Dimension.REGION: _("Region"),
    Dimension.QUARTER: _("Quarter"),
    Dimension.BAND: _("Band"),
    Dimension.LANGUAGE: _("Language"),
}
HOW_TO_READ: Final = _(
    "Numbers are rounded to 5. {hidden} means hidden: fewer than 10, or needed to hide others, "
    "or not over yet. Sums of rounded numbers differ."
)


async def offer(visit: Visit) -> Response:
    """Show which tables may be asked for."""
    today = visit.desk.clock().astimezone(LOCAL_TIME).date()
    return visit.page(
        "board/export.html",
        years={year: _quarters_named(year, today) for year in years_offered(today)},
        dimensions=DIMENSIONS,
        hidden=HIDDEN,
    )


async def hand_out(visit: Visit) -> Response:
    """Hand out one table as a file for spreadsheets."""
    rows, columns = _dimension(visit.given("rows")), _dimension(visit.given("columns"))
    year = visit.given("year")
    if rows is None or not (year.isascii() and year.isdecimal() and len(year) == DIGITS_OF_A_YEAR):
        raise NotAllowedError
    table = await visit.desk.export_statistics(visit.me.id, int(year), rows, columns)
    names = [table.rows.value, *((table.columns.value,) if table.columns else ())]
    return Response(
        written(table, _namer(visit), visit.say).encode("utf-8"),
        media_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="pana-{year}-{"-".join(names)}.csv"'
        },
    )


def written(
    table: Table, named: Callable[[Dimension, str], str], say: Callable[[Text], str]
) -> str:
    """Return a table as CSV, with a line that says how to read it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    whole = say(_("All"))
    columns = (
        [named(table.columns, value) for value in table.column_values] if table.columns else []
    )
    writer.writerow([f"{say(DIMENSIONS[table.rows])} · {table.year}", *columns, whole])
    rows = [*(named(table.rows, value) for value in table.row_values), whole]
    for row, figures in zip(rows, table.figures, strict=True):
        writer.writerow([row, *(HIDDEN if each is None else each for each in figures)])
    writer.writerow([])
    writer.writerow([say(HOW_TO_READ.given(hidden=HIDDEN))])
    return BYTE_ORDER_MARK + out.getvalue()


def _namer(visit: Visit) -> Callable[[Dimension, str], str]:
    regions = visit.desk.guides().regions

    def named(dimension: Dimension, value: str) -> str:
        match dimension:
            case Dimension.REGION if value == UNTOLD:
                return visit.say(_("Not told"))
            case Dimension.REGION:
                known = next((each for key, each in regions.items() if key == value), None)
                return visit.say(known.name) if known else value
            case Dimension.BAND:
                return visit.say(BANDS[Band(int(value))])
            case Dimension.LANGUAGE:
                return OWN_NAMES[Language(value)]
            case Dimension.QUARTER:
                return visit.say(_("Quarter {number}").given(number=value))

    return named


def _quarters_named(year: int, today: date) -> Text:
    over = quarters_over(year, today)
    if over == QUARTERS:
        return _("the whole year")
    return _("quarters {numbers}").given(numbers=Verbatim(", ".join(over)))


def _dimension(given: str) -> Dimension | None:
    return Dimension(given) if given in set(Dimension) else None


def routes(door: Door) -> list[BaseRoute]:
    """Return the page of the tables, for leads only."""
    return [
        door.guarded("/export", offer, Role.LEAD),
        door.guarded("/export", hand_out, Role.LEAD, method="POST"),
    ]
