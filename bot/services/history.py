"""What was published, by whom, what it changed, and how it is taken back."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from typing import Final

from bot.domain.editing import Alteration, Change, Deed, Draft
from bot.domain.errors import LockedError, PaperUnknownError
from bot.domain.operator import Operator, OperatorId
from bot.services.desk_ports import Act, Noted
from bot.services.editing_room import EditingRoom
from bot.services.ports import Work

CHANGES_ON_A_PAGE: Final = 30
LINES_AROUND: Final = 3
LEFT_OUT: Final = (" ", "…")
# As much of the names of files as an entry of the audit holds.
LONGEST_DETAIL: Final = 200
# Files are written before the change is kept: meanwhile another process may notice them.
A_MOMENT: Final = timedelta(seconds=1)
ACTS: Final = {Deed.PUBLISHED: Act.PUBLISHED, Deed.UNDONE: Act.UNDONE}


@dataclass(frozen=True, slots=True)
class Publish:
    """Make drafts what visitors read: all of these together, or none."""

    room: EditingRoom

    async def __call__(self, operator: OperatorId, files: Sequence[str]) -> Change:
        """Return the change as it stands in the history.

        Raises LockedError where somebody else edits one of the files, ChangedMeanwhileError,
        RefusedError with all complaints, PaperUnknownError where there is no draft of a file.
        """
        began = self.room.clock()
        async with self.room.transaction() as work:
            editor = await self.room.editor(work, operator)
            drafts = await self._mine(work, operator, files)
        alterations = tuple(Alteration(each.file, each.base, each.text) for each in drafts)
        await written(self.room, alterations, editor, "Change")
        async with self.room.transaction() as work:
            change = Change(0, self.room.clock(), operator, Deed.PUBLISHED, alterations)
            kept = await keep(work, change, began)
            for draft in drafts:
                await work.drafts.forget(operator, draft.file)
                await work.locks.give_back(operator, draft.file)
        return kept

    async def _mine(
        self, work: Work, operator: OperatorId, files: Sequence[str]
    ) -> tuple[Draft, ...]:
        drafts = {draft.file: draft for draft in await work.drafts.of(operator)}
        wanted = tuple(dict.fromkeys(files))
        if not wanted or any(file not in drafts for file in wanted):
            raise PaperUnknownError
        for file in wanted:
            await self.room.locked(work, operator, file)
        return tuple(drafts[file] for file in wanted)


@dataclass(frozen=True, slots=True)
class ViewHistory:
    """Show who published what, the newest first."""

    room: EditingRoom

    async def __call__(
        self, operator: OperatorId, file: str | None = None, before: int | None = None
    ) -> tuple[Change, ...]:
        """Return a page of changes, of one file or of all, older than one of them."""
        async with self.room.transaction() as work:
            await self.room.editor(work, operator)
            found = await work.history.latest(CHANGES_ON_A_PAGE, file=file, before=before)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Undo:
    """Take a change back by publishing what stood there before; an undo can be undone too."""

    room: EditingRoom

    async def __call__(self, operator: OperatorId, number: int) -> Change:
        """Return the change that takes it back.

        Raises ChangedMeanwhileError where a file is another by now, LockedError where somebody
        else edits one of them, RefusedError, and PaperUnknownError for a change not kept any more.
        """
        began = self.room.clock()
        async with self.room.transaction() as work:
            editor = await self.room.editor(work, operator)
            undone = await work.history.find(number)
            if undone is None:
                raise PaperUnknownError
            files = {each.file for each in undone.alterations}
            for lock in await work.locks.all(began):
                if lock.file in files and lock.operator != operator:
                    raise LockedError
        back = tuple(Alteration(each.file, each.after, each.before) for each in undone.alterations)
        await written(self.room, back, editor, "Take back a change of")
        async with self.room.transaction() as work:
            change = Change(0, self.room.clock(), operator, Deed.UNDONE, back, undoes=number)
            return await keep(work, change, began)


@dataclass(frozen=True, slots=True)
class NoteFileChange:
    """Keep what was changed in the files themselves, once though every process notices it."""

    room: EditingRoom

    async def __call__(self, alterations: Sequence[Alteration]) -> Change | None:
        """Return the entry, or None where all of it is in the history already.

        `alterations` are the files that differ between what was served before and what is served
        now.
        """
        async with self.room.transaction() as work:
            unknown = [
                each
                for each in alterations
                if each.before != each.after and not await _is_known(work, each)
            ]
            if not unknown:
                return None
            change = Change(0, self.room.clock(), None, Deed.IN_FILES, tuple(unknown))
            return replace(change, number=await work.history.add(change))


async def written(
    room: EditingRoom, alterations: Sequence[Alteration], editor: Operator, does: str
) -> None:
    """Write texts into the files; in a git checkout the summary is the commit's first line."""
    files = [each.file for each in alterations]
    more = f" and {len(files) - 1} more" if len(files) > 1 else ""
    await asyncio.to_thread(
        room.papers.write,
        {each.file: each.after for each in alterations},
        {each.file: each.before for each in alterations},
        editor.role,
        f"{does} {files[0]}{more}",
    )


async def keep(work: Work, change: Change, began: datetime) -> Change:
    """Keep a change and note it in the audit, by the names of its files only.

    What another process has noticed of it since it began is the same change.
    """
    texts = {(each.file, each.after) for each in change.alterations}
    for other in await work.history.latest(CHANGES_ON_A_PAGE):
        noticed = {(each.file, each.after) for each in other.alterations}
        is_since = other.at >= began - A_MOMENT
        if other.deed is Deed.IN_FILES and is_since and noticed <= texts:
            await work.history.forget(other.number)
    names = " ".join(each.file for each in change.alterations)[:LONGEST_DETAIL]
    await work.audit.note(Noted(change.at, ACTS[change.deed], change.operator, detail=names))
    return replace(change, number=await work.history.add(change))


def differences(before: str | None, after: str | None) -> tuple[tuple[str, str], ...]:
    """Return what a change did to a text, line by line, with three lines around each place.

    The signs are "-" for a line that went, "+" for one that came, " " for one that stayed.
    """
    return tuple(_differences((before or "").splitlines(), (after or "").splitlines()))


def _differences(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    found = SequenceMatcher(None, before, after, autojunk=False)
    for number, group in enumerate(found.get_grouped_opcodes(LINES_AROUND)):
        if number:
            yield LEFT_OUT
        for way, left, left_end, right, right_end in group:
            if way == "equal":
                yield from ((" ", line) for line in before[left:left_end])
                continue
            yield from (("-", line) for line in before[left:left_end])
            yield from (("+", line) for line in after[right:right_end])


async def _is_known(work: Work, alteration: Alteration) -> bool:
    """Tell whether the newest change of a file already led to this text."""
    for change in await work.history.latest(1, file=alteration.file):
        return any(
            (each.file, each.after) == (alteration.file, alteration.after)
            for each in change.alterations
        )
    return False
