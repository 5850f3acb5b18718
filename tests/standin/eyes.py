"""What a person sees on a phone, and how a test waits for it."""

from collections.abc import Callable
from typing import Self, TypeVar

from tests.standin.accounts import Account
from tests.standin.chats import Chat
from tests.standin.values import Happening, Notification, Seen, Toast, User
from tests.standin.world import World

PATIENCE = 5.0
Found = TypeVar("Found")


class Eyes:
    """The screen of the chat of a person with one bot."""

    def __init__(self, world: World, user: User, bot: str | None = None) -> None:
        self.user = user
        self._world = world
        self._token = bot

    @property
    def id(self) -> int:
        """The Telegram id, which is also the id of the private chat."""
        return self.user.id

    @property
    def sees(self) -> tuple[Seen, ...]:
        """Every message that stands in the chat, oldest first."""
        with self._world.bell.still():
            return self._chat().sees()

    @property
    def screen(self) -> Seen | None:
        """The newest message of the bot."""
        return next((seen for seen in reversed(self.sees) if seen.from_bot), None)

    @property
    def text(self) -> str:
        """The text of the newest message of the bot, empty when there is none."""
        return self.screen.text if self.screen else ""

    @property
    def labels(self) -> tuple[str, ...]:
        """Every button that can be pressed, the newest message first, the big keyboard last."""
        with self._world.bell.still():
            seen = tuple(label for each in reversed(self.sees) for label in each.labels)
            return seen + tuple(label for row in self.keyboard for label in row)

    @property
    def keyboard(self) -> tuple[tuple[str, ...], ...]:
        """The labels of the big keyboard below the chat."""
        with self._world.bell.still():
            rows = self._chat().keyboard()
            return tuple(tuple(button.label for button in row) for row in rows)

    @property
    def notifications(self) -> tuple[Notification, ...]:
        """What rang."""
        with self._world.bell.still():
            return tuple(self._chat().notifications)

    @property
    def toasts(self) -> tuple[Toast, ...]:
        """How the presses were answered; most answers have no text."""
        with self._world.bell.still():
            return tuple(self._chat().toasts)

    @property
    def waiting_presses(self) -> tuple[str, ...]:
        """The presses that still show the waiting sign."""
        with self._world.bell.still():
            return tuple(self._chat().waiting_presses)

    @property
    def history(self) -> tuple[Happening, ...]:
        """What the bot and the person did in this chat, with the time of each."""
        with self._world.bell.still():
            return tuple(self._chat().history)

    def did(self, method: str, since: float = 0.0) -> tuple[Happening, ...]:
        """What was done under this name (a method or an action) since a moment."""
        return tuple(each for each in self.history if each.method == method and each.at >= since)

    def sees_in_group(self, group_id: int) -> tuple[Seen, ...]:
        """Every message of a group."""
        with self._world.bell.still():
            return self._world.groups[group_id].sees()

    async def waits_until(
        self, predicate: Callable[[Self], Found | None], timeout: float = PATIENCE
    ) -> Found:
        """Wait until the predicate finds something in what this person sees, and return it."""
        try:
            return await self._world.bell.until(lambda: predicate(self), timeout)
        except TimeoutError:
            raise AssertionError(self._waited_in_vain(timeout)) from None

    async def waits_for(self, words: str, timeout: float = PATIENCE) -> Seen:
        """Wait until the newest message of the bot contains these words."""
        return await self.waits_until(lambda she: she.shows(words), timeout)

    def waits(self, predicate: Callable[[Self], Found | None], timeout: float = PATIENCE) -> Found:
        """Wait in this thread, for tests without an event loop."""
        try:
            return self._world.bell.wait(lambda: predicate(self), timeout)
        except TimeoutError:
            raise AssertionError(self._waited_in_vain(timeout)) from None

    def describe(self) -> str:
        """The whole chat in lines, for transcripts and for messages of failing tests."""
        lines = []
        for seen in self.sees:
            who = "bot" if seen.from_bot else "she"
            lines.append(f"{who} #{seen.id}: {seen.text or f'({seen.kind})'}")
            lines += ["    " + " ".join(f"[{label}]" for label in row) for row in seen.rows]
        return "\n".join(lines) or "(an empty chat)"

    def shows(self, words: str) -> Seen | None:
        """The newest message of the bot, if it contains these words."""
        screen = self.screen
        return screen if screen and words in screen.text else None

    def _waited_in_vain(self, timeout: float) -> str:
        return f"waited {timeout} s in vain; the phone shows:\n{self.describe()}"

    def _account(self) -> Account:
        return self._world.bot_meant(self._token)

    def _chat(self) -> Chat:
        return self._world.private_chat(self._account(), self.user.id)
