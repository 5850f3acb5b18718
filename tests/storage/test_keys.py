"""Forgetting is losing the key: afterwards no file and no copy can be read."""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.errors import HelplineError
from bot.domain.retention import KEYS_KEPT
from bot.storage.embedded import KEYS_FILE, WORDS_FILE, SqlStore, open_embedded
from bot.storage.secrecy import MasterKey
from tests.conftest import NOW
from tests.storage.conftest import (
    HER_CHAT,
    HER_CONVERSATION,
    WORDS,
    Opening,
    bytes_in,
    forget,
    keep,
    read,
)


class ChangedMyMindError(HelplineError):
    """Breaks a transaction off."""


def wrapped_keys(folder: Path) -> list[bytes]:
    with closing(sqlite3.connect(folder / KEYS_FILE)) as connection:
        return [row[0] for row in connection.execute("select wrapped from keys")]


def copy_words(folder: Path, to: Path) -> None:
    for file in folder.glob(f"{WORDS_FILE}*"):
        shutil.copy(file, to)


async def fail(store: SqlStore, *, forgetting: bool) -> None:
    async with store.transaction() as work:
        if forgetting:
            await work.conversations.forget(HER_CONVERSATION.visitor)
        else:
            await work.conversations.save(HER_CONVERSATION)
        raise ChangedMyMindError


async def test_no_file_holds_her_words_her_address_or_a_key_in_clear(
    store: SqlStore, tmp_path: Path
) -> None:
    await keep(store)
    files = bytes_in(tmp_path)

    assert WORDS.encode() not in files
    assert b'"chat"' not in files
    assert b"Home" not in files
    assert b"m" * 32 not in files


async def test_the_bytes_of_a_destroyed_key_are_in_no_file(store: SqlStore, tmp_path: Path) -> None:
    await keep(store)
    keys = wrapped_keys(tmp_path)
    assert len(keys) == 2
    assert all(key in bytes_in(tmp_path, KEYS_FILE) for key in keys)

    await forget(store)

    assert wrapped_keys(tmp_path) == []
    assert not any(key in bytes_in(tmp_path, KEYS_FILE) for key in keys)


async def test_a_chat_that_begins_anew_loses_its_old_key(store: SqlStore, tmp_path: Path) -> None:
    await keep(store)
    before = set(wrapped_keys(tmp_path))
    async with store.transaction() as work:
        later = NOW + timedelta(hours=1)
        await work.deliveries.save(type(HER_CHAT)(HER_CHAT.visitor, HER_CHAT.address, later))

    assert len(before & set(wrapped_keys(tmp_path))) == 1
    assert len(wrapped_keys(tmp_path)) == 2


async def test_a_key_is_spared_when_forgetting_fails(store: SqlStore) -> None:
    await keep(store)
    with pytest.raises(ChangedMyMindError):
        await fail(store, forgetting=True)

    assert await read(store) == (HER_CONVERSATION, HER_CHAT)


async def test_tidying_destroys_the_key_of_a_transaction_that_failed(
    store: SqlStore, tmp_path: Path
) -> None:
    with pytest.raises(ChangedMyMindError):
        await fail(store, forgetting=False)
    assert len(wrapped_keys(tmp_path)) == 1

    await store.tidy(NOW)

    assert wrapped_keys(tmp_path) == []


async def test_tidying_spares_what_is_used_until_it_expires(
    store: SqlStore, tmp_path: Path
) -> None:
    await keep(store)
    await store.tidy(NOW + KEYS_KEPT - timedelta(milliseconds=1))
    assert await read(store) == (HER_CONVERSATION, HER_CHAT)

    await store.tidy(NOW + KEYS_KEPT)

    assert wrapped_keys(tmp_path) == []
    assert await read(store) == (None, None)


async def test_what_has_lost_its_key_is_removed_and_she_may_begin_again(store: SqlStore) -> None:
    await keep(store)
    await store.tidy(NOW + KEYS_KEPT)
    await read(store)
    async with store.transaction() as work:
        assert await work.conversations.due(NOW + timedelta(days=3)) == []
        assert await work.deliveries.older_than(NOW + timedelta(days=3)) == []

    await keep(store)

    assert await read(store) == (HER_CONVERSATION, HER_CHAT)


async def test_a_key_that_is_lost_before_saving_is_replaced(store: SqlStore) -> None:
    await keep(store)
    await store.tidy(NOW + KEYS_KEPT)

    await keep(store)

    assert await read(store) == (HER_CONVERSATION, HER_CHAT)


async def test_a_copy_made_before_forgetting_cannot_be_read_after_it(
    opening: Opening, tmp_path: Path
) -> None:
    backup = tmp_path / "backup"
    backup.mkdir()
    async with opening() as store:
        await keep(store)
        copy_words(tmp_path, backup)
        await forget(store)
        # The copy lies beside the keys as they are now.
        shutil.copy(tmp_path / KEYS_FILE, backup)

    with closing(sqlite3.connect(backup / WORDS_FILE)) as copy:
        assert copy.execute("select count(*) from conversations").fetchone() == (1,)
    async with open_embedded(backup, MasterKey(b"m" * 32)) as restored:
        assert await read(restored) == (None, None)


async def test_everything_is_read_again_after_a_restart(opening: Opening) -> None:
    async with opening() as store:
        await keep(store)
    async with opening() as store:
        assert await read(store) == (HER_CONVERSATION, HER_CHAT)


async def test_another_master_key_reads_nothing_and_hurts_nobody(
    opening: Opening, tmp_path: Path
) -> None:
    async with opening() as store:
        await keep(store)
    async with open_embedded(tmp_path, MasterKey(b"n" * 32)) as store:
        assert await read(store) == (None, None)
        await keep(store)
        assert await read(store) == (HER_CONVERSATION, HER_CHAT)
