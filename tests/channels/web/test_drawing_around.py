"""The page without scripts, what stands around it, and what a browser may do with it."""

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace

import pytest

from bot.channels.web import page_texts
from bot.channels.web.drawing import BEGINNING_AGAIN, TITLE, Drawing, open_drawing
from bot.domain.conversation import Picked
from bot.domain.guide import Guide
from bot.domain.language import Language
from bot.domain.told import Told
from bot.flows import centres, engine, welcome
from bot.translation.translator import Translator
from tests.channels.web.views_of_tests import ELSEWHERE, WORD, a_view, drawn, one, view_of
from tests.journeys.drawn import read_page


@pytest.fixture(scope="module")
def drawing(translator: Translator) -> Drawing:
    return open_drawing(translator)


@pytest.fixture(params=list(Language), ids=str)
def language(request: pytest.FixtureRequest) -> Language:
    found: Language = request.param
    return found


def inside(html: str, tag: str) -> str:
    found = re.search(rf"<{tag}>([\s\S]*?)</{tag}>", html)
    assert found is not None
    return found[1]


# Without scripts


def test_without_scripts_a_page_that_is_kept_looks_for_news_and_goes_in_time(
    drawing: Drawing,
) -> None:
    html = drawing.whole(replace(a_view(), wipe_in=1800))
    page = read_page(html)
    (frame,) = page.whole.all("iframe")

    assert frame["src"] == "/new?revision=7&language=en"
    assert one(page, "look")["name"] == "look"
    assert '<noscript><meta http-equiv="refresh" content="1801;url=/?over=1"></noscript>' in html


def test_a_page_of_which_nothing_is_kept_neither_looks_nor_goes(drawing: Drawing) -> None:
    page = drawn(drawing, replace(a_view(), revision=-1))

    assert page.whole.all("noscript", "iframe") == []
    assert "data-wipe" not in one(page, "page").given


@pytest.mark.parametrize("is_there", [True, False])
def test_the_small_window_says_only_whether_there_is_something_new(
    drawing: Drawing, translator: Translator, language: Language, is_there: bool
) -> None:
    window = read_page(drawing.news(language, is_there=is_there))
    said = page_texts.SOMETHING_NEW if is_there else page_texts.NOTHING_NEW
    links = [(link["href"], link["target"]) for link in window.whole.all("a")]

    assert one(window, "news").text == translator.say(said, language)
    assert links == ([("/", "_top")] if is_there else [])
    assert '<meta http-equiv="refresh" content="10">' in drawing.news(language, is_there=is_there)


# Around it


def test_the_word_of_the_day_leads_back_quietly_and_holds_nothing_else(drawing: Drawing) -> None:
    page = read_page(drawing.word("Word of the day\nалма · яблоко · apple"))

    words, more = (paragraph.text for paragraph in page.whole.all("p"))
    assert words == "Word of the day\nалма · яблоко · apple"
    assert more == one(page, "on").text
    assert one(page, "on")["href"] == BEGINNING_AGAIN
    assert page.whole.all("form", "script", "button", "iframe") == []
    assert [title.text for title in page.whole.all("title")] == [TITLE]


def test_a_piece_is_the_page_without_the_document(drawing: Drawing) -> None:
    view = a_view()
    piece = drawing.piece(view)

    assert piece.startswith('<div id="page"')
    assert piece in drawing.whole(view)
    assert re.search(r"<(html|head|style|script)\b", piece) is None


def hashed(inline: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()}'"


def allowed(policy: str) -> dict[str, list[str]]:
    parts: Iterable[list[str]] = (part.split() for part in policy.split(";"))
    return {name: given for name, *given in parts}


def test_the_policy_allows_exactly_the_style_and_the_script_of_the_page(drawing: Drawing) -> None:
    html = drawing.whole(a_view())
    policy = allowed(drawing.policy(WORD))

    assert policy == {
        "default-src": ["'none'"],
        "style-src": [hashed(inside(html, "style"))],
        "script-src": [hashed(inside(html, "script"))],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-src": ["'self'"],
        "img-src": ["data:"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }


def test_forms_may_lead_to_the_site_that_exit_leads_to_and_to_no_other(drawing: Drawing) -> None:
    assert allowed(drawing.policy(ELSEWHERE))["form-action"] == [
        "'self'",
        "https://www.weather.example",
    ]


def test_the_small_window_may_stand_in_our_own_page_only(drawing: Drawing) -> None:
    html = drawing.news(Language.KAZAKH, is_there=True)
    policy = allowed(drawing.news_policy())

    assert policy["style-src"] == [hashed(inside(html, "style"))]
    assert policy["frame-ancestors"] == ["'self'"]
    assert "script-src" not in policy


@pytest.mark.parametrize("word", ["localStorage", "sessionStorage", "cookie", "pushState"])
def test_the_script_keeps_nothing_in_the_browser(drawing: Drawing, word: str) -> None:
    assert word not in drawing.script
    assert "history" not in drawing.script


def test_the_region_list_may_be_answered_by_a_place(
    drawing: Drawing, guide: Guide, translator: Translator, language: Language
) -> None:
    home = welcome.Home(told=Told().speaking(language))
    turn = engine.step(home, Picked("go.centres"), guide)
    page = drawn(drawing, view_of(turn.state, guide, translator))

    assert type(turn.state) in centres.FLOW.locates
    assert one(page, "use-place").text == translator.say(page_texts.USE_PLACE, language)
