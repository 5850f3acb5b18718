"""What was told in a talk is lost with its key: no copy of it can be read afterwards."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.domain.card import Card
from bot.domain.case import Case, CaseId, Ending, Status
from bot.domain.danger import Band
from bot.domain.errors import CaseOverError
from bot.domain.language import Language
from bot.domain.line import By
from bot.domain.operator import OperatorId
from bot.domain.page import Page
from bot.domain.retention import KEYS_KEPT, OVER_KEPT
from bot.domain.told import About, Details
from bot.storage.embedded import KEYS_FILE, WORDS_FILE, SqlStore, open_embedded
from bot.storage.keys import WRAPPING
from bot.storage.secrecy import MasterKey
from tests.conftest import NOW
from tests.storage.conftest import HER, HER_CONVERSATION, Opening, bytes_in

MASTER: Final = MasterKey(b"m" * 32)
SAID: Final = "Ол есіктің алдында тұр"
CODE_WORD: Final = "алма"
CARD: Final = Card(
    Language.KAZAKH, About.SELF, Band.HIGH, 7, (), False, Details(code_word=CODE_WORD)
)
WAITING: Final = Case(CaseId("c1"), "K-17", HER, "telegram", CARD, Band.HIGH, NOW)
TALKING: Final = replace(
    WAITING, status=Status.TALKING, operator=OperatorId(1), began_at=NOW
).with_line(By.VISITOR, SAID, NOW)
OVER: Final = TALKING.over(Ending.ENDED_BY_OPERATOR, NOW + timedelta(minutes=9))
AWAY: Final = TALKING.away(NOW + timedelta(minutes=9))


async def keep(store: SqlStore, *cases: Case) -> None:
    async with store.transaction() as work:
        for case in cases:
            await work.cases.save(case)


async def found(store: SqlStore) -> Case | None:
    async with store.transaction() as work:
        return await work.cases.find(WAITING.id)


def copied(folder: Path, name: str, *, with_keys: bool = False) -> Path:
    """Copy the words, as they lie there while the store is open."""
    copy = folder / name
    copy.mkdir()
    for file in folder.glob(f"{WORDS_FILE}*"):
        shutil.copy(file, copy)
    if with_keys:
        shutil.copy(folder / KEYS_FILE, copy)
    return copy


def secrets_in(keys: Path) -> list[bytes]:
    """Return every key of a file, unwrapped by whoever holds the master key."""
    wrapping = AESGCM(MASTER.derived(WRAPPING).secret)
    with closing(sqlite3.connect(keys)) as connection:
        rows = connection.execute("select id, wrapped from keys").fetchall()
    return [wrapping.decrypt(wrapped[:12], wrapped[12:], key_id) for key_id, wrapped in rows]


def opened_with(secrets: list[bytes], words: Path) -> bytes:
    """Return all that any of the keys opens of the words of a folder."""
    with closing(sqlite3.connect(words / WORDS_FILE)) as connection:
        sealed = [
            (row[0], purpose)
            for table, purpose in (("cases", b"case"), ("conversations", b"conversation"))
            for row in connection.execute(f"select sealed from {table}")
        ]
    assert sealed
    return b"".join(tried(secret, *each) for secret in secrets for each in sealed)


def tried(secret: bytes, sealed: bytes, purpose: bytes) -> bytes:
    try:
        return AESGCM(secret).decrypt(sealed[:12], sealed[12:], purpose)
    except InvalidTag:
        return b""


@pytest.mark.parametrize("after", [OVER, AWAY], ids=["over", "away"])
async def test_a_copy_made_during_the_talk_cannot_be_read_with_the_keys_of_later(
    opening: Opening, tmp_path: Path, after: Case
) -> None:
    async with opening() as store:
        await keep(store, WAITING, TALKING)
        copy = copied(tmp_path, "copy", with_keys=True)
        await keep(store, after)
        assert await found(store) == after
        today = secrets_in(tmp_path / KEYS_FILE)

    assert SAID.encode() in opened_with(secrets_in(copy / KEYS_FILE), copy)
    assert len(today) == 1
    assert opened_with(today, copy) == b""


@pytest.mark.parametrize("after", [OVER, AWAY], ids=["over", "away"])
async def test_a_store_restored_from_such_a_copy_knows_of_no_case(
    opening: Opening, tmp_path: Path, after: Case
) -> None:
    async with opening() as store:
        await keep(store, TALKING)
        copy = copied(tmp_path, "copy")
        await keep(store, after)
        shutil.copy(tmp_path / KEYS_FILE, copy)

    async with open_embedded(copy, MASTER) as restored:
        assert await found(restored) is None
        async with restored.transaction() as work:
            assert list(await work.cases.open()) == []
            assert await work.cases.of((HER,)) is None


async def test_a_day_after_the_end_no_key_of_the_case_is_left(
    opening: Opening, tmp_path: Path
) -> None:
    async with opening() as store:
        await keep(store, TALKING)
        during = copied(tmp_path, "during")
        await keep(store, OVER)
        after = copied(tmp_path, "after")
        day_after = NOW + timedelta(days=1)
        async with store.transaction() as work:
            await work.cases.forget_over_before(day_after - OVER_KEPT)
        await store.tidy(day_after)

        assert await found(store) is None
        today = secrets_in(tmp_path / KEYS_FILE)
    assert today == []
    assert opened_with(today, during) == opened_with(today, after) == b""


async def test_a_page_that_showed_a_talk_cannot_be_read_under_a_new_key(
    opening: Opening, tmp_path: Path
) -> None:
    async with opening() as store:
        async with store.transaction() as work:
            await work.conversations.save(replace(HER_CONVERSATION, page=Page(SAID)))
        copy = copied(tmp_path, "copy", with_keys=True)
        async with store.transaction() as work:
            await work.conversations.save(HER_CONVERSATION, under_new_key=True)
        today = secrets_in(tmp_path / KEYS_FILE)

    assert SAID.encode() in opened_with(secrets_in(copy / KEYS_FILE), copy)
    assert len(today) == 1
    assert opened_with(today, copy) == b""


async def test_a_case_keeps_its_key_while_the_talk_goes_on(store: SqlStore, tmp_path: Path) -> None:
    await keep(store, WAITING)
    before = secrets_in(tmp_path / KEYS_FILE)
    await keep(store, TALKING)

    assert secrets_in(tmp_path / KEYS_FILE) == before


async def test_whoever_returns_late_has_a_key_that_lasts_for_the_talk(store: SqlStore) -> None:
    await keep(store, AWAY)
    returned_at = NOW + KEYS_KEPT - timedelta(minutes=1)
    back = AWAY.back(HER, "telegram", returned_at)
    await keep(store, back)
    await store.tidy(returned_at + timedelta(hours=12))

    assert await found(store) == back


async def fail(store: SqlStore) -> None:
    async with store.transaction() as work:
        await work.cases.save(OVER)
        raise CaseOverError


async def test_an_end_that_fails_leaves_the_talk_as_it_was(store: SqlStore, tmp_path: Path) -> None:
    await keep(store, TALKING)
    with pytest.raises(CaseOverError):
        await fail(store)

    assert await found(store) == TALKING
    await store.tidy(NOW)
    assert len(secrets_in(tmp_path / KEYS_FILE)) == 1
    assert await found(store) == TALKING


LAST_MOMENTS: Final = {
    "open": (TALKING, NOW + KEYS_KEPT),
    "away": (AWAY, NOW + timedelta(minutes=9) + KEYS_KEPT),
    "over": (OVER, NOW + timedelta(minutes=9) + OVER_KEPT),
}


@pytest.mark.parametrize("story", LAST_MOMENTS)
async def test_a_case_is_gone_when_its_key_has_expired(store: SqlStore, story: str) -> None:
    case, expires_at = LAST_MOMENTS[story]
    await keep(store, case)
    await tidy_and_expect(store, expires_at - timedelta(milliseconds=1), case)
    await tidy_and_expect(store, expires_at, None)


async def tidy_and_expect(store: SqlStore, moment: datetime, case: Case | None) -> None:
    await store.tidy(moment)
    assert await found(store) == case


async def test_no_file_holds_a_word_of_a_talk_in_clear(store: SqlStore, tmp_path: Path) -> None:
    await keep(store, TALKING)
    files = bytes_in(tmp_path)

    assert bytes(HER) in files
    assert SAID.encode() not in files
    assert CODE_WORD.encode() not in files
    assert b'"lines"' not in files
