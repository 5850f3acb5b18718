"""What a button carries: which page it stood on, what only the chat remembers, what it means."""

from typing import Final

from bot.domain.conversation import Picked

# Telegram takes at most so many bytes with a button.
LONGEST: Final = 64
PARTS: Final = 3


def written(revision: int, keepsake: str, option: str) -> str:
    """Return the data of a button."""
    return f"{revision:x}:{keepsake}:{option}"


def read(data: str) -> tuple[int, Picked] | None:
    """Return the revision and what was picked, or None for data that is not ours."""
    parts = data.split(":")
    if len(parts) != PARTS or not data.isascii():
        return None
    try:
        revision = int(parts[0], 16)
    except ValueError:
        return None
    return revision, Picked(parts[2], keepsake=parts[1])
