"""A desk over a store in memory, and browsers in front of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from html import unescape
from typing import Final

import httpx
import pyotp
from argon2 import PasswordHasher
from starlette.applications import Starlette
from starlette.routing import Mount

from bot.composition.desk import DeskParts, services_over
from bot.console.access import COOKIE
from bot.console.app import desk_app
from bot.console.desk import DeskServices
from bot.domain.calendar import day_of
from bot.domain.freshness import Due
from bot.domain.guide import Guide
from bot.domain.language import Language
from bot.domain.meaning import Guess, Intent, Understanding
from bot.domain.operator import Operator, Presence, Role
from bot.knowledge.due import dated
from bot.knowledge.reader import read_folder
from bot.services.accounts import new_session
from bot.services.case_room import CaseRoom
from bot.services.chat_memory import ChatMemory
from bot.services.couriers import AtOnce
from bot.services.delivery import Deliver
from bot.services.editing_ports import Papers
from bot.services.live import LiveDesks
from bot.services.one_guide import OneGuide
from bot.services.ports import Messenger, Understand
from bot.services.shift import Shift
from bot.services.turns import KeepTurn
from bot.storage.memory import MemoryStore
from bot.storage.passwords import ArgonPasswords
from bot.storage.second_factor import TotpFactor
from bot.storage.secrecy import KeyedPseudonyms, MasterKey
from bot.translation.translator import Translator
from tests.conftest import KNOWLEDGE, SetClock
from tests.console.papers_of_tests import papers_as_they_are

ADDRESS: Final = "http://desk.test"
PASSWORD: Final = "seven quiet mountains"
# Strong in the program, weak here: what is proved does not depend on how long a hash takes.
QUICK_HASHES: Final = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
FROM_HERE: Final[Mapping[str, str]] = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}
SECRET: Final = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


async def nothing_understood(words: str) -> Understanding:
    """Understand nothing, at once."""
    assert words
    return Understanding((Guess(Intent.FIND_CENTRE, 0.0),), Language.ENGLISH)


@dataclass(slots=True)
class DeskOfTests:
    """The desk, the store under it and the clock above it."""

    guide: Guide
    translator: Translator
    clock: SetClock
    store: MemoryStore = field(default_factory=MemoryStore)
    live: LiveDesks = field(default_factory=LiveDesks)
    shift: Shift = field(default_factory=Shift)
    messengers: dict[str, Messenger] = field(default_factory=dict)
    papers: Papers = field(default_factory=papers_as_they_are)
    understand: Understand = nothing_understood
    is_secure: bool = False
    allows_demonstration: bool = False

    @property
    def room(self) -> CaseRoom:
        """Return what the use cases about cases need."""
        chats = ChatMemory()
        guides = OneGuide(self.guides)
        keep = KeepTurn(self.translator, guides, chats, self.clock, timedelta(minutes=30))
        deliver = Deliver(
            self.store.transaction, self.messengers, self.translator, chats, self.live, self.clock
        )
        return CaseRoom(self.store.transaction, keep, AtOnce(deliver), self.live, self.clock)

    def guides(self) -> Guide:
        """Return the guide with what may be told of the desk now."""
        return replace(self.guide, desk=self.shift.desk)

    def dates(self, within: timedelta) -> Sequence[Due]:
        """Return the dates of our own files."""
        shelf = read_folder(KNOWLEDGE)
        return dated(shelf, day_of(self.clock()), self.guide.ages, within)

    def services(self) -> DeskServices:
        """Return everything the pages may ask for."""
        return services_over(
            DeskParts(
                transaction=self.store.transaction,
                room=self.room,
                shift=self.shift,
                guides=self.guides,
                translator=self.translator,
                clock=self.clock,
                live=self.live,
                passwords=ArgonPasswords(QUICK_HASHES),
                factor=TotpFactor(),
                dates=self.dates,
                pseudonyms=KeyedPseudonyms(MasterKey(b"m" * 32)),
                papers=self.papers,
                understand=self.understand,
                is_secure=self.is_secure,
                demonstration=self.allows_demonstration,
            )
        )

    def application(self) -> Starlette:
        """Return the desk as the program mounts it."""
        return Starlette(routes=[Mount("/desk", desk_app(self.services()))])

    def browser(self, **headers: str) -> "Browser":
        """Return a browser of somebody who is not signed in."""
        transport = httpx.ASGITransport(self.application())
        client = httpx.AsyncClient(
            transport=transport, base_url=ADDRESS, headers={"Accept-Language": "en", **headers}
        )
        return Browser(client, self)

    async def operator(
        self,
        name: str = "Aigerim",
        role: Role = Role.OPERATOR,
        *,
        languages: tuple[Language, ...] = (Language.KAZAKH, Language.RUSSIAN),
        presence: Presence = Presence.AWAY,
        trained: bool = False,
    ) -> Operator:
        """Make an account that is set up; it reads English."""
        async with self.store.transaction() as work:
            made = await work.operators.add(name, role, languages)
            ready = replace(
                made,
                password=QUICK_HASHES.hash(PASSWORD),
                totp=SECRET,
                presence=presence,
                seen_at=self.clock(),
                trained=trained,
                interface=Language.ENGLISH,
            )
            await work.operators.save(ready)
        return ready

    async def signed_in(self, operator: Operator) -> "Browser":
        """Return a browser in which this operator is signed in."""
        async with self.store.transaction() as work:
            signed_in = await new_session(work, operator, self.clock())
        browser = self.browser()
        browser.client.cookies.set(COOKIE, signed_in.token, domain="desk.test", path="/desk")
        browser.csrf = signed_in.session.csrf
        return browser

    def code(self) -> str:
        """Return the six digits which the operator's telephone shows now."""
        return pyotp.TOTP(SECRET).at(self.clock())


@dataclass(slots=True)
class Browser:
    """Opens pages and sends forms as a browser does."""

    client: httpx.AsyncClient
    desk: DeskOfTests
    csrf: str = ""
    page: httpx.Response = field(default_factory=lambda: httpx.Response(200))

    async def opens(self, path: str) -> str:
        """Open a page and return it as it is written."""
        self.page = await self.client.get(path, follow_redirects=True)
        return self.page.text

    async def sends(
        self, path: str, fields: Mapping[str, str | Sequence[str]] | None = None, **headers: str
    ) -> httpx.Response:
        """Send a form from a page of the desk, with the token of the session."""
        form = {"csrf": self.csrf, **(fields or {})}
        return await self.client.post(path, data=form, headers={**FROM_HERE, **headers})

    async def asks(self, path: str, fields: Mapping[str, str] | None = None) -> httpx.Response:
        """Send a form as a script of the desk does."""
        return await self.sends(path, fields, Accept="application/json")

    async def signs_in(self, name: str, password: str, code: str, **more: str) -> httpx.Response:
        """Send the sign-in form."""
        fields = {"name": name, "password": password, "code": code, **more}
        self.page = await self.client.post("/desk/sign-in", data=fields, headers=dict(FROM_HERE))
        return self.page


def words_of(page: str) -> str:
    """Return what a page says, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())
