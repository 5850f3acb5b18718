"""The page leaves nothing behind: little is loaded, one cookie is set, no screen is remembered."""

from typing import Final

import pytest
from playwright.async_api import Page, expect

from bot.channels.web.drawing import TITLE
from tests.browser.evening import Evening
from tests.browser.neighbour import neighbour
from tests.browser.phone import OnPage, at_the_page, requests_of

FIRST_PAINT: Final = 15_000
WANTED: Final = {
    "cache-control": "no-store",
    "x-robots-tag": "noindex, nofollow",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
}
# Screens of every kind, one after another, from the menu.
AROUND: Final = ("go.centres", "ABA", "semey", "go.home", "go.rights", "all", "go.danger", "back")
STORED: Final = """async () => [
  localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
  (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length,
  document.cookie, history.state, name,
]"""


async def addresses(page: Page) -> list[str]:
    """Return what Back and Forward lead through in this tab."""
    devtools = await page.context.new_cdp_session(page)
    history = await devtools.send("Page.getNavigationHistory")
    return [entry["url"] for entry in history["entries"]]


@pytest.mark.parametrize("scripts", [True, False])
async def test_the_first_paint_is_one_small_answer_without_a_cookie(
    evening: Evening, scripts: bool
) -> None:
    her = OnPage(await evening.stranger(scripts=scripts))
    asked = requests_of(her.page)

    await her.opens()
    await expect(her.option("kk")).to_be_visible()
    await her.page.wait_for_load_state("networkidle")

    ours = [request for request in asked if not request.url.startswith("data:")]
    assert [request.url for request in ours] == [f"{evening.address}/"]
    sizes = await ours[0].sizes()
    assert sizes["responseBodySize"] + sizes["responseHeadersSize"] < FIRST_PAINT
    assert await her.seat.context.cookies() == []


@pytest.mark.parametrize("scripts", [True, False])
async def test_one_cookie_comes_with_the_first_answer_and_ends_with_the_browser(
    evening: Evening, scripts: bool
) -> None:
    her = await at_the_page(evening, scripts=scripts)

    await her.picks("en")
    first = await her.seat.context.cookies()
    await her.picks("yes", *AROUND)

    assert [(one["name"], one["httpOnly"], one["sameSite"], one["expires"]) for one in first] == [
        ("s", True, "Lax", -1)
    ]
    assert await her.seat.context.cookies() == first


async def test_nothing_is_stored_in_the_browser(evening: Evening) -> None:
    her = await at_the_page(evening)

    await her.begins()
    await her.picks(*AROUND)

    assert await her.page.evaluate(STORED) == [0, 0, 0, 0, 0, "", None, ""]
    assert (await her.seat.context.storage_state())["origins"] == []


@pytest.mark.parametrize("scripts", [True, False])
async def test_every_answer_is_kept_nowhere_and_found_by_nobody(
    evening: Evening, scripts: bool
) -> None:
    her = OnPage(await evening.stranger(scripts=scripts))
    asked = requests_of(her.page)
    await her.opens()
    await her.begins()
    await her.picks(*AROUND)
    await her.leaves()

    ours = [request for request in asked if request.url.startswith(evening.address)]
    paths = {request.url.removeprefix(evening.address).partition("?")[0] for request in ours}
    assert {"/", "/exit", "/word"} <= paths
    assert paths <= {"/", "/exit", "/word", "/live", "/new"}
    # A stream is under way as long as its page, and has no answer that could be waited for.
    for request in (each for each in ours if "/live?" not in each.url):
        answer = await request.response()
        assert answer
        framed = {"x-frame-options": "SAMEORIGIN"} if "/new?" in request.url else {}
        wanted = WANTED | framed
        assert {name: answer.headers.get(name) for name in wanted} == wanted, answer.url


@pytest.mark.parametrize("scripts", [True, False])
async def test_title_and_icon_are_neutral_and_the_same_on_every_screen(
    evening: Evening, scripts: bool
) -> None:
    her = await at_the_page(evening, scripts=scripts)
    icon = await her.page.locator("link[rel=icon]").get_attribute("href")
    assert icon
    assert icon.startswith("data:")

    for option in ("ru", "yes", *AROUND):
        await her.picks(option)
        await expect(her.page).to_have_title(TITLE)
        await expect(her.page.locator("link[rel=icon]")).to_have_attribute("href", icon)
    await her.leaves()

    await expect(her.page).to_have_title(TITLE)
    await expect(her.page.locator("link[rel=icon]")).to_have_attribute("href", icon)


async def test_with_scripts_a_whole_conversation_is_one_entry_and_back_leaves_it(
    evening: Evening,
) -> None:
    async with neighbour("<p>elsewhere") as site:
        her = OnPage(await evening.stranger())
        await her.page.goto(site.address)
        await her.opens()
        before = await addresses(her.page)

        await her.begins()
        await her.picks(*AROUND)
        await her.types("Семей")

        assert await addresses(her.page) == before
        await her.page.go_back()
        await expect(her.page).to_have_url(f"{site.address}/")
        assert set(her.seat.elsewhere) == {f"{site.address}/"}
        her.seat.elsewhere.clear()


async def test_without_scripts_every_entry_is_one_address_that_shows_only_what_is_now(
    evening: Evening,
) -> None:
    her = await at_the_page(evening, scripts=False)
    await her.begins()
    await her.picks("go.centres", "ABA", "semey", "go.home", "go.danger")
    now = await her.text.inner_text()

    entries = [url for url in await addresses(her.page) if not url.startswith("about:")]
    assert len(entries) > 1
    assert set(entries) == {f"{evening.address}/"}
    for _ in entries[1:]:
        await her.page.go_back()
        await expect(her.text).to_have_text(now, use_inner_text=True)
