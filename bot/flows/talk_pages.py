"""The lines of a talk on pages: whole lines where they fit, pieces where they do not, none lost."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from unicodedata import category

from bot.domain.case import By, Line
from bot.domain.text import Text, Verbatim, _

# Counted as messengers count: in units of UTF-16.
LONGEST_PAGE: Final = 2000
# What stands before a line, in any language.
MARK: Final = 40
LONGEST_PIECE: Final = LONGEST_PAGE - MARK
# A long line is cut behind a space if there is one so near to the end of the piece.
NEAR: Final = 80
LAST_OF_ONE_UNIT: Final = "\uffff"
JOINER: Final = "\u200d"
TONES: Final = range(0x1F3FB, 0x1F400)
# Signs that would turn the rest of the page around.
TURNING: Final = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}

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
    return "".join(_shown(sign) for sign in words.replace("\r\n", "\n")).strip()


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


def _shown(sign: str) -> str:
    if sign == "\n":
        return sign
    if ord(sign) in TURNING:
        return ""
    return " " if category(sign) in ("Cc", "Cs") else sign


def _units(words: Sequence[str]) -> int:
    return sum(1 + (sign > LAST_OF_ONE_UNIT) for sign in words)


def _end_of(words: str, start: int, longest: int) -> int:
    end, used = start, 0
    while end < len(words) and used + _units(words[end]) <= longest:
        used += _units(words[end])
        end += 1
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
