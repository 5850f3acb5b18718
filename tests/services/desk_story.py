"""Both sides over one store: what operators do, what happens by itself, what is kept."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final

from bot.domain.case import Case, CaseId, Status
from bot.domain.guide import Guide
from bot.domain.language import Language
from bot.domain.operator import Operator, OperatorId, Presence, Role
from bot.domain.text import Text
from bot.domain.visitor import Address
from bot.services.answering import AnswerVisitor, BeginTalk
from bot.services.case_room import CaseRoom
from bot.services.cases import (
    AskTransfer,
    ChangeBand,
    EndCase,
    GiveBack,
    Shield,
    TakeNext,
    TakeOver,
)
from bot.services.chat_memory import ChatMemory
from bot.services.conversations import Converse
from bot.services.couriers import AtOnce, Couriers
from bot.services.delivery import Deliver
from bot.services.desk import CaseView, ViewBoard, ViewCase, ViewDesk
from bot.services.desk_ports import Noted
from bot.services.live import LiveDesks
from bot.services.ports import Work
from bot.services.presence import Seen, SetPresence
from bot.services.shift import Shift
from bot.services.tending import TendLine
from bot.services.upkeep import EraseExpired
from bot.storage.embedded import SqlStore
from bot.storage.memory import MemoryStore
from bot.translation.translator import Translator
from tests.conftest import SetClock
from tests.services.helpline import CHANNEL, Chat, nothing_happens
from tests.services.visitors import PSEUDONYMS, Chats, Visitor
from tests.together import converse_over, room_over

SILENCE: Final = timedelta(minutes=30)
CLAIM_RETURNS_AFTER: Final = timedelta(seconds=90)
ALL: Final = tuple(Language)
Store = MemoryStore | SqlStore


@dataclass(slots=True)
class Story:
    """The services of both sides over one store; `restarts` loses what is only in memory."""

    store: Store
    guide: Guide
    translator: Translator
    clock: SetClock
    moment: Callable[[], None] = nothing_happens
    number: int = 0
    messenger: Chats = field(default_factory=Chats)
    runs_by_itself: bool = False
    chats: ChatMemory = field(init=False)
    live: LiveDesks = field(init=False)
    shift: Shift = field(init=False)
    courier: AtOnce | Couriers = field(init=False)
    converse: Converse = field(init=False)
    room: CaseRoom = field(init=False)
    tend_line: TendLine = field(init=False)

    def __post_init__(self) -> None:
        self.restarts()

    def restarts(self) -> None:
        """Begin with fresh services over what is kept."""
        self.chats, self.live, self.shift = ChatMemory(), LiveDesks(), Shift()
        deliver = Deliver(
            self.transaction,
            {CHANNEL: self.messenger},
            self.translator,
            self.chats,
            self.live,
            self.clock,
        )
        self.courier = Couriers(deliver) if self.runs_by_itself else AtOnce(deliver)
        self.converse = converse_over(
            self.transaction,
            self.translator,
            PSEUDONYMS,
            self.guide_now,
            self.courier,
            self.chats,
            self.clock,
            SILENCE,
            self.live,
        )
        keep = self.converse.keep
        self.room = room_over(self.transaction, keep, self.courier, self.clock, self.live)
        self.tend_line = TendLine(self.room, self.shift, CLAIM_RETURNS_AFTER)

    async def starts_again(self) -> None:
        """Restart as the program does: it looks who is there before it serves anybody."""
        self.restarts()
        async with self.store.transaction() as work:
            await self.shift.looked_at(work, self.clock())

    def guide_now(self) -> Guide:
        """Return the guide as of the clock's day and of the shift."""
        return replace(self.guide, today=self.clock().date(), desk=self.shift.desk)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Work]:
        """Begin a transaction; a moment passes before it, before its commit and after it."""
        self.moment()
        async with self.store.transaction() as work:
            yield work
            self.moment()
        self.moment()

    async def settles(self) -> None:
        """Have every chat repaired that was named, where nobody does it meanwhile."""
        if isinstance(self.courier, AtOnce):
            await self.courier.settle()

    # Who is there

    def visitor(self, chat: str = "1001") -> Visitor:
        """Return somebody with a chat of her own."""
        # Every chat counts its messages from elsewhere, so that none is taken for another's.
        fresh = Chat(last=1000 * len(self.messenger.of))
        self.messenger.of[chat] = fresh
        return Visitor(self, Address(CHANNEL, chat), fresh)

    async def operator(
        self,
        name: str = "Dina",
        role: Role = Role.OPERATOR,
        languages: tuple[Language, ...] = ALL,
        presence: Presence = Presence.ON_SHIFT,
    ) -> OperatorId:
        """Make an account that is set up and, unless told otherwise, on shift."""
        async with self.store.transaction() as work:
            made = await work.operators.add(name, role, languages)
            ready = replace(made, password="x", totp="y", trained=True, seen_at=self.clock())
            await work.operators.save(ready)
        await self.set_presence(made.id, presence)
        await self.settles()
        return made.id

    # What operators do

    @property
    def take_next(self) -> TakeNext:
        """Return the use case."""
        return TakeNext(self.room)

    @property
    def begin(self) -> BeginTalk:
        """Return the use case."""
        return BeginTalk(self.room, self.guide_now, self.translator)

    @property
    def give_back(self) -> GiveBack:
        """Return the use case."""
        return GiveBack(self.room)

    @property
    def answer(self) -> AnswerVisitor:
        """Return the use case."""
        return AnswerVisitor(self.room, self.guide_now, self.translator)

    @property
    def change_band(self) -> ChangeBand:
        """Return the use case."""
        return ChangeBand(self.room)

    @property
    def ask_transfer(self) -> AskTransfer:
        """Return the use case."""
        return AskTransfer(self.room)

    @property
    def take_over(self) -> TakeOver:
        """Return the use case."""
        return TakeOver(self.room)

    @property
    def shield(self) -> Shield:
        """Return the use case."""
        return Shield(self.room)

    @property
    def end(self) -> EndCase:
        """Return the use case."""
        return EndCase(self.room, self.guide_now)

    @property
    def set_presence(self) -> SetPresence:
        """Return the use case."""
        return SetPresence(self.room, self.shift)

    @property
    def view_desk(self) -> ViewDesk:
        """Return the use case."""
        return ViewDesk(self.transaction, self.clock)

    @property
    def view_case(self) -> ViewCase:
        """Return the use case."""
        return ViewCase(self.transaction, self.guide_now, self.clock)

    @property
    def view_board(self) -> ViewBoard:
        """Return the use case."""
        return ViewBoard(self.transaction, self.clock)

    async def seen(self, *operators: OperatorId) -> None:
        """Note that the pages of operators are still open."""
        for operator in operators:
            await Seen(self.transaction, self.clock)(operator)

    async def takes(self, operator: OperatorId) -> Case:
        """Press Next; somebody must wait."""
        await self.seen(operator)
        taken = await self.take_next(operator)
        await self.settles()
        assert taken is not None
        return taken

    async def talks(self, operator: OperatorId) -> CaseId:
        """Press Next and Begin; return the case."""
        taken = await self.takes(operator)
        await self.begin(operator, taken.id)
        await self.settles()
        return taken.id

    async def writes(self, operator: OperatorId, case: CaseId, words: str, card: str = "") -> None:
        """Write a line and have it brought."""
        await self.answer(operator, case, words, card)
        await self.settles()

    async def ends(
        self, operator: OperatorId, case: CaseId, closing: str = "", *, abuse: bool = False
    ) -> None:
        """End a talk and have her page follow."""
        await self.end(operator, case, closing, abuse=abuse)
        await self.settles()

    async def sees(self, operator: OperatorId, case: CaseId) -> CaseView:
        """Look at a case."""
        return await self.view_case(operator, case)

    async def lines(self, operator: OperatorId, case: CaseId) -> list[str]:
        """Return the words of the talk as its operator reads them."""
        return [each.line.words for each in (await self.sees(operator, case)).lines]

    # What happens by itself

    async def tends(self) -> None:
        """Look after the line once."""
        await self.tend_line()
        await self.settles()

    async def passes(self, by: timedelta, *here: OperatorId) -> None:
        """Let time pass, with the pages of some operators open, and look after the line."""
        self.clock.goes(by)
        await self.seen(*here)
        await self.tends()

    async def erases(self) -> int:
        """Carry out retention."""
        erase = EraseExpired(
            self.transaction,
            self.translator,
            self.guide_now,
            self.courier,
            self.chats,
            self.live,
            self.store.tidy,
            self.clock,
        )
        forgotten = await erase()
        await self.settles()
        return forgotten

    async def repairs(self) -> None:
        """Look after every chat that is unfinished, as the upkeep does."""
        async with self.transaction() as work:
            unfinished = await work.deliveries.unfinished()
        for visitor in unfinished:
            self.courier.poke(visitor)
        await self.settles()

    # What is kept

    async def open_cases(self) -> Sequence[Case]:
        """Return all cases that are not over."""
        async with self.store.transaction() as work:
            return await work.cases.open()

    async def found(self, case: CaseId) -> Case | None:
        """Return a case as it is kept."""
        async with self.store.transaction() as work:
            return await work.cases.find(case)

    async def kept_case(self, case: CaseId) -> Case:
        """Return a case that must be kept."""
        found = await self.found(case)
        assert found is not None
        return found

    async def status(self, case: CaseId) -> Status:
        """Return where a case stands."""
        return (await self.kept_case(case)).status

    async def audit(self) -> Sequence[Noted]:
        """Return the audit, the newest entry first."""
        async with self.store.transaction() as work:
            return await work.audit.latest(10_000)

    async def account(self, operator: OperatorId) -> Operator:
        """Return an account that must be there."""
        async with self.store.transaction() as work:
            found = await work.operators.find(operator)
        assert found is not None
        return found

    def says(self, text: Text, language: Language = Language.RUSSIAN) -> str:
        """Return a text of ours in words."""
        return self.translator.say(text, language)

    def said(self, card: str, language: Language = Language.RUSSIAN) -> str:
        """Return the words of a quick card."""
        found = next(each for each in self.guide.quick_cards if each.id == card)
        return self.translator.say(found.text, language)
