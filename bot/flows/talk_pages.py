"""The lines of a talk on pages: whole lines where they fit, pieces where they do not, none lost."""

import re
from collections.abc import Iterable, Iterator
from typing import Final
from unicodedata import category

from bot.domain.line import By, Line
from bot.domain.text import Text, Verbatim, _

# Counted as messengers count: in units of UTF-16.
LONGEST_PAGE: Final = 2000
# What stands before a line, in any language.
MARK: Final = 40
LONGEST_PIECE: Final = LONGEST_PAGE - MARK
# A long line is cut behind a space if there is one so near to the end of the piece.
NEAR: Final = 80
JOINER: Final = "\u200d"
TONES: Final = range(0x1F3FB, 0x1F400)
# Signs that would turn the rest of the page around.
TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Signs that cannot be shown: control characters but the line break, and halves of signs.
NOT_SHOWN: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")

# Translators: who wrote a line of the talk; "you" is polite.
MARKS: Final = {
    (By.VISITOR, False): _("You: {words}"),
    (By.VISITOR, True): _("You (changed): {words}"),
    (By.OPERATOR, False): _("Operator: {words}"),
}


def pages_of(lines: Iterable[Line]) -> tuple[tuple[Text, ...], ...]:
    """Return the pages of a talk, the newest first; on each the newest line stands at the end."""
    pages: list[list[Text]] = [[]]
    used = 0
    pieces = [piece for line in lines for piece in _pieces(line)]
    for text, size in reversed(pieces):
        if used + size > LONGEST_PAGE and pages[-1]:
            pages.append([])
            used = 0
        pages[-1].append(text)
        used += size
    return tuple(tuple(reversed(page)) for page in pages)


def plain(words: str) -> str:
    """Return words without what cannot be shown or would garble the page; line breaks stay."""
    return NOT_SHOWN.sub(" ", TURNING.sub("", words.replace("\r\n", "\n"))).strip()


def cut(words: str, longest: int = LONGEST_PIECE) -> Iterator[str]:
    """Cut words into pieces that are short enough; together they are the words again."""
    start = 0
    while start < len(words):
        end = _end_of(words, start, longest)
        yield words[start:end]
        start = end


def _pieces(line: Line) -> Iterator[tuple[Text, int]]:
    mark = MARKS.get((line.by, line.is_edited))
    for number, piece in enumerate(cut(plain(line.words))):
        size = _units(piece) + MARK
        if number:
            yield Verbatim(f"… {piece}"), size
        else:
            yield (mark.given(words=piece) if mark else Verbatim(piece)), size


def _units(words: str) -> int:
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def _end_of(words: str, start: int, longest: int) -> int:
    end = min(start + longest, len(words))
    while (over := _units(words[start:end]) - longest) > 0:
        # A sign has one unit or two: so many at least are too many.
        end = max(end - (over + 1) // 2, start + 1)
        if end == start + 1:
            break
    if end == len(words):
        return end
    near = max(end - NEAR, start + 1)
    spaces = [place for place in range(near, end) if words[place].isspace()]
    if spaces:
        return spaces[-1] + 1
    whole = [place for place in range(near, end + 1) if not _belongs_together(words, place)]
    return whole[-1] if whole else end


def _belongs_together(words: str, place: int) -> bool:
    """Tell whether a cut here would tear apart what is read as one sign."""
    before, after = words[place - 1], words[place]
    is_mark = category(after).startswith("M") or ord(after) in TONES
    return is_mark or JOINER in (before, after)
