"""The page over a store in memory, and browsers in front of it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final

import httpx
from starlette.types import ASGIApp

from bot.channels.web.app import visitors_app
from bot.channels.web.limits import Limits
from bot.channels.web.messenger import WebMessenger
from bot.channels.web.session import CHANNEL, COOKIE, address_of
from bot.channels.web.visitors import OWN_WORD, Visitors
from bot.composition.application import CANNOT_WORK
from bot.composition.page import AGAIN
from bot.domain.case import Case
from bot.domain.errors import StoreError
from bot.domain.guide import Guide
from bot.domain.operator import OperatorId
from bot.domain.page import Button, Page
from bot.domain.text import Text, paragraphs
from bot.domain.visitor import Pseudonym
from bot.flows import engine
from bot.flows.welcome import NUMBERS
from bot.services.answering import AnswerVisitor, BeginTalk
from bot.services.case_room import CaseRoom
from bot.services.chat_memory import ChatMemory
from bot.services.conversations import Converse
from bot.services.couriers import AtOnce
from bot.services.delivery import Deliver
from bot.services.live import LiveDesks
from bot.services.ports import Conversation, Delivery, Work
from bot.services.upkeep import EraseExpired
from bot.storage.memory import MemoryStore
from bot.storage.secrecy import KeyedPseudonyms, MasterKey
from bot.translation.translator import Translator
from tests.channels.web.asked import Answer, ask
from tests.conftest import SetClock
from tests.journeys.drawn import Drawn, read_page
from tests.journeys.on_page import visitors_over
from tests.scenes import USUAL
from tests.together import converse_over, room_over

ADDRESS: Final = "http://page.test"
SECURE_ADDRESS: Final = "https://page.test"
SILENCE: Final = timedelta(minutes=30)
PSEUDONYMS: Final = KeyedPseudonyms(MasterKey(b"m" * 32))
OPERATOR: Final = OperatorId(7)
PIECE: Final[Mapping[str, str]] = {"Accept": "text/x-fragment"}


@dataclass(slots=True, repr=False)
class PageOfTests:
    """The visitor's page, the store under it and the clock above it."""

    guide: Guide
    translator: Translator
    clock: SetClock
    exit_to: str = OWN_WORD
    is_secure: bool = False
    is_store_away: bool = False
    store: MemoryStore = field(default_factory=MemoryStore)
    messenger: WebMessenger = field(default_factory=WebMessenger)
    chats: ChatMemory = field(default_factory=ChatMemory)
    live: LiveDesks = field(default_factory=LiveDesks)
    courier: AtOnce = field(init=False)
    converse: Converse = field(init=False)
    room: CaseRoom = field(init=False)
    limits: Limits = field(init=False)
    rests: list[float] = field(default_factory=list)
    app: ASGIApp = field(init=False)

    def __post_init__(self) -> None:
        self.limits = Limits(self.messenger, rest=self.rests_a_while)
        self.opens_anew()

    async def rests_a_while(self, seconds: float) -> None:
        """Write down how long somebody is made to wait, instead of waiting."""
        self.rests.append(seconds)

    def opens_anew(self) -> None:
        """Put the page together over what is set now."""
        ways = {CHANNEL: self.messenger}
        pages, chats = self.translator, self.chats
        deliver = Deliver(self.transaction, ways, pages, chats, self.live, self.clock)
        self.courier = AtOnce(deliver)
        self.converse = converse_over(
            self.transaction,
            pages,
            PSEUDONYMS,
            self.guides,
            self.courier,
            chats,
            self.clock,
            SILENCE,
            self.live,
        )
        keep = self.converse.keep
        self.room = room_over(self.transaction, keep, self.courier, self.clock, self.live)
        self.app = visitors_app(self.visitors(), self.messenger, self.limits)

    def visitors(self) -> Visitors:
        """Return everything that the page may ask for."""
        over = visitors_over(self.converse, self.translator, self.guides)
        return replace(
            over,
            numbers=lambda: self.numbers(NUMBERS),
            emergency=lambda: self.numbers(paragraphs(CANNOT_WORK, NUMBERS)),
            exit_to=self.exit_to,
            is_secure=self.is_secure,
        )

    def numbers(self, words: Text) -> Page:
        """Return the numbers with the same buttons as in the program."""
        say = self.translator.say
        rows = tuple(
            tuple(Button(option.id, say(option.label, None)) for option in row)
            for row in ((AGAIN,), engine.FOOTER)
        )
        return Page(say(words, None), rows)

    def guides(self) -> Guide:
        """Return the guide as of the clock's day."""
        return replace(self.guide, today=self.clock().date(), desk=USUAL)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Work]:
        """Begin a transaction, unless the store is away."""
        if self.is_store_away:
            raise StoreError
        async with self.store.transaction() as work:
            yield work

    # Browsers

    def browser(self, address: str = ADDRESS, **headers: str) -> "Browser":
        """Return a browser in which nobody has been here yet."""
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app), base_url=address, headers=headers
        )
        return Browser(client, self)

    async def asked(
        self,
        method: str,
        path: str,
        *chunks: bytes,
        headers: tuple[tuple[bytes, bytes], ...] = (),
        breaks_off: bool = False,
        stays: bool = False,
    ) -> Answer:
        """Answer a request as it may come from anybody, however odd it is."""
        return await ask(
            self.app, method, path, chunks, headers, breaks_off=breaks_off, stays=stays
        )

    # What happens beside her

    async def operator_takes(self, case: Case) -> Case:
        """Begin a talk about a case, with the fixed first line."""
        async with self.transaction() as work:
            offered = case.offered_to(OPERATOR, self.clock())
            await self.room.keep.moved(work, offered)
        return await BeginTalk(self.room, self.guides, self.translator)(OPERATOR, case.id)

    async def operator_writes(self, case: Case, words: str) -> None:
        """Write a line as the operator."""
        await AnswerVisitor(self.room, self.guides, self.translator)(OPERATOR, case.id, words)

    async def upkeep(self) -> None:
        """Carry out what happens by itself."""
        erase = EraseExpired(
            self.transaction,
            self.translator,
            self.guides,
            self.courier,
            self.chats,
            self.live,
            self.store.tidy,
            self.clock,
        )
        await erase()
        await self.courier.settle()

    # What is kept

    async def cases(self) -> list[Case]:
        """Return the cases that are open."""
        async with self.store.transaction() as work:
            return list(await work.cases.open())

    def conversations(self) -> dict[Pseudonym, Conversation]:
        """Return the conversations as the store has them now."""
        return dict(self.store._conversations.kept)

    def deliveries(self) -> dict[Pseudonym, Delivery]:
        """Return what the store knows of chats now."""
        return dict(self.store._deliveries.kept)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is kept of anybody."""
        kept = (self.conversations(), self.deliveries(), self.store._handled.kept)
        return not any(kept) and not self.store._cases.kept


@dataclass(slots=True, repr=False)
class Browser:
    """Opens the page and sends its forms as a browser without scripts does."""

    client: httpx.AsyncClient
    page: PageOfTests
    answer: httpx.Response = field(default_factory=lambda: httpx.Response(200))

    @property
    def token(self) -> str:
        """Return what the cookie of this browser holds."""
        return self.client.cookies.get(COOKIE) or ""

    @property
    def drawn(self) -> Drawn:
        """Return what stands on the page now."""
        return read_page(self.answer.text)

    @property
    def options(self) -> set[str]:
        """Return what may be chosen on the page now."""
        return {button.id for button in self.drawn.page.buttons}

    @property
    def kept(self) -> Conversation | None:
        """Return what the store keeps of this browser's visitor."""
        names = PSEUDONYMS.of(address_of(self.token), self.page.clock())
        found = self.page.conversations()
        return next((found[name] for name in names if name in found), None)

    async def opens(self, path: str = "/", **headers: str) -> httpx.Response:
        """Open a page and follow where it leads."""
        self.answer = await self.client.get(path, headers=headers, follow_redirects=True)
        await self.page.courier.settle()
        return self.answer

    async def sends(self, path: str = "/", /, **fields: str) -> httpx.Response:
        """Send fields as a form, without what the page would add, and look at the bare answer."""
        answer = await self.client.post(path, data=fields)
        await self.page.courier.settle()
        return answer

    async def fills(self, path: str = "/", /, **fields: str) -> httpx.Response:
        """Send a form of the page that is shown, and follow where it leads."""
        marks = {each: self.hidden(each) for each in ("revision", "kept", "once")}
        answer = await self.sends(path, **{**marks, **fields})
        self.answer = answer
        if answer.is_redirect:
            await self.opens(answer.headers["location"])
        return self.answer

    async def presses(self, *options: str) -> None:
        """Press one button after another, each on the page that is shown then."""
        for option in options:
            assert option in self.options, option
            await self.fills(option=option)

    async def types(self, words: str) -> None:
        """Write words into the field and send them."""
        await self.fills(words=words)

    async def leaves(self) -> httpx.Response:
        """Press Exit, and look at the bare answer."""
        return await self.sends("/exit", once=self.hidden("once"))

    async def comes_to_the_menu(self, language: str = "en") -> None:
        """Open the page, choose a language, say that it is a good moment."""
        await self.opens()
        await self.presses(language, "yes")

    async def asks_for_a_person(self, language: str = "en") -> Case:
        """Come into the line; return the case."""
        await self.comes_to_the_menu(language)
        await self.presses("go.handover", "card", "send")
        kept = self.kept
        assert kept is not None
        return next(case for case in await self.page.cases() if case.visitor == kept.visitor)

    async def talks(self, language: str = "en") -> Case:
        """Come into a talk; return the case."""
        case = await self.page.operator_takes(await self.asks_for_a_person(language))
        await self.page.courier.settle()
        await self.opens()
        return case

    def hidden(self, name: str) -> str:
        """Return a hidden mark of the forms on the page; nothing where there is no page."""
        fields = self.drawn.whole.all("input")
        return next((each["value"] for each in fields if each["name"] == name), "")
