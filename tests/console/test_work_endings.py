"""How talks end on the operator's page: what is said, and that the words are gone."""

import pytest

from bot.domain.case import Ending
from bot.domain.operator import Operator, Presence
from tests.console.desk_of_tests import Browser, DeskOfTests, words_of
from tests.console.work_cases import HER_WORDS, as_kept, kept, talking


@pytest.fixture
async def me(desk: DeskOfTests) -> Operator:
    return await desk.operator(presence=Presence.ON_SHIFT)


@pytest.fixture
async def browser(desk: DeskOfTests, me: Operator) -> Browser:
    return await desk.signed_in(me)


async def test_a_talk_ends_with_the_chosen_line_and_its_words_are_gone(
    desk: DeskOfTests, browser: Browser, me: Operator
) -> None:
    case = await talking(desk, me)
    await browser.sends(f"/desk/work/{case.id}/end", {"closing": "closing_heard"})

    over = await as_kept(desk, case)
    assert (over.ending, over.closing, over.lines) == (
        Ending.ENDED_BY_OPERATOR,
        "closing_heard",
        (),
    )
    page = await browser.opens(f"/desk/work?case={case.id}")
    assert "You ended the talk" in words_of(page)
    assert "сындырып" not in page
    assert "readonly" in page


async def test_a_talk_ends_because_of_abuse_only_after_the_warning(
    desk: DeskOfTests, browser: Browser, me: Operator
) -> None:
    case = await talking(desk, me)
    ends = f"/desk/work/{case.id}/end"
    assert 'id="end-abuse"' not in await browser.opens(f"/desk/work?case={case.id}")
    refused = await browser.sends(ends, {"abuse": "yes"})
    assert refused.status_code == 403
    assert (await as_kept(desk, case)).is_open

    await browser.sends(f"/desk/work/{case.id}/card", {"card": "warning"})
    assert 'id="end-abuse"' in await browser.opens(f"/desk/work?case={case.id}")
    await browser.sends(ends, {"abuse": "yes"})
    assert (await as_kept(desk, case)).ending is Ending.ABUSE


@pytest.mark.parametrize(
    ("ending", "sentence"),
    [
        (Ending.LEFT_SUDDENLY, "Left suddenly"),
        (Ending.BLOCKED, "blocked the bot"),
        (Ending.ENDED_BY_VISITOR, "The person ended the talk"),
        (Ending.SILENT, "Nothing was written for long"),
    ],
)
async def test_what_became_of_a_case_is_said_in_plain_words(
    desk: DeskOfTests, browser: Browser, me: Operator, ending: Ending, sentence: str
) -> None:
    case = await talking(desk, me)
    await kept(desk, case.over(ending, desk.clock()))
    page = await browser.opens(f"/desk/work?case={case.id}")
    assert sentence in words_of(page)
    assert "The field is closed" in words_of(page)
    assert HER_WORDS[:3] not in words_of(page)
