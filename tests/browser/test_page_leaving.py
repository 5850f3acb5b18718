"""Exit: the session ends first, and nothing leads back to the conversation."""

from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from playwright.async_api import Browser, Route, expect

from tests.browser.evening import Evening, an_evening
from tests.browser.kept import conversations
from tests.browser.neighbour import neighbour
from tests.browser.phone import OnPage, at_the_page, talks

BOTH: Final = pytest.mark.parametrize("scripts", [True, False])


async def is_gone(her: OnPage) -> None:
    """Look whether any way back shows something of the conversation."""
    for _ in range(2):
        await her.page.go_back()
        assert await her.page.locator("#page").count() == 0
    while await her.page.go_forward() is not None:
        assert await her.page.locator("#page").count() == 0
    await her.opens()
    await her.is_away()
    await her.page.reload()
    await her.is_away()


@BOTH
async def test_exit_ends_the_session_and_no_way_leads_back(
    evening: Evening, tmp_path: Path, scripts: bool
) -> None:
    her = await at_the_page(evening, scripts=scripts)
    await her.begins()
    await her.picks("go.rights", "all", "protective_order")
    assert conversations(tmp_path) == 1

    await her.leaves()

    assert conversations(tmp_path) == 0
    await is_gone(her)


@BOTH
async def test_the_server_has_forgotten_before_the_neutral_page_is_asked_for(
    evening: Evening, tmp_path: Path, scripts: bool
) -> None:
    her = await at_the_page(evening, scripts=scripts)
    await her.begins()
    kept: list[int] = []

    async def passes_on(route: Route) -> None:
        answer = await route.fetch(max_redirects=0)
        kept.append(conversations(tmp_path))
        await route.fulfill(response=answer)

    await her.page.route("**/exit", passes_on)
    await her.leaves()

    assert kept == [0]


@BOTH
async def test_a_typed_word_leaves_too(evening: Evening, tmp_path: Path, scripts: bool) -> None:
    her = await at_the_page(evening, scripts=scripts)
    await her.begins()
    await her.picks("go.centres")

    await her.words.fill("выход")
    await her.page.locator("#send").click()

    await her.is_away()
    assert conversations(tmp_path) == 0
    await is_gone(her)


async def test_escape_pressed_twice_leaves_and_pressed_once_does_nothing(
    evening: Evening, tmp_path: Path
) -> None:
    her = await at_the_page(evening)
    await her.page.clock.install()
    await her.opens()
    await her.begins()

    await her.page.keyboard.press("Escape")
    await her.page.clock.run_for(timedelta(seconds=5).seconds * 1000)
    await her.picks("go.rights")
    await expect(her.option("all")).to_be_visible()
    await her.words.focus()
    await her.page.keyboard.press("Escape")
    await her.page.keyboard.press("Escape")

    await her.is_away()
    assert conversations(tmp_path) == 0


@BOTH
async def test_exit_works_on_the_first_screen(
    evening: Evening, tmp_path: Path, scripts: bool
) -> None:
    her = await at_the_page(evening, scripts=scripts)

    await her.leaves()

    assert conversations(tmp_path) == 0
    await is_gone(her)


@BOTH
async def test_whoever_leaves_a_talk_is_said_to_have_left_suddenly(
    evening: Evening, tmp_path: Path, scripts: bool
) -> None:
    seat = await evening.on_shift()
    her = await talks(evening, seat, scripts=scripts)
    await her.types("he is coming")
    await expect(seat.lines).to_have_count(2)

    await her.leaves()

    await expect(seat.page.locator("#over-notice")).to_contain_text("Left suddenly")
    assert conversations(tmp_path) == 0
    await is_gone(her)


@BOTH
async def test_more_opens_the_first_screen_of_a_stranger(evening: Evening, scripts: bool) -> None:
    her = await at_the_page(evening, scripts=scripts)
    await her.begins()
    await her.leaves()

    await her.page.locator("#on").click()

    await expect(her.text).to_contain_text("Сәлеметсіз бе!")
    await expect(her.page).to_have_url(f"{evening.address}/")
    assert await her.revision() == -1
    assert await her.seat.context.cookies() == []


async def test_another_tab_of_the_same_browser_turns_neutral_by_itself(evening: Evening) -> None:
    her = await at_the_page(evening)
    await her.begins()
    other = OnPage(await evening.tab_of(her.seat, "/"))
    await other.picks("go.rights")

    await her.leaves()

    await other.is_away()
    await other.page.go_back()
    assert await other.page.locator("#page").count() == 0


@BOTH
async def test_exit_leads_to_the_site_that_was_chosen(
    browser: Browser, tmp_path: Path, scripts: bool
) -> None:
    async with (
        neighbour("<h1 id=weather>Weather</h1>") as site,
        an_evening(browser, tmp_path, exit_to=site.address) as evening,
    ):
        her = await at_the_page(evening, scripts=scripts)
        await her.begins()
        await her.page.locator("#exit").click()
        await expect(her.page.locator("#weather")).to_be_visible()

        assert conversations(tmp_path) == 0
        assert not any("referer:" in heard.lower() for heard in site.heard)
        await her.page.go_back()
        assert await her.page.locator("#page").count() == 0
        assert set(her.seat.elsewhere) == {f"{site.address}/"}
        her.seat.elsewhere.clear()
