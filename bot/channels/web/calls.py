"""Finds the numbers in a text that can be called."""

import re
from dataclasses import dataclass
from typing import Final

SHORT: Final = ("102", "103", "111", "112")
# A number in full: as the directory writes it, or as people in Kazakhstan write it.
GAP: Final = r"[ \u00a0\u202f()-]{0,2}"
FULL: Final = rf"(?:\+7|(?<![+\w])8){GAP}\d{{3}}{GAP}\d{{3}}{GAP}\d{{2}}{GAP}\d{{2}}(?![\w-]*\d)"
# A number that stands alone: no part of a date, of an hour or of a longer number.
ALONE: Final = rf"(?<![\w+#№/-])(?<!\d[.,:])(?:{'|'.join(SHORT)})(?!\w|[.,:/-]\d)"
CALLED: Final = re.compile(rf"{FULL}|{ALONE}")
# Articles, flats and the app of the police are named by numbers too.
NAMED_BEFORE: Final = re.compile(
    r"(?:№|\b(?:ст|стать[а-яё]+|art|article|room|flat|apt|house|кв|каб|дом|үй|пәтер|бөлме"
    r"|приложени[а-яё]+)\.?)\s*[«“\"]?$",
    re.IGNORECASE,
)
NAMED_AFTER: Final = re.compile(
    r"^(?:[»”\"]?\s*(?:қолданба|app\b|АЕК|МРП|MCI|тенге|теңге|tenge|₸|%|-?\s?ба[пб]|стать)"
    r"|-(?:й|я|е|го|му|м|ой|ый|ая|ое|ю)\b)",
    re.IGNORECASE,
)
# In a row with other numbers it is one of those: "106, 111, 112-1".
ROW: Final = re.compile(r"\d+(?:(?:, ?| |-| и | және | не | and | или | or )\d+(?![\d/:]))+")
# Words that reach this far decide what a number means.
NEAR: Final = 24


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, and where they lead when they are a number to be called."""

    words: str
    call: str = ""


def pieces(words: str) -> tuple[Piece, ...]:
    """Cut words into what is said and what can be called; together they are the words again."""
    others = _rows_of_others(words)
    cut: list[Piece] = []
    done = 0
    for found in CALLED.finditer(words):
        start, end = found.span()
        if found[0] in SHORT and (_is_a_name(words, start, end) or start in others):
            continue
        if start > done:
            cut.append(Piece(words[done:start]))
        cut.append(Piece(found[0], re.sub(r"[^\d+]", "", found[0])))
        done = end
    return (*cut, Piece(words[done:])) if done < len(words) else tuple(cut)


def begins_with_call(line: str) -> bool:
    """Tell whether a line is an entry of a list of numbers: one to call, and what it is."""
    first, *others = pieces(line) or (Piece(""),)
    return bool(first.call) and all(other.words.startswith(" ") for other in others[:1])


def _is_a_name(words: str, start: int, end: int) -> bool:
    before, after = words[max(0, start - NEAR) : start], words[end : end + NEAR]
    return bool(NAMED_BEFORE.search(before) or NAMED_AFTER.search(after))


def _rows_of_others(words: str) -> frozenset[int]:
    """Return the places that belong to rows in which other numbers stand."""
    rows = (
        row for row in ROW.finditer(words) if any(_is_other(n) for n in re.findall(r"\d+", row[0]))
    )
    return frozenset(place for row in rows for place in range(*row.span()))


def _is_other(number: str) -> bool:
    return len(number) > 1 and number not in SHORT
