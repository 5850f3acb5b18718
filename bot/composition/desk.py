"""Puts the desk together: its use cases over the store, and the demonstration of `make run`."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from ipaddress import ip_address
from typing import Final

import pyotp

from bot.composition.application import Application, now
from bot.composition.editing import editors_desk
from bot.console.desk import DeskServices
from bot.domain.calendar import day_of
from bot.domain.errors import SettingsError
from bot.domain.freshness import Due
from bot.domain.language import Language
from bot.domain.operator import Presence, Role
from bot.http.streams import Bell
from bot.knowledge.due import dated
from bot.knowledge.editing.papers import PapersOnDisk
from bot.knowledge.live import LiveKnowledge
from bot.services.accounts import (
    ChangeAccount,
    InviteOperator,
    Link,
    Passwords,
    SecondFactor,
    SetUpAccount,
)
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
from bot.services.desk import ViewBoard, ViewCase, ViewDesk
from bot.services.editing_ports import Papers
from bot.services.editing_room import EditingRoom
from bot.services.freshness import Dates, ViewFreshness
from bot.services.ports import Clock, Guides, Pseudonyms, Transaction, Understand
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
from bot.services.unanswered import ReportUnanswered, ViewUnanswered
from bot.storage.passwords import ArgonPasswords
from bot.storage.second_factor import TotpFactor
from bot.translation.translator import Translator

DEMONSTRATION: Final = "demo"
PASSWORD_BYTES: Final = 9


@dataclass(frozen=True, slots=True)
class DeskParts:
    """What the use cases of the desk stand on."""

    transaction: Transaction
    room: CaseRoom
    shift: Shift
    guides: Guides
    translator: Translator
    clock: Clock
    live: Bell
    passwords: Passwords
    factor: SecondFactor
    dates: Dates
    pseudonyms: Pseudonyms
    papers: Papers
    understand: Understand
    is_secure: bool = False
    demonstration: bool = False


def desk_services(
    application: Application, *, is_secure: bool = False, demonstration: bool = False
) -> DeskServices:
    """Return everything the pages of the desk may ask for."""
    return services_over(
        DeskParts(
            transaction=application.store.transaction,
            room=application.room,
            shift=application.shift,
            guides=application.guides,
            translator=application.translator,
            clock=now,
            live=application.live,
            passwords=ArgonPasswords(),
            factor=TotpFactor(),
            dates=dates_of(application.knowledge),
            pseudonyms=application.converse.pseudonyms,
            papers=PapersOnDisk(application.knowledge),
            understand=application.converse.understand,
            is_secure=is_secure,
            demonstration=demonstration,
        )
    )


def dates_of(knowledge: LiveKnowledge) -> Dates:
    """Return the dates of what is served."""

    def dates(within: timedelta) -> Sequence[Due]:
        return dated(knowledge.good, day_of(knowledge.clock()), knowledge.ages, within)

    return dates


def services_over(parts: DeskParts) -> DeskServices:
    """Return the use cases of the desk over what they stand on."""
    transaction, room, clock = parts.transaction, parts.room, parts.clock
    guides, pages = parts.guides, parts.translator
    passwords, factor = parts.passwords, parts.factor
    return DeskServices(
        translator=pages,
        guides=guides,
        clock=clock,
        live=parts.live,
        sign_in=SignIn(transaction, passwords, factor, clock, parts.demonstration),
        who_is=WhoIs(transaction, clock, parts.demonstration),
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
        set_presence=SetPresence(room, parts.shift),
        seen=Seen(transaction, clock),
        note_look=NoteLook(transaction, clock),
        view_desk=ViewDesk(transaction, clock),
        view_case=ViewCase(transaction, guides, clock),
        view_board=ViewBoard(transaction, clock),
        view_statistics=ViewStatistics(transaction, clock),
        view_freshness=ViewFreshness(transaction, parts.dates),
        view_unanswered=ViewUnanswered(transaction, guides, clock),
        report_unanswered=ReportUnanswered(transaction, guides, parts.pseudonyms, clock),
        export_statistics=ExportStatistics(transaction, guides, clock),
        editors=editors_desk(
            EditingRoom(transaction, parts.papers, clock), pages, parts.understand
        ),
        is_secure=parts.is_secure,
    )


async def demonstration(application: Application, host: str) -> str:
    """Make the demonstration account anew and return its password, good until the next start.

    Raises SettingsError where others than this machine could reach it.
    """
    if not _is_loopback(host):
        raise SettingsError(
            "PANA_HOST: a demonstration operator is only for 127.0.0.1. Please leave out "
            "--demonstration, and run `pana operator add`."
        )
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    hashed = await ArgonPasswords().hashed(password)
    async with application.store.transaction() as work:
        found = await work.operators.named(DEMONSTRATION)
        if found is not None and not found.is_demonstration:
            raise SettingsError(f"The account {DEMONSTRATION} is somebody's own: please rename it.")
        made = found or await work.operators.add(DEMONSTRATION, Role.LEAD, tuple(Language))
        await work.sessions.forget_all_of(made.id)
        await work.operators.save(
            replace(
                made,
                password=hashed,
                # Nobody ever uses it: on this machine the password alone lets in.
                totp=pyotp.random_base32(),
                is_demonstration=True,
                is_disabled=False,
                presence=Presence.AWAY,
                trained=True,
            )
        )
        await application.shift.looked_at(work, now())
    return password


async def without_demonstration(application: Application) -> None:
    """Close the demonstration account: outside a demonstration it is nobody's."""
    async with application.store.transaction() as work:
        found = await work.operators.named(DEMONSTRATION)
        if found is not None and found.is_demonstration and not found.is_disabled:
            await work.operators.save(replace(found, is_disabled=True, presence=Presence.AWAY))
            await work.sessions.forget_all_of(found.id)
            await application.shift.looked_at(work, now())


async def invited(
    application: Application, name: str, role: Role, languages: tuple[Language, ...]
) -> Link:
    """Make an account from the terminal and return its set-up link."""
    invite = InviteOperator(application.store.transaction, TotpFactor(), now)
    return await invite(None, name, role, languages)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
