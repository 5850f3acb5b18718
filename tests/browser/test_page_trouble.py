"""What goes wrong in front of the page: nothing is lost, nothing counts twice, silence wipes."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from playwright.async_api import Browser, Route, expect

from tests.browser.evening import PATIENCE, Evening, an_evening
from tests.browser.kept import all_forgotten
from tests.browser.phone import at_the_page, requests_of, talks

BOTH: Final = pytest.mark.parametrize("scripts", [True, False])
A_LINE: Final = "he has taken the keys"
SILENCE: Final = timedelta(seconds=3)
# The script looks again after ten seconds at the latest.
A_WHILE: Final = 11_000
STEP: Final = 0.5


async def test_two_quick_presses_count_once(evening: Evening) -> None:
    her = await at_the_page(evening)
    await her.begins()
    await her.picks("go.rights", "all")
    asked = requests_of(her.page)

    await her.option("next").dblclick()
    await expect(her.text).to_contain_text("2/")
    await her.picks("go.danger", "back")

    await expect(her.text).to_contain_text("2/")
    assert len([request for request in asked if request.method == "POST"]) == 3


@BOTH
async def test_a_form_that_arrives_twice_counts_once(evening: Evening, scripts: bool) -> None:
    seat = await evening.on_shift()
    her = await talks(evening, seat, scripts=scripts)

    async def arrives_twice(route: Route) -> None:
        if route.request.method == "POST":
            await route.fetch(max_redirects=0)
        await route.continue_()

    await her.page.route(f"{evening.address}/", arrives_twice)
    await her.types(A_LINE)
    await her.page.unroute_all(behavior="wait")
    await her.types("and the car")

    await expect(seat.lines.nth(2).locator(".words")).to_have_text("and the car")
    await expect(seat.lines.filter(has_text=A_LINE)).to_have_count(1)


async def test_a_line_that_cannot_be_sent_stays_in_the_field(evening: Evening) -> None:
    seat = await evening.on_shift()
    her = await talks(evening, seat)
    await her.seat.context.set_offline(True)

    await her.words.fill(A_LINE)
    await her.page.locator("#send").click()

    await expect(her.notice).to_be_visible()
    await expect(her.notice.locator("a[href='tel:102']")).to_be_visible()
    await expect(her.words).to_have_value(A_LINE)
    await expect(her.words).to_be_editable()
    await her.seat.context.set_offline(False)
    await her.page.locator("#send").click()

    await expect(seat.lines.nth(1).locator(".words")).to_have_text(A_LINE)
    await expect(her.words).to_have_value("")
    await expect(her.page.locator(".hers", has_text=A_LINE)).to_have_count(1)
    await expect(her.notice).to_have_count(0)


async def test_a_line_whose_answer_is_lost_is_not_said_twice(evening: Evening) -> None:
    seat = await evening.on_shift()
    her = await talks(evening, seat)

    async def loses_answer(route: Route) -> None:
        if route.request.method != "POST":
            await route.continue_()
            return
        await route.fetch()
        await route.abort("connectionreset")

    await her.page.route(f"{evening.address}/", loses_answer)
    await her.words.fill(A_LINE)
    await her.page.locator("#send").click()
    await expect(her.notice.locator("a[href='tel:102']")).to_be_visible()
    await her.page.unroute_all(behavior="wait")
    await expect(her.words).to_have_value(A_LINE)
    await her.page.locator("#send").click()
    await expect(her.words).to_have_value("")

    await her.types("and the car")
    await expect(seat.lines.filter(has_text="and the car")).to_have_count(1)
    await expect(seat.lines.filter(has_text=A_LINE)).to_have_count(1)


async def test_a_line_arrives_after_the_program_was_started_anew(evening: Evening) -> None:
    seat = await evening.on_shift()
    her = await talks(evening, seat)
    await her.words.fill("half a sentence")

    await evening.served.ends()
    await evening.served.begins()
    await seat.opens(f"/desk/work?case={(await evening.case()).id}")
    await seat.says("I am here again")

    await expect(her.page.locator(".theirs").last).to_contain_text("I am here again")
    await expect(her.words).to_have_value("half a sentence")


async def test_a_stream_that_cannot_be_opened_is_tried_again(evening: Evening) -> None:
    seat = await evening.on_shift()
    her = await talks(evening, seat)
    await her.page.clock.install()
    await her.page.route("**/live?*", lambda route: route.abort())
    await her.opens()
    await expect(her.option("end")).to_be_visible()
    await seat.says("Are you still there?")
    await expect(seat.lines).to_have_count(2)
    await expect(her.text).not_to_contain_text("Are you still there?")

    await her.page.clock.run_for(A_WHILE)
    await expect(her.text).to_contain_text("Are you still there?")
    await her.page.unroute_all(behavior="wait")
    await seat.says("I am here")
    newest = her.page.locator(".theirs").last
    async with asyncio.timeout(PATIENCE):
        while "I am here" not in await newest.inner_text():
            await her.page.clock.run_for(A_WHILE)
            # Her clock must not run far ahead of what is on its way to her.
            await asyncio.sleep(STEP)

    # No clock of hers brings this one: the stream is open again.
    await seat.says("Good")
    await expect(newest).to_contain_text("Good")


@BOTH
async def test_an_open_page_turns_neutral_after_silence(
    browser: Browser, tmp_path: Path, scripts: bool
) -> None:
    async with an_evening(browser, tmp_path, wipe_after=SILENCE) as evening:
        her = await at_the_page(evening, scripts=scripts)
        await her.picks("en")

        await her.is_away()

        await all_forgotten(tmp_path)
        await her.page.go_back()
        assert "Is this a good moment" not in await her.page.content()
        await her.opens()
        assert "Is this a good moment" not in await her.page.content()


async def test_without_a_network_an_open_page_turns_away_too(
    browser: Browser, tmp_path: Path
) -> None:
    async with an_evening(browser, tmp_path, wipe_after=SILENCE) as evening:
        her = await at_the_page(evening)
        await her.picks("en")
        await her.seat.context.set_offline(True)

        await expect(her.page.locator("#page")).to_have_count(0)

        assert "Is this a good moment" not in await her.page.content()


async def test_a_page_that_an_operator_has_written_on_still_knows_when_it_ends(
    evening: Evening,
) -> None:
    seat = await evening.on_shift()
    her = await talks(evening, seat)

    await seat.says("Are you still there?")
    await expect(her.text).to_contain_text("Are you still there?")

    left = await her.page.locator("#page").get_attribute("data-wipe")
    assert left
    assert 0 < int(left) <= timedelta(hours=4).total_seconds()
