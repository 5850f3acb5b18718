"""Conversations, deliveries, handled updates, unanswered calls."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "conversations",
        sa.Column("visitor", sa.LargeBinary(32), primary_key=True),
        sa.Column("key", sa.LargeBinary(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("began_at", sa.BigInteger, nullable=False),
        sa.Column("wipe_at", sa.BigInteger, nullable=False),
    )
    op.create_index("conversations_by_wipe_at", "conversations", ["wipe_at"])
    op.create_table(
        "deliveries",
        sa.Column("visitor", sa.LargeBinary(32), primary_key=True),
        sa.Column("key", sa.LargeBinary(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("written_at", sa.BigInteger, nullable=False),
        sa.Column("shown", sa.Integer, nullable=False),
        sa.Column("is_living", sa.Boolean, nullable=False),
        sa.Column("is_open", sa.Boolean, nullable=False),
    )
    op.create_index("deliveries_by_written_at", "deliveries", ["written_at"])
    op.create_table(
        "handled_updates",
        sa.Column("channel", sa.String(64), primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("handled_at", sa.BigInteger, nullable=False),
    )
    op.create_index("handled_updates_by_handled_at", "handled_updates", ["handled_at"])
    op.create_table(
        "unanswered_calls",
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("centre", sa.String(40), primary_key=True),
        sa.Column("times", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    for table in ("unanswered_calls", "handled_updates", "deliveries", "conversations"):
        op.drop_table(table)
