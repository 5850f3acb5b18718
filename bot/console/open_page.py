"""What the stream of a page needs to know of a visit."""

from collections.abc import Callable, Coroutine, Mapping
from datetime import timedelta
from typing import Any

from bot.console.access import Visit
from bot.http.streams import OpenPage

Draw = Callable[[], Coroutine[Any, Any, Mapping[str, str]]]


def open_page(visit: Visit, draw: Draw, together: timedelta) -> OpenPage:
    """Return a page that is drawn as long as the session stands, and keeps its operator here."""

    async def seen() -> None:
        await visit.desk.seen(visit.me.id)

    return OpenPage(visit.desk.live, visit.desk.clock, visit.goes_on, seen, draw, together)
