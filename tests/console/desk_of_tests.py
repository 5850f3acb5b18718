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

from bot.console.access import COOKIE
from bot.console.app import desk_app
from bot.console.desk import DeskServices
from bot.domain.guide import Guide
from bot.domain.language import Language
from bot.domain.operator import Operator, Presence, Role
from bot.services.accounts import ChangeAccount, InviteOperator, SetUpAccount, new_session
from bot.services.answering import AnswerVisitor, BeginTalk
from bot.services.case_room import CaseRoom
from bot.services.cases import (
    AskTransfer,
    ChangeBand,
    EndCase,
    GiveBack,
    Shield,
    TakeNext,
    TakeOver,
)
from bot.services.chat_memory import ChatMemory
from bot.services.couriers import AtOnce
from bot.services.delivery import Deliver
from bot.services.desk import ViewBoard, ViewCase, ViewDesk
from bot.services.live import LiveDesks
from bot.services.ports import Messenger, Transaction
from bot.services.presence import NoteLook, Seen, SetPresence
from bot.services.sessions import (
    ChooseInterface,
    ReadAccounts,
    ReadAudit,
    SignIn,
    SignOut,
    WhoIs,
)
from bot.services.shift import Shift
from bot.services.statistics import ExportStatistics, ViewStatistics
from bot.services.turns import KeepTurn
from bot.storage.memory import MemoryStore
from bot.storage.passwords import ArgonPasswords
from bot.storage.second_factor import TotpFactor
from bot.translation.translator import Translator
from tests.conftest import SetClock

ADDRESS: Final = "http://desk.test"
PASSWORD: Final = "seven quiet mountains"
# Strong in the program, weak here: what is proved does not depend on how long a hash takes.
QUICK_HASHES: Final = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
FROM_HERE: Final[Mapping[str, str]] = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}
SECRET: Final = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


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
    is_secure: bool = False
    allows_demonstration: bool = False

    @property
    def room(self) -> CaseRoom:
        """Return what the use cases about cases need."""
        chats = ChatMemory()
        keep = KeepTurn(self.translator, self.guides, chats, self.clock, timedelta(minutes=30))
        deliver = Deliver(
            self.store.transaction, self.messengers, self.translator, chats, self.live, self.clock
        )
        return CaseRoom(self.store.transaction, keep, AtOnce(deliver), self.live, self.clock)

    def guides(self) -> Guide:
        """Return the guide with what may be told of the desk now."""
        return replace(self.guide, desk=self.shift.desk)

    def services(self) -> DeskServices:
        """Return everything the pages may ask for."""
        return services_of(self, self.store.transaction, self.room)

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


def services_of(desk: DeskOfTests, transaction: Transaction, room: CaseRoom) -> DeskServices:
    """Put the use cases together over one store."""
    passwords, factor = ArgonPasswords(QUICK_HASHES), TotpFactor()
    clock, guides, pages = desk.clock, desk.guides, desk.translator
    return DeskServices(
        translator=pages,
        guides=guides,
        clock=clock,
        live=desk.live,
        sign_in=SignIn(transaction, passwords, factor, clock, desk.allows_demonstration),
        who_is=WhoIs(transaction, clock, desk.allows_demonstration),
        sign_out=SignOut(transaction, clock),
        set_up=SetUpAccount(transaction, passwords, factor, clock),
        choose_interface=ChooseInterface(transaction),
        invite=InviteOperator(transaction, factor, clock),
        change_account=ChangeAccount(transaction, factor, clock),
        read_accounts=ReadAccounts(transaction),
        read_audit=ReadAudit(transaction),
        take_next=TakeNext(room),
        begin_talk=BeginTalk(room, guides, pages),
        give_back=GiveBack(room),
        answer_visitor=AnswerVisitor(room, guides, pages),
        change_band=ChangeBand(room),
        ask_transfer=AskTransfer(room),
        take_over=TakeOver(room),
        shield=Shield(room),
        end_case=EndCase(room, guides),
        set_presence=SetPresence(room, desk.shift),
        seen=Seen(transaction, clock),
        note_look=NoteLook(transaction, clock),
        view_desk=ViewDesk(transaction, clock),
        view_case=ViewCase(transaction, guides, clock),
        view_board=ViewBoard(transaction, clock),
        view_statistics=ViewStatistics(transaction, clock),
        export_statistics=ExportStatistics(transaction, guides, clock),
        is_secure=desk.is_secure,
    )
