"""What the services need from the edges."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.domain.case import Card, Case, CaseId
from bot.domain.conversation import Event, Screen, State
from bot.domain.danger import Band
from bot.domain.guide import Guide
from bot.domain.language import Language
from bot.domain.operator import Operator, OperatorId, Role
from bot.domain.page import Page
from bot.domain.text import Text
from bot.domain.visitor import Address, Pseudonym

Clock = Callable[[], datetime]
Guides = Callable[[], Guide]


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something that came in through a channel.

    `number` is the channel's own number of the update, which never repeats; `hers` are ids of her
    messages, to be deleted; `tapped` is the message whose button she pressed and `revision` the
    revision which that message showed.
    """

    address: Address
    event: Event
    number: int | None = None
    hers: tuple[int, ...] = ()
    tapped: int | None = None
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """What is kept of a conversation: where she is, the page she is to see, and until when."""

    visitor: Pseudonym
    state: State
    page: Page
    revision: int
    began_at: datetime
    wipe_at: datetime


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
    tells that something of an earlier conversation could not be removed.
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
    async def unfinished(self) -> Sequence[Pseudonym]: ...
    async def older_than(self, moment: datetime) -> Sequence[Pseudonym]: ...


class Handled(Protocol):
    """Numbers of updates that have been carried out."""

    async def first_time(self, channel: str, number: int, now: datetime) -> bool: ...
    async def forget_before(self, moment: datetime) -> None: ...


class Counts(Protocol):
    """Counts without any person in them."""

    async def unanswered(self, centre: str, day: str) -> None: ...
    async def unanswered_since(self, day: str) -> Sequence[tuple[str, int]]: ...
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


@dataclass(frozen=True, slots=True)
class ReturnCode:
    """What is kept of a return code: a keyed hash, and the card sealed under the code itself."""

    hashed: bytes
    case: CaseId
    sealed: bytes
    waited: timedelta
    expires_at: datetime


class ReturnCodes(Protocol):
    """Return codes by hash."""

    async def find(self, hashed: bytes) -> ReturnCode | None: ...
    async def save(self, code: ReturnCode) -> None: ...
    async def waited(self, case: CaseId, waited: timedelta) -> None:
        """Note how long somebody had waited when she went away."""

    async def forget(self, hashed: bytes) -> None: ...
    async def forget_before(self, moment: datetime) -> None: ...


class CodeMaker(Protocol):
    """Makes return codes, hashes them, and seals a card so that only the code opens it."""

    def new(self) -> str:
        """Return sixteen digits."""

    def hashed(self, code: str) -> bytes: ...
    def seal(self, code: str, card: Card) -> bytes: ...
    def unseal(self, code: str, sealed: bytes) -> Card:
        """Return the card; raises StoreError where the code does not open it."""


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser; the cookie's token is known to us only as a hash."""

    hashed: bytes
    operator: OperatorId
    csrf: str
    began_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    """A set-up link, good once; its token is known to us only as a hash."""

    hashed: bytes
    operator: OperatorId
    totp: str
    expires_at: datetime


class Operators(Protocol):
    """Accounts of the desk. The secret of the second factor is sealed under the master key."""

    async def find(self, operator: OperatorId) -> Operator | None: ...
    async def named(self, name: str) -> Operator | None:
        """Return the account of a name, in whatever case it is written."""

    async def all(self) -> Sequence[Operator]: ...
    async def add(self, name: str, role: Role, languages: tuple[Language, ...]) -> Operator: ...
    async def save(self, operator: Operator) -> None: ...


class Sessions(Protocol):
    """Signed-in browsers and set-up links."""

    async def find(self, hashed: bytes) -> Session | None: ...
    async def save(self, session: Session) -> None: ...
    async def forget(self, hashed: bytes) -> None: ...
    async def forget_all_of(self, operator: OperatorId) -> None: ...
    async def forget_unseen_since(self, moment: datetime) -> None: ...
    async def invite(self, invitation: Invitation) -> None:
        """Keep an invitation; an older one of the same operator is forgotten."""

    async def invitation(self, hashed: bytes) -> Invitation | None: ...
    async def forget_invitations_of(self, operator: OperatorId) -> None: ...
    async def take_totp(self, operator: OperatorId, step: int) -> bool:
        """Note that a time step of the second factor is used; False if it was before."""


class Act(StrEnum):
    """What somebody did at the desk; the audit holds acts, never words."""

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"
    SET_UP = "set_up"
    INVITED = "invited"
    ACCOUNT_CHANGED = "account_changed"
    ON_SHIFT = "on_shift"
    PAUSED = "paused"
    OFF_SHIFT = "off_shift"
    OFFERED = "offered"
    CLAIM_RETURNED = "claim_returned"
    LOOKED = "looked"
    BEGAN = "began"
    WROTE = "wrote"
    SENT_CARD = "sent_card"
    BAND_RAISED = "band_raised"
    BAND_LOWERED = "band_lowered"
    TRANSFER_ASKED = "transfer_asked"
    TRANSFER_AGREED = "transfer_agreed"
    TRANSFER_REFUSED = "transfer_refused"
    TOOK_OVER = "took_over"
    SHIELDED = "shielded"
    WARNED = "warned"
    ENDED = "ended"
    LEFT = "left"
    EXPORTED = "exported"


@dataclass(frozen=True, slots=True)
class Noted:
    """One entry of the audit; `case` is the code of a case, `detail` an id, never a word."""

    at: datetime
    act: Act
    operator: OperatorId | None = None
    case: str = ""
    detail: str = ""


class Audit(Protocol):
    """Who looked at what and did what, without text."""

    async def note(self, entry: Noted) -> None: ...
    async def latest(self, limit: int, before: datetime | None = None) -> Sequence[Noted]: ...
    async def forget_before(self, moment: datetime) -> None: ...


class Tries(Protocol):
    """Wrong tries of whatever is slowed down, by a name that tells nobody anything."""

    async def wrong(self, name: str, now: datetime) -> int:
        """Count one more, and return how many there are."""

    async def count(self, name: str, now: datetime) -> tuple[int, datetime | None]:
        """Return how many wrong tries are remembered, and when the last one was."""

    async def right(self, name: str) -> None: ...
    async def forget_before(self, moment: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class Count:
    """How often something happened to cases of one kind in one hour; no row is a person.

    `outcome` is "answered" or "left"; `bucket` is the upper bound of the waiting time in minutes.
    """

    day: str
    hour: int
    band: Band
    language: Language
    region: str
    outcome: str
    bucket: int
    times: int = 1


class CaseCounts(Protocol):
    """Counts of cases, aggregated."""

    async def add(self, count: Count) -> None: ...
    async def since(self, day: str) -> Sequence[Count]: ...
    async def forget_before(self, day: str) -> None: ...


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

    def page(self, screen: Screen, language: Language | None, *, numbered: bool = False) -> Page:
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


class Desks(Protocol):
    """Tells the pages of the desk that something has changed; they look for themselves."""

    def changed(self, case: CaseId | None = None) -> None:
        """Tell that a case has changed, or that the line or the shift has."""
