"""The editors' desk: every page of it, for editors and leads only."""

from collections.abc import Awaitable, Callable
from functools import partial

from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.console import (
    knowledge_edit,
    knowledge_history,
    knowledge_list,
    knowledge_preview,
    knowledge_rehearsal,
)
from bot.console.access import Door, Visit
from bot.domain.operator import Role

Answer = Callable[[Visit], Awaitable[Response]]
# A form has three fields for each of its texts.
FIELDS_AT_MOST = 6000


def routes(door: Door) -> list[BaseRoute]:
    """Return the routes of this part."""
    get = partial(_route, door)
    post = partial(_route, door, method="POST")
    return [
        get("/knowledge", knowledge_list.show),
        post("/knowledge/publish", knowledge_list.publish),
        get("/knowledge/new", knowledge_list.begin),
        post("/knowledge/new", knowledge_list.make),
        get("/knowledge/edit", knowledge_edit.show),
        post("/knowledge/edit", knowledge_edit.act),
        get("/knowledge/preview", knowledge_preview.show),
        get("/knowledge/history", knowledge_history.show),
        post("/knowledge/undo", knowledge_history.undo),
        get("/knowledge/rehearsal", knowledge_rehearsal.show),
        post("/knowledge/rehearsal", knowledge_rehearsal.act),
    ]


def _route(door: Door, path: str, answer: Answer, method: str = "GET") -> BaseRoute:
    return door.guarded(path, answer, Role.EDITOR, Role.LEAD, method=method, fields=FIELDS_AT_MOST)
