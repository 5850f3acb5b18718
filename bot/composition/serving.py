"""Runs the parts of the program side by side until it is asked to stop."""

import asyncio
import contextlib
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Final

from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

from bot.channels.web.messenger import WebMessenger
from bot.channels.web.session import CHANNEL as WEB
from bot.composition.application import Application, now, open_application
from bot.composition.desk import demonstration, desk_services, without_demonstration
from bot.composition.noticing import keep_knowledge
from bot.composition.page import visitors_page
from bot.composition.understanding import keep_trained
from bot.console.app import desk_app
from bot.domain.errors import SettingsError, StoreError
from bot.http.server import bound_socket
from bot.http.server import serve as serve_http
from bot.services.ports import Messenger
from bot.services.tending import Tending
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.channels.telegram.channel import TelegramChannel

Say = Callable[[str], None]

NO_BOT: Final = (
    "No PANA_TELEGRAM_TOKEN: the Telegram bot is off. Put PANA_TELEGRAM_TOKEN=… into .env, "
    "or try the conversation on the page or here: make talk"
)
# Seconds between two looks whether another process has changed something.
LOOKS_EVERY: Final = 0.2


async def serve(
    settings: Settings, say: Say, only: str | None = None, *, is_demonstration: bool = False
) -> None:
    """Run everything until cancelled; `say` tells the one who started it what runs where."""
    async with AsyncExitStack() as stack:
        bots: tuple[TelegramChannel, ...] = ()
        if only != "desk":
            bots = await _bots(settings, stack)
        windows = WebMessenger()
        messengers: dict[str, Messenger] = {bot.name: bot.messenger for bot in bots}
        if only != "desk":
            messengers[WEB] = windows
        listening = stack.enter_context(bound_socket(settings.host, settings.port))
        host, port = listening.getsockname()[:2]
        address = f"http://{host}:{port}"
        if only != "desk":
            say(f"The visitor's page: {address}/")
        application = await stack.enter_async_context(open_application(settings, messengers))
        for note in application.notes:
            say(note)
        routes: list[BaseRoute] = []
        if only != "bot":
            desk = await _desk(application, settings, address, say, is_demonstration)
            routes += _under("/desk", desk, settings)
        if only != "desk":
            page = visitors_page(application, settings, windows)
            routes.append(Mount("/", _at_our_names(page, settings)))
        say(f"Health checks: {address}/healthz and /readyz")
        async with asyncio.TaskGroup() as group:
            group.create_task(serve_http(listening, application.is_ready, routes))
            group.create_task(application.upkeep())
            group.create_task(keep_knowledge(application))
            group.create_task(Tending(application.tend_line)())
            others = windows if only == "bot" else None
            group.create_task(_notice_others(application, others))
            for bot in bots:
                group.create_task(_listen(bot, application))
            if only != "desk":
                group.create_task(keep_trained(settings, application.understanding))
                say("The Telegram bot is on." if bots else NO_BOT)


async def erase_now(settings: Settings) -> int:
    """Carry out retention once; chats are wiped by the running bot, which finds what is left."""
    # Without a messenger nothing is delivered here: the running bot finds what is to be wiped.
    async with open_application(settings, {}) as application:
        return await application.erase_expired()


async def _bots(settings: Settings, stack: AsyncExitStack) -> "tuple[TelegramChannel, ...]":
    if not settings.telegram_tokens:
        return ()
    # Importing aiogram takes seconds: only whoever has a bot pays for it.
    from bot.channels.telegram.channel import open_telegram

    api = str(settings.telegram_api) if settings.telegram_api else None
    return tuple(
        [
            await stack.enter_async_context(open_telegram(token.get_secret_value(), api))
            for token in settings.telegram_tokens
        ]
    )


async def _desk(
    application: Application, settings: Settings, address: str, say: Say, is_demonstration: bool
) -> ASGIApp:
    say(f"The desk: {address}/desk")
    if is_demonstration:
        if settings.behind_tls:
            raise SettingsError(
                "PANA_BEHIND_TLS: a demonstration operator is only for this machine, and a proxy "
                "shows the desk to others. Please leave out --demonstration."
            )
        password = await demonstration(application, settings.host)
        say(f"A demonstration operator, for this machine only: name demo, password {password}")
    else:
        await without_demonstration(application)
    services = desk_services(
        application, is_secure=settings.behind_tls, demonstration=is_demonstration
    )
    return desk_app(services)


def _under(path: str, app: ASGIApp, settings: Settings) -> list[BaseRoute]:
    """Return the places of an application; without the last stroke it is found as well."""

    async def with_a_stroke(request: Request) -> Response:
        query = request.url.query
        return RedirectResponse(f"{path}/?{query}" if query else f"{path}/", 307)

    stroke = Route(path, with_a_stroke)
    return [
        Route(path, _at_our_names(stroke.app, settings)),
        Mount(path, _at_our_names(app, settings)),
    ]


def _at_our_names(app: ASGIApp, settings: Settings) -> ASGIApp:
    """Let pages be answered only under names that are ours, whatever a request claims."""
    return TrustedHostMiddleware(app, allowed_hosts=settings.hosts, www_redirect=False)


async def _listen(bot: "TelegramChannel", application: Application) -> None:
    await bot.listen(
        application.converse,
        application.forget,
        application.emergency,
        application.neutral,
        application.translator.say,
    )


async def _look_after_chats(application: Application, windows: WebMessenger) -> None:
    async with application.store.transaction() as work:
        unfinished = await work.deliveries.unfinished()
    # Pages ask for what is new, but those that are open wait to be told.
    pseudonyms = application.converse.pseudonyms
    looking = [name for each in windows.open_to() for name in pseudonyms.of(each, now())]
    for visitor in dict.fromkeys((*unfinished, *looking)):
        application.courier.poke(visitor, paced=True)


async def _notice_others(application: Application, windows: WebMessenger | None) -> None:
    """Have the pages of the desk and the chats look again when another process has written.

    `windows` where the desk is another process: what an operator writes is to be shown here.
    """
    seen = -1
    while True:
        with contextlib.suppress(StoreError):
            version = await application.store.data_version()
            if version != seen:
                application.live.changed()
                if windows is not None:
                    await _look_after_chats(application, windows)
                seen = version
        await asyncio.sleep(LOOKS_EVERY)
