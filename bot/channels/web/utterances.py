"""The text of a page in paragraphs and lines, with who said a line of a talk."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from bot.channels.web.calls import begins_with_call
from bot.channels.web.view import View
from bot.domain.language import Language
from bot.domain.line import By
from bot.domain.text import Text
from bot.flows.talk import END
from bot.flows.talk_pages import MARKS

# How the drawing calls those who speak.
SPEAKERS: Final = {By.VISITOR: "hers", By.OPERATOR: "theirs"}

CALL: Final = "call"


class Says(Protocol):
    """Says a text in one language, or in all of them."""

    def say(self, text: Text, language: Language | None, between: str = ...) -> str:
        """Return the words of a text."""
        ...


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page; in a talk, all lines of one message together.

    Its kind tells whose words they are, or that it begins with a number to call.
    """

    words: str
    kind: str = ""


def is_talk(view: View) -> bool:
    """Tell whether the page shows the lines of a talk."""
    return any(button.id == END.id for row in view.rows for button in row)


def paragraphs_of(view: View, says: Says) -> tuple[tuple[Line, ...], ...]:
    """Return the lines of every paragraph of a page."""
    speakers = _beginnings(view.language, says) if is_talk(view) else {}
    return tuple(tuple(_spoken(paragraph, speakers)) for paragraph in _split(view.page.text))


def plain(words: str) -> tuple[tuple[Line, ...], ...]:
    """Return the lines of every paragraph of a text in which nobody speaks."""
    return tuple(tuple(_spoken(paragraph, {})) for paragraph in _split(words))


def _split(words: str) -> list[str]:
    return re.split(r"\n\n+", words.strip("\n"))


def _beginnings(language: Language | None, says: Says) -> dict[str, str]:
    """Return what stands before a line, and who said it then."""
    return {
        says.say(mark.given(words=""), language).rstrip(): SPEAKERS[by]
        for (by, _), mark in MARKS.items()
    }


def _spoken(paragraph: str, speakers: dict[str, str]) -> Iterator[Line]:
    """Yield the lines of a paragraph; a line that begins nothing belongs to the message before."""
    said = ""
    by = ""
    for line in paragraph.split("\n"):
        speaker = next((who for mark, who in speakers.items() if line.startswith(mark)), "")
        if by and not speaker:
            said = f"{said}\n{line}"
            continue
        if by:
            yield Line(said, by)
        said, by = line, speaker
        if not speaker:
            yield Line(line, CALL if begins_with_call(line) else "")
    if by:
        yield Line(said, by)
