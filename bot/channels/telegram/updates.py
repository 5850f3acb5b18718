"""Updates in: Telegram's words become ours, and who somebody is stays at the door."""

from dataclasses import dataclass
from typing import Final

from aiogram.types import CallbackQuery, Chat, ChatMemberUpdated, Message, Update

from bot.channels.telegram import button_data
from bot.domain.conversation import (
    Event,
    Located,
    Looked,
    Retyped,
    Sent,
    Started,
    Typed,
    Unwelcome,
)
from bot.domain.privacy import Confidential
from bot.domain.visitor import Address
from bot.services.ports import Arrival

PRIVATE: Final = "private"
LEFT: Final = ("left", "kicked")
ALLOWED: Final = ["message", "edited_message", "callback_query", "my_chat_member"]
START: Final = "/start"


@dataclass(frozen=True, slots=True)
class NotPrivate:
    """A group or a channel, which is left at once."""

    chat: int


@dataclass(frozen=True, slots=True)
class Blocked:
    """A visitor who has blocked the bot."""

    address: Address
    number: int


@dataclass(frozen=True, slots=True)
class Nothing:
    """An update that means nothing to us."""


Meaning = Arrival | NotPrivate | Blocked | Nothing


def meaning_of(update: Update, channel: str) -> Meaning:
    """Return what an update means; name, username and picture are not taken in."""
    match update:
        case Update(message=Message() as message):
            return _message(message, channel, update.update_id, edited=False)
        case Update(edited_message=Message() as message):
            return _message(message, channel, update.update_id, edited=True)
        case Update(callback_query=CallbackQuery() as query):
            return _press(query, channel, update.update_id)
        case Update(my_chat_member=ChatMemberUpdated() as change):
            return _member(change, channel, update.update_id)
        case _:
            return Nothing()


def _address(chat: Chat, channel: str) -> Address:
    return Address(channel, str(chat.id))


def _message(message: Message, channel: str, number: int, *, edited: bool) -> Meaning:
    if message.chat.type != PRIVATE:
        return NotPrivate(message.chat.id)
    event = _edited(message) if edited else _event(message)
    if event is None:
        return Nothing()
    hers = (message.message_id,)
    return Arrival(_address(message.chat, channel), event, number, hers)


def _edited(message: Message) -> Event | None:
    if message.location is not None:
        # A living location moves by itself; what was shared was used once and deleted.
        return Retyped()
    return Retyped(Confidential(message.text or message.caption or ""))


def _event(message: Message) -> Event | None:
    match message:
        case Message(text=str() as words):
            begins = words.split(maxsplit=1)[:1] == [START]
            return Started() if begins else Typed(Confidential(words))
        case Message(location=location) if location is not None:
            return Located(location.latitude, location.longitude)
        case Message(venue=venue) if venue is not None:
            return Located(venue.location.latitude, venue.location.longitude)
        case _:
            return _unwelcome(message)


def _unwelcome(message: Message) -> Event | None:
    if message.photo or message.video or message.video_note or message.animation:
        return Sent(Unwelcome.PICTURE)
    if message.document or message.audio:
        return Sent(Unwelcome.FILE)
    if message.contact:
        return Sent(Unwelcome.CONTACT)
    if message.voice:
        return Sent(Unwelcome.VOICE)
    if message.pinned_message or message.message_auto_delete_timer_changed:
        # Telegram's own notices about the chat; they cannot be deleted and mean nothing.
        return None
    return Sent(Unwelcome.OTHER)


def _press(query: CallbackQuery, channel: str, number: int) -> Meaning:
    if query.message is None:
        return Nothing()
    if query.message.chat.type != PRIVATE:
        return NotPrivate(query.message.chat.id)
    address = _address(query.message.chat, channel)
    tapped = query.message.message_id
    picked = button_data.read(query.data or "")
    if picked is None:
        return Arrival(address, Looked(), number, tapped=tapped)
    revision, event = picked
    return Arrival(address, event, number, tapped=tapped, revision=revision)


def _member(change: ChatMemberUpdated, channel: str, number: int) -> Meaning:
    has_left = change.new_chat_member.status in LEFT
    if change.chat.type != PRIVATE:
        return Nothing() if has_left else NotPrivate(change.chat.id)
    return Blocked(_address(change.chat, channel), number) if has_left else Nothing()
