"""Insert a row or change the one that stands there, on either database."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import Executable


def upsert(connection: AsyncConnection, table: Table, values: Mapping[str, Any]) -> Executable:
    """Return the statement; the row is known by its primary key."""
    # Only the dialect in use is imported: each costs a second of the start.
    dialect = import_module(f"sqlalchemy.dialects.{connection.dialect.name}")
    keys = [column.name for column in table.primary_key]
    statement = dialect.insert(table).values(**values)
    changed = {name: statement.excluded[name] for name in values if name not in keys}
    written: Executable = statement.on_conflict_do_update(index_elements=keys, set_=changed)
    return written
