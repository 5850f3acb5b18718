"""The lead's pages: the board, alarms, accounts, audit, figures and what is handed out."""

import csv
from datetime import timedelta
from pathlib import Path

from playwright.async_api import expect

from bot.console.export import HIDDEN
from bot.domain.danger import Band
from bot.domain.language import Language
from bot.domain.operator import Presence, Role
from tests.browser.busy import busy, is_of
from tests.browser.evening import Evening
from tests.browser.meeting import meet, takes_next
from tests.browser.seat import Seat
from tests.browser.test_signing_in import sets_up
from tests.browser.visitor import PATIENCE, data_of


async def lead_at(evening: Evening, path: str) -> Seat:
    """Return the browser of a lead at a page."""
    return await evening.seat_of(await evening.operator("Saltanat", Role.LEAD), path)


async def test_the_board_follows_the_line_and_the_shift_by_itself(evening: Evening) -> None:
    board = await lead_at(evening, "/desk/board")
    await expect(board.page.get_by_text("Nobody is talking at the moment.")).to_be_visible()
    seat = await evening.on_shift()
    her = evening.visitor()
    await her.asks_for_a_person()

    await expect(board.page.locator("[data-region=waiting] .figure")).to_have_text("1")
    await expect(board.page.locator("[data-region=people]")).to_contain_text("Aigerim")
    await seat.page.locator("#next").click()
    await expect(board.page.locator("[data-region=talks] tbody tr")).to_have_count(1)
    await expect(board.page.locator("[data-region=waiting] .figure")).to_have_text("0")


async def test_waiting_beyond_a_limit_is_an_alarm_and_a_sound_for_class_one(
    evening: Evening,
) -> None:
    board, seat = await lead_at(evening, "/desk/board"), await evening.on_shift()
    await seat.page.evaluate(
        "window.rings = 0; document.addEventListener('rang', () => { window.rings += 1; })"
    )
    await seat.page.locator("#sound").click()
    await expect(seat.page.locator("#sound")).to_have_attribute("aria-pressed", "true")
    tried = await seat.page.evaluate("window.rings")
    await evening.visitor().asks_for_a_person()
    case = await evening.case()
    await expect(seat.page.locator("#waiting .waiting-count")).to_have_text("1")
    assert await seat.page.evaluate("window.rings") == tried, "only class I is heard"

    await evening.changes(case, band=Band.IMMEDIATE)
    await evening.has_waited(await evening.case(), timedelta(minutes=6))

    alarm = seat.page.locator(f"#alarm-{case.id}")
    await expect(alarm).to_contain_text("beyond the second limit")
    await expect(alarm).to_contain_text(case.code)
    await expect(seat.page.locator("#waiting .band")).to_contain_text("Danger may be now")
    await seat.page.wait_for_function("(tried) => window.rings > tried", arg=tried)
    await expect(board.page.locator(f"#alarm-{case.id}")).to_be_visible()


async def test_a_lead_takes_a_waiting_alarm_over_at_once(evening: Evening) -> None:
    board = await lead_at(evening, "/desk/board")
    her = evening.visitor()
    await her.asks_for_a_person()
    case = await evening.changes(await evening.case(), band=Band.IMMEDIATE)
    await evening.has_waited(case, timedelta(minutes=6))

    await board.page.locator(f"#alarm-take-{case.id}").click()

    await expect(board.page.locator(".her-card")).to_be_visible()
    await board.page.locator("#begin").click()
    await her.person.waits_until(lambda she: data_of(she, "end"), PATIENCE)


async def test_a_lead_takes_a_talk_over_only_with_her_consent(evening: Evening) -> None:
    seat = await evening.on_shift()
    her = await meet(evening, seat)
    board = await lead_at(evening, "/desk/board")
    case = await evening.case()

    await board.page.locator(f"#take-{case.id}").click()
    await expect(board.page.locator("[data-region=talks]")).to_contain_text("is being asked")
    await her.picks("agree")
    await board.opens(f"/desk/work?case={case.id}")
    await board.page.locator("#begin").click()

    await expect(seat.page.locator("#gone-notice")).to_be_visible()
    await expect(board.lines).to_have_count(2)


async def test_a_lead_invites_renews_and_closes_accounts(evening: Evening) -> None:
    lead = await lead_at(evening, "/desk/accounts")

    await lead.page.get_by_label("Name").fill("Dana")
    await lead.page.get_by_role("button", name="Make the account").click()
    link = await lead.page.locator("#link").input_value()
    dana = await evening.stranger()
    await dana.page.goto(link)
    await sets_up(dana)
    await expect(dana.page).to_have_url(f"{evening.address}/desk/welcome")
    row = lead.page.locator("tbody tr").filter(has_text="Dana")
    await lead.opens("/desk/accounts")
    await row.locator("summary").click()
    await row.get_by_role("button", name="Close the account").click()

    await expect(row).to_contain_text("closed")
    await dana.page.goto(f"{evening.address}/desk/work")
    await expect(dana.page.get_by_label("Six-digit code")).to_be_visible()


async def test_the_audit_names_looks_and_acts_and_no_word_of_a_talk(evening: Evening) -> None:
    seat = await evening.on_shift()
    her = await meet(evening, seat)
    await her.says("a word for nobody else")
    await seat.says("an answer for nobody else")
    await her.reads("an answer for nobody else")
    code = (await evening.case()).code

    lead = await lead_at(evening, "/desk/audit")

    entries = lead.page.locator("tbody tr").filter(has_text=code)
    await expect(entries.filter(has_text="Aigerim").first).to_be_visible()
    assert await entries.count() >= 4
    assert "for nobody else" not in await lead.page.content()


async def test_pages_of_a_lead_are_closed_to_an_operator(evening: Evening) -> None:
    seat = await evening.on_shift()

    for path in ("/desk/board", "/desk/charts", "/desk/accounts", "/desk/audit", "/desk/export"):
        response = await seat.page.goto(f"{evening.address}{path}")
        assert response
        assert response.status == 403
        await expect(seat.page.get_by_role("heading", level=1)).to_be_visible()


async def test_what_is_handed_out_hides_small_cells_and_figures_are_drawn(
    evening: Evening, tmp_path: Path
) -> None:
    house = await busy(evening, Language.ENGLISH)
    lead = house.lead
    await lead.opens("/desk/charts?span=month")
    await expect(lead.page.locator("img.board-chart").first).to_be_visible()
    drawn = await lead.page.locator("img.board-chart").evaluate_all(
        """(charts) => Promise.all(
            charts.map((chart) => chart.decode().then(() => chart.naturalWidth)))"""
    )
    assert len(drawn) >= 3
    assert all(drawn)

    await lead.opens("/desk/export")
    await lead.page.locator("#rows").select_option("region")
    await lead.page.locator("#columns").select_option("quarter")
    async with lead.page.expect_download() as coming:
        await lead.button("Download as CSV").click()
    file = tmp_path / "table.csv"
    await (await coming.value).save_as(file)

    rows = list(csv.reader(file.read_text("utf-8-sig").splitlines()))
    cells = [cell for row in rows for cell in row[1:]]
    numbers = [int(cell) for cell in cells if cell.isdecimal()]
    assert numbers
    assert all(number % 5 == 0 and number >= 10 for number in numbers)
    assert HIDDEN in cells
    assert is_of(lead).role is Role.LEAD


async def test_an_operator_on_pause_is_offered_nobody(evening: Evening) -> None:
    seat = await evening.on_shift()
    her = evening.visitor()
    await her.asks_for_a_person()

    await seat.button("Pause").click()
    await expect(seat.page.locator("#next")).to_have_count(0)
    async with evening.store.transaction() as work:
        kept = await work.operators.find(is_of(seat).id)
    assert kept
    assert kept.presence is Presence.PAUSE
    await seat.button("On shift").click()
    await takes_next(seat)
