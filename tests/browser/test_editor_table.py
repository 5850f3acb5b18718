"""The editors' desk is for everybody: small screens, readers, keys, no scripts, bad connections."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from bot.domain.language import Language
from tests.browser.editor_pages import (
    CENTRE,
    LIST,
    copy_in,
    edit,
    editor_at,
    pages_of_editors,
    publishes,
    settles,
)
from tests.browser.evening import Evening, an_evening
from tests.browser.seat import NARROW, WIDE
from tests.browser.test_reading import findings

PHONE = "[id='f-phones.0.number']"
NEW = "+77292605536"
# What Chromium says where a frame of ours answers nobody, and where it sends nothing.
AXE_ASKS_FRAMES = "Failed to execute 'postMessage'"
BLOCKED = "Blocked form submission"
TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"


@pytest_asyncio.fixture(loop_scope="session")
async def house(browser: Browser, tmp_path: Path) -> AsyncIterator[Evening]:
    async with an_evening(browser, tmp_path / "var", knowledge=copy_in(tmp_path)) as evening:
        yield evening


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_axe_finds_nothing_serious_and_no_page_is_too_wide(
    house: Evening, size: tuple[int, int]
) -> None:
    found: list[str] = []
    async for name, page in pages_of_editors(house, Language.ENGLISH, size=size):
        found += [f"{name}: {each}" for each in await findings(page)]
        over = await page.evaluate(TOO_WIDE)
        found += [f"{name} is too wide by {over}"] if over > 0 else []
        await page.emulate_media(color_scheme="dark")
        found += [f"{name} by dark: {each}" for each in await findings(page, "color-contrast")]
        await page.emulate_media(color_scheme="light")
    ours = [each for each in troubles_of(house) if not each.startswith(AXE_ASKS_FRAMES)]
    assert not found + ours, "\n".join(found + ours)


def troubles_of(house: Evening) -> list[str]:
    """Return what browsers complained of, and take it as told."""
    told = [trouble for seat in house.seats for trouble in seat.troubles]
    for seat in house.seats:
        seat.troubles.clear()
    return told


async def test_everything_works_without_scripts(house: Evening) -> None:
    seat = await editor_at(house, edit(CENTRE), scripts=False)
    await seat.page.locator(PHONE).fill("12")
    await seat.page.locator(PHONE).press("Enter")
    await expect(seat.page.locator("[data-said='phones.0.number'] .complaint")).to_be_visible()
    await seat.page.locator(PHONE).fill(NEW)
    await seat.page.locator("#look").click()
    await expect(seat.page.locator(PHONE)).to_have_value(NEW)
    await publishes(seat)
    await seat.opens(f"{LIST}/rehearsal")
    await seat.page.locator("[data-option='yes']").click()
    await expect(seat.page.locator("#steps li")).to_have_count(1)


async def test_what_is_typed_is_kept_while_the_connection_is_lost(house: Evening) -> None:
    seat = await editor_at(house, edit(CENTRE))
    await seat.context.set_offline(True)
    await seat.page.locator(PHONE).fill(NEW)
    await expect(seat.page.locator("#state.is-wrong")).to_be_visible()
    await expect(seat.page.locator(PHONE)).to_have_value(NEW)
    await seat.context.set_offline(False)
    await settles(seat)
    await seat.opens(LIST)
    await expect(seat.page.locator(f"[data-file='{CENTRE}'] [data-sign=draft]")).to_be_visible()


async def test_a_picture_cannot_be_pressed_into_doing_anything(house: Evening) -> None:
    seat = await editor_at(house, edit(CENTRE))
    picture = seat.page.frame_locator("iframe[data-language=en]")
    await picture.locator("#exit").click()
    await picture.locator("#danger").click()
    await expect(picture.locator("#text")).to_be_visible()
    blocked = troubles_of(house)
    assert len(blocked) == len([each for each in blocked if each.startswith(BLOCKED)]) == 2
    await expect(seat.page).to_have_url(f"{house.address}{edit(CENTRE)}")
