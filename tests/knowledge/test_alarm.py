"""Words of danger are heard in any spelling, and quiet words stay quiet."""

import time
from datetime import date

import pytest

from bot.knowledge.alarm import DangerWords
from bot.knowledge.models import Alone, Calming, DangerWordsFile, Examples, Stem

# A text as long as a message may be is read while a visitor waits.
PATIENCE_IN_SECONDS = 0.5


def words(*stems: Stem, calming: tuple[Calming, ...] = ()) -> DangerWords:
    """Return an alarm that knows these stems only."""
    return DangerWords(
        DangerWordsFile(
            checked_on=date(2026, 11, 21),
            checked_by="team",
            now=["сейчас", "now."],
            calming=list(calming),
            no_slips=["strange"],
            stems=list(stems),
            alone=Alone(cries=["help"], around=["please"]),
            examples=Examples(danger=[], calm=[]),
        )
    )


BEATS = Stem(lang="ru", all=["избивает"], soft=True)
CHOKES = Stem(lang="ru", all=["душит"])
PAST = Calming(why="over", words=["раньше"], reach="clause")
LAW = Calming(why="law", words=["статья"], reach="sentence")
ANOTHER = Calming(
    why="another", words=["подругу"], unless=["меня."], reach="sentence", calms_all=True
)
ALARM = words(
    BEATS,
    CHOKES,
    Stem(lang="ru", all=["ударил"], when="now"),
    Stem(lang="ru", all=["лома|выбива", "двер|окн"], unless=["мебел"]),
    Stem(lang="en", all=["strangl"]),
    Stem(lang="en", all=["gun."]),
    Stem(lang="ru", all=["не хочу жить"], card="suicide"),
    calming=(PAST, LAW, ANOTHER),
)


@pytest.mark.parametrize(
    "said",
    [
        "он избивает меня",
        "он избевает меня",
        "он избвает меня",
        "он избиввает меня",
        "он изибвает меня",
        "on izbivaet menya",
        "he has a gun!",
        "выбивает мне окно",
        "help, please",
    ],
)
def test_danger_is_heard_with_slips_and_in_other_letters(said: str) -> None:
    assert ALARM.hears(said) == "danger"


@pytest.mark.parametrize(
    "said", ["a strange day", "gunther", "привет", "", "please", "выбивает ковёр"]
)
def test_a_word_that_only_looks_alike_is_no_danger(said: str) -> None:
    assert ALARM.hears(said) == ""


def test_words_may_be_glued_together() -> None:
    assert ALARM.hears("нехочу жить") == "suicide"
    assert ALARM.hears("не хочужить") == "suicide"


def test_the_past_quietens_its_own_clause_only() -> None:
    assert ALARM.hears("раньше избивает, теперь нет") == ""
    assert ALARM.hears("раньше кричал, избивает меня") == "danger"


def test_a_question_quietens_its_own_sentence_only() -> None:
    assert ALARM.hears("он избивает, какая статья") == ""
    assert ALARM.hears("какая статья? он избивает меня") == "danger"


def test_a_word_of_now_is_stronger_than_the_past() -> None:
    assert ALARM.hears("раньше и сейчас избивает") == "danger"


def test_a_firm_stem_is_not_quietened_by_the_past() -> None:
    assert ALARM.hears("раньше он душит") == "danger"


def test_what_happens_to_another_is_not_her_own_danger_unless_she_is_hurt_too() -> None:
    assert ALARM.hears("подругу душит муж") == ""
    assert ALARM.hears("подругу и меня душит муж") == "danger"


def test_a_wish_to_die_is_never_quietened() -> None:
    assert ALARM.hears("подругу вижу раньше, статья, не хочу жить") == "suicide"


def test_some_stems_count_only_with_a_word_of_now() -> None:
    assert ALARM.hears("он ударил меня") == ""
    assert ALARM.hears("он сейчас ударил меня") == "danger"


def test_what_belongs_together_stands_near() -> None:
    assert ALARM.hears("он ломает дверь") == "danger"
    assert ALARM.hears("ломает мебель и дверь") == ""
    assert ALARM.hears("ломает " + "что то ещё " * 20 + "дверь") == ""


def test_danger_stands_before_suicide() -> None:
    assert ALARM.hears("не хочу жить, он душит меня") == "danger"


@pytest.mark.parametrize("said", ["а,", "не ", "раньше избивает ", "избвает. ", "ж"])
def test_the_longest_message_is_read_quickly(said: str) -> None:
    began = time.perf_counter()
    ALARM.hears((said * 4096)[:4096])

    assert time.perf_counter() - began < PATIENCE_IN_SECONDS
