"""The desk as one application, to be mounted at /desk."""

from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from bot.console import (
    accounts,
    audit,
    board,
    charts,
    directory,
    fresh,
    knowledge,
    sign_in,
    welcome,
    work,
)
from bot.console.access import Door
from bot.console.desk import DeskServices
from bot.console.guard import Guard, Refuses
from bot.console.pages import open_pages
from bot.domain.errors import HelplineError

STATIC: Final = Path(__file__).parent / "static"
PARTS: Final = (sign_in, welcome, work, board, charts, knowledge, directory, fresh, accounts, audit)


def desk_app(desk: DeskServices) -> Starlette:
    """Return the pages of the desk over its use cases."""
    door = Door(desk, open_pages(desk.translator))
    refuses = Refuses(door)
    routes: list[BaseRoute] = [Mount("/static", StaticFiles(directory=STATIC))]
    for part in PARTS:
        routes += part.routes(door)
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, door=door)],
        exception_handlers={HelplineError: refuses.helpline, HTTPException: refuses.framework},
    )
