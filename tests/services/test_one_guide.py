"""A turn meets one knowledge, whatever is published while it goes on."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

import pytest

from bot.domain.conversation import Event, Picked, Started, Typed
from bot.domain.guide import Guide
from bot.domain.privacy import Confidential
from bot.domain.text import Counsel
from bot.domain.visitor import Address, Pseudonym
from bot.services.chat_memory import ChatMemory
from bot.services.conversations import Converse
from bot.services.ports import Arrival
from bot.storage.memory import MemoryStore
from bot.translation.translator import Translator
from tests.conftest import SetClock
from tests.services.helpline import PSEUDONYMS
from tests.together import converse_over

HERE: Final = Address("chat", "1001")
WALK: Final[tuple[Event, ...]] = (
    Started(),
    Picked("kk"),
    Picked("yes"),
    Picked("go.centres"),
    Typed(Confidential("Семей")),
    Picked("next"),
    Picked("unanswered"),
    Picked("go.handover"),
    Picked("go.rights"),
    Typed(Confidential("бір нәрсе")),
)


@dataclass(slots=True)
class Press:
    """A press that has published something new whenever anybody looks."""

    guide: Guide
    looks: int = 0

    def __call__(self) -> Guide:
        """Return knowledge that is another one each time."""
        self.looks += 1
        name = Counsel(*(f"№ {self.looks}",) * 3)
        centres = tuple(replace(each, name=name, offers=name) for each in self.guide.centres)
        return replace(self.guide, centres=centres)


class Nobody:
    """A courier with nobody to go to."""

    def poke(self, visitor: Pseudonym, *, urgent: bool = False, paced: bool = False) -> None:
        """Bring nothing."""


@pytest.fixture
def press(guide: Guide) -> Press:
    return Press(guide)


@pytest.fixture
def converse(press: Press, translator: Translator, clock: SetClock) -> Converse:
    store = MemoryStore()
    return converse_over(
        store.transaction, translator, PSEUDONYMS, press, Nobody(), ChatMemory(), clock,
        timedelta(minutes=30),
    )  # fmt: skip


async def test_each_turn_asks_once_what_is_known(converse: Converse, press: Press) -> None:
    for number, event in enumerate(WALK, 1):
        await converse(Arrival(HERE, event, number))
        assert press.looks == number


async def test_the_next_turn_knows_what_was_published_meanwhile(
    converse: Converse, press: Press
) -> None:
    for number, event in enumerate(WALK[:5], 1):
        await converse(Arrival(HERE, event, number))

    async with converse.transaction() as work:
        kept = await work.conversations.find(PSEUDONYMS.of(HERE, converse.clock()))

    assert kept is not None
    assert kept.page.text.count("№ 5") == 2
    assert "№ 4" not in kept.page.text
