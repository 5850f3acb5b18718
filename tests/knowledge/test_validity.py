"""The law by date: a version takes the place of another on its day, and nothing else does."""

import shutil
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from bot.domain.advice import Complaint
from bot.domain.guide import Ages, Guide
from bot.domain.language import Language
from bot.flows.rights import LAW_CHANGED, card_text
from bot.knowledge.build import build
from bot.knowledge.checks import Circumstances
from bot.knowledge.keeper import read_guide
from bot.knowledge.live import open_knowledge
from bot.knowledge.reader import read_folder
from bot.knowledge.shelf import Shelf
from bot.knowledge.validity import (
    BACKWARDS,
    ENDS_TOO_LATE,
    GAP,
    NO_TEXT_TODAY,
    SAME_DAYS,
    law_by_date,
)
from tests.conftest import SetClock
from tests.flows.talk import Talk, words_of
from tests.knowing import KNOWLEDGE

TODAY: Final = date(2026, 11, 23)
CARD: Final = "rights/battery.yaml"
NEXT: Final = "rights/battery.2027-01-01.yaml"
TEXT: Final = (KNOWLEDGE / CARD).read_text("utf-8")
NEW_TITLE: Final = "Battery by the new code"


def version(first: str = "", last: str = "", title: str = "Battery") -> str:
    """Return the card as it stands with these days and this title."""
    days = f"valid_from: {first}\n" * bool(first) + f"valid_to: {last}\n" * bool(last)
    return TEXT.replace('  en: "Battery"', f'  en: "{title}"').replace(
        "id: battery\n", f"id: battery\n{days}"
    )


def line_of(key: str, text: str) -> int:
    """Return the line on which a key stands, the first being 1."""
    return next(n for n, line in enumerate(text.splitlines(), 1) if line.startswith(f"{key}:"))


def read(files: Mapping[str, str | None]) -> Shelf:
    shelf = read_folder(KNOWLEDGE, files)
    assert not [each for each in shelf.complaints if each.file.startswith("rights/battery")]
    return shelf


def told(files: Mapping[str, str | None], today: date = TODAY) -> list[Complaint]:
    shelf = read(files)
    before = len(shelf.complaints)
    law_by_date(shelf, Circumstances(today))
    return shelf.complaints[before:]


def known(files: Mapping[str, str | None], today: date) -> Guide:
    return build(read(files), today, Ages())


CHANGING: Final = {
    CARD: version(last="2026-12-31"),
    NEXT: version("2027-01-01", title=NEW_TITLE),
}


def test_our_own_files_agree_about_the_law() -> None:
    assert told({}) == []


@pytest.mark.parametrize(
    ("day", "title"),
    [
        (date(2026, 12, 30), "Battery"),
        (date(2026, 12, 31), "Battery"),
        (date(2027, 1, 1), NEW_TITLE),
        (date(2027, 2, 1), NEW_TITLE),
    ],
)
def test_on_its_day_the_next_version_holds_by_itself(day: date, title: str) -> None:
    right = known(CHANGING, day).rights["battery"]

    assert words_of(right.title, Language.ENGLISH) == title
    assert right.is_in_force
    assert words_of(LAW_CHANGED, Language.ENGLISH) not in words_of(
        card_text(right, known(CHANGING, day)), Language.ENGLISH
    )


def test_versions_side_by_side_are_no_complaint() -> None:
    assert told(CHANGING) == []


def test_the_order_of_topics_stays_when_the_law_changes() -> None:
    before, after = (known(CHANGING, day) for day in (date(2026, 12, 31), date(2027, 1, 1)))

    assert list(before.rights) == list(after.rights) == list(known({}, TODAY).rights)


def test_a_version_without_an_end_is_told_where_to_end() -> None:
    (complaint,) = told({NEXT: version("2027-01-01")})

    assert (complaint.file, complaint.line) == (NEXT, line_of("valid_from", version("2027-01-01")))
    assert complaint.advice == ENDS_TOO_LATE.given(file=CARD, day="2026-12-31")
    assert not complaint.is_notice


def test_versions_that_share_a_day_are_refused_at_the_later_one() -> None:
    (complaint,) = told({CARD: version(last="2027-01-01"), NEXT: version("2027-01-01")})

    assert (complaint.file, complaint.where) == (NEXT, "valid_from")
    assert not complaint.is_notice


@pytest.mark.parametrize("first", ["", "2026-01-01"])
def test_one_id_twice_on_the_same_days_names_the_other_file(first: str) -> None:
    (complaint,) = told({CARD: version(first), "rights/blows.yaml": version(first)})

    assert complaint.file == "rights/blows.yaml"
    assert complaint.where == ("valid_from" if first else "id")
    assert complaint.advice == SAME_DAYS.given(file=CARD)


def test_days_that_run_backwards_are_refused_and_never_hold() -> None:
    text = version("2027-01-01", "2026-12-31")
    backwards: dict[str, str | None] = {CARD: text}
    (complaint,) = told(backwards)

    assert (complaint.file, complaint.line) == (CARD, line_of("valid_to", text))
    assert complaint.advice == BACKWARDS
    assert "battery" not in known(backwards, TODAY).rights


def test_a_gap_is_told_and_refuses_nothing() -> None:
    (complaint,) = told({CARD: version(last="2026-12-31"), NEXT: version("2027-01-11")})

    assert complaint.is_notice
    assert complaint.file == NEXT
    assert complaint.advice == GAP.given(file=CARD, first="2027-01-01", last="2027-01-10")


def test_in_a_gap_the_topic_stays_and_points_to_111() -> None:
    gap = {CARD: version(last="2026-12-31"), NEXT: version("2027-01-11")}
    talk = Talk(known(gap, date(2027, 1, 5)))
    talk.begins("rights")
    talk.picks("all")
    while "battery" not in talk.offered:
        talk.picks("next")

    talk.picks("battery")

    assert talk.heard().split("\n\n") == ["Battery", words_of(LAW_CHANGED, Language.ENGLISH)]
    assert {"back", "go.handover"} <= set(talk.offered)


def test_a_law_that_ended_with_nothing_after_it_is_told_to_editors() -> None:
    ended: dict[str, str | None] = {CARD: version(last="2026-11-22")}
    (complaint,) = told(ended)

    assert (complaint.where, complaint.advice) == ("valid_to", NO_TEXT_TODAY)
    assert complaint.is_notice
    assert not known(ended, TODAY).rights["battery"].is_in_force
    assert told(ended, date(2026, 11, 22)) == []


def test_a_law_that_is_yet_to_come_is_nobodys_right() -> None:
    coming: dict[str, str | None] = {CARD: version("2027-01-01")}

    assert "battery" not in known(coming, date(2026, 12, 31)).rights
    assert known(coming, date(2027, 1, 1)).rights["battery"].is_in_force


def test_where_the_only_fitting_card_is_yet_to_come_the_chooser_still_leads_on() -> None:
    talk = Talk(known({CARD: version("2027-01-01")}, TODAY))
    for question in talk.guide.chooser.questions:
        for option in question.options:
            talk.begins("rights")
            talk.picks("fitting", *["skip"] * talk.guide.chooser.questions.index(question))
            talk.picks(option.id, *["skip"] * (2 - talk.guide.chooser.questions.index(question)))
            assert [each for each in talk.offered if each in talk.guide.rights], option.id


def test_what_is_served_changes_at_midnight_in_kazakhstan(tmp_path: Path, clock: SetClock) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, folder)
    for name, text in CHANGING.items():
        (folder / name).write_text(text, "utf-8")
    clock.now = datetime(2026, 12, 31, 18, 59, tzinfo=UTC)
    live = open_knowledge(folder, tmp_path / "var", clock)
    before = live.guide().rights["battery"].title
    clock.goes(timedelta(minutes=1))
    after = live.guide().rights["battery"].title

    assert live.is_served
    assert [words_of(title, Language.ENGLISH) for title in (before, after)] == [
        "Battery",
        NEW_TITLE,
    ]


def test_a_version_that_does_not_end_in_time_refuses_the_whole() -> None:
    reading, _ = read_guide(KNOWLEDGE, TODAY, drafts={NEXT: version("2027-01-01")})

    assert reading.guide is None
    assert [each.file for each in reading.refusals] == [NEXT]
