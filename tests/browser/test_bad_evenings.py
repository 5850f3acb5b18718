"""What goes wrong in front of the desk: nothing typed is lost, nothing strange is believed."""

from datetime import timedelta

from playwright.async_api import expect

from bot.console.access import COOKIE
from bot.domain.operator import Operator, Presence
from tests.browser.evening import PASSWORD, Evening
from tests.browser.meeting import begins, meet, takes_next
from tests.browser.test_signing_in import code_of, signs_in

MARKUP = '<img src=x onerror="document.title=1"><b>bold</b> {{ 7 * 7 }} &amp; </textarea><script>'
A_LINE = "Please take your papers and"


async def leaves_session(evening: Evening, operator: Operator) -> None:
    """Let every session of somebody have ended, as after a night."""
    async with evening.store.transaction() as work:
        await work.sessions.forget_all_of(operator.id)


async def test_markup_is_shown_as_text_on_both_sides(evening: Evening) -> None:
    seat = await evening.on_shift()
    her = await meet(evening, seat)
    await her.says(MARKUP)

    await expect(seat.lines.nth(1).locator(".words")).to_have_text(MARKUP)
    await seat.says(MARKUP)
    await expect(seat.lines.nth(2).locator(".words")).to_have_text(MARKUP)

    await expect(seat.lines.nth(2).locator(".brought")).to_contain_text("shown")
    assert her.text.count(MARKUP) == 2
    assert await seat.page.locator("#lines img, #lines b, #lines script").count() == 0
    await seat.page.reload()
    await expect(seat.lines.nth(2).locator(".words")).to_have_text(MARKUP)


async def test_ten_thousand_characters_are_refused_and_stay_in_the_field(evening: Evening) -> None:
    seat = await evening.on_shift()
    await meet(evening, seat)
    long = "қ" * 10_000

    await seat.says(long)

    await expect(seat.page.locator("#words-count")).to_contain_text("9000")
    await expect(seat.page.locator("#notices .notice")).to_be_visible()
    await expect(seat.words).to_have_value(long)
    await expect(seat.lines).to_have_count(1)


async def test_a_session_that_ends_in_the_middle_of_a_line_keeps_the_line(evening: Evening) -> None:
    seat = await evening.on_shift()
    her = await meet(evening, seat)
    assert seat.operator
    await leaves_session(evening, seat.operator)

    await seat.says(A_LINE)
    await expect(seat.page.locator("#connection")).to_contain_text(
        "Your line is still in the field"
    )
    await expect(seat.words).to_have_value(A_LINE)
    other = await evening.tab_of(seat, "/desk/sign-in")
    await signs_in(other, "Aigerim", PASSWORD, code_of(seat.operator))
    await expect(seat.page.locator("#connection")).to_be_hidden()
    await seat.words.press("Enter")

    await her.reads(A_LINE)
    await expect(seat.words).to_have_value("")


async def test_without_scripts_an_ended_session_shows_the_line_once_more(evening: Evening) -> None:
    aigerim = await evening.operator(presence=Presence.ON_SHIFT)
    seat = await evening.seat_of(aigerim)
    await meet(evening, seat)
    plain = await evening.seat_of(
        aigerim, f"/desk/work?case={(await evening.case()).id}", scripts=False
    )
    await leaves_session(evening, aigerim)

    await plain.words.fill(A_LINE)
    await plain.button("Send").click()
    await expect(plain.page.get_by_label("Your unsent line")).to_have_value(A_LINE)
    await plain.page.get_by_label("Name").fill("Aigerim")
    await plain.page.get_by_label("Password").fill(PASSWORD)
    await plain.page.get_by_label("Six-digit code").fill(code_of(aigerim))
    await plain.button("Sign in").click()

    await expect(plain.page.locator("#kept")).to_have_value(A_LINE)


async def test_a_second_tab_ends_the_talk_and_the_first_keeps_its_line(evening: Evening) -> None:
    seat = await evening.on_shift()
    await meet(evening, seat)
    await seat.words.fill(A_LINE)
    tab = await evening.tab_of(seat, f"/desk/work?case={(await evening.case()).id}")
    await expect(tab.lines).to_have_count(1)

    await tab.unfolds("end")
    await tab.page.locator("#end").click()

    await expect(seat.page.locator("#over-notice")).to_be_visible()
    await expect(seat.words).to_have_value(A_LINE)
    await expect(seat.words).not_to_be_editable()
    await expect(seat.page.locator("#send")).to_have_count(0)


async def test_the_case_of_a_colleague_is_as_if_it_were_not_there(evening: Evening) -> None:
    seat, dana = await evening.on_shift(), await evening.on_shift("Dana")
    await meet(evening, seat)
    case = await evening.case()

    await dana.opens(f"/desk/work?case={case.id}")

    await expect(dana.page.locator("#gone-notice")).to_be_visible()
    assert case.code not in await dana.page.content()
    refused = await dana.page.evaluate(
        """async (id) => (await fetch(`/desk/work/${id}/say`, {
            method: "POST",
            headers: {Accept: "application/json", "X-CSRF": document.body.dataset.csrf},
            body: new URLSearchParams({words: "forged", once: "1"})})).status""",
        case.id,
    )
    assert 400 <= refused < 500
    await expect(seat.lines).to_have_count(1)


async def test_a_form_without_its_token_is_refused(evening: Evening) -> None:
    seat = await evening.on_shift()
    await meet(evening, seat)
    await seat.page.evaluate("document.querySelectorAll('[name=csrf]').forEach((f) => f.remove())")

    response = await seat.page.evaluate(
        """async () => (await fetch("/desk/sign-out-everywhere", {method: "POST"})).status"""
    )

    assert response == 403
    assert [cookie["name"] for cookie in await seat.context.cookies()] == [COOKIE]


async def test_the_words_are_covered_after_a_minute_away(evening: Evening) -> None:
    seat = await evening.seat_of(
        await evening.operator(presence=Presence.ON_SHIFT), "/desk/sign-in"
    )
    await seat.page.clock.install()
    await seat.opens("/desk/work")
    her = await meet(evening, seat)
    await her.says("nobody may see this")
    await expect(seat.lines.nth(1)).to_be_visible()

    await seat.page.clock.run_for(timedelta(seconds=58).seconds * 1000)
    await expect(seat.lines.nth(1)).to_be_visible()
    await seat.page.clock.run_for(3000)

    await expect(seat.page.locator("#cover")).to_be_visible()
    await expect(seat.lines.nth(1)).to_be_hidden()
    await expect(seat.page.locator(".card-words").first).to_be_hidden()
    await her.says("nor this")
    await expect(seat.page.locator("#mine .badge-good")).to_contain_text("2 new lines")
    await expect(seat.lines.nth(2)).to_be_hidden()
    await expect(seat.page.locator("#spoken")).not_to_contain_text("nor this")
    await seat.button("Show again").click()
    await expect(seat.lines.nth(2)).to_be_visible()


async def test_everything_works_by_forms_alone(evening: Evening) -> None:
    aigerim = await evening.operator()
    seat = await evening.seat_of(aigerim, scripts=False)
    her = evening.visitor()
    await her.asks_for_a_person()

    await seat.button("On shift").click()
    await takes_next(seat)
    await begins(seat, her)
    await her.says("can you read me?")
    await seat.page.get_by_role("link", name="Refresh").click()
    await expect(seat.lines.nth(1).locator(".words")).to_have_text("can you read me?")
    await seat.words.fill("I can")
    await seat.page.locator("#send").click()
    await her.reads("I can")
    await seat.page.locator("#quick-police button").click()
    await her.reads("call 102, day or night")
    await seat.unfolds("end")
    await seat.page.locator("#closing-closing_heard").check()
    await seat.page.locator("#end").click()

    await her.reads("Thank you for telling")
    await expect(seat.page.locator("#over-notice")).to_be_visible()
