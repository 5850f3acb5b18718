"""A form may be bad in every way: the answer is clear, and nothing else changes."""

from dataclasses import replace
from urllib.parse import urlencode

import pytest

from tests.channels.web.filled import hers, sent
from tests.channels.web.page_of_tests import PIECE, Browser, PageOfTests

HER_LINE = "He took my keys."


@pytest.mark.parametrize(
    "fields",
    [
        {"option": "nothing.known"},
        {"option": "tick.3"},
        {"option": "x" * 5000},
        {"option": "\0"},
        {"option": "go.nowhere"},
        {"option": "go."},
        {"option": "yes"},
        {"option": "\u2066\u202e"},
        *({"option": "go.rights", "revision": revision} for revision in ("0", "-7", "1", "3")),
        *({"option": "go.rights", "revision": "9" * length} for length in (9, 20, 5000)),
        *({"option": "go.rights", "revision": odd} for odd in ("٢", "²", "+2", " 2", "0x2", "2.0")),
        {"option": "go.rights", "revision": "\udcff".encode(errors="surrogateescape").decode("l1")},
        *({"latitude": odd, "longitude": odd} for odd in ("NaN", "inf", "1e999", "x", "", "-inf")),
        {"latitude": "91", "longitude": "0"},
        {"latitude": "43.2"},
        {"language": "fr"},
        {"language": "en\0"},
        {"language": "KK"},
        {"kept": "f" * 40_000},
        {"once": "", "option": "nothing"},
        {},
    ],
)
async def test_a_form_that_says_nothing_known_shows_the_same_page(
    page: PageOfTests, her: Browser, fields: dict[str, str]
) -> None:
    before = page.conversations()
    answer = await her.sends(**{"revision": "2", "once": "mark", **fields})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")

    await her.opens()
    assert "go.danger" in her.options
    assert "go.rights" in her.options
    assert page.conversations() == before


@pytest.mark.parametrize("kept", ["f" * 40_000, "<script>", "zz", "-1", "\0", "ә" * 64])
async def test_what_a_form_pretends_to_remember_is_never_believed(
    page: PageOfTests, her: Browser, kept: str
) -> None:
    plans = [option for option in await _plan(her) if option not in ("go.handover", "go.home")]
    page.chats.forget(next(iter(page.conversations())))
    marks = {"revision": her.hidden("revision"), "option": plans[0], "once": "again"}
    await her.sends(**marks, kept=kept)
    await her.opens()

    assert her.answer.status_code == 200
    assert her.hidden("kept") == ""


async def _plan(her: Browser) -> list[str]:
    await her.presses("go.plan")
    return [button.id for button in her.drawn.page.buttons if not button.id.startswith("go.")]


@pytest.mark.parametrize(
    ("fields", "carried_out"),
    [
        ({"option": "go.rights", "words": "exit"}, {"option": "go.rights"}),
        ({"option": "go.rights", "latitude": "43", "longitude": "76"}, {"option": "go.rights"}),
        ({"words": "1", "latitude": "43", "longitude": "76"}, {"words": "1"}),
        ({"language": "ru", "option": "go.rights"}, {"language": "ru"}),
        ({"language": "ru", "words": "exit"}, {"language": "ru"}),
    ],
)
async def test_of_several_things_at_once_one_is_carried_out(
    page: PageOfTests, her: Browser, fields: dict[str, str], carried_out: dict[str, str]
) -> None:
    other = page.browser()
    await other.comes_to_the_menu()
    await her.fills(**fields)
    await other.fills(**carried_out)

    assert her.drawn.text == other.drawn.text
    assert her.options == other.options


async def test_of_a_field_that_comes_twice_the_last_counts(page: PageOfTests, her: Browser) -> None:
    body = b"revision=9&revision=2&option=go.plan&option=go.rights&once=a&once=b"
    assert (await sent(her, body)).status == 303
    await her.opens()

    (kept,) = page.conversations().values()
    assert kept.revision == 3
    assert "fitting" in her.options


async def test_a_number_that_is_typed_chooses_an_option(page: PageOfTests, her: Browser) -> None:
    first = page.browser()
    await first.comes_to_the_menu()
    option = first.drawn.page.buttons[0].id
    await first.presses(option)
    await her.types("1")

    assert her.drawn.text == first.drawn.text


@pytest.mark.parametrize("words", ["exit", "Выход", "шығу", "  STOP ", "/exit"])
async def test_words_that_ask_to_leave_end_the_session(
    page: PageOfTests, her: Browser, words: str
) -> None:
    answer = await her.sends(words=words, revision="2", once="a")

    assert answer.headers["location"] == "/word"
    assert her.token == "left"
    assert page.conversations() == {}
    assert page.deliveries() == {}


async def test_a_stranger_whose_first_words_ask_to_leave_is_never_kept(page: PageOfTests) -> None:
    her = page.browser()
    await her.opens()
    answer = await her.sends(words="exit", once="a")

    assert answer.headers["location"] == "/word"
    assert page.conversations() == {}
    assert page.deliveries() == {}


async def test_words_in_a_talk_reach_the_operator_just_as_they_are(page: PageOfTests) -> None:
    her = page.browser()
    case = await her.talks()
    await her.types("First line\r\n<b>second</b> & ' \" line\0")

    assert await hers(page, case) == ["First line\n<b>second</b> & ' \" line\0"]
    assert "<b>second" not in her.answer.text


@pytest.mark.parametrize("times", [2, 5])
async def test_a_line_that_comes_again_with_its_mark_is_written_once(
    page: PageOfTests, times: int
) -> None:
    her = page.browser()
    case = await her.talks()
    mark = her.hidden("once")
    for _ in range(times):
        await her.sends(words=HER_LINE, once=mark, revision=her.hidden("revision"))

    assert await hers(page, case) == [HER_LINE]


async def test_another_line_with_the_same_mark_is_not_lost(page: PageOfTests) -> None:
    her = page.browser()
    case = await her.talks()
    mark = her.hidden("once")
    await her.sends(words=HER_LINE, once=mark)
    await her.sends(words=f"{HER_LINE} And my phone.", once=mark)

    assert await hers(page, case) == [HER_LINE, f"{HER_LINE} And my phone."]


async def test_102_is_heard_while_another_form_of_the_same_page_is_under_way(
    page: PageOfTests,
) -> None:
    her = page.browser()
    case = await her.talks()
    marks = {"once": her.hidden("once"), "revision": her.hidden("revision")}
    await her.sends(words=HER_LINE, **marks)
    await her.sends(option="go.danger", **marks)
    await her.opens()

    assert await hers(page, case) == [HER_LINE]
    assert "102" in her.drawn.text
    assert HER_LINE not in her.drawn.text


async def test_the_language_switch_pressed_twice_leads_to_the_same_place(
    page: PageOfTests, her: Browser
) -> None:
    marks = {"once": her.hidden("once"), "revision": her.hidden("revision")}
    for _ in range(2):
        await her.sends(language="ru", **marks)
    await her.opens()

    assert her.drawn.language == "ru"
    assert "go.rights" in her.options


async def test_a_form_without_a_mark_is_carried_out_all_the_same(
    page: PageOfTests, her: Browser
) -> None:
    await her.sends(option="go.rights", revision="2")
    await her.opens()

    assert "fitting" in her.options


async def test_an_option_of_an_old_page_only_shows_the_page_of_now(
    page: PageOfTests, her: Browser
) -> None:
    other_tab = replace(her, answer=her.answer)
    await her.presses("go.rights")
    before = page.conversations()
    await other_tab.fills(option="go.questions")

    assert page.conversations() == before
    assert other_tab.drawn.text == her.drawn.text


async def test_a_script_gets_the_piece_of_the_page_and_a_way_out(
    page: PageOfTests, her: Browser
) -> None:
    marks = {each: her.hidden(each) for each in ("revision", "kept", "once")}
    piece = await her.client.post("/", data={**marks, "option": "go.rights"}, headers=PIECE)
    assert piece.status_code == 200
    assert piece.text.lstrip().startswith('<div id="page"')
    assert "<script" not in piece.text

    left = await her.client.post("/", data={"words": "exit", "once": "x"}, headers=PIECE)
    assert (left.status_code, left.headers["x-go"], left.text) == (204, "/word", "")


async def test_after_the_session_is_wiped_an_open_page_is_led_away(
    page: PageOfTests, her: Browser
) -> None:
    token = her.token
    page.store._conversations.kept.clear()
    for body in (b"look=1", urlencode({"option": "look"}).encode(), b"option=exit"):
        her.client.cookies.set("s", token, domain="page.test")
        answer = await sent(her, body)
        assert answer.headers["location"] == "/word"
        assert "Max-Age=120" in answer.cookies[0]
