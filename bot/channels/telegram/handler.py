"""One update: into the conversation, or refused; 102 comes even when nothing else works."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Final

from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import Update

from bot.channels.telegram.messenger import TelegramMessenger
from bot.channels.telegram.updates import Blocked, Nothing, NotPrivate, meaning_of
from bot.domain.conversation import Event, Picked, Typed
from bot.domain.errors import DeliveryError, StoreError
from bot.domain.page import Page
from bot.domain.visitor import Address
from bot.flows.understood import is_exit
from bot.flows.words import EXIT
from bot.services.ports import Arrival

log = logging.getLogger(__name__)

# A turn that fails so often is given up; the numbers have been shown instead.
TRIES: Final = 2


@dataclass(slots=True)
class Handler:
    """Hands updates to the services; returns only when an update may be acknowledged."""

    bot: Bot
    channel: str
    converse: Callable[[Arrival], Awaitable[None]]
    forget: Callable[[Address, int], Awaitable[None]]
    emergency: Page
    neutral: Page
    group: asyncio.TaskGroup
    refused: int = 0
    _shown: dict[str, tuple[int, ...]] = field(default_factory=dict)

    async def __call__(self, update: Update) -> None:
        """Carry out one update; raises StoreError where it must be offered again."""
        meaning = meaning_of(update, self.channel)
        if update.callback_query is not None:
            # The button stops turning at once; what it does follows on the page.
            self.group.create_task(self._answered(update.callback_query.id))
        match meaning:
            case NotPrivate(chat):
                self.group.create_task(self._leave(chat))
            case Blocked(address, number):
                await self.forget(address, number)
            case Nothing():
                self.refused += 1
            case Arrival():
                await self._carry_out(meaning)

    async def _carry_out(self, arrival: Arrival) -> None:
        """Have a turn carried out; where that cannot be, 102 is shown all the same."""
        chat = arrival.address.chat
        for _ in range(TRIES):
            # The numbers shown in the meantime go with the turn that works again.
            numbers = self._shown.get(chat, ())
            try:
                await self.converse(replace(arrival, hers=(*arrival.hers, *numbers)))
            except StoreError:
                log.warning("the store is away")
                await self._without_store(arrival)
                raise
            except Exception as error:
                log.error("a turn failed: %s", type(error).__name__)  # noqa: TRY400
            else:
                self._shown.pop(chat, None)
                return
        self.refused += 1
        await self._show_numbers(arrival.address)
        await self._delete(arrival.address, arrival.hers)

    async def _without_store(self, arrival: Arrival) -> None:
        """Do what can be done for her before the store is back: hide, or show the numbers."""
        if not _asks_to_leave(arrival.event):
            await self._show_numbers(arrival.address)
            return
        numbers = self._shown.pop(arrival.address.chat, ())
        await self._delete(arrival.address, (*arrival.hers, *numbers))
        if arrival.tapped is not None:
            with suppress(DeliveryError):
                messenger = TelegramMessenger(self.bot)
                await messenger.edit(arrival.address, arrival.tapped, self.neutral, 0)

    async def _delete(self, address: Address, messages: tuple[int, ...]) -> None:
        if messages:
            with suppress(DeliveryError):
                await TelegramMessenger(self.bot).delete(address, messages)

    async def _show_numbers(self, address: Address) -> None:
        if address.chat in self._shown:
            return
        messenger = TelegramMessenger(self.bot)
        try:
            self._shown[address.chat] = (await messenger.send(address, self.emergency, 0),)
        except DeliveryError:
            log.warning("the numbers could not be shown")

    async def _answered(self, query: str) -> None:
        try:
            await self.bot.answer_callback_query(query)
        except AiogramError:
            log.info("a button was answered too late")

    async def _leave(self, chat: int) -> None:
        try:
            await self.bot.leave_chat(chat)
        except AiogramError:
            log.info("a group could not be left")


def _asks_to_leave(event: Event) -> bool:
    match event:
        case Picked(option=EXIT.id):
            return True
        case Typed(words=said):
            return is_exit(said.reveal())
        case _:
            return False
