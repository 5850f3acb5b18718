"""A browser in front of the desk, and what it noticed meanwhile."""

from dataclasses import dataclass, field
from typing import Final

from playwright.async_api import BrowserContext, ConsoleMessage, Locator, Page, Request

from bot.domain.operator import Operator

WIDE: Final = (1440, 900)
NARROW: Final = (360, 740)
OURSELVES: Final = ("data:", "blob:", "about:")
# Chromium itself says that an answer was a refusal; that is no mistake of a script.
REFUSED: Final = ("Failed to load resource:", "EventSource's response has a MIME type")


# Without slots: Playwright writes on whatever has a method that listens.
@dataclass
class Seat:
    """One person's browser; its cookies are its own."""

    context: BrowserContext
    page: Page
    address: str
    operator: Operator | None = None
    has_scripts: bool = True
    elsewhere: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("request", self._on_request)

    async def opens(self, path: str) -> None:
        """Go to a page of the desk, and wait until its script has begun."""
        await self.page.goto(f"{self.address}{path}")
        if self.has_scripts and await self.page.locator("#work").count():
            await self.page.locator("html[data-ready=yes]").wait_for(state="attached")

    def button(self, name: str) -> Locator:
        """Return the button that says so."""
        return self.page.get_by_role("button", name=name)

    @property
    def words(self) -> Locator:
        """Return the field for the next line."""
        return self.page.locator("#words")

    @property
    def lines(self) -> Locator:
        """Return the lines of the open talk."""
        return self.page.locator("#lines .line")

    async def says(self, words: str) -> None:
        """Type a line and send it by the key."""
        await self.words.fill(words)
        await self.words.press("Enter")

    async def uncovers(self) -> None:
        """Show the page again where nobody has touched it for a minute."""
        button = self.page.locator("#uncover")
        if await button.is_visible():
            await button.click()

    async def unfolds(self, *folds: str) -> None:
        """Open tools that are folded."""
        await self.uncovers()
        for fold in folds:
            tool = self.page.locator(f"#fold-{fold}")
            if await tool.get_attribute("open") is None:
                await tool.locator("summary").first.click()

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(REFUSED):
            self.troubles.append(message.text)

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.address}/", *OURSELVES)):
            self.elsewhere.append(request.url)
