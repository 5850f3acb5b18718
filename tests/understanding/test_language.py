"""The language of short words is recognised in any letters, and offered only where it is sure."""

from typing import Final

import pytest

from bot.domain.language import Language
from bot.understanding.understander import Understander

KAZAKH: Final = (
    "қалай көмектесе аласыз",
    "күйеуіммен ұрысып қалдық",
    "арызды қайда апарамын",
    "анам маған сенбейді",
    "балаларым қорқып отыр",
    "калай комектесе аласыз",
    "куйеуим маган акша бермейди",
    "уйге баргым келмейди",
    "балаларым коркып отыр",
    "не истеримди билмей отырмын",
    "qalai komektese alasyz",
    "kuieuim maǵan aqsha bermeıdi",
    "uige bargym kelmeidi",
    "üige barğym kelmeidı",
    "ne isterimdi bilmei otyrmyn",
)
RUSSIAN: Final = (
    "как вы можете помочь",
    "мы с мужем поругались",
    "куда нести заявление",
    "мама мне не верит",
    "дети очень боятся",
    "kak vy mozhete pomoch",
    "ne znayu chto mne delat",
    "deti ochen boyatsya",
    "ya ne hochu idti domoi",
    "mama mne ne verit",
)
ENGLISH: Final = (
    "how can you help me",
    "we had a fight with my husband",
    "my kids are very scared",
    "i do not want to go home",
    "idk what to do anymore",
)
MIXED: Final = (
    "күйеуім опять пришёл, балаларым қорқып отыр",
    "мен заявление жазғым келеді полицияға",
    "ol zavtra keledi dedi, men qaida baramyn",
)
UNSURE: Final = (
    *("ok", "да", "жоқ", "hi", "сәлем", "салем", "привет", "здравствуйте", "hello", "алло"),
    *("рахмет", "спасибо", "thanks"),
    *("Алматы", "Астана", "Шымкент", "Петропавловск", "Талдықорған", "Усть-Каменогорск"),
    *("Қызылорда", "Pavlodar", "Kostanay"),
    *("111", "8 700 111 22 33", "5", "", "  ", "🆘", "???", "+", "ааааааааааа", "你好", "مرحبا"),
)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        *((Language.KAZAKH, said) for said in KAZAKH),
        *((Language.RUSSIAN, said) for said in RUSSIAN),
        *((Language.ENGLISH, said) for said in ENGLISH),
    ],
)
def test_a_short_message_tells_its_language(
    understander: Understander, language: Language, said: str
) -> None:
    for typed in (said, said.upper(), f"{said}!!", f"  {said}\n"):
        answer = understander.understand(typed)
        assert (answer.language, answer.is_sure_of_language) == (language, True), typed


@pytest.mark.parametrize("said", MIXED)
def test_of_two_languages_in_a_sentence_one_is_told(understander: Understander, said: str) -> None:
    assert understander.understand(said).language is Language.KAZAKH


@pytest.mark.parametrize("said", UNSURE)
def test_what_people_type_in_any_language_offers_none(
    understander: Understander, said: str
) -> None:
    assert not understander.understand(said).is_sure_of_language
