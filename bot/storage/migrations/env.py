"""Lets Alembic walk the tables' history on one connection."""

from alembic import context
from sqlalchemy import create_engine

from bot.storage.tables import PLAIN


def run() -> None:
    """Walk the steps that were asked for."""
    engine = create_engine(context.config.get_main_option("sqlalchemy.url") or "")
    with engine.connect() as connection:
        context.configure(connection, target_metadata=PLAIN, transactional_ddl=True)
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
