"""Forged fields, other people's cases, long lines, ended talks: refused, and nothing is lost."""

import pytest

from bot.domain.case import Ending
from bot.domain.operator import Operator, Presence, Role
from tests.console.desk_of_tests import Browser, DeskOfTests, words_of
from tests.console.work_cases import HER_WORDS, as_kept, kept, noted, talking


@pytest.fixture
async def me(desk: DeskOfTests) -> Operator:
    return await desk.operator(presence=Presence.ON_SHIFT)


@pytest.fixture
async def browser(desk: DeskOfTests, me: Operator) -> Browser:
    return await desk.signed_in(me)


@pytest.mark.parametrize("words", ["ұ" * 10_000, "ұ" * 1_001, "   "])
async def test_a_line_that_is_too_long_or_empty_stays_in_the_field(
    desk: DeskOfTests, browser: Browser, me: Operator, words: str
) -> None:
    case = await talking(desk, me)
    refused = await browser.sends(f"/desk/work/{case.id}/say", {"words": words})
    assert refused.status_code == 422
    assert f"\n{words}</textarea>" in refused.text
    assert "has not been sent" in words_of(refused.text)
    assert await as_kept(desk, case) == case


async def test_a_thousand_characters_with_line_ends_are_one_line(
    desk: DeskOfTests, browser: Browser, me: Operator
) -> None:
    case = await talking(desk, me)
    words = "\n".join(["ң" * 99] * 10)
    await browser.sends(f"/desk/work/{case.id}/say", {"words": words.replace("\n", "\r\n")})
    assert (await as_kept(desk, case)).lines[-1].words == words


async def test_a_line_to_a_talk_that_is_over_is_refused_and_kept_on_the_page(
    desk: DeskOfTests, browser: Browser, me: Operator
) -> None:
    case = await talking(desk, me)
    await kept(desk, case.over(Ending.LEFT_SUDDENLY, desk.clock()))
    refused = await browser.sends(f"/desk/work/{case.id}/say", {"words": "Осындамын"})
    assert refused.status_code == 409
    assert "\nОсындамын</textarea>" in refused.text
    assert (await as_kept(desk, case)).lines == ()


async def test_a_script_is_refused_in_one_sentence(
    desk: DeskOfTests, browser: Browser, me: Operator
) -> None:
    case = await talking(desk, me)
    await kept(desk, case.over(Ending.LEFT_SUDDENLY, desk.clock()))
    refused = await browser.asks(f"/desk/work/{case.id}/say", {"words": "Осындамын"})
    assert refused.status_code == 409
    assert refused.json() == {"refused": "This talk is over: nothing more can be written."}


@pytest.mark.parametrize(
    ("act", "fields"),
    [
        ("begin", {}),
        ("give-back", {}),
        ("say", {"words": "line"}),
        ("card", {"card": "police"}),
        ("band", {"band": "3"}),
        ("transfer", {"to": "anybody"}),
        ("shield", {"on": "yes"}),
        ("end", {"closing": ""}),
        ("code-word", {}),
    ],
)
@pytest.mark.parametrize("role", [Role.OPERATOR, Role.LEAD])
async def test_another_operators_case_can_be_neither_read_nor_touched(
    desk: DeskOfTests, me: Operator, act: str, fields: dict[str, str], role: Role
) -> None:
    case = await talking(desk, me)
    other = await desk.signed_in(await desk.operator("Bota", role, presence=Presence.ON_SHIFT))
    refused = await other.sends(f"/desk/work/{case.id}/{act}", fields)
    assert refused.status_code in {404, 409}
    assert "сындырып" not in refused.text
    assert await as_kept(desk, case) == case
    assert all(each.operator != 2 for each in await noted(desk))


@pytest.mark.parametrize(
    ("act", "fields"),
    [
        ("band", {"band": "9"}),
        ("band", {"band": "-1"}),
        ("band", {"band": "٣"}),
        ("band", {}),
        ("transfer", {"to": "9" * 400}),
        ("transfer", {"to": "²"}),
        ("transfer", {"to": ""}),
        ("transfer", {"to": "77"}),
        ("card", {"card": "<script>"}),
        ("card", {"card": ""}),
        ("card", {"card": "centre.nowhere"}),
        ("end", {"closing": "police"}),
        ("end", {"closing": "'; drop"}),
    ],
)
async def test_forged_fields_change_nothing(
    desk: DeskOfTests, browser: Browser, me: Operator, act: str, fields: dict[str, str]
) -> None:
    case = await talking(desk, me)
    refused = await browser.asks(f"/desk/work/{case.id}/{act}", fields)
    assert 400 <= refused.status_code < 500
    assert refused.json()["refused"]
    assert await as_kept(desk, case) == case


async def test_forged_presence_changes_nothing(
    desk: DeskOfTests, browser: Browser, me: Operator
) -> None:
    assert (await browser.asks("/desk/presence", {"presence": "king"})).status_code == 403
    assert (await desk.services().view_desk(me.id)).me.presence is Presence.ON_SHIFT


async def test_a_case_that_never_was_is_refused_without_repeating_its_name(
    browser: Browser,
) -> None:
    for name in ("nothing", "..%2f..%2fetc", "%3Cscript%3E"):
        page = await browser.opens(f"/desk/work?case={name}")
        assert browser.page.status_code == 404
        assert "<script>alert" not in page
        assert "not with you" in words_of(page)


async def test_without_a_session_a_line_is_kept_on_the_sign_in_page(
    desk: DeskOfTests, browser: Browser, me: Operator
) -> None:
    case = await talking(desk, me)
    async with desk.store.transaction() as work_:
        await work_.sessions.forget_all_of(me.id)
    scripted = await browser.asks(f"/desk/work/{case.id}/say", {"words": "Осындамын"})
    assert scripted.status_code == 401
    plain = await browser.sends(f"/desk/work/{case.id}/say", {"words": "Осындамын"})
    assert plain.status_code == 401
    assert "Осындамын" in plain.text
    assert (await as_kept(desk, case)) == case


async def test_after_signing_in_again_a_fresh_token_sends_the_same_line(
    desk: DeskOfTests, me: Operator
) -> None:
    case = await talking(desk, me)
    before = await desk.signed_in(me)
    after = await desk.signed_in(me)
    after.csrf = before.csrf
    refused = await after.asks(f"/desk/work/{case.id}/say", {"words": "Осындамын"})
    assert refused.status_code == 403
    answer = await after.client.get("/desk/token", headers={"Accept": "application/json"})
    after.csrf, whose = answer.json()["csrf"], answer.json()["operator"]
    sent = await after.asks(f"/desk/work/{case.id}/say", {"words": "Осындамын"})
    assert (sent.status_code, whose) == (200, me.id)
    assert (await as_kept(desk, case)).lines[-1].words == "Осындамын"


async def test_editors_and_strangers_have_no_talks(desk: DeskOfTests, me: Operator) -> None:
    editor = await desk.signed_in(await desk.operator("Editor", Role.EDITOR))
    await editor.opens("/desk/work")
    assert editor.page.status_code == 403
    assert (await editor.client.get("/desk/live")).status_code == 403
    stranger = desk.browser()
    asked = await stranger.client.get("/desk/live", headers={"Accept": "application/json"})
    assert asked.status_code == 401


async def test_the_title_and_the_audit_never_hold_words(
    desk: DeskOfTests, browser: Browser, me: Operator
) -> None:
    case = await talking(desk, me)
    page = await browser.opens(f"/desk/work?case={case.id}")
    title = page[page.index("<title>") : page.index("</title>")]
    assert case.code not in title
    assert "есікті" not in title
    await browser.sends(f"/desk/work/{case.id}/say", {"words": "жасырын"})
    assert "жасырын" not in str(await noted(desk))
    assert HER_WORDS not in str(await noted(desk))
