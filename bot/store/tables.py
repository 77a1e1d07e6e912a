"""What all groups of tables share: their database, and the few statements that the two engines spell differently."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.engine import Database

LEASE_SECONDS = 300.0
"""How long a claim of feeds or items holds when its owner is never heard of again."""

CHUNK = 1000
"""Ids in one statement; SQLite takes 32,766 parameters, PostgreSQL 65,535."""

ROWS = 500
"""Rows prepared in one go: about 20 ms on a slow core, of the 100 ms that the event loop may be held."""

# Row locks are FOR NO KEY UPDATE (`key_share=True`) everywhere: a plain FOR UPDATE makes those wait who only refer to the
# row by a foreign key, and with rows of two tables the waits close to a deadlock.

Row = Mapping[Any, Any]
T = TypeVar("T")


class Tables:
    """A group of tables with what is done to them."""

    def __init__(self, database: Database) -> None:
        self._db = database


def chunks(values: Iterable[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    every = list(values)
    for start in range(0, len(every), size):
        yield every[start : start + size]


def insert_into(connection: AsyncConnection, table: sa.Table) -> postgresql.Insert:
    """An INSERT that knows ON CONFLICT, which both engines spell alike but SQLAlchemy keeps apart."""
    return insert_of(connection.dialect.name, table)


def insert_of(dialect: str, table: sa.Table) -> postgresql.Insert:
    made: Any = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    return made  # type: ignore[no-any-return]


async def rows_of(connection: AsyncConnection, query: sa.Executable) -> Sequence[Row]:
    return (await connection.execute(query)).mappings().all()


async def execute_many(
    connection: AsyncConnection, statement: sa.Executable, rows: Sequence[dict[str, Any]], size: int = ROWS
) -> None:
    """The statement for each row, a few hundred at a time: preparing thousands at once would hold the event loop."""
    for some in chunks(rows, size):
        await connection.execute(statement, some)


async def rows_by_ids(
    connection: AsyncConnection, query: sa.Select[Any], column: sa.ColumnElement[int], ids: Iterable[int]
) -> list[Row]:
    """The rows of `query` whose `column` is among `ids`, in as few statements as the engines allow."""
    found: list[Row] = []
    for some in chunks(ids):
        found += await rows_of(connection, query.where(column.in_(some)))
    return found


async def next_ids(connection: AsyncConnection, table: sa.Table, count: int) -> list[int]:
    """Takes ids for new rows ahead, inside a write transaction, so that many rows and their children go in at once."""
    if count == 0:
        return []
    if connection.dialect.name == "sqlite":
        last = sa.text("SELECT seq FROM sqlite_sequence WHERE name = :name")
        start = (await connection.execute(last, {"name": table.name})).scalar() or 0
        return list(range(start + 1, start + 1 + count))
    serial = sa.text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)")
    return list((await connection.execute(serial, {"name": table.name, "count": count})).scalars())


def pair_list(sqlite_engine: bool, pairs: Sequence[tuple[int, str]]) -> sa.Subquery:
    """Pairs (number, word) as a table to join with, whatever their count: one parameter, no long IN."""
    if sqlite_engine:
        text = sa.text(
            "SELECT json_extract(w.value, '$[0]') AS number, json_extract(w.value, '$[1]') AS word "
            "FROM json_each(:pairs) AS w"
        ).bindparams(pairs=json.dumps(pairs))
    else:
        text = sa.text("SELECT * FROM unnest(CAST(:numbers AS bigint[]), CAST(:words AS text[])) AS w(number, word)")
        text = text.bindparams(numbers=[number for number, _ in pairs], words=[word for _, word in pairs])
    return text.columns(sa.column("number", sa.BigInteger), sa.column("word", sa.Text)).subquery("wanted")
