"""What editors have changed: drafts, locks, and the history of what was published."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "knowledge_drafts",
        sa.Column("operator", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("file", sa.String(200), primary_key=True),
        sa.Column("base", sa.Text),
        sa.Column("text", sa.Text),
        sa.Column("saved_at", sa.BigInteger, nullable=False),
    )
    op.create_index("knowledge_drafts_by_saved_at", "knowledge_drafts", ["saved_at"])
    op.create_table(
        "knowledge_locks",
        sa.Column("file", sa.String(200), primary_key=True),
        sa.Column("operator", sa.Integer, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "knowledge_changes",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("operator", sa.Integer),
        sa.Column("deed", sa.String(16), nullable=False),
        sa.Column("undoes", sa.Integer),
    )
    op.create_index("knowledge_changes_by_at", "knowledge_changes", ["at"])
    op.create_table(
        "knowledge_alterations",
        sa.Column("change", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("file", sa.String(200), primary_key=True),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text),
    )
    op.create_index("knowledge_alterations_by_file", "knowledge_alterations", ["file"])


def downgrade() -> None:
    for table in (
        "knowledge_alterations",
        "knowledge_changes",
        "knowledge_locks",
        "knowledge_drafts",
    ):
        op.drop_table(table)
