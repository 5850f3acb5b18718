"""Counts of words that were not understood, by features that tell nothing of them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "not_understood",
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("language", sa.String(8), primary_key=True),
        sa.Column("script", sa.String(16), primary_key=True),
        sa.Column("length", sa.String(16), primary_key=True),
        sa.Column("answer", sa.String(16), primary_key=True),
        sa.Column("times", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("not_understood")
