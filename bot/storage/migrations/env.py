"""Lets Alembic walk the tables' history on one connection."""

from alembic import context
from sqlalchemy import create_engine

from bot.storage.tables import PLAIN

# Seconds to wait for another program that holds the database.
PATIENCE = 10


def run() -> None:
    """Walk the steps that were asked for."""
    url = context.config.get_main_option("sqlalchemy.url") or ""
    engine = create_engine(url, connect_args={"timeout": PATIENCE})
    try:
        with engine.connect() as connection:
            context.configure(connection, target_metadata=PLAIN, transactional_ddl=True)
            with context.begin_transaction():
                context.run_migrations()
    finally:
        engine.dispose()


run()
