"""What an operator can mend is told in one sentence that says what to do, and leaves nothing half-written."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.ports import DatabaseTrouble
from bot.store.engine import Database, describe_url, normal_url, open_engine
from bot.store.store import Store
from bot.store.trouble import told_plainly
from tests.store.samples import NOW, add_feeds, new_entry, poll


@pytest.mark.parametrize(
    ("given", "driver"),
    [
        ("sqlite:////x/news.db", "sqlite+aiosqlite"),
        ("sqlite+aiosqlite:////x/news.db", "sqlite+aiosqlite"),
        ("sqlite+pysqlite:////x/news.db", "sqlite+aiosqlite"),
        ("postgres://u:p@h/d", "postgresql+psycopg"),
        ("postgresql://u:p@h/d", "postgresql+psycopg"),
        ("postgresql+psycopg://u:p@h/d", "postgresql+psycopg"),
        ("postgresql+psycopg2://u:p@h/d", "postgresql+psycopg"),
        ("postgresql+asyncpg://u:p@h/d", "postgresql+psycopg"),
        ("postgresql://u:@/db?host=/run/pg", "postgresql+psycopg"),
    ],
)
def test_an_address_gets_our_driver_whichever_it_names(given: str, driver: str) -> None:
    assert normal_url(given).drivername == driver


@pytest.mark.parametrize(
    "given", ["mysql://u:secret@h/d", "news.db", "", "sqlite://", "sqlite:///:memory:", "postgres://h:port/x"]
)
def test_an_address_that_is_none_of_ours_is_refused_without_showing_it(given: str) -> None:
    with pytest.raises(DatabaseTrouble) as trouble:
        open_engine(given)
    assert "secret" not in str(trouble.value)


def test_an_address_is_shown_without_its_password() -> None:
    assert describe_url("postgres://ann:secret@db.example/news") == "postgresql://ann:***@db.example/news"
    assert describe_url("sqlite:////srv/news.db") == "/srv/news.db"


async def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    path.write_bytes(b"Dear diary, " * 500)
    with pytest.raises(DatabaseTrouble, match="not a database; restore a backup with `newsdesk db restore FILE`"):
        await Store.open(f"sqlite:///{path}")
    assert path.read_bytes() == b"Dear diary, " * 500


def _damage(path: Path) -> None:
    """Keeps the first page, which says that it is a database, and overwrites the rest."""
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 4096))


async def test_a_damaged_file_is_told_as_damaged(sqlite_url: str) -> None:
    _damage(Path(normal_url(sqlite_url).database or ""))
    with pytest.raises(DatabaseTrouble, match="damaged; restore a backup"):
        async with await Store.open(sqlite_url) as store:
            await store.feeds()


async def test_a_folder_that_cannot_be_made_or_is_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(DatabaseTrouble, match=r"folder .*file/sub can't be opened"):
        await Store.open(f"sqlite:///{tmp_path}/file/sub/news.db")
    with pytest.raises(DatabaseTrouble, match="can't be opened"):
        await Store.open(f"sqlite:///{tmp_path}")


async def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    async with await Store.open(f"sqlite:///{tmp_path}/new/deep/news.db") as store:
        assert await store.feeds() == []


async def test_a_full_disk_is_told_and_nothing_is_half_written(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    store = Store(Database(engine))
    (feed,) = await add_feeds(store, 1)
    await store.close()
    sa.event.listen(engine.sync_engine, "connect", _almost_full)
    entries = [new_entry(f"k{n}", content="long " * 2000) for n in range(100)]
    with pytest.raises(DatabaseTrouble, match="the disk is full; free some space"):
        await store.save_polls([poll(feed, *entries)], NOW)
    await store.close()
    async with await Store.open(sqlite_url) as again:
        assert [kept.items for kept in await again.feeds()] == [0]
        assert await again.claim_items(NOW, owner="a", limit=9) == []
        assert await again.save_polls([poll(feed, *entries)], NOW) == {feed.id: 100}


def _almost_full(connection: sqlite3.Connection, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA page_count")
    (pages,) = cursor.fetchone()
    cursor.execute(f"PRAGMA max_page_count={pages + 20}")
    cursor.close()


def test_a_lock_of_another_program_and_a_file_that_may_only_be_read_are_told(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "x.db", isolation_level=None)
    other.execute("CREATE TABLE t (x)")
    other.execute("BEGIN EXCLUSIVE")
    ours = sqlite3.connect(tmp_path / "x.db", timeout=0, isolation_level=None)
    with pytest.raises(DatabaseTrouble, match="locked by another program"), told_plainly("x.db"):
        ours.execute("INSERT INTO t VALUES (1)")
    other.execute("ROLLBACK")
    ours.execute("PRAGMA query_only=ON")
    with pytest.raises(DatabaseTrouble, match="may only be read"), told_plainly("x.db"):
        ours.execute("INSERT INTO t VALUES (1)")
    ours.close()
    other.close()


async def test_a_programming_error_passes_through_unchanged(store: Store) -> None:
    with pytest.raises(sa.exc.DBAPIError):
        async with store._db.read() as connection:
            await connection.execute(sa.text("SELECT nothing FROM nowhere"))


async def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    with pytest.raises(DatabaseTrouble, match="no server answers there") as trouble:
        await Store.open("postgresql://ann:secret@127.0.0.1:9/news?connect_timeout=5")
    assert "secret" not in str(trouble.value)
    assert "127.0.0.1:9" in str(trouble.value)


async def test_a_database_that_the_server_does_not_have_is_told(postgres_server: str) -> None:
    missing = normal_url(postgres_server).set(database="nd_nowhere").render_as_string(hide_password=False)
    with pytest.raises(DatabaseTrouble, match="doesn't exist; create it first"):
        await Store.open(missing)
