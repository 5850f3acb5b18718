"""The history of the knowledge: who changed what and when, line by line, and undo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response

from bot.console import knowledge_texts as texts
from bot.console.access import Visit
from bot.console.knowledge_list import common
from bot.console.refusals import refusal_of
from bot.domain.advice import Complaint
from bot.domain.editing import Alteration, Change
from bot.domain.errors import ChangedMeanwhileError, LockedError, PaperUnknownError, RefusedError
from bot.domain.text import Text, Verbatim
from bot.services.history import differences

HISTORY: Final = "/desk/knowledge/history"
CHANGES_ON_A_PAGE: Final = 30
LINES_AT_MOST: Final = 400
NUMBER_DIGITS: Final = 9


@dataclass(frozen=True, slots=True)
class Altered:
    """One file of a change, with the lines that differ."""

    file: str
    title: Text
    lines: tuple[tuple[str, str], ...]

    @property
    def added(self) -> int:
        """Return how many lines came."""
        return sum(sign == "+" for sign, _ in self.lines)

    @property
    def removed(self) -> int:
        """Return how many lines went."""
        return sum(sign == "-" for sign, _ in self.lines)

    @property
    def shown(self) -> tuple[tuple[str, str], ...]:
        """Return as many lines as a page bears."""
        return self.lines[:LINES_AT_MOST]


@dataclass(frozen=True, slots=True)
class Entry:
    """One change as the page shows it."""

    change: Change
    altered: tuple[Altered, ...]


async def show(visit: Visit) -> Response:
    """Show what was changed, newest first."""
    return await _page(visit)


async def undo(visit: Visit) -> Response:
    """Let the texts of before a change be live again."""
    number = number_in(visit.given("number"))
    if number is None:
        raise PaperUnknownError
    try:
        await visit.desk.editors.undo(visit.me.id, number)
    except RefusedError as error:
        return await _page(visit, 422, texts.NOT_UNDONE, error.complaints)
    except (ChangedMeanwhileError, LockedError) as error:
        status, sentence = refusal_of(error)
        return await _page(visit, status, sentence)
    return visit.goes_to(f"{HISTORY}?done=undone")


async def _page(
    visit: Visit,
    status: int = 200,
    sentence: Text | None = None,
    complaints: Sequence[Complaint] = (),
) -> Response:
    asked, editors = visit.request.query_params, visit.desk.editors
    file, before = asked.get("file") or None, number_in(asked.get("before", ""))
    changes = await editors.view_history(visit.me.id, file, before)
    overview = await editors.list_papers(visit.me.id)
    titles = {row.paper.name: row.paper.title for row in overview.rows}
    is_full = len(changes) >= CHANGES_ON_A_PAGE
    return visit.page(
        "knowledge/history.html",
        status,
        entries=[entry_of(each, titles) for each in changes],
        file=file,
        title=titles.get(file or ""),
        older=changes[-1].number if is_full else None,
        is_newest=before is None,
        roles=await editors.who_edits(visit.me.id),
        sentence=sentence,
        complaints=complaints,
        done=texts.DONE.get(asked.get("done", "")),
        **common(),
    )


def entry_of(change: Change, titles: Mapping[str, Text]) -> Entry:
    """Return a change with the titles and the lines of its files."""
    return Entry(change, tuple(_altered(each, titles) for each in change.alterations))


def _altered(alteration: Alteration, titles: Mapping[str, Text]) -> Altered:
    title = titles.get(alteration.file, Verbatim(alteration.file))
    return Altered(alteration.file, title, differences(alteration.before, alteration.after))


def number_in(words: str) -> int | None:
    """Read the number of a change; anything else is none."""
    is_number = words.isascii() and words.isdecimal() and len(words) <= NUMBER_DIGITS
    return int(words) if is_number else None
