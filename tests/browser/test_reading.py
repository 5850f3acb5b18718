"""Everybody can read the desk: in three languages, at both widths, by light and by dark."""

from typing import Final

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from bot.console.pages import NAVIGATION
from bot.domain.language import OWN_NAMES, Language
from bot.domain.operator import Role
from bot.translation.translator import Translator
from tests.browser.busy import busy
from tests.browser.evening import Evening
from tests.browser.pages import pages_of
from tests.browser.seat import NARROW, WIDE

SERIOUS: Final = ("serious", "critical")


async def findings(page: Page, *rules: str) -> list[str]:
    """Return what axe-core finds serious or critical, with the places."""
    options = {"resultTypes": ["violations"]} | ({"runOnly": rules} if rules else {})
    found = (await Axe().run(page, options=options)).response["violations"]
    return [
        f"{each['id']}: {[node['target'] for node in each['nodes']]}"
        for each in found
        if each["impact"] in SERIOUS
    ]


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_axe_finds_nothing_serious_on_any_page(
    evening: Evening, size: tuple[int, int]
) -> None:
    house = await busy(evening, Language.ENGLISH)
    found: list[str] = []

    async for name, page in pages_of(evening, house):
        await page.set_viewport_size({"width": size[0], "height": size[1]})
        found += [f"{name} by light: {each}" for each in await findings(page)]
        # By dark nothing differs but colours.
        await page.emulate_media(color_scheme="dark")
        found += [f"{name} by dark: {each}" for each in await findings(page, "color-contrast")]
        await page.emulate_media(color_scheme="light")

    assert not found, "\n".join(found)


async def test_no_page_is_wider_than_a_small_telephone(evening: Evening) -> None:
    house = await busy(evening, Language.RUSSIAN)
    too_wide: list[str] = []

    async for name, page in pages_of(evening, house):
        await page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
        # A form has just been answered: a page without its style yet is wider.
        await page.wait_for_load_state()
        over = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
        too_wide += [f"{name} by {over}"] if over > 0 else []

    assert not too_wide, too_wide


@pytest.mark.parametrize("language", list(Language))
async def test_one_switch_changes_the_language_of_every_page(
    evening: Evening, translator: Translator, language: Language
) -> None:
    seat = await evening.seat_of(await evening.operator("Saule", Role.LEAD), "/desk/audit")

    await seat.button(OWN_NAMES[language]).click()

    await expect(seat.page.locator("html")).to_have_attribute("lang", language.value)
    await expect(seat.page).to_have_url(f"{evening.address}/desk/audit")
    for place in (each for each in NAVIGATION if Role.LEAD in each.roles):
        await seat.opens(place.path)
        here = seat.page.locator("nav.places [aria-current]")
        await expect(here).to_have_text(translator.say(place.label, language))
        await expect(seat.page.locator("html")).to_have_attribute("lang", language.value)


@pytest.mark.parametrize("language", list(Language))
async def test_the_door_speaks_the_language_of_the_browser(
    evening: Evening, language: Language
) -> None:
    await evening.operator()
    seat = await evening.stranger(language)

    await seat.opens("/desk")

    await expect(seat.page.locator("html")).to_have_attribute("lang", language.value)
    await seat.page.get_by_role("link", name=OWN_NAMES[Language.ENGLISH]).click()
    await expect(seat.page.get_by_role("heading", level=1)).to_have_text("Sign in to the desk")


async def test_an_empty_desk_tells_a_stranger_what_to_do_first(evening: Evening) -> None:
    seat = await evening.stranger()

    await seat.opens("/desk")

    await expect(seat.page.locator("code")).to_contain_text("pana operator add")


async def test_the_whole_evening_is_led_by_the_keyboard(evening: Evening) -> None:
    seat, her = await evening.on_shift(), evening.visitor()
    await her.asks_for_a_person()

    await seat.page.keyboard.press("n")
    await expect(seat.page.locator("#begin")).to_be_visible()
    await seat.page.keyboard.press("b")
    await expect(seat.lines).to_have_count(1)
    await seat.page.keyboard.press("i")
    await expect(seat.words).to_be_focused()
    await seat.page.keyboard.type("by keys")
    await seat.page.keyboard.press("Enter")
    await her.reads("by keys")
    await seat.page.keyboard.press("Escape")
    await seat.page.keyboard.press("c")

    await expect(seat.page.locator("#cover")).to_be_visible()
