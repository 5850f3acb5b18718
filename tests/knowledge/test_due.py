"""What is due: everything that visitors may be told, by its own age, the oldest first."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

import pytest

from bot.domain.freshness import Ageing, Condition, Due, by_kind
from bot.domain.guide import SILENT_AFTER, Ages
from bot.domain.language import Language
from bot.knowledge import models
from bot.knowledge.due import TITLES, dated, due, kind_of
from bot.knowledge.reader import MANY, SINGLE, read_folder
from tests.flows.talk import words_of
from tests.knowing import KNOWLEDGE

CHECKED: Final = date(2026, 11, 21)
AGES: Final = Ages()
MONTH: Final = timedelta(days=30)
A_DAY: Final = timedelta(days=1)
CARD: Final = "rights/battery.yaml"
NEXT: Final = "rights/battery.2027-01-01.yaml"
CENTRE: Final = "centres/astana-umit.yaml"
KINDS: Final = {
    "numbers.yaml": (Ageing.NUMBERS, 30),
    "quick_cards.yaml": (Ageing.NUMBERS, 30),
    CENTRE: (Ageing.CENTRES, 90),
    CARD: (Ageing.LEGAL, 90),
    "medical.yaml": (Ageing.LEGAL, 90),
    "plans/digital.yaml": (Ageing.REST, 365),
}


def text(name: str, **changed: str) -> str:
    """Return a file that was checked on one day, with these lines in the place of its own."""
    given = {"checked_on": str(CHECKED), **changed}
    lines = (KNOWLEDGE / name).read_text("utf-8").splitlines()
    kept = [line for line in lines if line.partition(":")[0] not in given]
    return "\n".join([*kept, *(f"{key}: {value}" for key, value in given.items()), ""])


def found(
    today: date, files: Mapping[str, str | None], within: timedelta = MONTH
) -> dict[str, Due]:
    return {each.file: each for each in due(read_folder(KNOWLEDGE, files), today, AGES, within)}


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_is_due_at_its_own_age(name: str) -> None:
    kind, days = KINDS[name]
    due_on = CHECKED + timedelta(days=days)
    files = {name: text(name)}

    assert name not in found(due_on - MONTH - A_DAY, files)
    soon = found(due_on - MONTH, files)[name]
    assert (soon.kind, soon.checked_on, soon.due_on) == (kind, CHECKED, due_on)
    conditions = [
        found(day, files)[name].condition
        for day in (due_on, due_on + A_DAY, due_on + SILENT_AFTER, due_on + SILENT_AFTER + A_DAY)
    ]
    assert conditions == [Condition.DUE, Condition.OLD, Condition.OLD, Condition.EXPIRED]


def test_ages_are_those_of_the_settings() -> None:
    shelf = read_folder(KNOWLEDGE, {CENTRE: text(CENTRE)})
    days = {
        each.file: each.due_on - each.checked_on
        for each in dated(shelf, CHECKED, Ages(centres=timedelta(days=7)), MONTH)
    }

    assert days[CENTRE] == timedelta(days=7)
    assert days[CARD] == AGES.legal


def test_the_oldest_stands_first() -> None:
    files = {CENTRE: text(CENTRE, checked_on="2024-01-01"), CARD: text(CARD)}
    listed = due(read_folder(KNOWLEDGE, files), date(2027, 3, 1), AGES, MONTH)

    assert listed[0].file == CENTRE
    assert listed[0].condition is Condition.EXPIRED
    assert [each.due_on for each in listed] == sorted(each.due_on for each in listed)


def test_every_file_that_says_when_it_was_checked_is_dated_and_named() -> None:
    shelf = read_folder(KNOWLEDGE)
    names = {each.file: each for each in dated(shelf, CHECKED, AGES, MONTH)}
    hidden = {
        name
        for name, centre in shelf.all("centres", models.CentreFile).items()
        if centre.status == "hidden"
    }

    assert hidden
    assert (
        names.keys()
        == {name for name, file in shelf.read.items() if isinstance(file, models.Checked)} - hidden
    )
    for each in names.values():
        assert all(words_of(each.title, language).strip() for language in Language), each.file
        assert words_of(each.title, Language.ENGLISH) != each.file, each.file
    assert set(TITLES) <= set(SINGLE)


def test_every_model_of_a_folder_has_an_age() -> None:
    shelf = read_folder(KNOWLEDGE)
    kinds = {
        below: {kind_of(file) for name, file in shelf.read.items()
                if isinstance(file, models.Checked) and name.startswith(f"{below}/")
                and name not in SINGLE}
        for below in MANY
    }  # fmt: skip

    assert kinds["centres"] == {Ageing.CENTRES}
    assert kinds["rights"] == {Ageing.LEGAL}


def test_a_hidden_centre_is_nothing_that_visitors_read() -> None:
    hidden = {CENTRE: text(CENTRE, status="hidden", checked_on="2020-01-01")}

    assert CENTRE not in found(CHECKED, hidden)


def test_a_law_that_ends_is_due_on_its_last_day() -> None:
    ending = {CARD: text(CARD, valid_to="2026-12-31")}
    soon = found(date(2026, 12, 1), ending)[CARD]
    over = found(date(2027, 1, 1), ending)[CARD]

    assert CARD not in found(date(2026, 11, 30), ending)
    assert (soon.ends, soon.condition, soon.due_on) == (True, Condition.DUE, date(2026, 12, 31))
    assert (over.ends, over.condition) == (True, Condition.EXPIRED)


def test_a_law_that_ended_unchecked_is_said_to_have_ended() -> None:
    ended = {CARD: text(CARD, valid_to="2026-12-31", checked_on="2026-01-01")}
    over = found(date(2027, 1, 1), ended)[CARD]

    assert (over.ends, over.condition) == (True, Condition.EXPIRED)


def test_a_law_with_a_version_behind_it_ends_in_silence() -> None:
    files = {CARD: text(CARD, valid_to="2026-12-31"), NEXT: text(CARD, valid_from="2027-01-01")}

    assert not {CARD, NEXT} & found(date(2026, 12, 31), files).keys()
    later = found(date(2027, 6, 1), files)
    assert CARD not in later
    assert (later[NEXT].condition, later[NEXT].ends) == (Condition.OLD, False)


def test_a_date_at_the_end_of_all_calendars_harms_nobody() -> None:
    files = {CENTRE: text(CENTRE, checked_on="9999-12-31")}
    shelf = read_folder(KNOWLEDGE, files)

    (centre,) = (each for each in dated(shelf, CHECKED, AGES, MONTH) if each.file == CENTRE)
    assert centre.due_on == date.max


def test_files_are_counted_once_by_kind_and_condition() -> None:
    files = {name: text(name) for name in ("numbers.yaml", "quick_cards.yaml")}
    known = dated(read_folder(KNOWLEDGE, files), CHECKED + timedelta(days=31), AGES, MONTH)
    kinds = {each.kind: each for each in by_kind(known)}

    assert sum(each.total for each in kinds.values()) == len(known)
    assert kinds[Ageing.NUMBERS].counts[Condition.OLD] == 2
    assert kinds[Ageing.NUMBERS].counts[Condition.FRESH] == 0
    oldest = kinds[Ageing.NUMBERS].oldest
    assert oldest is not None
    assert oldest.checked_on == CHECKED
