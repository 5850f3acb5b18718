"""The fourteen questions: bands, order, cards, and nothing that judges."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.domain.danger import Band, assess
from bot.domain.language import Language
from bot.flows import results
from tests.flows.talk import Talk, words_of

WORKED = Path(__file__).parents[2] / "knowledge" / "worked_cases.yaml"
CASES = yaml.safe_load(WORKED.read_text(encoding="utf-8"))["cases"]
WAYS = {"skip", "not_sure", "go.handover", "go.danger", "exit"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_c01_a_worked_case_leads_to_its_band(talk: Talk, case: Mapping[str, Any]) -> None:
    talk.begins("questions")

    _answer_all(talk, case)

    told, questionnaire = talk.state.told, talk.guide.questionnaire
    assessed = assess(told.answers, questionnaire)
    assert told.band is not None
    assert told.band.name.lower() == case["band"]
    assert case["points"] is None or assessed.points == case["points"]
    assert bool(assessed.medical) is case["medical"]
    assert assessed.psychologist is case["psychologist"]


def test_c02_a_person_who_is_near_ends_the_questions_with_102(talk: Talk) -> None:
    talk.begins("questions")

    talk.picks("here")

    assert talk.screen.name == "questions.Result"
    for language in Language:
        assert talk.heard(language).startswith("102")
        assert "?" not in talk.heard(language)


def test_c04_every_question_offers_every_way_out(talk: Talk) -> None:
    talk.begins("questions")

    for _ in _questions(talk, "no"):
        assert set(talk.offered) >= WAYS


def test_c05_everything_skipped_leaves_it_open(talk: Talk) -> None:
    talk.begins("questions")

    for _ in _questions(talk, "skip"):
        pass

    assert talk.state.told.band is Band.UNCLEAR
    assert talk.sees(results.UNCLEAR)
    assert "go.handover" in talk.offered


def test_c06_choking_last_week_shows_the_medical_card(talk: Talk) -> None:
    talk.begins("questions")

    talk.picks("no", "no", "no", "week")

    assert talk.sees(talk.guide.medical["neck"].text)
    assert talk.heard().startswith("103")
    talk.picks("medical")
    assert talk.sees(talk.guide.medical["neck"].text)


def test_c07_forced_sex_in_three_days_names_the_doctor_without_asking(talk: Talk) -> None:
    talk.begins("questions")
    talk.picks(*["no"] * 7, "on", *["no"] * 5, "days", "none")

    assert talk.state.told.band is Band.HIGH
    assert talk.sees(talk.guide.medical["sex"].text)
    for language in Language:
        assert "?" not in talk.heard(language)


def test_c08_thoughts_of_suicide_bring_the_card_before_any_menu(talk: Talk) -> None:
    talk.begins("questions")

    talk.picks(*["no"] * 6, "now")

    assert talk.screen.name == "questions.Result"
    assert talk.heard().startswith(words_of(results.SUICIDE_CARD, Language.ENGLISH))
    assert "go.handover" in talk.offered


def test_c09_a_later_no_does_not_lower_the_band(talk: Talk) -> None:
    talk.begins("questions")
    talk.picks("no", "before", "go.home", "go.questions", *["no"] * 7, "stop")

    assert dict(talk.state.told.answers)["q_held"] == ("no",)
    assert talk.state.told.band is Band.HIGH
    assert talk.sees(results.HIGH)


def test_c11_after_the_seventh_question_she_may_stop(talk: Talk) -> None:
    talk.begins("questions")

    talk.picks(*["no"] * 7)

    assert {"on", "stop", "go.handover"} <= set(talk.offered)
    talk.picks("stop")
    assert talk.screen.name == "questions.Result"
    assert {"on", "go.handover"} <= set(talk.offered)


def test_c13_each_screen_asks_one_question_and_sex_never_comes_first(talk: Talk) -> None:
    talk.begins("questions")

    asked = []
    for item in _questions(talk, "no"):
        asked.append(item)
        for language in Language:
            # One sentence asks; "Mark all that fit" follows it.
            assert talk.heard(language).count("?") == 1

    assert asked == [item.id for item in talk.guide.questionnaire.items]
    assert asked.index("q_sex") >= asked.index("q_self")


def test_c03_no_result_shows_points_or_a_percentage(talk: Talk) -> None:
    for case in CASES:
        talk.begins("questions")
        _answer_all(talk, case)
        for language in Language:
            numbers = set(re.findall(r"\d+", talk.heard(language)))
            assert numbers <= {"102", "103", "111", "112"}
            assert "%" not in talk.heard(language)


def test_after_i_can_go_on_a_no_is_followed_by_the_next_question(talk: Talk) -> None:
    talk.begins("questions")
    talk.picks("soon", "no", "year")
    assert talk.screen.name == "questions.Result"

    talk.picks("on", "no")

    assert talk.screen.name == "questions.Asking"
    assert {"used", "can_get"} <= set(talk.offered)


def test_an_answer_to_the_question_about_now_counts_from_anywhere(talk: Talk) -> None:
    talk.begins("rights")
    talk.types("он убивает меня")

    talk.picks("now.here")

    assert talk.state.told.band is Band.IMMEDIATE
    assert talk.heard().startswith("102")


def test_words_of_danger_alone_set_no_band(talk: Talk) -> None:
    talk.begins("questions")

    talk.types("он убивает меня")

    assert talk.state.told.band is None


def _answer_all(talk: Talk, case: Mapping[str, Any]) -> None:
    """Answer as a worked case says, and go on as long as it has answers."""
    answers = {
        item: tuple(given) if isinstance(given, list) else (given,)
        for item, given in case["answers"].items()
    }
    while True:
        left = set(answers) - set(dict(talk.state.told.answers))
        if not left and case["rest"] == "unanswered" and case["skipped"] != "all":
            return
        if talk.screen.name != "questions.Asking":
            if "on" not in talk.offered:
                return
            talk.picks("on")
            continue
        item = _item(talk)
        skipped = case["skipped"] == "all" or item in case["skipped"]
        rest = "skip" if skipped or case["rest"] == "unanswered" else _no(talk)
        given = answers.get(item, (rest,))
        talk.picks(*given)
        if talk.screen.name == "questions.Asking" and "done" in talk.offered:
            talk.picks("done")


def _questions(talk: Talk, answer: str) -> Iterator[str]:
    """Answer every question alike; yields each while it is on the screen."""
    while True:
        while talk.screen.name == "questions.Asking":
            yield _item(talk)
            talk.picks(answer if answer in talk.offered else _no(talk))
        if "on" not in talk.offered:
            return
        talk.picks("on")


def _item(talk: Talk) -> str:
    """Return the question on the screen; the first one is asked without a name."""
    return getattr(talk.state, "item", "") or talk.guide.questionnaire.items[0].id


def _no(talk: Talk) -> str:
    return "no" if "no" in talk.offered else "none"
