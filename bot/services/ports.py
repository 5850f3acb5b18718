"""What the services need from the edges."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.case import Case, CaseId
from bot.domain.conversation import Event, Screen, State
from bot.domain.guide import Guide
from bot.domain.language import Language
from bot.domain.meaning import Features, Understanding
from bot.domain.page import Page
from bot.domain.text import Text
from bot.domain.visitor import Address, Pseudonym
from bot.services.desk_ports import Audit, CaseCounts, Operators, ReturnCodes, Sessions, Tries
from bot.services.editing_ports import DraftsKept, History, Locks

Clock = Callable[[], datetime]
Guides = Callable[[], Guide]


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something that came in through a channel.

    `number` is the channel's own number of the update, which never repeats; `hers` are ids of her
    messages, to be deleted; `tapped` is the message whose button she pressed and `revision` the
    revision which that message showed. `asks` tells that nothing can be sent to her: her page asks
    for what is new.
    """

    address: Address
    event: Event
    number: int | None = None
    hers: tuple[int, ...] = ()
    tapped: int | None = None
    revision: int | None = None
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Conversation:
    """What is kept of a conversation: where she is, the page she is to see, and until when.

    `channel` is the one through which she writes; some sentences differ with it.
    """

    visitor: Pseudonym
    state: State
    page: Page
    revision: int
    began_at: datetime
    wipe_at: datetime
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """A message in the chat that can still be changed or deleted."""

    message: int
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is in the chat: the living message, what is to go, and what is to stay at the end.

    `sending_after` is set while a new living message is on its way: the highest id known before.
    `farewell` is the page that stays when everything else is gone. `sign` is the silent neutral
    line of somebody who chose a sign of life, `sign_at` when the last one was written. `left_over`
    tells that something of an earlier conversation could not be removed; `asks` that her page asks
    for what is new, so that what it does not show yet waits for nobody but her.
    """

    visitor: Pseudonym
    address: Address
    written_at: datetime
    living: Trace | None = None
    shown: int = -1
    going: tuple[Trace, ...] = ()
    sending_after: int | None = None
    farewell: Page | None = None
    left_over: bool = False
    sign_wanted: bool = False
    sign: Trace | None = None
    sign_at: datetime | None = None
    asks: bool = False


class Conversations(Protocol):
    """Conversations by pseudonym; the words of each lie under a key of its own."""

    async def find(self, names: Sequence[Pseudonym]) -> Conversation | None: ...
    async def save(self, conversation: Conversation, *, under_new_key: bool = False) -> None:
        """Keep a conversation; under a new key, no copy of what it held before can be read."""

    async def forget(self, visitor: Pseudonym) -> None: ...
    async def due(self, now: datetime) -> Sequence[Pseudonym]: ...
    async def next_due(self) -> datetime | None: ...


class Deliveries(Protocol):
    """What is in the chats, by pseudonym, each under a key of its own."""

    async def find(self, names: Sequence[Pseudonym]) -> Delivery | None: ...
    async def save(self, delivery: Delivery) -> None: ...
    async def forget(self, visitor: Pseudonym) -> None: ...
    async def unfinished(self) -> Sequence[Pseudonym]:
        """Return the chats that do not show what they should, where something can be sent."""

    async def older_than(self, moment: datetime) -> Sequence[Pseudonym]: ...


class Handled(Protocol):
    """Numbers of updates that have been carried out."""

    async def first_time(self, channel: str, number: int, now: datetime) -> bool: ...
    async def forget_before(self, moment: datetime) -> None: ...


class Counts(Protocol):
    """Counts without any person in them."""

    async def unanswered(self, phone: str, day: str) -> None: ...
    async def unanswered_since(self, day: str) -> Sequence[tuple[str, str, int]]:
        """Return phone, day and how often nobody answered, for every day since a day."""

    async def not_understood(self, features: Features, day: str) -> None: ...
    async def not_understood_since(self, day: str) -> Sequence[tuple[Features, int]]: ...
    async def forget_before(self, day: str) -> None: ...


class Cases(Protocol):
    """Cases, each sealed under a key of its own.

    Saving a case that is over, or whose visitor is away, gives it a new key and destroys the old
    one: copies of what it held before can no longer be read.
    """

    async def find(self, case_id: CaseId) -> Case | None: ...
    async def of(self, names: Sequence[Pseudonym]) -> Case | None:
        """Return the open case of a visitor who is here."""

    async def save(self, case: Case) -> None: ...
    async def forget(self, case_id: CaseId) -> None: ...
    async def open(self) -> Sequence[Case]:
        """Return all that wait, are offered or are talked about; those away too."""

    async def over_since(self, moment: datetime) -> Sequence[Case]:
        """Return those that ended at or after a moment; of older ones nothing is kept."""

    async def forget_over_before(self, moment: datetime) -> None: ...


class Understand(Protocol):
    """Tells what typed words mean; it always answers, and keeps nothing of them."""

    async def __call__(self, words: str) -> Understanding: ...


class HeldGuides(Protocol):
    """What we know, as of now, or as it was when a turn began."""

    def __call__(self) -> Guide:
        """Return the guide of now, or the one that is held."""

    def held(self) -> AbstractContextManager[None]:
        """Answer with the same guide as long as the block, whatever is published meanwhile."""


class Work(Protocol):
    """Everything that one transaction may read and change."""

    @property
    def conversations(self) -> Conversations: ...
    @property
    def deliveries(self) -> Deliveries: ...
    @property
    def handled(self) -> Handled: ...
    @property
    def counts(self) -> Counts: ...
    @property
    def cases(self) -> Cases: ...
    @property
    def return_codes(self) -> ReturnCodes: ...
    @property
    def operators(self) -> Operators: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def tries(self) -> Tries: ...
    @property
    def case_counts(self) -> CaseCounts: ...
    @property
    def drafts(self) -> DraftsKept: ...
    @property
    def locks(self) -> Locks: ...
    @property
    def history(self) -> History: ...


class Transaction(Protocol):
    """Begins a transaction; it commits at the end unless an exception passes."""

    def __call__(self) -> AbstractAsyncContextManager[Work]: ...


class Tidy(Protocol):
    """Destroys keys that nothing uses any more."""

    async def __call__(self, now: datetime) -> None: ...


class Pseudonyms(Protocol):
    """Hides addresses behind keyed hashes."""

    def of(self, address: Address, now: datetime) -> Sequence[Pseudonym]:
        """Return this month's pseudonym first, then the ones it may still be found under."""


class Pages(Protocol):
    """Turns screens into words."""

    def page(
        self,
        screen: Screen,
        language: Language | None,
        *,
        numbered: bool = False,
        channel: str = "",
    ) -> Page:
        """Return the screen in one language, or in all while none is chosen."""

    def say(self, text: Text, language: Language | None) -> str:
        """Return a text in one language, or in all while none is chosen."""


class Messenger(Protocol):
    """Shows pages in a channel. Each method raises a DeliveryError where it could not."""

    async def send(self, address: Address, page: Page, revision: int) -> int:
        """Write a new message, without a sound, and return its id."""

    async def edit(self, address: Address, message: int, page: Page, revision: int) -> None:
        """Change a message of ours; changing it to what it is already is no error."""

    async def delete(self, address: Address, messages: Iterable[int]) -> Sequence[int]:
        """Delete messages of ours or hers; return those that could not be deleted."""


class Courier(Protocol):
    """Brings what is shown to what is wanted, sooner or later."""

    def poke(self, visitor: Pseudonym, *, urgent: bool = False, paced: bool = False) -> None:
        """Tell that something of this visitor's is to be shown or removed.

        Leaving is urgent, so is danger. What is paced is shown once a second at most.
        """
