"""A case: the card which an operator gets, the lines of the talk, and what may become of it.

A case waits, is offered to an operator, is talked about, and is closed; from anywhere it may be
left. It knows no account of the visitor: only the pseudonym under which her conversation is kept.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from bot.domain.card import Card
from bot.domain.danger import Band
from bot.domain.errors import (
    CaseOverError,
    CaseTakenError,
    ReasonMissingError,
)
from bot.domain.language import Language
from bot.domain.line import By, Line
from bot.domain.operator import OperatorId
from bot.domain.told import Details
from bot.domain.visitor import Pseudonym

CaseId = NewType("CaseId", str)


class Status(StrEnum):
    """Where a case stands."""

    WAITING = "waiting"
    OFFERED = "offered"
    TALKING = "talking"
    CLOSED = "closed"
    LEFT = "left"


class Ending(StrEnum):
    """Why a case is over."""

    ENDED_BY_OPERATOR = "operator"
    ENDED_BY_VISITOR = "visitor"
    ABUSE = "abuse"
    CANCELLED = "cancelled"
    LEFT_SUDDENLY = "left"
    BLOCKED = "blocked"
    SILENT = "silent"


class Transfer(StrEnum):
    """How far the change to another operator has come; she is asked before anybody else reads."""

    NONE = ""
    ASKED = "asked"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class BandChange:
    """A change of the band by an operator; lowering needs a reason."""

    at: datetime
    operator: OperatorId
    before: Band
    after: Band
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """Something an operator takes; without an operator it waits.

    `opened_at` is when the waiting began, moved forward by the time she was away. `told` is the
    highest limit of table 5.2 which she has been told (0 to 2). `is_away` means that she pressed
    Exit and kept her place: nobody is offered the case until she returns. `left_at` is when she
    went away, `back_at` when she last came back. `is_answered` tells that somebody has talked with
    her. `next_operator` is whom a transfer is meant for, None means anybody.
    """

    id: CaseId
    code: str
    visitor: Pseudonym
    channel: str
    card: Card
    band: Band
    opened_at: datetime
    status: Status = Status.WAITING
    operator: OperatorId | None = None
    offered_at: datetime | None = None
    began_at: datetime | None = None
    ended_at: datetime | None = None
    ending: Ending | None = None
    lines: tuple[Line, ...] = ()
    changes: tuple[BandChange, ...] = ()
    transfer: Transfer = Transfer.NONE
    next_operator: OperatorId | None = None
    told: int = 0
    is_answered: bool = False
    has_code: bool = False
    is_away: bool = False
    left_at: datetime | None = None
    back_at: datetime | None = None
    is_shielded: bool = False
    is_warned: bool = False
    closing: str = ""
    # How many lines of the operator's she was never shown, known once it is over.
    unshown: int = 0

    @property
    def is_open(self) -> bool:
        """Tell whether it may still be answered."""
        return self.status not in (Status.CLOSED, Status.LEFT)

    @property
    def language(self) -> Language:
        """Return the language in which she wants to be answered."""
        return self.card.language

    def waited(self, now: datetime) -> timedelta:
        """Return how long she has waited, not counting the time she was away."""
        until = self.began_at or (self.left_at if self.is_away else None) or self.ended_at or now
        return max(until - self.opened_at, timedelta())

    def unanswered(self, now: datetime) -> timedelta:
        """Return for how long lines of hers have had no answer; zero where none waits for one."""
        waiting: datetime | None = None
        for line in reversed(self.lines):
            if line.by is By.OPERATOR:
                break
            waiting = line.at if line.by is By.VISITOR else waiting
        return max(now - waiting, timedelta()) if waiting else timedelta()

    def offered_to(self, operator: OperatorId, now: datetime) -> "Case":
        """Return the case reserved for an operator; only one that waits can be."""
        if self.status is not Status.WAITING or self.is_away:
            raise CaseTakenError
        return replace(self, status=Status.OFFERED, operator=operator, offered_at=now)

    def given_back(self) -> "Case":
        """Return the case waiting again, as long as before."""
        self._must_be(Status.OFFERED)
        return replace(
            self, status=Status.WAITING, operator=None, offered_at=None, next_operator=None
        )

    def begun_by(self, operator: OperatorId, now: datetime) -> "Case":
        """Return the case as a talk with the operator to whom it was offered."""
        self.must_belong_to(operator)
        self._must_be(Status.OFFERED)
        return replace(
            self,
            status=Status.TALKING,
            began_at=now,
            is_answered=True,
            transfer=Transfer.NONE,
            next_operator=None,
        )

    def with_line(self, by: By, words: str, now: datetime, **more: object) -> "Case":
        """Return the case with one more line; raises CaseOverError where nobody talks."""
        if self.status is not Status.TALKING:
            raise CaseOverError
        number = self.lines[-1].number + 1 if self.lines else 1
        line = Line(number, by, words, now, **more)  # type: ignore[arg-type]
        return replace(self, lines=(*self.lines, line))

    def with_edited(self, message: int, words: str) -> "Case":
        """Return the case with a line of hers as she changed it; an unknown one changes nothing."""
        return replace(
            self,
            lines=tuple(
                replace(line, words=words, is_edited=True) if line.message == message else line
                for line in self.lines
            ),
        )

    def knows_message(self, message: int) -> bool:
        """Tell whether a message of hers is a line of this talk."""
        return any(line.message == message for line in self.lines)

    def in_band(self, band: Band, operator: OperatorId, reason: str, now: datetime) -> "Case":
        """Return the case in another band; raises ReasonMissingError where it is lowered so."""
        if band < self.band and not reason.strip():
            raise ReasonMissingError
        change = BandChange(now, operator, self.band, band, reason.strip())
        return replace(self, band=band, changes=(*self.changes, change))

    def asking_transfer(self, to: OperatorId | None) -> "Case":
        """Return the case with the question whether another operator may read and go on."""
        self._must_be(Status.TALKING)
        return replace(self, transfer=Transfer.ASKED, next_operator=to)

    def transferred(self, now: datetime) -> "Case":
        """Return the case as she agreed: offered to whom it was meant for, or waiting again.

        The waiting goes on from where it ended when the talk began.
        """
        self._must_be(Status.TALKING)
        again = replace(
            self,
            opened_at=now - self.waited(now),
            began_at=None,
            operator=self.next_operator,
            transfer=Transfer.NONE,
        )
        if self.next_operator is None:
            return replace(again, status=Status.WAITING, offered_at=None)
        return replace(again, status=Status.OFFERED, offered_at=now)

    def refusing_transfer(self) -> "Case":
        """Return the case with her operator, as she prefers."""
        return replace(self, transfer=Transfer.REFUSED, next_operator=None)

    def over(self, ending: Ending, now: datetime, closing: str = "") -> "Case":
        """Return the case closed or left; its lines and what she told are gone at once."""
        gone = (Ending.LEFT_SUDDENLY, Ending.BLOCKED, Ending.SILENT, Ending.CANCELLED)
        return replace(
            self,
            status=Status.LEFT if ending in gone else Status.CLOSED,
            ending=ending,
            ended_at=now,
            transfer=Transfer.NONE,
            closing=closing,
        ).without_words()

    def without_words(self) -> "Case":
        """Return what may be seen of it by those who do not talk with her."""
        shell = Card(self.card.language, self.card.about, None, 0, (), False, Details())
        return replace(self, card=shell, lines=(), changes=())

    def away(self, now: datetime) -> "Case":
        """Return the case as a place that is kept while she is not here; lines are gone."""
        return replace(
            self,
            status=Status.WAITING,
            operator=None,
            offered_at=None,
            lines=(),
            is_away=True,
            left_at=now,
        )

    def back(self, visitor: Pseudonym, channel: str, now: datetime) -> "Case":
        """Return the case of somebody who returned with the code, waiting and without old lines.

        The time away does not count as waiting, the time before does.
        """
        return replace(
            self,
            visitor=visitor,
            channel=channel,
            status=Status.WAITING,
            operator=None,
            offered_at=None,
            opened_at=now - self.waited(now),
            lines=(),
            transfer=Transfer.NONE,
            is_away=False,
            left_at=None,
            back_at=now,
            began_at=None,
        )

    def shown_from(self, revision: int) -> "Case":
        """Return the case with the revision that shows those lines which none had shown before."""
        lines = tuple(
            replace(line, revision=revision) if line.revision < 0 else line for line in self.lines
        )
        return replace(self, lines=lines)

    def must_belong_to(self, operator: OperatorId) -> None:
        """Raise CaseTakenError where another operator has it, CaseOverError where it is over."""
        if not self.is_open:
            raise CaseOverError
        if self.operator != operator:
            raise CaseTakenError

    def _must_be(self, status: Status) -> None:
        if not self.is_open:
            raise CaseOverError
        if self.status is not status:
            raise CaseTakenError
