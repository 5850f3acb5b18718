"""A store in trouble says so in one word of ours, and nothing of what it holds."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.errors import StoreError
from bot.storage import embedded
from bot.storage.embedded import KEYS_FILE, WORDS_FILE, SqlStore, answers
from tests.storage.conftest import HER_CHAT, HER_CONVERSATION, Opening, forget, keep, read

FILES = (WORDS_FILE, KEYS_FILE)
TOLD_TOO_MUCH = ("select", "insert", "conversations", "visitor", "pana.db", "keys.db", "[", "b'")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "PATIENCE", 0.05)


def remove(folder: Path, name: str) -> None:
    for file in folder.glob(f"{name}*"):
        file.unlink()


def mode_of(path: Path) -> int:
    return path.stat().st_mode & 0o777


def assert_discreet(refusal: StoreError) -> None:
    said = f"{refusal} {refusal.__cause__ or ''}".lower()
    assert not [word for word in TOLD_TOO_MUCH if word in said]
    assert refusal.__suppress_context__


@pytest.mark.parametrize("name", FILES)
async def test_a_folder_in_the_place_of_a_file_is_refused(
    opening: Opening, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).mkdir()

    with pytest.raises(StoreError) as refusal:
        async with opening():
            pass
    assert_discreet(refusal.value)


@pytest.mark.parametrize("name", FILES)
async def test_a_file_of_another_kind_is_refused_and_left_alone(
    opening: Opening, tmp_path: Path, name: str
) -> None:
    async with opening() as store:
        await keep(store)
    remove(tmp_path, name)
    (tmp_path / name).write_bytes(b"something else " * 1000)

    with pytest.raises(StoreError) as refusal:
        async with opening() as store:
            await read(store)
    assert_discreet(refusal.value)
    assert (tmp_path / name).read_bytes() == b"something else " * 1000


@pytest.mark.parametrize("name", FILES)
async def test_a_file_that_somebody_else_holds_is_refused_until_it_is_free(
    store: SqlStore, tmp_path: Path, name: str
) -> None:
    await keep(store)
    with closing(sqlite3.connect(tmp_path / name, isolation_level=None)) as other:
        other.execute("begin exclusive")
        with pytest.raises(StoreError) as refusal:
            await read(store)
        assert_discreet(refusal.value)
        other.execute("rollback")

    assert await read(store) == (HER_CONVERSATION, HER_CHAT)


async def test_a_store_that_is_held_at_the_start_is_refused(
    opening: Opening, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / KEYS_FILE, isolation_level=None)) as other:
        other.execute("begin exclusive")
        with pytest.raises(StoreError) as refusal:
            async with opening():
                pass
    assert_discreet(refusal.value)


async def test_a_database_of_a_newer_program_is_refused_and_left_alone(
    opening: Opening, tmp_path: Path
) -> None:
    async with opening() as store:
        await keep(store)
    with closing(sqlite3.connect(tmp_path / WORDS_FILE)) as newer, newer:
        newer.execute("update alembic_version set version_num = '9999'")

    with pytest.raises(StoreError) as refusal:
        async with opening():
            pass
    assert_discreet(refusal.value)


async def test_tidying_a_store_that_is_held_is_refused(store: SqlStore, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / KEYS_FILE, isolation_level=None)) as other:
        other.execute("begin exclusive")
        with pytest.raises(StoreError) as refusal:
            await store.tidy(HER_CHAT.written_at)
    assert_discreet(refusal.value)


async def test_keys_that_cannot_be_destroyed_now_are_destroyed_by_tidying(
    store: SqlStore, tmp_path: Path
) -> None:
    await keep(store)
    with closing(sqlite3.connect(tmp_path / KEYS_FILE, isolation_level=None)) as other:
        # A reader keeps the keys from being changed, not from being found.
        other.execute("begin")
        other.execute("select * from keys").fetchall()
        await forget(store)
    assert await read(store) == (None, None)

    await store.tidy(HER_CHAT.written_at)

    with closing(sqlite3.connect(tmp_path / KEYS_FILE)) as connection:
        assert connection.execute("select count(*) from keys").fetchone() == (0,)


async def test_a_store_tells_whether_it_answers(store: SqlStore, tmp_path: Path) -> None:
    assert await answers(store)

    await store.words.dispose()
    remove(tmp_path, WORDS_FILE)
    (tmp_path / WORDS_FILE).mkdir()

    assert not await answers(store)


async def test_the_folder_is_open_to_nobody_else(store: SqlStore, tmp_path: Path) -> None:
    await keep(store)

    assert mode_of(tmp_path) == 0o700
