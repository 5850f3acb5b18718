"""Somebody who writes, and the chats of all who do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.domain.case import Case
from bot.domain.conversation import Event, Picked, Retyped, Started, Typed
from bot.domain.danger import Band
from bot.domain.page import Page
from bot.domain.privacy import Confidential
from bot.domain.visitor import Address, Pseudonym
from bot.services.forget import ForgetVisitor
from bot.services.ports import Arrival, Conversation, Delivery
from bot.storage.secrecy import KeyedPseudonyms, MasterKey
from tests.services.helpline import Chat

if TYPE_CHECKING:
    from tests.services.desk_story import Story

MASTER: Final = MasterKey(b"m" * 32)
PSEUDONYMS: Final = KeyedPseudonyms(MASTER)
# What she presses from the menu so that her card is of a band; each is one or two answers.
ANSWERS: Final[Mapping[Band, tuple[str, ...]]] = {
    Band.IMMEDIATE: ("go.questions", "here"),
    Band.HIGH: ("go.questions", "soon"),
    Band.ELEVATED: ("go.questions", "not_sure"),
    Band.UNCLEAR: (),
}


@dataclass(slots=True)
class Chats:
    """The port to all chats of a channel."""

    of: dict[str, Chat] = field(default_factory=dict)

    async def send(self, address: Address, page: Page, revision: int) -> int:
        """Write a new message into the chat of an address."""
        return await self.of[address.chat].send(address, page, revision)

    async def edit(self, address: Address, message: int, page: Page, revision: int) -> None:
        """Change a message of ours there."""
        await self.of[address.chat].edit(address, message, page, revision)

    async def delete(self, address: Address, messages: Iterable[int]) -> Sequence[int]:
        """Delete whatever may be deleted there."""
        return await self.of[address.chat].delete(address, messages)


@dataclass(slots=True)
class Visitor:
    """Somebody who writes, and her chat."""

    story: Story
    address: Address
    chat: Chat

    @property
    def names(self) -> Sequence[Pseudonym]:
        """Return the pseudonyms under which something of hers may be kept."""
        return PSEUDONYMS.of(self.address, self.story.clock())

    @property
    def living(self) -> tuple[int, Page, int]:
        """Return the living message; a sign of life below it has no buttons."""
        message = max((each for each in self.chat.ours if self.chat.ours[each][0].rows), default=0)
        return (message, *self.chat.ours[message]) if message else self.chat.living

    @property
    def sees(self) -> str:
        """Return the words of the living message."""
        return self.living[1].text

    def may(self, option: str) -> bool:
        """Tell whether the living message has a button."""
        return bool(self.chat.ours) and option in {each.id for each in self.living[1].buttons}

    async def starts(self) -> None:
        """Write /start."""
        await self.does(self.writing("/start", Started()))

    async def picks(self, *options: str) -> None:
        """Press one button after another, each on the page that is shown then."""
        for option in options:
            await self.does(self.pressing(option))

    async def types(self, words: str) -> int:
        """Write words; return the id of the message."""
        arrival = self.typing(words)
        await self.does(arrival)
        return arrival.hers[0]

    async def retypes(self, message: int, words: str) -> None:
        """Change a message."""
        await self.does(self._arrival(Retyped(Confidential(words)), hers=(message,)))

    async def comes_to_the_menu(self, language: str = "ru") -> None:
        """Start, choose a language and say that it is a good moment."""
        await self.starts()
        await self.picks(language, "yes")

    async def asks_for_a_person(
        self, band: Band = Band.UNCLEAR, language: str = "ru", *more: str
    ) -> Case:
        """Come into the line with a card of a band."""
        await self.comes_to_the_menu(language)
        await self.picks(*ANSWERS[band], "go.handover", "card", *more, "send")
        return await self.case()

    async def takes_a_code(self) -> str:
        """Have her place kept; return the sixteen digits that are shown."""
        await self.picks("code")
        digits = "".join(sign for sign in self.sees.splitlines()[0] if sign.isdecimal())
        await self.picks("back")
        return digits

    async def uses_code(self, code: str, language: str = "ru") -> None:
        """Begin anew and type a return code."""
        await self.comes_to_the_menu(language)
        await self.picks("go.handover", "have_code")
        await self.types(code)

    async def does(self, arrival: Arrival) -> None:
        """Hand an update over and have the chat repaired."""
        await self.story.converse(arrival)
        await self.story.settles()

    def typing(self, words: str) -> Arrival:
        """Return the update of her words."""
        return self.writing(words, Typed(Confidential(words)))

    def writing(self, words: str, event: Event) -> Arrival:
        """Return the update of a message."""
        return self._arrival(event, hers=(self.chat.receives(words),))

    def pressing(self, option: str) -> Arrival:
        """Return the update of a button on the living message; it must be there."""
        message, page, revision = self.living
        assert self.may(option), option
        event = Picked(option, keepsake=page.keepsake)
        return self._arrival(event, tapped=message, revision=revision)

    def _arrival(
        self,
        event: Event,
        hers: tuple[int, ...] = (),
        tapped: int | None = None,
        revision: int | None = None,
    ) -> Arrival:
        self.story.number += 1
        return Arrival(self.address, event, self.story.number, hers, tapped, revision)

    async def case(self) -> Case:
        """Return her open case; there must be one."""
        async with self.story.store.transaction() as work:
            found = await work.cases.of(self.names)
        assert found is not None
        return found

    async def has_case(self) -> bool:
        """Tell whether an open case of hers is kept while she is here."""
        async with self.story.store.transaction() as work:
            return await work.cases.of(self.names) is not None

    async def kept(self) -> tuple[Conversation | None, Delivery | None]:
        """Return what is kept of her."""
        async with self.story.store.transaction() as work:
            names = self.names
            return await work.conversations.find(names), await work.deliveries.find(names)

    async def blocks(self) -> None:
        """Block us; the channel tells so."""
        self.chat.is_blocked = True
        story = self.story
        story.number += 1
        forget = ForgetVisitor(story.transaction, PSEUDONYMS, story.chats, story.live, story.clock)
        await forget(self.address, story.number)
