"""What to do first: for whoever installs the desk, for a lead, for an operator."""

from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from bot.console.access import SIGN_IN_PATH, Caller, Door


def routes(door: Door) -> list[BaseRoute]:
    """Return the routes of this part."""
    return [door.open("/welcome", show)]


async def show(caller: Caller) -> Response:
    """Show the first steps; to strangers only while nobody has an account."""
    if caller.operator is None and await caller.desk.read_accounts.are_there():
        return RedirectResponse(SIGN_IN_PATH, 303)
    return caller.page("welcome.html")
