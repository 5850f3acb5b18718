"""Puts the visitor's services together over whatever a test brings."""

from datetime import timedelta
from typing import Final

from bot.services.case_room import CaseRoom
from bot.services.chat_memory import ChatMemory
from bot.services.conversations import Converse
from bot.services.desk_ports import Desks
from bot.services.live import LiveDesks
from bot.services.orders import Orders
from bot.services.ports import Clock, Courier, Guides, Pages, Pseudonyms, Transaction
from bot.services.return_codes import ReturnCodesOffice
from bot.services.turns import KeepTurn
from bot.storage.codes import RandomCodes
from bot.storage.secrecy import MasterKey

CODES: Final = ReturnCodesOffice(RandomCodes(MasterKey(b"codes of tests, and of nobody...")))


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
) -> Converse:
    """Return the use case of a turn."""
    keep = KeepTurn(pages, guides, chats, clock, silence)
    return Converse(
        transaction,
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
