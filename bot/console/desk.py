"""Everything the pages of the desk may ask for; they decide nothing themselves."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from bot.domain.language import Language
from bot.domain.page import Page
from bot.domain.text import Text
from bot.http.streams import Bell
from bot.services.accounts import ChangeAccount, InviteOperator, SetUpAccount
from bot.services.answering import AnswerVisitor, BeginTalk
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
from bot.services.editing import BeginPaper, DropDraft, ListPapers, OpenPaper, SaveDraft
from bot.services.freshness import ViewFreshness
from bot.services.history import Publish, Undo, ViewHistory
from bot.services.ports import Clock, Guides
from bot.services.presence import NoteLook, Seen, SetPresence
from bot.services.previewing import PreviewPaper
from bot.services.rehearsing import KeepRehearsal, Rehearse
from bot.services.sessions import (
    ChooseInterface,
    ReadAccounts,
    ReadAudit,
    SignIn,
    SignOut,
    WhoIs,
)
from bot.services.statistics import ExportStatistics, ViewStatistics
from bot.services.unanswered import ReportUnanswered, ViewUnanswered
from bot.services.who_edits import WhoEdits


class Says(Protocol):
    """Turns a text into words."""

    def say(self, text: Text, language: Language | None) -> str:
        """Return the words of a text."""

    def in_channel(self, channel: str) -> "Says":
        """Return the same as it speaks in a channel."""


@dataclass(frozen=True, slots=True)
class EditorsDesk:
    """All use cases of editors; `draw` shows a page as a visitor's browser shows it."""

    list_papers: ListPapers
    open_paper: OpenPaper
    save_draft: SaveDraft
    begin_paper: BeginPaper
    drop_draft: DropDraft
    publish: Publish
    view_history: ViewHistory
    undo: Undo
    who_edits: WhoEdits
    preview_paper: PreviewPaper
    rehearse: Rehearse
    keep_rehearsal: KeepRehearsal
    draw: Callable[[Page], str]


@dataclass(frozen=True, slots=True)
class DeskServices:
    """All use cases of the desk, put together by the composition."""

    translator: Says
    guides: Guides
    clock: Clock
    live: Bell
    sign_in: SignIn
    who_is: WhoIs
    sign_out: SignOut
    set_up: SetUpAccount
    choose_interface: ChooseInterface
    invite: InviteOperator
    change_account: ChangeAccount
    read_accounts: ReadAccounts
    read_audit: ReadAudit
    take_next: TakeNext
    begin_talk: BeginTalk
    give_back: GiveBack
    answer_visitor: AnswerVisitor
    change_band: ChangeBand
    ask_transfer: AskTransfer
    take_over: TakeOver
    shield: Shield
    end_case: EndCase
    set_presence: SetPresence
    seen: Seen
    note_look: NoteLook
    view_desk: ViewDesk
    view_case: ViewCase
    view_board: ViewBoard
    view_statistics: ViewStatistics
    view_freshness: ViewFreshness
    view_unanswered: ViewUnanswered
    report_unanswered: ReportUnanswered
    export_statistics: ExportStatistics
    editors: EditorsDesk
    is_secure: bool = False
