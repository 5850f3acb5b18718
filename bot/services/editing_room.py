"""What every use case about the files of knowledge needs."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.domain.editing import Draft, Lock, Paper
from bot.domain.errors import LockedError, NotAllowedError, PaperUnknownError
from bot.domain.operator import Operator, OperatorId, Role
from bot.services.editing_ports import Papers
from bot.services.ports import Clock, Transaction, Work

# So long nobody else may change a file after it was opened or saved.
LOCKED_FOR: Final = timedelta(minutes=10)
EDITORS: Final = (Role.EDITOR, Role.LEAD)


@dataclass(frozen=True, slots=True)
class EditingRoom:
    """What every use case about the files of knowledge needs."""

    transaction: Transaction
    papers: Papers
    clock: Clock

    async def editor(self, work: Work, operator: OperatorId) -> Operator:
        """Return the account of somebody who may edit; raises NotAllowedError for others."""
        found = await work.operators.find(operator)
        if found is None or found.role not in EDITORS or found.is_disabled:
            raise NotAllowedError
        return found

    async def drafts_of(self, operator: OperatorId) -> tuple[Draft, ...]:
        """Return what an editor has changed; raises NotAllowedError for others."""
        async with self.transaction() as work:
            await self.editor(work, operator)
            return tuple(await work.drafts.of(operator))

    async def asked_for(self, work: Work, operator: OperatorId, file: str) -> Lock:
        """Take or renew the lock of a file, and return the one that holds."""
        now = self.clock()
        return await work.locks.take(Lock(file, operator, now + LOCKED_FOR), now)

    async def locked(self, work: Work, operator: OperatorId, file: str) -> Lock:
        """Take or renew the lock of a file; raises LockedError where somebody else holds it."""
        lock = await self.asked_for(work, operator, file)
        if lock.operator != operator:
            raise LockedError
        return lock


def texts_of(drafts: Iterable[Draft]) -> dict[str, str | None]:
    """Return the texts that drafts put in the place of files."""
    return {draft.file: draft.text for draft in drafts}


def draft_of(drafts: Iterable[Draft], file: str) -> Draft | None:
    """Return the draft of a file."""
    return next((draft for draft in drafts if draft.file == file), None)


async def paper_of(room: EditingRoom, drafts: tuple[Draft, ...], file: str) -> tuple[Paper, str]:
    """Return a file and its text, or its draft's; raises PaperUnknownError."""
    paper = await asyncio.to_thread(known, room.papers, drafts, file)
    draft = draft_of(drafts, file)
    if draft is not None and draft.text is not None:
        return paper, draft.text
    return paper, await asyncio.to_thread(room.papers.text, file) or ""


def listed(papers: Papers, drafts: tuple[Draft, ...]) -> tuple[Paper, ...]:
    """Return all files; one that an editor wants removed is there until that is published."""
    there = {draft.file: draft.text for draft in drafts if draft.text is not None}
    return tuple(papers.all(there))


def known(papers: Papers, drafts: tuple[Draft, ...], file: str) -> Paper:
    """Return a file of the list; no other name ever reaches the folder."""
    for paper in listed(papers, drafts):
        if paper.name == file:
            return paper
    raise PaperUnknownError


def as_written(text: str) -> str:
    """Return a text of a form as it stands in a file: browsers end lines in their own way."""
    return text.replace("\r\n", "\n").encode("utf-8", "replace").decode()
