"""Keeps where a turn led: the state, the page she is to see, and until when."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.case import Case
from bot.domain.conversation import Moved, State, Turn
from bot.domain.guide import Guide
from bot.domain.page import Page
from bot.domain.retention import ASKS_AGAIN_AFTER, LONGEST, SILENCE_IN_LINE
from bot.domain.visitor import Pseudonym
from bot.flows import engine
from bot.services.chat_memory import ChatMemory
from bot.services.ports import Clock, Conversation, HeldGuides, Pages, Work


@dataclass(frozen=True, slots=True)
class KeepTurn:
    """Save a conversation, and the case beside it, after a turn."""

    pages: Pages
    guides: HeldGuides
    chats: ChatMemory
    clock: Clock
    silence: timedelta

    def guide(self, case: Case | None) -> Guide:
        """Return the guide of today with her own case."""
        return replace(self.guides(), case=case)

    def followed(self, turn: Turn, case: Case | None, keepsake: str) -> Turn:
        """Return the turn as the page looks now that its commands are carried out."""
        moved = engine.step(turn.state, Moved(keepsake=keepsake), self.guide(case))
        return replace(moved, commands=turn.commands)

    async def moved(self, work: Work, case: Case, *, gives_time: bool = False) -> Case:
        """Let her page follow what became of her case, save both, and return the case.

        Others do not lengthen her silence, however much they write; `gives_time` where a talk
        begins, so that whoever has waited long can answer.
        """
        before = await work.conversations.find((case.visitor,))
        if before is None:
            await work.cases.save(case)
            return case
        # What only her chat holds, a code among it, stays on her page while others write.
        held = self.chats.keepsake(case.visitor)
        turn = engine.step(before.state, Moved(keepsake=held), self.guide(case))
        latest = None if gives_time else before.wipe_at
        kept = await self.kept(work, case.visitor, before.channel, before, turn, case, latest)
        return kept or case

    async def left_behind(self, work: Work, visitor: Pseudonym) -> None:
        """End the page of a chat whose case went on elsewhere; it held the lines of the talk."""
        before = await work.conversations.find((visitor,))
        if before is None:
            return
        turn = engine.step(before.state, Moved(), self.guide(None))
        await self.kept(work, visitor, before.channel, before, turn, None, before.wipe_at)
        if after := await work.conversations.find((visitor,)):
            await work.conversations.save(after, under_new_key=True)

    async def kept(
        self,
        work: Work,
        visitor: Pseudonym,
        channel: str,
        before: Conversation | None,
        turn: Turn,
        case: Case | None,
        latest: datetime | None = None,
    ) -> Case | None:
        """Save where a turn led, to be wiped at the latest then; return the case as it is then."""
        now = self.clock()
        # What only the chat remembers is not stored: the stored page is the one without it.
        bare = engine.look(turn.state, self.guide(case)) if turn.keepsake else turn
        stored = self._page(bare, channel)
        same = before is not None and (before.state, before.page) == (turn.state, stored)
        revision = (before.revision if before else -1) + (not same)
        began_at = before.began_at if before else now
        silent_until = now + self.silence_in(turn.state, case)
        wipe_at = min(silent_until, began_at + LONGEST, latest or silent_until)
        # Pages of the talk held its lines: once it is over, no copy of them may be readable.
        is_over = case is not None and not case.is_open
        await work.conversations.save(
            Conversation(visitor, turn.state, stored, revision, began_at, wipe_at, channel),
            under_new_key=is_over,
        )
        if turn.keepsake or self.chats.keepsake(visitor):
            self.chats.put(visitor, revision, self._page(turn, channel))
        if case is not None:
            case = case.shown_from(revision) if engine.shows_newest_lines(turn.state) else case
            await work.cases.save(case)
        return case

    def silence_in(self, state: State, case: Case | None) -> timedelta:
        """Return how long she may be silent; in the line and in a talk others make her wait."""
        minutes = state.told.wishes.silence
        if minutes:
            return timedelta(minutes=minutes)
        is_in_line = case is not None and case.is_open
        return max(self.silence, SILENCE_IN_LINE) if is_in_line else self.silence

    def was_away(self, conversation: Conversation, case: Case | None) -> bool:
        """Tell whether she has done nothing for so long that somebody else may be reading."""
        since = conversation.wipe_at - self.silence_in(conversation.state, case)
        return self.clock() - since > ASKS_AGAIN_AFTER

    def _page(self, turn: Turn, channel: str) -> Page:
        told = turn.state.told
        screen = engine.screen_of(turn)
        return self.pages.page(
            screen, told.language, numbered=told.wishes.numbered, channel=channel
        )
