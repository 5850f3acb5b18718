"""Kept rehearsals are played at every check, and say on which line they no longer fit."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

import pytest

from bot.domain.advice import Complaint
from bot.domain.language import Language
from bot.knowledge.journeys import ENDS_OTHERWISE, NOT_POSSIBLE
from bot.knowledge.keeper import read_guide
from tests.conftest import NOW
from tests.flows.talk import words_of
from tests.knowing import KNOWLEDGE

FILE: Final = "journeys/tried.yaml"
ORDER: Final = "rights/protective_order.yaml"
TRIED: Final = """\
name: "Tried"
language: kk
played_on: 2026-11-22
steps:
  - picks: "yes"
  - picks: go.rights
  - picks: all
  - picks: protective_order
  - speaks: ru
ends:
  kk: "Қорғау нұсқамасы"
  ru: "Защитное предписание"
  en: "Protective order"
"""
Check = Callable[[dict[str, str]], tuple[Complaint, ...]]


@pytest.fixture
def check() -> Check:
    def checked(drafts: dict[str, str]) -> tuple[Complaint, ...]:
        return read_guide(KNOWLEDGE, NOW.date(), drafts=dict(drafts))[0].refusals

    return checked


def told(check: Check, text: str) -> list[tuple[int, str]]:
    """Return lines and advice of what is wrong with a rehearsal."""
    found = check({FILE: text})
    assert {each.file for each in found} <= {FILE}
    return [(each.line, words_of(each.advice, Language.ENGLISH)) for each in found]


def test_our_own_rehearsals_lead_where_they_led(check: Check) -> None:
    assert len(list((KNOWLEDGE / "journeys").glob("*.yaml"))) >= 3
    assert check({}) == ()


def test_a_rehearsal_that_fits_is_no_complaint(check: Check) -> None:
    assert told(check, TRIED) == []


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("picks: all", "picks: nothing", 7),
        ("picks: protective_order", "picks: torment", 8),
        ("speaks: ru", "locates: nowhere", 9),
        ('picks: "yes"', "picks: exit", 6),
    ],
)
def test_a_step_that_is_not_offered_is_told_on_its_line(
    check: Check, before: str, after: str, line: int
) -> None:
    advice = words_of(NOT_POSSIBLE, Language.ENGLISH)

    assert told(check, TRIED.replace(before, after)) == [(line, advice)]


def test_another_end_is_told_with_what_stands_there_now(check: Check) -> None:
    text = TRIED.replace('ru: "Защитное предписание"', 'ru: "Запрет"')
    advice = ENDS_OTHERWISE.given(line="Защитное предписание")

    assert told(check, text) == [(12, words_of(advice, Language.ENGLISH))]


def test_a_change_of_what_it_shows_is_told_at_the_rehearsal(check: Check) -> None:
    card = (KNOWLEDGE / ORDER).read_text("utf-8")
    changed = card.replace("Protective order", "Protection order")
    found = check({FILE: TRIED, ORDER: changed})

    assert changed != card
    assert (FILE, ("ends", "en")) in {(each.file, each.place) for each in found}


def test_beside_another_fault_nothing_is_played(check: Check) -> None:
    card = (KNOWLEDGE / ORDER).read_text("utf-8").replace("checked_by:", "checkd_by:")
    found = check({FILE: TRIED.replace("picks: all", "picks: nothing"), ORDER: card})

    assert {each.file for each in found} == {ORDER}


def test_time_alone_breaks_no_rehearsal() -> None:
    later = NOW.date() + timedelta(days=3000)
    reading, _ = read_guide(KNOWLEDGE, later, drafts={FILE: TRIED})

    assert not [each for each in reading.refusals if each.file.startswith("journeys/")]


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("  - picks: all\n", "  - picks: all\n    types: all\n", 7),
        ("  - picks: all\n", "  - meant: greeting\n", 7),
        ("speaks: ru", "speaks: de", 9),
        ("speaks: ru", "types: привет\n    meant: hallo", 10),
        ("language: kk", "language: xx", 2),
        ("played_on: 2026-11-22", "played_on: yesterday", 3),
    ],
)
def test_a_rehearsal_that_cannot_be_read_is_told_on_its_line(
    check: Check, before: str, after: str, line: int
) -> None:
    found = told(check, TRIED.replace(before, after))

    assert line in {where for where, _ in found}


def test_typed_words_are_played_by_what_they_meant(check: Check) -> None:
    typed = TRIED.replace("picks: go.rights", 'types: "құжат керек"\n    meant: "protective_order"')
    typed = typed.replace("  - picks: all\n  - picks: protective_order\n", "")

    assert told(check, typed) == []
    assert told(check, typed.replace('meant: "protective_order"', 'meant: "privacy"')) != []


def test_danger_that_was_heard_is_heard_again(check: Check) -> None:
    heard = """\
name: "Heard"
language: en
played_on: 2026-11-22
steps:
  - picks: "yes"
  - types: "mne kazhetsya eto konets"
    meant: "is_it_abuse 0.40, danger_now 0.20@ru!"
ends:
  kk: "102 Полиция"
  ru: "102 Полиция"
  en: "102 Police"
"""

    assert told(check, heard) == []
    assert told(check, heard.replace("@ru!", "@ru")) != []
