"""An update becomes a turn: read, step, commit, and only then the world is told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from weakref import WeakValueDictionary

from bot.domain.case import Case, Ending
from bot.domain.commands import Leave
from bot.domain.conversation import CodeRead, Event, Picked, Retyped, Started, State, Turn, Typed
from bot.domain.told import Told
from bot.domain.visitor import Pseudonym
from bot.flows import engine
from bot.flows.danger import Emergency
from bot.flows.understood import is_exit
from bot.flows.welcome import STRANGER
from bot.flows.words import EMERGENCY, EXIT
from bot.services.arriving import Arriving, of_a_stranger
from bot.services.chat_memory import ChatMemory
from bot.services.desk_ports import Desks
from bot.services.in_chat import begun, with_arrived
from bot.services.leaving import leave_case
from bot.services.orders import Orders
from bot.services.ports import (
    Arrival,
    Clock,
    Conversation,
    Courier,
    Delivery,
    Pages,
    Pseudonyms,
    Transaction,
    Understand,
    Work,
)
from bot.services.return_codes import ReturnCodesOffice, digits_of
from bot.services.turns import KeepTurn


@dataclass(frozen=True, slots=True)
class Carried:
    """What a turn leaves to be done: whose chat is to be looked at, and how soon."""

    visitor: Pseudonym | None = None
    is_urgent: bool = False
    is_paced: bool = False
    case: Case | None = None
    left_behind: Pseudonym | None = None


@dataclass(frozen=True, slots=True)
class Converse:
    """Carry out one turn. The update may be acknowledged when this returns."""

    transaction: Transaction
    understand: Understand
    pages: Pages
    pseudonyms: Pseudonyms
    keep: KeepTurn
    orders: Orders
    codes: ReturnCodesOffice
    courier: Courier
    desks: Desks
    chats: ChatMemory
    clock: Clock
    _one_at_a_time: "WeakValueDictionary[Pseudonym, asyncio.Lock]" = field(
        default_factory=WeakValueDictionary
    )

    @property
    def arriving(self) -> Arriving:
        """Return what tells the meaning of an event of today."""
        return Arriving(self.keep, self.chats)

    async def __call__(self, arrival: Arrival) -> None:
        """Carry out what came in; a repeated update changes nothing."""
        now = self.clock()
        names = tuple(self.pseudonyms.of(arrival.address, now))
        async with self._alone(names[0]):
            with self.keep.guides.held():
                if isinstance(arrival.event, Typed):
                    event = await self._understood(arrival.event, names)
                    arrival = replace(arrival, event=event)
                carried = await self._turn(arrival, names, now)
        if carried.visitor is not None:
            self.courier.poke(carried.visitor, urgent=carried.is_urgent, paced=carried.is_paced)
        if carried.left_behind is not None:
            self.courier.poke(carried.left_behind)
        if carried.case is not None:
            self.desks.changed(carried.case.id)

    @asynccontextmanager
    async def _alone(self, visitor: Pseudonym) -> AsyncIterator[None]:
        lock = self._one_at_a_time.setdefault(visitor, asyncio.Lock())
        async with lock:
            yield

    async def _understood(self, typed: Typed, names: tuple[Pseudonym, ...]) -> Typed:
        """Ask what words mean, where a flow is to know it: never of words for an operator."""
        async with self.transaction() as work:
            conversation = await work.conversations.find(names)
            case = await work.cases.of(names)
        state = conversation.state if conversation else STRANGER
        if not engine.wants_meaning(state, self.keep.guide(case)):
            return typed
        return replace(typed, meant=await self.understand(typed.words.reveal()))

    async def _turn(self, arrival: Arrival, names: tuple[Pseudonym, ...], now: datetime) -> Carried:
        async with self.transaction() as work:
            channel, number = arrival.address.channel, arrival.number
            if number is not None and not await work.handled.first_time(channel, number, now):
                return Carried()
            conversation = await work.conversations.find(names)
            delivery = await work.deliveries.find(names)
            left: Case | None = None
            if conversation is not None and conversation.wipe_at <= now:
                # Its time was over while nobody looked: she is a stranger again.
                await work.conversations.forget(conversation.visitor)
                left = await leave_case(work, names, Ending.SILENT, now)
                self.chats.forget(conversation.visitor)
                conversation = None
            has_just_left = delivery is not None and delivery.farewell is not None
            if conversation is None and _means_nothing(arrival.event, has_just_left=has_just_left):
                tidied = await self._tidied_up(work, arrival, delivery, names[0], now)
                return replace(tidied, case=left)
            visitor = _name(conversation, delivery, names[0])
            delivery = delivery or Delivery(visitor, arrival.address, now, asks=arrival.asks)
            carried = await self._turned(work, arrival, conversation, delivery, now)
            return replace(carried, case=carried.case or left)

    async def _turned(
        self,
        work: Work,
        arrival: Arrival,
        conversation: Conversation | None,
        delivery: Delivery,
        now: datetime,
    ) -> Carried:
        visitor = delivery.visitor if conversation is None else conversation.visitor
        before = await work.cases.of((visitor,))
        event, case, behind = await self._read_code(work, arrival, conversation, visitor, before)
        if behind is not None:
            await self.keep.left_behind(work, behind)
        turn = self._stepped(replace(arrival, event=event), conversation, delivery, case)
        case, keepsake = await self.orders(work, turn.commands, case, visitor, arrival, now)
        has_left = any(isinstance(command, Leave) for command in turn.commands)
        if case != before and not has_left:
            turn = self.keep.followed(turn, case, keepsake)
        delivery = with_arrived(delivery, arrival, now)
        if has_left:
            delivery = await self._left(work, visitor, delivery, turn)
            case = await leave_case(work, (visitor,), Ending.LEFT_SUDDENLY, now) or case
        else:
            begins = conversation is None or isinstance(arrival.event, Started)
            delivery = begun(delivery, now) if begins else delivery
            if _told_of_left_overs(conversation, turn):
                delivery = replace(delivery, left_over=False)
            channel = arrival.address.channel
            case = await self.keep.kept(work, visitor, channel, conversation, turn, case)
        await work.deliveries.save(delivery)
        is_urgent = has_left or isinstance(turn.state, Emergency)
        is_paced = engine.shows_newest_lines(turn.state) and isinstance(event, Typed | Retyped)
        touched = case if case != before else None
        return Carried(visitor, is_urgent, is_paced and not is_urgent, touched, behind)

    async def _read_code(
        self,
        work: Work,
        arrival: Arrival,
        conversation: Conversation | None,
        visitor: Pseudonym,
        case: Case | None,
    ) -> tuple[Event, Case | None, Pseudonym | None]:
        """Look a typed return code up, where one is waited for."""
        event = arrival.event
        # Whoever waits or talks already has a case: a second one never stands beside it.
        if case is not None or conversation is None or not engine.reads_code(conversation.state):
            return event, case, None
        if not isinstance(event, Typed) or not digits_of(event.words.reveal()):
            return event, case, None
        reading, found, behind = await self.codes.read(
            work, event.words.reveal(), visitor, arrival.address.channel, self.clock()
        )
        return CodeRead(reading, keepsake=event.keepsake), found or case, behind

    def _stepped(
        self,
        arrival: Arrival,
        conversation: Conversation | None,
        delivery: Delivery,
        case: Case | None,
    ) -> Turn:
        state: State = replace(STRANGER, told=Told(left_over=delivery.left_over))
        event = of_a_stranger(arrival.event)
        if conversation is not None:
            state = conversation.state
            event = self.arriving.event(arrival, conversation, case)
        return engine.step(state, event, self.keep.guide(case))

    async def _left(
        self, work: Work, visitor: Pseudonym, delivery: Delivery, turn: Turn
    ) -> Delivery:
        await work.conversations.forget(visitor)
        self.chats.forget(visitor)
        farewell = self.pages.page(engine.screen_of(turn), None)
        return replace(delivery, farewell=farewell)

    async def _tidied_up(
        self,
        work: Work,
        arrival: Arrival,
        delivery: Delivery | None,
        visitor: Pseudonym,
        now: datetime,
    ) -> Carried:
        """Answer a stranger's Exit: nothing is begun, and what she sent goes."""
        delivery = delivery or Delivery(visitor, arrival.address, now, asks=arrival.asks)
        neutral = engine.step(STRANGER, Picked(EXIT.id), self.keep.guides())
        farewell = self.pages.page(engine.screen_of(neutral), None)
        delivery = replace(with_arrived(delivery, arrival, now), farewell=farewell)
        await work.deliveries.save(delivery)
        return Carried(delivery.visitor, is_urgent=True)


def _means_nothing(event: Event, *, has_just_left: bool) -> bool:
    """Tell whether an event of a stranger begins no conversation."""
    match event:
        case Picked(option=EXIT.id) | Retyped():
            return True
        case Picked(option=option) if has_just_left:
            # A tap that was on its way when she left must not bring anything back.
            return option != EMERGENCY.id
        case Typed(words=said):
            return is_exit(said.reveal())
        case _:
            return False


def _name(
    conversation: Conversation | None, delivery: Delivery | None, fresh: Pseudonym
) -> Pseudonym:
    """Return the pseudonym under which something is kept already, or this month's."""
    found = conversation or delivery
    return found.visitor if found else fresh


def _told_of_left_overs(before: Conversation | None, turn: Turn) -> bool:
    return bool(before and before.state.told.left_over and not turn.state.told.left_over)
