"""Pages that ask for what is new themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    column = sa.Column("asks", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("deliveries", column)


def downgrade() -> None:
    with op.batch_alter_table("deliveries") as deliveries:
        deliveries.drop_column("asks")
