"""Pages as Telegram messages: plain text, buttons below, never a sound."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NoReturn

from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramRetryAfter,
)
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions

from bot.channels.telegram.button_data import written
from bot.domain.errors import MessageGoneError, UnreachableError, VisitorGoneError
from bot.domain.page import Page
from bot.domain.visitor import Address

# Telegram deletes at most so many messages with one call.
BATCH: Final = 100
PATIENCE: Final = 15
NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)
UNCHANGED: Final = "message is not modified"
ALREADY_DELETED: Final = "message to delete not found"
NO_SUCH_CHAT: Final = ("chat not found", "PEER_ID_INVALID", "user is deactivated")


@dataclass(frozen=True, slots=True)
class TelegramMessenger:
    """The port over one bot."""

    bot: Bot

    async def send(self, address: Address, page: Page, revision: int) -> int:
        """Write a new message without a sound."""
        try:
            message = await self.bot.send_message(
                address.chat,
                page.text,
                reply_markup=_keyboard(page, revision),
                disable_notification=True,
                link_preview_options=NO_PREVIEW,
                request_timeout=PATIENCE,
            )
        except AiogramError as error:
            _refuse(error)
        return message.message_id

    async def edit(self, address: Address, message: int, page: Page, revision: int) -> None:
        """Change a message of ours."""
        try:
            await self.bot.edit_message_text(
                page.text,
                chat_id=address.chat,
                message_id=message,
                reply_markup=_keyboard(page, revision),
                link_preview_options=NO_PREVIEW,
                request_timeout=PATIENCE,
            )
        except TelegramBadRequest as error:
            if UNCHANGED in error.message:
                return
            _raise_if_nobody_there(error)
            # Gone, too old, or not to be changed for another reason: a new one must do.
            raise MessageGoneError from None
        except AiogramError as error:
            _refuse(error)

    async def delete(self, address: Address, messages: Iterable[int]) -> Sequence[int]:
        """Delete messages in batches; where a batch is refused, one by one."""
        listed = tuple(dict.fromkeys(messages))
        refused: list[int] = []
        for start in range(0, len(listed), BATCH):
            batch = listed[start : start + BATCH]
            try:
                await self.bot.delete_messages(address.chat, list(batch), request_timeout=PATIENCE)
            except TelegramBadRequest as error:
                _raise_if_nobody_there(error)
                refused += [one for one in batch if not await self._deleted(address, one)]
            except AiogramError as error:
                _refuse(error)
        return tuple(refused)

    async def _deleted(self, address: Address, message: int) -> bool:
        try:
            await self.bot.delete_message(address.chat, message, request_timeout=PATIENCE)
        except TelegramBadRequest as error:
            return ALREADY_DELETED in error.message
        except AiogramError as error:
            _refuse(error)
        return True


def _keyboard(page: Page, revision: int) -> InlineKeyboardMarkup | None:
    if not page.rows:
        return None
    rows = [
        [
            InlineKeyboardButton(
                text=button.label, callback_data=written(revision, page.keepsake, button.id)
            )
            for button in row
        ]
        for row in page.rows
    ]
    return InlineKeyboardMarkup(inline_keyboard=rows)


def _raise_if_nobody_there(error: TelegramBadRequest) -> None:
    if any(words in error.message for words in NO_SUCH_CHAT):
        raise VisitorGoneError from None


def _refuse(error: AiogramError) -> NoReturn:
    """Say in our words what went wrong; Telegram's words may hold an id and stay here."""
    match error:
        case TelegramRetryAfter(retry_after=seconds):
            raise UnreachableError(float(seconds)) from None
        case TelegramForbiddenError():
            raise VisitorGoneError from None
        case TelegramBadRequest():
            _raise_if_nobody_there(error)
            raise UnreachableError from None
        case _:
            raise UnreachableError from None
