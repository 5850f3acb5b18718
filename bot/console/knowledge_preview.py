"""A screen exactly as a visitor will see it: on the page, or as Telegram shows it."""

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from starlette.responses import HTMLResponse, Response

from bot.console.access import Visit
from bot.domain.language import Language
from bot.domain.page import Page

TELEGRAM: Final = "telegram"
WEB: Final = "web"
TELEGRAM_STYLE: Final = (Path(__file__).parent / "static" / "telegram.css").read_text("utf-8")
STYLE: Final = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Look:
    """Which screen is looked at, where, and on which day."""

    screen: int = 0
    sees: str = WEB
    on: date | None = None

    @property
    def channel(self) -> str:
        """Return the channel whose words are said; Telegram has the usual ones."""
        return "" if self.sees == TELEGRAM else WEB

    @property
    def asked(self) -> dict[str, str]:
        """Return what of it stands in an address."""
        return {
            "screen": str(self.screen) if self.screen else "",
            "sees": self.sees if self.sees == TELEGRAM else "",
            "on": self.on.isoformat() if self.on else "",
        }


def look_in(asked: Mapping[str, Any]) -> Look:
    """Read what is looked at from a form or an address; what cannot be read is as usual."""
    screen = str(asked.get("screen", ""))
    number = int(screen) if screen.isascii() and screen.isdecimal() and len(screen) < 4 else 0  # noqa: PLR2004
    sees = TELEGRAM if asked.get("sees") == TELEGRAM else WEB
    return Look(number, sees, day_in(str(asked.get("on", ""))))


def day_in(words: str) -> date | None:
    """Read a day as forms send it; anything else is today."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


async def show(visit: Visit) -> Response:
    """Answer with the screen alone, to stand in a frame of ours."""
    asked = visit.request.query_params
    look, language = look_in(asked), language_in(asked.get("language", ""), visit.language)
    previews = await visit.desk.editors.preview_paper(
        visit.me.id, asked.get("file", ""), language, channel=look.channel, on=look.on
    )
    if not previews:
        return framed(visit.fragment("knowledge/no_picture.html", style=TELEGRAM_STYLE))
    page = previews[min(look.screen, len(previews) - 1)].page
    return framed(document(visit, page, look.sees))


def document(visit: Visit, page: Page, sees: str) -> str:
    """Return the document that shows a page."""
    if sees != TELEGRAM:
        return visit.desk.editors.draw(page)
    language = page.language or visit.language
    return visit.fragment(
        "knowledge/telegram.html", page=page, style=TELEGRAM_STYLE, spoken=language.value
    )


def framed(document: str) -> Response:
    """Return a document that does nothing, and that only a page of ours may frame."""
    policy = (
        f"default-src 'none'; style-src {styles_of(document)}; form-action 'none'; "
        "base-uri 'none'; frame-ancestors 'self'; sandbox"
    )
    return HTMLResponse(document, headers={"Content-Security-Policy": policy})


def styles_of(document: str) -> str:
    """Return the styles which stand in a document, as a policy allows them."""
    found = (sha256(style.encode()).digest() for style in STYLE.findall(document))
    return " ".join(f"'sha256-{b64encode(each).decode()}'" for each in found) or "'none'"


def language_in(words: str, otherwise: Language) -> Language:
    """Read a language from an address."""
    return Language(words) if words in set(Language) else otherwise
