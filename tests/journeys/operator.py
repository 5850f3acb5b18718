"""The operator of a journey: one person at the desk, who does what the story says."""

from dataclasses import dataclass, replace

from bot.domain.case import Case
from bot.domain.language import Language
from bot.domain.operator import Operator, Presence, Role
from bot.services.answering import AnswerVisitor, BeginTalk
from bot.services.case_room import CaseRoom
from bot.services.cases import AskTransfer, EndCase, TakeNext
from bot.services.ports import Guides, Pages
from bot.services.presence import SetPresence
from bot.services.shift import Shift
from bot.services.tending import TendLine
from bot.settings import Settings

NAME = "of journeys"
CLAIM_RETURNS_AFTER = Settings.model_fields["claim_returns_after"].default


@dataclass(frozen=True, slots=True)
class OperatorOfJourney:
    """Does one thing at the desk."""

    room: CaseRoom
    shift: Shift
    guides: Guides
    pages: Pages

    async def __call__(self, act: str, detail: str, words: str) -> None:
        """Do it; the story fails where it cannot be done."""
        me = await self._me()
        match act:
            case "goes on shift":
                await SetPresence(self.room, self.shift)(me.id, Presence.ON_SHIFT)
            case "goes off shift":
                await SetPresence(self.room, self.shift)(me.id, Presence.AWAY)
            case "takes the next":
                assert await TakeNext(self.room)(me.id) is not None
            case "begins":
                await BeginTalk(self.room, self.guides, self.pages)(me.id, (await self._mine()).id)
            case "writes" | "sends a card":
                answer = AnswerVisitor(self.room, self.guides, self.pages)
                await answer(me.id, (await self._mine()).id, words, detail)
            case "asks to hand on":
                await AskTransfer(self.room)(me.id, (await self._mine()).id, None)
            case "ends":
                await EndCase(self.room, self.guides)(me.id, (await self._mine()).id, detail)
            case "is looked after":
                # The line is tended, as it is every second.
                await TendLine(self.room, self.shift, CLAIM_RETURNS_AFTER)()
            case _:
                raise AssertionError(act)

    async def _me(self) -> Operator:
        async with self.room.transaction() as work:
            found = await work.operators.named(NAME)
            me = found or await work.operators.add(NAME, Role.OPERATOR, tuple(Language))
            here = replace(me, seen_at=self.room.clock(), password="set", totp="set")
            await work.operators.save(here)
            await self.shift.looked_at(work, self.room.clock())
        return here

    async def _mine(self) -> Case:
        async with self.room.transaction() as work:
            return next(case for case in await work.cases.open() if case.operator is not None)
