"""Every page of the editors' desk with something on it, one after another."""

from collections.abc import AsyncIterator
from pathlib import Path
from shutil import copytree
from typing import Any, Final

from playwright.async_api import Page, expect

from bot.composition.application import now
from bot.domain.calendar import day_of
from bot.domain.language import Language
from bot.domain.operator import Role
from tests.browser.evening import Evening
from tests.browser.seat import Seat
from tests.knowing import KNOWLEDGE

LIST: Final = "/desk/knowledge"
CENTRE: Final = "centres/aktau-crisis-centre.yaml"
LAW: Final = "rights/protective_order.yaml"
AN_ADDRESS: Final = "ул. Абая, дом 5, кв. 12"
NOT_A_PHONE: Final = "12345"


def copy_in(folder: Path) -> Path:
    """Return a copy of our files in which a test may publish."""
    return Path(copytree(KNOWLEDGE, folder / "knowledge"))


def edit(file: str) -> str:
    """Return where a file is edited."""
    return f"{LIST}/edit?file={file}"


async def editor_at(
    evening: Evening, path: str = LIST, language: Language = Language.ENGLISH, **look: Any
) -> Seat:
    """Return the browser of an editor who reads the desk in a language."""
    editor = await evening.operator("Мадина", Role.EDITOR, interface=language)
    return await evening.seat_of(editor, path, **look)


async def settles(seat: Seat) -> None:
    """Wait until what was typed is a draft."""
    await expect(seat.page.locator("#state[data-kept]")).to_be_attached()


async def mistakes(seat: Seat) -> None:
    """Make three: a phone that cannot be dialled, a language left empty, an address."""
    page = seat.page
    await page.locator("[id='f-phones.0.number']").fill(NOT_A_PHONE)
    await page.locator("[id='f-names.kk']").fill("")
    await page.locator("[id='f-offers.ru']").fill(AN_ADDRESS)


async def publishes(seat: Seat) -> None:
    """Say that it was checked today, and publish."""
    today = day_of(now()).isoformat()
    await seat.page.locator("#f-checked_on").fill(today)
    await seat.page.locator("#publish").click()
    await expect(seat.page.locator("#done")).to_be_visible()


async def pages_of_editors(
    evening: Evening, language: Language, **look: Any
) -> AsyncIterator[tuple[str, Page]]:
    """Go through the pages of an editor's day, each with its name."""
    seat = await editor_at(evening, LIST, language, **look)
    yield "list", seat.page
    await seat.opens(f"{LIST}?q=aktau&kind=centre")
    yield "search", seat.page
    await seat.opens(f"{LIST}/new")
    yield "new", seat.page
    await seat.opens(edit(LAW))
    yield "law", seat.page
    await seat.opens(edit(CENTRE))
    yield "centre", seat.page
    await mistakes(seat)
    await settles(seat)
    yield "mistakes", seat.page
    await seat.opens(f"{edit(CENTRE)}&as=text")
    yield "text", seat.page
    await seat.opens(f"{edit(LAW)}&sees=telegram")
    yield "telegram", seat.page
    await seat.opens(LIST)
    yield "drafts", seat.page
    async for name, page in _of_a_change(seat):
        yield name, page


async def _of_a_change(seat: Seat) -> AsyncIterator[tuple[str, Page]]:
    await seat.opens(edit(CENTRE))
    await seat.page.locator("details.drop summary").click()
    await seat.page.locator("#drop").click()
    await seat.opens(edit(CENTRE))
    await seat.page.locator("[id='f-phones.0.number']").fill("+77292605536")
    await publishes(seat)
    yield "published", seat.page
    await seat.opens(f"{LIST}/history")
    yield "history", seat.page
    await seat.opens(f"{LIST}/rehearsal")
    yield "rehearsal-first", seat.page
    for option in ("yes", "go.centres"):
        await seat.page.locator(f"[data-option='{option}']").first.click()
        await expect(seat.page.locator("#steps")).to_be_visible()
    yield "rehearsal", seat.page
