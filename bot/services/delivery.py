"""Bring what is shown to what is wanted, and remove what is to go."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import Final

from bot.domain.case import Ending
from bot.domain.errors import AwayError, MessageGoneError, UnreachableError, VisitorGoneError
from bot.domain.page import Page
from bot.domain.visitor import Pseudonym
from bot.flows.neutral import SIGN_OF_LIFE
from bot.services.chat_memory import ChatMemory
from bot.services.desk_ports import Desks
from bot.services.leaving import leave_case
from bot.services.ports import Clock, Conversation, Delivery, Messenger, Pages, Trace, Transaction

# After a crash in the middle of a sending, at most so many ids are swept at either end.
SWEPT_AT_MOST: Final = 300
# Where nothing newer is known, so many ids after the last known one are looked at.
NEXT_IDS: Final = 100
# Longer than this nobody waits for a page to become harmless: it is deleted instead.
PATIENCE_WITH_AN_EDIT: Final = 0.5


class Repair(Enum):
    """What was repaired in a chat."""

    EDITED = "edited"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Deliver:
    """One look at a chat: what is wanted, what is shown, and the difference repaired."""

    transaction: Transaction
    messengers: Mapping[str, Messenger]
    pages: Pages
    chats: ChatMemory
    desks: Desks
    clock: Clock

    async def __call__(self, visitor: Pseudonym) -> None:
        """Repair the chat; raises UnreachableError where it must be tried again."""
        try:
            has_edited = False
            while (done := await self._repaired(visitor, may_edit=not has_edited)) is not None:
                has_edited = has_edited or done is Repair.EDITED
        except AwayError:
            # Her page asks for what is new as soon as she looks at it again.
            return
        except VisitorGoneError:
            await self._forget(visitor)

    async def _repaired(self, visitor: Pseudonym, *, may_edit: bool) -> "Repair | None":
        """Repair one thing. A page that has changed since an edit is left to the next look.

        Whoever changed it has asked for that look, at the pace at which a chat may be changed.
        """
        async with self.transaction() as work:
            delivery = await work.deliveries.find((visitor,))
            conversation = await work.conversations.find((visitor,))
        if delivery is None or delivery.address.channel not in self.messengers:
            return None
        if delivery.farewell is not None or conversation is None:
            # A lost conversation leaves its chat like any other: with nothing in it.
            in_chat = delivery.farewell or delivery.living or delivery.going or delivery.sign
            is_sending = delivery.sending_after is not None
            if in_chat or is_sending:
                await self._say_farewell(delivery)
            return None
        if delivery.living is None:
            return await self._send(delivery, conversation)
        is_old = delivery.shown != conversation.revision or self.chats.waits(visitor)
        if is_old and may_edit:
            # Her words go at once, also while Telegram does not take the new page yet.
            edited, removed = await asyncio.gather(
                self._edit(delivery, delivery.living, conversation),
                self._remove(delivery),
                return_exceptions=True,
            )
            for outcome in (edited, removed):
                if isinstance(outcome, BaseException):
                    raise outcome
            return Repair.EDITED
        if await self._remove(delivery):
            return Repair.OTHER
        if delivery.sign_wanted and not is_old:
            await self._give_sign(delivery, conversation)
            return Repair.OTHER
        return None

    async def _send(self, delivery: Delivery, conversation: Conversation) -> "Repair | None":
        """Write a new living message. A crash before its id is known leaves a mark to sweep by."""
        if delivery.asks:
            # Her browser asks for its first page itself.
            return None
        known = max((trace.message for trace in delivery.going), default=0)
        after = known if delivery.sending_after is None else delivery.sending_after
        await self._note(delivery.visitor, sending_after=after)
        page = self.chats.page(delivery.visitor, conversation.revision, conversation.page)
        messenger = self._messenger(delivery)
        sent, removed = await asyncio.gather(
            messenger.send(delivery.address, page, conversation.revision),
            # Her words go at once, also while Telegram takes no new message.
            self._remove(delivery),
            return_exceptions=True,
        )
        if isinstance(sent, BaseException):
            raise sent
        message, now = sent, self.clock()
        lost: tuple[Trace, ...] = ()
        if delivery.sending_after is not None:
            lost = _possibly_lost(after, message, now)
        await self._note(
            delivery.visitor,
            # She may have pressed its button before we knew its id, as if it were an old one.
            gone=(message,),
            living=Trace(message, now),
            shown=conversation.revision,
            sending_after=None,
            going=lost,
        )
        self.chats.shown(delivery.visitor, conversation.revision, page)
        self.desks.changed()
        if isinstance(removed, BaseException):
            raise removed
        return Repair.OTHER

    async def _edit(self, delivery: Delivery, living: Trace, conversation: Conversation) -> None:
        page = self.chats.page(delivery.visitor, conversation.revision, conversation.page)
        messenger = self._messenger(delivery)
        try:
            await messenger.edit(delivery.address, living.message, page, conversation.revision)
        except MessageGoneError:
            await self._note(delivery.visitor, living=None, shown=-1, going=(living,))
            return
        await self._note(delivery.visitor, shown=conversation.revision)
        self.chats.shown(delivery.visitor, conversation.revision, page)
        # The desk tells the operator which lines are on her screen.
        self.desks.changed()

    async def _give_sign(self, delivery: Delivery, conversation: Conversation) -> None:
        """Write the silent neutral line of somebody who chose a sign of life."""
        now = self.clock()
        # Noted first: after a crash the line is missing rather than written twice.
        await self._note(delivery.visitor, sign_wanted=False, sign_at=now)
        page = Page(self.pages.say(SIGN_OF_LIFE, conversation.state.told.language))
        sent = await self._messenger(delivery).send(delivery.address, page, -1)
        await self._note(delivery.visitor, sign=Trace(sent, self.clock()))

    async def _remove(self, delivery: Delivery) -> bool:
        if not delivery.going:
            return False
        ids = tuple(trace.message for trace in delivery.going)
        refused = await self._messenger(delivery).delete(delivery.address, ids)
        if refused:
            refused = await self._overwritten(delivery, refused)
        await self._note(delivery.visitor, gone=ids, left_over=bool(refused))
        return True

    async def _say_farewell(self, delivery: Delivery) -> None:
        """Leave the harmless page first, then remove everything else, then forget the chat."""
        messenger, address = self._messenger(delivery), delivery.address
        living = delivery.living
        signs = (delivery.sign,) if delivery.sign else ()
        going = tuple(trace.message for trace in (*delivery.going, *signs))
        if living is None and delivery.sending_after is not None:
            # The first message was on its way when the program ended: it is among the next ids.
            after = delivery.sending_after
            until = max((*going, after + NEXT_IDS)) + 1
            lost = _possibly_lost(after, until, self.clock())
            going = tuple(dict.fromkeys((*going, *(trace.message for trace in lost))))
        try:
            if living is not None and not await self._made_harmless(delivery, living):
                going = (living.message, *going)
        except UnreachableError:
            # The page will be tried again; everything else need not wait for it.
            if going:
                refused = await messenger.delete(address, going)
                await self._note(delivery.visitor, gone=going, left_over=bool(refused))
            raise
        refused = await messenger.delete(address, going) if going else ()
        if refused:
            refused = await self._overwritten(delivery, refused)
        await self._forget_delivery(delivery, left_over=bool(refused) or delivery.left_over)

    async def _made_harmless(self, delivery: Delivery, living: Trace) -> bool:
        page = delivery.farewell or Page("/start")
        try:
            await self._messenger(delivery).edit(delivery.address, living.message, page, -1)
        except (MessageGoneError, AwayError):
            # Gone already, or no longer to be changed: deleting it is right for both.
            return False
        except UnreachableError as error:
            if error.retry_after is None or error.retry_after <= PATIENCE_WITH_AN_EDIT:
                raise
            return False
        return True

    async def _overwritten(self, delivery: Delivery, refused: Sequence[int]) -> Sequence[int]:
        """Write harmless words over what could not be deleted; return what was not ours."""
        page = delivery.farewell or Page("/start")
        left = []
        for message in refused:
            try:
                await self._messenger(delivery).edit(delivery.address, message, page, -1)
            except MessageGoneError:
                left.append(message)
        return left

    def _messenger(self, delivery: Delivery) -> Messenger:
        return self.messengers[delivery.address.channel]

    async def _note(
        self,
        visitor: Pseudonym,
        *,
        gone: tuple[int, ...] = (),
        going: tuple[Trace, ...] = (),
        left_over: bool = False,
        **changed: object,
    ) -> None:
        """Write down what was done, beside whatever a turn has changed meanwhile."""
        async with self.transaction() as work:
            now = await work.deliveries.find((visitor,))
            if now is None:
                return
            left = tuple(trace for trace in now.going if trace.message not in gone)
            merged = replace(
                now,
                going=tuple(dict.fromkeys((*left, *going))),
                left_over=now.left_over or left_over,
                **changed,  # type: ignore[arg-type]
            )
            await work.deliveries.save(merged)

    async def _forget_delivery(self, delivery: Delivery, *, left_over: bool) -> None:
        async with self.transaction() as work:
            now = await work.deliveries.find((delivery.visitor,))
            if now is None or now != delivery:
                # She has begun anew meanwhile: what is there now is looked at again.
                return
            if left_over:
                kept = replace(
                    now,
                    living=None,
                    going=(),
                    farewell=None,
                    sending_after=None,
                    left_over=True,
                    sign=None,
                    sign_wanted=False,
                )
                await work.deliveries.save(kept)
            else:
                await work.deliveries.forget(delivery.visitor)
            if await work.conversations.find((delivery.visitor,)) is None:
                self.chats.forget(delivery.visitor)

    async def _forget(self, visitor: Pseudonym) -> None:
        async with self.transaction() as work:
            await leave_case(work, (visitor,), Ending.BLOCKED, self.clock())
            await work.conversations.forget(visitor)
            await work.deliveries.forget(visitor)
        self.chats.forget(visitor)
        self.desks.changed()


def _possibly_lost(after: int, until: int, now: datetime) -> tuple[Trace, ...]:
    """Return the ids between two, among which a message of ours may be; the nearest ones first."""
    nearest = range(after + 1, min(until, after + 1 + SWEPT_AT_MOST))
    # All chats of a bot share one count: after a busy while the message lies near the other end.
    newest = range(max(after + 1, until - SWEPT_AT_MOST), until)
    return tuple(Trace(message, now) for message in dict.fromkeys((*nearest, *newest)))
