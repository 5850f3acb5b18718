"""Who gets in at the desk, and for how long."""

import re
from datetime import timedelta

import pytest

from bot.console.access import COOKIE
from bot.services.sessions import SIGNED_IN_AT_MOST, UNSEEN_AT_MOST
from tests.console.desk_of_tests import PASSWORD, DeskOfTests, words_of

WRONG = "Name, password or code is wrong."


async def test_name_password_and_code_let_in_and_the_cookie_is_kept_from_scripts(
    desk: DeskOfTests,
) -> None:
    await desk.operator("Aigerim")
    browser = desk.browser()

    answer = await browser.signs_in("aigerim ", PASSWORD, desk.code())

    assert answer.headers["location"] == "/desk/work"
    cookie = answer.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict", "Path=/desk"} <= set(cookie.split("; "))
    assert not re.search("expires|max-age|secure", cookie, re.IGNORECASE)
    assert "First steps" in await browser.opens("/desk/welcome")


async def test_behind_tls_the_cookie_is_sent_over_tls_only(desk: DeskOfTests) -> None:
    desk.is_secure = True
    await desk.operator()
    answer = await desk.browser().signs_in("Aigerim", PASSWORD, desk.code())
    assert "Secure" in answer.headers["set-cookie"].split("; ")
    assert "strict-transport-security" in answer.headers


async def test_only_the_hash_of_a_token_is_kept(desk: DeskOfTests) -> None:
    browser = await desk.signed_in(await desk.operator())
    token = browser.client.cookies[COOKIE]
    async with desk.store.transaction() as work:
        assert await work.sessions.find(token.encode()) is None
    assert await desk.services().who_is(token) is not None


@pytest.mark.parametrize("wrong", ["name", "password", "code", "all"])
async def test_whatever_is_wrong_the_refusal_is_the_same(desk: DeskOfTests, wrong: str) -> None:
    await desk.operator()
    tried = {"name": "Aigerim", "password": PASSWORD, "code": desk.code()}
    for field in tried if wrong == "all" else (wrong,):
        tried[field] = {"name": "Nobody", "password": "six quiet mountains", "code": "000000"}[
            field
        ]
    browser = desk.browser()

    answer = await browser.signs_in(tried["name"], tried["password"], tried["code"])

    assert answer.status_code == 403
    assert WRONG in words_of(answer.text)
    assert "set-cookie" not in answer.headers
    assert PASSWORD not in answer.text


async def test_a_code_opens_once(desk: DeskOfTests) -> None:
    await desk.operator()
    code = desk.code()
    assert (await desk.browser().signs_in("Aigerim", PASSWORD, code)).status_code == 303
    assert (await desk.browser().signs_in("Aigerim", PASSWORD, code)).status_code == 403
    desk.clock.goes(timedelta(seconds=30))
    assert (await desk.browser().signs_in("Aigerim", PASSWORD, desk.code())).status_code == 303


async def test_a_telephone_may_be_one_step_late_but_not_two(desk: DeskOfTests) -> None:
    await desk.operator()
    code = desk.code()
    desk.clock.goes(timedelta(seconds=60))
    assert (await desk.browser().signs_in("Aigerim", PASSWORD, code)).status_code == 403
    late = desk.code()
    desk.clock.goes(timedelta(seconds=30))
    assert (await desk.browser().signs_in("Aigerim", PASSWORD, late)).status_code == 303


async def test_wrong_tries_slow_down_and_the_wait_grows(desk: DeskOfTests) -> None:
    await desk.operator()
    browser = desk.browser()
    for _try in range(3):
        assert (await browser.signs_in("Aigerim", "wrong", "000000")).status_code == 403
    answer = await browser.signs_in("AIGERIM", PASSWORD, desk.code())
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "5"
    assert "try again in 5 seconds" in words_of(answer.text)

    desk.clock.goes(timedelta(seconds=5))
    assert (await browser.signs_in("Aigerim", "wrong", "000000")).status_code == 403
    again = await browser.signs_in("Aigerim", PASSWORD, desk.code())
    assert again.headers["retry-after"] == "10"

    desk.clock.goes(timedelta(seconds=10))
    assert (await browser.signs_in("Aigerim", PASSWORD, desk.code())).status_code == 303


async def test_somebody_elses_wrong_tries_do_not_slow_me_down(desk: DeskOfTests) -> None:
    await desk.operator()
    browser = desk.browser()
    for _try in range(4):
        await browser.signs_in("Dana", "wrong", "000000")
    assert (await browser.signs_in("Dana", "wrong", "000000")).status_code == 429
    assert (await desk.browser().signs_in("Aigerim", PASSWORD, desk.code())).status_code == 303


async def test_guessing_many_names_slows_all_down_shortly(desk: DeskOfTests) -> None:
    await desk.operator()
    browser = desk.browser()
    for number in range(40):
        assert (await browser.signs_in(f"name {number}", "wrong", "0")).status_code == 403
    assert (await browser.signs_in("Aigerim", PASSWORD, desk.code())).status_code == 429
    desk.clock.goes(timedelta(seconds=10))
    assert (await browser.signs_in("Aigerim", PASSWORD, desk.code())).status_code == 303


async def test_a_session_ends_unseen_and_at_last_in_any_case(desk: DeskOfTests) -> None:
    operator = await desk.operator()
    browser = await desk.signed_in(operator)
    desk.clock.goes(UNSEEN_AT_MOST)
    assert "Sign in to the desk" in await browser.opens("/desk/accounts")

    watched = await desk.signed_in(operator)
    for _hour in range(int(SIGNED_IN_AT_MOST.total_seconds() // 3600)):
        assert "First steps" in await watched.opens("/desk/welcome")
        desk.clock.goes(timedelta(hours=1))
    assert "Sign in to the desk" in await watched.opens("/desk/welcome")


async def test_sign_out_ends_this_session_and_everywhere_ends_all(desk: DeskOfTests) -> None:
    operator = await desk.operator()
    one, two, three = [await desk.signed_in(operator) for _each in range(3)]
    answer = await one.sends("/desk/sign-out")
    assert answer.headers["location"] == "/desk/sign-in"
    assert 'pana_desk=""' in answer.headers["set-cookie"]
    assert "Sign in to the desk" in await one.opens("/desk/welcome")
    assert "First steps" in await two.opens("/desk/welcome")
    await two.sends("/desk/sign-out-everywhere")
    assert "Sign in to the desk" in await three.opens("/desk/welcome")


async def test_an_old_cookie_is_worth_nothing_after_signing_out(desk: DeskOfTests) -> None:
    browser = await desk.signed_in(await desk.operator())
    token = browser.client.cookies[COOKIE]
    await browser.sends("/desk/sign-out")
    browser.client.cookies.set(COOKIE, token, domain="desk.test", path="/desk")
    assert "Sign in to the desk" in await browser.opens("/desk/work")
