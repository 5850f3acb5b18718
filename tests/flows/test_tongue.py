"""Which language somebody asks for."""

import pytest

from bot.domain.language import Language
from bot.domain.meaning import Intent
from bot.flows.tongue import language_asked_for, language_of_name
from tests.flows.talk import Talk
from tests.meanings import HALF, HARDLY, meaning, typed


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Қазақша", "kk"),
        ("казакша", "kk"),
        ("QAZAQSHA", "kk"),
        ("казахский", "kk"),
        ("kk", "kk"),
        ("Русский", "ru"),
        ("russian", "ru"),
        ("RU", "ru"),
        ("english", "en"),
        ("en", "en"),
    ],
)
def test_a_name_is_a_language(words: str, language: str) -> None:
    assert language_of_name(words) == language


@pytest.mark.parametrize("words", ["", "к", "k", "қ", "русский язык мне", "ok", "en ru", "казах"])
def test_other_words_are_no_name(words: str) -> None:
    assert language_of_name(words) is None


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("на казахском можно?", "kk"),
        ("қазақша жазыңызшы", "kk"),
        ("qazaqsha jazsa bola ma", "kk"),
        ("давайте по-русски", "ru"),
        ("орысша сөйлесейік", "ru"),
        ("can we speak english please", "en"),
        ("ағылшынша бола ма", "en"),
        ("можно на английском", "en"),
    ],
)
def test_the_one_language_that_is_named_is_asked_for(words: str, language: str) -> None:
    assert language_asked_for(words) == language


@pytest.mark.parametrize(
    "words",
    [
        "я не понимаю по-русски",
        "I don't understand Russian",
        "орысша түсінбеймін",
        "қазақша білмеймін",
        "по-русски плохо говорю",
        "русский или казахский",
        "смените язык",
        "",
    ],
)
def test_a_language_that_is_not_understood_or_one_of_several_is_not_guessed(words: str) -> None:
    assert language_asked_for(words) is None


def test_a_language_that_is_asked_for_keeps_the_place(talk: Talk) -> None:
    talk.begins("questions")
    before = talk.offered

    talk.happens(typed(meaning(Intent.CHANGE_LANGUAGE), "на казахском можно?"))

    assert talk.state.told.language is Language.KAZAKH
    assert talk.offered == before


def test_where_no_language_is_clear_all_of_them_are_offered(talk: Talk) -> None:
    talk.begins("questions")

    talk.happens(typed(meaning(Intent.CHANGE_LANGUAGE), "я не понимаю по-русски"))

    assert talk.screen.name == "settings.ChoosingLanguage"
    talk.picks("kk")
    assert talk.screen.name == "questions.Asking"


@pytest.mark.parametrize("sure", [HARDLY, HALF])
def test_a_language_that_is_only_mentioned_is_not_switched_to(talk: Talk, sure: float) -> None:
    talk.begins("questions")

    talk.happens(typed(meaning(Intent.CHANGE_LANGUAGE, sure=sure), "учитель казахского"))

    assert talk.state.told.language is Language.RUSSIAN
