"""How addresses, hours, phones and letters are told from what only looks like them."""

from pathlib import Path

import pytest

from bot.domain.language import Language
from bot.domain.text import Text
from bot.knowledge.checks.addresses import ADDRESS, EMAIL, MAP, NUMBERED, POSTAL
from bot.knowledge.checks.hours import Hours, read_hours
from bot.knowledge.checks.scripts import SAME_TEXT, wrong_scripts
from bot.knowledge.files import UnreadableError, read_file, read_text
from bot.knowledge.near import nearest
from bot.knowledge.slips import phone_of

NINE_TO_SIX = (540, 1080)


@pytest.mark.parametrize(
    "words",
    [
        "Абай көшесі, 5",
        "Абай даңғылында",
        "3-шағын аудан",
        "5 үй",
        "үй 5",
        "12 пәтер",
        "улица Абая",
        "на ул. Абая",
        "пр-т Назарбаева",
        "проспект Республики",
        "в 8 микрорайоне",
        "мкр. Самал",
        "переулок Тихий",
        "дом 7",
        "д. 7",
        "кв. 12",
        "офис 3",
        "3 этаж",
        "напротив рынка",
        "Абая 25/1",
        "Сатпаева 12а",
        "Abai street",
        "12 Abay Ave.",
        "Main Road",
        "flat 4",
        "building B",
        "Abai koshesi",
        "prospekt Abaya",
    ],
)
def test_an_address_is_seen(words: str) -> None:
    assert ADDRESS.search(words)


@pytest.mark.parametrize("pasted", ["x", "9", "24", "Аб-", "a."])
def test_what_was_pasted_by_mistake_holds_nobody_up(pasted: str) -> None:
    words = pasted * 60_000

    # Looked at from each of its signs, this would take a quarter of an hour.
    assert EMAIL.search(f"{words} a@b.kz")
    assert ADDRESS.search(f"{words} ул. Абая")


@pytest.mark.parametrize(
    "words",
    [
        "№ 3 арнаулы әлеуметтік қызметтер көрсету орталығы",
        "Центр оказания специальных социальных услуг № 3",
        "Тегін, әдетте тәулік бойы: психолог, заңгер. Баспана (6 айға дейін)",
        "admission through a commission, 10 places, about 2018",
        "the number 8 72636 4-54-00 and +77780521620",
        "ng.kz, 13 and 30 January 2026; alau.kz, 26 February 2026",
        "Ask 111 whether there is room.",
        "С 2026 года город размещает здесь пострадавших. Спросите по номеру 111.",
        "Дом мамы, для матерей с детьми до 3 лет",
        "Менің үйім дағдарыс орталығы",
        "My Home centre, 24/7",
        "Звоните 24/7",
        "Hotline 24/7",
        "Help with building a new life",
        "Напротив, можно прийти и без документов. Ориентируйтесь на ответ 111.",
        "отдел полиции, группа по защите женщин",
        "the secret, guarded address must not be told",
    ],
)
def test_what_is_no_address_is_left_alone(words: str) -> None:
    assert not any(form.search(words) for form in (ADDRESS, POSTAL, MAP, EMAIL))


@pytest.mark.parametrize(
    ("words", "is_seen"),
    [("Сатпаева 12.", True), ("Абая, 7", True), ("Спросите 111.", False), ("Помощь 24/7", False)],
)
def test_a_bare_number_behind_a_name_is_seen_where_visitors_read(words: str, is_seen: bool) -> None:
    assert bool(NUMBERED.search(words)) is is_seen


@pytest.mark.parametrize(
    ("words", "language", "read"),
    [
        ("9:00–18:00", Language.ENGLISH, Hours(NINE_TO_SIX, frozenset(), False)),
        ("с 09.00 до 18.00", Language.RUSSIAN, Hours(NINE_TO_SIX, frozenset(), False)),
        ("09:00-ден 18:00-ге дейін", Language.KAZAKH, Hours(NINE_TO_SIX, frozenset(), False)),
        ("Mon–Fri 9:00–18:00.", Language.ENGLISH, Hours(NINE_TO_SIX, frozenset((0, 4)), False)),
        ("по будням 9:00–18:00", Language.RUSSIAN, Hours(NINE_TO_SIX, frozenset((0, 4)), False)),
        (
            "дүйсенбіден жұмаға дейін 9:00–18:00",
            Language.KAZAKH,
            Hours(NINE_TO_SIX, frozenset((0, 4)), False),
        ),
        ("ежедневно 9:00–18:00", Language.RUSSIAN, Hours(NINE_TO_SIX, frozenset(), False)),
        ("Тәулік бойы", Language.KAZAKH, Hours((), frozenset(), True)),
        ("Круглосуточно, без выходных", Language.RUSSIAN, Hours((), frozenset(), True)),
        ("24/7", Language.ENGLISH, Hours((), frozenset(), True)),
        ("20:00–8:00, ночью", Language.RUSSIAN, Hours((1200, 480), frozenset(), False)),
        ("18:00–00:00", Language.ENGLISH, Hours((1080, 0), frozenset(), False)),
    ],
)
def test_hours_are_read_as_people_write_them(words: str, language: Language, read: Hours) -> None:
    assert read_hours(words, language) == read


@pytest.mark.parametrize(
    "words",
    ["25:00–26:00", "9:61–10:00", "18:00–9:00", "9–18", "9:00", "later", "Mondey 9:00–18:00"],
)
def test_hours_that_cannot_be_read_get_advice(words: str) -> None:
    assert isinstance(read_hours(words, Language.ENGLISH), Text)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("8 (7172) 49-78-89", "+77172497889"),
        ("+7 7172 497889", "+77172497889"),
        ("7172497889", "+77172497889"),
        ("+7 7172 49788", None),
        ("+7717249788", None),
        ("8 917 249 78 89", None),
        ("ring us", None),
    ],
)
def test_the_right_form_of_a_phone_is_proposed_only_where_it_is_sure(
    words: str, number: str | None
) -> None:
    assert phone_of(words) == number


@pytest.mark.parametrize(
    "text",
    [
        {"kk": "Telegram-да қараңыз", "ru": "Wi-Fi роутер", "en": "Wi-Fi"},
        {"kk": "Павлодар", "ru": "Павлодар", "en": "Pavlodar"},
        {"names": {"kk": "Жан-Сая Пана Үй", "ru": "Жан-Сая Пана Үй", "en": "Zhan-Saya"}},
        {"source": {"kk": "nur.kz, Social Review, 2024", "ru": "nur.kz, Social Review, 2024"}},
    ],
)
def test_names_and_borrowed_words_may_be_the_same(text: object) -> None:
    assert list(wrong_scripts(text)) == []


@pytest.mark.parametrize(("before", "ending"), [(b"\xef\xbb\xbf", b"\n"), (b"", b"\r\n")])
def test_marks_and_line_ends_of_other_editors_are_read(
    tmp_path: Path, before: bytes, ending: bytes
) -> None:
    (tmp_path / "a.yaml").write_bytes(before + ending.join((b"a: 1", b"b: &x [2]", b"c: *x", b"")))

    source = read_file(tmp_path, "a.yaml")

    assert source.values == {"a": 1, "b": [2], "c": [2]}
    assert source.mark(("c",)) == (2, 4)
    assert source.key_mark(("b",)) == (2, 1)


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000, "a: " * 5, "? " * 10_000 + "x"])
def test_a_hostile_text_is_refused_and_no_accident(text: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_text("a.yaml", text)

    assert refused.value.line == 1
    assert refused.value.advice is not None


def test_only_what_is_alike_is_proposed() -> None:
    assert nearest("huors", ("hours", "phones")) == "hours"
    assert nearest("ASTA", ("AST", "ALM")) == "AST"
    assert nearest("xyz", ("hours", "phones")) is None


def test_a_whole_sentence_in_the_place_of_a_name_is_to_be_translated() -> None:
    same = "Кризисный центр для пострадавших от бытового насилия"

    found = list(wrong_scripts({"names": {"kk": same, "ru": same, "en": "Crisis centre"}}))

    assert (("names", Language.KAZAKH), SAME_TEXT, False) in found
