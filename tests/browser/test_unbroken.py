"""A page that is closed in the middle of a look leaves the store as it should be."""

import asyncio

import anyio
import pytest

from bot.domain.errors import StoreError
from bot.http.unbroken import unbroken


async def test_what_has_begun_is_finished_though_whoever_waited_is_gone() -> None:
    begun, may_end, done = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def works() -> None:
        begun.set()
        await may_end.wait()
        await asyncio.sleep(0)
        done.set()

    async with anyio.create_task_group() as page:
        page.start_soon(lambda: unbroken(works()))
        await begun.wait()
        page.cancel_scope.cancel()
    may_end.set()

    async with asyncio.timeout(5):
        await done.wait()


async def test_whoever_still_waits_is_told_what_went_wrong() -> None:
    async def fails() -> None:
        raise StoreError("away")

    with pytest.raises(StoreError):
        await unbroken(fails())
