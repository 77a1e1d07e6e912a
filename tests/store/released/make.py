"""Writes a database of the present schema, with data in it, as SQL: `python -m tests.store.released.make > NNNN.sql`.

Run it at a release that brings a migration, name the file after the revision, and never change it again.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bot.news.model import Relation, Tag
from bot.ports import StoryText, TextOutcome, Usage
from bot.store.store import Store
from tests.store.posting import add_channel, add_digest
from tests.store.samples import NOW, add_articles, add_briefed, add_feeds, add_workspace, article, brief, company, model


async def fill(url: str) -> None:
    """A workspace with a private feed, two shared feeds, a story with two versions, a waiting item and article."""
    async with await Store.open(url) as store:
        own = await add_workspace(store, "T1")
        one, two = await add_feeds(store, 2)
        await add_feeds(store, 1, workspace_id=own)
        said = company("Zephyr Labs"), model("Gale 2", "Gale"), company("Quiet Harbour AI", confidence=0.5)
        told = Relation("Zephyr Labs", "makes", "Gale 2", "confirmed")
        tags = (Tag("company", "Zephyr Labs", "subject"), Tag("model", "Gale 2", "subject", family="Gale"))
        articles = [article("a"), article("b", outlet="Second Paper")]
        story_id = await add_briefed(store, one, articles, said, relations=(told,), tags=tags)
        ids = [known.article.id for known in await store.story_articles(story_id)]
        await store.save_briefs([(story_id, brief(ids, whats_new="It is out", relations=(told,), tags=tags))], NOW)
        await add_articles(store, two, [article("c")], said, search_tokens=("gale-2", "zephyr", "阿里"))
        await store.set_status(two.id, "paused", NOW)
        await _post(store, story_id)
        await _write(store, story_id)


async def _write(store: Store, story_id: int) -> None:
    """Since 0005: a text that a model wrote."""
    text = StoryText("released", story_id, 2, ("en",), 400)
    await store.claim_texts([text], NOW.date(), NOW)
    await store.settle_texts([TextOutcome(text, "written", usage=Usage(300, 60, 1), cost=0.01, passed=2)], NOW)


async def _post(store: Store, story_id: int) -> None:
    """Since 0002: a channel's order whose digest is half posted, with what people said about its story."""
    channel = await add_channel(store, "C1", "T1", name="ai-news")
    await add_digest(store, channel, parts=2, story=story_id)
    await store.claim_deliveries(NOW, owner="released", limit=1, platforms=["slack"])
    await store.part_sending("d1", 1, NOW, owner="released")
    await store.part_sent("d1", 1, "17.1", NOW)
    await store.give_feedback(channel.id, story_id, "U1", "useful", NOW)
    await store.add_report(story_id, 2, channel.id, "U1", "The name is wrong", NOW)
    await store.add_watch(channel.id, "company", "Zephyr Labs", "U1", NOW)
    await store.keep(channel.id, "U1", "ask", "Who makes Gale?", {"title": "Gale"}, NOW)


def dump(path: Path) -> Iterator[str]:
    """Like sqlite3's own dump, but with a full-text table as its CREATE and plain INSERTs, without its shadows."""
    connection = sqlite3.connect(path)
    objects = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")
    known = [(kind, name, sql) for kind, name, sql in objects.fetchall() if not _is_shadow(name)]
    yield "PRAGMA foreign_keys=OFF;"
    yield from (f"{sql};" for kind, _, sql in known if kind == "table")
    for name in [name for kind, name, _ in known if kind == "table"]:
        yield from _rows(connection, name)
    yield from _rows(connection, "sqlite_sequence", clear=True)
    yield from (f"{sql};" for kind, _, sql in known if kind != "table")
    connection.close()


def _is_shadow(name: str) -> bool:
    return name.startswith(("article_search_data", "article_search_idx", "article_search_content",
                            "article_search_docsize", "article_search_config", "sqlite_"))  # fmt: skip


def _rows(connection: sqlite3.Connection, table: str, *, clear: bool = False) -> Iterator[str]:
    columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    columns = ["rowid", *columns] if table == "article_search" else columns
    values = " || ', ' || ".join(f'quote("{column}")' for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    if clear:
        yield f'DELETE FROM "{table}";'
    for (row,) in connection.execute(f'SELECT {values} FROM "{table}"'):
        yield f'INSERT INTO "{table}" ({names}) VALUES ({row});'


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.db"
        asyncio.run(fill(f"sqlite:///{path}"))
        sys.stdout.writelines(f"{line}\n" for line in dump(path))


if __name__ == "__main__":
    main()
