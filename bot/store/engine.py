"""Opens a database by its address, and gives the two kinds of transactions that the store uses.

Knows both engines' settings; knows no table. Why SQLite writers begin with BEGIN IMMEDIATE: a transaction that read
first and writes later fails at once when another process wrote in between, whatever its time-out.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

import aiosqlite
import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from bot.ports import DatabaseTrouble
from bot.store.schema import storable
from bot.store.trouble import told_plainly

BUSY_SECONDS = 30
"""How long a writer waits for its turn. Three hot writers waited 0.8 s at most."""

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
}


def normal_url(url: str) -> sa.URL:
    """The address with the driver that we use, whichever it names; DatabaseTrouble for what can't be one of ours."""
    try:
        made = sa.make_url(url)
    except (ArgumentError, ValueError):
        raise DatabaseTrouble("DATABASE_URL is no database address; it looks like sqlite:///news.db.") from None
    kind = made.drivername.partition("+")[0]
    if kind not in _DRIVERS:
        raise DatabaseTrouble(f"Newsdesk speaks to SQLite and PostgreSQL, not to {kind}; change DATABASE_URL.")
    if kind == "sqlite" and made.database in (None, "", ":memory:"):
        raise DatabaseTrouble("An SQLite database needs a file: write it as sqlite:///news.db.")
    return made.set(drivername=_DRIVERS[kind])


def describe_url(url: str) -> str:
    """The address as people may see it: the file of SQLite, else without its password."""
    made = normal_url(url)
    if made.drivername.startswith("sqlite"):
        return str(made.database)
    return made.set(drivername="postgresql").render_as_string(hide_password=True)


def open_engine(url: str) -> AsyncEngine:
    """An engine for `url`. Connects at first use; dispose it, or aiosqlite's threads outlive the loop."""
    made = normal_url(url)
    return _sqlite(made) if made.drivername.startswith("sqlite") else _postgres(made)


def open_for_upgrade(url: sa.URL) -> AsyncEngine:
    """The same with foreign keys off: a migration may rebuild a table, and its children must outlive that."""
    if url.drivername.startswith("sqlite"):
        return _sqlite(url, foreign_keys=False, poolclass=NullPool)
    return _postgres(url, poolclass=NullPool)


def _to_json(value: object) -> str:
    return storable(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _postgres(url: sa.URL, **options: Any) -> AsyncEngine:
    try:
        return create_async_engine(url, json_serializer=_to_json, pool_pre_ping=True, **options)
    except ImportError:
        raise DatabaseTrouble("PostgreSQL needs its driver: pip install 'newsdesk[postgres]'.") from None


def _sqlite(url: sa.URL, *, foreign_keys: bool = True, **options: Any) -> AsyncEngine:
    connecting = {"timeout": BUSY_SECONDS, "async_creator_fn": _connected}
    engine = create_async_engine(url, json_serializer=_to_json, connect_args=connecting, **options)
    sa.event.listen(engine.sync_engine, "connect", partial(_prepare, foreign_keys))
    sa.event.listen(engine.sync_engine, "begin", _begin)
    return engine


async def _connected(*arguments: Any, **options: Any) -> aiosqlite.Connection:
    """Where a file can't be opened, aiosqlite tells its thread to stop without waiting for it, and the thread fails
    when the loop ends first: here it ends before the error is told."""
    connection = aiosqlite.connect(*arguments, **options)
    connection._thread.daemon = True  # as SQLAlchemy does where it connects itself
    try:
        return await connection
    except sqlite3.Error:
        await asyncio.to_thread(connection._thread.join)
        raise


def _prepare(foreign_keys: bool, connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
    cursor.close()


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("write") else "BEGIN")


def make_folder(url: str) -> None:
    """The folder of an SQLite file, where it is missing."""
    made = normal_url(url)
    if not made.drivername.startswith("sqlite"):
        return
    folder = Path(str(made.database)).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or "no access"
        raise DatabaseTrouble(f"The database's folder {folder} can't be opened: {reason}.") from error


class Database:
    """An engine with its transactions; errors that an operator can mend come out as DatabaseTrouble."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.sqlite = engine.dialect.name == "sqlite"
        self._writer = engine.execution_options(write=True)
        self._turn: AbstractAsyncContextManager[None] = asyncio.Lock() if self.sqlite else nullcontext()
        self._where = describe_url(engine.url.render_as_string(hide_password=True))
        self._in_hand: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that only reads. On SQLite it blocks nobody and must never write."""
        with told_plainly(self._where):
            async with self.engine.begin() as connection:
                yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that may write: on SQLite the only one at its time, from its first statement on.

        This process's own writers queue here, in order: SQLite lets those that wait sleep and ask again, the unlucky
        ones for long.
        """
        with told_plainly(self._where):
            async with self._turn, self._writer.begin() as connection:
                yield connection

    def in_hand(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Work that nobody waits for to its end; closing does."""
        task = asyncio.create_task(work)
        self._in_hand.add(task)
        task.add_done_callback(self._in_hand.discard)
        return task

    async def close(self) -> None:
        await asyncio.gather(*self._in_hand, return_exceptions=True)
        await self.engine.dispose()
