"""Cases, return codes, counts of cases; accounts, sessions, audit and tries of the desk."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _make_cases()
    _make_accounts()
    _make_records()


def downgrade() -> None:
    for table in (
        "tries",
        "audit",
        "totp_steps",
        "invitations",
        "sessions",
        "operators",
        "case_counts",
        "return_codes",
        "cases",
    ):
        op.drop_table(table)


def _make_cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("visitor", sa.LargeBinary(32), nullable=False),
        sa.Column("key", sa.LargeBinary(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("is_away", sa.Boolean, nullable=False),
        sa.Column("opened_at", sa.BigInteger, nullable=False),
        sa.Column("ended_at", sa.BigInteger),
    )
    op.create_index("cases_by_visitor", "cases", ["visitor"])
    op.create_index("cases_by_ended_at", "cases", ["ended_at"])
    op.create_table(
        "return_codes",
        sa.Column("hashed", sa.LargeBinary(32), primary_key=True),
        sa.Column("case_id", sa.String(64), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("waited", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
    )
    op.create_index("return_codes_by_case_id", "return_codes", ["case_id"])
    op.create_index("return_codes_by_expires_at", "return_codes", ["expires_at"])
    op.create_table(
        "case_counts",
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("hour", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("band", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("language", sa.String(8), primary_key=True),
        sa.Column("region", sa.String(40), primary_key=True),
        sa.Column("outcome", sa.String(16), primary_key=True),
        sa.Column("bucket", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("times", sa.Integer, nullable=False),
    )


def _make_accounts() -> None:
    op.create_table(
        "operators",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("folded", sa.String(400), nullable=False, unique=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("languages", sa.String(64), nullable=False),
        sa.Column("presence", sa.String(16), nullable=False),
        sa.Column("seen_at", sa.BigInteger),
        sa.Column("password", sa.String(255), nullable=False),
        sa.Column("totp", sa.LargeBinary, nullable=False),
        sa.Column("is_disabled", sa.Boolean, nullable=False),
        sa.Column("is_demonstration", sa.Boolean, nullable=False),
        sa.Column("trained", sa.Boolean, nullable=False),
        sa.Column("interface", sa.String(8), nullable=False),
    )
    op.create_table(
        "sessions",
        sa.Column("hashed", sa.LargeBinary(64), primary_key=True),
        sa.Column("operator", sa.Integer, nullable=False),
        sa.Column("csrf", sa.String(128), nullable=False),
        sa.Column("began_at", sa.BigInteger, nullable=False),
        sa.Column("seen_at", sa.BigInteger, nullable=False),
    )
    op.create_index("sessions_by_operator", "sessions", ["operator"])
    op.create_table(
        "invitations",
        sa.Column("hashed", sa.LargeBinary(64), primary_key=True),
        sa.Column("operator", sa.Integer, nullable=False),
        sa.Column("totp", sa.LargeBinary, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
    )
    op.create_index("invitations_by_operator", "invitations", ["operator"])
    op.create_table(
        "totp_steps",
        sa.Column("operator", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("step", sa.BigInteger, primary_key=True, autoincrement=False),
    )


def _make_records() -> None:
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("act", sa.String(32), nullable=False),
        sa.Column("operator", sa.Integer),
        sa.Column("case_code", sa.String(64), nullable=False),
        sa.Column("detail", sa.String(200), nullable=False),
    )
    op.create_index("audit_by_at", "audit", ["at"])
    op.create_table(
        "tries",
        sa.Column("name", sa.String(200), primary_key=True),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("last_at", sa.BigInteger, nullable=False),
    )
    op.create_index("tries_by_last_at", "tries", ["last_at"])
