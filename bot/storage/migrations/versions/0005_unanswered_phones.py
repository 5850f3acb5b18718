"""Counts of calls that nobody answered: by phone, no longer by centre.

What was counted by centre says nothing of any one of its phones: it is dropped, on both ways.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    _counted_by(sa.Column("phone", sa.String(16), primary_key=True))


def downgrade() -> None:
    _counted_by(sa.Column("centre", sa.String(40), primary_key=True))


def _counted_by(column: sa.Column[str]) -> None:
    op.drop_table("unanswered_calls")
    op.create_table(
        "unanswered_calls",
        sa.Column("day", sa.String(10), primary_key=True),
        column,
        sa.Column("times", sa.Integer, nullable=False),
    )
