"""Back in a browser that keeps whole pages ready, as everybody's does."""

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.async_api import CDPSession, Error, Page, expect

from tests.browser.chromium import a_browser
from tests.browser.evening import an_evening
from tests.browser.neighbour import neighbour
from tests.browser.phone import PATIENCE, OnPage

A_MOMENT: Final = 0.05


async def goes_back(page: Page) -> bool:
    """Go back by one entry, however the browser brings it; tell whether there was one."""
    devtools, history = await _history(page)
    before = int(history["currentIndex"]) - 1
    if before < 0:
        return False
    entry = history["entries"][before]["id"]
    await devtools.send("Page.navigateToHistoryEntry", {"entryId": entry})
    async with asyncio.timeout(PATIENCE):
        while (await _history(page))[1]["currentIndex"] != before:
            continue
    return True


async def _history(page: Page) -> tuple[CDPSession, dict[str, Any]]:
    """Return what Back leads through; where the page is just being changed, a moment later."""
    while True:
        with suppress(Error):
            devtools = await page.context.new_cdp_session(page)
            return devtools, await devtools.send("Page.getNavigationHistory")
        await asyncio.sleep(A_MOMENT)


async def test_this_browser_keeps_pages_ready() -> None:
    async with a_browser(keeps_pages=True) as browser, neighbour("<p>first") as site:
        page = await browser.new_page()
        await page.goto(site.address)
        await page.evaluate("window.stays = true")
        await page.goto("about:blank")

        await goes_back(page)

        await page.wait_for_function("window.stays === true")


@pytest.mark.parametrize("scripts", [True, False])
async def test_after_exit_no_page_lies_ready(tmp_path: Path, scripts: bool) -> None:
    async with (
        a_browser(keeps_pages=True) as browser,
        neighbour("<p>elsewhere") as site,
        an_evening(browser, tmp_path) as evening,
    ):
        her = OnPage(await evening.stranger(scripts=scripts))
        await her.page.goto(site.address)
        await her.opens()
        await her.begins()
        await her.picks("go.rights", "all", "protective_order")
        await her.leaves()

        while await goes_back(her.page):
            await expect(her.page.locator("#page")).to_have_count(0)
        her.seat.elsewhere.clear()


@pytest.mark.parametrize("scripts", [True, False])
async def test_another_site_and_back_shows_where_she_is_now(tmp_path: Path, scripts: bool) -> None:
    async with (
        a_browser(keeps_pages=True) as browser,
        neighbour("<p>elsewhere") as site,
        an_evening(browser, tmp_path) as evening,
    ):
        her = OnPage(await evening.stranger(scripts=scripts))
        await her.opens()
        await her.begins()
        other = OnPage(await evening.tab_of(her.seat, "/robots.txt"))
        await her.page.goto(site.address)
        await other.opens()
        await other.leaves()

        await goes_back(her.page)

        await expect(her.page.locator("#page")).to_have_count(0)
        await expect(her.page.locator("#on")).to_be_visible()
        her.seat.elsewhere.clear()
