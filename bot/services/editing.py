"""An editor's table: the list of files, one file opened, its draft kept until it is published."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from bot.domain.advice import Complaint
from bot.domain.editing import Draft, Field, Kind, Lock, Paper, Way
from bot.domain.errors import ChangedMeanwhileError
from bot.domain.operator import OperatorId
from bot.domain.reading import Reading
from bot.domain.spelling import words_of
from bot.services.editing_ports import Papers
from bot.services.editing_room import (
    EditingRoom,
    as_written,
    draft_of,
    known,
    listed,
    texts_of,
)

LETTERS_OF_A_VERSION: Final = 16
FEWEST_DIGITS: Final = 3
# A shorter beginning of a word stands in nearly every text.
FEWEST_LETTERS: Final = 3
WITH_TRUNK: Final = 11
AROUND_DIGITS: Final = str.maketrans("", "", " +-()\u00a0\u2011\u2013")


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of the list; `is_drafted` by whoever looks, `locked_by` somebody else."""

    paper: Paper
    complaints: int
    is_drafted: bool
    locked_by: OperatorId | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The list of files, and what is wrong with them as they are; `total` counts all of them."""

    rows: tuple[Listed, ...]
    refusals: tuple[Complaint, ...]
    is_served: bool
    served_since: datetime
    drafts: tuple[Draft, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Opened:
    """One file on the editor's table.

    `text` is what the editor has made of it, `published` what stands in the file. `complaints` are
    about this file, `elsewhere` about others, with all drafts of this editor in their place.
    """

    paper: Paper
    text: str
    published: str | None
    fields: tuple[Field, ...]
    complaints: tuple[Complaint, ...]
    elsewhere: tuple[Complaint, ...]
    lock: Lock
    is_mine: bool
    draft: Draft | None
    has_changed_meanwhile: bool

    @property
    def seen(self) -> str:
        """Return a short name of the published text that this was made of."""
        return version_of(self.published)


@dataclass(frozen=True, slots=True)
class ListPapers:
    """List the files of knowledge, or those that a search finds."""

    room: EditingRoom

    async def __call__(
        self, operator: OperatorId, search: str = "", kind: Kind | None = None
    ) -> Overview:
        """Return the list; raises NotAllowedError."""
        async with self.room.transaction() as work:
            await self.room.editor(work, operator)
            drafts = tuple(await work.drafts.of(operator))
            locks = await work.locks.all(self.room.clock())
        look = asyncio.to_thread(_looked, self.room.papers, drafts)
        papers, reading, served, since = await look
        holders = {lock.file: lock.operator for lock in locks if lock.operator != operator}
        drafted = {draft.file for draft in drafts}
        rows = tuple(
            Listed(
                paper,
                complaints=sum(each.file == paper.name for each in reading.refusals),
                is_drafted=paper.name in drafted,
                locked_by=holders.get(paper.name),
            )
            for paper in papers
            if (kind is None or paper.kind is kind) and is_found(paper, search)
        )
        is_served = served.guide is not None
        return Overview(rows, served.refusals, is_served, since, drafts, len(papers))


@dataclass(frozen=True, slots=True)
class OpenPaper:
    """Lay a file on the editor's table; whoever comes first may change it, others only read."""

    room: EditingRoom

    async def __call__(self, operator: OperatorId, file: str) -> Opened:
        """Return it with the lock taken or renewed; raises PaperUnknownError."""
        drafts = await self.room.drafts_of(operator)
        papers = self.room.papers
        paper = await asyncio.to_thread(known, papers, drafts, file)
        published = await asyncio.to_thread(papers.text, file)
        draft = draft_of(drafts, file)
        is_idle = draft is not None and draft.text == published
        if is_idle:
            drafts = tuple(each for each in drafts if each is not draft)
        async with self.room.transaction() as work:
            if is_idle:
                await work.drafts.forget(operator, file)
            lock = await self.room.asked_for(work, operator, file)
        return await asyncio.to_thread(_opened, papers, paper, drafts, lock, operator)


@dataclass(frozen=True, slots=True)
class SaveDraft:
    """Keep what an editor has changed; nothing of it is published."""

    room: EditingRoom

    async def __call__(
        self,
        operator: OperatorId,
        file: str,
        *,
        answers: Mapping[str, str] | None = None,
        text: str | None = None,
        grow: Way | None = None,
        shrink: Way | None = None,
        removes: bool = False,
        seen: str | None = None,
        rebases: bool = False,
    ) -> Opened:
        """Return the file with its draft; a draft that equals the file is forgotten.

        A form is filled in first, then a list grows or shrinks. `seen` names the published text
        that the form was made of. `rebases` keeps the draft though the file has changed meanwhile.
        Raises LockedError, PaperUnknownError, and ChangedMeanwhileError where a first change was
        made of a text that is no longer the file.
        """
        async with self.room.transaction() as work:
            await self.room.editor(work, operator)
            await self.room.locked(work, operator, file)
            drafts = tuple(await work.drafts.of(operator))
        papers, draft = self.room.papers, draft_of(drafts, file)
        await asyncio.to_thread(known, papers, drafts, file)
        published = await asyncio.to_thread(papers.text, file)
        if draft is None and seen is not None and seen != version_of(published):
            raise ChangedMeanwhileError
        base = draft.base if draft and not rebases else published
        made = _Changes(answers, text, grow, shrink)
        before = published if draft is None or draft.text is None else draft.text
        if removes and published is not None:
            after = None
        else:
            after = await asyncio.to_thread(made.of, papers, file, before or "")
        await self._keep(Draft(operator, file, base, after, self.room.clock()), published)
        return await OpenPaper(self.room)(operator, file)

    async def _keep(self, draft: Draft, published: str | None) -> None:
        async with self.room.transaction() as work:
            await self.room.locked(work, draft.operator, draft.file)
            if draft.text == published:
                await work.drafts.forget(draft.operator, draft.file)
            else:
                await work.drafts.save(draft)


@dataclass(frozen=True, slots=True)
class _Changes:
    """What a form says is to become of a text."""

    answers: Mapping[str, str] | None
    text: str | None
    grow: Way | None
    shrink: Way | None

    def of(self, papers: Papers, file: str, before: str) -> str:
        """Return the text as it is then."""
        after = before if self.text is None else as_written(self.text)
        if self.answers is not None:
            answers = {name: as_written(words) for name, words in self.answers.items()}
            after = papers.filled(file, after, answers)
        if self.grow is not None:
            after = papers.grown(file, after, self.grow)
        if self.shrink is not None:
            after = papers.shrunk(file, after, self.shrink)
        return after


@dataclass(frozen=True, slots=True)
class BeginPaper:
    """Begin a new file of a kind; it is a draft until it is published."""

    room: EditingRoom

    async def __call__(self, operator: OperatorId, kind: Kind, name: str) -> Opened:
        """Return it opened; raises FileNameRefusedError, and LockedError as for any file."""
        drafts = await self.room.drafts_of(operator)
        begun = self.room.papers.begun
        file, text = await asyncio.to_thread(begun, kind, name, texts_of(drafts))
        async with self.room.transaction() as work:
            await self.room.locked(work, operator, file)
            await work.drafts.save(Draft(operator, file, None, text, self.room.clock()))
        return await OpenPaper(self.room)(operator, file)


@dataclass(frozen=True, slots=True)
class DropDraft:
    """Give up what was changed in a file, and the lock with it."""

    room: EditingRoom

    async def __call__(self, operator: OperatorId, file: str) -> None:
        """Forget the draft; the file stays as it is."""
        async with self.room.transaction() as work:
            await self.room.editor(work, operator)
            await work.drafts.forget(operator, file)
            await work.locks.give_back(operator, file)


def version_of(text: str | None) -> str:
    """Return a short name of a text; the same text has the same name."""
    if text is None:
        return ""
    return sha256(text.encode()).hexdigest()[:LETTERS_OF_A_VERSION]


def is_found(paper: Paper, search: str) -> bool:
    """Tell whether a search finds a file: every word of it in any spelling, or part of a phone."""
    digits = search.translate(AROUND_DIGITS)
    if digits.isdecimal() and len(digits) >= FEWEST_DIGITS:
        # "8 7172 …" is written down as "+7 7172 …".
        wanted = digits[1:] if len(digits) == WITH_TRUNK and digits[0] in "78" else digits
        return any(wanted in word for word in paper.words.split())
    known = paper.words.split()
    return all(_is_among(word, known, paper.words) for word in words_of(search))


def _is_among(word: str, known: Sequence[str], whole: str) -> bool:
    """Tell whether a word stands in a file; a very short one only as a word of its own."""
    return word in (known if len(word) < FEWEST_LETTERS else whole)


def _looked(
    papers: Papers, drafts: tuple[Draft, ...]
) -> tuple[tuple[Paper, ...], Reading, Reading, datetime]:
    served, since = papers.served()
    reading = papers.reading(texts_of(drafts)) if drafts else served
    return listed(papers, drafts), reading, served, since


def _opened(
    papers: Papers, paper: Paper, drafts: tuple[Draft, ...], lock: Lock, operator: OperatorId
) -> Opened:
    published, draft = papers.text(paper.name), draft_of(drafts, paper.name)
    text = draft.text if draft is not None and draft.text is not None else published or ""
    complaints = papers.reading(texts_of(drafts)).complaints
    return Opened(
        paper=paper,
        text=text,
        published=published,
        fields=papers.form(paper.name, text),
        complaints=tuple(each for each in complaints if each.file == paper.name),
        elsewhere=tuple(each for each in complaints if each.file != paper.name),
        lock=lock,
        is_mine=lock.operator == operator,
        draft=draft,
        has_changed_meanwhile=draft is not None and draft.base != published,
    )
