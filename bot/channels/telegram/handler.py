"""One update: into the conversation, or refused; 102 comes even when nothing else works."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Final

from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import Update

from bot.channels.telegram.messenger import TelegramMessenger
from bot.channels.telegram.updates import Blocked, Nothing, NotPrivate, meaning_of
from bot.domain.errors import DeliveryError, StoreError
from bot.domain.page import Page
from bot.domain.visitor import Address
from bot.services.ports import Arrival

log = logging.getLogger(__name__)

FIRST_WAIT: Final = 0.5
LONGEST_WAIT: Final = 10.0
# A turn that fails so often is given up; the numbers have been shown instead.
TRIES: Final = 2


@dataclass(slots=True)
class Handler:
    """Hands updates to the services; returns only when an update may be acknowledged."""

    bot: Bot
    channel: str
    converse: Callable[[Arrival], Awaitable[None]]
    forget: Callable[[Address], Awaitable[None]]
    emergency: Page
    group: asyncio.TaskGroup
    refused: int = 0
    _shown: dict[str, tuple[int, ...]] = field(default_factory=dict)

    async def __call__(self, update: Update) -> None:
        """Carry out one update."""
        meaning = meaning_of(update, self.channel)
        if update.callback_query is not None:
            # The button stops turning at once; what it does follows on the page.
            self.group.create_task(self._answered(update.callback_query.id))
        match meaning:
            case NotPrivate(chat):
                self.group.create_task(self._leave(chat))
            case Blocked(address):
                await self._persist(address, lambda _: self.forget(address))
            case Nothing():
                self.refused += 1
            case Arrival():
                await self._persist(
                    meaning.address,
                    lambda numbers: self.converse(replace(meaning, hers=(*meaning.hers, *numbers))),
                )

    async def _persist(
        self, address: Address, work: Callable[[tuple[int, ...]], Awaitable[None]]
    ) -> None:
        """Do the work; while the store is away show the numbers and try again.

        The work is told which messages showed the numbers, so that they go with the turn.
        """
        wait, failures = FIRST_WAIT, 0
        while failures < TRIES:
            try:
                await work(self._shown.get(address.chat, ()))
            except StoreError:
                log.warning("the store is away")
                await self._show_numbers(address)
                await asyncio.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)
            except Exception as error:
                failures += 1
                log.error("a turn failed: %s", type(error).__name__)  # noqa: TRY400
            else:
                self._shown.pop(address.chat, None)
                return
        self.refused += 1
        await self._show_numbers(address)

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
