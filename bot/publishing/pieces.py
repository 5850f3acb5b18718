"""The pieces that are published: HTML to paste, a code to print."""

from pathlib import Path
from typing import Final

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.domain.language import Language
from bot.domain.text import Verbatim

NUMBERS: Final = ("102", "103", "112", "111")
# They stand side by side on a site of any language, and say nothing of why somebody comes.
CALLED: Final = {
    Language.KAZAKH: Verbatim("Көмек пен ақпарат"),
    Language.RUSSIAN: Verbatim("Помощь и информация"),
    Language.ENGLISH: Verbatim("Help and information"),
}
QUIET_ZONE: Final = 4
ENVIRONMENT: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


def snippet(page: str, bot: str | None) -> str:
    """Return HTML that leads to the page, the numbers and the bot."""
    template = ENVIRONMENT.get_template("snippet.html")
    return template.render(page=page, bot=bot, called=CALLED, numbers=NUMBERS)


def code(address: str) -> str:
    """Return a QR code of an address as a picture of any size."""
    # Level Q is still read when a quarter of it is torn off or drawn over.
    made = segno.make(address, error="q", boost_error=False, micro=False)
    rows = tuple(made.matrix_iter(border=QUIET_ZONE))
    dark = (
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    side = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"'
        ' shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{"".join(dark)}"/>'
        "</svg>\n"
    )
