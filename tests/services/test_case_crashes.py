"""A crash at any moment of a talk is followed by the same talk."""

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Final

import pytest

from bot.domain.case import Case, Status
from bot.domain.guide import Guide
from bot.domain.operator import OperatorId
from bot.services.ports import Arrival
from bot.storage.embedded import open_embedded
from bot.storage.memory import MemoryStore
from bot.translation.translator import Translator
from tests.conftest import SetClock
from tests.services.desk_story import Store, Story
from tests.services.helpline import nothing_happens
from tests.services.test_crashes import Fate, PowerFailureError
from tests.services.visitors import MASTER, Visitor

DINA: Final = OperatorId(1)
FIRST: Final = "слышу Вас"
HERS: Final = "мне страшно"
CLOSING: Final = "closing_heard"


async def the_case(story: Story) -> Case:
    """Return the only case there is, over or not."""
    async with story.store.transaction() as work:
        (case,) = (*await work.cases.open(), *await work.cases.over_since(story.clock()))
    return case


Step = Callable[[Story, Visitor], Awaitable[None]]


def hers(make: Callable[[Visitor], Arrival]) -> Step:
    """Return a step of hers; an update that was broken off is offered again."""

    async def step(story: Story, her: Visitor) -> None:
        arrival = make(her)
        try:
            await her.does(arrival)
        except PowerFailureError:
            await story.starts_again()
            await story.repairs()
            await her.does(arrival)

    return step


def ours(act: Callable[[Story, Case], Awaitable[object]], done: Callable[[Case], bool]) -> Step:
    """Return a step of the operator's, who looks at the desk before trying again."""

    async def step(story: Story, _her: Visitor) -> None:
        try:
            await act(story, await the_case(story))
            await story.settles()
        except PowerFailureError:
            await story.starts_again()
            if not done(await the_case(story)):
                await act(story, await the_case(story))
            await story.settles()
            await story.repairs()

    return step


STORY: Final[Sequence[Step]] = (
    hers(lambda her: her.pressing("send")),
    ours(lambda story, _: story.take_next(DINA), lambda case: case.operator == DINA),
    ours(lambda story, case: story.begin(DINA, case.id), lambda case: bool(case.lines)),
    ours(
        lambda story, case: story.answer(DINA, case.id, FIRST),
        lambda case: case.lines[-1].words == FIRST,
    ),
    hers(lambda her: her.typing(HERS)),
    ours(lambda story, case: story.end(DINA, case.id, CLOSING), lambda case: not case.is_open),
)


async def play(story: Story, at: int, steps: int = len(STORY)) -> tuple[Visitor, bool]:
    """Tell the story with one crash in it; True if the crash came."""
    await story.operator()
    her = story.visitor()
    await her.comes_to_the_menu()
    await her.picks("go.questions", "soon", "go.handover", "card")
    fate = Fate(at)
    story.moment = her.chat.moment = fate
    for step in STORY[:steps]:
        await step(story, her)
    story.moment = her.chat.moment = nothing_happens
    await story.repairs()
    return her, fate.passed >= at


@pytest.fixture
def stage(guide: Guide, translator: Translator, clock: SetClock) -> Callable[[Store], Story]:
    return lambda store: Story(store, guide, translator, clock)


async def hold(story: Story, her: Visitor, at: int, steps: int) -> None:
    """Hold the story to having ended as it does undisturbed."""
    case = await the_case(story)
    conversation, delivery = await her.kept()
    assert conversation is not None, at
    assert delivery is not None, at
    assert her.chat.living[1] == conversation.page, at
    assert (len(her.chat.ours), her.chat.hers) == (1, {}), at
    if steps == len(STORY):
        assert (case.status, case.closing) == (Status.CLOSED, CLOSING), at
        assert story.said(CLOSING) in her.sees, at
    else:
        words = [line.words for line in case.lines]
        assert words == [story.said("first_line"), FIRST, HERS], at
        assert all(0 <= line.revision <= delivery.shown for line in case.lines), at
    async with story.store.transaction() as work:
        counts = await work.case_counts.since("2000-01-01")
    assert [(each.outcome, each.times) for each in counts] == [("answered", 1)], at
    acts = [entry.act for entry in await story.audit()]
    assert len(acts) == len(set(acts)), at


@pytest.mark.parametrize("steps", [len(STORY) - 1, len(STORY)], ids=["talking", "closed"])
async def test_a_talk_goes_on_as_if_nothing_had_been(
    stage: Callable[[Store], Story], steps: int
) -> None:
    at, has_crashed = 1, True
    while has_crashed:
        story = stage(MemoryStore())
        her, has_crashed = await play(story, at, steps)
        await hold(story, her, at, steps)
        at += 1

    assert at > 60


async def test_the_embedded_store_outlives_crashes_of_a_talk_too(
    stage: Callable[[Store], Story], tmp_path: Path
) -> None:
    for at in (3, 21, 34, 55):
        async with open_embedded(tmp_path / str(at), MASTER) as store:
            story = stage(store)
            her, has_crashed = await play(story, at)
            assert has_crashed
            await hold(story, her, at, len(STORY))
