"""The pieces that are published: HTML to paste, a code to print."""

from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.domain.language import Language
from bot.domain.text import Verbatim
from bot.http.qr import path_of_code

NUMBERS: Final = ("102", "103", "112", "111")
# They stand side by side on a site of any language, and say nothing of why somebody comes.
CALLED: Final = {
    Language.KAZAKH: Verbatim("Көмек пен ақпарат"),
    Language.RUSSIAN: Verbatim("Помощь и информация"),
    Language.ENGLISH: Verbatim("Help and information"),
}
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
    side, dark = path_of_code(address, "q", boosts=False)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"'
        ' shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{dark}"/>'
        "</svg>\n"
    )
