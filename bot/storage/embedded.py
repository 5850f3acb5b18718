"""The embedded column: two SQLite files, one for words and one for keys."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import aiosqlite
from sqlalchemy import event, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.domain.errors import StoreError
from bot.services.desk_ports import Audit, CaseCounts, Operators, ReturnCodes, Sessions, Tries
from bot.services.editing_ports import DraftsKept, History, Locks
from bot.services.ports import Cases, Conversations, Counts, Deliveries, Handled, Work
from bot.storage.cases import CasesInSql
from bot.storage.conversations import ConversationsInSql
from bot.storage.counts import CountsInSql, HandledInSql
from bot.storage.deliveries import DeliveriesInSql
from bot.storage.editing import DraftsInSql, HistoryInSql, LocksInSql
from bot.storage.keys import KeyRing
from bot.storage.migrations import upgraded
from bot.storage.operators import OperatorsInSql
from bot.storage.records import AuditInSql, CaseCountsInSql, TriesInSql
from bot.storage.return_codes import ReturnCodesInSql
from bot.storage.secrecy import MasterKey
from bot.storage.sessions import SessionsInSql
from bot.storage.tables import KEYS, cases, conversations, deliveries

log = logging.getLogger(__name__)

WORDS_FILE: Final = "pana.db"
KEYS_FILE: Final = "keys.db"
# Seconds a writer waits for another one; then the store counts as away.
PATIENCE: Final = 10


@dataclass(frozen=True, slots=True)
class SqlWork:
    """Everything one transaction may read and change."""

    conversations: Conversations
    deliveries: Deliveries
    handled: Handled
    counts: Counts
    cases: Cases
    return_codes: ReturnCodes
    operators: Operators
    sessions: Sessions
    audit: Audit
    tries: Tries
    case_counts: CaseCounts
    drafts: DraftsKept
    locks: Locks
    history: History


@dataclass(frozen=True, slots=True)
class SqlStore:
    """Transactions over words; keys that are no longer used are destroyed after the commit."""

    words: AsyncEngine
    ring: KeyRing
    watch: aiosqlite.Connection

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Work]:
        """Begin a transaction; raises StoreError where the store cannot be reached."""
        doomed: list[bytes] = []
        try:
            async with self.words.begin() as connection:
                yield _work(connection, self.ring, doomed)
        except SQLAlchemyError as error:
            # The statement and its values stay out of the new exception on purpose.
            raise StoreError(type(error).__name__) from None
        try:
            await self.ring.destroy(doomed)
        except SQLAlchemyError:
            log.warning("keys could not be destroyed now; tidying up will do it")

    async def tidy(self, now: datetime) -> None:
        """Destroy keys that have expired or that a crash has left without a row."""
        try:
            async with self.words.begin() as connection:
                # The write lock is held, so that no key is made for a row we cannot see yet.
                used = [
                    row.key
                    for table in (conversations, deliveries, cases)
                    for row in await connection.execute(select(table.c.key))
                ]
                await self.ring.destroy_but(used, now)
        except SQLAlchemyError as error:
            raise StoreError(type(error).__name__) from None

    async def data_version(self) -> int:
        """Return a number that is another one after any commit, whichever process made it."""
        try:
            async with self.watch.execute("pragma data_version") as cursor:
                row = await cursor.fetchone()
        except (sqlite3.Error, ValueError) as error:
            raise StoreError(type(error).__name__) from None
        assert row is not None
        return int(row[0])


def _work(connection: AsyncConnection, ring: KeyRing, doomed: list[bytes]) -> SqlWork:
    return SqlWork(
        conversations=ConversationsInSql(connection, ring, doomed),
        deliveries=DeliveriesInSql(connection, ring, doomed),
        handled=HandledInSql(connection),
        counts=CountsInSql(connection),
        cases=CasesInSql(connection, ring, doomed),
        return_codes=ReturnCodesInSql(connection),
        operators=OperatorsInSql(connection, ring.master),
        sessions=SessionsInSql(connection, ring.master),
        audit=AuditInSql(connection),
        tries=TriesInSql(connection),
        case_counts=CaseCountsInSql(connection),
        drafts=DraftsInSql(connection),
        locks=LocksInSql(connection),
        history=HistoryInSql(connection),
    )


@asynccontextmanager
async def open_embedded(folder: Path, master: MasterKey) -> AsyncIterator[SqlStore]:
    """Open both files of a folder, made and migrated where needed."""
    await asyncio.to_thread(_made, folder)
    # Taking the write lock first spares a reader that later writes from being refused.
    words = _engine(
        folder / WORDS_FILE, ("journal_mode=WAL", "synchronous=FULL"), "begin immediate"
    )
    # No write-ahead log for keys: a deleted key would live on in it until the next checkpoint.
    secrets = _engine(
        folder / KEYS_FILE,
        ("secure_delete=ON", "journal_mode=TRUNCATE", "synchronous=FULL"),
        "begin",
    )
    try:
        await upgraded(words, f"sqlite:///{folder / WORDS_FILE}")
        async with secrets.begin() as connection:
            await connection.run_sync(KEYS.create_all)
        async with aiosqlite.connect(folder / WORDS_FILE, isolation_level=None) as watch:
            yield SqlStore(words, KeyRing(secrets, master), watch)
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise StoreError(type(error).__name__) from None
    finally:
        await words.dispose()
        await secrets.dispose()


def _made(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)


async def answers(store: SqlStore) -> bool:
    """Tell whether both files can be read now."""
    try:
        for engine in (store.words, store.ring.engine):
            async with engine.connect() as connection:
                await connection.execute(text("select 1"))
    except SQLAlchemyError:
        return False
    return True


def _engine(file: Path, pragmas: tuple[str, ...], begin: str) -> AsyncEngine:
    engine = create_async_engine(
        f"sqlite+aiosqlite:///{file}", connect_args={"timeout": PATIENCE}, hide_parameters=True
    )

    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection: Any, _: object) -> None:
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(f"pragma {pragma}").close()

    @event.listens_for(engine.sync_engine, "begin")
    def on_begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine
