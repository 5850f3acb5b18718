"""Lets what has begun with the store be finished, also when its page is closed meanwhile."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

Found = TypeVar("Found")
# The loop knows its tasks only weakly.
_UNDER_WAY: Final[set["asyncio.Task[Any]"]] = set()


async def unbroken(work: Coroutine[Any, Any, Found]) -> Found:
    """Return what the work returns; whoever is cancelled while waiting does not cancel it.

    A stream is cancelled at every await when its page closes. A transaction broken off like that
    may hold the write lock of the store for many seconds, and everybody waits.
    """
    task = asyncio.ensure_future(work)
    _UNDER_WAY.add(task)
    task.add_done_callback(_forget)
    return await asyncio.shield(task)


def _forget(task: "asyncio.Task[Any]") -> None:
    _UNDER_WAY.discard(task)
    if not task.cancelled():
        # Where nobody waits any more, nobody is told.
        task.exception()
