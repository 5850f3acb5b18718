"""A talk between the page and the desk: each line comes by itself and disturbs nobody."""

from typing import Final

import pytest
from playwright.async_api import expect

from bot.channels.web.drawing import TITLE
from bot.channels.web.session import address_of
from tests.browser.evening import Evening
from tests.browser.meeting import takes_next
from tests.browser.phone import OnPage, at_the_page, talks
from tests.browser.test_page_traces import addresses

HER_LINE: Final = "yes, he is asleep"
THEIR_LINE: Final = "Are the children with you?"
SPOKEN: Final = """() => {
  window.spoken = [];
  new MutationObserver(() => window.spoken.push(document.getElementById("live").textContent))
    .observe(document.getElementById("live"), {childList: true, characterData: true});
}"""
# As if another tab lay before this one.
HIDDEN: Final = """(hidden) => {
  Object.defineProperty(document, "hidden", {configurable: true, get: () => hidden});
  document.dispatchEvent(new Event("visibilitychange", {bubbles: true}));
}"""


async def test_lines_come_both_ways_without_a_reload_and_without_an_entry(evening: Evening) -> None:
    seat = await evening.on_shift()
    her = await talks(evening, seat)
    await her.page.evaluate("window.stays = true")
    before = await addresses(her.page)

    await her.types(HER_LINE)
    await expect(seat.lines.nth(1).locator(".words")).to_have_text(HER_LINE)
    await seat.says(THEIR_LINE)
    await expect(her.page.locator(".theirs").last).to_contain_text(THEIR_LINE)

    await expect(seat.lines.nth(2).locator(".brought")).to_contain_text("shown")
    await expect(her.page.locator(".hers").last).to_contain_text(HER_LINE)
    assert await addresses(her.page) == before
    assert await her.page.evaluate("window.stays")


async def test_what_she_types_stays_while_a_line_comes_in(evening: Evening) -> None:
    seat = await evening.on_shift()
    her = await talks(evening, seat)
    await her.words.click()
    await her.page.keyboard.type("half a sente")
    await her.page.evaluate("document.getElementById('words').setSelectionRange(4, 4)")

    await seat.says(THEIR_LINE)
    await expect(her.page.locator(".theirs").last).to_contain_text(THEIR_LINE)

    await expect(her.words).to_be_focused()
    await expect(her.words).to_have_value("half a sente")
    place = await her.page.evaluate("document.getElementById('words').selectionStart")
    assert place == 4


async def test_only_the_new_line_is_read_aloud(evening: Evening) -> None:
    seat = await evening.on_shift()
    her = await talks(evening, seat)
    await seat.says("The first line")
    await expect(her.page.locator(".theirs").last).to_contain_text("The first line")
    await her.page.evaluate(SPOKEN)

    await seat.says("The second line")
    await expect(her.page.locator("#live")).to_contain_text("The second line")

    spoken = [words for words in await her.page.evaluate("window.spoken") if words]
    assert len(spoken) == 1
    assert "The first line" not in spoken[0]


async def test_the_desk_names_the_page_and_knows_no_address(evening: Evening) -> None:
    seat = await evening.on_shift()
    her = await talks(evening, seat)
    await her.types(HER_LINE)
    await expect(seat.lines).to_have_count(2)

    await expect(seat.page.locator(".her-card .channel")).to_contain_text("Web page")
    cookie = (await her.seat.context.cookies())[0]
    address = address_of(cookie.get("value", ""))
    everything = b"".join(evening.sent)
    for trace in (cookie.get("value", ""), address.chat, address.chat[:16], "127.0.0.1"):
        assert trace.encode() not in everything


async def test_an_ended_talk_is_cleared_by_one_press(evening: Evening) -> None:
    seat = await evening.on_shift()
    her = await talks(evening, seat)
    await her.types(HER_LINE)

    await seat.unfolds("end")
    await seat.page.locator("#closing-closing_call").check()
    await seat.page.locator("#end").click()
    await expect(her.text).to_contain_text("You decided to call. That is a real step.")
    await expect(her.text).not_to_contain_text(HER_LINE)
    await her.option("clear").click()

    await her.is_away()


async def test_without_scripts_a_line_is_shown_when_she_asks_for_it(evening: Evening) -> None:
    seat = await evening.on_shift()
    her = await talks(evening, seat, scripts=False)
    await her.types(HER_LINE)
    await expect(seat.lines.nth(1).locator(".words")).to_have_text(HER_LINE)

    await seat.says(THEIR_LINE)
    await expect(seat.lines.nth(2).locator(".brought-sent")).to_be_visible()
    await expect(her.page.locator(".theirs", has_text=THEIR_LINE)).to_have_count(0)
    await her.looks_for_new()

    await expect(her.page.locator(".theirs").last).to_contain_text(THEIR_LINE)
    await expect(seat.lines.nth(2).locator(".brought-shown")).to_be_visible()


async def test_without_scripts_a_small_frame_tells_of_a_line_and_leaves_her_words(
    evening: Evening,
) -> None:
    seat = await evening.on_shift()
    her = await talks(evening, seat, scripts=False)
    frame = her.page.frame_locator("iframe")
    await expect(frame.locator("#news")).to_have_text("Nothing new yet.")
    await her.words.fill("half a sentence")

    await seat.says(THEIR_LINE)

    await expect(frame.locator("#news a")).to_have_text("There is something new: show it")
    await expect(her.words).to_have_value("half a sentence")
    await frame.locator("#news a").click()
    await expect(her.page.locator(".theirs").last).to_contain_text(THEIR_LINE)


@pytest.mark.parametrize("scripts", [True, False])
async def test_she_ends_the_talk_herself(evening: Evening, scripts: bool) -> None:
    seat = await evening.on_shift()
    her = await talks(evening, seat, scripts=scripts)

    await her.picks("end", "end_now")

    await expect(her.text).to_contain_text("You ended the talk.")
    await expect(seat.page.locator("#over-notice")).to_contain_text("The person ended the talk")


async def test_two_tabs_of_hers_show_the_same_lines(evening: Evening) -> None:
    seat = await evening.on_shift()
    her = await talks(evening, seat)
    other = OnPage(await evening.tab_of(her.seat, "/"))

    await seat.says(THEIR_LINE)

    for tab in (her, other):
        await expect(tab.page.locator(".theirs").last).to_contain_text(THEIR_LINE)


async def test_a_dot_before_the_title_tells_whoever_chose_it_of_an_answer(
    evening: Evening,
) -> None:
    seat = await evening.on_shift()
    her = await at_the_page(evening)
    await her.begins()
    await her.picks("go.settings", "sign", "yes", "go.home")
    await her.asks_for_a_person()

    await her.page.evaluate(HIDDEN, True)
    await takes_next(seat)
    await seat.page.locator("#begin").click()
    await expect(her.page).to_have_title(f"• {TITLE}")
    await her.page.evaluate(HIDDEN, False)

    await expect(her.page).to_have_title(TITLE)
    await expect(her.option("end")).to_be_visible()
