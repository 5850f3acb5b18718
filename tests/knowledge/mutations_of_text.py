"""Damage to what visitors would read: addresses, hours, lengths, languages, wording, law."""

from typing import Final

from bot.domain.text import Text
from bot.knowledge.checks import addresses, hours, laws, lengths, scripts, wording
from tests.knowledge.mutations import (
    CARDS,
    CHECKED_TODAY,
    CHOOSER,
    NUMBERS,
    PLAN,
    QUESTIONS,
    REGIONS,
    RIGHT,
    TELLING,
    Mutation,
    in_centre,
    in_file,
    swap,
)


def address(behind: str, words: str, advice: Text = addresses.ADDRESS_FOUND) -> Mutation:
    """Return the damage of an address behind some words of a centre."""
    return Mutation(TELLING, swap(TELLING, (behind, f"{behind} {words}")), words, advice)


def open_at(kk: str, ru: str, en: str, advice: Text, line: str, meant: str = "") -> Mutation:
    """Return the damage of hours in a centre."""
    written = f'hours:\n  kk: "{kk}"\n  ru: "{ru}"\n  en: "{en}"'
    return in_centre("hours: null", written, advice, line=line, meant=meant)


def forbidden(file: str, behind: str, phrase: str) -> Mutation:
    """Return the damage of a forbidden phrase behind some words of a text."""
    return in_file(file, behind, f"{behind} {phrase}", wording.FORBIDDEN, line=phrase)


def long(file: str, behind: str, count: int, advice: Text = lengths.TOO_LONG) -> Mutation:
    """Return the damage of so many letters behind some words, which stand on the line named."""
    return in_file(file, behind, behind + "ы" * count, advice, line="ы" * count)


ADDRESSES: Final = {
    "a street in Kazakh": address("зардап шеккендерге арналған", "Абай көшесі"),
    "a street in Russian": address("Приют для", "ул. Абая"),
    "a street in English": address("Shelter for", "12 Abai Street"),
    "a district in a text": address("городской центр", "(8 микрорайон)"),
    "a house in Kazakh": address("телефонмен сұраңыз.", "Абай даңғылы, 5 үй."),
    "a flat": address("консультируют ли", "(кв. 14)"),
    "an office": address("Ask by phone", "in office 7"),
    "a house with a letter": address("консультируют ли", "(Сатпаева 12а)"),
    "a house behind a name": address("здесь сейчас.", "Толе би, Сатпаева 12."),
    "a landmark": address("здесь сейчас.", "Напротив рынка."),
    "a street in a note": Mutation(
        TELLING,
        swap(TELLING, ("Likely out of date.", "Likely out of date, Abai avenue.")),
        "note: >-",
        addresses.ADDRESS_FOUND,
    ),
    "a house in a source": address("special report", "(Baitursynov 45/2)"),
    "a street in a comment": in_file(
        TELLING, "place: kostanay", "place: kostanay # ул. Гоголя", addresses.ADDRESS_FOUND
    ),
    "a postal code": address("Shelter for", "110000"),
    "a new postal code": address("Shelter for", "P00A1B2"),
    "a place on a map": address("Shelter for", "https://2gis.kz/kostanay/1", addresses.MAP_FOUND),
    "coordinates": address("Shelter for", "53.2144, 63.6246", addresses.MAP_FOUND),
    "an e-mail": address("Shelter for", "help@shelter.kz", addresses.EMAIL_FOUND),
}
HOURS: Final = {
    "an hour no clock has": open_at(
        "9:00–25:00", "9:00–25:00", "9:00–25:00", hours.NO_SUCH_TIME, 'kk: "9:00–25'
    ),
    "a minute no clock has": open_at(
        "9:00–18:00", "9:00–18:75", "9:00–18:00", hours.NO_SUCH_TIME, "18:75"
    ),
    "hours the wrong way round": open_at(
        "9:00–18:00", "9:00–18:00", "18:00–9:00", hours.BACKWARDS, "18:00–9:00"
    ),
    "hours without an end": open_at(
        "9:00–18:00", "9:00–18:00", "from 9:00", hours.UNREAD, "from 9:00"
    ),
    "hours without a time": open_at(
        "9:00–18:00", "как получится", "9:00–18:00", hours.UNREAD, "получится"
    ),
    "hours of other languages": open_at(
        "9:00–18:00", "9:00–18:00", "9:00–17:00", hours.OTHER_HOURS, "17:00"
    ),
    "days of other languages": open_at(
        "дс–жм 9:00–18:00", "пн–пт 9:00–18:00", "Mon–Sat 9:00–18:00", hours.OTHER_HOURS, "Mon"
    ),
    "a slip in a day": open_at(
        "жұма 9:00–18:00",
        "пятница 9:00–18:00",
        "Firday 9:00–18:00",
        hours.NO_SUCH_DAY,
        "Firday",
        "friday",
    ),
}
LENGTHS: Final = {
    "a button too long": long(RIGHT, 'ru: "Угрозы', 25),
    "a quick card too long": long(CARDS, "Остановиться можно в любой момент.", 250),
    "a key of the desk too long": long(CARDS, 'ru: "Первые слова', 20),
    "a doctor's card too long": long("medical.yaml", "Вы беременны.", 100),
    "a word of the day too long": long("words_of_the_day.yaml", "ru: яблоко", 40),
    "a number's name too long": long(NUMBERS, 'ru: "Полиция', 40),
    "the silent way too long": long(NUMBERS, "показывает, где Вы", 100),
    "an answer too long": long(QUESTIONS, 'ru: "Да, рядом', 25),
    "a choice too long": long(CHOOSER, 'ru: "Угрожают', 25),
    "a question too long": long(QUESTIONS, "сейчас рядом с Вами?", 250),
    "a region too long": long(REGIONS, "short: {kk: Астана, ru: Астана", 20),
    "an offer too long": long("centre_kinds.yaml", "спросите по телефону.", 12),
    "a warning of a plan too long": long("plans/digital.yaml", "может стать доказательством.", 200),
    "a legal card too long": in_file(
        RIGHT,
        "есть реальные основания её бояться.",
        "есть реальные основания её бояться. " + "ы" * 300,
        lengths.TOO_LONG_TOGETHER,
        line="ы" * 300,
    ),
    "a page of a plan too long": in_file(
        PLAN,
        "ru: Покажите ребёнку, где можно спрятаться.",
        f"ru: Покажите ребёнку, где можно спрятаться. {'ы' * 220}",
        lengths.TOO_LONG_TOGETHER,
        line="- kk: Балаға қайда",
    ),
    "a centre too long for its card": long(
        TELLING, "Приют для пострадавших от бытового насилия (КМПА)", 250, lengths.TOO_LONG_TOGETHER
    ),
}
SCRIPTS: Final = {
    "Russian for Kazakh": in_file(
        RIGHT,
        'kk: "Қорқуға нақты негіз болса, мұндай қорқыту – қылмыс."',
        'kk: "Такая угроза – преступление, если есть реальные основания её бояться."',
        scripts.SAME_TEXT,
        line='kk: "Такая',
    ),
    "Russian for English": in_file(
        RIGHT, 'en: "Such a threat', 'en: "Такая угроза', scripts.CYRILLIC_IN_ENGLISH
    ),
    "English for Russian": in_file(
        RIGHT,
        'ru: "Угроза убийством или тяжким насилием"',
        'ru: "Threat to kill or to do violence"',
        scripts.NOT_CYRILLIC,
    ),
    "a Latin letter in a Russian word": in_file(
        RIGHT, "реальные основания", "рeальные основания", scripts.MIXED_LETTERS
    ),
    "a Latin letter in a Kazakh word": in_file(
        RIGHT, "нақты негіз", "нақты негiз", scripts.MIXED_LETTERS
    ),
    "Kazakh without its letters": Mutation(
        RIGHT,
        swap(
            RIGHT,
            (
                "Қорқуға нақты негіз болса, мұндай қорқыту – қылмыс.",
                "Коркуга накты негиз болса ол адам айткан мундай коркыту кылмыс болады.",
            ),
            CHECKED_TODAY,
        ),
        "Коркуга",
        scripts.NO_KAZAKH,
        is_notice=True,
    ),
}
WORDING: Final = {
    "blame in Kazakh": forbidden(RIGHT, "Өмірге қауіп төнсе,", "шыдаңыз"),
    "blame in Russian": forbidden(RIGHT, "Запишите слова,", "сами виноват"),
    "blame in English": forbidden(RIGHT, "Write down the words,", "calm down"),
    "blame in a plan": forbidden(PLAN, "Ask the school", "calm down"),
    "blame at the desk": forbidden(CARDS, "You can stop at any time.", "calm down"),
    "the old law in Russian": in_file(
        RIGHT, "Уголовный кодекс, ст. 115", "Закон № 214-IV, ст. 20", laws.NO_LONGER
    ),
    "an empty article in Kazakh": in_file(
        "rights/battery.yaml",
        "Қылмыстық кодекс, 109-1-бап",
        "ӘҚБтК 73-2-бабы",
        laws.NO_LONGER_ARTICLE,
    ),
    "an empty article in Russian": in_file(
        "rights/battery.yaml",
        "Уголовный кодекс, ст. 109-1",
        "КоАП, ст. 73-2",
        laws.NO_LONGER_ARTICLE,
    ),
    "an empty article in English": in_file(
        "rights/battery.yaml",
        "Criminal Code, art. 109-1",
        "Code of Administrative Offences, art. 73-1",
        laws.NO_LONGER_ARTICLE,
    ),
    "an old order at the desk": in_file(
        CARDS, "Law No. 245-VIII on", "order No. 623 on", laws.NO_LONGER
    ),
    "an old law in a source of a centre": in_centre(
        "special report", "order 630/399/240, special report", laws.NO_LONGER
    ),
}
OF_TEXT: Final = ADDRESSES | HOURS | LENGTHS | SCRIPTS | WORDING
