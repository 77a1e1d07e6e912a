"""A database of any earlier release, or none, becomes one of this release, whole; one of a later release is refused."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.ports import DatabaseTrouble
from bot.store.engine import Database, normal_url, open_engine, open_for_upgrade
from bot.store.schema import UtcTime, metadata
from bot.store.store import Store
from bot.store.upgrade import HEAD, REVISIONS, check_version, upgrade
from tests.store.posting import HOUR
from tests.store.samples import NOW

RELEASED = sorted((Path(__file__).parent / "released").glob("*.sql"))
MIGRATIONS = Path(__file__).parents[2] / "bot" / "store" / "migrations"


def _ours(thing: Any, name: str | None, kind: str, reflected: bool, compared: Any) -> bool:
    return not (kind == "table" and (name or "").startswith("article_search"))


def _differences(connection: sa.Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"include_object": _ours, "compare_type": True})
    return list(compare_metadata(context, metadata))


async def _schema_differences(url: str) -> list[Any]:
    engine = open_engine(url)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_differences)
    finally:
        await engine.dispose()


async def _set_version(url: str, version: str) -> None:
    database = Database(open_engine(url))
    async with database.write() as connection:
        await connection.execute(sa.text("UPDATE alembic_version SET version_num = :v"), {"v": version})
    await database.close()


async def test_the_migrated_schema_is_the_one_the_code_speaks_of(database_url: str) -> None:
    assert await _schema_differences(database_url) == []


def test_the_known_revisions_are_those_on_file() -> None:
    script = ScriptDirectory(str(MIGRATIONS))
    assert tuple(revision.revision for revision in reversed(list(script.walk_revisions()))) == REVISIONS


async def test_an_empty_database_is_told_from_a_current_one(bare_url: str) -> None:
    engine = open_engine(bare_url)
    assert await check_version(engine) == "empty"
    await upgrade(engine)
    assert await check_version(engine) == "current"
    await upgrade(engine)
    await engine.dispose()
    assert await _schema_differences(bare_url) == []


async def test_opening_makes_what_is_missing_unless_told_not_to(bare_url: str) -> None:
    with pytest.raises(DatabaseTrouble, match="is empty; run `newsdesk db upgrade`"):
        await Store.open(bare_url, upgrades=False)
    async with await Store.open(bare_url) as store:
        assert (await store.status(NOW)).queue["items"] == 0
    async with await Store.open(bare_url, upgrades=False) as store:
        assert await store.feeds() == []


async def test_four_may_open_one_new_database_at_once(bare_url: str) -> None:
    stores = await asyncio.gather(*(Store.open(bare_url) for _ in range(4)))
    for store in stores:
        assert await store.feeds() == []
        await store.close()


async def test_a_database_of_a_newer_newsdesk_is_refused_and_left_alone(database_url: str) -> None:
    await _set_version(database_url, "9999")
    with pytest.raises(DatabaseTrouble, match=r"made by a newer Newsdesk .*9999.*; upgrade this one"):
        await Store.open(database_url)
    engine = open_engine(database_url)
    with pytest.raises(DatabaseTrouble, match="newer"):
        await upgrade(engine)
    await engine.dispose()


def test_every_revision_has_a_released_database() -> None:
    assert tuple(path.stem for path in RELEASED) == REVISIONS


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
async def test_a_released_database_keeps_its_news_through_the_upgrade(released: Path, tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    url = f"sqlite:///{path}"
    _load(released, path)
    engine = open_engine(url)
    assert await check_version(engine) == ("current" if released.stem == HEAD else "old")
    await upgrade(engine)
    await engine.dispose()
    assert await _schema_differences(url) == []
    async with await Store.open(url, upgrades=False) as store:
        await _holds_the_sample_news(store)
    assert sqlite3.connect(path).execute("PRAGMA foreign_key_check").fetchall() == []


def _load(released: Path, path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(released.read_text(encoding="utf-8"))
    connection.close()


async def _holds_the_sample_news(store: Store) -> None:
    """What tests/store/released/make.py filled in."""
    story = await store.story(1)
    assert story is not None
    assert (story.outlets, story.brief.version, story.brief.whats_new) == (2, 2, "It is out")
    assert [version.version for version in await store.history(1)] == [1, 2]
    assert [feed.status for feed in await store.feeds()] == ["active", "paused"]
    assert len(await store.feeds(workspace_id=1)) == 3
    assert [one.article.url[-1] for one in await store.ungrouped(9)] == ["c"]
    assert len(await store.search(["gale-2", "阿里"])) == 1
    assert [known.current for known in await store.relations_of("Gale 2")] == [True]
    assert await store.models_of("Zephyr Labs") == []
    assert [one.articles for one in await store.candidates()] == [3]


async def test_a_released_databases_deliveries_go_on_where_they_stood(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    _load(next(released for released in RELEASED if released.stem == "0002"), path)
    async with await Store.open(f"sqlite:///{path}") as store:
        (order,) = await store.subscriptions()
        assert (order.channel, order.channel_name, order.last_digest_until) == ("slack:C1", "ai-news", NOW)
        (half,) = await store.claim_deliveries(NOW + HOUR, owner="new", limit=9, platforms=["slack"])
        assert [part.state for part in half.parts] == ["sent", "planned"]
        assert await store.versions_in([order.channel_id], [1]) == {order.channel_id: {1: 1}}
        assert (
            len(await store.reports()) == len(await store.watches()) == len(await store.feedback(half.channel.id)) == 1
        )


# --- From 0001, with what no command could write then -----------------------------------------------------------------

_BEFORE_CHAT = """
INSERT INTO workspaces (id, platform, external_id, settings, created_at) VALUES (7, 'terminal', '', '{}', :now);
INSERT INTO channels (id, workspace_id, external_id, state, settings, created_at) VALUES (8, 7, '', 'active', '{}', :now);
INSERT INTO subscriptions (id, channel_id, preset, filters, time, days, zone, size, state, created_at, next_due_at)
    VALUES (9, 8, 'everything', '{"kinds": ["release"]}', '08:30', '0,1', 'Europe/Berlin', 8, 'active', :now, :now);
INSERT INTO deliveries (id, channel_id, subscription_id, occasion, kind, state, attempts, created_at, due_at)
    VALUES ('d0', 8, 9, 'then', 'digest', 'planned', 0, :now, :now);
INSERT INTO delivery_parts (delivery_id, n, state, marker, payload, attempts) VALUES ('d0', 1, 'planned', 'd0.1', '{}', 0);
INSERT INTO feeds (id, scope, url, name, kind, language, weight, origin, status, items, created_at, changed_at, interval,
    failures) VALUES (6, 0, 'https://old.example', 'Old', 'press', 'en', 1.0, 'command', 'active', 0, :now, :now, 1800.0, 0)
"""


async def test_orders_and_feeds_from_before_chat_are_as_they_were(bare_url: str) -> None:
    await _make_first_schema(bare_url)
    assert await _schema_differences(bare_url) != []
    async with await Store.open(bare_url) as store:
        (order,) = await store.subscriptions()
        assert (order.channel, order.wanted.kinds, order.zone) == (
            "terminal", frozenset({"release"}), "Europe/Berlin",
        )  # fmt: skip
        assert (order.compact, order.role, order.skip, order.tell_quiet, order.language) == (
            False,
            None,
            (),
            True,
            "en",
        )
        (old,) = await store.deliveries()
        assert (old.message, old.told, old.open_thread, len(old.parts)) == ({}, (), False, 1)
        assert [feed.spec.link_only for feed in await store.feeds()] == [False]
        assert await store.change_subscription(replace(order, compact=True))
    assert await _schema_differences(bare_url) == []


async def _make_first_schema(url: str) -> None:
    engine = open_for_upgrade(normal_url(url))
    database = Database(engine)
    async with database.write() as connection:
        await connection.run_sync(_run_first_migration)
        for statement in _BEFORE_CHAT.split(";"):
            now = sa.bindparam("now", NOW, type_=UtcTime())
            text = sa.text(statement)
            await connection.execute(text.bindparams(now) if ":now" in statement else text)
    await engine.dispose()


def _run_first_migration(connection: sa.Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "0001")


async def test_an_upgrade_that_fails_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    """The schema stands half in the way: the upgrade meets a table that it wants to make."""
    path = tmp_path / "news.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE meta (something TEXT)")
    connection.close()
    before = path.read_bytes()
    shutil.copy(path, tmp_path / "kept.db")
    with pytest.raises(sa.exc.OperationalError, match="meta already exists"):
        await Store.open(f"sqlite:///{path}")
    left = sqlite3.connect(path).execute("SELECT name FROM sqlite_master").fetchall()
    assert before and left == [("meta",)]
