"""The list of all files of knowledge: search, kinds, drafts, and what is refused."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlencode

from starlette.responses import Response

from bot.console import knowledge_texts as texts
from bot.console.access import Visit
from bot.console.refusals import refusal_of
from bot.domain.calendar import day_of
from bot.domain.editing import Kind, Paper
from bot.domain.errors import FileNameRefusedError, RefusedError
from bot.domain.text import Text

LIST: Final = "/desk/knowledge"
EDIT: Final = "/desk/knowledge/edit"
DUE_WITHIN: Final = timedelta(days=30)
SEARCH_AT_MOST: Final = 100


async def show(visit: Visit) -> Response:
    """Show the files that are looked for."""
    return await page(visit)


async def page(visit: Visit, status: int = 200, **more: object) -> Response:
    """Return the list, with whatever was just refused."""
    asked = visit.request.query_params
    search, kind = asked.get("q", "")[:SEARCH_AT_MOST].strip(), kind_in(asked.get("kind", ""))
    overview = await visit.desk.editors.list_papers(visit.me.id, search, kind)
    today = day_of(visit.desk.clock())
    values: dict[str, object] = {
        "overview": overview,
        "search": search,
        "kind": kind,
        "ages": {row.paper.name: age_of(row.paper, today) for row in overview.rows},
        "done": texts.DONE.get(asked.get("done", "")),
        "to_check": (await visit.desk.view_unanswered(visit.me.id)).to_check,
        "sentence": None,
        "complaints": (),
    }
    return visit.page("knowledge/list.html", status, **{**values, **common(), **more})


async def publish(visit: Visit) -> Response:
    """Publish all drafts together, or none."""
    try:
        await visit.desk.editors.publish(visit.me.id, visit.all_given("file"))
    except RefusedError as error:
        return await page(visit, 422, sentence=texts.NOT_PUBLISHED, complaints=error.complaints)
    return visit.goes_to(f"{LIST}?done=published")


async def begin(visit: Visit) -> Response:
    """Show the page for a new file."""
    return _new(visit)


async def make(visit: Visit) -> Response:
    """Begin a new file as a draft."""
    kind = kind_in(visit.given("kind")) or Kind.CENTRE
    try:
        opened = await visit.desk.editors.begin_paper(visit.me.id, kind, visit.given("name"))
    except FileNameRefusedError as error:
        status, sentence = refusal_of(error)
        return _new(visit, status, sentence)
    return visit.goes_to(edit_path(opened.paper.name))


def _new(visit: Visit, status: int = 200, sentence: Text | None = None) -> Response:
    kind = kind_in(visit.given("kind") or visit.request.query_params.get("kind", ""))
    return visit.page(
        "knowledge/new.html",
        status,
        sentence=sentence,
        kind=kind or Kind.CENTRE,
        name=visit.given("name"),
        **common(),
    )


def kind_in(words: str) -> Kind | None:
    """Read a kind from an address; anything else is none."""
    return Kind(words) if words in set(Kind) else None


def age_of(paper: Paper, today: date) -> str:
    """Return how fresh a file is, as a word that styles and texts know."""
    if paper.due_on is None:
        return ""
    if paper.due_on < today:
        return "past"
    return "due" if paper.due_on <= today + DUE_WITHIN else "fresh"


def edit_path(file: str, **more: str) -> str:
    """Return where a file is edited."""
    asked = {"file": file, **{name: value for name, value in more.items() if value}}
    return f"{EDIT}?{urlencode(asked)}"


def common() -> Mapping[str, object]:
    """Return what the templates of the editors' desk have in common."""
    return {"texts": texts, "edit_path": edit_path, "Kind": Kind}
