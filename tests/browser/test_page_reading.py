"""Everybody can read and use the page: by light and dark, on small screens, by keys alone."""

from typing import Any, Final

import pytest
from playwright.async_api import Page, expect

from bot.domain.language import Language
from tests.browser.evening import Evening
from tests.browser.phone import DESK_WIDE, at_the_page
from tests.browser.screens import screens_of
from tests.browser.seat import NARROW
from tests.browser.test_reading import findings

SMALLEST: Final = (320, 568)
# WCAG 2.2 asks for 24 pixels where numbers stand in a text; everything else is larger.
IN_TEXT: Final = 24
TARGET: Final = 48
TARGETS: Final = """() => [...document.querySelectorAll("button, summary, textarea, a[href]")]
  .filter((one) => one.checkVisibility() && one.getClientRects().length)
  .map((one) => ({height: one.getBoundingClientRect().height, name: one.outerHTML.slice(0, 80),
                  inText: !!one.closest("#text, #notice, #limits") && one.tagName === "A"}))"""
TOO_WIDE: Final = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What of the bar cannot be pressed where it stands now.
BAR: Final = """() => ["danger", "exit"].filter((id) => {
  const one = document.getElementById(id);
  if (!one) return true;
  const {left, top, right, bottom} = one.getBoundingClientRect();
  const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return top < 0 || left < 0 || bottom > innerHeight || right > innerWidth || hit !== one;
})"""
# What stands last above the bar, and is covered by it though everything is scrolled up.
COVERED: Final = """() => {
  scrollTo(0, document.documentElement.scrollHeight);
  const all = [...document.querySelectorAll("main button, main summary, main textarea, main a")]
    .filter((one) => one.checkVisibility());
  const last = all.at(-1);
  if (!last) return [];
  const {left, top, right, bottom} = last.getBoundingClientRect();
  const bar = document.querySelector("footer").getBoundingClientRect();
  const hit = document.elementFromPoint((left + right) / 2, bottom - 2);
  return bottom > bar.top || !last.contains(hit) ? [last.outerHTML.slice(0, 80)] : [];
}"""
# Where the focus is, and whether it can be seen.
FOCUS: Final = """() => {
  const one = document.activeElement;
  const {outlineStyle, outlineWidth} = getComputedStyle(one);
  const {bottom} = one.getBoundingClientRect();
  const bar = document.querySelector("footer").getBoundingClientRect();
  return {
    name: one.outerHTML.slice(0, 120),
    isSeen: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
    isCovered: !one.closest("footer") && bottom > bar.top,
  };
}"""
REACHABLE: Final = """() => [...document.querySelectorAll("button, summary, textarea, a[href]")]
  .filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 120))"""
# The word of the day is nobody's conversation: there is nothing to leave.
WITHOUT_BAR: Final = ("word",)


async def faults(page: Page, name: str) -> list[str]:
    """Return what is wrong with the measures of a screen."""
    found = []
    if (over := await page.evaluate(TOO_WIDE)) > 0:
        found.append(f"{name}: wider by {over}")
    found += [
        f"{name}: {one['height']} high: {one['name']}"
        for one in await page.evaluate(TARGETS)
        if one["height"] < (IN_TEXT if one["inText"] else TARGET)
    ]
    if name not in WITHOUT_BAR:
        await page.evaluate("scrollTo(0, 0)")
        found += [f"{name}: not in sight: {one}" for one in await page.evaluate(BAR)]
        found += [f"{name}: covered: {one}" for one in await page.evaluate(COVERED)]
        found += [f"{name}: not in sight at the end: {one}" for one in await page.evaluate(BAR)]
    return found


async def sized(page: Page, size: tuple[int, int]) -> None:
    await page.set_viewport_size({"width": size[0], "height": size[1]})


async def test_axe_finds_nothing_serious_on_any_screen(evening: Evening) -> None:
    found: list[str] = []

    async for name, page in screens_of(evening, Language.RUSSIAN):
        for size in (NARROW, DESK_WIDE):
            await sized(page, size)
            found += [f"{name} at {size[0]}: {each}" for each in await findings(page)]
        # By dark nothing differs but colours.
        await page.emulate_media(color_scheme="dark")
        found += [f"{name} by dark: {each}" for each in await findings(page, "color-contrast")]
        await page.emulate_media(color_scheme="light")
        await sized(page, NARROW)

    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", list(Language))
async def test_every_screen_fits_small_and_wide_windows_and_large_letters(
    evening: Evening, language: Language
) -> None:
    found: list[str] = []

    async for name, page in screens_of(evening, language):
        for size in (SMALLEST, NARROW, DESK_WIDE):
            await sized(page, size)
            found += await faults(page, name)
        await sized(page, DESK_WIDE)
        await page.evaluate("document.documentElement.style.fontSize = '200%'")
        found += [f"at 200 %: {fault}" for fault in await faults(page, name)]
        await page.evaluate("document.documentElement.style.fontSize = ''")
        await sized(page, NARROW)

    assert not found, "\n".join(found)


async def test_every_screen_fits_without_scripts(evening: Evening) -> None:
    found: list[str] = []

    async for name, page in screens_of(evening, Language.KAZAKH, scripts=False):
        for size in (SMALLEST, DESK_WIDE):
            await sized(page, size)
            found += await faults(page, name)
        await sized(page, NARROW)

    assert not found, "\n".join(found)


async def test_everything_is_reached_by_keys_alone_and_seen_meanwhile(evening: Evening) -> None:
    her = await at_the_page(evening, size=NARROW)
    await her.begins()
    await her.picks("go.centres")
    await her.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    wanted = await her.page.evaluate(REACHABLE)

    reached: list[dict[str, Any]] = []
    # Between the last and the first the browser itself has its turn.
    for _ in (*wanted, None):
        await her.page.keyboard.press("Tab")
        if not await her.page.evaluate("document.activeElement === document.body"):
            reached.append(await her.page.evaluate(FOCUS))

    assert {one["name"] for one in reached} == set(wanted)
    assert [one for one in reached if not one["isSeen"]] == []
    assert [one for one in reached if one["isCovered"]] == []


async def test_a_conversation_is_led_by_keys_and_the_focus_follows_to_each_screen(
    evening: Evening,
) -> None:
    her = await at_the_page(evening)
    for option, key in (("en", "Enter"), ("yes", "Space"), ("go.rights", "Enter")):
        await her.option(option).focus()
        await her.page.keyboard.press(key)
        await expect(her.option(option)).to_have_count(0)
        await expect(her.page.locator("#screen")).to_be_focused()
        assert await her.page.evaluate("scrollY") == 0

    await her.page.keyboard.press("Tab")
    inside = await her.page.evaluate("!!document.activeElement.closest('#screen')")
    assert inside


@pytest.mark.parametrize("language", list(Language))
async def test_the_page_says_in_which_language_each_part_is(
    evening: Evening, language: Language
) -> None:
    her = await at_the_page(evening, language)
    for code in Language:
        await expect(her.option(code.value)).to_have_attribute("lang", code.value)

    await her.picks(language.value)

    await expect(her.page.locator("html")).to_have_attribute("lang", language.value)
    await expect(her.page.locator("#page")).to_have_attribute("lang", language.value)
