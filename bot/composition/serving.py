"""Runs the parts of the program side by side until it is asked to stop."""

import asyncio
import contextlib
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Final

from starlette.routing import BaseRoute, Mount

from bot.http.server import bound_socket
from bot.http.server import serve as serve_http
from bot.composition.application import Application, open_application
from bot.composition.desk import demonstration, desk_services, without_demonstration
from bot.console.app import desk_app
from bot.domain.errors import SettingsError, StoreError
from bot.services.ports import Messenger
from bot.services.tending import Tending
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.channels.telegram.channel import TelegramChannel

Say = Callable[[str], None]

NO_BOT: Final = (
    "No PANA_TELEGRAM_TOKEN: the bot is off. Put PANA_TELEGRAM_TOKEN=… into .env, "
    "or try the conversation here: make talk"
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
        messengers: dict[str, Messenger] = {bot.name: bot.messenger for bot in bots}
        listening = stack.enter_context(bound_socket(settings.host, settings.port))
        application = await stack.enter_async_context(open_application(settings, messengers))
        for note in application.notes:
            say(note)
        host, port = listening.getsockname()[:2]
        address = f"http://{host}:{port}"
        routes: list[BaseRoute] = []
        if only != "bot":
            routes = await _desk(application, settings, address, say, is_demonstration)
        say(f"Health checks: {address}/healthz and /readyz")
        async with asyncio.TaskGroup() as group:
            group.create_task(serve_http(listening, application.is_ready, routes))
            group.create_task(application.upkeep())
            group.create_task(Tending(application.tend_line)())
            group.create_task(_notice_others(application, has_chats=only == "bot"))
            for bot in bots:
                group.create_task(_listen(bot, application))
            if only != "desk":
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
) -> list[BaseRoute]:
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
    return [Mount("/desk", desk_app(services))]


async def _listen(bot: "TelegramChannel", application: Application) -> None:
    await bot.listen(
        application.converse,
        application.forget,
        application.emergency,
        application.neutral,
        application.translator.say,
    )


async def _look_after_chats(application: Application) -> None:
    async with application.store.transaction() as work:
        unfinished = await work.deliveries.unfinished()
    for visitor in unfinished:
        application.courier.poke(visitor, paced=True)


async def _notice_others(application: Application, *, has_chats: bool) -> None:
    """Have the pages of the desk and the chats look again when another process has written.

    `has_chats` where the desk is another process: what an operator writes is to be shown here.
    """
    seen = -1
    while True:
        with contextlib.suppress(StoreError):
            version = await application.store.data_version()
            if version != seen:
                application.live.changed()
                if has_chats:
                    await _look_after_chats(application)
                seen = version
        await asyncio.sleep(LOOKS_EVERY)
