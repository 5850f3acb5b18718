"""Whatever happens at the same moment: nothing is lost or doubled, and both sides agree."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

import pytest

from bot.domain.card import Card
from bot.domain.case import Case, CaseId, Status
from bot.domain.conversation import Started
from bot.domain.danger import Band
from bot.domain.errors import (
    CaseOverError,
    CaseTakenError,
    CaseUnknownError,
    LineRefusedError,
    NotOnShiftError,
    TooManyTalksError,
)
from bot.domain.language import Language
from bot.domain.operator import OperatorId, Presence, Role
from bot.domain.told import About, Details
from bot.domain.visitor import Pseudonym
from bot.services.new_case import new_case
from bot.services.ports import Arrival, Work
from tests.services.desk_story import CLAIM_RETURNS_AFTER, Story
from tests.services.helpline import CHANNEL
from tests.services.talks import Talk, a_talk

MANY: Final = 50
REFUSALS: Final = (
    CaseTakenError,
    CaseOverError,
    CaseUnknownError,
    LineRefusedError,
    NotOnShiftError,
    TooManyTalksError,
)
HERS: Final = "я тут"
OURS: Final = "слышу Вас"

HerAct = Callable[[Talk], Arrival]
DeskAct = Callable[[Talk, OperatorId], Awaitable[object]]

HER_ACTS: Final[Mapping[str, HerAct]] = {
    "writes": lambda talk: talk.her.typing(HERS),
    "cries": lambda talk: talk.her.typing("он меня убивает"),
    "exits": lambda talk: talk.her.typing("/exit"),
    "taps exit": lambda talk: talk.her.pressing("exit"),
    "asks to end": lambda talk: talk.her.pressing("end"),
    "takes a code": lambda talk: talk.her.pressing("code"),
    "looks at 102": lambda talk: talk.her.pressing("go.danger"),
    "starts anew": lambda talk: talk.her.writing("/start", Started()),
}
DESK_ACTS: Final[Mapping[str, DeskAct]] = {
    "answers": lambda talk, _: talk.story.answer(talk.dina, talk.case, OURS),
    "sends a card": lambda talk, _: talk.story.answer(talk.dina, talk.case, "", "police"),
    "ends": lambda talk, _: talk.story.end(talk.dina, talk.case, "closing_heard"),
    "asks for a transfer": lambda talk, _: talk.story.ask_transfer(talk.dina, talk.case, None),
    "is taken over": lambda talk, lead: talk.story.take_over(lead, talk.case),
    "raises": lambda talk, _: talk.story.change_band(talk.dina, talk.case, Band.IMMEDIATE, ""),
    "shields": lambda talk, _: talk.story.shield(talk.dina, talk.case, on=True),
    "tends": lambda talk, _: talk.story.tend_line(),
}


async def refused_or_done(act: Awaitable[object]) -> bool:
    """Carry an act out; True unless it was refused as it may be."""
    try:
        await act
    except REFUSALS:
        return False
    return True


async def after(talk: Talk) -> Case:
    """Have everything settled, hold both sides to agreeing, and return the case."""
    await talk.story.settles()
    await talk.story.repairs()
    await talk.agrees()
    return await talk.kept()


@pytest.mark.parametrize("hers_first", [True, False])
@pytest.mark.parametrize("desk", DESK_ACTS)
@pytest.mark.parametrize("hers", HER_ACTS)
async def test_what_she_does_meets_what_the_desk_does(
    story: Story, hers: str, desk: str, hers_first: bool
) -> None:
    lead = await story.operator("Bota", Role.LEAD)
    talk = await a_talk(story)
    arrival = HER_ACTS[hers](talk)
    act = refused_or_done(DESK_ACTS[desk](talk, lead))
    if hers_first:
        await story.converse(arrival)
        is_done = await act
    else:
        is_done = await act
        await story.converse(arrival)
    case = await after(talk)

    words = [line.words for line in case.lines]
    if case.status is Status.TALKING:
        assert words.count(HERS) == (hers == "writes")
        assert words.count(OURS) == (desk == "answers")
        assert is_done
    else:
        assert words == []
    if not hers_first:
        assert is_done


ANSWERS: Final = ("agree", "refuse")
WHILE_ASKED: Final[Mapping[str, DeskAct]] = {
    "answers": DESK_ACTS["answers"],
    "ends": DESK_ACTS["ends"],
    "asks for another": lambda talk, lead: talk.story.ask_transfer(talk.dina, talk.case, lead),
}


@pytest.mark.parametrize("hers_first", [True, False])
@pytest.mark.parametrize("desk", WHILE_ASKED)
@pytest.mark.parametrize("answer", ANSWERS)
async def test_her_answer_to_a_transfer_meets_what_the_desk_does(
    story: Story, answer: str, desk: str, hers_first: bool
) -> None:
    lead = await story.operator("Bota", Role.LEAD)
    talk = await a_talk(story)
    await story.ask_transfer(talk.dina, talk.case, None)
    await story.settles()
    arrival = talk.her.pressing(answer)
    acts: list[Awaitable[object]] = [
        story.converse(arrival),
        refused_or_done(WHILE_ASKED[desk](talk, lead)),
    ]
    for act in acts if hers_first else reversed(acts):
        await act
    case = await after(talk)

    assert case.is_open == (desk != "ends" or (hers_first and answer == "agree"))
    assert (case.status is Status.TALKING) == (case.operator == talk.dina and case.is_open)


OFFERED: Final[Mapping[str, DeskAct]] = {
    "begins": lambda talk, _: talk.story.begin(talk.dina, talk.case),
    "gives back": lambda talk, _: talk.story.give_back(talk.dina, talk.case),
    "waits too long": lambda talk, _: talk.story.tend_line(),
    "is taken over": DESK_ACTS["is taken over"],
}
IN_LINE: Final[Mapping[str, HerAct]] = {
    "writes": HER_ACTS["writes"],
    "exits": HER_ACTS["exits"],
    "stops": lambda talk: talk.her.pressing("stop"),
    "takes a code": HER_ACTS["takes a code"],
    "looks at 102": HER_ACTS["looks at 102"],
}


@pytest.mark.parametrize("hers_first", [True, False])
@pytest.mark.parametrize("desk", OFFERED)
@pytest.mark.parametrize("hers", IN_LINE)
async def test_what_she_does_meets_what_becomes_of_an_offer(
    story: Story, hers: str, desk: str, hers_first: bool
) -> None:
    lead = await story.operator("Bota", Role.LEAD)
    dina, her = await story.operator(), story.visitor()
    await her.asks_for_a_person(Band.HIGH)
    talk = Talk(story, her, dina, (await story.takes(dina)).id)
    story.clock.goes(CLAIM_RETURNS_AFTER)
    await story.seen(dina, lead)
    arrival = IN_LINE[hers](talk)
    acts: list[Awaitable[object]] = [
        story.converse(arrival),
        refused_or_done(OFFERED[desk](talk, lead)),
    ]
    for act in acts if hers_first else reversed(acts):
        await act
    case = await after(talk)

    assert case.is_open == (
        hers not in ("exits", "stops") or _talks_already(hers, desk, hers_first)
    )


def _talks_already(hers: str, desk: str, hers_first: bool) -> bool:
    """Tell whether the button she pressed was gone: in a talk nothing is stopped by it."""
    return hers == "stops" and desk == "begins" and not hers_first


@pytest.mark.parametrize("desk", ["answers", "ends", "asks for a transfer"])
async def test_at_the_same_moment_over_the_embedded_store(embedded_story: Story, desk: str) -> None:
    story = embedded_story
    lead = await story.operator("Bota", Role.LEAD)
    talk = await a_talk(story)
    lines = [talk.her.typing(f"строка {number}") for number in range(6)]
    done = await asyncio.gather(
        *(story.converse(line) for line in lines[:3]),
        refused_or_done(DESK_ACTS[desk](talk, lead)),
        *(story.converse(line) for line in lines[3:]),
    )
    case = await after(talk)

    assert done[3] is True
    if case.status is Status.TALKING:
        hers = [line.words for line in case.lines if line.message is not None]
        assert sorted(hers) == [f"строка {number}" for number in range(6)]
        assert [line.number for line in case.lines] == list(range(1, len(case.lines) + 1))


@pytest.mark.parametrize("exit_first", [True, False])
async def test_she_leaves_while_ten_lines_come(embedded_story: Story, exit_first: bool) -> None:
    talk = await a_talk(embedded_story)
    leaves = embedded_story.converse(talk.her.typing("/exit"))
    lines = [
        refused_or_done(embedded_story.answer(talk.dina, talk.case, f"строка {number}"))
        for number in range(6)
    ]
    await asyncio.gather(*((leaves, *lines) if exit_first else (*lines, leaves)))
    case = await after(talk)

    assert case.status is Status.LEFT
    assert [page.rows for page in talk.her.chat.pages] == [()]


async def fifty(story: Story, bands: tuple[Band, ...]) -> tuple[list[OperatorId], set[CaseId]]:
    """Put fifty cases into the line, and fifty operators before it."""
    cases = set()
    async with story.store.transaction() as work:
        for number in range(MANY):
            card = Card(
                language=list(Language)[number % 3],
                about=About.SELF,
                band=bands[number % len(bands)],
                points=number % 9,
                signs=(),
                psychologist=False,
                details=Details(),
            )
            visitor = Pseudonym(number.to_bytes(32, "big"))
            case = new_case(card, visitor, CHANNEL, story.clock())
            await work.cases.save(case)
            cases.add(case.id)
        operators = [await _seated(work, number, story.clock()) for number in range(MANY)]
    return operators, cases


async def _seated(work: Work, number: int, now: datetime) -> OperatorId:
    made = await work.operators.add(f"Operator {number}", Role.OPERATOR, tuple(Language))
    await work.operators.save(replace(made, presence=Presence.ON_SHIFT, seen_at=now))
    return made.id


async def press_next(story: Story, operator: OperatorId) -> Case | None:
    """Press Next; None where nobody is offered."""
    try:
        return await story.take_next(operator)
    except (TooManyTalksError, CaseTakenError):
        return None


async def test_fifty_operators_press_next_at_once_on_fifty_cases(embedded_story: Story) -> None:
    operators, cases = await fifty(embedded_story, (Band.IMMEDIATE,))
    taken = await asyncio.gather(*(press_next(embedded_story, one) for one in operators))

    assert {case.id for case in taken if case} == cases
    kept = await embedded_story.open_cases()
    assert {case.operator for case in kept} == set(operators)
    assert {case.status for case in kept} == {Status.OFFERED}


async def test_nobody_is_left_of_fifty_mixed_cases_and_none_is_taken_twice(story: Story) -> None:
    operators, cases = await fifty(story, tuple(Band))
    taken: list[CaseId] = []
    for _ in range(3):
        pressed = await asyncio.gather(*(press_next(story, one) for one in operators))
        taken += [case.id for case in pressed if case]

    assert sorted(taken) == sorted(cases)
    assert all(case.operator for case in await story.open_cases())


async def test_two_tabs_of_one_operator_begin_and_end_only_once(embedded_story: Story) -> None:
    story = embedded_story
    dina, her = await story.operator(), story.visitor()
    await her.asks_for_a_person()
    case = await story.takes(dina)
    begun = await asyncio.gather(*(refused_or_done(story.begin(dina, case.id)) for _ in range(3)))
    assert begun.count(True) == 1
    assert len(await story.lines(dina, case.id)) == 1
    ended = await asyncio.gather(*(refused_or_done(story.end(dina, case.id)) for _ in range(3)))

    assert ended.count(True) == 1
