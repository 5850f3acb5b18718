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
    Text,
    false,
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
    Column("asks", Boolean, nullable=False, server_default=false()),
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
    Column("phone", String(16), primary_key=True),
    Column("times", Integer, nullable=False),
)
not_understood: Final = Table(
    "not_understood",
    PLAIN,
    Column("day", String(10), primary_key=True),
    Column("language", String(8), primary_key=True),
    Column("script", String(16), primary_key=True),
    Column("length", String(16), primary_key=True),
    Column("answer", String(16), primary_key=True),
    Column("times", Integer, nullable=False),
)
cases: Final = Table(
    "cases",
    PLAIN,
    Column("id", String(64), primary_key=True),
    Column("visitor", LargeBinary(32), nullable=False),
    Column("key", LargeBinary(16), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("status", String(16), nullable=False),
    Column("is_away", Boolean, nullable=False),
    Column("opened_at", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
    Index("cases_by_visitor", "visitor"),
    Index("cases_by_ended_at", "ended_at"),
)
return_codes: Final = Table(
    "return_codes",
    PLAIN,
    Column("hashed", LargeBinary(32), primary_key=True),
    Column("case_id", String(64), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("waited", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Index("return_codes_by_case_id", "case_id"),
    Index("return_codes_by_expires_at", "expires_at"),
)
case_counts: Final = Table(
    "case_counts",
    PLAIN,
    Column("day", String(10), primary_key=True),
    Column("hour", Integer, primary_key=True, autoincrement=False),
    Column("band", Integer, primary_key=True, autoincrement=False),
    Column("language", String(8), primary_key=True),
    Column("region", String(40), primary_key=True),
    Column("outcome", String(16), primary_key=True),
    Column("bucket", Integer, primary_key=True, autoincrement=False),
    Column("times", Integer, nullable=False),
)
operators: Final = Table(
    "operators",
    PLAIN,
    Column("id", Integer, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("folded", String(400), nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("languages", String(64), nullable=False),
    Column("presence", String(16), nullable=False),
    Column("seen_at", BigInteger),
    Column("password", String(255), nullable=False),
    Column("totp", LargeBinary, nullable=False),
    Column("is_disabled", Boolean, nullable=False),
    Column("is_demonstration", Boolean, nullable=False),
    Column("trained", Boolean, nullable=False),
    Column("interface", String(8), nullable=False),
)
sessions: Final = Table(
    "sessions",
    PLAIN,
    Column("hashed", LargeBinary(64), primary_key=True),
    Column("operator", Integer, nullable=False),
    Column("csrf", String(128), nullable=False),
    Column("began_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Index("sessions_by_operator", "operator"),
)
invitations: Final = Table(
    "invitations",
    PLAIN,
    Column("hashed", LargeBinary(64), primary_key=True),
    Column("operator", Integer, nullable=False),
    Column("totp", LargeBinary, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Index("invitations_by_operator", "operator"),
)
totp_steps: Final = Table(
    "totp_steps",
    PLAIN,
    Column("operator", Integer, primary_key=True, autoincrement=False),
    Column("step", BigInteger, primary_key=True, autoincrement=False),
)
audit: Final = Table(
    "audit",
    PLAIN,
    Column("number", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("act", String(32), nullable=False),
    Column("operator", Integer),
    Column("case_code", String(64), nullable=False),
    Column("detail", String(200), nullable=False),
    Index("audit_by_at", "at"),
)
tries: Final = Table(
    "tries",
    PLAIN,
    Column("name", String(200), primary_key=True),
    Column("times", Integer, nullable=False),
    Column("last_at", BigInteger, nullable=False),
    Index("tries_by_last_at", "last_at"),
)

knowledge_drafts: Final = Table(
    "knowledge_drafts",
    PLAIN,
    Column("operator", Integer, primary_key=True, autoincrement=False),
    Column("file", String(200), primary_key=True),
    Column("base", Text),
    Column("text", Text),
    Column("saved_at", BigInteger, nullable=False),
    Index("knowledge_drafts_by_saved_at", "saved_at"),
)
knowledge_locks: Final = Table(
    "knowledge_locks",
    PLAIN,
    Column("file", String(200), primary_key=True),
    Column("operator", Integer, nullable=False),
    Column("until", BigInteger, nullable=False),
)
knowledge_changes: Final = Table(
    "knowledge_changes",
    PLAIN,
    Column("number", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("operator", Integer),
    Column("deed", String(16), nullable=False),
    Column("undoes", Integer),
    Index("knowledge_changes_by_at", "at"),
)
knowledge_alterations: Final = Table(
    "knowledge_alterations",
    PLAIN,
    Column("change", Integer, primary_key=True, autoincrement=False),
    Column("file", String(200), primary_key=True),
    Column("before", Text),
    Column("after", Text),
    Index("knowledge_alterations_by_file", "file"),
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
