"""Messages that nothing was learned from: some to tune with, the others to test with."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import yaml

from bot.domain.meaning import Intent

HERE: Final = Path(__file__).parent
STYLES: Final = ("kazakh", "kazakh_other", "russian", "english")
DANGEROUS: Final = frozenset({Intent.DANGER_NOW, Intent.SELF_HARM})


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody might type, in which style of writing, and what it means.

    A failing test names its place and never its words: whoever reads them tunes to them.
    """

    style: str
    intent: Intent
    number: int
    text: str = field(repr=False)

    def __str__(self) -> str:
        """Return where the message stands."""
        return f"{self.style} {self.intent} {self.number}"

    @property
    def is_dangerous(self) -> bool:
        """Tell whether a life is in danger."""
        return self.intent in DANGEROUS


def _messages_in(folder: str) -> Iterator[Message]:
    for style in STYLES:
        with (HERE / folder / f"{style}.yaml").open(encoding="utf-8") as file:
            for name, texts in yaml.safe_load(file).items():
                for number, text in enumerate(texts, 1):
                    yield Message(style, Intent(name), number, text)


HELD_OUT: Final = tuple(_messages_in("messages"))
TUNING: Final = tuple(_messages_in("tuning"))
