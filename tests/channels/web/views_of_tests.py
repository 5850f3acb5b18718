"""Pages to be drawn, and what stands on them then."""

from typing import Final

from bot.channels.web.drawing import Drawing
from bot.channels.web.view import View
from bot.domain.conversation import State
from bot.domain.guide import Guide
from bot.domain.language import Language
from bot.domain.page import Button, Page
from bot.flows import engine
from bot.translation.translator import Translator
from tests.journeys.drawn import Drawn, Element, read_page

WORD: Final = "/word"
ELSEWHERE: Final = "https://www.weather.example/almaty?day=2"
WAYS_OUT: Final = (Button("go.danger", "102"), Button("exit", "Exit"))


def view_of(state: State, guide: Guide, translator: Translator) -> View:
    """Return what a visitor in this place is to see."""
    screen = engine.screen_of(engine.look(state, guide))
    page = translator.page(screen, state.told.language, channel="web")
    return View(page, WORD, revision=7, once="abcdefghijkl", wipe_in=1800)


def a_view(text: str = "Hello", *rows: tuple[Button, ...], keepsake: str = "") -> View:
    """Return a page with these words and options."""
    page = Page(text, (*rows, WAYS_OUT), keepsake, Language.ENGLISH)
    return View(page, WORD, revision=7, once="mark")


def drawn(drawing: Drawing, view: View) -> Drawn:
    """Return what a browser makes of a view."""
    return read_page(drawing.whole(view))


def one(page: Drawn, name: str) -> Element:
    """Return the part of a name, which has to be there."""
    found = page.find(name)
    assert found is not None, f"{name} is not on the page"
    return found


def tels(numbers: str) -> set[str]:
    """Return where links to these numbers lead."""
    return {f"tel:{number}" for number in numbers.split()}
