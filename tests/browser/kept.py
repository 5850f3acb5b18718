"""What lies in the program's files of visitors at this moment."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from bot.storage.embedded import WORDS_FILE

PATIENCE: Final = 20.0
A_MOMENT: Final = 0.05


def conversations(var: Path) -> int:
    """Count the conversations of which anything is kept."""
    with closing(sqlite3.connect(var / WORDS_FILE, timeout=20)) as opened:
        found: int = opened.execute("select count(*) from conversations").fetchone()[0]
    return found


async def all_forgotten(var: Path) -> None:
    """Wait until nothing is kept of anybody."""
    async with asyncio.timeout(PATIENCE):
        while conversations(var):  # noqa: ASYNC110 - the files ring no bell
            await asyncio.sleep(A_MOMENT)


def bytes_of(var: Path) -> bytes:
    """Return everything that lies in the files."""
    return b"".join(file.read_bytes() for file in sorted(var.rglob("*")) if file.is_file())
