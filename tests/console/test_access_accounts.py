"""What a lead may do to accounts, and what nobody may."""

import re

import pytest

from bot.domain.operator import OperatorId, Presence, Role
from tests.console.desk_of_tests import PASSWORD, Browser, DeskOfTests, words_of


@pytest.fixture
async def lead(desk: DeskOfTests) -> Browser:
    return await desk.signed_in(await desk.operator("Lead", Role.LEAD))


async def test_an_invitation_shows_its_link_once(desk: DeskOfTests, lead: Browser) -> None:
    fields = {"name": " Saule  B ", "role": "operator", "languages": ["kk", "ru"], "trained": "yes"}
    answer = await lead.sends("/desk/accounts", fields)
    found = re.search(r'value="(http://desk\.test/desk/set-up/[\w-]{43})"', answer.text)
    assert found is not None
    assert "Set up your account" in await desk.browser().opens(found[1])
    assert "set-up/" not in await lead.opens("/desk/accounts")
    async with desk.store.transaction() as work:
        made = await work.operators.named("saule b")
    assert made is not None
    assert (made.name, made.trained, made.is_set_up) == ("Saule B", True, False)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"name": "Lead", "role": "operator", "languages": "kk"}, 409),
        ({"name": "", "role": "operator", "languages": "kk"}, 422),
        ({"name": "x" * 41, "role": "operator", "languages": "kk"}, 422),
        ({"name": "Dana", "role": "operator"}, 422),
        ({"name": "Dana", "role": "director", "languages": "kk"}, 422),
        ({"name": "Dana", "role": "operator", "languages": "xx"}, 422),
        ({"name": "Da\u202ena", "role": "operator", "languages": "kk"}, 422),
    ],
)
async def test_a_forged_or_poor_invitation_makes_nothing(
    desk: DeskOfTests, lead: Browser, fields: dict[str, str], status: int
) -> None:
    answer = await lead.sends("/desk/accounts", fields)
    assert answer.status_code == status
    async with desk.store.transaction() as work:
        assert len(await work.operators.all()) == 1


async def test_markup_in_a_name_is_shown_as_text(lead: Browser) -> None:
    fields = {"name": "<img src=x>{{ 7*7 }}", "role": "editor", "languages": "en"}
    answer = await lead.sends("/desk/accounts", fields)
    assert answer.status_code == 200
    assert "<img" not in answer.text
    assert "<img src=x>{{ 7*7 }}" in words_of(answer.text)


async def test_a_closed_account_is_out_at_once_and_may_be_opened_again(
    desk: DeskOfTests, lead: Browser
) -> None:
    operator = await desk.operator("Aigerim", presence=Presence.ON_SHIFT)
    theirs = await desk.signed_in(operator)
    await lead.sends(f"/desk/accounts/{operator.id}/disable")
    assert "Sign in to the desk" in await theirs.opens("/desk/work")
    assert (await desk.browser().signs_in("Aigerim", PASSWORD, desk.code())).status_code == 403
    async with desk.store.transaction() as work:
        kept = await work.operators.find(operator.id)
    assert kept is not None
    assert kept.presence is Presence.AWAY
    await lead.sends(f"/desk/accounts/{operator.id}/enable")
    assert (await desk.browser().signs_in("Aigerim", PASSWORD, desk.code())).status_code == 303


async def test_a_new_link_ends_both_factors_and_every_session(
    desk: DeskOfTests, lead: Browser
) -> None:
    operator = await desk.operator("Aigerim")
    theirs = await desk.signed_in(operator)
    answer = await lead.sends(f"/desk/accounts/{operator.id}/link")
    assert "/desk/set-up/" in answer.text
    assert "Sign in to the desk" in await theirs.opens("/desk/work")
    assert (await desk.browser().signs_in("Aigerim", PASSWORD, desk.code())).status_code == 403


async def test_a_lead_signs_an_account_out_everywhere(desk: DeskOfTests, lead: Browser) -> None:
    operator = await desk.operator("Aigerim")
    theirs = await desk.signed_in(operator)
    await lead.sends(f"/desk/accounts/{operator.id}/sign-out")
    assert "Sign in to the desk" in await theirs.opens("/desk/work")


@pytest.mark.parametrize("act", ["disable", "link"])
async def test_the_last_lead_stays(desk: DeskOfTests, lead: Browser, act: str) -> None:
    answer = await lead.sends(f"/desk/accounts/1/{act}")
    assert answer.status_code == 409
    assert "last lead" in words_of(answer.text)
    other = await desk.operator("Other", Role.LEAD)
    assert (await lead.sends(f"/desk/accounts/{other.id}/{act}")).status_code == 200


@pytest.mark.parametrize("whose", ["99", "x", "-1", "9" * 40, "١"])
async def test_an_account_that_is_not_there_is_refused(lead: Browser, whose: str) -> None:
    assert (await lead.sends(f"/desk/accounts/{whose}/disable")).status_code == 403


@pytest.mark.parametrize("act", ["disable", "enable", "link", "sign-out"])
async def test_an_operator_changes_no_account(desk: DeskOfTests, lead: Browser, act: str) -> None:
    theirs = await desk.signed_in(await desk.operator("Aigerim"))
    assert (await theirs.sends(f"/desk/accounts/1/{act}")).status_code == 403
    assert "Accounts" in await lead.opens("/desk/accounts")


async def test_a_lead_who_was_closed_meanwhile_may_do_nothing(desk: DeskOfTests) -> None:
    one = await desk.operator("One", Role.LEAD)
    two = await desk.operator("Two", Role.LEAD)
    browser = await desk.signed_in(two)
    await desk.services().change_account.disable(one.id, OperatorId(two.id))
    answer = await browser.asks(f"/desk/accounts/{one.id}/disable")
    assert answer.status_code == 401
