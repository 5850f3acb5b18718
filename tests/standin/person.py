"""A person in front of a phone."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.standin.chats import Chat
from tests.standin.eyes import Eyes
from tests.standin.values import Button, Json, Message, Query

Where = tuple[int, Button]


class Person(Eyes):
    """Acts in any thread and at once; the bot is told as Telegram would tell it."""

    def facing(self, bot: str) -> "Person":
        """The same person in the chat with another bot."""
        return Person(self._world, self.user, bot)

    def types(self, text: str, bot: str | None = None, reply_to: int | None = None) -> int:
        """Send a text; return the id of the message."""
        if bot is not None:
            return self.facing(bot).types(text, reply_to=reply_to)
        return self._sends(_text(text), "types", reply_to)

    def presses(self, label: str) -> str:
        """Press a button by its label or data; return the id of the press."""
        return self._presses(label, 1)[0]

    def taps_twice(self, label: str) -> tuple[str, ...]:
        """Press a button twice, faster than anybody can answer."""
        return self._presses(label, 2)

    def presses_data(self, message_id: int, raw_data: str) -> str:
        """Press a button that is not there: forged data, or a keyboard long gone."""
        with self._acting("presses", data=raw_data, message_id=message_id) as chat:
            return self._query(chat, message_id, raw_data)

    def edits(self, message_id: int, text: str) -> None:
        """Change an own message."""
        with self._acting("edits", message_id=message_id) as chat:
            self._own(chat, message_id)
            message = chat.edit(message_id, self._world.now(), content=_text(text))
            self._world.tell_message(self._account(), chat, message)

    def sends_photo(self, caption: str = "") -> int:
        """Send a picture."""
        sizes = [_file("photo", width=side, height=side, file_size=side) for side in (90, 800)]
        return self._sends({"photo": sizes} | _caption(caption), "sends_photo")

    def sends_document(self, name: str = "paper.pdf", caption: str = "") -> int:
        """Send a file."""
        document = _file("document", file_name=name, mime_type="application/pdf", file_size=4)
        return self._sends({"document": document} | _caption(caption), "sends_document")

    def sends_voice(self) -> int:
        """Send a spoken message."""
        voice = _file("voice", duration=3, mime_type="audio/ogg", file_size=4)
        return self._sends({"voice": voice}, "sends_voice")

    def sends_sticker(self) -> int:
        """Send a sticker."""
        sticker = _file(
            "sticker", type="regular", width=512, height=512, is_animated=False, is_video=False
        )
        return self._sends({"sticker": sticker}, "sends_sticker")

    def sends_contact(self, phone: str = "+70000000000") -> int:
        """Share a phone number."""
        contact = {
            "phone_number": phone,
            "first_name": self.user.first_name,
            "user_id": self.id,
        }
        return self._sends({"contact": contact}, "sends_contact")

    def sends_location(self, latitude: float, longitude: float) -> int:
        """Share a place once."""
        place = {"latitude": latitude, "longitude": longitude}
        return self._sends({"location": place}, "sends_location")

    def sends_live_location(self, latitude: float, longitude: float, seconds: int = 900) -> int:
        """Share the own place for a while."""
        place = {"latitude": latitude, "longitude": longitude, "live_period": seconds}
        return self._sends({"location": place}, "sends_live_location")

    def moves(self, message_id: int, latitude: float, longitude: float) -> None:
        """Be elsewhere while the own place is shared."""
        with self._acting("moves", message_id=message_id) as chat:
            old = self._own(chat, message_id).content.get("location", {})
            place = {"location": old | {"latitude": latitude, "longitude": longitude}}
            message = chat.edit(message_id, self._world.now(), content=place)
            self._world.tell_message(self._account(), chat, message)

    def deletes(self, message_id: int, *, for_both: bool = True) -> None:
        """Delete any message; the bot is not told."""
        with self._acting("deletes", message_id=message_id) as chat:
            (chat.remove if for_both else chat.hide)(message_id)

    def clears_history(self, *, for_both: bool = True) -> None:
        """Delete every message; the bot is not told."""
        with self._acting("clears_history") as chat:
            for message_id in chat.ids():
                (chat.remove if for_both else chat.hide)(message_id)

    def blocks(self) -> None:
        """Block the bot."""
        with self._acting("blocks") as chat:
            chat.blocked = True
            account = self._account()
            self._world.member_changed(account, chat, self.user, "member", "kicked")

    def unblocks(self) -> None:
        """Let the bot write again."""
        with self._acting("unblocks", blocked_too=True) as chat:
            chat.blocked = False
            account = self._account()
            self._world.member_changed(account, chat, self.user, "kicked", "member")

    def adds_to_group(self, group_id: int, title: str = "Family") -> None:
        """Add the bot to a group."""
        with self._world.bell.changing():
            group = self._world.groups.setdefault(group_id, Chat.group(group_id, title))
            account = self._account()
            group.members[account.user.id] = account.user
            self._world.member_changed(account, group, self.user, "left", "member")
            joined = {"new_chat_members": [account.user.as_json()]}
            self._tells_group(group, joined, "adds_to_group")

    def says_in_group(self, group_id: int, text: str) -> int:
        """Write into a group; its bots read everything."""
        with self._world.bell.changing():
            return self._tells_group(self._world.groups[group_id], _text(text), "says_in_group")

    def _tells_group(self, group: Chat, content: Json, action: str) -> int:
        self._world.acted(group, action)
        message = group.write(self.user, self._world.now(), content)
        for account in self._world.accounts.values():
            if account.user.id in group.members:
                self._world.tell_message(account, group, message)
        return message.id

    @contextmanager
    def _acting(self, action: str, *, blocked_too: bool = False, **params: Any) -> Iterator[Chat]:
        with self._world.bell.changing():
            chat = self._chat()
            if chat.blocked and not blocked_too:
                raise AssertionError("the bot is blocked by this person; unblock it first")
            self._world.acted(chat, action, **params)
            yield chat

    def _sends(self, content: Json, action: str, reply_to: int | None = None) -> int:
        with self._acting(action, text=content.get("text")) as chat:
            replied = chat.find(reply_to) if reply_to else None
            message = chat.write(
                self.user,
                self._world.now(),
                content,
                reply_to=replied.as_json() if replied else None,
            )
            self._world.tell_message(self._account(), chat, message)
            return message.id

    def _presses(self, label: str, times: int) -> tuple[str, ...]:
        with self._world.bell.changing():
            if any(label in row for row in self.keyboard) and not self._finds(label):
                return tuple(str(self.types(label)) for _ in range(times))
            message_id, button = self._finds(label) or self._misses(label)
            if button.data is None:
                raise AssertionError(f"[{label}] opens {button.url} and tells the bot nothing")
            return tuple(self.presses_data(message_id, button.data) for _ in range(times))

    def _finds(self, label: str) -> Where | None:
        for seen in reversed(self.sees):
            for button in seen.each_button():
                if label in (button.label, button.data):
                    return seen.id, button
        return None

    def _misses(self, label: str) -> Where:
        shown = ", ".join(f"[{each}]" for each in self.labels) or "none"
        raise AssertionError(f"no button [{label}]; buttons on the screen: {shown}")

    def _query(self, chat: Chat, message_id: int, data: str) -> str:
        account, now = self._account(), self._world.now()
        query_id = str(next(self._world.query_ids))
        self._world.queries[query_id] = Query(
            query_id, account.token, self.id, chat.id, message_id, data, now
        )
        chat.waiting_presses.append(query_id)
        gone = {"chat": chat.about, "message_id": message_id, "date": 0}
        message = chat.find(message_id)
        body = {
            "id": query_id,
            "from": self.user.as_json(),
            "message": message.as_json() if message else gone,
            "chat_instance": str(-(7_000_000_000_000 + chat.id)),
            "data": data,
        }
        self._world.tell(account, "callback_query", chat, body)
        return query_id

    def _own(self, chat: Chat, message_id: int) -> Message:
        message = chat.find(message_id)
        if message is None or message.sender.id != self.id:
            raise AssertionError(f"message {message_id} is not one of this person's")
        return message


def _text(text: str) -> Json:
    if not text.startswith("/"):
        return {"text": text}
    command = text.split(maxsplit=1)[0]
    return {
        "text": text,
        "entities": [{"type": "bot_command", "offset": 0, "length": len(command)}],
    }


def _caption(caption: str) -> Json:
    return {"caption": caption} if caption else {}


def _file(kind: str, **about: Any) -> Json:
    size = about.get("width", "")
    return {"file_id": f"{kind}{size}", "file_unique_id": f"unique-{kind}{size}", **about}
