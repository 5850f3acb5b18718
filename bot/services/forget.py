"""Forget a visitor who has blocked us: at once, with nothing left to show her."""

from dataclasses import dataclass

from bot.domain.case import Ending
from bot.domain.visitor import Address
from bot.services.chat_memory import ChatMemory
from bot.services.desk_ports import Desks
from bot.services.leaving import leave_case
from bot.services.ports import Clock, Pseudonyms, Transaction


@dataclass(frozen=True, slots=True)
class ForgetVisitor:
    """Drop everything that is kept of one visitor."""

    transaction: Transaction
    pseudonyms: Pseudonyms
    chats: ChatMemory
    desks: Desks
    clock: Clock

    async def __call__(self, address: Address, number: int) -> None:
        """Forget, once for every update; a visitor of whom nothing is kept is no error."""
        now = self.clock()
        names = self.pseudonyms.of(address, now)
        async with self.transaction() as work:
            if not await work.handled.first_time(address.channel, number, now):
                return
            await leave_case(work, names, Ending.BLOCKED, now)
            for name in names:
                await work.conversations.forget(name)
                await work.deliveries.forget(name)
        for name in names:
            self.chats.forget(name)
        self.desks.changed()
