"""A Bot API server on a free port of this machine, for tests and demonstrations."""

import asyncio
import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Final, Self

from aiohttp import web

from tests.standin.accounts import Account
from tests.standin.api import Answer, Api
from tests.standin.courier import Courier
from tests.standin.faults import Faults
from tests.standin.limits import Limits, Violation
from tests.standin.params import Params
from tests.standin.person import Person
from tests.standin.refusals import RefusalError
from tests.standin.values import Happening, Json, Update, User
from tests.standin.world import World

DEFAULT_TOKEN: Final = "4242424242:stand-in_token_of_no_bot_on_earth"
TOKEN: Final = re.compile(r"\d{1,15}:[A-Za-z0-9_-]+")
LARGEST_REQUEST: Final = 50 * 1024 * 1024
GARBAGE: Final = "<html><head><title>Bad Gateway</title></head><body>nginx</body></html>"


def _utc_now() -> datetime:
    return datetime.now(UTC)


class StandIn:
    """The server: `async with StandIn() as server`, then talk to `server.url`."""

    def __init__(
        self,
        *,
        token: str = DEFAULT_TOKEN,
        now: Callable[[], datetime] = _utc_now,
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        self.token = token
        self.world = World(token, now)
        self._api = Api(self.world)
        self._host, self._port = host, port
        self._runner: web.AppRunner | None = None
        self._courier: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        await self._start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._stop()

    @property
    def url(self) -> str:
        """The address to give to a client library in the place of api.telegram.org."""
        return f"http://{self._host}:{self._port}"

    @property
    def faults(self) -> Faults:
        """What is to go wrong."""
        return self._api.faults

    @property
    def limits(self) -> Limits:
        """What is allowed; set `limits.rate` to make it strict about pace."""
        return self.world.limits

    @property
    def violations(self) -> list[Violation]:
        """The limits that bots went past."""
        return self.world.limits.violations

    @property
    def calls(self) -> tuple[Happening, ...]:
        """Every request of every bot in order, but getUpdates."""
        with self.world.bell.still():
            return tuple(self.world.calls)

    def person(
        self,
        id: int = 1001,
        first_name: str = "Aigerim",
        username: str | None = None,
        language_code: str | None = "ru",
        last_name: str | None = None,
        bot: str | None = None,
    ) -> Person:
        """A person with a phone, who writes to the bot of a token."""
        user = User(id, first_name, username, language_code, last_name)
        with self.world.bell.changing():
            self.world.people[id] = user
        return Person(self.world, user, bot)

    def bot(self, token: str | None = None) -> Account:
        """A bot as the server keeps it."""
        with self.world.bell.still():
            return self.world.bot_meant(token)

    def passes(self, time: timedelta) -> None:
        """Let the server's clock go forward."""
        with self.world.bell.changing():
            self.world.ahead += time

    def revoke(self, token: str | None = None) -> None:
        """Make a token invalid, as after a change of it at the bot's owner."""
        with self.world.bell.changing():
            self.world.revoked.add(token or self.token)

    def delivers_raw(self, body: Json, bot: str | None = None) -> None:
        """Tell a bot something odd: an update with this body, whatever it is."""
        kind, inner = next(iter(body.items()))
        with self.world.bell.changing():
            account = self.world.bot_meant(bot)
            update_id = next(account.update_ids)
            account.pending.append(Update(update_id, kind, 0, inner, self.world.now()))

    def redelivers(self, last: int = 1, bot: str | None = None) -> None:
        """Tell a bot the last confirmed updates once more, under the same numbers."""
        with self.world.bell.changing():
            account = self.world.bot_meant(bot)
            target = account.again if account.webhook is None else account.pending
            target[:0] = account.delivered[-last:]

    def pause(self) -> None:
        """Hold every request until `resume`."""
        with self.world.bell.changing():
            self._api.paused = True

    def resume(self) -> None:
        """Go on with the requests held."""
        with self.world.bell.changing():
            self._api.paused = False

    async def goes_away(self) -> None:
        """Stop answering; connections are refused, everything is remembered."""
        await self._stop()

    async def comes_back(self) -> None:
        """Answer again at the same address."""
        await self._start()

    async def restart(self) -> None:
        """Go away and come back."""
        await self._stop()
        await self._start()

    async def _start(self) -> None:
        self._api.closing = False
        app = web.Application(client_max_size=LARGEST_REQUEST)
        app.router.add_route("*", "/bot{token}/{method}", self._on_method)
        app.router.add_get("/file/bot{token}/{path:.+}", self._on_file)
        app.router.add_route("*", "/{path:.*}", self._on_other)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()
        self._port = self._runner.addresses[0][1]
        self._courier = asyncio.create_task(Courier(self._api).work())

    async def _stop(self) -> None:
        with self.world.bell.changing():
            self._api.closing = True
        if self._courier is not None:
            self._courier.cancel()
            await asyncio.wait([self._courier])
        if self._runner is not None:
            await self._runner.cleanup()

    async def _on_method(self, request: web.Request) -> web.StreamResponse:
        try:
            account = self._account(request)
            params = await Params.of(request)
        except RefusalError as refusal:
            return web.json_response(refusal.as_json(), status=refusal.status)
        answer = await self._api.answer(account, request.match_info["method"], params)
        return self._reply(request, answer)

    async def _on_file(self, request: web.Request) -> web.StreamResponse:
        try:
            self._account(request)
        except RefusalError as refusal:
            return web.json_response(refusal.as_json(), status=refusal.status)
        return web.Response(body=b"file", content_type="application/octet-stream")

    async def _on_other(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(RefusalError(404).as_json(), status=404)

    def _account(self, request: web.Request) -> Account:
        token = request.match_info["token"]
        with self.world.bell.still():
            if not TOKEN.fullmatch(token) or token in self.world.revoked:
                raise RefusalError(401)
            return self.world.account(token)

    def _reply(self, request: web.Request, answer: Answer) -> web.StreamResponse:
        if answer.lost or self._api.closing:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        if answer.garbage:
            return web.Response(text=GARBAGE, status=answer.status, content_type="text/html")
        return web.json_response(answer.body, status=answer.status)


class StandInThread(StandIn):
    """The same server in a thread of its own: `with StandInThread() as server`."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(10)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def restart_now(self) -> None:
        """Go away and come back, from another thread."""
        asyncio.run_coroutine_threadsafe(self.restart(), self._loop).result(10)
