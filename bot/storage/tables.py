"""The tables. No column holds an id, a name or a word of anybody in clear."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)

PLAIN: Final = MetaData()

conversations: Final = Table(
    "conversations",
    PLAIN,
    Column("visitor", LargeBinary(32), primary_key=True),
    Column("key", LargeBinary(16), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("began_at", BigInteger, nullable=False),
    Column("wipe_at", BigInteger, nullable=False),
    Index("conversations_by_wipe_at", "wipe_at"),
)
deliveries: Final = Table(
    "deliveries",
    PLAIN,
    Column("visitor", LargeBinary(32), primary_key=True),
    Column("key", LargeBinary(16), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("written_at", BigInteger, nullable=False),
    Column("shown", Integer, nullable=False),
    Column("is_living", Boolean, nullable=False),
    Column("is_open", Boolean, nullable=False),
    Index("deliveries_by_written_at", "written_at"),
)
handled_updates: Final = Table(
    "handled_updates",
    PLAIN,
    Column("channel", String(64), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("handled_at", BigInteger, nullable=False),
    Index("handled_updates_by_handled_at", "handled_at"),
)
unanswered_calls: Final = Table(
    "unanswered_calls",
    PLAIN,
    Column("day", String(10), primary_key=True),
    Column("centre", String(40), primary_key=True),
    Column("times", Integer, nullable=False),
)

KEYS: Final = MetaData()

keys: Final = Table(
    "keys",
    KEYS,
    Column("id", LargeBinary(16), primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Index("keys_by_expires_at", "expires_at"),
)
