"""Typed words anywhere: numbers, commands, languages, danger, an own word."""

from itertools import product

import pytest

from bot.domain.conversation import Unwelcome
from bot.domain.language import Language
from bot.domain.told import About, Told, Wishes
from bot.flows import engine, looking, welcome
from tests.flows.talk import Talk

DANGER = ("он убивает меня", "олтирип жатыр", "he is breaking the door")
PLACES = ("home", "questions", "rights", "centres", "plan", "handover", "privacy", "settings")


@pytest.mark.parametrize(("place", "cry"), list(product(PLACES, DANGER)))
def test_c10_words_of_danger_bring_102_from_anywhere(talk: Talk, place: str, cry: str) -> None:
    talk.begins(place)

    talk.types(cry)

    assert talk.heard().startswith("102")
    talk.picks("back")
    assert talk.screen.name.startswith(place if place != "home" else "welcome")


@pytest.mark.parametrize("place", PLACES)
def test_h03_every_option_may_be_chosen_by_its_number(talk: Talk, place: str) -> None:
    talk.begins(place)
    for number, option in enumerate(talk.offered, 1):
        talk.begins(place)
        talk.types(str(number))
        by_number = talk.turn
        talk.begins(place)
        talk.picks(option)

        assert by_number == talk.turn, option


@pytest.mark.parametrize("number", ["102", "103", "111", "112"])
def test_an_emergency_number_shows_all_of_them(talk: Talk, number: str) -> None:
    talk.begins("plan")

    talk.types(number)

    assert number in talk.heard()
    assert talk.screen.name == "danger.Emergency"


@pytest.mark.parametrize("words", ["0", "00", "99", "-1", "1.5", "١", "³", "１"])
def test_a_number_that_is_no_option_is_not_understood(talk: Talk, words: str) -> None:
    talk.begins("plan")

    talk.types(words)

    assert talk.sees(looking.NOT_UNDERSTOOD)


@pytest.mark.parametrize(
    "word", ["Стоп", "ШЫҒУ", "шыгу", "shyǵu", "/exit", "/EXIT@any_bot", "x", "Х"]
)
def test_b02_a_word_of_leaving_works_in_any_spelling(talk: Talk, word: str) -> None:
    talk.begins("centres")

    talk.types(word)

    assert talk.has_left


@pytest.mark.parametrize("word", ["бауырсақ", "БАУЫРСАҚ", "бауырсак", "bauyrsaq", " бауырсақ! "])
@pytest.mark.parametrize("place", PLACES)
def test_b02_an_own_word_works_like_exit(talk: Talk, place: str, word: str) -> None:
    talk.begins(place, Told(language=Language.KAZAKH, wishes=Wishes(panic_word="бауырсақ")))

    talk.types(word)

    assert talk.has_left


@pytest.mark.parametrize("word", ["", "a", "7", "сөз7", "/сөз", "ы" * 31, "🙂🙂", "…"])
def test_an_own_word_that_cannot_work_is_refused(talk: Talk, word: str) -> None:
    talk.begins("settings")
    talk.picks("word")

    talk.types(word)

    assert talk.state.told.wishes.panic_word == ""


@pytest.mark.parametrize(
    ("words", "language"),
    [("Қазақша", "kk"), ("казакша", "kk"), ("Русский", "ru"), ("english", "en"), ("EN", "en")],
)
def test_h06_the_name_of_a_language_keeps_the_place(talk: Talk, words: str, language: str) -> None:
    talk.begins("questions")
    talk.picks("no", "no")
    before = talk.offered

    talk.types(words)

    assert talk.state.told.language == language
    assert talk.offered == before


@pytest.mark.parametrize("kind", Unwelcome)
@pytest.mark.parametrize("place", PLACES)
def test_e06_what_is_not_taken_in_is_answered_with_the_reason(
    talk: Talk, place: str, kind: Unwelcome
) -> None:
    talk.begins(place)
    before = talk.offered

    talk.sends(kind)

    assert talk.sees(engine.REFUSED[kind])
    assert talk.offered == before


@pytest.mark.parametrize(
    "way", [("settings", "word"), ("handover", "card", "change", "code_word"), ("plan",)]
)
def test_e06_a_location_that_is_not_needed_is_answered_with_the_reason(
    talk: Talk, way: tuple[str, ...]
) -> None:
    talk.begins(way[0])
    talk.picks(*way[1:])

    talk.shares(43.2, 76.9)

    assert talk.sees(engine.PLACE_REFUSED)


def test_words_changed_afterwards_count_only_where_they_are_urgent(talk: Talk) -> None:
    talk.begins("settings")
    talk.picks("word")

    talk.changes_words("бауырсақ")
    assert talk.state.told.wishes.panic_word == ""

    talk.changes_words("стоп")
    assert talk.has_left


def test_b03_after_an_exit_the_start_is_a_strangers(talk: Talk) -> None:
    first = talk.screen
    talk.begins("questions")
    talk.picks("no", "before", "exit")

    talk.starts()

    assert talk.screen == first
    assert talk.state == welcome.STRANGER


def test_a_wish_is_kept_and_the_way_back_leads_where_she_was(talk: Talk) -> None:
    talk.begins("settings")
    talk.picks("silence", "120", "sign", "yes", "numbers", "no", "back")

    assert talk.state.told.wishes == Wishes(silence=120, sign_of_life=True)
    assert talk.screen.name == "welcome.Home"


@pytest.mark.parametrize(
    "words", ["I am 13", "i'm 15 years old", "мне 13 лет", "мен 13 жастамын", "jasym 12-de"]
)
def test_d07_somebody_who_says_to_be_under_18_comes_to_their_own_path(
    talk: Talk, words: str
) -> None:
    talk.begins("questions")

    talk.types(words)

    assert talk.screen.name == "under_18.AskingWhetherAlone"
    assert talk.state.told.about is About.CHILD


@pytest.mark.parametrize(
    "words", ["I am 13 weeks pregnant", "мне 35 лет", "дочке 13 лет", "қызым 13 жаста", "I am 18"]
)
def test_an_age_of_somebody_else_or_of_another_kind_leads_nowhere(talk: Talk, words: str) -> None:
    talk.begins("questions")

    talk.types(words)

    assert talk.screen.name == "questions.Asking"
