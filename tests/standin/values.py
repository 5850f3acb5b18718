"""What a message is, for the bot and for the eyes of a person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class User:
    """A person or a bot, as Telegram describes them."""

    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = None
    last_name: str | None = None
    is_bot: bool = False

    def as_json(self) -> Json:
        """The User object of the Bot API."""
        body: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if value := getattr(self, name):
                body[name] = value
        return body


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message."""

    label: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as it stands on the screen of a phone."""

    id: int
    from_bot: bool
    text: str
    buttons: tuple[tuple[Button, ...], ...]
    kind: str
    date: datetime
    edited: bool
    protected: bool

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The labels, row by row."""
        return tuple(tuple(button.label for button in row) for row in self.buttons)

    @property
    def data(self) -> tuple[tuple[str | None, ...], ...]:
        """The data behind the labels, row by row."""
        return tuple(tuple(button.data for button in row) for row in self.buttons)

    @property
    def labels(self) -> tuple[str, ...]:
        """All labels in the order of reading."""
        return tuple(button.label for button in self.each_button())

    def each_button(self) -> Iterator[Button]:
        """All buttons in the order of reading."""
        for row in self.buttons:
            yield from row


@dataclass(frozen=True, slots=True)
class Message:
    """A message in a chat; an edit puts another one in its place."""

    id: int
    chat: Json
    sender: User
    date: datetime
    content: Json
    markup: Json | None = None
    edited: datetime | None = None
    protected: bool = False
    reply_to: Json | None = None

    @property
    def inline(self) -> Json | None:
        """The buttons under the message, if it has any."""
        if self.markup and self.markup.get("inline_keyboard"):
            return self.markup
        return None

    @property
    def had_keyboard(self) -> bool:
        """Whether it brought or took away the big keyboard, so that it cannot be edited."""
        return bool(self.markup) and self.inline is None

    def as_json(self) -> Json:
        """The Message object of the Bot API."""
        body: Json = {
            "message_id": self.id,
            "from": self.sender.as_json(),
            "chat": self.chat,
            "date": int(self.date.timestamp()),
            **self.content,
        }
        if self.edited:
            body["edit_date"] = int(self.edited.timestamp())
        if self.inline:
            body["reply_markup"] = self.inline
        if self.protected:
            body["has_protected_content"] = True
        if self.reply_to:
            body["reply_to_message"] = self.reply_to
        return body

    def seen(self) -> Seen:
        """The message as a person sees it."""
        kind = next(iter(self.content), "nothing")
        return Seen(
            id=self.id,
            from_bot=self.sender.is_bot,
            text=self.content.get("text") or self.content.get("caption") or "",
            buttons=buttons_of(self.inline, "inline_keyboard"),
            kind=kind,
            date=self.date,
            edited=self.edited is not None,
            protected=self.protected,
        )


@dataclass(frozen=True, slots=True)
class Notification:
    """A sound and a banner on a locked phone."""

    message_id: int
    text: str
    at: float


@dataclass(frozen=True, slots=True)
class Toast:
    """What a pressed button was answered with; most answers are empty."""

    query_id: str
    text: str
    alert: bool
    at: float


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing done in a chat by its bot (a method) or its person (an action)."""

    who: str
    method: str
    at: float
    arrived: float
    status: int = 200
    took_effect: bool = True
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Query:
    """A press that waits for its answer."""

    id: str
    token: str
    person_id: int
    chat_id: int
    message_id: int
    data: str
    date: datetime


@dataclass(frozen=True, slots=True)
class Update:
    """Something a bot is told."""

    id: int
    kind: str
    chat_id: int
    body: Any
    date: datetime

    def as_json(self) -> Json:
        """The Update object of the Bot API."""
        return {"update_id": self.id, self.kind: self.body}


def buttons_of(markup: Json | None, name: str) -> tuple[tuple[Button, ...], ...]:
    """Read the rows of a keyboard; a plain text stands for a button of the big keyboard."""
    rows = markup.get(name, ()) if markup else ()
    return tuple(tuple(_button(button) for button in row) for row in rows)


def _button(button: Any) -> Button:
    if isinstance(button, str):
        return Button(button)
    return Button(button.get("text", ""), button.get("callback_data"), button.get("url"))
