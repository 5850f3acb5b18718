"""The Telegram channel as a whole: opened with a token, it runs until it is cancelled."""

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.exceptions import AiogramError, TelegramUnauthorizedError
from aiogram.utils.token import TokenValidationError

from bot.channels.telegram.handler import Handler
from bot.channels.telegram.messenger import TelegramMessenger
from bot.channels.telegram.poller import Poller
from bot.channels.telegram.profile import Say, set_profile
from bot.domain.errors import SettingsError
from bot.domain.page import Page
from bot.domain.visitor import Address
from bot.services.ports import Arrival

# aiogram leaves many long-lived objects; collecting them again and again would stop the bot.
GC_THRESHOLDS: Final = (50_000, 20, 100)


@dataclass(frozen=True, slots=True)
class TelegramChannel:
    """One bot: its messenger, and the loop that listens."""

    bot: Bot
    name: str
    messenger: TelegramMessenger

    async def listen(
        self,
        converse: Callable[[Arrival], Awaitable[None]],
        forget: Callable[[Address, int], Awaitable[None]],
        emergency: Page,
        neutral: Page,
        say: Say,
    ) -> None:
        """Set the profile and carry out updates until cancelled."""
        gc.collect()
        gc.freeze()
        gc.set_threshold(*GC_THRESHOLDS)
        try:
            await self.bot.delete_webhook(drop_pending_updates=False)
        except TelegramUnauthorizedError:
            raise SettingsError("Telegram does not accept PANA_TELEGRAM_TOKEN.") from None
        except AiogramError:
            pass  # the poller waits until Telegram answers
        async with asyncio.TaskGroup() as group:
            group.create_task(set_profile(self.bot, say))
            handler = Handler(self.bot, self.name, converse, forget, emergency, neutral, group)
            await Poller(self.bot, handler)()


@asynccontextmanager
async def open_telegram(token: str, api: str | None) -> AsyncIterator[TelegramChannel]:
    """Open the channel of one bot; `api` is the base address of another Bot API server."""
    server = TelegramAPIServer.from_base(api.rstrip("/")) if api else PRODUCTION
    try:
        bot = Bot(token, session=AiohttpSession(api=server))
    except TokenValidationError:
        raise SettingsError(
            "PANA_TELEGRAM_TOKEN is no bot token: it looks like 123456:ABC…"
        ) from None
    try:
        name = f"telegram:{bot.id}"
        yield TelegramChannel(bot, name, TelegramMessenger(bot))
    finally:
        await bot.session.close()
