"""Set-up links, the first page of all, the demonstration, and what is noted of it."""

import re
from dataclasses import replace

import pyotp
import pytest

from bot.domain.language import Language
from bot.domain.operator import Role
from bot.services.accounts import INVITED_FOR, NameTakenError
from bot.services.desk_ports import Act
from tests.console.desk_of_tests import PASSWORD, DeskOfTests, words_of


async def test_a_set_up_link_sets_up_once_and_signs_in(desk: DeskOfTests) -> None:
    lead = await desk.operator("Lead", Role.LEAD)
    link = await desk.services().invite(lead.id, "Saule", Role.OPERATOR, (Language.RUSSIAN,))
    browser, path = desk.browser(), f"/desk/set-up/{link.token}"
    page = await browser.opens(path)
    found = re.search(r'class="secret"[^>]*>([A-Z2-7 ]+)<', page)
    assert found is not None
    totp = pyotp.TOTP(found[1].replace(" ", ""))
    form = {"password": "four words of mine", "again": "four words of mine"}

    for changed in (
        {"password": "short", "again": "short"},
        {"password": "Saule Saule Saule", "again": "Saule Saule Saule"},
        {"again": "four words of his"},
        {"code": "000000"},
    ):
        refused = await browser.sends(path, {**form, "code": totp.at(desk.clock()), **changed})
        assert refused.status_code == 422, changed
        assert "four words" not in refused.text

    done = await browser.sends(path, {**form, "code": totp.at(desk.clock())})
    assert done.headers["location"] == "/desk/welcome"
    assert "First steps" in await browser.opens("/desk/welcome")
    assert "This link has been used" in words_of(await desk.browser().opens(path))
    replayed = await desk.browser().signs_in("Saule", "four words of mine", totp.at(desk.clock()))
    assert replayed.status_code == 403


async def test_a_set_up_link_ends_after_three_days(desk: DeskOfTests) -> None:
    link = await desk.services().invite(None, "Saule", Role.LEAD, (Language.KAZAKH,))
    desk.clock.goes(INVITED_FOR)
    browser = desk.browser()
    await browser.opens(f"/desk/set-up/{link.token}")
    assert browser.page.status_code == 410


async def test_first_of_all_the_page_says_how_to_make_an_account(desk: DeskOfTests) -> None:
    browser = desk.browser()
    assert "pana operator add" in await browser.opens("/desk/")
    await desk.operator()
    assert "Sign in to the desk" in await browser.opens("/desk/")
    assert "Sign in to the desk" in await browser.opens("/desk/welcome")


async def test_a_demonstration_account_needs_no_code_and_opens_only_in_a_demonstration(
    desk: DeskOfTests,
) -> None:
    made = await desk.operator("demo", Role.LEAD)
    async with desk.store.transaction() as work:
        await work.operators.save(replace(made, is_demonstration=True))
    assert (await desk.browser().signs_in("demo", PASSWORD, desk.code())).status_code == 403
    desk.allows_demonstration = True
    assert (await desk.browser().signs_in("demo", PASSWORD, "")).status_code == 303
    assert (await desk.browser().signs_in("demo", "wrong", "")).status_code == 403
    desk.allows_demonstration = False
    assert "Sign in to the desk" in await (await desk.signed_in(made)).opens("/desk/board")


async def test_the_audit_names_acts_and_no_words(desk: DeskOfTests) -> None:
    lead = await desk.operator("Lead", Role.LEAD)
    await desk.browser().signs_in("Lead", "a secret word", "123456")
    await desk.services().invite(lead.id, "Saule", Role.OPERATOR, (Language.RUSSIAN,))
    with pytest.raises(NameTakenError):
        await desk.services().invite(lead.id, "SAULE", Role.OPERATOR, (Language.RUSSIAN,))
    said = words_of(await (await desk.signed_in(lead)).opens("/desk/audit"))
    assert "A try to sign in failed" in said
    assert "Made an account 2 Saule" in said
    assert "a secret word" not in said
    async with desk.store.transaction() as work:
        acts = [each.act for each in await work.audit.latest(9)]
    assert acts.count(Act.INVITED) == 1
