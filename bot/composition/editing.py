"""Puts the editors' desk together: the files, what editors leave in the store, and the pictures."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.channels.web.drawing import open_drawing
from bot.channels.web.view import View
from bot.channels.web.visitors import OWN_WORD
from bot.console.desk import EditorsDesk
from bot.domain.page import Page
from bot.services.editing import BeginPaper, DropDraft, ListPapers, OpenPaper, SaveDraft
from bot.services.editing_room import EditingRoom
from bot.services.history import Publish, Undo, ViewHistory
from bot.services.ports import Understand
from bot.services.previewing import PreviewPaper
from bot.services.rehearsing import KeepRehearsal, Rehearse
from bot.services.who_edits import WhoEdits
from bot.translation.translator import Translator

# What the script shows as soon as it runs, and the sign in the tab: a picture has neither.
LEFT_OUT: Final = re.compile(r' data-scripted hidden|<link rel="icon"[^>]*>')


def editors_desk(room: EditingRoom, pages: Translator, understand: Understand) -> EditorsDesk:
    """Return everything the pages of the editors may ask for."""
    return EditorsDesk(
        list_papers=ListPapers(room),
        open_paper=OpenPaper(room),
        save_draft=SaveDraft(room),
        begin_paper=BeginPaper(room),
        drop_draft=DropDraft(room),
        publish=Publish(room),
        view_history=ViewHistory(room),
        undo=Undo(room),
        who_edits=WhoEdits(room),
        preview_paper=PreviewPaper(room, pages),
        rehearse=Rehearse(room, pages, understand),
        keep_rehearsal=KeepRehearsal(room, pages),
        draw=pictures(pages),
    )


def pictures(pages: Translator) -> Callable[[Page], str]:
    """Return what draws a page as a visitor's browser shows it, by the visitor's own drawing."""
    drawing = replace(open_drawing(pages.in_channel("web")), script="")

    def draw(page: Page) -> str:
        return LEFT_OUT.sub("", drawing.whole(View(page, OWN_WORD)))

    return draw
