"""Two client libraries in one shape, so that neither alone decides what the stand-in must do."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import telegram
from aiogram import Bot as AiogramBot
from aiogram import exceptions
from aiogram import types as aiogram_types
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from telegram import error as telegram_errors
from telegram.request import HTTPXRequest

# The library is to give spans of time as it will in its next versions.
os.environ.setdefault("PTB_TIMEDELTA", "1")

# Tests talk to this machine only; loading certificates for each bot would take most of their time.
_PLAIN: Final = {"trust_env": False, "verify": False}


@dataclass(frozen=True, slots=True)
class Client:
    """A bot of one library; both name methods, parameters and fields alike."""

    bot: Any
    types: Any
    refused: type[Exception]
    forbidden: type[Exception]
    slow_down: type[Exception]
    conflict: type[Exception]
    unauthorized: type[Exception]
    unreachable: type[Exception]
    broken: type[Exception]

    @staticmethod
    def pause_of(error: Any) -> Any:
        """How long the library was told to wait."""
        return error.retry_after

    def keyboard(self, *rows: dict[str, str]) -> Any:
        """Buttons from labels and data, row by row."""
        button, markup = self.types.InlineKeyboardButton, self.types.InlineKeyboardMarkup
        return markup(
            inline_keyboard=[
                [button(text=label, callback_data=data) for label, data in row.items()]
                for row in rows
            ]
        )


class _Session(AiohttpSession):
    """Closes at once: the library waits for encrypted connections, and there are none."""

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def in_seconds(span: Any) -> float:
    """The length of a span, which one library gives as a number and the other as a timedelta."""
    return float(span.total_seconds() if isinstance(span, timedelta) else span)


@asynccontextmanager
async def aiogram_client(url: str, token: str) -> AsyncIterator[Client]:
    """The library that the program uses."""
    session = _Session(api=TelegramAPIServer.from_base(url))
    async with AiogramBot(token, session=session) as bot:
        yield Client(
            bot=bot,
            types=aiogram_types,
            refused=exceptions.TelegramBadRequest,
            forbidden=exceptions.TelegramForbiddenError,
            slow_down=exceptions.TelegramRetryAfter,
            conflict=exceptions.TelegramConflictError,
            unauthorized=exceptions.TelegramUnauthorizedError,
            unreachable=exceptions.TelegramNetworkError,
            broken=exceptions.AiogramError,
        )


@asynccontextmanager
async def telegram_client(url: str, token: str) -> AsyncIterator[Client]:
    """A library with other habits: other forms, other HTTP, other types."""
    bot = telegram.Bot(
        token,
        base_url=f"{url}/bot",
        base_file_url=f"{url}/file/bot",
        request=HTTPXRequest(httpx_kwargs=_PLAIN),
        get_updates_request=HTTPXRequest(httpx_kwargs=_PLAIN),
    )
    async with bot:
        yield Client(
            bot=bot,
            types=telegram,
            refused=telegram_errors.BadRequest,
            forbidden=telegram_errors.Forbidden,
            slow_down=telegram_errors.RetryAfter,
            conflict=telegram_errors.Conflict,
            unauthorized=telegram_errors.InvalidToken,
            unreachable=telegram_errors.NetworkError,
            broken=telegram_errors.TelegramError,
        )


CLIENTS: Final[dict[str, Callable[[str, str], AbstractAsyncContextManager[Client]]]] = {
    "aiogram": aiogram_client,
    "python-telegram-bot": telegram_client,
}
