"""Asks Telegram for updates and acknowledges them only after their turns are committed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod
from aiogram.types import Update
from pydantic import ValidationError

from bot.channels.telegram.updates import ALLOWED
from bot.domain.errors import SettingsError, StoreError

log = logging.getLogger(__name__)

LONG_POLL: Final = 25
PATIENCE: Final = 10
BATCH: Final = 100
SIDE_BY_SIDE: Final = 32
FIRST_WAIT: Final = 0.5
LONGEST_WAIT: Final = 30.0
LONGEST_WAIT_FOR_STORE: Final = 5.0


class GetUpdates(TelegramMethod[list[dict[str, Any]]]):
    """Updates as they come, so that one we cannot read does not hide the others."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int = BATCH
    timeout: int = LONG_POLL
    allowed_updates: list[str] = ALLOWED


@dataclass(slots=True)
class Poller:
    """Different visitors side by side, one visitor in order, a batch whole before the next."""

    bot: Bot
    handle: Callable[[Update], Awaitable[None]]
    refused: int = 0
    _side_by_side: asyncio.Semaphore = field(
        default_factory=lambda: asyncio.Semaphore(SIDE_BY_SIDE)
    )

    async def __call__(self) -> None:
        """Never return; raises SettingsError where Telegram does not know the token."""
        offset: int | None = None
        wait = FIRST_WAIT
        while True:
            try:
                raw = await self.bot(
                    GetUpdates(offset=offset), request_timeout=LONG_POLL + PATIENCE
                )
            except TelegramUnauthorizedError:
                raise SettingsError("Telegram does not accept PANA_TELEGRAM_TOKEN.") from None
            except AiogramError as error:
                wait = self._after(error, wait)
                await asyncio.sleep(wait)
                continue
            undone = await self._batch(self._read(raw))
            if undone is not None:
                # The store is away: what is not carried out is offered again, with what is new.
                offset = undone
                wait = min(wait * 2, LONGEST_WAIT_FOR_STORE)
                await asyncio.sleep(wait)
                continue
            wait = FIRST_WAIT
            offset = max((one["update_id"] for one in raw), default=(offset or 1) - 1) + 1

    def _after(self, error: AiogramError, wait: float) -> float:
        if isinstance(error, TelegramConflictError):
            # Somebody else may be using a stolen token: this is worth a look at night.
            log.error("another program polls with this token")
        else:
            log.warning("Telegram did not answer: %s", type(error).__name__)
        if isinstance(error, TelegramRetryAfter):
            return float(error.retry_after)
        return min(wait * 2, LONGEST_WAIT)

    def _read(self, raw: Iterable[dict[str, Any]]) -> list[Update]:
        updates = []
        for one in raw:
            try:
                updates.append(Update.model_validate(one, context={"bot": self.bot}))
            except ValidationError:
                self.refused += 1
                log.warning("an update could not be read")
        return updates

    async def _batch(self, updates: Iterable[Update]) -> int | None:
        """Carry out a batch; return the number of the first update that could not be."""
        ordered = sorted(updates, key=lambda update: (_lane(update), update.update_id))
        async with asyncio.TaskGroup() as group:
            lanes = [
                group.create_task(self._lane(tuple(lane)))
                for _, lane in groupby(ordered, key=_lane)
            ]
        undone = (task.result() for task in lanes)
        return min((number for number in undone if number is not None), default=None)

    async def _lane(self, updates: tuple[Update, ...]) -> int | None:
        async with self._side_by_side:
            for update in updates:
                try:
                    await self.handle(update)
                except StoreError:
                    return update.update_id
        return None


def _lane(update: Update) -> int:
    """Return whose turn an update is: updates of one chat never overtake each other."""
    message = update.message or update.edited_message
    if message is not None:
        return message.chat.id
    if update.callback_query is not None and update.callback_query.message is not None:
        return update.callback_query.message.chat.id
    return update.my_chat_member.chat.id if update.my_chat_member else 0
