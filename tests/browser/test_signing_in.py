"""Setting an account up, signing in and out, and what is refused."""

import pyotp
from playwright.async_api import expect

from bot.console.access import COOKIE
from bot.domain.operator import Operator, Role
from tests.browser.evening import PASSWORD, Evening
from tests.browser.seat import Seat


async def code_on(seat: Seat) -> str:
    """Return the code that an app would show now for the key on the set-up page."""
    await seat.page.get_by_text("I cannot scan it").click()
    secret = await seat.page.locator(".secret").inner_text()
    return pyotp.TOTP("".join(secret.split())).now()


async def sets_up(seat: Seat, password: str = PASSWORD, again: str = PASSWORD) -> None:
    """Fill in the page of a set-up link."""
    await seat.page.locator("#password").fill(password)
    await seat.page.locator("#again").fill(again)
    await seat.page.locator("#code").fill(await code_on(seat))
    await seat.button("Finish and sign in").click()


async def signs_in(seat: Seat, name: str, password: str, code: str) -> None:
    """Fill in the page of the desk's door."""
    await seat.opens("/desk/sign-in")
    await seat.page.get_by_label("Name").fill(name)
    await seat.page.get_by_label("Password").fill(password)
    await seat.page.get_by_label("Six-digit code").fill(code)
    await seat.button("Sign in").click()


def code_of(operator: Operator) -> str:
    """Return the code that the app of somebody shows now."""
    return pyotp.TOTP(operator.totp).now()


async def test_an_account_is_set_up_by_its_link_which_works_once(evening: Evening) -> None:
    link = await evening.invitation("Saule", Role.LEAD)
    seat = await evening.stranger()
    await seat.opens(link)
    await expect(seat.page.locator("svg.qr")).to_be_visible()

    await sets_up(seat, again=f"{PASSWORD}!")
    await expect(seat.page.get_by_role("alert")).to_contain_text("differ")
    await sets_up(seat)

    await expect(seat.page).to_have_url(f"{evening.address}/desk/welcome")
    await expect(seat.page.locator(".account-name")).to_have_text("Saule")
    late = await evening.stranger()
    await late.opens(link)
    await expect(late.page.get_by_role("heading", level=1)).to_be_visible()
    await expect(late.page.locator(".secret")).to_have_count(0)


async def test_name_password_and_code_let_in_and_the_cookie_is_no_script_s(
    evening: Evening,
) -> None:
    seat, aigerim = await evening.stranger(), await evening.operator()

    await signs_in(seat, "aigerim", PASSWORD, code_of(aigerim))

    await expect(seat.page).to_have_url(f"{evening.address}/desk/work")
    assert await seat.page.evaluate("document.cookie") == ""
    (cookie,) = await seat.context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == (COOKIE, True, "Strict")


async def test_a_wrong_code_lets_nobody_in_and_tells_nothing_more(evening: Evening) -> None:
    seat, aigerim = await evening.stranger(), await evening.operator()
    right = code_of(aigerim)
    wrong = f"{(int(right) + 500_000) % 1_000_000:06}"

    await signs_in(seat, "Aigerim", PASSWORD, wrong)
    refused = await seat.page.get_by_role("alert").inner_text()
    await signs_in(seat, "Aigerim", "another long password", right)

    await expect(seat.page.get_by_role("alert")).to_have_text(refused)
    assert await seat.context.cookies() == []


async def test_a_code_is_good_once(evening: Evening) -> None:
    aigerim = await evening.operator()
    first, second, code = await evening.stranger(), await evening.stranger(), code_of(aigerim)

    await signs_in(first, "Aigerim", PASSWORD, code)
    await expect(first.page).to_have_url(f"{evening.address}/desk/work")
    await signs_in(second, "Aigerim", PASSWORD, code)

    await expect(second.page.get_by_role("alert")).to_be_visible()


async def test_whoever_signs_out_everywhere_is_out_in_every_browser(evening: Evening) -> None:
    aigerim = await evening.operator()
    here, there = await evening.seat_of(aigerim), await evening.seat_of(aigerim)

    await here.page.locator("details.account summary").click()
    await here.button("Sign out everywhere").click()

    await expect(here.page).to_have_url(f"{evening.address}/desk/sign-in")
    await there.page.goto(f"{evening.address}/desk/work")
    await expect(there.page.get_by_label("Six-digit code")).to_be_visible()
