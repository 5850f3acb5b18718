"""An editor's day, in each language: find, change, be advised, publish, see it live, undo."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio
from playwright.async_api import Browser, FrameLocator, expect

from bot.domain.language import Language
from bot.domain.operator import Role
from tests.browser.editor_pages import CENTRE, LIST, copy_in, mistakes, publishes, settles
from tests.browser.evening import PASSWORD, Evening, an_evening
from tests.browser.phone import OnPage, at_the_page
from tests.browser.seat import Seat
from tests.browser.test_signing_in import code_of
from tests.browser.visitor import Visitor

OLD: Final = "+77292605535"
NEW: Final = "+77292605536"
TOWN: Final = {Language.KAZAKH: "Ақтау", Language.RUSSIAN: "актау", Language.ENGLISH: "Aktau"}
WAY: Final = ("go.centres", "MNG", "aktau")
WRONG: Final = ("phones.0.number", "names.kk", "offers.ru")
PHONE: Final = "[id='f-phones.0.number']"


@pytest_asyncio.fixture(loop_scope="session")
async def house(browser: Browser, tmp_path: Path) -> AsyncIterator[Evening]:
    async with an_evening(browser, tmp_path / "var", knowledge=copy_in(tmp_path)) as evening:
        yield evening


@pytest.mark.parametrize("language", list(Language))
async def test_an_editor_changes_a_phone_and_it_is_live_and_undone(
    house: Evening, language: Language
) -> None:
    her, at_page = house.visitor(), await at_the_page(house, language)
    await her.opens(language.value)
    await at_page.begins(language)
    await looks_for_a_centre(her, at_page, OLD)

    seat = await signs_in(house, language)
    await finds(seat, TOWN[language])
    name = await seat.page.locator("[id='f-names.kk']").input_value()
    await mistakes(seat)
    await settles(seat)
    await reads_advice(seat, *WRONG)
    await seat.page.locator("#publish").click()
    await expect(seat.page.locator("#sentence")).to_be_visible()
    await reads_advice(seat, *WRONG)

    await seat.page.locator(PHONE).fill(NEW)
    await seat.page.locator("[id='f-names.kk']").fill(name)
    await seat.page.locator("[id='f-offers.ru']").fill("")
    await settles(seat)
    for place in WRONG:
        await expect(seat.page.locator(f"[data-said='{place}']")).to_be_hidden()
    await publishes(seat)
    await expect(picture(seat, language).locator("#text")).to_contain_text(NEW)
    await looks_for_a_centre(her, at_page, NEW)

    await undoes(seat)
    await looks_for_a_centre(her, at_page, OLD)


async def signs_in(house: Evening, language: Language) -> Seat:
    """Sign in as an editor does, and be at the list of files."""
    editor = await house.operator("Madina", Role.EDITOR, interface=language)
    seat = await house.stranger(language)
    await seat.opens("/desk")
    await seat.page.locator("#name").fill("Madina")
    await seat.page.locator("#password").fill(PASSWORD)
    await seat.page.locator("#code").fill(code_of(editor))
    await seat.page.locator("#code").press("Enter")
    await expect(seat.page).to_have_url(f"{house.address}{LIST}")
    await expect(seat.page.locator("html")).to_have_attribute("lang", language.value)
    return seat


async def finds(seat: Seat, town: str) -> None:
    """Type a town, and open the centre there."""
    await seat.page.locator("#q").fill(town)
    await seat.page.locator("#q").press("Enter")
    await seat.page.locator(f"[data-file='{CENTRE}'] a").click()
    await expect(seat.page.locator(PHONE)).to_have_value(OLD)


async def reads_advice(seat: Seat, *places: str) -> None:
    """See advice beside each of these fields, which says so to a screen reader as well."""
    for place in places:
        field = seat.page.locator(f"[id='f-{place}']")
        await expect(seat.page.locator(f"[data-said='{place}'] .complaint")).to_be_visible()
        await expect(field).to_have_attribute("aria-invalid", "true")
        assert f"said-{place}" in (await field.get_attribute("aria-describedby") or "")


async def looks_for_a_centre(her: Visitor, at_page: OnPage, phone: str) -> None:
    """Let both ask for a centre in a running conversation, read its phone, and go back."""
    await her.picks(*WAY)
    await her.reads(phone)
    await her.picks("go.home")
    await at_page.picks(*WAY)
    await expect(at_page.text).to_contain_text(phone)
    await at_page.picks("go.home")


async def undoes(seat: Seat) -> None:
    """Take the change of a minute ago back."""
    await seat.page.locator("#history").click()
    await seat.page.locator("article.change .menu summary").first.click()
    await seat.page.locator("article.change .menu-body button").first.click()
    await expect(seat.page.locator("#done")).to_be_visible()
    await expect(seat.page.locator("article.change[data-deed=undone]")).to_have_count(1)


def picture(seat: Seat, language: Language) -> FrameLocator:
    """Return the screen that a visitor of a language will see."""
    return seat.page.frame_locator(f"iframe[data-language={language.value}]")
