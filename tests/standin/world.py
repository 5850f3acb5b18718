"""Everything the stand-in knows: bots, people, groups, presses, what was asked."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from time import monotonic
from typing import Any

from tests.standin.accounts import Account
from tests.standin.bell import Bell
from tests.standin.chats import SUPERGROUPS_BELOW, Chat
from tests.standin.limits import Limits
from tests.standin.params import Params
from tests.standin.refusals import BLOCKED, CHAT_NOT_FOUND, RefusalError, bad, forbidden
from tests.standin.values import Happening, Message, Query, User


@dataclass(slots=True)
class World:
    """The shared state; look at it and change it only while holding `bell`."""

    default_token: str
    clock: Callable[[], datetime]
    bell: Bell = field(default_factory=Bell)
    limits: Limits = field(default_factory=Limits)
    ahead: timedelta = timedelta()
    accounts: dict[str, Account] = field(default_factory=dict)
    revoked: set[str] = field(default_factory=set)
    people: dict[int, User] = field(default_factory=dict)
    chats: dict[tuple[int, int], Chat] = field(default_factory=dict)
    groups: dict[int, Chat] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    query_ids: "count[int]" = field(default_factory=lambda: count(700_000_000_001))
    calls: list[Happening] = field(default_factory=list)

    def now(self) -> datetime:
        """The time of messages and of the 48 hours."""
        return self.clock() + self.ahead

    def account(self, token: str) -> Account:
        """The bot of a token; any token is a bot."""
        if token not in self.accounts:
            self.accounts[token] = Account(token)
        return self.accounts[token]

    def bot_meant(self, token: str | None) -> Account:
        """The bot a person means: the one named, the only one there is, or the default one."""
        if token is None and len(self.accounts) == 1:
            return next(iter(self.accounts.values()))
        return self.account(token or self.default_token)

    def private_chat(self, account: Account, person_id: int) -> Chat:
        """The chat of a person and a bot; it begins when it is first opened."""
        key = (account.user.id, person_id)
        if key not in self.chats:
            self.chats[key] = Chat.private(self.people[person_id], account.message_ids)
        return self.chats[key]

    def find_chat(self, account: Account, chat_id: int) -> Chat | None:
        """The chat a bot means by an id, if it may know of it."""
        return self.groups.get(chat_id) or self.chats.get((account.user.id, chat_id))

    def chat(self, account: Account, params: Params, name: str = "chat_id") -> Chat:
        """The chat a request names."""
        chat = self.find_chat(account, params.chat_id(name))
        if chat is None:
            raise bad(CHAT_NOT_FOUND)
        return chat

    def writable(self, account: Account, params: Params) -> Chat:
        """The chat a request names, if the bot may write into it."""
        chat = self.chat(account, params)
        if chat.blocked:
            raise forbidden(BLOCKED)
        if not chat.is_private and account.user.id not in chat.members:
            kind = "supergroup" if chat.id < SUPERGROUPS_BELOW else "group"
            raise forbidden(f"bot is not a member of the {kind} chat")
        return chat

    def touched(self, account: Account, method: str, params: Params) -> Chat | None:
        """The chat a request is about, for the history."""
        query = self.queries.get(params.text("callback_query_id"))
        if query is not None and method.lower() == "answercallbackquery":
            return self.find_chat(account, query.chat_id)
        try:
            return self.find_chat(account, params.chat_id())
        except RefusalError:
            return None

    def tell(self, account: Account, kind: str, chat: Chat, body: Any) -> None:
        """Queue an update for a bot."""
        account.tell(kind, chat.id, body, self.now())

    def tell_message(self, account: Account, chat: Chat, message: Message) -> None:
        """Queue a message, or its edit, for a bot."""
        kind = "edited_message" if message.edited else "message"
        self.tell(account, kind, chat, message.as_json())

    def member_changed(
        self, account: Account, chat: Chat, who: User, before: str, after: str
    ) -> None:
        """Tell a bot that its own place in a chat changed."""
        body = {
            "chat": chat.about,
            "from": who.as_json(),
            "date": int(self.now().timestamp()),
            "old_chat_member": _member(account.user, before),
            "new_chat_member": _member(account.user, after),
        }
        self.tell(account, "my_chat_member", chat, body)

    def acted(self, chat: Chat, action: str, **params: Any) -> None:
        """Write down what a person did."""
        at = monotonic()
        chat.history.append(Happening("person", action, at, at, params=params))


def _member(user: User, status: str) -> dict[str, Any]:
    body: dict[str, Any] = {"status": status, "user": user.as_json()}
    return body | ({"until_date": 0} if status == "kicked" else {})
