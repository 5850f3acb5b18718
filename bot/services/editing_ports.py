"""What editing needs from the edges: the files, and what editors leave in the store."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.domain.editing import Change, Draft, Field, Kind, Lock, Paper, Way
from bot.domain.operator import OperatorId, Role
from bot.domain.reading import Reading

Drafts = Mapping[str, str | None]


class Papers(Protocol):
    """The files of knowledge. Its methods read files: call them in a thread."""

    def all(self, drafts: Drafts) -> Sequence[Paper]:
        """Return every file, drafts in the place of files; also those that cannot be read."""

    def text(self, file: str) -> str | None:
        """Return a file as it is, or None where there is none."""

    def served(self) -> tuple[Reading, datetime]:
        """Return the last look at the files, and since when what is served is served."""

    def reading(self, drafts: Drafts, on: date | None = None) -> Reading:
        """Check everything with drafts in the place of files, and publish nothing.

        What is checked is checked as of today; the guide is the one of the day `on`.
        """

    def form(self, file: str, text: str) -> tuple[Field, ...]:
        """Return the fields of a text; none where it can only be edited as a whole."""

    def filled(self, file: str, text: str, answers: Mapping[str, str]) -> str:
        """Return a text with the values of a form ("names.kk" → words); comments and order stay."""

    def grown(self, file: str, text: str, way: Way) -> str:
        """Return a text whose list at this place has one more, empty item."""

    def shrunk(self, file: str, text: str, way: Way) -> str:
        """Return a text without this item of a list."""

    def begun(self, kind: Kind, name: str, drafts: Drafts) -> tuple[str, str]:
        """Return name and text of a new file; raises NameTakenError or NameRefusedError."""

    def write(self, texts: Drafts, bases: Drafts, role: Role, summary: str) -> Reading:
        """Publish: write all files or none, and serve them; in a git checkout, commit them.

        Raises ChangedMeanwhileError where a file is no longer what its base says, and
        RefusedError with all complaints where the whole would be wrong. Nothing is changed then.
        """


class DraftsKept(Protocol):
    """What editors have changed and not published."""

    async def of(self, operator: OperatorId) -> Sequence[Draft]: ...
    async def save(self, draft: Draft) -> None: ...
    async def forget(self, operator: OperatorId, file: str) -> None: ...
    async def forget_before(self, moment: datetime) -> None: ...


class Locks(Protocol):
    """Who edits what."""

    async def take(self, lock: Lock, now: datetime) -> Lock:
        """Take or renew a lock unless somebody else holds it; return the one that holds."""

    async def all(self, now: datetime) -> Sequence[Lock]:
        """Return the locks that still hold."""

    async def give_back(self, operator: OperatorId, file: str) -> None: ...


class History(Protocol):
    """Who published what, newest first."""

    async def add(self, change: Change) -> int:
        """Keep a change under the next number, which is returned; its own number is ignored."""

    async def find(self, number: int) -> Change | None: ...
    async def forget(self, number: int) -> None: ...
    async def latest(
        self, limit: int, *, file: str | None = None, before: int | None = None
    ) -> Sequence[Change]: ...
    async def forget_before(self, moment: datetime) -> None: ...
