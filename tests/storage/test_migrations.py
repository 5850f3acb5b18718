"""The tables' history leads to the tables, step by step and back."""

import subprocess
import sys
from pathlib import Path

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.storage.embedded import WORDS_FILE
from bot.storage.migrations import NEWEST, downgrade, upgrade
from bot.storage.tables import PLAIN
from tests.conftest import NOW
from tests.storage.conftest import HER_CHAT, HER_CONVERSATION, Opening, keep, read

OLDEST = {"conversations", "deliveries", "handled_updates", "unanswered_calls"}


def history() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", "bot.storage:migrations")
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config)


def tables_in(url: str) -> set[str]:
    engine = sa.create_engine(url)
    try:
        return set(sa.inspect(engine).get_table_names()) - {"alembic_version"}
    finally:
        engine.dispose()


def differences(url: str) -> list[object]:
    engine = sa.create_engine(url)
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            return list(compare_metadata(context, PLAIN))
    finally:
        engine.dispose()


def test_the_newest_step_is_the_one_we_name() -> None:
    assert history().get_heads() == [NEWEST]


def test_all_steps_together_make_the_tables(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'walked.db'}"
    upgrade(url)

    assert differences(url) == []


def test_every_step_can_be_walked_up_and_down_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'walked.db'}"
    steps = [script.revision for script in history().walk_revisions()][::-1]
    seen = [tables_in(url)]
    for step in steps:
        upgrade(url, step)
        seen.append(tables_in(url))
    for step, before in zip(["base", *steps][-2::-1], seen[-2::-1], strict=False):
        downgrade(url, step)
        assert tables_in(url) == before
    upgrade(url)

    assert differences(url) == []


def test_a_folder_may_bear_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "100% a b"
    folder.mkdir()
    url = f"sqlite:///{folder / 'walked.db'}"
    upgrade(url)

    assert differences(url) == []


async def test_opening_makes_the_tables(opening: Opening, tmp_path: Path) -> None:
    async with opening():
        pass

    assert differences(f"sqlite:///{tmp_path / WORDS_FILE}") == []


async def test_what_an_older_program_kept_outlives_the_walk(
    opening: Opening, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / WORDS_FILE}"
    async with opening() as store:
        await keep(store)
        async with store.transaction() as work:
            await work.handled.first_time("telegram", 7, NOW)
            await work.counts.unanswered("+77292605535", "2026-11-23")
    downgrade(url, "0001")
    assert tables_in(url) == OLDEST

    async with opening() as store:
        assert tables_in(url) == set(PLAIN.tables)
        assert await read(store) == (HER_CONVERSATION, HER_CHAT)
        async with store.transaction() as work:
            assert not await work.handled.first_time("telegram", 7, NOW)
            # By centre it said nothing of one phone: it is dropped, and counting begins anew.
            assert list(await work.counts.unanswered_since("2020-01-01")) == []
            await work.counts.unanswered("+77292605535", "2026-11-23")


def modules_after_opening(folder: Path) -> set[str]:
    code = """
import asyncio, pathlib, sys
from bot.storage.embedded import open_embedded
from bot.storage.secrecy import MasterKey

async def opens():
    async with open_embedded(pathlib.Path(sys.argv[1]), MasterKey(b"m" * 32)):
        print(*sys.modules)

asyncio.run(opens())
"""
    command = [sys.executable, "-c", code, str(folder)]
    said = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)
    return set(said.stdout.split())


async def test_a_database_that_is_new_enough_is_opened_without_alembic(
    opening: Opening, tmp_path: Path
) -> None:
    async with opening():
        pass
    modules = modules_after_opening(tmp_path)

    assert "aiosqlite" in modules
    assert "alembic" not in modules
