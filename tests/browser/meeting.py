"""How a visitor and an operator come together."""

from playwright.async_api import expect

from tests.browser.evening import Evening
from tests.browser.seat import Seat
from tests.browser.visitor import PATIENCE, Visitor, data_of


async def takes_next(seat: Seat) -> None:
    """Take whoever is offered."""
    await seat.page.locator("#next").click()
    await expect(seat.page.locator(".her-card")).to_be_visible()


async def begins(seat: Seat, her: Visitor) -> None:
    """Begin the talk that is offered, and wait until she may write too."""
    await seat.page.locator("#begin").click()
    await expect(seat.lines).to_have_count(1)
    await her.person.waits_until(lambda she: data_of(she, "end"), PATIENCE)


async def meet(evening: Evening, seat: Seat, language: str = "en", number: int = 0) -> Visitor:
    """Bring a visitor and an operator into a talk."""
    her = evening.visitor(number)
    await her.asks_for_a_person(language)
    await takes_next(seat)
    await begins(seat, her)
    return her
