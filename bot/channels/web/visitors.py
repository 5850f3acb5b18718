"""Everything the visitor's page may ask for; it decides nothing itself."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from bot.channels.web.utterances import Says
from bot.domain.page import Page
from bot.services.ports import Arrival, Clock
from bot.services.showing import ShowPage

OWN_WORD: Final = "/word"


@dataclass(frozen=True, slots=True)
class Visitors:
    """The use cases of a visitor, put together by the composition.

    `stranger` is the first screen, of which nothing is kept; `numbers` the page that needs no
    store, `emergency` the same for when nothing else works; `neutral` the words of the page that
    Exit leaves, unless `exit_to` is another site.
    """

    converse: Callable[[Arrival], Awaitable[None]]
    show: ShowPage
    translator: Says
    clock: Clock
    stranger: Callable[[], Page]
    numbers: Callable[[], Page]
    emergency: Callable[[], Page]
    neutral: Callable[[], str]
    exit_to: str = OWN_WORD
    is_secure: bool = False
