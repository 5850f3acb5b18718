"""The operator's page says how somebody writes, and never from which address."""

import re
from dataclasses import replace
from typing import Final

import pytest

from bot.channels.web.session import CHANNEL as WEB
from bot.channels.web.wording import ON_A_PAGE
from bot.domain.case import Case
from bot.domain.line import By
from bot.domain.operator import Operator, Presence
from tests.console.desk_of_tests import Browser, DeskOfTests, words_of
from tests.console.work_cases import kept, offered, shown, talking

BOT: Final = "123000777123"
SENTENCE: Final = "How the person writes:"


@pytest.fixture
async def me(desk: DeskOfTests) -> Operator:
    return await desk.operator(presence=Presence.ON_SHIFT)


@pytest.fixture
async def browser(desk: DeskOfTests, me: Operator) -> Browser:
    return await desk.signed_in(me)


async def through(desk: DeskOfTests, channel: str, case: Case) -> Case:
    """Keep a case as one that came through this channel."""
    return await kept(desk, replace(case, channel=channel))


@pytest.mark.parametrize("stage", [offered, talking])
@pytest.mark.parametrize(
    ("channel", "says"),
    [("web", "Web page"), ("telegram", "Telegram"), ("terminal", "Terminal")],
)
async def test_the_card_says_how_the_person_writes(
    desk: DeskOfTests, browser: Browser, me: Operator, stage: type, channel: str, says: str
) -> None:
    case = await through(desk, channel, await stage(desk, me))
    page = words_of(await browser.opens(f"/desk/work?case={case.id}"))
    assert page.count(f"{SENTENCE} {says}") == 1


async def test_which_bot_of_ours_it_is_stands_nowhere(
    desk: DeskOfTests, browser: Browser, me: Operator
) -> None:
    case = await through(desk, f"telegram:{BOT}", await talking(desk, me))
    page = await browser.opens(f"/desk/work?case={case.id}")
    assert f"{SENTENCE} Telegram" in words_of(page)
    assert BOT not in page
    redrawn = await browser.asks(f"/desk/work/{case.id}/shield", {"on": "yes"})
    assert f"{SENTENCE} Telegram" in words_of(redrawn.json()["regions"]["tools"])
    assert BOT not in redrawn.text


@pytest.mark.parametrize("channel", ["", "chat", ":web", "<b>pigeon</b>:7", "Telegram"])
async def test_of_a_channel_that_is_not_known_nothing_is_said(
    desk: DeskOfTests, browser: Browser, me: Operator, channel: str
) -> None:
    case = await through(desk, channel, await talking(desk, me))
    page = await browser.opens(f"/desk/work?case={case.id}")
    assert case.code in page
    assert SENTENCE not in page
    assert "pigeon" not in page


async def test_where_no_case_is_open_no_channel_is_named(browser: Browser) -> None:
    assert SENTENCE not in await browser.opens("/desk/work")


@pytest.mark.parametrize("channel", [f"telegram:{BOT}", "web", "terminal"])
async def test_in_every_channel_lines_on_the_screen_are_told_from_lines_not_yet_shown(
    desk: DeskOfTests, browser: Browser, me: Operator, channel: str
) -> None:
    case = await through(desk, channel, await talking(desk, me))
    await shown(desk, case, 3)
    await kept(desk, case.with_line(By.OPERATOR, "Second.", desk.clock(), revision=4))
    page = words_of(await browser.opens(f"/desk/work?case={case.id}"))
    assert re.search(r"Hello\. ✓✓ shown", page)
    assert re.search(r"Second\. ✓ sent", page)

    await shown(desk, case, 4)
    page = words_of(await browser.opens(f"/desk/work?case={case.id}"))
    assert re.search(r"Second\. ✓✓ shown", page)


@pytest.mark.parametrize(
    ("channel", "never_on_it", "nor"),
    [("web", "IP address", "Telegram account"), ("telegram:1", "Telegram account", "IP address")],
)
async def test_the_card_reads_as_the_person_saw_it(
    desk: DeskOfTests, me: Operator, channel: str, never_on_it: str, nor: str
) -> None:
    desk.translator = replace(desk.translator, wordings={WEB: ON_A_PAGE})
    browser = await desk.signed_in(me)
    case = await through(desk, channel, await talking(desk, me))

    page = words_of(await browser.opens(f"/desk/work?case={case.id}"))

    assert never_on_it in page
    assert nor not in page
