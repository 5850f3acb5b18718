"""Numbers in a text can be called; dates, articles and codes cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.web.calls import begins_with_call, pieces
from bot.domain.guide import Guide


def calls(words: str) -> list[str]:
    return [piece.call for piece in pieces(words) if piece.call]


@pytest.mark.parametrize(
    ("words", "called"),
    [
        ("102 полиция · police", ["102"]),
        ("Call 102.", ["102"]),
        ("102: что сказать по телефону", ["102"]),
        ("111-ден сұраңыз; 102-ге қоңырау шалыңыз", ["111", "102"]),
        ("102, 103, 112 және 111, күндіз-түні", ["102", "103", "112", "111"]),
        ("102, 103, 112, and 111, day and night", ["102", "103", "112", "111"]),
        ("«111» байланыс орталығы", ["111"]),
        ("Көмек желісі 111, тегін, 24/7", ["111"]),
        ("call 111 24/7", ["111"]),
    ],
)
def test_a_short_number_that_stands_alone_can_be_called(words: str, called: list[str]) -> None:
    assert calls(words) == called


@pytest.mark.parametrize(
    ("words", "called"),
    [
        ("+77292605535", "+77292605535"),
        ("+7 (729) 260-55-35", "+77292605535"),
        ("+7\u00a0729\u00a0260\u00a055\u00a035, по будням", "+77292605535"),
        ("8 701 123 45 67", "87011234567"),
        ("8-800-080-77-77", "88000807777"),
        ("8(7292)605535 – 8 729 260 55 35", "87292605535"),
    ],
)
def test_a_number_in_full_is_called_however_it_is_written(words: str, called: str) -> None:
    assert calls(words) == [called]


@pytest.mark.parametrize(
    "words",
    [
        "Қылмыстық кодекс, 106, 107, 108-1, 111-баптар",
        "Уголовный кодекс, ст. 112; статья 111; статьи 111 и 115",
        "Criminal Code, art. 111 and article 112",
        "111-бап, 112 бап, 111-я статья, 102-й",
        "КоАП 73-2, 111-1, 112.5, 1/102",
        "штраф 112 МРП, 111 АЕК, a fine of 111 MCI, 102 тенге",
        "22.11.2026, 2026-11-02, 01.02.1112",
        "10:102, 102:30",
        "4821 5937 6012 4598",
        "1028 1112 0111 5103",
        "№ 245-VIII, № 111, дом 102, кв. 112, үй 103",
        "приложение «102», «102» қолданбасы, the 102 app",
        "701 111 22 33",
        "id102, 102a, 102_3, #111",
        "+7729260553, +772926055351, 87292605535123",
    ],
)
def test_what_only_looks_like_a_number_to_call_is_left_as_it_is(words: str) -> None:
    assert calls(words) == []


@given(st.text(alphabet="0123456789+-() ./:,№«»абвст\n\u00a0102", max_size=60))
def test_nothing_of_a_text_is_lost_or_changed(words: str) -> None:
    assert "".join(piece.words for piece in pieces(words)) == words


@given(st.text(alphabet="0123456789+-() 8", max_size=60))
def test_a_number_to_call_is_one_of_the_short_ones_or_has_eleven_digits(words: str) -> None:
    for call in calls(words):
        assert call in ("102", "103", "111", "112") or len(call.removeprefix("+")) == 11


def test_every_number_of_the_directory_can_be_called(guide: Guide) -> None:
    phones = [phone.number for centre in guide.centres for phone in centre.phones]

    assert phones
    for phone in phones:
        assert calls(f"Телефон: {phone}, пн-пт 09:00-18:00") == [phone]


@pytest.mark.parametrize(
    ("line", "is_entry"),
    [
        ("102 полиция · police", True),
        ("+77292605535", True),
        ("102: что сказать по телефону", False),
        ("111-ден сұраңыз", False),
        ("Сначала позвоните 111", False),
        ("", False),
    ],
)
def test_an_entry_of_a_list_begins_with_its_number(line: str, is_entry: bool) -> None:
    assert begins_with_call(line) is is_entry
