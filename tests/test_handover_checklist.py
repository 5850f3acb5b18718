"""F01 to F12 of the safety design, through the engine, the services and the embedded store.

What the same promises look like in a browser is tested with the desk.
"""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
from aiogram.types import Update

from bot.channels.telegram.updates import meaning_of
from bot.domain.card import Card
from bot.domain.case import Case, Ending, Status
from bot.domain.danger import Band
from bot.domain.errors import (
    CaseOverError,
    CaseTakenError,
    CaseUnknownError,
    ReasonMissingError,
)
from bot.domain.guide import Guide
from bot.domain.language import Language
from bot.domain.line import By
from bot.domain.operator import OperatorId, Role
from bot.domain.published import Dimension
from bot.domain.statistics import Span
from bot.domain.text import Text
from bot.domain.told import About, Details
from bot.domain.visitor import Pseudonym
from bot.flows.return_code import NOT_FOUND, TOO_OFTEN
from bot.flows.talk import MAY_ANOTHER_READ
from bot.flows.waiting import LONGER_HIGH, NOBODY
from bot.services.desk_ports import Act
from bot.services.new_case import new_case
from bot.services.ports import Arrival
from bot.services.statistics import ExportStatistics, ViewStatistics
from bot.storage.embedded import open_embedded
from bot.storage.memory import MemoryStore
from bot.translation.translator import Translator
from tests.conftest import SetClock
from tests.services.desk_story import Story
from tests.services.helpline import CHANNEL
from tests.services.talks import a_talk
from tests.services.visitors import MASTER, Visitor
from tests.storage.conftest import bytes_in
from tests.test_planted import traces, traces_of_id

HER_ID: Final = 583_920_174_655
FIRST_NAME: Final = "Жұпаргүлмира"
USERNAME: Final = "zhupar_planted_77"
PHONE: Final = "+77012345098"
A_MINUTE: Final = timedelta(minutes=1)


@pytest.fixture
async def story(
    guide: Guide, translator: Translator, clock: SetClock, tmp_path: Path
) -> AsyncIterator[Story]:
    async with open_embedded(tmp_path, MASTER) as store:
        yield Story(store, guide, translator, clock)


@pytest.fixture
def quick_story(guide: Guide, translator: Translator, clock: SetClock) -> Story:
    """Return both sides in memory, for stories of very many cases."""
    return Story(MemoryStore(), guide, translator, clock)


@pytest.mark.parametrize("band", Band)
async def test_f01_the_exact_card_is_shown_and_nothing_is_sent_before_send(
    quick_story: Story, band: Band
) -> None:
    story = quick_story
    dina, her = await story.operator(), story.visitor()
    ways = {
        Band.IMMEDIATE: ("go.questions", "here"),
        Band.HIGH: ("go.questions", "soon"),
        Band.ELEVATED: ("go.questions", "not_sure"),
        Band.UNCLEAR: (),
    }
    await her.comes_to_the_menu("kk")
    await her.picks(*ways[band], "go.handover", "card", "change", "want", "shelter")
    seen = her.sees
    assert await story.open_cases() == []
    await her.picks("send")
    case = await story.takes(dina)

    card = story.says((await story.sees(dina, case.id)).card, Language.KAZAKH)
    assert case.band is band
    assert seen.endswith(card)
    assert len(card.splitlines()) > 4


async def test_f01_who_does_not_send_sends_nothing(quick_story: Story) -> None:
    dina, her = await quick_story.operator(), quick_story.visitor()
    await her.comes_to_the_menu()
    await her.picks("go.handover", "card", "change", "back", "keep")

    assert await quick_story.open_cases() == []
    assert await quick_story.take_next(dina) is None


@dataclass
class Account:
    """A Telegram account whose every detail is planted."""

    visitor: Visitor

    def says(self, **content: Any) -> Arrival:
        """Return what we take in of an update, which carries the whole account."""
        story, chat = self.visitor.story, self.visitor.chat
        story.number += 1
        who = {"id": HER_ID, "first_name": FIRST_NAME, "username": USERNAME}
        message = {
            "message_id": chat.receives("…"),
            "date": 1_700_000_000,
            "chat": {**who, "type": "private"},
            "from": {**who, "is_bot": False, "language_code": "kk"},
            **content,
        }
        update = Update.model_validate({"update_id": story.number, "message": message})
        arrival = meaning_of(update, CHANNEL)
        assert isinstance(arrival, Arrival)
        return arrival


def everything_in(value: object, story: Story) -> Iterator[str]:
    """Return every word that a page of the desk could make of a view."""
    if isinstance(value, Text):
        yield from (story.says(value, language) for language in Language)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from everything_in(getattr(value, field.name), story)
    elif isinstance(value, Mapping):
        yield from everything_in(tuple(value.items()), story)
    elif isinstance(value, Sequence | set | frozenset) and not isinstance(value, str | bytes):
        for each in value:
            yield from everything_in(each, story)
    else:
        yield value.hex() if isinstance(value, bytes) else str(value)
        yield repr(value)


WANTED: Final = tuple(
    trace
    for traced in (traces(FIRST_NAME), traces(USERNAME), traces(PHONE), traces_of_id(HER_ID))
    for trace in traced
    if len(trace) > 4
)


async def test_f02_nothing_of_the_account_is_visible_or_exportable(
    story: Story,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    lead = await story.operator("Bota", Role.LEAD)
    her = story.visitor(str(HER_ID))
    account = Account(her)
    await her.does(account.says(text="/start"))
    await her.picks("kk", "yes")
    contact = {"phone_number": PHONE, "first_name": FIRST_NAME, "user_id": HER_ID}
    await her.does(account.says(contact=contact))
    await her.picks("go.questions", "here", "go.handover", "card", "send")
    shown: list[object] = [await story.view_desk(lead), await story.view_board(lead)]
    case = await story.talks(lead)
    await her.does(account.says(text="сөйлесейік"))
    await her.does(account.says(contact=contact))
    await story.change_band(lead, case, Band.HIGH, "тыныш")
    shown += [await story.sees(lead, case), await story.view_desk(lead)]
    shown += [await story.view_board(lead), await story.audit()]
    await her.takes_a_code()
    await story.ends(lead, case)
    shown += [await story.view_desk(lead), await story.audit()]
    statistics = ViewStatistics(story.transaction, story.clock)
    export = ExportStatistics(story.transaction, story.guide_now, story.clock)
    shown += [await statistics(lead, span) for span in Span]
    shown.append(await export(lead, story.clock().year, Dimension.REGION, Dimension.BAND))
    said = "\n".join(word for view in shown for word in everything_in(view, story))

    assert "сөйлесейік" in said
    printed = said.encode() + "".join(capsys.readouterr()).encode() + caplog.text.encode()
    files = bytes_in(tmp_path)
    assert len(files) > 100_000
    # Which of them it would be is not said: the output of a test is printed too.
    assert not any(trace in printed for trace in WANTED)
    assert not any(trace in files for trace in WANTED)


def points_of(case: Case, waited: timedelta) -> float:
    """Return the score of section 5.2, written down here once more."""
    base = {Band.HIGH: 300, Band.ELEVATED: 100, Band.UNCLEAR: 100}[case.band]
    points = 0 if case.band is Band.UNCLEAR else 2 * case.card.points
    return base + points + 4 * waited.total_seconds() / 60


async def put(story: Story, name: str, band: Band, points: int = 0) -> Case:
    """Put a case into the line, whose visitor needs no chat here."""
    card = Card(
        Language.RUSSIAN, About.SELF, band, points, (), psychologist=False, details=Details()
    )
    case = new_case(card, Pseudonym(name.encode()), CHANNEL, story.clock())
    async with story.store.transaction() as work:
        await work.cases.save(case)
    return case


async def test_f03_class_one_is_served_first_and_the_rest_by_the_formula(
    quick_story: Story,
) -> None:
    story, chance = quick_story, Random(3)
    dina = await story.operator()
    for evening in range(6):
        bands = [*Band, *Band, *Band]
        chance.shuffle(bands)
        cases = []
        for number, band in enumerate(bands):
            cases.append(await put(story, f"{evening}.{number}", band, chance.randrange(0, 7)))
            story.clock.goes(timedelta(minutes=chance.randrange(0, 40)))
        now, served = story.clock(), []
        while (case := await _next(story, dina)) is not None:
            served.append(case)

        assert {case.id for case in served} == {case.id for case in cases}
        first = [case for case in served if case.band is Band.IMMEDIATE]
        assert served[: len(first)] == first
        assert all(one.opened_at <= two.opened_at for one, two in pairwise(first))
        scores = [points_of(case, now - case.opened_at) for case in served[len(first) :]]
        assert scores == sorted(scores, reverse=True)


async def _next(story: Story, operator: OperatorId) -> Case | None:
    await story.seen(operator)
    case = await story.take_next(operator)
    if case is not None:
        await story.begin(operator, case.id)
        await story.end(operator, case.id)
    return case


async def test_f04_an_unclear_case_is_served_before_any_high_that_came_66_minutes_later(
    quick_story: Story,
) -> None:
    story = quick_story
    dina = await story.operator()
    unclear = await put(story, "unclear", Band.UNCLEAR)
    opened, served = story.clock(), []
    # One case is answered a minute, and each minute brings a HIGH with every point there is.
    for minute in range(90):
        await put(story, f"{minute}", Band.HIGH, 60)
        case = await _next(story, dina)
        assert case is not None
        served.append(case)
        story.clock.goes(A_MINUTE)
    before = served[: [case.id for case in served].index(unclear.id)]

    assert all(case.opened_at - opened < timedelta(minutes=66) for case in before)


async def test_f05_where_nobody_comes_in_two_minutes_102_and_111_are_said_and_the_lead_alarmed(
    story: Story,
) -> None:
    lead = await story.operator("Bota", Role.LEAD)
    her = story.visitor()
    case = await her.asks_for_a_person(Band.IMMEDIATE)
    version = story.live.version
    await story.passes(2 * A_MINUTE, lead)

    assert story.says(NOBODY) in her.sees
    assert "102" in story.says(NOBODY)
    assert "111" in story.says(NOBODY)
    assert her.may("go.danger")
    (alarm,) = (await story.view_board(lead)).alarms
    assert (alarm.case.id, alarm.level) == (case.id, 1)
    assert (await story.view_desk(lead)).alarms == (alarm,)
    assert story.live.version > version
    await story.passes(3 * A_MINUTE, lead)
    assert [each.level for each in (await story.view_board(lead)).alarms] == [2]


async def test_f06_high_is_told_the_truth_after_ten_minutes_by_a_silent_edit(
    story: Story,
) -> None:
    dina, her = await story.operator(), story.visitor()
    await her.asks_for_a_person(Band.HIGH)
    message = her.living[0]
    her.chat.did.clear()
    await story.passes(10 * A_MINUTE, dina)

    assert story.says(LONGER_HIGH) in her.sees
    assert her.may("go.plan")
    assert (her.living[0], set(her.chat.did)) == (message, {"edit"})


@pytest.mark.parametrize("language", Language)
async def test_f07_the_first_line_is_role_and_question_without_any_fact(
    quick_story: Story, language: Language
) -> None:
    dina, her = await quick_story.operator(), quick_story.visitor()
    await her.asks_for_a_person(Band.IMMEDIATE, language.value)
    case = await quick_story.talks(dina)
    (first,) = (await quick_story.sees(dina, case)).lines

    assert (first.line.by, first.line.card) == (By.OPERATOR, "first_line")
    assert first.line.words == quick_story.said("first_line", language)
    assert "111" in first.line.words
    assert first.line.words.count("?") == 1
    assert first.line.words in her.sees


async def test_f08_after_exit_the_desk_shows_left_suddenly_and_cannot_write(
    story: Story,
) -> None:
    talk = await a_talk(story)
    await talk.her.types("мой секрет")
    await talk.her.picks("exit")
    talk.her.chat.did.clear()

    (over,) = (await story.view_desk(talk.dina)).over
    assert (over.status, over.ending) == (Status.LEFT, Ending.LEFT_SUDDENLY)
    view = await story.sees(talk.dina, talk.case)
    assert "секрет" not in "".join(everything_in(view, story))
    for words, card in (("вернитесь", ""), ("", "police")):
        with pytest.raises(CaseOverError):
            await talk.writes(words, card)
    with pytest.raises(CaseOverError):
        await story.end(talk.dina, talk.case)
    await story.repairs()
    assert talk.her.chat.did == []


async def test_f09_a_code_from_another_account_reopens_the_case_without_old_messages(
    story: Story,
) -> None:
    talk = await a_talk(story)
    code = await talk.her.takes_a_code()
    await talk.her.types("мой секрет")
    await talk.her.picks("exit")
    elsewhere = story.visitor("2002")
    await elsewhere.uses_code(code)
    case = await story.talks(talk.dina)

    view = await story.sees(talk.dina, case)
    assert [line.line.card for line in view.lines] == ["first_line"]
    assert view.case.band is Band.HIGH
    assert "секрет" not in "".join(everything_in(view, story)) + elsewhere.sees


async def test_f09_a_code_that_is_wrong_five_times_is_slowed(story: Story) -> None:
    await story.operator()
    her = story.visitor()
    await her.asks_for_a_person()
    code = await her.takes_a_code()
    await her.picks("exit")
    thief = story.visitor("666")
    await thief.uses_code("1111222233334444")
    for number in range(4):
        assert story.says(NOT_FOUND) in thief.sees
        await thief.types(f"111122223333444{number}")
    await thief.types(code)

    assert story.says(TOO_OFTEN) in thief.sees
    assert not await thief.has_case()
    await her.uses_code(code)
    assert await her.has_case()


async def test_f10_the_person_is_asked_before_a_new_operator_reads(story: Story) -> None:
    talk = await a_talk(story)
    saule = await story.operator("Saule")
    await talk.her.types("мой секрет")
    await story.ask_transfer(talk.dina, talk.case, saule)
    await story.settles()
    assert story.says(MAY_ANOTHER_READ) in talk.her.sees
    with pytest.raises(CaseUnknownError):
        await story.sees(saule, talk.case)
    with pytest.raises(CaseTakenError):
        await story.begin(saule, talk.case)
    board = "".join(everything_in(await story.view_desk(saule), story))
    assert "секрет" not in board

    await talk.her.picks("agree")
    await story.begin(saule, talk.case)
    assert "мой секрет" in await story.lines(saule, talk.case)
    with pytest.raises(CaseUnknownError):
        await story.sees(talk.dina, talk.case)


async def test_f11_after_closing_nothing_is_ever_sent(story: Story) -> None:
    dina, her = await story.operator(), story.visitor()
    await her.asks_for_a_person()
    await her.picks("sign", "yes")
    case = await story.talks(dina)
    await her.types("спасибо")
    await story.ends(dina, case, "closing_heard")
    her.chat.did.clear()
    for _ in range(48):
        story.clock.goes(timedelta(hours=1))
        await story.tends()
        await story.erases()
        await story.repairs()

    assert "send" not in her.chat.did
    assert [page.rows for page in her.chat.pages] == [()]
    assert await her.kept() == (None, None)


async def test_f12_a_lowered_band_has_a_reason_kept_with_the_case_only(
    story: Story, tmp_path: Path
) -> None:
    talk = await a_talk(story)
    reason = "соседка подтвердила: уехал"
    with pytest.raises(ReasonMissingError):
        await story.change_band(talk.dina, talk.case, Band.UNCLEAR, " ")
    await story.change_band(talk.dina, talk.case, Band.UNCLEAR, reason)

    (change,) = (await talk.kept()).changes
    assert (change.before, change.after, change.reason) == (Band.HIGH, Band.UNCLEAR, reason)
    case = await talk.kept()
    entry = next(each for each in await story.audit() if each.act is Act.BAND_LOWERED)
    assert (entry.case, entry.operator, entry.detail) == (case.code, talk.dina, "HIGH-UNCLEAR")
    assert reason not in "".join(everything_in(await story.audit(), story))
    files = bytes_in(tmp_path)
    assert not any(trace in files for trace in traces(reason))
    await story.ends(talk.dina, talk.case)
    assert (await talk.kept()).changes == ()
