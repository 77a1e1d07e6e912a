"""Several processes work at one database: nothing is doubled, nothing is lost, nobody is told that it is locked."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import sqlalchemy as sa

from bot.store.engine import Database, open_engine
from tests.store import post_side_by_side as posting
from tests.store.samples import NOW
from tests.store.side_by_side import ENTRIES, FEEDS, work

ROOT = Path(__file__).parents[2]
PROCESSES = 4
ROUNDS = 25


async def _process(url: str, owner: str) -> tuple[int | None, str, str]:
    return await _module("side_by_side", url, owner, str(ROUNDS))


async def _module(name: str, *arguments: str) -> tuple[int | None, str, str]:
    command = (sys.executable, "-m", f"tests.store.{name}", *arguments)
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=pipe, stderr=pipe)
    out, err = await process.communicate()
    return process.returncode, out.decode(), err.decode()


async def _one(url: str, query: str) -> object:
    database = Database(open_engine(url))
    try:
        async with database.read() as connection:
            return (await connection.execute(sa.text(query))).scalar()
    finally:
        await database.close()


async def test_four_processes_side_by_side_double_nothing(database_url: str) -> None:
    done = await asyncio.gather(*(_process(database_url, f"p{n}") for n in range(PROCESSES)))
    assert [(code, err) for code, _, err in done] == [(0, "")] * PROCESSES
    assert sum(int(out) for _, out, _ in done) >= 1000
    await work(database_url, "last", 1)
    for query, expected in await _expectations(database_url):
        assert await _one(database_url, query) == expected, query


async def _expectations(url: str) -> list[tuple[str, object]]:
    """Everything is counted against the distinct entries that were seen; the feeds' entries share their addresses."""
    items = await _one(url, "SELECT count(*) FROM (SELECT DISTINCT feed_id, title FROM items) AS seen")
    articles = await _one(url, "SELECT count(*) FROM (SELECT DISTINCT url FROM articles) AS seen")
    assert isinstance(items, int) and items > FEEDS * ENTRIES
    day = f"'{NOW.date()}'"
    return [
        ("SELECT count(*) FROM feeds", FEEDS),
        ("SELECT count(*) FROM items", items),
        ("SELECT sum(items) FROM feeds", items),
        ("SELECT count(*) FROM item_keys", 2 * items),
        ("SELECT count(*) FROM items WHERE state <> 'read' AND lease_until IS NULL AND attempts > 0", 0),
        ("SELECT count(*) FROM articles", articles),
        ("SELECT count(*) FROM article_search", articles),
        ("SELECT count(*) FROM mentions WHERE name = 'Gale 2'", articles),
        (f"SELECT sum(articles) FROM mention_days WHERE name = 'Gale' AND day = {day}", articles),
        ("SELECT sum(articles) FROM names_seen WHERE name = 'Gale 2'", articles),
        ("SELECT sum(articles) FROM name_candidates", articles),
        ("SELECT count(*) FROM stories WHERE id NOT IN (SELECT story_id FROM articles WHERE story_id IS NOT NULL)", 0),
        ("SELECT count(*) FROM stories", await _one(url, "SELECT count(*) FROM articles WHERE story_id IS NOT NULL")),
        ("SELECT sum(version) FROM stories", await _one(url, "SELECT count(*) FROM briefs")),
        ("SELECT count(*) FROM leases", 0),
    ]


async def test_four_processes_post_each_part_once_from_one_outbox(database_url: str, tmp_path: Path) -> None:
    """In the first hour parts are left in the middle, before and after they were posted; the second takes them up."""
    posted = tmp_path / "posted"
    posted.touch()
    for hour in range(2):
        run = (_module("post_side_by_side", database_url, f"p{n}", str(posted), str(hour)) for n in range(PROCESSES))
        done = await asyncio.gather(*run)
        assert [(code, err) for code, _, err in done] == [(0, "")] * PROCESSES
        unfinished = await _one(database_url, "SELECT count(*) FROM deliveries WHERE state <> 'sent'")
        assert bool(unfinished) == (hour == 0)
    expected = [
        f"C{channel}-{occasion}.{part}"
        for channel in range(posting.CHANNELS)
        for occasion in range(posting.OCCASIONS)
        for part in range(1, posting.PARTS + 1)
    ]
    assert sorted(posted.read_text().split()) == sorted(expected)
    assert await _one(database_url, "SELECT count(*) FROM delivery_parts WHERE message_ref = marker") == len(expected)
