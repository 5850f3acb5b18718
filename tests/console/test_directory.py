"""The directory of the desk: found as one looks for it, reported once a day, no address."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.console.directory import TOLD
from bot.domain.calendar import day_of
from bot.domain.errors import NotAllowedError
from bot.domain.guide import PlaceId
from bot.domain.operator import OperatorId, Role
from bot.domain.text import Phrase
from bot.services.unanswered import Reported
from tests.console.desk_of_tests import Browser, DeskOfTests, words_of

AKTAU = "+77292605535"
SECTION = "Check these numbers"


@pytest.fixture
async def browser(desk: DeskOfTests) -> Browser:
    return await desk.signed_in(await desk.operator())


async def counted(desk: DeskOfTests) -> dict[str, int]:
    async with desk.store.transaction() as work:
        calls = await work.counts.unanswered_since("2020-01-01")
    return {phone: times for phone, _, times in calls}


async def heard_of(desk: DeskOfTests, phone: str, times: int) -> None:
    day = day_of(desk.clock()).isoformat()
    async with desk.store.transaction() as work:
        for _ in range(times):
            await work.counts.unanswered(phone, day)


def told(outcome: Reported) -> str:
    sentence = TOLD[outcome]
    assert isinstance(sentence, Phrase)
    return sentence.source


def centres_on(page: str) -> list[str]:
    return re.findall(r'<h2 id="centre-([^"]+)"', page)


async def test_without_a_question_every_centre_stands_there_once(
    desk: DeskOfTests, browser: Browser
) -> None:
    shown = centres_on(await browser.opens("/desk/directory"))

    assert sorted(shown) == sorted(each.id for each in desk.guide.centres)


async def test_around_a_town_they_stand_as_visitors_see_them(
    desk: DeskOfTests, browser: Browser
) -> None:
    for words in ("Талдыкорган", "Талдықорған", "taldyqorgan"):
        shown = centres_on(await browser.opens(f"/desk/directory?q={words}"))
        near = [
            each.id for each in desk.guide.centres_near(desk.guide.places[PlaceId("taldykorgan")])
        ]

        assert len(shown) >= 3
        assert shown == near[: len(shown)]


async def test_a_region_is_found_by_its_name(desk: DeskOfTests, browser: Browser) -> None:
    region = desk.guide.regions[desk.guide.centres[0].region]
    shown = centres_on(await browser.opens(f"/desk/directory?q={region.name.ru}"))

    assert shown[0] == desk.guide.centres_in(region.id)[0].id


async def test_a_centre_is_found_by_its_name_and_by_digits_of_its_phone(
    desk: DeskOfTests, browser: Browser
) -> None:
    named = desk.guide.centre("MNG-01")
    assert named is not None
    for words in (named.name.en, "8 (7292) 60-55-35", "605535", "%2B77292605535"):
        assert named.id in centres_on(await browser.opens(f"/desk/directory?q={words}")), words
    assert centres_on(await browser.opens("/desk/directory?q=605535")) == [named.id]


async def test_of_several_places_with_one_name_she_is_asked_which(
    desk: DeskOfTests, browser: Browser
) -> None:
    names = [each.name.ru for each in desk.guide.places.values()]
    twice = next(name for name in names if len(desk.guide.gazetteer.find(name)) > 1)
    page = await browser.opens(f"/desk/directory?q={twice}")
    links = re.findall(r'href="(/desk/directory\?place=[^"]+)"', page)

    assert len(links) > 1
    assert centres_on(page) == []
    assert centres_on(await browser.opens(links[0]))


async def test_what_is_not_found_is_said(browser: Browser) -> None:
    page = await browser.opens("/desk/directory?q=Zzyzx<b>")

    assert "No centre was found." in page
    assert "<b>" not in page


async def test_an_operators_report_counts_once_a_day(desk: DeskOfTests, browser: Browser) -> None:
    for _ in range(3):
        response = await browser.sends(
            "/desk/directory/unanswered", {"phone": AKTAU, "q": "605535"}
        )
        assert response.status_code == 303
    assert await counted(desk) == {AKTAU: 1}
    said = words_of(await browser.opens(response.headers["location"]))
    assert told(Reported.BEFORE) in said

    another = await desk.signed_in(await desk.operator("Marat", Role.EDITOR))
    first = await another.sends("/desk/directory/unanswered", {"phone": AKTAU})
    assert told(Reported.NOTED) in words_of(await another.opens(first.headers["location"]))
    assert await counted(desk) == {AKTAU: 2}


async def test_on_another_day_a_report_counts_again(desk: DeskOfTests, browser: Browser) -> None:
    await browser.sends("/desk/directory/unanswered", {"phone": AKTAU})
    desk.clock.goes(timedelta(days=1))
    again = await desk.signed_in(await desk.operator("Marat"))
    await again.sends("/desk/directory/unanswered", {"phone": AKTAU})

    async with desk.store.transaction() as work:
        calls = await work.counts.unanswered_since("2020-01-01")
    assert [times for _, _, times in calls] == [1, 1]


async def test_what_hinders_a_second_report_does_not_tell_who_or_what(
    desk: DeskOfTests, browser: Browser
) -> None:
    await browser.sends("/desk/directory/unanswered", {"phone": AKTAU})
    async with desk.store.transaction() as work:
        kept = str(work.tries)

    assert "unanswered " in kept
    assert AKTAU[1:] not in kept


async def test_a_number_nobody_knows_and_a_form_from_elsewhere_are_not_counted(
    desk: DeskOfTests, browser: Browser
) -> None:
    response = await browser.sends("/desk/directory/unanswered", {"phone": "+77010000000"})
    assert f"told={Reported.UNKNOWN}" in response.headers["location"]
    forged = await browser.sends("/desk/directory/unanswered", {"csrf": "", "phone": AKTAU})
    assert forged.status_code == 403

    assert await counted(desk) == {}


async def test_only_who_checks_numbers_sees_which(desk: DeskOfTests, browser: Browser) -> None:
    await heard_of(desk, AKTAU, 3)
    editor = await desk.signed_in(await desk.operator("Marat", Role.EDITOR))

    assert SECTION not in await browser.opens("/desk/directory")
    said = words_of(await editor.opens("/desk/directory"))
    assert f"{SECTION} " in said
    assert "3 reports" in said
    with pytest.raises(NotAllowedError):
        await desk.services().view_unanswered(OperatorId(1))


async def test_an_entry_too_old_to_be_stated_shows_no_number(
    desk: DeskOfTests, browser: Browser
) -> None:
    desk.guide = replace(desk.guide, today=desk.guide.today + timedelta(days=500))
    page = await browser.opens("/desk/directory")

    assert centres_on(page)
    assert "too old" in page
    assert "+77" not in page


async def test_an_old_entry_is_shown_with_a_warning(desk: DeskOfTests, browser: Browser) -> None:
    desk.guide = replace(desk.guide, today=desk.guide.today + timedelta(days=100))

    assert "Not checked for a while" in await browser.opens("/desk/directory?q=605535")
