"""Towards the outside the page is silent: no other site hears of it, no log tells of anybody."""

import logging
from pathlib import Path
from typing import Final

import pytest
from playwright.async_api import expect

from bot.channels.web.session import address_of
from bot.publishing import pieces
from tests.browser.evening import Evening
from tests.browser.kept import bytes_of
from tests.browser.neighbour import neighbour
from tests.browser.phone import OnPage, at_the_page, requests_of, talks

PLANTED: Final = ("рябина за окном", "planted-words-4711", "у соседки Жанар")
OPENER: Final = "() => [window.opener === null, document.referrer]"


@pytest.mark.parametrize("scripts", [True, False])
async def test_a_whole_run_asks_only_our_server_and_names_no_page(
    evening: Evening, scripts: bool
) -> None:
    seat = await evening.on_shift()
    her = await talks(evening, seat, scripts=scripts)
    asked = requests_of(her.page)

    await her.types(PLANTED[0])
    await her.picks("go.danger", "back", "end", "end_now")
    await her.option("clear").click()
    await her.is_away()
    await her.page.locator("#on").click()
    await expect(her.option("kk")).to_be_visible()

    ours = [request for request in asked if not request.url.startswith("data:")]
    assert ours
    assert {request.url[: len(evening.address)] for request in ours} == {evening.address}
    for request in ours:
        assert "referer" not in await request.all_headers(), request.url


async def test_nothing_of_hers_is_written_into_log_or_files(
    evening: Evening, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    seat = await evening.on_shift()
    her = await at_the_page(evening)
    await her.begins()
    await her.types(PLANTED[1])
    token = (await her.seat.context.cookies())[0].get("value", "")
    await her.asks_for_a_person()
    await seat.page.locator("#next").click()
    await seat.page.locator("#begin").click()
    await her.sees_option("end")
    await her.types(PLANTED[2])
    await expect(seat.lines).to_have_count(2)

    kept = bytes_of(tmp_path)
    assert token
    told = caplog.text
    for trace in (*PLANTED[1:], token, address_of(token).chat, "127.0.0.1"):
        assert trace not in told
        assert trace.encode() not in kept


async def test_the_piece_for_other_sites_leads_here_without_telling_from_where(
    evening: Evening,
) -> None:
    piece = pieces.snippet(f"{evening.address}/", "https://t.me/some_bot")
    async with neighbour(piece) as site:
        her = OnPage(await evening.stranger())
        first = requests_of(her.page)
        await her.page.goto(site.address)

        await her.page.locator("#help-and-information").click()
        await expect(her.option("kk")).to_be_visible()

        (ours,) = (request for request in first if request.url == f"{evening.address}/")
        assert "referer" not in await ours.all_headers()
        assert await her.page.evaluate(OPENER) == [True, ""]
        await her.begins()
        await expect(her.option("go.rights")).to_be_visible()
        her.seat.elsewhere.clear()


async def test_a_page_opened_in_a_second_window_knows_nothing_of_the_first(
    evening: Evening,
) -> None:
    link = f"<a id=on target=_blank rel=opener href='{evening.address}/'>more</a>"
    async with neighbour(link) as site:
        her = OnPage(await evening.stranger())
        await her.page.goto(site.address)

        async with her.seat.context.expect_page() as opened:
            await her.page.locator("#on").click()
        page = await opened.value

        await expect(page.locator("button[value=kk]")).to_be_visible()
        assert (await page.evaluate(OPENER))[0] is True
        her.seat.elsewhere.clear()


async def test_no_site_can_frame_the_page(evening: Evening) -> None:
    async with neighbour(f"<iframe src='{evening.address}/'></iframe>") as site:
        her = OnPage(await evening.stranger())
        refused: list[str] = []
        her.page.on("console", lambda message: refused.append(message.text))
        await her.page.goto(site.address)
        await her.page.wait_for_load_state("networkidle")

        frame = her.page.frames[1]
        assert "Сәлеметсіз" not in await frame.content()
        assert await her.page.frame_locator("iframe").locator("#page").count() == 0
        assert any("frame" in words.lower() for words in refused)
        her.seat.elsewhere.clear()
        her.seat.troubles.clear()


async def test_a_form_on_another_site_does_nothing_in_her_session(evening: Evening) -> None:
    form = (
        f"<form method=post action='{evening.address}/'><input name=option value=go.rights>"
        "<button id=on>more</button></form>"
    )
    async with neighbour(form) as site:
        her = await at_the_page(evening)
        await her.begins()
        revision = await her.revision()
        other = OnPage(await evening.tab_of(her.seat, "/robots.txt"))
        await other.page.goto(site.address)

        await other.page.locator("#on").click()
        await expect(other.page.locator("#notice")).to_contain_text("came from another site")
        await other.opens()

        await expect(other.option("go.rights")).to_be_visible()
        assert await other.revision() == revision
        other.seat.elsewhere.clear()
