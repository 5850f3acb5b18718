"""What the desk needs from the edges: accounts, codes, the audit, counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.domain.card import Card
from bot.domain.case import CaseId
from bot.domain.danger import Band
from bot.domain.language import Language
from bot.domain.operator import Operator, OperatorId, Role


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
    PUBLISHED = "published"
    UNDONE = "undone"


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


class Desks(Protocol):
    """Tells the pages of the desk that something has changed; they look for themselves."""

    def changed(self, case: CaseId | None = None) -> None:
        """Tell that a case has changed, or that the line or the shift has."""
