"""Brings a database to this program's schema, and tells one that is too old or too new from one that fits.

Alembic is loaded only when something is to be upgraded; else one SELECT decides.
"""

from __future__ import annotations

import asyncio
from importlib.resources import files
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.ports import DatabaseTrouble
from bot.store.engine import Database, open_for_upgrade

REVISIONS = ("0001", "0002", "0003", "0004", "0005")
"""All migrations, oldest first. A stored version that isn't among them was written by a newer Newsdesk."""

HEAD = REVISIONS[-1]
Fit = Literal["current", "old", "empty"]

_UPGRADE_LOCK = 0x4E455753
"""Of PostgreSQL's advisory locks: "NEWS"."""


async def check_version(engine: AsyncEngine) -> Fit:
    """Whether the database fits; DatabaseTrouble when it is newer than this program."""
    stored = await _stored_version(Database(engine))
    if stored is None:
        return "empty"
    if stored not in REVISIONS:
        raise DatabaseTrouble(
            f"The database was made by a newer Newsdesk (its version is {stored}, this one knows {HEAD}); upgrade this one."
        )
    return "current" if stored == HEAD else "old"


async def _stored_version(database: Database) -> str | None:
    try:
        async with database.read() as connection:
            found = await connection.execute(sa.text("SELECT version_num FROM alembic_version"))
            return found.scalar()
    except DBAPIError as error:
        if _says_no_such_table(error):
            return None
        raise


def _says_no_such_table(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlstate", None) == "42P01" or "no such table" in str(error.orig)


async def upgrade(engine: AsyncEngine) -> None:
    """Runs what is missing in one transaction: it is upgraded whole or left as it was. Safe to call at once from many."""
    await check_version(engine)
    await asyncio.to_thread(asyncio.run, _upgrade(engine.url))  # Alembic would hold this event loop


async def _upgrade(url: sa.URL) -> None:
    own = open_for_upgrade(url)
    try:
        database = Database(own)
        async with database.write() as connection:
            await _lock(connection)
            await connection.run_sync(_migrate)
            await _refuse_orphans(connection)
    finally:
        await own.dispose()


async def _lock(connection: AsyncConnection) -> None:
    if connection.dialect.name == "postgresql":
        await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_UPGRADE_LOCK)))


def _migrate(connection: sa.Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("bot.store") / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


async def _refuse_orphans(connection: AsyncConnection) -> None:
    if connection.dialect.name != "sqlite":
        return
    orphan = (await connection.execute(sa.text("PRAGMA foreign_key_check"))).first()
    if orphan is not None:
        raise DatabaseTrouble(
            f"The upgrade would leave rows of {orphan[0]} without their {orphan[2]}; nothing was changed. "
            "Please report it, with the version you came from."
        )
