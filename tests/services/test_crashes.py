"""A crash at any moment is followed by the same conversation."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.domain.guide import Guide
from bot.services.ports import Arrival
from bot.storage.embedded import open_embedded
from bot.storage.memory import MemoryStore
from bot.storage.secrecy import MasterKey
from bot.translation.translator import Translator
from tests.conftest import SetClock
from tests.services.helpline import Helpline, Store, nothing_happens

Step = Callable[[Helpline], Awaitable[Arrival]]


class PowerFailureError(BaseException):
    """The program ends here."""


@dataclass(slots=True)
class Fate:
    """Lets the program end at one moment, counted from the beginning."""

    at: int
    passed: int = 0

    def __call__(self) -> None:
        """Pass a moment."""
        self.passed += 1
        if self.passed == self.at:
            raise PowerFailureError


def presses(option: str) -> Step:
    async def step(helpline: Helpline) -> Arrival:
        if not helpline.chat.offers(option):
            # She waits until the upkeep has been here.
            await helpline.repairs()
        return helpline.pressing(option)

    return step


def types(words: str) -> Step:
    async def step(helpline: Helpline) -> Arrival:
        return helpline.typing(words)

    return step


async def starts(helpline: Helpline) -> Arrival:
    return helpline.starting()


TO_A_CENTRE: Sequence[Step] = (
    starts,
    presses("ru"),
    presses("yes"),
    presses("go.centres"),
    types("Павлодар"),
    presses("unanswered"),
    starts,
    presses("go.danger"),
)
AWAY_AT_ONCE: Sequence[Step] = (starts, types("/exit"))
THERE_AND_AWAY: Sequence[Step] = (starts, presses("kk"), types("/exit"))
THERE_AND_TAPPED_AWAY: Sequence[Step] = (starts, presses("kk"), presses("exit"))


async def counted(helpline: Helpline) -> set[int]:
    """Return how often each phone of the one card was counted."""
    return {times for _, _, times in await helpline.calls_unanswered()}


async def play(helpline: Helpline, script: Sequence[Step], at: int, *, repairs_first: bool) -> bool:
    """Play a script with one crash in it; True if the crash came.

    An update whose turn was broken off is offered again, as Telegram does. Whether the upkeep or
    the update comes first after a restart is chance.
    """
    fate = Fate(at)
    helpline.moment = helpline.chat.moment = fate
    for step in script:
        arrival = await step(helpline)
        try:
            await helpline.does(arrival)
        except PowerFailureError:
            helpline.restarts()
            if repairs_first:
                await helpline.repairs()
            await helpline.does(arrival)
    helpline.moment = helpline.chat.moment = nothing_happens
    await helpline.repairs()
    return fate.passed >= at


def assert_harmless(helpline: Helpline, at: int) -> None:
    """Hold a chat to showing one page without a button at most; `at` is the moment of a crash."""
    assert list(helpline.chat.hers) == [], at
    assert [page.rows for page in helpline.chat.pages] in ([], [()]), at


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything a helpline needs but its store."""

    guide: Guide
    translator: Translator
    clock: SetClock

    def set(self, store: Store) -> Helpline:
        """Return a helpline over a store, with an empty chat."""
        return Helpline(store, self.guide, self.translator, self.clock)


@pytest.fixture
def stage(guide: Guide, translator: Translator, clock: SetClock) -> Stage:
    return Stage(guide, translator, clock)


@pytest.mark.parametrize("repairs_first", [True, False])
async def test_a_conversation_goes_on_as_if_nothing_had_been(
    stage: Stage, repairs_first: bool
) -> None:
    undisturbed = stage.set(MemoryStore())
    assert not await play(undisturbed, TO_A_CENTRE, 10**9, repairs_first=True)
    at = 1
    helpline = stage.set(MemoryStore())
    while await play(helpline, TO_A_CENTRE, at, repairs_first=repairs_first):
        await helpline.assert_settled()
        assert (await helpline.conversation()).state == (await undisturbed.conversation()).state
        assert helpline.chat.living[1] == undisturbed.chat.living[1], at
        assert await counted(helpline) == {1}, at
        at += 1
        helpline = stage.set(MemoryStore())

    assert at > 100


@pytest.mark.parametrize(
    "script",
    [AWAY_AT_ONCE, THERE_AND_AWAY, THERE_AND_TAPPED_AWAY],
    ids=["at once", "typed", "tapped"],
)
@pytest.mark.parametrize("repairs_first", [True, False])
async def test_leaving_leaves_nothing_wherever_the_program_ended(
    stage: Stage, script: Sequence[Step], repairs_first: bool
) -> None:
    at = 1
    helpline = stage.set(MemoryStore())
    while await play(helpline, script, at, repairs_first=repairs_first):
        assert await helpline.kept() == (None, None), at
        assert_harmless(helpline, at)
        at += 1
        helpline = stage.set(MemoryStore())

    assert at > 20


async def test_a_message_that_was_lost_in_a_crash_is_wiped_after_silence(stage: Stage) -> None:
    helpline = stage.set(MemoryStore())

    def ends() -> None:
        if helpline.chat.ours:
            raise PowerFailureError

    helpline.chat.moment = ends
    with pytest.raises(PowerFailureError):
        await helpline.starts()
    helpline.chat.moment = nothing_happens
    helpline.restarts()
    helpline.clock.goes(helpline.converse.keep.silence)
    await helpline.erases()

    assert await helpline.kept() == (None, None)
    assert_harmless(helpline, 0)


async def test_the_embedded_store_outlives_crashes_too(stage: Stage, tmp_path: Path) -> None:
    for at in range(6, 100, 24):
        async with open_embedded(tmp_path / str(at), MasterKey(b"m" * 32)) as store:
            helpline = stage.set(store)
            await play(helpline, TO_A_CENTRE, at, repairs_first=bool(at % 2))

            await helpline.assert_settled()
            assert await counted(helpline) == {1}, at
