"""A visitor at the page: what she presses, types and reads, with scripts and without alike."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from playwright.async_api import Locator, Page, Request, Response, expect

from bot.domain.language import Language
from tests.browser.evening import Evening
from tests.browser.meeting import takes_next
from tests.browser.seat import NARROW, Seat

DESK_WIDE: Final = (1280, 900)
PATIENCE: Final = 20.0
WORD: Final = "/word"


async def at_the_page(
    evening: Evening, language: Language = Language.ENGLISH, **look: Any
) -> "OnPage":
    """Return somebody whose browser shows the first screen."""
    seat = await evening.stranger(language, **{"size": NARROW, **look})
    her = OnPage(seat)
    await her.opens()
    return her


async def talks(evening: Evening, seat: Seat, **look: Any) -> "OnPage":
    """Bring somebody at the page and an operator into a talk."""
    her = await at_the_page(evening, **look)
    await her.begins()
    await her.asks_for_a_person()
    await takes_next(seat)
    await seat.page.locator("#begin").click()
    await expect(seat.lines).to_have_count(1)
    await her.sees_option("end")
    return her


def requests_of(page: Page) -> list[Request]:
    """Return what a tab asks for from now on."""
    asked: list[Request] = []

    def note(request: Request) -> None:
        asked.append(request)

    page.on("request", note)
    return asked


# Without slots, as the browser it sits at.
@dataclass(frozen=True)
class OnPage:
    """What she does at the page, each step as soon as the screen offers it."""

    seat: Seat

    @property
    def page(self) -> Page:
        """Return the tab."""
        return self.seat.page

    @property
    def text(self) -> Locator:
        """Return what is said to her."""
        return self.page.locator("#text")

    @property
    def words(self) -> Locator:
        """Return the field for her own words."""
        return self.page.locator("#words")

    @property
    def notice(self) -> Locator:
        """Return the sentence above the screen."""
        return self.page.locator("#notice")

    def option(self, name: str) -> Locator:
        """Return the button that means an option; what stands on the screen before the bar."""
        return self.page.locator(f"button[name=option][value='{name}']").first

    async def opens(self, path: str = "/") -> None:
        """Go to the page."""
        await self.page.goto(f"{self.seat.address}{path}")

    async def begins(self, language: Language = Language.ENGLISH) -> None:
        """Answer the first two questions, up to the menu."""
        await self.picks(language.value, "yes")

    async def picks(self, *options: str) -> None:
        """Press buttons by what they mean, one after another."""
        for option in options:
            await self._does(self.option(option).click)

    async def speaks(self, language: Language) -> None:
        """Press the switch above the page."""
        await self._does(self.page.locator(f"button[name=language][value={language}]").click)

    async def types(self, words: str) -> None:
        """Write something and send it."""
        await self.words.fill(words)
        await self._does(self.page.locator("#send").click)

    async def looks_for_new(self) -> None:
        """Press what browsers without scripts have instead of a stream."""
        await self._does(self.page.locator("#look").click)

    async def leaves(self) -> None:
        """Press Exit, and wait until the neutral page is there."""
        await self.page.locator("#exit").click()
        await self.is_away()

    async def is_away(self, place: str = WORD) -> None:
        """Wait until the page has turned into the neutral one."""
        await self.page.wait_for_url(self._at(place))
        await expect(self.page.locator("#on")).to_be_visible()

    async def sees_option(self, option: str) -> None:
        """Wait until something may be chosen; without scripts by looking again and again."""
        if self.seat.has_scripts:
            await expect(self.option(option)).to_be_visible()
            return
        async with asyncio.timeout(PATIENCE):
            while not await self.option(option).count():
                await self.looks_for_new()

    async def asks_for_a_person(self) -> None:
        """Send the card as it is, from the menu, and wait until it is in the line."""
        await self.picks("go.handover")
        async with asyncio.timeout(PATIENCE):
            # Known to the page is only a little later that there is a desk.
            while not await self.option("have_code").count():
                await self.picks("go.home", "go.handover")
        await self.picks("card", "send")
        await self.sees_option("stop")

    async def revision(self) -> int:
        """Return the number of the page that she sees."""
        return int(await self.page.locator("#page").get_attribute("data-revision") or "")

    async def _does(self, act: Callable[[], Awaitable[None]]) -> None:
        """Do something, and wait until what it led to is on the screen."""
        # Each drawing of the page marks the next form anew.
        marks = self.page.locator("#page [name=once]").first
        once = await marks.input_value()
        async with self.page.expect_response(_is_answer) as answered:
            await act()
        answer = await answered.value
        if self.seat.has_scripts:
            await answer.finished()
        await expect(marks).not_to_have_value(once)

    def _at(self, place: str) -> "str | re.Pattern[str]":
        return place if "://" in place else f"{self.seat.address}{place}"


def _is_answer(response: Response) -> bool:
    return response.request.method == "POST"
