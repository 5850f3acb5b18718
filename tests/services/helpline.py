"""One visitor, her chat, and the services behind it."""

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final

from bot.domain.conversation import Event, Picked, Retyped, Started, Typed
from bot.domain.errors import MessageGoneError, VisitorGoneError
from bot.domain.guide import Guide
from bot.domain.page import Page
from bot.domain.privacy import Confidential
from bot.domain.visitor import Address, Pseudonym
from bot.services.chat_memory import ChatMemory
from bot.services.conversations import Converse
from bot.services.couriers import AtOnce
from bot.services.delivery import Deliver
from bot.services.forget import ForgetVisitor
from bot.services.live import LiveDesks
from bot.services.ports import Arrival, Conversation, Delivery, Work
from bot.services.shift import Shift
from bot.services.upkeep import EraseExpired
from bot.storage.embedded import SqlStore
from bot.storage.memory import MemoryStore
from bot.storage.secrecy import KeyedPseudonyms, MasterKey
from bot.translation.translator import Translator
from tests.conftest import SetClock
from tests.together import converse_over

CHANNEL: Final = "chat"
HER: Final = Address(CHANNEL, "1001")
PSEUDONYMS: Final = KeyedPseudonyms(MasterKey(b"m" * 32))
SILENCE: Final = timedelta(minutes=30)

Store = MemoryStore | SqlStore


def nothing_happens() -> None:
    """Let a moment pass."""


@dataclass
class Chat:
    """A chat as she sees it, and the port that fills it."""

    ours: dict[int, tuple[Page, int]] = field(default_factory=dict)
    hers: dict[int, str] = field(default_factory=dict)
    did: list[str] = field(default_factory=list)
    stuck: set[int] = field(default_factory=set)
    is_blocked: bool = False
    last: int = 0
    moment: Callable[[], None] = nothing_happens

    async def send(self, address: Address, page: Page, revision: int) -> int:
        """Write a new message."""
        self._begins("send")
        self.last += 1
        self.ours[self.last] = (page, revision)
        self.moment()
        return self.last

    async def edit(self, address: Address, message: int, page: Page, revision: int) -> None:
        """Change a message of ours."""
        self._begins("edit")
        if message not in self.ours:
            raise MessageGoneError
        self.ours[message] = (page, revision)
        self.moment()

    async def delete(self, address: Address, messages: Iterable[int]) -> Sequence[int]:
        """Delete whatever may be deleted."""
        self._begins("delete")
        listed = set(messages)
        for message in listed - self.stuck:
            self.ours.pop(message, None)
            self.hers.pop(message, None)
        self.moment()
        return tuple(sorted(listed & self.stuck & {*self.ours, *self.hers}))

    def receives(self, words: str) -> int:
        """Show a message of hers."""
        self.last += 1
        self.hers[self.last] = words
        return self.last

    @property
    def living(self) -> tuple[int, Page, int]:
        """Return the newest message of ours: its id, its page and the revision it shows."""
        message = max(self.ours)
        return message, *self.ours[message]

    def offers(self, option: str) -> bool:
        """Tell whether the newest message of ours has a button."""
        return bool(self.ours) and option in {button.id for button in self.living[1].buttons}

    @property
    def pages(self) -> list[Page]:
        """Return everything of ours that she sees."""
        return [page for page, _ in self.ours.values()]

    def _begins(self, what: str) -> None:
        self.did.append(what)
        self.moment()
        if self.is_blocked:
            raise VisitorGoneError


@dataclass(slots=True)
class Helpline:
    """The services over one store and one chat; `restarts` loses what is only in memory."""

    store: Store
    guide: Guide
    translator: Translator
    clock: SetClock
    chat: Chat = field(default_factory=Chat)
    moment: Callable[[], None] = nothing_happens
    number: int = 0
    live: LiveDesks = field(default_factory=LiveDesks)
    shift: Shift = field(default_factory=Shift)
    chats: ChatMemory = field(init=False)
    courier: AtOnce = field(init=False)
    converse: Converse = field(init=False)

    def __post_init__(self) -> None:
        self.restarts()

    def restarts(self) -> None:
        """Begin with fresh services over what is kept."""
        self.chats = ChatMemory()
        deliver = Deliver(
            self.transaction,
            {CHANNEL: self.chat},
            self.translator,
            self.chats,
            self.live,
            self.clock,
        )
        self.courier = AtOnce(deliver)
        self.converse = converse_over(
            self.transaction,
            self.translator,
            PSEUDONYMS,
            self.guide_of_today,
            self.courier,
            self.chats,
            self.clock,
            SILENCE,
            self.live,
        )

    def guide_of_today(self) -> Guide:
        """Return the guide as of the clock's day."""
        return replace(self.guide, today=self.clock().date(), desk=self.shift.desk)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Work]:
        """Begin a transaction; a moment passes before it, before its commit and after it."""
        self.moment()
        async with self.store.transaction() as work:
            yield work
            self.moment()
        self.moment()

    # What she does

    async def starts(self) -> None:
        """Write /start."""
        await self.does(self.starting())

    async def picks(self, *options: str) -> None:
        """Press one button after another, each on the page that is shown then."""
        for option in options:
            await self.does(self.pressing(option))

    async def types(self, words: str) -> None:
        """Write words."""
        await self.does(self.typing(words))

    async def does(self, arrival: Arrival) -> None:
        """Hand an update over and have the chat repaired."""
        await self.converse(arrival)
        await self.courier.settle()

    def starting(self) -> Arrival:
        """Return the update of a /start."""
        return self._writing("/start", Started())

    def typing(self, words: str) -> Arrival:
        """Return the update of her words."""
        return self._writing(words, Typed(Confidential(words)))

    def retyping(self, message: int, words: str) -> Arrival:
        """Return the update of words which she changed."""
        return self._arrival(Retyped(Confidential(words)), hers=(message,))

    def pressing(self, option: str) -> Arrival:
        """Return the update of a button on the living message; it must be there."""
        message, page, revision = self.chat.living
        assert self.chat.offers(option), option
        event = Picked(option, keepsake=page.keepsake)
        return self._arrival(event, tapped=message, revision=revision)

    def _writing(self, words: str, event: Event) -> Arrival:
        return self._arrival(event, hers=(self.chat.receives(words),))

    def _arrival(
        self,
        event: Event,
        hers: tuple[int, ...] = (),
        tapped: int | None = None,
        revision: int | None = None,
    ) -> Arrival:
        self.number += 1
        return Arrival(HER, event, self.number, hers, tapped, revision)

    # What happens by itself

    async def repairs(self) -> None:
        """Look after every chat that is unfinished, as the upkeep does."""
        async with self.transaction() as work:
            unfinished = await work.deliveries.unfinished()
        for visitor in unfinished:
            self.courier.poke(visitor)
        await self.courier.settle()

    async def erases(self) -> int:
        """Carry out retention."""
        erase = EraseExpired(
            self.transaction,
            self.translator,
            self.guide_of_today,
            self.courier,
            self.chats,
            self.live,
            self.store.tidy,
            self.clock,
        )
        forgotten = await erase()
        await self.courier.settle()
        return forgotten

    async def forgets(self) -> None:
        """Learn that she has blocked us."""
        self.number += 1
        forget = ForgetVisitor(self.transaction, PSEUDONYMS, self.chats, self.live, self.clock)
        await forget(HER, self.number)

    # What is kept

    async def kept(self) -> tuple[Conversation | None, Delivery | None]:
        """Return what the store keeps of her."""
        names: Sequence[Pseudonym] = PSEUDONYMS.of(HER, self.clock())
        async with self.store.transaction() as work:
            return await work.conversations.find(names), await work.deliveries.find(names)

    async def conversation(self) -> Conversation:
        """Return her conversation; it must be kept."""
        found, _ = await self.kept()
        assert found is not None
        return found

    async def unfinished(self) -> Sequence[Pseudonym]:
        """Return the chats that still want to be repaired."""
        async with self.store.transaction() as work:
            return await work.deliveries.unfinished()

    async def calls_unanswered(self) -> Sequence[tuple[str, str, int]]:
        """Return what has been counted."""
        async with self.store.transaction() as work:
            return await work.counts.unanswered_since("2000-01-01")

    async def assert_settled(self) -> None:
        """Hold the chat to what the store wants: one living message, nothing of hers."""
        found = await self.conversation()
        assert list(self.chat.hers) == []
        assert len(self.chat.ours) == 1
        _, page, revision = self.chat.living
        assert revision == found.revision
        assert page.text == found.page.text
        assert page.rows == found.page.rows
        assert await self.unfinished() == []

    async def assert_gone(self) -> None:
        """Hold the chat to being left: one page without a button, and nothing kept."""
        assert list(self.chat.hers) == []
        assert [page.rows for page in self.chat.pages] == [()]
        assert await self.kept() == (None, None)
