"""Every page of the desk with something on it, one after another."""

from collections.abc import AsyncIterator

from playwright.async_api import Page, expect

from bot.domain.operator import Role
from tests.browser.busy import Busy, is_of
from tests.browser.evening import Evening
from tests.browser.seat import Seat

PATHS = {
    "board": "/desk/board",
    "charts-day": "/desk/charts",
    "charts-month": "/desk/charts?span=month",
    "export": "/desk/export",
    "accounts": "/desk/accounts",
    "audit": "/desk/audit",
    "welcome-lead": "/desk/welcome",
}


async def pages_of(evening: Evening, house: Busy) -> AsyncIterator[tuple[str, Page]]:
    """Go through the pages of that evening, each with its name."""
    language = is_of(house.lead).interface
    stranger = await evening.stranger(language)
    await stranger.opens("/desk/sign-in")
    yield "sign-in", stranger.page
    await stranger.page.locator("#name").fill("Aigerim")
    await stranger.page.locator("#password").fill("a wrong password")
    await stranger.page.locator("form .button").click()
    await expect(stranger.page.get_by_role("alert")).to_be_visible()
    yield "sign-in-refused", stranger.page
    await stranger.opens(
        f"{await evening.invitation('Жанар', Role.OPERATOR)}?lang={language.value}"
    )
    await stranger.page.locator("details summary").click()
    yield "set-up", stranger.page
    for name, path in PATHS.items():
        await house.lead.opens(path)
        yield name, house.lead.page
    async for name, page in _of_a_lead(house.lead):
        yield name, page
    async for name, page in _of_talks(house):
        yield name, page


async def _of_a_lead(lead: Seat) -> AsyncIterator[tuple[str, Page]]:
    await lead.opens("/desk/accounts")
    await lead.page.locator("#invite-name").fill("Мадина")
    await lead.page.locator("form[action='/desk/accounts'] .button").click()
    await expect(lead.page.locator("#link")).to_be_visible()
    yield "accounts-link", lead.page
    await lead.opens("/desk/work?case=unknown")
    yield "work-unknown", lead.page
    await lead.opens("/desk/no-such-page")
    yield "refusal", lead.page


async def _of_talks(house: Busy) -> AsyncIterator[tuple[str, Page]]:
    talking, offered = house.talking, house.offered
    # On a slow machine more than a minute may have passed since somebody touched these.
    await offered.uncovers()
    yield "work-offered", offered.page
    await talking.uncovers()
    yield "work-talk", talking.page
    await talking.unfolds("band", "transfer", "shield", "end")
    yield "work-tools", talking.page
    await talking.uncovers()
    await talking.page.locator("#show-keys").click()
    yield "work-keys", talking.page
    await talking.page.locator("#close-keys").click()
    await talking.uncovers()
    await talking.page.keyboard.press("c")
    yield "work-covered", talking.page
    await talking.page.locator("#uncover").click()
    await talking.page.locator("#end").click()
    await expect(talking.page.locator("#over-notice")).to_be_visible()
    yield "work-over", talking.page
    await talking.opens("/desk/work")
    yield "work-empty", talking.page
    await talking.opens("/desk/welcome")
    yield "welcome-operator", talking.page
