"""Editors at their desk: the use cases of editing over real files and a real store."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from bot.domain.calendar import day_of
from bot.domain.editing import Change
from bot.domain.guide import Ages
from bot.domain.operator import OperatorId, Role
from bot.knowledge.editing.papers import PapersOnDisk
from bot.knowledge.live import LiveKnowledge, open_knowledge
from bot.services.desk_ports import Noted
from bot.services.editing import (
    BeginPaper,
    DropDraft,
    ListPapers,
    Opened,
    OpenPaper,
    SaveDraft,
)
from bot.services.editing_room import EditingRoom
from bot.services.history import NoteFileChange, Publish, Undo, ViewHistory
from bot.services.ports import Transaction
from tests.conftest import SetClock
from tests.knowing import KNOWLEDGE

UMIT: Final = "centres/astana-umit.yaml"
ORDER: Final = "rights/protective_order.yaml"
OLD_PHONE: Final = "+77172497889"
NEW_PHONE: Final = "+77172555001"
# The very same object each time: what files have given once is remembered between the tests.
AGES: Final = Ages()


@dataclass
class Editors:
    """Two editors, a lead and an operator before the same files; `live` is what is served."""

    room: EditingRoom
    live: LiveKnowledge
    clock: SetClock
    dina: OperatorId
    saule: OperatorId
    lead: OperatorId
    operator: OperatorId

    def __post_init__(self) -> None:
        self.list, self.open = ListPapers(self.room), OpenPaper(self.room)
        self.save, self.begin = SaveDraft(self.room), BeginPaper(self.room)
        self.drop, self.publish = DropDraft(self.room), Publish(self.room)
        self.history, self.undo = ViewHistory(self.room), Undo(self.room)
        self.note = NoteFileChange(self.room)

    @property
    def folder(self) -> Path:
        """Return where the files are."""
        return self.live.folder

    @property
    def today(self) -> date:
        """Return the day it is where editors live."""
        return day_of(self.clock())

    def text(self, file: str = UMIT) -> str:
        """Return a file as it stands there now."""
        return (self.folder / file).read_text("utf-8")

    def unverified(self) -> str:
        """Return the file of the centre with a doubt about it."""
        text = self.text().replace("status: active", "status: unverified")
        return text.replace("checked_on: 2026-11-21", f"checked_on: {self.today}")

    def write(self, text: str, file: str = UMIT) -> None:
        """Change a file as with a text editor, and let the program look."""
        (self.folder / file).write_text(text, "utf-8")
        self.live.look()

    def phones(self) -> list[str]:
        """Return the phones of the centre as visitors read them."""
        centre = self.live.guide().centre("AST-01")
        assert centre is not None
        return [phone.number for phone in centre.phones]

    async def rings(self, editor: OperatorId, number: str = NEW_PHONE) -> Opened:
        """Change the first phone of the centre in a draft, having called it today."""
        answers = {"phones.0.number": number, "checked_on": str(self.today)}
        return await self.saves(editor, answers)

    async def saves(self, editor: OperatorId, answers: Mapping[str, str]) -> Opened:
        """Open the centre and fill fields of its form in."""
        opened = await self.open(editor, UMIT)
        return await self.save(editor, UMIT, answers=answers, seen=opened.seen)

    async def published(self, editor: OperatorId, number: str = NEW_PHONE) -> Change:
        """Change the phone and publish it."""
        await self.rings(editor, number)
        return await self.publish(editor, [UMIT])

    async def noted(self) -> list[Noted]:
        """Return the audit, the oldest first."""
        async with self.room.transaction() as work:
            return list(await work.audit.latest(50))[::-1]


async def editors_over(transaction: Transaction, folder: Path, clock: SetClock) -> Editors:
    """Return editors before a copy of our own files."""
    shutil.copytree(KNOWLEDGE, folder / "knowledge")
    live = open_knowledge(folder / "knowledge", folder / "var", clock, AGES)
    accounts = [
        ("Dina", Role.EDITOR),
        ("Saule", Role.EDITOR),
        ("Saltanat", Role.LEAD),
        ("Aigerim", Role.OPERATOR),
    ]
    async with transaction() as work:
        ids = [(await work.operators.add(name, role, ())).id for name, role in accounts]
    room = EditingRoom(transaction, PapersOnDisk(live), clock)
    return Editors(room, live, clock, *ids)
