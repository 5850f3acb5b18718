"""A file of knowledge as a visitor will see it, drafts in the place of files."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.calendar import day_of
from bot.domain.editing import Kind
from bot.domain.errors import RefusedError
from bot.domain.language import Language
from bot.domain.operator import OperatorId
from bot.domain.page import Page
from bot.domain.text import Text
from bot.flows import previews
from bot.services.editing_room import EditingRoom, paper_of, texts_of
from bot.services.ports import Pages
from bot.services.rehearsing import guide_of

ID: Final = re.compile(r"^id:\s*[\"']?([A-Za-z0-9_-]+)", re.MULTILINE)
FIRST_DAY: Final = re.compile(r"^valid_from:\s*[\"']?(\d{4}-\d\d-\d\d)", re.MULTILINE)
LAST_DAY: Final = re.compile(r"^valid_to:\s*[\"']?(\d{4}-\d\d-\d\d)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Preview:
    """One screen about a file, as a visitor will see it."""

    title: Text
    page: Page


@dataclass(frozen=True, slots=True)
class PreviewPaper:
    """Show a file as visitors will see it once the drafts of an editor are published."""

    room: EditingRoom
    pages: Pages

    async def __call__(
        self,
        operator: OperatorId,
        file: str,
        language: Language,
        *,
        channel: str = "web",
        on: date | None = None,
    ) -> tuple[Preview, ...]:
        """Return its screens; none where visitors never meet it, or while drafts are refused.

        A version of a law that does not hold today is shown on a day on which it does.
        """
        drafts = await self.room.drafts_of(operator)
        paper, text = await paper_of(self.room, drafts, file)
        on = on or _day_in(text, day_of(self.room.clock()))
        try:
            guide = await guide_of(self.room, texts_of(drafts), on)
        except RefusedError:
            return ()
        found = ID.search(text)
        about = found[1] if found else ""
        seen = previews.screens_about(
            paper.kind, about, guide, language, lambda said: self.pages.say(said, language)
        )
        return tuple(
            Preview(each.title, self._page(each, paper.kind, language, channel)) for each in seen
        )

    def _page(self, seen: previews.Seen, kind: Kind, language: Language, channel: str) -> Page:
        # What stands there before a language is chosen and after Exit is said in all of them.
        is_in_all = kind is Kind.WORDS_OF_THE_DAY or seen.title == previews.FIRST_SCREEN
        return self.pages.page(seen.screen, None if is_in_all else language, channel=channel)


def _day_in(text: str, today: date) -> date | None:
    """Return the day nearest to today on which a text holds, or None where that is today."""
    try:
        first, last = (
            date.fromisoformat(found[1]) if (found := day.search(text)) else None
            for day in (FIRST_DAY, LAST_DAY)
        )
    except ValueError:
        return None
    if first is not None and first > today:
        return first
    return last if last is not None and last < today else None
