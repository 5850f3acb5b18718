"""A chat as a phone shows it: messages by id, ours with buttons, hers as she wrote them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.domain.errors import MessageGoneError
from bot.domain.page import Page
from bot.domain.visitor import Address


@dataclass(slots=True)
class Shown:
    """A message of ours."""

    page: Page
    revision: int


@dataclass(slots=True)
class Chat:
    """The port over a chat that only remembers; an id is never given twice."""

    ours: dict[int, Shown] = field(default_factory=dict)
    hers: set[int] = field(default_factory=set)
    last: int = 0

    def receives(self) -> int:
        """Take in a message of hers and return its id."""
        self.last += 1
        self.hers.add(self.last)
        return self.last

    async def send(self, address: Address, page: Page, revision: int) -> int:
        """Write a new message."""
        self.last += 1
        self.ours[self.last] = Shown(page, revision)
        return self.last

    async def edit(self, address: Address, message: int, page: Page, revision: int) -> None:
        """Change a message of ours."""
        if message not in self.ours:
            raise MessageGoneError
        self.ours[message] = Shown(page, revision)

    async def delete(self, address: Address, messages: Iterable[int]) -> Sequence[int]:
        """Delete messages of ours or hers; unknown ones are passed over."""
        for message in messages:
            self.ours.pop(message, None)
            self.hers.discard(message)
        return ()

    @property
    def living(self) -> int:
        """Return the id of the newest message of ours."""
        return max(self.ours)
