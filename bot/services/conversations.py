"""An update becomes a turn: read, step, commit, and only then the world is told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import assert_never
from weakref import WeakValueDictionary

from bot.domain.conversation import (
    Command,
    Event,
    Leave,
    Looked,
    NoteUnanswered,
    Picked,
    Returned,
    Retyped,
    Sent,
    Started,
    State,
    Turn,
    Typed,
)
from bot.domain.page import Page
from bot.domain.retention import ASKS_AGAIN_AFTER, LONGEST
from bot.domain.told import Told
from bot.domain.visitor import Pseudonym
from bot.flows import engine
from bot.flows.danger import Emergency
from bot.flows.engine import ALWAYS
from bot.flows.understood import is_exit, is_urgent
from bot.flows.welcome import STRANGER
from bot.flows.words import EMERGENCY, EXIT
from bot.services.chat_memory import ChatMemory
from bot.services.ports import (
    Arrival,
    Clock,
    Conversation,
    Courier,
    Delivery,
    Guides,
    Pages,
    Pseudonyms,
    Trace,
    Transaction,
    Work,
)


@dataclass(frozen=True, slots=True)
class Converse:
    """Carry out one turn. The update may be acknowledged when this returns."""

    transaction: Transaction
    pages: Pages
    pseudonyms: Pseudonyms
    guides: Guides
    courier: Courier
    chats: ChatMemory
    clock: Clock
    silence: timedelta
    _one_at_a_time: "WeakValueDictionary[Pseudonym, asyncio.Lock]" = field(
        default_factory=WeakValueDictionary
    )

    async def __call__(self, arrival: Arrival) -> None:
        """Carry out what came in; a repeated update changes nothing."""
        now = self.clock()
        names = tuple(self.pseudonyms.of(arrival.address, now))
        async with self._alone(names[0]):
            visitor, is_urgent = await self._turn(arrival, names, now)
        if visitor is not None:
            self.courier.poke(visitor, urgent=is_urgent)

    @asynccontextmanager
    async def _alone(self, visitor: Pseudonym) -> AsyncIterator[None]:
        lock = self._one_at_a_time.setdefault(visitor, asyncio.Lock())
        async with lock:
            yield

    async def _turn(
        self, arrival: Arrival, names: tuple[Pseudonym, ...], now: datetime
    ) -> tuple[Pseudonym | None, bool]:
        """Return whose chat is to be looked at, and whether she has left or is in danger."""
        async with self.transaction() as work:
            channel, number = arrival.address.channel, arrival.number
            if number is not None and not await work.handled.first_time(channel, number, now):
                return None, False
            conversation = await work.conversations.find(names)
            delivery = await work.deliveries.find(names)
            if conversation is not None and conversation.wipe_at <= now:
                # Its time was over while nobody looked: she is a stranger again.
                await work.conversations.forget(conversation.visitor)
                self.chats.forget(conversation.visitor)
                conversation = None
            has_just_left = delivery is not None and delivery.farewell is not None
            if conversation is None and _means_nothing(arrival.event, has_just_left=has_just_left):
                return await self._tidy_up(work, arrival, delivery, names[0], now), True
            visitor = _name(conversation, delivery, names[0])
            delivery = delivery or Delivery(visitor, arrival.address, now)
            turn = self._stepped(arrival, conversation, delivery)
            delivery = _with_arrived(delivery, arrival, now)
            for command in turn.commands:
                await self._carry_out(command, work, now)
            has_left = any(isinstance(command, Leave) for command in turn.commands)
            if has_left:
                delivery = await self._left(work, visitor, delivery, turn)
            else:
                begins = conversation is None or isinstance(arrival.event, Started)
                delivery = _begun(delivery, now) if begins else delivery
                if _told_of_left_overs(conversation, turn):
                    delivery = replace(delivery, left_over=False)
                await self._kept(work, visitor, conversation, turn, now)
            await work.deliveries.save(delivery)
            return visitor, has_left or isinstance(turn.state, Emergency)

    def _stepped(
        self, arrival: Arrival, conversation: Conversation | None, delivery: Delivery
    ) -> Turn:
        event = arrival.event
        state: State = STRANGER
        if conversation is None:
            state = replace(STRANGER, told=Told(left_over=delivery.left_over))
            # Where a stranger's chat still has an old keyboard, only the ways that are always
            # open mean what they say.
            known = isinstance(event, Picked) and event.option in ALWAYS
            event = event if known or not isinstance(event, Picked) else Looked()
        else:
            state = conversation.state
            event = self._of_today(event, arrival, conversation)
            if self._was_away(conversation) and self._may_wait(conversation, event):
                event = Returned(keepsake=event.keepsake)
        return engine.step(state, event, self.guides())

    def _of_today(self, event: Event, arrival: Arrival, conversation: Conversation) -> Event:
        """Return what an event means now: a tap on an older page only shows the page of today."""
        if self.chats.knows(conversation.visitor):
            # Newer than what the button carries when she taps faster than we can draw.
            event = replace(event, keepsake=self.chats.keepsake(conversation.visitor))
        if isinstance(event, Picked) and event.option not in ALWAYS:
            is_old = arrival.revision is not None and arrival.revision != conversation.revision
            if is_old or self._is_replaced(conversation):
                return Looked(keepsake=event.keepsake)
        return event

    def _is_replaced(self, conversation: Conversation) -> bool:
        """Tell whether a newer program or newer knowledge shows other options by now."""
        today = engine.screen_of(engine.look(conversation.state, self.guides()))
        shown = [button.id for button in conversation.page.buttons]
        return shown != [option.id for option in today.options]

    def _was_away(self, conversation: Conversation) -> bool:
        since = conversation.wipe_at - self._silence(conversation.state)
        return self.clock() - since > ASKS_AGAIN_AFTER

    def _may_wait(self, conversation: Conversation, event: Event) -> bool:
        """Tell whether an event may wait for the question whether this is a good moment."""
        match event:
            case Picked(option=option):
                return option not in ALWAYS
            case Typed(words=said) | Retyped(words=said):
                return not is_urgent(conversation.state, said.reveal(), self.guides())
            case Started() | Sent():
                return False
            case _:
                return True

    def _silence(self, state: State) -> timedelta:
        minutes = state.told.wishes.silence
        return timedelta(minutes=minutes) if minutes else self.silence

    async def _carry_out(self, command: Command, work: Work, now: datetime) -> None:
        match command:
            case NoteUnanswered(centre):
                await work.counts.unanswered(centre, now.date().isoformat())
            case Leave():
                pass  # carried out with the whole turn, by `_left`
            case _:
                assert_never(command)  # type: ignore[arg-type]

    async def _left(
        self, work: Work, visitor: Pseudonym, delivery: Delivery, turn: Turn
    ) -> Delivery:
        await work.conversations.forget(visitor)
        self.chats.forget(visitor)
        farewell = self.pages.page(engine.screen_of(turn), None)
        return replace(delivery, farewell=farewell)

    async def _kept(
        self,
        work: Work,
        visitor: Pseudonym,
        before: Conversation | None,
        turn: Turn,
        now: datetime,
    ) -> None:
        guide = self.guides()
        # What only the chat remembers is not stored: the stored page is the one without it.
        bare = engine.look(turn.state, guide) if turn.keepsake else turn
        stored = self._page(bare)
        same = before is not None and (before.state, before.page) == (turn.state, stored)
        revision = (before.revision if before else -1) + (not same)
        began_at = before.began_at if before else now
        wipe_at = min(now + self._silence(turn.state), began_at + LONGEST)
        await work.conversations.save(
            Conversation(visitor, turn.state, stored, revision, began_at, wipe_at)
        )
        if turn.keepsake or self.chats.keepsake(visitor):
            self.chats.put(visitor, revision, self._page(turn))

    def _page(self, turn: Turn) -> Page:
        told = turn.state.told
        screen = engine.screen_of(turn)
        return self.pages.page(screen, told.language, numbered=told.wishes.numbered)

    async def _tidy_up(
        self,
        work: Work,
        arrival: Arrival,
        delivery: Delivery | None,
        visitor: Pseudonym,
        now: datetime,
    ) -> Pseudonym:
        """Answer a stranger's Exit: nothing is begun, and what she sent goes."""
        delivery = delivery or Delivery(visitor, arrival.address, now)
        neutral = engine.step(STRANGER, Picked(EXIT.id), self.guides())
        farewell = self.pages.page(engine.screen_of(neutral), None)
        delivery = replace(_with_arrived(delivery, arrival, now), farewell=farewell)
        await work.deliveries.save(delivery)
        return delivery.visitor


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


def _with_arrived(delivery: Delivery, arrival: Arrival, now: datetime) -> Delivery:
    going = (*delivery.going, *(Trace(message, now) for message in arrival.hers))
    living = delivery.living
    known = {trace.message for trace in (*going, *((living,) if living else ()))}
    if arrival.tapped is not None and arrival.tapped not in known:
        tapped = Trace(arrival.tapped, now)
        if living is None and delivery.sending_after is None:
            # She pressed a button of a message which we no longer knew: it lives again.
            living = tapped
        else:
            going = (*going, tapped)
    return replace(delivery, going=tuple(dict.fromkeys(going)), living=living)


def _told_of_left_overs(before: Conversation | None, turn: Turn) -> bool:
    return bool(before and before.state.told.left_over and not turn.state.told.left_over)


def _begun(delivery: Delivery, now: datetime) -> Delivery:
    """Let a new living message be written at the bottom of the chat; an old one goes.

    She may have cleared the chat on her side, where an edit of the old message shows nothing.
    """
    old = (delivery.living,) if delivery.living else ()
    going = (*delivery.going, *old)
    return replace(delivery, living=None, shown=-1, going=going, farewell=None, written_at=now)
