"""A talk that has begun, and what holds its two sides together."""

from dataclasses import dataclass

from bot.domain.case import Case, CaseId, Ending, Status
from bot.domain.danger import Band
from bot.domain.operator import OperatorId
from bot.flows.talk import AskingToEnd, Talking
from bot.flows.waiting import Waiting
from bot.services.desk import Brought
from tests.services.desk_story import Story
from tests.services.visitors import Visitor


@dataclass(slots=True)
class Talk:
    """One talk that has begun."""

    story: Story
    her: Visitor
    dina: OperatorId
    case: CaseId

    async def writes(self, words: str, card: str = "") -> None:
        """Write as the operator."""
        await self.story.writes(self.dina, self.case, words, card)

    async def brought(self) -> list[Brought | None]:
        """Return what became of each line."""
        return [each.brought for each in (await self.story.sees(self.dina, self.case)).lines]

    async def lines(self) -> list[str]:
        """Return the words of the talk as its operator reads them."""
        return await self.story.lines(self.dina, self.case)

    async def kept(self) -> Case:
        """Return the case as it is kept."""
        return await self.story.kept_case(self.case)

    async def agrees(self) -> None:
        """Hold desk and page to telling the same about the case."""
        conversation, delivery = await self.her.kept()
        case = await self.kept()
        state = conversation.state if conversation else None
        if case.is_away or case.ending in (Ending.LEFT_SUDDENLY, Ending.SILENT, Ending.BLOCKED):
            assert state is None
        if conversation is None:
            assert case.is_away or not case.is_open
            assert [page.rows for page in self.her.chat.pages] == [()]
            return
        assert delivery is not None
        here = getattr(state, "behind", None) or state
        waits, talks = isinstance(here, Waiting), isinstance(here, Talking | AskingToEnd)
        assert waits == (case.status in (Status.WAITING, Status.OFFERED))
        assert talks == (case.status is Status.TALKING)
        wanted = self.story.chats.page(
            conversation.visitor, conversation.revision, conversation.page
        )
        assert self.her.chat.living[1] == wanted
        assert self.her.chat.living[2] == conversation.revision == delivery.shown
        assert list(self.her.chat.hers) == []
        assert len(self.her.chat.ours) == 1


async def a_talk(story: Story, band: Band = Band.HIGH, chat: str = "1001") -> Talk:
    """Return a talk that has just begun."""
    dina = await story.operator(f"Dina {chat}")
    her = story.visitor(chat)
    await her.asks_for_a_person(band)
    return Talk(story, her, dina, await story.talks(dina))
