"""`make screenshots`: all pages of desk and visitor, in each language and width, to be looked at.

Pictures go to var/screenshots/<language>/<width>/<page>.png; those by dark end in -dark. The names
of the visitor's screens begin with page-, those of the editors' desk with editor-.
"""

import asyncio
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.async_api import Browser, Page

from bot.domain.language import Language
from tests.browser.busy import busy
from tests.browser.chromium import a_browser
from tests.browser.editor_pages import copy_in, pages_of_editors
from tests.browser.evening import an_evening
from tests.browser.pages import pages_of
from tests.browser.phone import DESK_WIDE
from tests.browser.screens import screens_of
from tests.browser.seat import NARROW, WIDE
from tools.find_chromium import NoChromiumError

FOLDER: Final = Path(__file__).parents[2] / "var" / "screenshots"
# Pictures of another scheme or width are asked for a moment after the change.
DRAWN: Final = """async () => {
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  await Promise.all([...document.images].map((image) => image.decode()));
}"""
VISITORS: Final = "page-"
EDITORS: Final = "editor-"
BY_DARK: Final = (
    *("sign-in", "board", "charts-month", "work-talk", "work-offered"),
    *("page-first", "page-menu", "page-centre", "page-danger", "page-talk", "page-word"),
    *("editor-list", "editor-mistakes", "editor-history", "editor-rehearsal"),
)


async def photograph(language: Language, browser: Browser) -> int:
    """Take every page in one language and return how many pictures there are."""
    folder, taken = FOLDER / language.value, 0
    with TemporaryDirectory() as var:
        async with an_evening(browser, Path(var)) as evening:
            house = await busy(evening, language)
            async for name, page in pages_of(evening, house):
                taken += await _in_both_widths(page, folder, name, (WIDE, NARROW))
    with TemporaryDirectory() as var:
        async with an_evening(browser, Path(var)) as evening:
            async for name, page in screens_of(evening, language):
                sizes = (DESK_WIDE, NARROW)
                taken += await _in_both_widths(page, folder, f"{VISITORS}{name}", sizes)
    with TemporaryDirectory() as var:
        copied = copy_in(Path(var))
        async with an_evening(browser, Path(var) / "var", knowledge=copied) as evening:
            async for name, page in pages_of_editors(evening, language):
                sizes = (DESK_WIDE, NARROW)
                taken += await _in_both_widths(page, folder, f"{EDITORS}{name}", sizes)
    return taken


async def _in_both_widths(
    page: Page, folder: Path, name: str, sizes: Sequence[tuple[int, int]]
) -> int:
    schemes = ("light", "dark") if name in BY_DARK else ("light",)
    for width, height in sizes:
        await page.set_viewport_size({"width": width, "height": height})
        for scheme in schemes:
            await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            file = f"{name}-dark.png" if scheme == "dark" else f"{name}.png"
            await page.evaluate(DRAWN)
            if name.startswith(VISITORS):
                # The bar stays where it is, at the end of all that there is to read.
                tall = max(await page.evaluate("document.documentElement.scrollHeight"), height)
                await page.set_viewport_size({"width": width, "height": tall})
            path = folder / str(width) / file
            await page.screenshot(path=path, full_page=True, animations="disabled")
        await page.emulate_media(color_scheme="light")
    await page.set_viewport_size({"width": sizes[0][0], "height": sizes[0][1]})
    return len(sizes) * len(schemes)


async def main() -> int:
    """Take all pictures, the languages after one another."""
    try:
        async with a_browser() as browser:
            for language in Language:
                taken = await photograph(language, browser)
                print(f"{FOLDER / language.value}: {taken} pictures")
    except NoChromiumError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    logging.basicConfig(level=logging.ERROR)
    # A program that stops leaves work of the store half done; that is no news here.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    sys.exit(asyncio.run(main()))
