"""What happens by itself: forgetting in time, and looking after chats left unrepaired."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.case import Ending
from bot.domain.conversation import Picked
from bot.domain.errors import StoreError
from bot.domain.retention import (
    AUDIT_KEPT,
    COUNTS_KEPT,
    DRAFTS_KEPT,
    GIVE_UP_AFTER,
    HISTORY_KEPT,
    OVER_KEPT,
    SESSIONS_KEPT,
    TRIES_KEPT,
    UPDATES_REMEMBERED,
)
from bot.domain.visitor import Pseudonym
from bot.flows import engine
from bot.flows.welcome import STRANGER
from bot.flows.words import EXIT
from bot.services.chat_memory import ChatMemory
from bot.services.desk_ports import Desks
from bot.services.leaving import leave_case
from bot.services.ports import Clock, Courier, Guides, Pages, Tidy, Transaction, Work

log = logging.getLogger(__name__)

AT_LEAST_EVERY: Final = timedelta(minutes=1)
AT_MOST_EVERY: Final = timedelta(milliseconds=200)


@dataclass(frozen=True, slots=True)
class EraseExpired:
    """Forget every conversation whose time is over, and have its chat wiped."""

    transaction: Transaction
    pages: Pages
    guides: Guides
    courier: Courier
    chats: ChatMemory
    desks: Desks
    tidy: Tidy
    clock: Clock

    async def __call__(self) -> int:
        """Return how many conversations were forgotten."""
        now = self.clock()
        async with self.transaction() as work:
            due = await work.conversations.due(now)
        for visitor in due:
            try:
                await self._wipe(visitor, now)
            except StoreError:
                raise
            except Exception as error:
                log.error("a wipe failed: %s", type(error).__name__)  # noqa: TRY400
        async with self.transaction() as work:
            for visitor in await work.deliveries.older_than(now - GIVE_UP_AFTER):
                await leave_case(work, (visitor,), Ending.SILENT, now)
                await work.conversations.forget(visitor)
                await work.deliveries.forget(visitor)
            await _forget_old(work, now)
            has_ended = await _end_lost_cases(work, now)
        await self.tidy(now)
        if has_ended:
            self.desks.changed()
        return len(due)

    async def _wipe(self, visitor: Pseudonym, now: datetime) -> None:
        neutral = engine.screen_of(engine.step(STRANGER, Picked(EXIT.id), self.guides()))
        async with self.transaction() as work:
            conversation = await work.conversations.find((visitor,))
            if conversation is not None and conversation.wipe_at > now:
                return
            await work.conversations.forget(visitor)
            left = await leave_case(work, (visitor,), Ending.SILENT, now)
            delivery = await work.deliveries.find((visitor,))
            if delivery is not None:
                farewell = self.pages.page(neutral, None)
                await work.deliveries.save(replace(delivery, farewell=farewell))
        self.chats.forget(visitor)
        self.courier.poke(visitor, urgent=True)
        if left is not None:
            self.desks.changed(left.id)


async def _forget_old(work: Work, now: datetime) -> None:
    """Forget everything whose time is over and that belongs to no conversation."""
    await work.handled.forget_before(now - UPDATES_REMEMBERED)
    await work.counts.forget_before((now - COUNTS_KEPT).date().isoformat())
    await work.case_counts.forget_before((now - COUNTS_KEPT).date().isoformat())
    await work.cases.forget_over_before(now - OVER_KEPT)
    await work.return_codes.forget_before(now)
    await work.tries.forget_before(now - TRIES_KEPT)
    await work.sessions.forget_unseen_since(now - SESSIONS_KEPT)
    await work.audit.forget_before(now - AUDIT_KEPT)
    await work.drafts.forget_before(now - DRAFTS_KEPT)
    await work.history.forget_before(now - HISTORY_KEPT)


async def _end_lost_cases(work: Work, now: datetime) -> bool:
    """End cases whose chat is no longer known: nobody would ever read what an operator writes."""
    lost = [
        case
        for case in await work.cases.open()
        if not case.is_away and await work.conversations.find((case.visitor,)) is None
    ]
    for case in lost:
        await leave_case(work, (case.visitor,), Ending.SILENT, now)
    return bool(lost)


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Erase in time and look after every chat, as long as the program runs."""

    erase_expired: EraseExpired
    transaction: Transaction
    courier: Courier
    clock: Clock
    at_least_every: timedelta = AT_LEAST_EVERY

    async def __call__(self) -> None:
        """Never return; a store that is away is asked again."""
        while True:
            try:
                await self.erase_expired()
                for visitor in await self._unfinished():
                    self.courier.poke(visitor)
                pause = await self._pause()
            except StoreError:
                log.warning("upkeep: the store is away")
                pause = self.at_least_every
            except Exception as error:
                log.error("upkeep failed: %s", type(error).__name__)  # noqa: TRY400
                pause = self.at_least_every
            await asyncio.sleep(pause.total_seconds())

    async def _unfinished(self) -> Sequence[Pseudonym]:
        async with self.transaction() as work:
            return await work.deliveries.unfinished()

    async def _pause(self) -> timedelta:
        async with self.transaction() as work:
            due = await work.conversations.next_due()
        left = due - self.clock() if due else self.at_least_every
        return max(min(left, self.at_least_every), AT_MOST_EVERY)
