"""What follows from a change of the files, whoever made it: history, and pages that look again."""

import logging

from bot.composition.application import Application, now
from bot.domain.editing import Alteration
from bot.domain.errors import StoreError
from bot.knowledge.editing.papers import PapersOnDisk
from bot.services.editing_room import EditingRoom
from bot.services.history import NoteFileChange

log = logging.getLogger(__name__)


async def keep_knowledge(application: Application) -> None:
    """Serve what the files say as soon as they are right, for as long as the program runs."""
    papers = PapersOnDisk(application.knowledge)
    note = NoteFileChange(EditingRoom(application.store.transaction, papers, now))

    async def notice(altered: tuple[Alteration, ...]) -> None:
        application.live.changed()
        try:
            await note(altered)
        except StoreError:
            # It is served all the same; only the history does not know of it.
            log.warning("a change of the knowledge could not be kept in the history")

    application.knowledge.listeners.append(notice)
    await application.knowledge.watch()
