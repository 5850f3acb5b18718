"""The visitor's page as one application, to be mounted at /."""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.channels.web.answers import Answers
from bot.channels.web.drawing import open_drawing
from bot.channels.web.guard import Guard
from bot.channels.web.leaving import Leaving
from bot.channels.web.limits import Limits
from bot.channels.web.live import Live
from bot.channels.web.messenger import WebMessenger
from bot.channels.web.pages import Front
from bot.channels.web.visitors import Visitors
from bot.domain.errors import StoreError

NO_ROBOTS = "User-agent: *\nDisallow: /\n"


def visitors_app(
    visitors: Visitors, messenger: WebMessenger, limits: Limits | None = None
) -> ASGIApp:
    """Return the page over its use cases and the windows that it opens."""
    answers = Answers(visitors, open_drawing(visitors.translator))
    limits = limits or Limits(messenger)
    front, live = Front(visitors, answers, limits), Live(visitors, answers, messenger, limits)
    leaving = Leaving(visitors, answers)
    routes = [
        Route("/", front.show),
        Route("/", front.act, methods=["POST"]),
        Route("/exit", leaving.leave, methods=["POST"]),
        Route("/word", leaving.word),
        Route("/live", live.stream),
        Route("/new", live.news),
        Route("/robots.txt", _robots),
    ]
    app = Starlette(routes=routes)
    guard = Guard(app, answers)
    app.add_exception_handler(StoreError, guard.store_away)
    app.add_exception_handler(HTTPException, guard.refused)
    app.add_exception_handler(Exception, guard.failed)
    return guard


async def _robots(_: Request) -> Response:
    """Ask search engines to stay away."""
    return PlainTextResponse(NO_ROBOTS)
