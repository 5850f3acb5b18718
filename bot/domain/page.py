"""A screen in words: what a channel shows and what is stored as wanted."""

from dataclasses import dataclass

from bot.domain.language import Language


@dataclass(frozen=True, slots=True)
class Button:
    """An option in words."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Page:
    """Words and buttons, ready to be shown; `keepsake` travels with the buttons only.

    `language` is None where the words stand in all of them; `locates` tells that a location is an
    answer here.
    """

    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    keepsake: str = ""
    language: Language | None = None
    locates: bool = False

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Return all buttons in the order in which they are numbered."""
        return tuple(button for row in self.rows for button in row)

    def __repr__(self) -> str:
        # A page may hold words of a visitor.
        return "Page(…)"
