"""Chooses every concrete class of the visitor's side and puts it together."""

import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from bot.channels.web.session import CHANNEL as WEB
from bot.channels.web.wording import ON_A_PAGE
from bot.composition.understanding import open_understanding
from bot.domain.errors import KnowledgeError
from bot.domain.page import Page
from bot.domain.text import Text, _, paragraphs
from bot.flows.neutral import neutral_page
from bot.flows.welcome import NUMBERS
from bot.knowledge.live import LiveKnowledge, open_knowledge
from bot.services.case_room import CaseRoom
from bot.services.chat_memory import ChatMemory
from bot.services.conversations import Converse
from bot.services.couriers import AtOnce, Couriers
from bot.services.delivery import Deliver
from bot.services.forget import ForgetVisitor
from bot.services.live import LiveDesks
from bot.services.one_guide import OneGuide
from bot.services.orders import Orders
from bot.services.ports import Messenger, Understand
from bot.services.return_codes import ReturnCodesOffice
from bot.services.shift import Shift
from bot.services.showing import ShowPage
from bot.services.tending import TendLine
from bot.services.turns import KeepTurn
from bot.services.upkeep import AT_LEAST_EVERY, EraseExpired, Upkeep
from bot.settings import Settings
from bot.storage.codes import RandomCodes
from bot.storage.embedded import SqlStore, answers, open_embedded
from bot.storage.secrecy import KeyedPseudonyms, MasterKey, master_key_in, read_master_key
from bot.translation.catalogs import faults, translations
from bot.translation.translator import Translator
from bot.understanding.live import LiveUnderstander

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
    """Everything that serves visitors, and what the desk shares with it."""

    converse: Converse
    show_page: ShowPage
    forget: ForgetVisitor
    erase_expired: EraseExpired
    upkeep: Upkeep
    tend_line: TendLine
    room: CaseRoom
    courier: Couriers | AtOnce
    translator: Translator
    knowledge: LiveKnowledge
    guides: OneGuide
    live: LiveDesks
    shift: Shift
    store: SqlStore
    master: MasterKey
    understanding: LiveUnderstander
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
        return Page(self.translator.say(neutral_page(self.guides()).text, None))


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
    return Translator(translations(), {WEB: ON_A_PAGE})


@asynccontextmanager
async def open_application(
    settings: Settings, messengers: Mapping[str, Messenger], *, in_step: bool = False
) -> AsyncIterator[Application]:
    """Open stores and put the services together; deliveries go on as long as the block.

    A channel that draws in step with its reader settles deliveries by itself.
    """
    master, notes = master_key(settings)
    knowledge = open_knowledge(settings.knowledge, settings.var, now, settings.ages)
    if not knowledge.is_served:
        count = len(knowledge.reading.refusals)
        notes = (*notes, LAST_GOOD.format(count=count, folder=settings.knowledge))
    shift = Shift()
    guides = OneGuide(lambda: replace(knowledge.guide(), desk=shift.desk))
    translator = complete_translator()
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(open_embedded(settings.var, master))
        understand, understanding = await stack.enter_async_context(
            open_understanding(settings, lambda: guides().alarm, answers=bool(messengers))
        )
        chats, live = ChatMemory(), LiveDesks()
        deliver = Deliver(store.transaction, messengers, translator, chats, live, now)
        courier = AtOnce(deliver) if in_step else Couriers(deliver)
        if isinstance(courier, Couriers):
            await stack.enter_async_context(courier.working())
        application = _put_together(
            settings,
            store,
            master,
            knowledge,
            guides,
            shift,
            translator,
            understand,
            understanding,
            chats,
            live,
            courier,
            notes,
        )
        async with store.transaction() as work:
            await application.shift.looked_at(work, now())
        yield application


def _put_together(
    settings: Settings,
    store: SqlStore,
    master: MasterKey,
    knowledge: LiveKnowledge,
    guides: OneGuide,
    shift: Shift,
    translator: Translator,
    understand: Understand,
    understanding: LiveUnderstander,
    chats: ChatMemory,
    live: LiveDesks,
    courier: Couriers | AtOnce,
    notes: tuple[str, ...],
) -> Application:
    pseudonyms = KeyedPseudonyms(master)
    keep = KeepTurn(translator, guides, chats, now, settings.wipe_after)
    codes = ReturnCodesOffice(RandomCodes(master))
    transaction = store.transaction
    erase = EraseExpired(transaction, translator, guides, courier, chats, live, store.tidy, now)
    room = CaseRoom(transaction, keep, courier, live, now)
    return Application(
        converse=Converse(
            transaction,
            understand,
            translator,
            pseudonyms,
            keep,
            Orders(codes),
            codes,
            courier,
            live,
            chats,
            now,
        ),
        show_page=ShowPage(transaction, pseudonyms, keep, chats, live, now),
        forget=ForgetVisitor(transaction, pseudonyms, chats, live, now),
        erase_expired=erase,
        # A conversation that begins while the upkeep rests must not wait longer for its end.
        upkeep=Upkeep(erase, transaction, courier, now, min(AT_LEAST_EVERY, settings.wipe_after)),
        tend_line=TendLine(room, shift, settings.claim_returns_after),
        room=room,
        courier=courier,
        translator=translator,
        knowledge=knowledge,
        guides=guides,
        live=live,
        shift=shift,
        store=store,
        master=master,
        understanding=understanding,
        notes=notes,
    )
