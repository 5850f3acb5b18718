"""A QR code as the path of a picture of any size."""

from typing import Final

import segno

QUIET_ZONE: Final = 4


def path_of_code(words: str, error: str, *, boosts: bool = True) -> tuple[int, str]:
    """Return the side of a QR code in modules, and the path that draws its dark ones.

    `error` is the level of correction; `boosts` where a higher one may be taken if it fits.
    """
    made = segno.make(words, error=error, boost_error=boosts, micro=False)
    rows = tuple(made.matrix_iter(border=QUIET_ZONE))
    dark = (
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    return len(rows), "".join(dark)
