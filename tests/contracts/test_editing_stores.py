"""Every store keeps drafts, locks and the history of knowledge alike."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.editing import Alteration, Change, Deed, Draft, Lock
from bot.domain.errors import NotAllowedError
from bot.domain.operator import OperatorId
from bot.storage.embedded import SqlStore, open_embedded
from bot.storage.secrecy import MasterKey
from tests.contracts.conftest import Store

NOW = datetime(2026, 11, 23, 20, 15, 0, 123000, tzinfo=UTC)
MOMENT = timedelta(milliseconds=1)
DINA, SAULE = OperatorId(1), OperatorId(2)
UMIT, CARD = "centres/astana-umit.yaml", "rights/protective_order.yaml"
DRAFT = Draft(DINA, UMIT, "id: AST-01\n", "id: AST-01\nhours: “әр күн”\n", NOW)
LOCK = Lock(UMIT, DINA, NOW + timedelta(minutes=10))
OF_ONE = Change(
    0, NOW, DINA, Deed.PUBLISHED, (Alteration(UMIT, None, "c\n"), Alteration(CARD, "a", "b"))
)


async def test_a_draft_is_read_back_exactly_by_its_own_editor_only(store: Store) -> None:
    removal = Draft(DINA, CARD, "old", None, NOW)
    begun = Draft(SAULE, UMIT, None, "", NOW)
    async with store.transaction() as work:
        for draft in (removal, DRAFT, begun):
            await work.drafts.save(draft)
    async with store.transaction() as work:
        assert list(await work.drafts.of(DINA)) == [DRAFT, removal]
        assert list(await work.drafts.of(SAULE)) == [begun]
        assert list(await work.drafts.of(OperatorId(3))) == []


async def test_a_newer_draft_takes_the_place_of_the_older(store: Store) -> None:
    newer = replace(DRAFT, base=None, text="new", saved_at=NOW + MOMENT)
    async with store.transaction() as work:
        await work.drafts.save(DRAFT)
        await work.drafts.save(newer)
        assert list(await work.drafts.of(DINA)) == [newer]
        await work.drafts.forget(SAULE, UMIT)
        assert list(await work.drafts.of(DINA)) == [newer]
        await work.drafts.forget(DINA, UMIT)
        assert list(await work.drafts.of(DINA)) == []


async def test_drafts_that_nobody_touches_are_forgotten(store: Store) -> None:
    newer = replace(DRAFT, file=CARD, saved_at=NOW + MOMENT)
    async with store.transaction() as work:
        await work.drafts.save(DRAFT)
        await work.drafts.save(newer)
        await work.drafts.forget_before(NOW)
        assert list(await work.drafts.of(DINA)) == [DRAFT, newer]
        await work.drafts.forget_before(NOW + MOMENT)
        assert list(await work.drafts.of(DINA)) == [newer]


async def test_whoever_comes_second_sees_who_holds_the_lock(store: Store) -> None:
    hers = replace(LOCK, operator=SAULE)
    async with store.transaction() as work:
        assert await work.locks.take(LOCK, NOW) == LOCK
        assert await work.locks.take(hers, NOW) == LOCK
        assert list(await work.locks.all(NOW)) == [LOCK]
        await work.locks.give_back(SAULE, UMIT)
        assert list(await work.locks.all(NOW)) == [LOCK]
        await work.locks.give_back(DINA, UMIT)
        assert await work.locks.take(hers, NOW) == hers


async def test_a_lock_is_renewed_by_its_holder_and_runs_out_by_itself(store: Store) -> None:
    renewed = replace(LOCK, until=LOCK.until + timedelta(minutes=5))
    hers = replace(LOCK, operator=SAULE, until=renewed.until + timedelta(minutes=10))
    async with store.transaction() as work:
        await work.locks.take(LOCK, NOW)
        assert await work.locks.take(renewed, NOW) == renewed
        assert await work.locks.take(hers, renewed.until - MOMENT) == renewed
        assert list(await work.locks.all(renewed.until)) == []
        assert await work.locks.take(hers, renewed.until) == hers


async def test_locks_of_other_files_are_other_locks(store: Store) -> None:
    hers = Lock(CARD, SAULE, NOW + timedelta(minutes=1))
    async with store.transaction() as work:
        assert await work.locks.take(LOCK, NOW) == LOCK
        assert await work.locks.take(hers, NOW) == hers
        assert list(await work.locks.all(NOW)) == [LOCK, hers]


async def test_the_history_shows_the_newest_first_page_by_page(store: Store) -> None:
    undone = Change(0, NOW + MOMENT, SAULE, Deed.UNDONE, (Alteration(UMIT, "c\n", None),), 1)
    outside = Change(0, NOW + MOMENT, None, Deed.IN_FILES, (Alteration(CARD, "b", "d"),))
    async with store.transaction() as work:
        numbers = [await work.history.add(each) for each in (OF_ONE, undone, outside)]
        assert numbers == [1, 2, 3]
    kept = [
        replace(each, number=number) for number, each in enumerate((OF_ONE, undone, outside), 1)
    ]
    async with store.transaction() as work:
        latest = work.history.latest
        assert list(await latest(10)) == kept[::-1]
        assert list(await latest(2)) == kept[:0:-1]
        assert list(await latest(10, before=3)) == kept[1::-1]
        assert list(await latest(10, file=UMIT)) == kept[1::-1]
        assert list(await latest(1, file=CARD, before=3)) == kept[:1]
        assert await work.history.find(2) == kept[1]
        assert await work.history.find(4) is None


async def test_a_change_is_forgotten_with_its_texts(store: Store) -> None:
    later = replace(OF_ONE, at=NOW + MOMENT)
    async with store.transaction() as work:
        first, second = await work.history.add(OF_ONE), await work.history.add(later)
        await work.history.forget_before(NOW + MOMENT)
        assert await work.history.find(first) is None
        assert list(await work.history.latest(10, file=UMIT)) == [replace(later, number=second)]
        await work.history.forget(second)
        assert list(await work.history.latest(10)) == []
        assert list(await work.history.latest(10, file=UMIT)) == []


async def change_everything_and_fail(store: Store) -> None:
    async with store.transaction() as work:
        await work.drafts.save(DRAFT)
        await work.locks.take(LOCK, NOW)
        await work.history.add(OF_ONE)
        raise NotAllowedError


async def test_nothing_of_a_transaction_that_fails_is_there(store: Store) -> None:
    with pytest.raises(NotAllowedError):
        await change_everything_and_fail(store)

    async with store.transaction() as work:
        assert list(await work.drafts.of(DINA)) == []
        assert list(await work.locks.all(NOW)) == []
        assert list(await work.history.latest(10)) == []


async def test_of_many_that_come_at_once_exactly_one_gets_the_lock(store: Store) -> None:
    async def take(number: int) -> Lock:
        mine = Lock(UMIT, OperatorId(number), NOW + timedelta(minutes=10))
        async with store.transaction() as work:
            return await work.locks.take(mine, NOW)

    held = await asyncio.gather(*(take(number) for number in range(1, 9)))

    assert len(set(held)) == 1


async def test_two_processes_never_hold_one_lock(tmp_path: Path) -> None:
    master = MasterKey(b"m" * 32)

    async def take(store: SqlStore, operator: OperatorId) -> Lock:
        async with store.transaction() as work:
            return await work.locks.take(replace(LOCK, operator=operator), NOW)

    async with open_embedded(tmp_path, master) as one, open_embedded(tmp_path, master) as other:
        held = await asyncio.gather(take(one, DINA), take(other, SAULE))

    assert held[0] == held[1]
