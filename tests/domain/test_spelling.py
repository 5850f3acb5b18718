"""However a word is typed, it is heard as the same word."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.spelling import fold, words_of

LONGEST_MESSAGE = 4096

SAME_WORDS = [
    ("Талдықорған", "Талдыкорган", "taldyqorgan", "taldikorgan", "Taldykorğan", "TALDYQORĞAN"),
    ("Қаскелең", "Каскелен", "Qaskeleñ", "Qaskeleng", "kaskelen"),
    ("Маңғыстау", "Мангистау", "Mañğystau", "Mangghystau", "mangystaw", "Mańǵystaý"),
    ("Өскемен", "Оскемен", "Öskemen", "Óskemen", "oskemen"),
    ("Жаңаөзен", "Жанаозен", "Jañaözen", "Zhanaozen", "janaozen", "Джанаозен"),
    ("Шиелі", "Шиели", "Şielı", "Shieli", "Shiyeli"),
    ("Үштөбе", "Уштобе", "Üştöbe", "Ushtobe"),
    ("Ғабит", "Габит", "Ğabit", "Ghabit", "gabit", "G'abit"),
    ("Хромтау", "Khromtau", "Hromtau", "Xromtau", "Һромтау"),
    ("Щучинск", "Shchuchinsk", "Schuchinsk", "Şuçinsk", "Шчучинск"),
    ("Әйтеке", "Айтеке", "Äiteke", "Áıteke", "Ayteke"),
    ("Сарань", "Saran", "Саран", "Saran'", "Saran’"),
    ("Семёновка", "Семеновка", "Semenovka"),
    ("Явленка", "Yavlenka", "Iavlenka"),
    ("Қонаев", "Конаев", "Qonaev", "Konayev"),
    ("Экибастуз", "Екібастұз", "Ekibastuz"),
    ("шығу", "ШЫҒУ", "shygu", "shyghu", "şığu", "Shyǵý", "шыгу"),
    ("тоқта", "токта", "toqta", "tokta"),
    ("стоп", "СТОП!!!", "stop", "сто\u200bп", "стооооп", "  стоп.\n"),
    ("усть каменогорск", "Усть-Каменогорск", "УСТЬ —  КАМЕНОГОРСК", "ust\tkamenogorsk"),
]


@pytest.mark.parametrize("spellings", SAME_WORDS, ids=lambda spellings: spellings[0])
def test_all_spellings_of_a_word_are_one(spellings: tuple[str, ...]) -> None:
    assert {fold(spelling) for spelling in spellings} == {fold(spellings[0])}


def test_different_words_stay_different() -> None:
    folded = sorted(map(fold, ("Жетісай", "Жетісу", "Ақтау", "Ақтас", "Ақсу", "Ақсай", "Семей")))

    assert all(one != other for one, other in pairwise(folded))


def test_a_number_keeps_its_digits() -> None:
    assert fold("111") == "111"
    assert words_of("Позвони: 8-700-111-22-33") == ("pozvoni", "8", "700", "111", "22", "33")


def test_words_come_in_their_order() -> None:
    assert words_of("Мен, Алматыда… тұрамын!") == ("men", "almatida", "turamin")


@pytest.mark.parametrize("nothing", ["", "   ", "🆘🙏", "…—!?", "\u200b\u00ad", "你好", "\x00\x1f"])
def test_where_there_are_no_words_there_is_nothing(nothing: str) -> None:
    assert fold(nothing) == ""
    assert words_of(nothing) == ()


@given(st.text(max_size=LONGEST_MESSAGE))
def test_every_text_has_a_spelling_in_plain_letters(text: str) -> None:
    folded = fold(text)

    assert folded.isascii()
    assert folded == folded.lower().strip()
    assert all(letter.isalnum() or letter == " " for letter in folded)
    assert " ".join(words_of(text)) == folded


@given(st.text(alphabet="kghnziedjsctauyw'ь йцщяюё’-", max_size=200))
def test_what_is_folded_stays_folded(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "piece", ["ie", "ng", "kgh", "dzh", "\ufdfa", "a\u0301", "c", "ье", "\ud800"]
)
def test_the_longest_message_is_read_at_once(piece: str) -> None:
    message = (piece * LONGEST_MESSAGE)[:LONGEST_MESSAGE]
    begun = time.perf_counter()

    fold(message)

    assert time.perf_counter() - begun < 1
