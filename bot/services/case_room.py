"""What every use case about a case needs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.domain.case import Case, CaseId
from bot.domain.errors import (
    CaseUnknownError,
)
from bot.domain.operator import OperatorId
from bot.services.desk_ports import Act, Desks, Noted
from bot.services.ports import Clock, Courier, Transaction, Work
from bot.services.turns import KeepTurn


@dataclass(frozen=True, slots=True)
class CaseRoom:
    """What every use case about a case needs."""

    transaction: Transaction
    keep: KeepTurn
    courier: Courier
    desks: Desks
    clock: Clock

    @asynccontextmanager
    async def changing(self, case_id: CaseId | None = None) -> AsyncIterator[Work]:
        """Begin a transaction; after it, the pages of the desk look again."""
        with self.keep.guides.held():
            async with self.transaction() as work:
                yield work
        self.desks.changed(case_id)

    async def own(self, work: Work, operator: OperatorId, case_id: CaseId) -> Case:
        """Return an operator's own open case; anybody else's is refused."""
        case = await work.cases.find(case_id)
        if case is None:
            raise CaseUnknownError
        case.must_belong_to(operator)
        return case

    async def noted(
        self, work: Work, act: Act, case: Case, who: OperatorId, what: str = ""
    ) -> None:
        """Write an act into the audit."""
        await work.audit.note(Noted(self.clock(), act, who, case.code, what))

    def show(self, case: Case) -> None:
        """Have her page shown as it is now, at most once a second."""
        self.courier.poke(case.visitor, paced=True)
