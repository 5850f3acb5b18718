"""Starts the Chromium of this machine; nothing is downloaded for it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from playwright.async_api import Browser, async_playwright

from tools.find_chromium import find

ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# What tests are started with otherwise.
WITHOUT_KEPT_PAGES: Final = "--disable-back-forward-cache"


@asynccontextmanager
async def a_browser(*, keeps_pages: bool = False) -> AsyncIterator[Browser]:
    """Start Chromium; raises NoChromiumError with one sentence where there is none.

    `keeps_pages` where whole pages lie ready for Back, as they do in a browser of everybody.
    """
    path = find()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=path,
            args=list(ARGUMENTS),
            ignore_default_args=[WITHOUT_KEPT_PAGES] if keeps_pages else [],
        )
        try:
            yield browser
        finally:
            await browser.close()
