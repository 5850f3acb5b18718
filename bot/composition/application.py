"""Chooses every concrete class and puts the program together; taken apart in reverse."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from bot.channels.terminal.talk import CHANNEL, TerminalMessenger, talk
from bot.domain.conversation import Picked
from bot.domain.errors import KnowledgeError
from bot.domain.guide import Guide
from bot.domain.language import Language
from bot.domain.page import Page
from bot.domain.text import Text, _, paragraphs
from bot.flows.neutral import neutral_page
from bot.flows.welcome import NUMBERS
from bot.knowledge.keeper import guide_to_serve
from bot.services.chat_memory import ChatMemory
from bot.services.conversations import Converse
from bot.services.couriers import AtOnce, Couriers
from bot.services.delivery import Deliver
from bot.services.forget import ForgetVisitor
from bot.services.ports import Arrival, Messenger
from bot.services.upkeep import AT_LEAST_EVERY, EraseExpired, Upkeep
from bot.settings import Settings
from bot.storage.embedded import SqlStore, answers, open_embedded
from bot.storage.memory import MemoryStore
from bot.storage.secrecy import KeyedPseudonyms, MasterKey, master_key_in, read_master_key
from bot.translation.catalogs import faults, translations
from bot.translation.translator import Translator

log = logging.getLogger(__name__)

LAST_GOOD: Final = (
    "{count} complaints about {folder}: the last good knowledge is served. Please run `pana check`."
)
MASTER_KEY_FILE: Final = "master.key"
# Translators: shown with the numbers when our store is away, in all languages at once.
CANNOT_WORK: Final[Text] = _("This chat cannot work right now. Please call:")


def now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Application:
    """Everything that serves visitors."""

    converse: Converse
    forget: ForgetVisitor
    erase_expired: EraseExpired
    upkeep: Upkeep
    translator: Translator
    store: SqlStore
    notes: tuple[str, ...]

    async def is_ready(self) -> bool:
        """Tell whether the store answers."""
        return await answers(self.store)

    @property
    def emergency(self) -> Page:
        """Return the page that is shown when nothing else works."""
        return Page(self.translator.say(paragraphs(CANNOT_WORK, NUMBERS), None))

    @property
    def neutral(self) -> Page:
        """Return the page that Exit leaves."""
        return Page(self.translator.say(neutral_page(self.converse.guides()).text, None))


@dataclass(frozen=True, slots=True)
class Guides:
    """The guide as of today."""

    guide: Guide

    def __call__(self) -> Guide:
        """Return the guide with today's date."""
        return replace(self.guide, today=now().date())


def master_key(settings: Settings) -> tuple[MasterKey, tuple[str, ...]]:
    """Return the master key of the settings or of its file, and what is to be said of it."""
    if settings.master_key is not None:
        return read_master_key(settings.master_key.get_secret_value()), ()
    file = settings.var / MASTER_KEY_FILE
    master, is_new = master_key_in(file)
    note = (
        f"A new master key was made in {file}. Keep it apart from every backup of {settings.var}."
    )
    return master, (note,) if is_new else ()


def complete_translator() -> Translator:
    """Return the translator; a text that lacks a language does not start the program."""
    found = faults()
    if found:
        raise KnowledgeError(f"locales/: {len(found)} complaints. Please run `pana check`.")
    return Translator(translations())


@asynccontextmanager
async def open_application(
    settings: Settings, messengers: dict[str, Messenger]
) -> AsyncIterator[Application]:
    """Open stores and put the services together; deliveries go on as long as the block."""
    master, notes = master_key(settings)
    guide, complaints = guide_to_serve(settings.knowledge, settings.var, now().date())
    if complaints:
        notes = (*notes, LAST_GOOD.format(count=len(complaints), folder=settings.knowledge))
    guides, chats = Guides(guide), ChatMemory()
    translator = complete_translator()
    pseudonyms = KeyedPseudonyms(master)
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(open_embedded(settings.var, master))
        couriers = Couriers(Deliver(store.transaction, messengers, chats, now))
        await stack.enter_async_context(couriers.working())
        erase = EraseExpired(
            store.transaction, translator, guides, couriers, chats, store.tidy, now
        )
        yield Application(
            converse=Converse(
                store.transaction,
                translator,
                pseudonyms,
                guides,
                couriers,
                chats,
                now,
                settings.wipe_after,
            ),
            forget=ForgetVisitor(store.transaction, pseudonyms, chats, now),
            erase_expired=erase,
            # A conversation that begins while the upkeep rests must not wait longer for its end.
            upkeep=Upkeep(
                erase,
                store.transaction,
                couriers,
                now,
                min(AT_LEAST_EVERY, settings.wipe_after),
            ),
            translator=translator,
            store=store,
            notes=notes,
        )


async def talk_in_terminal(settings: Settings, language: Language | None) -> None:
    """Play the conversation in this terminal; nothing of it is kept anywhere."""
    guide, _complaints = guide_to_serve(settings.knowledge, settings.var, now().date())
    store, chats, messenger = MemoryStore(), ChatMemory(), TerminalMessenger()
    courier = AtOnce(Deliver(store.transaction, {CHANNEL: messenger}, chats, now))
    converse = Converse(
        store.transaction,
        complete_translator(),
        KeyedPseudonyms(MasterKey(b"nothing of a talk here is stored")),
        Guides(guide),
        courier,
        chats,
        now,
        settings.wipe_after,
    )

    async def turn(arrival: Arrival) -> None:
        await converse(arrival)
        await courier.settle()

    await talk(messenger, turn, (Picked(language.value),) if language else ())


async def serve(settings: Settings, say: Callable[[str], None]) -> None:
    """Run everything until cancelled; `say` tells the one who started it what runs where."""
    from bot.channels.web.server import bound_socket
    from bot.channels.web.server import serve as serve_http

    async with AsyncExitStack() as stack:
        messengers: dict[str, Messenger] = {}
        telegram = None
        if settings.telegram_token is not None:
            # Importing aiogram takes seconds: only whoever has a bot pays for it.
            from bot.channels.telegram.channel import open_telegram

            api = str(settings.telegram_api) if settings.telegram_api else None
            telegram = await stack.enter_async_context(
                open_telegram(settings.telegram_token.get_secret_value(), api)
            )
            messengers[telegram.name] = telegram.messenger
        listening = stack.enter_context(bound_socket(settings.host, settings.port))
        application = await stack.enter_async_context(open_application(settings, messengers))
        for note in application.notes:
            say(note)
        host, port = listening.getsockname()[:2]
        say(f"Health checks: http://{host}:{port}/healthz and /readyz")
        async with asyncio.TaskGroup() as group:
            group.create_task(serve_http(listening, application.is_ready))
            group.create_task(application.upkeep())
            if telegram is None:
                say(
                    "No PANA_TELEGRAM_TOKEN: the bot is off. Put PANA_TELEGRAM_TOKEN=… into .env, "
                    "or try the conversation here: make talk"
                )
            else:
                say("The Telegram bot is on.")
                group.create_task(
                    telegram.listen(
                        application.converse,
                        application.forget,
                        application.emergency,
                        application.neutral,
                        application.translator.say,
                    )
                )


async def erase_now(settings: Settings) -> int:
    """Carry out retention once; chats are wiped by the running bot, which finds what is left."""
    # Without a messenger nothing is delivered here: the running bot finds what is to be wiped.
    async with open_application(settings, {}) as application:
        return await application.erase_expired()
