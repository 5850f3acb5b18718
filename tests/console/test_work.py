"""The operator's page over the real services: looking, taking, talking, ending."""

import re
from datetime import timedelta

import pytest

from bot.domain.case import Status, Transfer
from bot.domain.danger import Band
from bot.domain.language import Language
from bot.domain.line import By
from bot.domain.operator import Operator, Presence, Role
from bot.services.desk_ports import Act
from tests.console.desk_of_tests import Browser, DeskOfTests, words_of
from tests.console.work_cases import (
    CODE_WORD,
    as_kept,
    is_offered,
    kept,
    noted,
    offered,
    shown,
    talking,
    waiting,
)


@pytest.fixture
async def me(desk: DeskOfTests) -> Operator:
    return await desk.operator(presence=Presence.ON_SHIFT)


@pytest.fixture
async def browser(desk: DeskOfTests, me: Operator) -> Browser:
    return await desk.signed_in(me)


async def test_next_gives_the_most_urgent_case_and_shows_her_card(
    desk: DeskOfTests, browser: Browser
) -> None:
    await waiting(desk, "1", band=Band.UNCLEAR)
    urgent = await waiting(desk, "2", band=Band.IMMEDIATE, minutes=1)
    answer = await browser.sends("/desk/next")

    assert answer.headers["location"] == f"/desk/work?case={urgent.id}"
    page = await browser.opens(answer.headers["location"])
    assert "Керегі: баспана" in page
    assert "Wants: shelter" in page
    assert 'id="begin"' in page
    assert CODE_WORD not in page


async def test_nobody_can_be_chosen_among_those_who_wait(
    desk: DeskOfTests, browser: Browser
) -> None:
    case = await waiting(desk)
    page = await browser.opens("/desk/work")
    assert case.id not in page
    assert "longest 6 min" in words_of(page)


async def test_next_says_when_nobody_waits(browser: Browser) -> None:
    answer = await browser.sends("/desk/next")
    assert answer.status_code == 200
    assert "nobody at the moment" in words_of(answer.text)


async def test_a_talk_begins_with_the_fixed_line_in_her_language(
    desk: DeskOfTests, browser: Browser, me: Operator
) -> None:
    case = await offered(desk, me)
    await browser.sends(f"/desk/work/{case.id}/begin")

    begun = await as_kept(desk, case)
    assert begun.status is Status.TALKING
    assert begun.lines[0].card == "first_line"
    assert begun.lines[0].words.startswith("Сәлеметсіз бе")


async def test_a_case_that_is_given_back_waits_again(
    desk: DeskOfTests, browser: Browser, me: Operator
) -> None:
    case = await offered(desk, me)
    answer = await browser.sends(f"/desk/work/{case.id}/give-back")
    assert answer.headers["location"] == "/desk/work"
    assert (await as_kept(desk, case)).status is Status.WAITING


async def test_a_line_is_written_and_markup_is_only_text(
    desk: DeskOfTests, browser: Browser, me: Operator
) -> None:
    case = await talking(desk, me)
    await browser.sends(f"/desk/work/{case.id}/say", {"words": "<i>Тыңдап</i>\r\nотырмын"})

    assert (await as_kept(desk, case)).lines[-1].words == "<i>Тыңдап</i>\nотырмын"
    page = await browser.opens(f"/desk/work?case={case.id}")
    assert "&lt;i&gt;Тыңдап&lt;/i&gt;" in page
    assert "&lt;b&gt;сындырып&lt;/b&gt;" in page
    assert "<b>сындырып" not in page


async def test_the_same_form_sent_twice_writes_one_line(
    desk: DeskOfTests, browser: Browser, me: Operator
) -> None:
    case = await talking(desk, me)
    for _ in range(2):
        await browser.asks(f"/desk/work/{case.id}/say", {"words": "Осындамын", "once": "a1"})
    await browser.asks(f"/desk/work/{case.id}/say", {"words": "Осындамын", "once": "a2"})
    assert [line.words for line in (await as_kept(desk, case)).lines].count("Осындамын") == 2


async def test_a_line_that_was_refused_may_be_sent_again_under_its_mark(
    desk: DeskOfTests, browser: Browser, me: Operator
) -> None:
    case = await talking(desk, me)
    refused = await browser.asks(f"/desk/work/{case.id}/say", {"words": "x" * 1001, "once": "b"})
    sent = await browser.asks(f"/desk/work/{case.id}/say", {"words": "short", "once": "b"})
    assert (refused.status_code, sent.status_code) == (422, 200)
    assert (await as_kept(desk, case)).lines[-1].words == "short"


async def test_each_line_of_the_operator_says_whether_it_was_shown(
    desk: DeskOfTests, browser: Browser, me: Operator
) -> None:
    case = await talking(desk, me)
    await shown(desk, case, 3)
    await kept(desk, case.with_line(By.OPERATOR, "Second.", desk.clock(), revision=4))
    page = words_of(await browser.opens(f"/desk/work?case={case.id}"))
    assert re.search(r"Hello\. ✓✓ shown", page)
    assert re.search(r"Second\. ✓ sent", page)


async def test_a_line_which_cannot_reach_her_says_so(
    desk: DeskOfTests, browser: Browser, me: Operator
) -> None:
    case = await talking(desk, me)
    page = words_of(await browser.opens(f"/desk/work?case={case.id}"))
    assert "✕ could not be shown: the person blocked the bot or left" in page


async def test_a_changed_line_is_marked(desk: DeskOfTests, browser: Browser, me: Operator) -> None:
    case = await talking(desk, me)
    assert "edited" not in words_of(await browser.opens(f"/desk/work?case={case.id}"))
    await kept(desk, case.with_edited(7, "жаңа"))
    page = words_of(await browser.opens(f"/desk/work?case={case.id}"))
    assert "edited жаңа" in page


async def test_a_quick_card_is_sent_in_her_language_and_read_in_mine(
    desk: DeskOfTests, browser: Browser, me: Operator
) -> None:
    case = await talking(desk, me)
    page = words_of(await browser.opens(f"/desk/work?case={case.id}"))
    assert "102: police 1 Қазір қауіп төніп тұрса" in page
    await browser.sends(f"/desk/work/{case.id}/card", {"card": "police"})
    last = (await as_kept(desk, case)).lines[-1]
    assert (last.card, last.words.startswith("Қазір қауіп")) == ("police", True)


async def test_the_first_nine_cards_have_a_key_and_centres_of_her_region_are_there(
    desk: DeskOfTests, browser: Browser, me: Operator
) -> None:
    case = await talking(desk, me)
    page = await browser.opens(f"/desk/work?case={case.id}")
    assert re.findall(r'data-key="(\d+)"', page) == [str(number) for number in range(1, 10)]
    assert 'value="centre.' in page
    assert 'value="first_line"' not in page
    assert "Centres near" in page


async def test_the_code_word_is_shown_only_when_asked_for_and_the_look_is_noted(
    desk: DeskOfTests, browser: Browser, me: Operator
) -> None:
    case = await talking(desk, me)
    assert CODE_WORD not in await browser.opens(f"/desk/work?case={case.id}")
    answer = await browser.sends(f"/desk/work/{case.id}/code-word")
    assert CODE_WORD in answer.text
    latest = (await noted(desk))[0]
    assert (latest.act, latest.case, latest.detail) == (Act.LOOKED, case.code, "code_word")


async def test_every_opening_of_a_case_is_noted(
    desk: DeskOfTests, browser: Browser, me: Operator
) -> None:
    case = await talking(desk, me)
    for _ in range(2):
        await browser.opens(f"/desk/work?case={case.id}")
    looks = [each for each in await noted(desk) if each.act is Act.LOOKED]
    assert [(each.operator, each.case, each.detail) for each in looks] == [
        (me.id, case.code, "")
    ] * 2


async def test_a_band_is_raised_freely_and_lowered_only_with_a_reason(
    desk: DeskOfTests, browser: Browser, me: Operator
) -> None:
    case = await talking(desk, me)
    await browser.sends(f"/desk/work/{case.id}/band", {"band": "3"})
    assert (await as_kept(desk, case)).band is Band.IMMEDIATE
    refused = await browser.sends(f"/desk/work/{case.id}/band", {"band": "1", "reason": " "})
    assert refused.status_code == 422
    assert "Please write why" in words_of(refused.text)
    await browser.sends(f"/desk/work/{case.id}/band", {"band": "1", "reason": "calmer"})
    assert (await as_kept(desk, case)).band is Band.ELEVATED


async def test_a_transfer_asks_her_first(desk: DeskOfTests, browser: Browser, me: Operator) -> None:
    other = await desk.operator("Bota", presence=Presence.ON_SHIFT)
    case = await talking(desk, me)
    await browser.sends(f"/desk/work/{case.id}/transfer", {"to": str(other.id)})

    asked = await as_kept(desk, case)
    assert (asked.transfer, asked.next_operator, asked.operator) == (
        Transfer.ASKED,
        other.id,
        me.id,
    )
    page = words_of(await browser.opens(f"/desk/work?case={case.id}"))
    assert "has been asked whether a colleague may read" in page
    await kept(desk, asked.refusing_transfer())
    page = words_of(await browser.opens(f"/desk/work?case={case.id}"))
    assert "would rather stay with you" in page


async def test_nobody_else_reads_a_talk(desk: DeskOfTests, me: Operator) -> None:
    case = await talking(desk, me)
    for role in (Role.OPERATOR, Role.LEAD):
        other = await desk.operator(f"Other {role.value}", role, presence=Presence.ON_SHIFT)
        browser = await desk.signed_in(other)
        page = await browser.opens(f"/desk/work?case={case.id}")
        assert browser.page.status_code == 404
        assert "not with you" in words_of(page)
        assert "сындырып" not in page


async def test_the_shield_covers_her_lines_until_it_is_taken_off(
    desk: DeskOfTests, browser: Browser, me: Operator
) -> None:
    case = await talking(desk, me)
    await browser.sends(f"/desk/work/{case.id}/shield", {"on": "yes"})
    assert '<details class="shielded"' in await browser.opens(f"/desk/work?case={case.id}")
    await browser.sends(f"/desk/work/{case.id}/shield", {"on": "no"})
    assert '<details class="shielded"' not in await browser.opens(f"/desk/work?case={case.id}")


async def test_an_offer_that_lapsed_is_said_and_a_shift_that_ends_gives_offers_back(
    desk: DeskOfTests, browser: Browser, me: Operator
) -> None:
    case = await offered(desk, me)
    assert is_offered(case)
    await browser.sends("/desk/presence", {"presence": "pause", "case": case.id})
    assert (await as_kept(desk, case)).status is Status.WAITING
    refused = await browser.sends(f"/desk/work/{case.id}/begin")
    assert refused.status_code == 409


async def test_the_page_is_there_in_every_language(
    desk: DeskOfTests, browser: Browser, me: Operator
) -> None:
    case = await talking(desk, me)
    for language in Language:
        await desk.services().choose_interface(me.id, language)
        page = await browser.opens(f"/desk/work?case={case.id}")
        assert f'<html lang="{language.value}">' in page
        assert browser.page.status_code == 200


async def test_an_operator_who_only_reads_stays_on_shift(
    desk: DeskOfTests, browser: Browser, me: Operator
) -> None:
    desk.clock.goes(timedelta(minutes=2))
    await browser.opens("/desk/work")
    desk.clock.goes(timedelta(minutes=2))
    view = await desk.services().view_desk(me.id)
    assert [each.id for each in view.here] == [me.id]


async def test_another_language_shows_the_same_talk(
    desk: DeskOfTests, browser: Browser, me: Operator
) -> None:
    case = await talking(desk, me)
    place = f"/desk/work?case={case.id}"

    assert f'name="back" value="{place}"' in await browser.opens(place)
    answer = await browser.sends("/desk/language", {"language": "ru", "back": place})
    assert (answer.status_code, answer.headers["location"]) == (303, place)
