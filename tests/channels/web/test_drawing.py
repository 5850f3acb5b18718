"""The page as HTML: complete for her, silent for everybody else, and small."""

import re
from dataclasses import replace
from typing import Final

import pytest

from bot.channels.web import page_texts
from bot.channels.web.drawing import TITLE, Drawing, open_drawing
from bot.channels.web.view import View
from bot.domain.guide import Guide
from bot.domain.language import Language
from bot.domain.line import By
from bot.domain.page import Button, Page
from bot.domain.told import Told
from bot.flows import talk, welcome
from bot.translation.translator import Translator
from tests.channels.web.views_of_tests import ELSEWHERE, WORD, a_view, drawn, one, tels, view_of
from tests.journeys.drawn import read_page
from tests.scenes import talking

# One round trip on a slow connection brings about as much as this.
FIRST_PAGE_AT_MOST: Final = 14_000
MARKS: Final = ("revision", "kept", "once")
WEAPON: Final = "<script>alert(1)</script>\"'&"


@pytest.fixture(scope="module")
def drawing(translator: Translator) -> Drawing:
    return open_drawing(translator)


@pytest.fixture(params=list(Language), ids=str)
def language(request: pytest.FixtureRequest) -> Language:
    found: Language = request.param
    return found


# The first page


def test_the_first_page_comes_at_once_in_all_languages(
    drawing: Drawing, guide: Guide, translator: Translator
) -> None:
    stranger = view_of(welcome.STRANGER, guide, translator)
    html = drawing.whole(replace(stranger, exit_to=ELSEWHERE, revision=-1, wipe_in=None))

    assert len(html.encode()) < FIRST_PAGE_AT_MOST
    assert not re.findall(r"""(?:src|href|action)=["']?(?:https?:)?//""", html)


def test_a_stranger_chooses_a_language_once_and_each_is_marked_as_itself(
    drawing: Drawing, guide: Guide, translator: Translator
) -> None:
    page = drawn(drawing, view_of(welcome.STRANGER, guide, translator))

    assert page.find("languages") is None
    for spoken in Language:
        assert page.button(spoken.value)[1]["lang"] == spoken.value


def test_whoever_looks_at_tabs_or_a_history_reads_nothing_of_her(
    drawing: Drawing, guide: Guide, translator: Translator, language: Language
) -> None:
    state = welcome.Home(told=Told().speaking(language))
    page = drawn(drawing, view_of(state, guide, translator))
    said = {meta["name"]: meta["content"] for meta in page.whole.all("meta")}
    (icon,) = page.whole.all("link")

    assert [title.text for title in page.whole.all("title")] == [TITLE]
    assert icon["href"].startswith("data:image/svg+xml,")
    assert said["robots"] == "noindex,nofollow,noarchive"
    assert said["referrer"] == "no-referrer"
    assert said["format-detection"] == "telephone=no"
    assert page.whole.all("html")[0]["lang"] == language.value


# What stands on it


def test_text_options_and_ways_out_are_those_of_the_conversation(
    drawing: Drawing, guide: Guide, translator: Translator, language: Language
) -> None:
    view = view_of(welcome.Home(told=Told().speaking(language)), guide, translator)
    page = drawn(drawing, view)

    assert page.text == view.page.text
    assert page.rows == view.page.rows
    assert page.revision == view.revision
    assert one(page, "page")["data-wipe"] == "1800"
    assert one(page, "page")["data-exit"] == WORD


def test_every_form_but_exit_carries_the_marks_of_the_page(drawing: Drawing) -> None:
    view = a_view("Hello", (Button("yes", "Yes"),), keepsake='a "b" <c>')
    locating = replace(view, page=replace(view.page, locates=True))
    page = drawn(drawing, locating)

    assert {form["action"] for form in page.whole.all("form")} == {"/", "/exit"}
    for form in page.whole.all("form"):
        given = {field["name"]: field["value"] for field in form.all("input")}
        assert form["method"] == "post"
        if form["action"] == "/exit":
            # Whatever page it stands on, it means the same.
            assert given == {}
        else:
            assert [given[name] for name in MARKS] == ["7", 'a "b" <c>', "mark"]


def test_102_and_exit_stand_apart_from_what_may_be_scrolled_away(drawing: Drawing) -> None:
    (bar,) = drawn(drawing, a_view()).whole.all("footer")
    danger, leave = bar.all("form")

    assert [button["value"] for button in danger.all("button")] == ["go.danger"]
    assert leave["action"] == "/exit"
    assert [button["id"] for button in leave.all("button")] == ["exit"]


def test_the_chosen_language_is_pressed_among_all(drawing: Drawing) -> None:
    switch = one(drawn(drawing, a_view()), "languages")

    assert {button["value"]: button["aria-pressed"] for button in switch.all("button")} == {
        "kk": "false",
        "ru": "false",
        "en": "true",
    }


def test_what_exit_does_not_clear_is_said(drawing: Drawing, translator: Translator) -> None:
    limits = one(drawn(drawing, a_view()), "limits")

    assert translator.say(page_texts.LIMITS, Language.ENGLISH) in limits.text


def test_a_notice_stands_above_the_text_and_its_numbers_can_be_called(drawing: Drawing) -> None:
    page = drawn(drawing, replace(a_view(), notice=page_texts.SEND.given()))
    warned = drawn(drawing, replace(a_view("x"), notice=welcome.NUMBERS))

    assert page.notice == "Send"
    assert {link["href"] for link in one(warned, "notice").all("a")} == tels("102 103 112 111")


def test_a_place_is_asked_for_only_where_it_answers_and_only_by_scripts(drawing: Drawing) -> None:
    view = a_view()
    elsewhere = drawn(drawing, view)
    here = drawn(drawing, replace(view, page=replace(view.page, locates=True)))

    assert elsewhere.find("place") is None
    assert "hidden" in one(here, "place").given
    assert "hidden" in one(here, "place-question").given
    assert {one(here, name)["type"] for name in ("ask-place", "use-place", "keep-place")} == {
        "button"
    }


def test_the_neutral_page_has_no_bar_and_nothing_to_choose(drawing: Drawing) -> None:
    page = drawn(drawing, View(Page("алма · яблоко · apple"), WORD))

    assert page.rows == ()
    assert page.find("languages") is None


# Numbers and words of others


def test_numbers_in_a_text_are_links_that_call(drawing: Drawing) -> None:
    text = "102 Police\n111 Help line\n\n+77292605535\n\nArticle 111, paragraph 112-1."
    said = one(drawn(drawing, a_view(text)), "text")

    assert {link["href"] for link in said.all("a")} == tels("102 111 +77292605535")
    assert [line["class"] for line in said.all("span")] == ["call", "call", "call", ""]


def test_what_anybody_wrote_is_text_and_never_a_part_of_the_page(drawing: Drawing) -> None:
    weapons = a_view(WEAPON, (Button(WEAPON, WEAPON),), keepsake=WEAPON)
    html = drawing.whole(replace(weapons, exit_to=WEAPON, once=WEAPON))
    page = read_page(html)

    assert html.count("<script") == 1
    assert page.text == WEAPON
    assert page.rows[0] == (Button(WEAPON, WEAPON),)
    assert page.kept == WEAPON
    assert WEAPON in read_page(drawing.word(WEAPON)).text


# A talk


def a_talk(guide: Guide, translator: Translator, language: Language, *lines: str) -> View:
    case = talking(*zip((By.VISITOR, By.OPERATOR) * len(lines), lines, strict=False))
    state = talk.Talking(told=Told().speaking(language))
    return view_of(state, replace(guide, case=case), translator)


def test_in_a_talk_every_message_is_one_line_and_tells_whose_it_is(
    drawing: Drawing, guide: Guide, translator: Translator, language: Language
) -> None:
    view = a_talk(guide, translator, language, "Yes\nI can\n111", "Thank you")
    page = drawn(drawing, view)
    spoken = [line for line in one(page, "text").all("span") if line["class"]]

    assert "data-talk" in one(page, "page").given
    assert [line["class"] for line in spoken] == ["theirs", "hers", "theirs"]
    assert spoken[1].text.endswith("Yes\nI can\n111")
    assert page.text == view.page.text


def test_in_a_talk_the_field_follows_the_newest_line(
    drawing: Drawing, guide: Guide, translator: Translator
) -> None:
    def order(view: View) -> list[str]:
        (main,) = drawn(drawing, view).whole.all("main")
        found = [part["id"] for part in main.parts]
        return [name for name in found if name in ("text", "say", "choices")]

    assert order(a_talk(guide, translator, Language.ENGLISH)) == ["text", "say", "choices"]
    assert order(a_view("x", (Button("yes", "Yes"),))) == ["text", "choices", "say"]


def test_outside_a_talk_nobody_speaks(drawing: Drawing) -> None:
    page = drawn(drawing, a_view("You: something\nOperator: something"))

    assert [line["class"] for line in one(page, "text").all("span")] == ["", ""]
