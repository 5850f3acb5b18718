"""A crash at any line is followed by the same conversation."""

import asyncio
import random
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final

import pytest
import pytest_asyncio

from bot.composition.application import now
from bot.domain.calendar import day_of
from bot.domain.commands import Leave
from bot.domain.conversation import Event, Picked, Sent, Started, State, Typed, Unwelcome
from bot.domain.guide import Guide
from bot.domain.privacy import Confidential
from bot.domain.visitor import Address
from bot.flows import engine, memory, welcome
from bot.flows.neutral import neutral_page
from bot.services.ports import Conversation
from bot.storage.embedded import SqlStore, open_embedded
from bot.storage.secrecy import KeyedPseudonyms, MasterKey, master_key_in
from bot.translation.translator import Translator
from bot.understanding.understander import Understander
from tests.channels.served import Zygote, zygote
from tests.standin import Person, StandInThread
from tests.standin.accounts import Account
from tests.standin.api import Answer, Api
from tests.standin.params import Params

HER: Final = 1001
PATIENCE: Final = 15.0
KILLS: Final = 50
# What the program asks Telegram for after a command, after words or a picture, after a press.
ASKED_AFTER: Final = {
    "/": ("sendMessage",),
    "#": ("editMessageText", "deleteMessages"),
    "!": ("editMessageText", "deleteMessages"),
}
ASKED: Final = ("editMessageText", "getUpdates")
METHODS: Final = {"sendMessage", "editMessageText", "deleteMessages", "getUpdates"}
# What she does, as one walk; "#" stands for words, "!" for a picture, "/" for a command.
WALK: Final = """
    /start kk yes go.questions no no #абракадабра back no no skip no no on yes not_sure ! yes
    skip no skip pregnant relatives #нечто back pregnant suicide_threat done go.home
    /start ru yes go.centres #Семей next go.handover card change code_word #шлюпка send go.plan
    children #стоп
    /start en yes go.settings numbers yes back go.danger ! exit
    /start kk go.danger #шығу /start
"""


class Deadly(Api):
    """Kills the program when it asks for something, before or after that takes effect."""

    __slots__ = ("armed", "victim")

    armed: tuple[str, bool] | None
    victim: Zygote | None

    async def answer(self, account: Account, method: str, params: Params) -> Answer:
        """Answer a request, or let it be the last one."""
        if self.armed is None or self.armed[0] != method or self.victim is None:
            return await super().answer(account, method, params)
        takes_effect = self.armed[1]
        self.armed = None
        if takes_effect:
            # Nobody waits for updates that the killed one would never get.
            at_once = Params({**params.values, "timeout": 0})
            await super().answer(account, method, at_once)
        self.victim.kill()
        return Answer(0, lost=True)


class DeadlyStandIn(StandInThread):
    """A Bot API server whose requests may be the last ones."""

    def __init__(self) -> None:
        super().__init__()
        self.deadly = Deadly(self.world)
        self.deadly.armed = self.deadly.victim = None
        self._api = self.deadly


@dataclass(slots=True)
class Evening:
    """Her chat, the program that dies again and again, and what should have come of it."""

    server: DeadlyStandIn
    her: Person
    program: Zygote
    store: SqlStore
    master: MasterKey
    guide: Guide
    translator: Translator
    understander: Understander
    dice: random.Random
    state: State | None = None
    deaths: list[str] = field(default_factory=list)

    def does(self, step: str) -> None:
        """Do the next thing of the walk, and know what should come of it."""
        event = self._event(step)
        turn = engine.step(self.state or welcome.STRANGER, event, self.guide)
        has_left = any(isinstance(command, Leave) for command in turn.commands)
        # A place to go back to is kept without a copy of what she told.
        self.state = None if has_left else memory.read(memory.written(turn.state))

    def _event(self, step: str) -> Event:
        match step[0]:
            case "#":
                self.her.types(step[1:])
                return self._typed(step[1:])
            case "!":
                self.her.sends_photo()
                return Sent(Unwelcome.PICTURE)
            case "/":
                self.her.types(step)
                return Started()
            case _:
                self._presses(step)
                return Picked(step)

    def _typed(self, words: str) -> Typed:
        meant = None
        if engine.wants_meaning(self.state or welcome.STRANGER, self.guide):
            meant = self.understander.understand(words)
        return Typed(Confidential(words), meant=meant)

    def _presses(self, option: str) -> None:
        screen = self.her.screen
        assert screen is not None
        data = [one.data for one in screen.each_button() if one.data]
        found = [each for each in data if each.rpartition(":")[2] == option]
        assert found, f"no option {option} among {data}"
        self.her.presses_data(screen.id, found[0])

    def dies(self, step: str) -> None:
        """Do a step while the program is killed, at a moment the dice choose."""
        if step[0] in ASKED_AFTER or self.dice.random() < 0.5:
            self._dies_at_a_request(step)
        else:
            self.does(step)
            sleep(self.dice.random() * 0.12)
            self.program.kill()
            self.deaths.append("at random")
        self.program.reap()
        self.program.serve()

    def _dies_at_a_request(self, step: str) -> None:
        asked = ASKED_AFTER.get(step[0], ASKED)
        method, takes_effect = self.dice.choice(asked), self.dice.random() < 0.5
        self.server.deadly.victim = self.program
        self.server.deadly.armed = (method, takes_effect)
        self.does(step)
        deadline = monotonic() + 3
        while self.server.deadly.armed and monotonic() < deadline:
            sleep(0.005)
        if self.server.deadly.armed:
            # This step did not ask for it: it dies now.
            self.server.deadly.armed = None
            self.program.kill()
            self.deaths.append("at rest")
        else:
            self.deaths.append(f"{method} {'after' if takes_effect else 'before'}")

    async def kept(self) -> Conversation | None:
        """Return what the program has stored of her."""
        channel = f"telegram:{self.server.token.partition(':')[0]}"
        names = KeyedPseudonyms(self.master).of(Address(channel, str(HER)), now())
        async with self.store.transaction() as work:
            return await work.conversations.find(names)

    async def settles(self) -> None:
        """Wait until everything is carried out and the chat is repaired."""
        # The program is another process: there is nothing to wait on but its files.
        async with asyncio.timeout(PATIENCE):
            while not await self._is_settled():  # noqa: ASYNC110
                await asyncio.sleep(0.01)

    async def _is_settled(self) -> bool:
        with self.server.world.bell.still():
            if self.server.bot().pending:
                return False
        async with self.store.transaction() as work:
            return not await work.deliveries.unfinished()

    async def is_as_it_should_be(self) -> None:
        """Compare the chat, the store and the conversation as it should have gone."""
        conversation = await self.kept()
        assert (conversation.state if conversation else None) == self.state
        neutral = self.translator.say(neutral_page(self.guide).text, None)
        *above, last = self.her.sees
        assert all(seen.text == neutral for seen in above), self.deaths
        wanted = conversation.page.text if conversation else neutral
        assert last.text == wanted, self.deaths
        assert last.from_bot
        assert self.her.notifications == ()


@pytest.fixture
def server() -> Iterator[DeadlyStandIn]:
    with DeadlyStandIn() as running:
        yield running


@pytest.fixture
def program(server: DeadlyStandIn, tmp_path: Path) -> Iterator[Zygote]:
    with zygote(server, tmp_path / "var", tmp_path / "output") as ready:
        yield ready


@pytest_asyncio.fixture
async def evening(
    server: DeadlyStandIn,
    program: Zygote,
    tmp_path: Path,
    guide: Guide,
    translator: Translator,
    understander: Understander,
) -> AsyncIterator[Evening]:
    var = tmp_path / "var"
    master, _ = master_key_in(var / "master.key")
    async with open_embedded(var, master) as store:
        program.serve()
        yield Evening(
            server=server,
            her=server.person(HER, "Aigerim", "aigerim", "kk"),
            program=program,
            store=store,
            master=master,
            guide=replace(guide, today=day_of(now())),
            translator=translator,
            understander=understander,
            dice=random.Random(20261122),
        )


async def test_no_step_is_lost_or_doubled_however_often_the_program_dies(
    evening: Evening, tmp_path: Path
) -> None:
    for step in WALK.split():
        evening.dies(step)
        await evening.settles()
        await evening.is_as_it_should_be()

    assert len(evening.deaths) >= KILLS
    assert {death.split()[0] for death in evening.deaths} >= {*METHODS, "at"}
    assert evening.server.violations == []
    errors = [line for line in _lines(tmp_path / "output") if " ERROR " in line]
    assert errors == []


def _lines(file: Path) -> list[Any]:
    return file.read_text(encoding="utf-8").splitlines()
