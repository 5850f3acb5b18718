"""A bot as Telegram keeps it: who it is, what it is still to be told."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from tests.standin.values import Json, Update, User

NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(slots=True)
class Webhook:
    """Where updates are delivered instead of being fetched."""

    url: str
    secret: str = ""
    most: int = 40
    last_error: str = ""
    last_error_at: datetime | None = None
    in_flight: set[int] = field(default_factory=set)


class Account:
    """One bot; its queue of updates survives everything but a confirmation."""

    def __init__(self, token: str) -> None:
        self.token = token
        bot_id = int(token.partition(":")[0])
        self.user = User(bot_id, "Stand-in", f"standin{bot_id}_bot", is_bot=True)
        self.message_ids = count(1)
        self.update_ids = count(500_000_001)
        self.pending: list[Update] = []
        self.delivered: list[Update] = []
        self.again: list[Update] = []
        self.allowed: frozenset[str] | None = None
        self.poll = 0
        self.webhook: Webhook | None = None
        self.profile: dict[tuple[str, str], str] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}

    def tell(self, kind: str, chat_id: int, body: Any, date: datetime) -> Update | None:
        """Put an update in the queue, unless the bot does not want its kind."""
        wanted = kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT
        if not wanted:
            return None
        update = Update(next(self.update_ids), kind, chat_id, body, date)
        self.pending.append(update)
        return update

    def allow(self, kinds: Any) -> None:
        """Remember which kinds of update the bot wants; nothing said changes nothing."""
        if isinstance(kinds, list):
            self.allowed = frozenset(map(str, kinds)) or None

    def confirm(self, offset: int) -> None:
        """Forget the updates before the offset; a negative one counts from the end."""
        keep = [update for update in self.pending if update.id >= offset > 0]
        if offset < 0:
            keep = self.pending[offset:]
        if offset:
            self.delivered += [update for update in self.pending if update not in keep]
            self.pending = keep

    def expire(self, now: datetime, kept: timedelta) -> None:
        """Forget what nobody fetched for a day."""
        self.pending = [update for update in self.pending if now - update.date < kept]

    def take(self, limit: int) -> list[Update]:
        """Return what is due; it stays due until it is confirmed."""
        updates = (self.again + self.pending)[: max(1, min(limit or 100, 100))]
        self.again = []
        return updates

    def due(self) -> Update | None:
        """Return the next update for the webhook; those of one chat go one after another."""
        hook = self.webhook
        if hook is None or len(hook.in_flight) >= hook.most:
            return None
        free = (update for update in self.pending if update.chat_id not in hook.in_flight)
        return next(free, None)

    def done(self, update: Update) -> None:
        """Take a delivered update off the queue."""
        self.pending = [each for each in self.pending if each.id != update.id]
        self.delivered.append(update)
