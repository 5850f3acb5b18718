"""A visit through the page: she sees what stands in a browser, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from starlette.types import ASGIApp

from bot.channels.web.app import visitors_app
from bot.channels.web.limits import Limits
from bot.channels.web.messenger import WebMessenger
from bot.channels.web.session import CHANNEL, TOKEN_LENGTH, address_of
from bot.channels.web.visitors import Visitors
from bot.channels.web.wording import ON_A_PAGE
from bot.domain.conversation import (
    Event,
    Located,
    Picked,
    Retyped,
    Sent,
    Started,
    State,
    Typed,
)
from bot.domain.language import Language
from bot.domain.page import Page
from bot.domain.visitor import Address
from bot.flows import engine
from bot.flows.neutral import neutral_page
from bot.flows.welcome import NUMBERS, STRANGER
from bot.services.conversations import Converse
from bot.services.ports import Arrival, Guides, Messenger
from bot.services.showing import ShowPage
from bot.translation.catalogs import translations
from bot.translation.translator import Translator
from tests.journeys.browser import Browser
from tests.journeys.chat import Chat, Shown
from tests.journeys.drawn import Drawn
from tests.journeys.visit import BETWEEN_STEPS, EVENING, Visit, todays_guide

NOBODY: Final = Address(CHANNEL, "nobody")
# The first of those in which a page stands that has no language yet.
FIRST: Final = Language.KAZAKH


@cache
def speaking_on_a_page() -> Translator:
    """Return the translator with the sentences which are said otherwise on a page."""
    return Translator(translations(), {CHANNEL: ON_A_PAGE})


class Patient(Limits):
    """Counts nothing: a story takes minutes, and is told in a moment."""

    async def may_act(self, address: Address, *, at_once: bool = False) -> bool:
        """Let her act."""
        return True

    async def may_look(self, address: Address) -> bool:
        """Let her look."""
        return True


def visitors_over(converse: Converse, translator: Translator, guides: Guides) -> Visitors:
    """Return everything that the page may ask for, over the services of a test."""
    numbers = Page(translator.say(NUMBERS, None))
    return Visitors(
        converse=converse,
        show=ShowPage(
            converse.transaction,
            converse.pseudonyms,
            converse.keep,
            converse.chats,
            converse.desks,
            converse.clock,
        ),
        translator=translator,
        clock=converse.clock,
        stranger=lambda: translator.page(
            engine.screen_of(engine.look(STRANGER, guides())), None, channel=CHANNEL
        ),
        numbers=lambda: numbers,
        emergency=lambda: numbers,
        neutral=lambda: translator.say(neutral_page(guides()).text, None),
    )


class LeftAsAPage(Chat):
    """A chat in which no more is left than on the page: the word of the day."""

    async def edit(self, address: Address, message: int, page: Page, revision: int) -> None:
        """Change a message of ours."""
        words = neutral_page(todays_guide()).text
        left = Page(speaking_on_a_page().say(words, None))
        await Chat.edit(self, address, message, page if revision >= 0 else left, revision)


def in_a_chat() -> Visit:
    """Return a visit by messages, in the words of a page."""
    address = Address(CHANNEL, "a chat")
    return Visit(speaking_on_a_page(), chat=LeftAsAPage(), address=address)


@dataclass(slots=True)
class PageVisit(Visit):
    """What she does goes through the forms of the page; her chat holds what the browser shows."""

    translator: Translator = field(default_factory=speaking_on_a_page)
    address: Address = NOBODY
    messenger: WebMessenger = field(default_factory=WebMessenger)
    visitors: Visitors = field(init=False)
    browser: Browser = field(init=False)
    before: dict[int, Drawn] = field(default_factory=dict)
    drawn_at: datetime = EVENING

    def __post_init__(self) -> None:
        services = self._converse(self._courier())
        over = visitors_over(services, self.translator, self.guide)
        self.visitors = replace(over, converse=self._carries_out)

    def app(self) -> ASGIApp:
        """Return the page as it is served."""
        return visitors_app(self.visitors, self.messenger, Patient(self.messenger))

    @property
    def state(self) -> State | None:
        """Return where she is; before her first answer nothing is kept of her at all."""
        if self.conversation is not None:
            return self.conversation.state
        return STRANGER if self.chat.ours and self.page.rows else None

    async def writes(self, event: Event) -> None:
        """Let her open the page, fill in a form, or do what no page takes past all of them."""
        self.now += BETWEEN_STEPS
        match event:
            case Started():
                await self._opens()
            case Typed(words=said):
                await self.browser.fills("say", words=said.reveal())
            case Located(latitude, longitude) if self.page.locates:
                place = {"latitude": str(latitude), "longitude": str(longitude)}
                await self.browser.fills("place", **place)
            case Located() | Sent() | Retyped():
                await self._carries_out(Arrival(self.address, event))
                await self._hears()
            case _:
                raise AssertionError(event)
        self._sees()

    async def taps(self, event: Event, revision: int | None = None) -> None:
        """Let her press a button of the page, or of the one that stood there before."""
        assert isinstance(event, Picked)
        self.now += BETWEEN_STEPS
        await self.browser.presses(
            event.option, None if revision is None else self.before[revision]
        )
        self._sees()

    async def waits(self, time: timedelta) -> None:
        """Let time pass while the page stands there."""
        await Visit.waits(self, time)
        await self.browser.is_left(self.now - self.drawn_at)
        self._sees()

    async def desk(self, act: str, detail: str = "", words: str = "") -> None:
        """Let an operator do something at the desk, and her see what has come of it."""
        await Visit.desk(self, act, detail, words)
        if self.chat.ours:
            await self._hears()
            self._sees()

    def messengers(self) -> Mapping[str, Messenger]:
        """Return the ways on which something reaches her."""
        return {CHANNEL: self.messenger}

    async def _opens(self) -> None:
        """Open the page as a stranger: from the neutral one, or in a browser of another day."""
        if self.conversation is None and self.chat.ours and not self.page.rows:
            on = self.browser.drawn.find("on")
            assert on is not None
            await self.browser.opens()
            if self.browser.drawn.here is None:
                await self.browser.opens(on["href"])
            return
        await self.browser.closes()
        self.address = NOBODY
        await self.browser.opens()

    async def _hears(self) -> None:
        if self.conversation is not None:
            await self.browser.hears(self.conversation.revision)

    async def _carries_out(self, arrival: Arrival) -> None:
        courier = self._courier()
        await self._converse(courier)(arrival)
        await courier.settle()

    def _sees(self) -> None:
        """Take in what the browser shows; it must be what the conversation wants shown."""
        drawn, token = self.browser.drawn, self.browser.token
        if drawn is not self.before.get(drawn.revision):
            self.drawn_at = self.now
        self.address = address_of(token) if len(token) == TOKEN_LENGTH else self.address
        page = drawn.page
        assert page == replace(self._wanted(), language=None)
        assert not drawn.notice
        self.chat.ours = {1: Shown(page, drawn.revision)}
        self.before[drawn.revision] = drawn

    def _wanted(self) -> Page:
        """Return what is to be shown to her, wherever it comes from."""
        drawn, found = self.browser.drawn, self.conversation
        if found is None:
            assert drawn.revision < 0
            neutral = Page(self.visitors.neutral())
            return self.visitors.stranger() if drawn.here else neutral
        assert drawn.revision == found.revision
        assert drawn.language == (found.page.language or FIRST)
        return self.chats.page(found.visitor, found.revision, found.page)
