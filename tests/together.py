"""Puts the visitor's services together over whatever a test brings."""

from datetime import timedelta
from typing import Final

from bot.domain.language import Language
from bot.domain.meaning import Guess, Intent, Understanding
from bot.services.case_room import CaseRoom
from bot.services.chat_memory import ChatMemory
from bot.services.conversations import Converse
from bot.services.desk_ports import Desks
from bot.services.live import LiveDesks
from bot.services.one_guide import OneGuide
from bot.services.orders import Orders
from bot.services.ports import Clock, Courier, Guides, Pages, Pseudonyms, Transaction, Understand
from bot.services.return_codes import ReturnCodesOffice
from bot.services.turns import KeepTurn
from bot.storage.codes import RandomCodes
from bot.storage.secrecy import MasterKey

CODES: Final = ReturnCodesOffice(RandomCodes(MasterKey(b"codes of tests, and of nobody...")))


async def not_understanding(words: str) -> Understanding:
    """Understand nothing, as the built-in model does before it is trained."""
    return Understanding((Guess(Intent.OUT_OF_SCOPE, 0.0),), Language.ENGLISH)


def converse_over(
    transaction: Transaction,
    pages: Pages,
    pseudonyms: Pseudonyms,
    guides: Guides,
    courier: Courier,
    chats: ChatMemory,
    clock: Clock,
    silence: timedelta,
    desks: Desks | None = None,
    codes: ReturnCodesOffice = CODES,
    understand: Understand | None = None,
) -> Converse:
    """Return the use case of a turn."""
    keep = KeepTurn(pages, OneGuide(guides), chats, clock, silence)
    return Converse(
        transaction,
        understand or not_understanding,
        pages,
        pseudonyms,
        keep,
        Orders(codes),
        codes,
        courier,
        desks or LiveDesks(),
        chats,
        clock,
    )


def room_over(
    transaction: Transaction,
    keep: KeepTurn,
    courier: Courier,
    clock: Clock,
    desks: Desks | None = None,
) -> CaseRoom:
    """Return what every use case about a case needs."""
    return CaseRoom(transaction, keep, courier, desks or LiveDesks(), clock)
