"""An evening at the desk: the program as it serves, Telegram, and people at both sides."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pyotp
from argon2 import PasswordHasher
from playwright.async_api import Browser, expect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.composition import serving
from bot.composition.application import master_key, now
from bot.composition.serving import serve
from bot.console.access import COOKIE, COOKIE_PATH
from bot.console.app import desk_app
from bot.domain.calendar import day_of
from bot.domain.case import Case
from bot.domain.guide import Guide
from bot.domain.language import Language
from bot.domain.operator import Operator, Presence, Role
from bot.services.accounts import InviteOperator, new_session
from bot.settings import Settings
from bot.storage.embedded import SqlStore, open_embedded
from bot.storage.second_factor import TotpFactor
from tests.browser.seat import WIDE, Seat
from tests.browser.visitor import Visitor, traces, visitor
from tests.channels.story import settings_for
from tests.knowing import guide_on
from tests.standin import StandIn

PASSWORD: Final = "seven quiet mountains"
PATIENCE: Final = 60.0
# Strong in the program, weak here: what is proved does not depend on how long a hash takes.
QUICK_HASHES: Final = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
EVERY_LANGUAGE: Final = tuple(Language)
LOCALES: Final = {Language.KAZAKH: "kk-KZ", Language.RUSSIAN: "ru-KZ", Language.ENGLISH: "en-GB"}


def knowledge() -> Guide:
    """Return what the program would read at each start."""
    return guide_on(day_of(datetime.now(UTC)))


@dataclass(slots=True)
class Overheard:
    """The desk, with everything that it ever sends written down."""

    app: ASGIApp
    sent: list[bytes]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the desk does."""

        async def overhearing(message: Message) -> None:
            self.sent.append(message.get("body", b""))
            self.sent.extend(value for _, value in message.get("headers", ()))
            await send(message)

        await self.app(scope, receive, overhearing)


@dataclass(slots=True)
class Evening:
    """The program, whoever looks at it, and a hand that reaches into its files."""

    server: StandIn
    store: SqlStore
    address: str
    browser: Browser
    sent: list[bytes]
    served: "Serving"
    seats: list[Seat] = field(default_factory=list)

    async def operator(
        self,
        name: str = "Aigerim",
        role: Role = Role.OPERATOR,
        languages: Sequence[Language] = EVERY_LANGUAGE,
        **more: Any,
    ) -> Operator:
        """Make an account that is set up; it reads English unless told otherwise."""
        chosen = {"interface": Language.ENGLISH, "seen_at": now(), **more}
        async with self.store.transaction() as work:
            made = await work.operators.add(name, role, tuple(languages))
            password, secret = QUICK_HASHES.hash(PASSWORD), pyotp.random_base32()
            ready = replace(made, password=password, totp=secret, **chosen)
            await work.operators.save(ready)
        return ready

    async def invitation(self, name: str, role: Role = Role.OPERATOR) -> str:
        """Return the path of a set-up link, as `pana operator add` prints it."""
        invite = InviteOperator(self.store.transaction, TotpFactor(), now)
        link = await invite(None, name, role, EVERY_LANGUAGE)
        return f"/desk/set-up/{link.token}"

    async def seat_of(self, operator: Operator, path: str = "/desk/work", **look: Any) -> Seat:
        """Return a browser in which somebody is signed in, at a page."""
        async with self.store.transaction() as work:
            session = await new_session(work, operator, now())
        seat = await self.stranger(operator.interface, **look)
        seat.operator = operator
        await seat.context.add_cookies(
            [{"name": COOKIE, "value": session.token, "url": f"{self.address}{COOKIE_PATH}/"}]
        )
        await seat.opens(path)
        return seat

    async def on_shift(self, name: str = "Aigerim", role: Role = Role.OPERATOR) -> Seat:
        """Return the browser of somebody who takes cases."""
        return await self.seat_of(await self.operator(name, role, presence=Presence.ON_SHIFT))

    async def stranger(
        self,
        language: Language = Language.ENGLISH,
        *,
        size: tuple[int, int] = WIDE,
        scripts: bool = True,
        dark: bool = False,
    ) -> Seat:
        """Return a browser in which nobody is signed in."""
        context = await self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale=LOCALES[language],
            timezone_id="Asia/Almaty",
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE * 1000)
        expect.set_options(timeout=PATIENCE * 1000)
        seat = Seat(context, await context.new_page(), self.address, has_scripts=scripts)
        self.seats.append(seat)
        return seat

    async def tab_of(self, seat: Seat, path: str) -> Seat:
        """Open a page in another tab of the same browser."""
        tab = Seat(seat.context, await seat.context.new_page(), self.address, seat.operator)
        self.seats.append(tab)
        await tab.opens(path)
        return tab

    def visitor(self, number: int = 0) -> Visitor:
        """Return somebody with a phone."""
        return visitor(self.server, number)

    async def case(self) -> Case:
        """Return the case that was opened last."""
        async with self.store.transaction() as work:
            cases = await work.cases.open()
        return max(cases, key=lambda case: case.opened_at)

    async def changes(self, case: Case, **more: Any) -> Case:
        """Let something have become of a case meanwhile."""
        changed = replace(case, **more)
        async with self.store.transaction() as work:
            await work.cases.save(changed)
        return changed

    async def has_waited(self, case: Case, time: timedelta) -> Case:
        """Let a case have waited for so long."""
        return await self.changes(case, opened_at=now() - time)

    def finds_nothing_wrong(self) -> None:
        """No script failed, nobody else was asked for anything, no account was told."""
        troubles = [trouble for seat in self.seats for trouble in seat.troubles]
        assert not troubles, troubles
        elsewhere = [url for seat in self.seats for url in seat.elsewhere]
        assert not elsewhere, elsewhere
        everything = b"".join(self.sent)
        told = [trace for trace in traces() if trace in everything]
        assert not told, told


@asynccontextmanager
async def an_evening(browser: Browser, var: Path, **more: Any) -> AsyncIterator[Evening]:
    """Serve until the block ends, and look then whether anything was wrong."""
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(StandIn())
        settings, sent = settings_for(server, var, **more), list[bytes]()
        served = Serving(settings, sent)
        stack.push_async_callback(served.ends)
        address = await served.begins()
        master, _ = master_key(settings)
        store = await stack.enter_async_context(open_embedded(var, master))
        evening = Evening(server, store, address, browser, sent, served)
        try:
            yield evening
        finally:
            for context in {id(seat.context): seat.context for seat in evening.seats}.values():
                await context.close()
        evening.finds_nothing_wrong()
        assert server.violations == []


@dataclass(slots=True)
class Serving:
    """`pana serve` in this process; it may be ended and begun again at the same address."""

    settings: Settings
    sent: list[bytes]
    task: "asyncio.Task[None] | None" = None

    async def begins(self) -> str:
        """Run until ended, and return the address."""
        told: asyncio.Queue[str] = asyncio.Queue()
        vars(serving)["desk_app"] = lambda services: Overheard(desk_app(services), self.sent)
        self.task = asyncio.create_task(serve(self.settings, told.put_nowait))
        address = await _address(told, self.task)
        port = int(address.rpartition(":")[2])
        self.settings = self.settings.model_copy(update={"port": port})
        return address

    async def ends(self) -> None:
        """End, and pass on what went wrong."""
        task, self.task = self.task, None
        vars(serving)["desk_app"] = desk_app
        if task is None:
            return
        task.cancel()
        await asyncio.wait([task])
        if not task.cancelled():
            task.result()


async def _address(told: "asyncio.Queue[str]", task: "asyncio.Task[None]") -> str:
    while True:
        line = asyncio.ensure_future(told.get())
        await asyncio.wait([line, task], return_when=asyncio.FIRST_COMPLETED, timeout=PATIENCE)
        if not line.done():
            line.cancel()
            task.result()
        if "/healthz" in line.result():
            return next(w for w in line.result().split() if "/healthz" in w).removesuffix(
                "/healthz"
            )
