"""What a person would see: the chats, their messages, and what rang."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import Any

from tests.standin.refusals import EDIT_NOT_FOUND, bad
from tests.standin.values import (
    Button,
    Happening,
    Json,
    Message,
    Notification,
    Seen,
    Toast,
    User,
    buttons_of,
)

SUPERGROUPS_BELOW = -1_000_000_000_000


class Chat:
    """A private chat of a person and a bot, or a group."""

    def __init__(self, chat_id: int, about: Json, ids: Iterator[int]) -> None:
        self.id = chat_id
        self.about = about
        self.members: dict[int, User] = {}
        self.blocked = False
        self.notifications: list[Notification] = []
        self.toasts: list[Toast] = []
        self.waiting_presses: list[str] = []
        self.history: list[Happening] = []
        self._ids = ids
        self._messages: dict[int, Message] = {}
        self._hidden: set[int] = set()
        self._keyboard: int | None = None

    @classmethod
    def private(cls, person: User, ids: Iterator[int]) -> "Chat":
        """The chat of a person with a bot; message ids go on through all chats of the bot."""
        about = {
            name: value
            for name, value in person.as_json().items()
            if name not in ("is_bot", "language_code")
        }
        return cls(person.id, {**about, "type": "private"}, ids)

    @classmethod
    def group(cls, group_id: int, title: str) -> "Chat":
        """A group; it counts its messages by itself."""
        kind = "supergroup" if group_id < SUPERGROUPS_BELOW else "group"
        return cls(group_id, {"id": group_id, "title": title, "type": kind}, count(1))

    @property
    def is_private(self) -> bool:
        """Whether it is a chat of two."""
        return bool(self.about["type"] == "private")

    def write(
        self,
        sender: User,
        date: datetime,
        content: Json,
        markup: Json | None = None,
        *,
        protected: bool = False,
        reply_to: Json | None = None,
    ) -> Message:
        """Put a new message at the end."""
        message = Message(
            next(self._ids),
            self.about,
            sender,
            date,
            content,
            markup or None,
            protected=protected,
            reply_to=reply_to,
        )
        self._messages[message.id] = message
        if message.had_keyboard and sender.is_bot:
            self._keyboard = message.id if "keyboard" in (markup or {}) else None
        return message

    def find(self, message_id: int) -> Message | None:
        """Return a message that was not deleted for both."""
        return self._messages.get(message_id)

    def edit(self, message_id: int, date: datetime, **changes: Any) -> Message:
        """Put a changed message in the place of the old one."""
        if message_id not in self._messages:
            raise bad(EDIT_NOT_FOUND)
        message = replace(self._messages[message_id], edited=date, **changes)
        self._messages[message_id] = message
        return message

    def remove(self, message_id: int) -> None:
        """Delete a message for both."""
        self._messages.pop(message_id, None)
        if self._keyboard == message_id:
            self._keyboard = None

    def hide(self, message_id: int) -> None:
        """Delete a message for the person only; the bot can still edit it, unseen."""
        self._hidden.add(message_id)

    def ids(self) -> tuple[int, ...]:
        """The ids of all messages in order."""
        return tuple(self._messages)

    def sees(self) -> tuple[Seen, ...]:
        """What stands on the screen, oldest first."""
        return tuple(
            message.seen() for message in self._messages.values() if message.id not in self._hidden
        )

    def keyboard(self) -> tuple[tuple[Button, ...], ...]:
        """The big keyboard below the chat, if one is shown."""
        message = self._messages.get(self._keyboard or 0)
        return buttons_of(message.markup if message else None, "keyboard")
