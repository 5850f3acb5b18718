"""Before the first answer nobody is known; after it, one cookie that says nothing."""

import pickle
import re
from datetime import timedelta

import pytest

from bot.channels.web.session import COOKIE, TOKEN_LENGTH, address_of
from bot.domain.language import Language
from tests.channels.web.asked import FORM
from tests.channels.web.page_of_tests import ADDRESS, SECURE_ADDRESS, PageOfTests

FIRST_ANSWER = b"option=en&revision=-1&kept=&once=abc"
FORGED = (
    "x",
    "left!",
    "A" * TOKEN_LENGTH,
    "A" * (TOKEN_LENGTH - 1),
    "A" * 4000,
    "../../etc/passwd",
    '"quoted; value"',
    "%00%0d%0aSet-Cookie:%20a=b",
    "<script>alert(1)</script>",
    "é" * TOKEN_LENGTH,
)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "path", ["/", "/?again=1", "/?over=1", "/word", "/robots.txt", "/new", "/live", "/nothing"]
)
async def test_looking_sets_no_cookie_and_keeps_nothing(
    page: PageOfTests, method: str, path: str
) -> None:
    answer = await page.asked(method, path)

    assert answer.status in (200, 204, 303, 404)
    assert [each for each in answer.cookies if not each.startswith(f"{COOKIE}=left;")] == []
    assert answer.cookies == [] or path == "/?over=1"
    assert page.is_empty
    assert answer.is_complete


@pytest.mark.parametrize("body", [b"", b"look=1", b"option=look", b"words=+++", b"x=y&once=1"])
async def test_a_form_that_answers_nothing_keeps_nothing_either(
    page: PageOfTests, body: bytes
) -> None:
    answer = await page.asked("POST", "/", body, headers=(FORM,))

    assert (answer.status, answer.headers["location"]) == (303, "/")
    assert answer.cookies == []
    assert page.is_empty


async def test_the_first_answer_sets_exactly_one_cookie_that_ends_with_the_browser(
    page: PageOfTests,
) -> None:
    answer = await page.asked("POST", "/", FIRST_ANSWER, headers=(FORM,))

    assert (answer.status, answer.headers["location"]) == (303, "/")
    (cookie,) = answer.cookies
    given = [part.strip().lower() for part in cookie.split(";")]
    assert re.fullmatch(rf"s=[\w-]{{{TOKEN_LENGTH}}}", cookie.partition(";")[0])
    assert sorted(given[1:]) == ["httponly", "path=/", "samesite=lax"]


@pytest.mark.parametrize("behind_tls", [True, False])
async def test_through_tls_the_cookie_never_travels_in_the_open(
    page: PageOfTests, behind_tls: bool
) -> None:
    page.is_secure = behind_tls
    page.opens_anew()
    her = page.browser(ADDRESS if behind_tls else SECURE_ADDRESS)
    answer = await her.sends(option="en")

    assert "; secure" in answer.headers["set-cookie"].lower()
    assert answer.headers["strict-transport-security"]


async def test_no_other_answer_sets_a_cookie_again(page: PageOfTests) -> None:
    her = page.browser()
    await her.opens()
    await her.presses("en")
    for _ in range(2):
        await her.presses("yes") if "yes" in her.options else await her.opens()
        assert "set-cookie" not in her.answer.headers
    assert "set-cookie" not in (await her.sends(option="go.rights")).headers


async def test_every_browser_gets_a_token_of_its_own(page: PageOfTests) -> None:
    tokens = set()
    for _ in range(50):
        her = page.browser()
        await her.sends(option="en")
        tokens.add(her.token)

    assert len(tokens) == 50


async def test_two_browsers_never_share_a_conversation(page: PageOfTests) -> None:
    one, other = page.browser(), page.browser()
    await one.comes_to_the_menu("en")
    await other.comes_to_the_menu("kk")
    await one.presses("go.rights")

    await other.opens()
    assert other.drawn.language == "kk"
    assert "go.rights" in other.options
    assert len(page.conversations()) == 2


@pytest.mark.parametrize("cookie", FORGED)
async def test_a_forged_cookie_leads_to_a_strangers_beginning(
    page: PageOfTests, cookie: str
) -> None:
    headers = ((b"cookie", f"{COOKIE}={cookie}".encode()), FORM)
    seen = await page.asked("GET", "/", headers=headers)
    assert seen.status == 200
    assert "Choose a language" in seen.text
    assert page.is_empty

    begun = await page.asked("POST", "/", FIRST_ANSWER, headers=headers)
    assert begun.status == 303
    (fresh,) = begun.cookies
    token = fresh.partition(";")[0].removeprefix(f"{COOKIE}=")
    # Nobody can choose the token of somebody else beforehand.
    assert token != cookie
    chats = {each.address.chat for each in page.deliveries().values()}
    assert chats == {address_of(token).chat}


async def test_the_cookie_of_a_wiped_session_opens_nothing(page: PageOfTests) -> None:
    her = page.browser()
    await her.comes_to_the_menu()
    before = her.token
    page.clock.goes(timedelta(minutes=31))

    answer = await her.client.get("/")
    assert "Choose a language" in answer.text
    assert her.token == ""

    her.client.cookies.set(COOKIE, before, domain="page.test")
    begun = await her.sends(option="en")
    assert begun.status_code == 303
    assert her.token not in ("", before)


async def test_the_store_never_holds_the_token(page: PageOfTests) -> None:
    her = page.browser()
    await her.talks()
    await her.types("He is at work until six.")

    kept = pickle.dumps(
        (
            page.conversations(),
            page.deliveries(),
            page.store._handled.kept,
            page.store._cases.kept,
        )
    )
    assert address_of(her.token).chat.encode() in kept
    assert her.token.encode() not in kept
    assert b"203.0.113.77" not in kept


async def test_whoever_comes_back_after_ten_minutes_is_asked_first(page: PageOfTests) -> None:
    her = page.browser()
    await her.comes_to_the_menu()
    await her.presses("go.rights")
    before = her.drawn.text
    page.clock.goes(timedelta(minutes=11))
    await her.opens()

    assert "Is this a good moment to read" in her.drawn.text
    assert "go.rights" not in her.options
    await her.presses("yes")
    assert her.drawn.text == before


async def test_looking_alone_does_not_keep_a_session_alive(page: PageOfTests) -> None:
    her = page.browser()
    await her.comes_to_the_menu()
    for _ in range(9):
        page.clock.goes(timedelta(minutes=1))
        await her.opens()
        await her.opens(f"/new?revision={her.drawn.revision}")
        await her.opens()
    page.clock.goes(timedelta(minutes=22))
    await her.opens()

    assert her.kept is None
    assert "Choose a language" in her.drawn.text


async def test_in_the_line_and_in_a_talk_nobody_is_asked_again(page: PageOfTests) -> None:
    her = page.browser()
    case = await her.asks_for_a_person()
    page.clock.goes(timedelta(minutes=11))
    await her.opens()
    assert "good moment" not in her.drawn.text
    in_line = her.drawn.text

    await page.operator_takes(case)
    page.clock.goes(timedelta(minutes=11))
    await her.opens()
    assert "good moment" not in her.drawn.text
    assert her.drawn.text != in_line


@pytest.mark.parametrize("language", list(Language))
async def test_the_language_switch_keeps_the_place(page: PageOfTests, language: Language) -> None:
    her = page.browser()
    await her.comes_to_the_menu()
    await her.presses("go.questions")
    options = her.options
    await her.fills(language=language.value)

    assert her.options == options
    assert her.drawn.language == language.value


@pytest.mark.parametrize("place", ["line", "talk"])
async def test_the_language_switch_keeps_the_line_and_the_talk(
    page: PageOfTests, place: str
) -> None:
    her = page.browser()
    case = await her.asks_for_a_person()
    if place == "talk":
        await page.operator_takes(case)
        await page.operator_writes(case, "I am here and I read.")
    await her.opens()
    options = her.options
    await her.fills(language="ru")

    assert her.drawn.language == "ru"
    assert her.options == options
    assert ("I am here and I read." in her.drawn.text) == (place == "talk")
    assert [each.id for each in await page.cases()] == [case.id]


async def test_everything_is_asked_to_stay_out_of_search_engines(page: PageOfTests) -> None:
    robots = await page.asked("GET", "/robots.txt")

    assert robots.text == "User-agent: *\nDisallow: /\n"
    assert robots.headers["x-robots-tag"] == "noindex, nofollow"
