"""One visitor with the real services around her, and states that are written and read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Final

from bot.domain.conversation import Event, State
from bot.domain.guide import Guide
from bot.domain.language import Language
from bot.domain.page import Page
from bot.domain.visitor import Address, Pseudonym
from bot.flows import memory
from bot.services.chat_memory import ChatMemory
from bot.services.conversations import Converse
from bot.services.couriers import AtOnce
from bot.services.delivery import Deliver
from bot.services.live import LiveDesks
from bot.services.ports import Arrival, Conversation, Messenger
from bot.services.return_codes import ReturnCodesOffice
from bot.services.shift import Shift
from bot.services.upkeep import EraseExpired
from bot.storage.codes import RandomCodes
from bot.storage.memory import ConversationsInMemory, DeliveriesInMemory, MemoryStore
from bot.storage.secrecy import KeyedPseudonyms, MasterKey
from bot.translation.catalogs import translations
from bot.translation.translator import Translator
from tests.journeys.chat import Chat, Shown
from tests.journeys.operator import OperatorOfJourney
from tests.journeys.understanding import understands
from tests.knowing import guide_on
from tests.together import converse_over, room_over

# A day on which all knowledge is fresh; the word of the day follows from it.
TODAY: Final = date(2026, 11, 22)
EVENING: Final = datetime(2026, 11, 22, 20, 15, tzinfo=UTC)
SILENCE: Final = timedelta(minutes=30)
BETWEEN_STEPS: Final = timedelta(seconds=20)
HERE: Final = Address("journey", "1")
PSEUDONYMS: Final = KeyedPseudonyms(MasterKey(b"nothing of a journey is a secret"))


class OneCode(RandomCodes):
    """Makes the same code every time, so that a transcript can be compared."""

    def new(self) -> str:
        """Return sixteen digits that everybody knows."""
        return "4821593760124598"


CODES_OF_JOURNEYS: Final = ReturnCodesOffice(
    OneCode(MasterKey(b"nothing of a journey is a secret"))
)


@cache
def todays_guide() -> Guide:
    """Return what is known on the day of the journeys."""
    return guide_on(TODAY)


class WrittenConversations(ConversationsInMemory):
    """Keeps every state as a store does: written as JSON and read again."""

    async def save(self, conversation: Conversation, *, under_new_key: bool = False) -> None:
        """Keep the conversation with the state that is read back."""
        written = memory.written(conversation.state)
        state = memory.read(written)
        assert memory.written(state) == written, "a state changed while it was stored"
        await ConversationsInMemory.save(self, replace(conversation, state=state))


class WritingStore(MemoryStore):
    """A store in memory whose states pass through their written form."""

    def __init__(self) -> None:
        super().__init__()
        self._conversations = WrittenConversations()
        self._deliveries = DeliveriesInMemory(self._conversations)

    def conversation(self, names: Sequence[Pseudonym]) -> Conversation | None:
        """Return the conversation of a visitor, if there is one."""
        kept = self._conversations.kept
        return next((kept[name] for name in names if name in kept), None)

    async def put(self, conversation: Conversation) -> None:
        """Store a conversation as it is now."""
        await self._conversations.save(conversation)


@dataclass(slots=True)
class Visit:
    """What she does reaches the services, and what they show reaches her chat."""

    translator: Translator = field(default_factory=lambda: Translator(translations()))
    store: WritingStore = field(default_factory=WritingStore)
    chat: Chat = field(default_factory=Chat)
    now: datetime = EVENING
    number: int = 0
    chats: ChatMemory = field(default_factory=ChatMemory)
    live: LiveDesks = field(default_factory=LiveDesks)
    shift: Shift = field(default_factory=Shift)
    address: Address = HERE

    @property
    def shown(self) -> Shown:
        """Return the message that she looks at."""
        return self.chat.ours[self.chat.living]

    @property
    def page(self) -> Page:
        """Return the page that she looks at."""
        return self.shown.page

    @property
    def conversation(self) -> Conversation | None:
        """Return what is kept of her conversation, if anything is."""
        return self.store.conversation(PSEUDONYMS.of(self.address, self.now))

    @property
    def state(self) -> State | None:
        """Return where she is, as far as anything is kept of her."""
        return self.conversation.state if self.conversation else None

    @property
    def language(self) -> Language | None:
        """Return the language she has chosen."""
        return self.state.told.language if self.state else None

    async def writes(self, event: Event) -> None:
        """Let a message of hers arrive."""
        await self._arrives(Arrival(self.address, event, hers=(self.chat.receives(),)))

    async def taps(self, event: Event, revision: int | None = None) -> None:
        """Let a tap on the living message arrive."""
        at = self.shown.revision if revision is None else revision
        await self._arrives(Arrival(self.address, event, tapped=self.chat.living, revision=at))

    async def outlives(self, state: State) -> None:
        """Let another place be stored than the one where she was."""
        assert self.conversation is not None
        await self.store.put(replace(self.conversation, state=state))

    async def waits(self, time: timedelta) -> None:
        """Let time pass, and what is due happen."""
        self.now += time
        courier = self._courier()
        erase = EraseExpired(
            self.store.transaction,
            self.translator,
            self.guide,
            courier,
            self.chats,
            self.live,
            self.store.tidy,
            lambda: self.now,
        )
        await erase()
        await courier.settle()

    def guide(self) -> Guide:
        """Return what is known now, with what may be told of the desk."""
        return replace(todays_guide(), desk=self.shift.desk)

    def messengers(self) -> Mapping[str, Messenger]:
        """Return the ways on which something reaches her."""
        return {self.address.channel: self.chat}

    async def guide_of_hers(self) -> Guide:
        """Return the guide with her own case, as a turn has it."""
        names = PSEUDONYMS.of(self.address, self.now)
        async with self.store.transaction() as work:
            return replace(self.guide(), case=await work.cases.of(names))

    async def desk(self, act: str, detail: str = "", words: str = "") -> None:
        """Let an operator do something at the desk."""
        self.now += BETWEEN_STEPS
        courier = self._courier()
        room = room_over(
            self.store.transaction, self._converse(courier).keep, courier, self._clock, self.live
        )
        await OperatorOfJourney(room, self.shift, self.guide, self.translator)(act, detail, words)
        await courier.settle()

    async def _arrives(self, arrival: Arrival) -> None:
        self.now += BETWEEN_STEPS
        self.number += 1
        courier = self._courier()
        await self._converse(courier)(replace(arrival, number=self.number))
        await courier.settle()

    def _converse(self, courier: AtOnce) -> Converse:
        return converse_over(
            self.store.transaction,
            self.translator,
            PSEUDONYMS,
            self.guide,
            courier,
            self.chats,
            self._clock,
            SILENCE,
            self.live,
            CODES_OF_JOURNEYS,
            understands,
        )

    def _clock(self) -> datetime:
        return self.now

    def _courier(self) -> AtOnce:
        return AtOnce(
            Deliver(
                self.store.transaction,
                self.messengers(),
                self.translator,
                self.chats,
                self.live,
                lambda: self.now,
            )
        )
