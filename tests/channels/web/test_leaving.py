"""Exit ends the session on the server first; whatever fails, she is led away."""

from datetime import timedelta
from typing import Final

import pytest

from bot.channels.web.session import CHANNEL, address_of
from bot.domain.case import Ending, Status
from tests.channels.web.page_of_tests import PIECE, SECURE_ADDRESS, Browser, PageOfTests

ELSEWHERE: Final = "https://weather.example/almaty"


@pytest.fixture
async def her(page: PageOfTests) -> Browser:
    """Somebody at the menu."""
    browser = page.browser()
    await browser.comes_to_the_menu()
    return browser


async def test_when_exit_answers_nothing_is_kept_of_her(page: PageOfTests, her: Browser) -> None:
    seen: list[bool] = []
    courier = page.courier.settle

    answer = await her.client.post("/exit")
    seen.append(page.conversations() == {})
    await courier()

    assert seen == [True]
    assert page.deliveries() == {}
    assert (answer.status_code, answer.headers["location"]) == (303, "/word")


async def test_for_two_minutes_the_cookie_says_only_that_somebody_left(
    page: PageOfTests, her: Browser
) -> None:
    token = her.token
    answer = await her.leaves()
    parts = [part.strip().lower() for part in answer.headers["set-cookie"].split(";")]

    assert parts[0] == "s=left"
    assert "max-age=120" in parts
    assert "httponly" in parts
    assert "samesite=lax" in parts
    assert "secure" not in parts
    assert token not in str(answer.headers)


async def test_behind_tls_the_marker_travels_through_tls_only(page: PageOfTests) -> None:
    page.is_secure = True
    page.opens_anew()
    her = page.browser(SECURE_ADDRESS)
    await her.comes_to_the_menu()

    assert "; secure" in (await her.leaves()).headers["set-cookie"].lower()


async def test_back_shows_the_word_of_the_day(her: Browser) -> None:
    await her.leaves()
    for path in ("/", "/?over=1"):
        await her.opens(path)
        assert str(her.answer.url).endswith("/word")
        assert her.drawn.here is None
        for word in ("102", "111", "Choose a language", "Pana"):
            assert word not in her.drawn.whole.find("screen").text  # type: ignore[union-attr]
    piece = await her.client.get("/", headers=PIECE)
    assert (piece.status_code, piece.headers["x-go"], piece.text) == (204, "/word", "")


async def test_more_on_the_page_of_words_opens_the_first_screen_as_a_stranger_sees_it(
    page: PageOfTests, her: Browser
) -> None:
    await her.leaves()
    await her.opens("/word")
    more = her.drawn.whole.find("on")
    assert more is not None
    await her.opens(more["href"])

    assert str(her.answer.url) == "http://page.test/"
    assert "Choose a language" in her.drawn.text
    assert her.token == ""
    assert page.conversations() == {}


async def test_another_site_may_stand_in_the_place_of_the_word(page: PageOfTests) -> None:
    page.exit_to = ELSEWHERE
    page.opens_anew()
    her = page.browser()
    await her.comes_to_the_menu()
    answer = await her.leaves()

    assert answer.headers["location"] == ELSEWHERE
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "https://weather.example" in answer.headers["content-security-policy"]
    await her.opens()
    assert str(her.answer.url).endswith("/word")


async def test_a_script_is_told_where_to_go_and_gets_nothing_to_show(her: Browser) -> None:
    answer = await her.client.post("/exit", headers=PIECE)

    assert (answer.status_code, answer.headers["x-go"], answer.content) == (204, "/word", b"")


async def test_with_the_store_away_she_is_led_away_all_the_same(
    page: PageOfTests, her: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    page.is_store_away = True
    answer = await her.leaves()

    assert answer.headers["location"] == "/word"
    assert her.token == "left"
    assert "the store is away" in caplog.text
    page.is_store_away = False
    page.clock.goes(timedelta(minutes=31))
    await page.upkeep()
    assert page.conversations() == {}
    assert page.deliveries() == {}


async def test_a_failure_inside_does_not_keep_her_either(
    her: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.services.conversations.Converse.__call__", fails)
    answer = await her.client.post("/exit")

    assert answer.headers["location"] == "/word"
    assert her.token == "left"


async def test_exit_pressed_twice_or_by_nobody_leads_away(page: PageOfTests) -> None:
    nobody = page.browser()
    for _ in range(2):
        answer = await nobody.sends("/exit")
        assert (answer.status_code, answer.headers["location"]) == (303, "/word")
    assert page.is_empty


async def test_exit_in_a_talk_ends_it_and_its_words_are_gone(page: PageOfTests) -> None:
    her = page.browser()
    case = await her.talks()
    await her.types("The blue door, third floor")
    await her.leaves()

    async with page.store.transaction() as work:
        kept = await work.cases.find(case.id)
    assert kept is not None
    assert kept.status is Status.LEFT
    assert kept.ending is Ending.LEFT_SUDDENLY
    assert kept.lines == ()
    assert page.conversations() == {}


async def test_exit_in_one_tab_ends_the_other(page: PageOfTests, her: Browser) -> None:
    token = her.token
    await her.leaves()
    other_tab = page.browser()
    other_tab.client.cookies.set("s", token, domain="page.test")

    answer = await other_tab.client.get("/", headers=PIECE)
    assert (answer.status_code, answer.headers["x-go"]) == (204, "/word")


@pytest.mark.parametrize("fields", [{"option": "go.rights"}, {"words": "hello"}])
async def test_a_form_that_was_on_its_way_when_she_left_brings_nothing_back(
    page: PageOfTests, her: Browser, fields: dict[str, str]
) -> None:
    marks = {each: her.hidden(each) for each in ("revision", "once")}
    await her.leaves()
    answer = await her.sends(**marks, **fields)

    assert answer.headers["location"] == "/word"
    assert page.conversations() == {}
    assert page.deliveries() == {}


async def test_102_is_heard_also_where_somebody_has_just_left(
    page: PageOfTests, her: Browser
) -> None:
    await her.leaves()
    await her.sends(option="go.danger", revision="2", once="new")
    await her.opens()

    assert "полиция" in her.drawn.text


async def test_a_silent_page_without_scripts_leads_away_by_itself(
    page: PageOfTests, her: Browser
) -> None:
    refresh = her.drawn.refresh
    assert refresh is not None
    after, path = refresh
    page.clock.goes(after)
    await her.opens(path)

    assert str(her.answer.url).endswith("/word")


async def test_what_is_delivered_to_nobody_is_forgotten_with_the_session(page: PageOfTests) -> None:
    for _ in range(20):
        await page.browser().sends(option="en")
    assert len(page.deliveries()) == 20
    page.clock.goes(timedelta(minutes=31))
    await page.upkeep()

    assert page.conversations() == {}
    assert page.deliveries() == {}


async def test_an_address_says_nothing_of_the_token(page: PageOfTests, her: Browser) -> None:
    (kept,) = page.deliveries().values()

    assert kept.address == address_of(her.token)
    assert kept.address.channel == CHANNEL
    assert her.token not in kept.address.chat
