"""The tables' history, walked by Alembic."""

import asyncio
from typing import Final

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.errors import StoreError

# The newest step. Alembic takes seconds to import: it is asked only when a database is older.
NEWEST: Final = "0006"


async def upgraded(engine: AsyncEngine, url: str) -> bool:
    """Bring a database up to the newest step; True if it was older."""
    if await _version(engine) == NEWEST:
        return False
    await asyncio.to_thread(upgrade, url)
    return True


def upgrade(url: str, to: str = "head") -> None:
    """Walk up to a step."""
    from alembic import command
    from alembic.util import CommandError

    try:
        command.upgrade(_config(url), to)
    except CommandError:
        raise StoreError("The database is of a newer Pana than this one.") from None


def downgrade(url: str, to: str) -> None:
    """Walk down to a step."""
    from alembic import command

    command.downgrade(_config(url), to)


def _config(url: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "bot.storage:migrations")
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


async def _version(engine: AsyncEngine) -> str | None:
    try:
        async with engine.connect() as connection:
            found = await connection.execute(text("select version_num from alembic_version"))
            return found.scalar_one_or_none()
    except DBAPIError:
        return None
