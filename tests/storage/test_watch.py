"""A store notices what another process has changed, and two processes take turns."""

import asyncio
import subprocess
import sys
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.case import Case, Status
from bot.domain.errors import StoreError
from bot.domain.operator import OperatorId
from bot.storage.embedded import SqlStore
from tests.conftest import NOW
from tests.storage.conftest import Opening
from tests.storage.test_case_keys import WAITING

CODE = """
import asyncio, pathlib, sys
from datetime import UTC, datetime
from bot.services.desk_ports import Act, Noted
from bot.storage.embedded import open_embedded
from bot.storage.secrecy import MasterKey

async def changes():
    async with open_embedded(pathlib.Path(sys.argv[1]), MasterKey(b"m" * 32)) as store:
        async with store.transaction() as work:
            if sys.argv[2] == "writes":
                await work.audit.note(Noted(datetime.now(UTC), Act.LOOKED))
            else:
                await work.audit.latest(1)

asyncio.run(changes())
"""


async def another_process(folder: Path, what: str) -> None:
    command = [sys.executable, "-c", CODE, str(folder), what]
    await asyncio.to_thread(subprocess.run, command, check=True, timeout=60)


async def test_what_another_process_writes_is_noticed(store: SqlStore, tmp_path: Path) -> None:
    before = await store.data_version()
    await another_process(tmp_path, "reads")
    assert await store.data_version() == before

    await another_process(tmp_path, "writes")
    after = await store.data_version()

    assert after != before
    assert await store.data_version() == after


async def test_watching_holds_nobody_up(store: SqlStore) -> None:
    async with store.transaction() as work:
        inside = await store.data_version()
        await work.tries.wrong("a", NOW)
        assert await store.data_version() == inside
    assert await store.data_version() != inside


async def test_a_store_that_is_closed_cannot_be_watched(opening: Opening) -> None:
    async with opening() as store:
        pass
    with pytest.raises(StoreError):
        await store.data_version()


async def take(
    opened: AbstractAsyncContextManager[SqlStore], number: int, ready: asyncio.Barrier
) -> int | None:
    async with opened as store:
        await ready.wait()
        async with store.transaction() as work:
            case = await work.cases.find(WAITING.id)
            assert case is not None
            if case.status is not Status.WAITING:
                return None
            await work.cases.save(case.offered_to(OperatorId(number), NOW))
            return number


async def found(store: SqlStore) -> Case | None:
    async with store.transaction() as work:
        return await work.cases.find(WAITING.id)


async def test_of_two_stores_on_the_same_files_one_gets_the_case(opening: Opening) -> None:
    async with opening() as store:
        async with store.transaction() as work:
            await work.cases.save(WAITING)
        ready = asyncio.Barrier(2)
        took = await asyncio.gather(take(opening(), 1, ready), take(opening(), 2, ready))
        winner = next(number for number in took if number is not None)

        assert took.count(None) == 1
        assert await found(store) == replace(
            WAITING, status=Status.OFFERED, operator=OperatorId(winner), offered_at=NOW
        )
