"""A screen in words: what a channel shows and what is stored as wanted."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    """An option in words."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Page:
    """Words and buttons, ready to be shown; `keepsake` travels with the buttons only."""

    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    keepsake: str = ""

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Return all buttons in the order in which they are numbered."""
        return tuple(button for row in self.rows for button in row)

    def __repr__(self) -> str:
        # A page may hold words of a visitor.
        return "Page(…)"
