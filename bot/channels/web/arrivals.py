"""Forms in: what a browser sends becomes what a visitor did."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Final

from starlette.datastructures import FormData

from bot.channels.web.view import NOTHING_YET
from bot.domain.conversation import Event, Located, Looked, Picked, Typed
from bot.domain.language import Language
from bot.domain.page import Page
from bot.domain.privacy import Confidential
from bot.domain.visitor import Address
from bot.flows.words import EMERGENCY, EXIT, LANGUAGE
from bot.services.ports import Arrival

# As many signs as a message of Telegram holds at most.
LONGEST_WORDS: Final = 4000
LONGEST_ID: Final = 64
# Far above every revision of a conversation that ends within hours.
LONGEST_REVISION: Final = 9
NUMBER_BYTES: Final = 7
# A button that carries nothing out: she only wants to see what is new.
LOOK: Final = "look"


@dataclass(frozen=True, slots=True)
class Asked:
    """One form: what she did, on which page; `language` stands for the switch above the page."""

    event: Event
    revision: int
    once: str
    language: Language | None = None

    @property
    def is_exit(self) -> bool:
        """Tell whether she asks to leave."""
        return isinstance(self.event, Picked) and self.event.option == EXIT.id

    @property
    def is_danger(self) -> bool:
        """Tell whether she asks for the numbers."""
        return isinstance(self.event, Picked) and self.event.option == EMERGENCY.id

    @property
    def is_look(self) -> bool:
        """Tell whether she only wants to see what is new."""
        return isinstance(self.event, Looked) and self.language is None


def asked_in(form: FormData) -> Asked:
    """Read a form; one that says nothing known only asks to look."""
    kept = _given(form, "kept")
    code = _given(form, "language")
    return Asked(
        # What our pages remember is as short as what a button of a chat holds.
        event=_event(form, kept if len(kept) <= LONGEST_ID else ""),
        revision=revision_in(_given(form, "revision")),
        once=_given(form, "once"),
        language=Language(code) if code in set(Language) else None,
    )


def revision_in(given: str) -> int:
    """Read the revision which a page shows; anything else stands for none."""
    is_one = given.isascii() and given.isdecimal() and len(given) <= LONGEST_REVISION
    return int(given) if is_one else NOTHING_YET


def arrivals_of(asked: Asked, address: Address, page: Page, *, is_new: bool) -> Iterator[Arrival]:
    """Return what is carried out for a form, in this order.

    The revision of a page from before everything was wiped says nothing about a new one.
    """
    revision = None if is_new else asked.revision
    if asked.language is None:
        number = number_of(address, asked.once, asked.event)
        yield arrival(address, asked.event, number, revision)
        return
    code, kept = asked.language.value, asked.event.keepsake
    if code not in {button.id for button in page.buttons}:
        first = Picked(LANGUAGE.id, keepsake=kept)
        yield arrival(address, first, number_of(address, asked.once, first))
    spoken = Picked(code, keepsake=kept)
    yield arrival(address, spoken, number_of(address, asked.once, spoken))


def arrival(
    address: Address, event: Event, number: int | None = None, revision: int | None = None
) -> Arrival:
    """Return what came in from a page, which asks for what is new itself."""
    return Arrival(address, event, number, revision=revision, asks=True)


def number_of(address: Address, once: str, event: Event) -> int | None:
    """Return the number under which a form is carried out once; None where it bears no mark.

    All forms of a page bear the same mark. Whoever presses 102 while another form is still on its
    way through a slow network does something else, and is heard.
    """
    if not once:
        return None
    match event:
        case Picked(option=option):
            what = f"picks {option}"
        case Typed(words=words):
            # The mark is known to nobody: from the number no word can be guessed.
            what = f"types {words.reveal()}"
        case _:
            what = type(event).__name__
    digest = hashlib.sha256(f"{address.chat}\n{once}\n{what}".encode()).digest()
    return int.from_bytes(digest[:NUMBER_BYTES])


def is_too_long(form: FormData) -> bool:
    """Tell whether more was written than one message takes."""
    return len(_words(form)) > LONGEST_WORDS


def _event(form: FormData, kept: str) -> Event:
    option, words = _given(form, "option"), _words(form)
    if option == LOOK:
        return Looked(keepsake=kept)
    if option:
        return Picked(option[:LONGEST_ID], keepsake=kept)
    if words.strip():
        return Typed(Confidential(words), keepsake=kept)
    place = _degrees(_given(form, "latitude"), 90), _degrees(_given(form, "longitude"), 180)
    if place[0] is not None and place[1] is not None:
        return Located(place[0], place[1], keepsake=kept)
    return Looked(keepsake=kept)


def _words(form: FormData) -> str:
    """Return what was typed; a form writes every end of a line with two signs."""
    return _given(form, "words").replace("\r\n", "\n")


def _degrees(words: str, limit: float) -> float | None:
    try:
        degrees = float(words)
    except ValueError:
        return None
    return degrees if isfinite(degrees) and abs(degrees) <= limit else None


def _given(form: FormData, name: str) -> str:
    found = form.get(name, "")
    return found if isinstance(found, str) else ""
