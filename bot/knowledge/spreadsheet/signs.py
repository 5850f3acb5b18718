"""Signs that a spreadsheet would take for something else: escaped going out, restored coming in."""

import re
from typing import Final

# A cell that begins like this may be run as a formula by a program that opens it.
RISKY: Final = re.compile(r"'*[=+\-@\t]")
ESCAPED: Final = re.compile(r"''*[=+\-@\t]")
# Signs that a workbook cannot hold, and _x0041_, of which every program there makes an A.
UNSAID: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff␛]|_(?=x[0-9A-Fa-f]{4}_)",
)
WRITTEN_OUT: Final = re.compile(r"␛([0-9A-F]{4});")
# What is cut from both ends of a text, exactly as the files of knowledge are read.
WHITE: Final = "\t\n\x0b\x0c\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B)))
WHITE_ENDS: Final = WHITE + "\u2028\u2029\u202f\u205f\u3000"


def guarded(words: str) -> str:
    """Return words as a cell that no program takes for a formula."""
    said = UNSAID.sub(lambda found: f"␛{ord(found[0]):04X};", words)
    return f"'{said}" if RISKY.match(said) else said


def unguarded(cell: str) -> str:
    """Return the words of a cell."""
    said = cell.replace("\r\n", "\n").strip(WHITE_ENDS)
    said = said[1:] if ESCAPED.match(said) else said
    return WRITTEN_OUT.sub(lambda found: chr(int(found[1], 16)), said)
