"""What `pana check` says of each language."""

import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import pytest

from bot.domain.language import Language
from bot.domain.text import Phrase
from bot.languages import measures
from bot.languages.measures import LONG, NO_DICTIONARY, SAME, UNKNOWN, Remark, language_measures
from bot.languages.sentences import MOST_WORDS
from bot.languages.words import PACKAGES
from bot.settings import Settings
from bot.translation.translator import Translator
from tests.conftest import KNOWLEDGE
from tests.languages.conftest import Copy
from tests.spoilt import damage, line_of
from tools.find_dictionaries import find

ENGLISH: Final = Language.ENGLISH
WANTS: Final = "Wants: {answer}"
RIGHT: Final = "rights/threats.yaml"
SECONDS: Final = 5


@pytest.fixture
def say(translator: Translator) -> "Say":
    return Say(translator)


class Say:
    """Says what is measured in a copy, in English."""

    def __init__(self, translator: Translator) -> None:
        self.translator = translator

    def __call__(self, copy: Copy, dictionaries: Path | None = None) -> list[Remark]:
        """Return every line."""
        folder = dictionaries or find()
        settings = Settings(knowledge=copy.knowledge, dictionaries=folder)
        return list(language_measures(settings, ENGLISH, self.translator, copy.locales))

    def notice(self, place: str, advice: Phrase) -> Remark:
        """Return what is said of a place."""
        return Remark(f"{place}: {self.translator.say(advice, ENGLISH)}", is_notice=True)


def test_each_language_has_a_line_of_numbers_that_is_no_notice(say: Say, copy: Copy) -> None:
    lines = [remark.words for remark in say(copy) if not remark.is_notice]

    counts = {language: copy.measured(language) for language in Language}
    assert [line.partition(":")[0] for line in lines] == [each.value for each in Language]
    for line, found in zip(lines, counts.values(), strict=True):
        assert f" {found.texts} texts; missing: 0, fuzzy: 0" in line
        assert line.endswith(f" {found.longest} at most")
    assert len({found.texts for found in counts.values()}) == 1


@pytest.mark.parametrize("language", list(Language))
def test_what_is_missing_or_doubtful_is_counted_in_its_language(
    copy: Copy, language: Language
) -> None:
    damage(copy.catalog(language), f'msgid "{WANTS}"', f'#, fuzzy\nmsgid "{WANTS}"')
    damage(copy.knowledge / RIGHT, f'  {language.value}: "', f'  x{language.value}: "')

    found = {each: copy.measured(each) for each in Language}

    assert {each: one.missing for each, one in found.items()} == {
        each: int(each is language) for each in Language
    }
    assert {each: one.fuzzy for each, one in found.items()} == {
        each: int(each is language) for each in Language
    }


def test_a_text_that_a_catalog_lacks_is_missing_there(copy: Copy) -> None:
    file = copy.catalog(Language.KAZAKH)
    damage(file, f'msgid "{WANTS}"', 'msgid "Something else"')

    assert copy.measured(Language.KAZAKH).missing == 1
    assert copy.measured(Language.RUSSIAN).missing == 1

    file.unlink()
    found = copy.measured(Language.KAZAKH)
    assert found.missing > copy.measured(Language.RUSSIAN).texts / 2


def test_an_unknown_word_is_named_with_its_file_and_line_and_our_list(say: Say, copy: Copy) -> None:
    right, numbers = copy.knowledge / RIGHT, copy.knowledge / "numbers.yaml"
    damage(right, "Такая угроза", "Такайа угроза")
    damage(numbers, "Полиция", "Поллиция")

    found = say(copy)

    for language, file, word in (
        (Language.RUSSIAN, right, "Такайа"),
        (Language.KAZAKH, numbers, "Поллиция"),
    ):
        listed = str(copy.knowledge / "words" / f"{language.value}.txt")
        place = f"{file}:{line_of(file, word)}"
        assert say.notice(place, UNKNOWN.given(word=word, list=listed)) in found


def test_an_unknown_word_in_a_catalog_is_named_on_its_very_line(say: Say, copy: Copy) -> None:
    file = copy.catalog(Language.RUSSIAN)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("сервере", "сирвере"), encoding="utf-8")

    found = [remark.words for remark in say(copy) if "“сирвере”" in remark.words]

    assert len(found) == 1
    assert found[0].startswith(f"locales/ru/LC_MESSAGES/bot.po:{line_of(file, 'сирвере')}: ")


def test_a_text_left_in_another_language_is_named_but_a_name_may_be_the_same(
    say: Say, copy: Copy
) -> None:
    file = copy.knowledge / RIGHT
    damage(file, '  ru: "Угрозы"', '  ru: "Threats"')
    damage(copy.knowledge / "numbers.yaml", 'kk: "Полиция"', 'kk: "102 Telegram"')
    damage(copy.knowledge / "numbers.yaml", 'en: "Police"', 'en: "102 Telegram"')
    shutil.copytree(KNOWLEDGE / "words", copy.knowledge / "words")
    damage(file, '  kk: "Өлтіремін', '  kk: "Угроза убийством или тяжким насилием"\n  no: "')

    found = say(copy)

    same = {one: [each.line for each in copy.measured(one).same] for one in Language}
    kazakh, russian = line_of(file, 'kk: "Угроза'), line_of(file, 'ru: "Threats"')
    assert same == {Language.KAZAKH: [kazakh], Language.RUSSIAN: [russian], Language.ENGLISH: []}
    assert say.notice(f"{file}:{kazakh}", SAME) in found
    assert say.notice(f"{file}:{russian}", SAME) in found


@pytest.mark.parametrize("language", list(Language))
def test_a_sentence_of_too_many_words_is_named(say: Say, copy: Copy, language: Language) -> None:
    most, file = MOST_WORDS[language], copy.knowledge / RIGHT
    said = {"kk": "Қорқуға нақты", "ru": "Такая угроза", "en": "Such a threat"}[language]
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(said, f"{'а ' * (most - 1)}б. {said}"), encoding="utf-8")
    assert not [one for one in copy.measured(language).long if one[1].file == file]

    file.write_text(text.replace(said, f"{'а ' * most}б. {said}"), encoding="utf-8")

    (added,) = [one for one in copy.measured(language).long if one[1].file == file]
    advice = LONG.given(count=most + 1, limit=most)
    place = f"{file}:{line_of(file, 'а а а')}"
    assert added[2] == most + 1
    assert say.notice(place, advice) in say(copy)


def test_without_dictionaries_one_sentence_says_what_to_install_and_the_rest_goes_on(
    say: Say, copy: Copy, tmp_path: Path
) -> None:
    damage(copy.knowledge / RIGHT, '  ru: "Угрозы"', '  ru: "Threats"')

    found = say(copy, tmp_path)

    packages = " ".join(PACKAGES.values())
    advice = NO_DICTIONARY.given(folder=str(tmp_path), packages=packages)
    assert found[-1] == Remark(say.translator.say(advice, ENGLISH), is_notice=True)
    assert packages in found[-1].words
    assert not [one for one in found if "is not in the dictionary" in one.words]
    assert [one for one in found if one.words.endswith(say.translator.say(SAME, ENGLISH))]


def test_all_our_texts_are_measured_in_a_few_seconds(translator: Translator) -> None:
    settings = Settings(dictionaries=find())

    begun = time.process_time()
    found = list(measures.language_measures(settings, ENGLISH, translator))

    assert time.process_time() - begun < SECONDS
    assert len([remark for remark in found if not remark.is_notice]) == len(Language)


def test_who_serves_carries_no_dictionary() -> None:
    loads = "import sys, bot.composition.serving as _; print('hunspell' in sys.modules)"

    said = subprocess.run([sys.executable, "-c", loads], capture_output=True, check=True, text=True)

    assert said.stdout.strip() == "False"
