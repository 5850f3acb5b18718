"""Secrets of the second factor lie sealed, each for one operator."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Final

from bot.domain.language import Language
from bot.domain.operator import Operator, Role
from bot.services.desk_ports import Invitation
from bot.storage.embedded import WORDS_FILE, SqlStore, open_embedded
from bot.storage.secrecy import MasterKey
from tests.conftest import NOW
from tests.storage.conftest import Opening, bytes_in

TOTP: Final = "JBSWY3DPEHPK3PXP"
OTHER: Final = "KRSXG5CTMVRXEZLU"


async def set_up(store: SqlStore, name: str, totp: str) -> Operator:
    async with store.transaction() as work:
        fresh = await work.operators.add(name, Role.OPERATOR, (Language.KAZAKH,))
        operator = replace(fresh, password="hash", totp=totp)
        await work.operators.save(operator)
        return operator


async def test_no_file_holds_a_second_factor_in_clear(store: SqlStore, tmp_path: Path) -> None:
    operator = await set_up(store, "Dina", TOTP)
    async with store.transaction() as work:
        await work.sessions.invite(Invitation(b"i" * 32, operator.id, OTHER, NOW))
    files = bytes_in(tmp_path)

    assert b"Dina" in files
    assert TOTP.encode() not in files
    assert OTHER.encode() not in files


async def test_under_another_master_key_nobody_is_set_up(opening: Opening, tmp_path: Path) -> None:
    async with opening() as store:
        operator = await set_up(store, "Dina", TOTP)
        assert operator.is_set_up
    async with (
        open_embedded(tmp_path, MasterKey(b"n" * 32)) as store,
        store.transaction() as work,
    ):
        found = await work.operators.find(operator.id)

    assert found == replace(operator, totp="")
    assert not found.is_set_up


async def test_a_second_factor_that_was_moved_to_another_account_is_none(
    opening: Opening, tmp_path: Path
) -> None:
    async with opening() as store:
        await set_up(store, "Dina", TOTP)
        saule = await set_up(store, "Saule", OTHER)
    with closing(sqlite3.connect(tmp_path / WORDS_FILE)) as connection, connection:
        connection.execute("update operators set totp = (select totp from operators where id = 1)")
    async with opening() as store, store.transaction() as work:
        assert await work.operators.find(saule.id) == replace(saule, totp="")
