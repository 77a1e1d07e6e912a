"""Rules that hold for the whole store: it obeys its protocols, locks nothing in vain, and forgets a workspace whole."""

from __future__ import annotations

import asyncio
import inspect
import sqlite3

import pytest
import sqlalchemy as sa

from bot import outbox_ports, ports
from bot.store.engine import normal_url
from bot.store.schema import metadata, workspaces
from bot.store.store import Store
from tests.store.samples import NOW, add_articles, add_feeds, add_workspace, article, company, new_entry

PROTOCOLS = (
    ports.PollStore, ports.ReadStore, ports.GroupStore, ports.BriefStore, ports.NewsReader, ports.FeedDesk,
    ports.CandidateStore, ports.StatusStore, ports.SubscriptionStore, outbox_ports.ChannelStore,
    outbox_ports.WorkspaceStore, outbox_ports.OutboxStore, outbox_ports.OrderStore, outbox_ports.ReachedStore,
    outbox_ports.WatchStore, outbox_ports.FeedbackStore, outbox_ports.ReportStore, outbox_ports.NoticeStore,
    outbox_ports.ClaimStore, outbox_ports.KeptStore,
)  # fmt: skip


def _as_ports(store: Store) -> tuple[
    ports.PollStore, ports.ReadStore, ports.GroupStore, ports.BriefStore, ports.NewsReader, ports.FeedDesk,
    ports.CandidateStore, ports.StatusStore,
]:  # fmt: skip
    """mypy holds the types."""
    return (store,) * 8


def _as_outbox_ports(store: Store) -> tuple[
    ports.SubscriptionStore, outbox_ports.ChannelStore, outbox_ports.WorkspaceStore, outbox_ports.OutboxStore,
    outbox_ports.OrderStore, outbox_ports.ReachedStore, outbox_ports.WatchStore, outbox_ports.FeedbackStore,
    outbox_ports.ReportStore, outbox_ports.NoticeStore, outbox_ports.ClaimStore, outbox_ports.KeptStore,
]:  # fmt: skip
    return (store,) * 12


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_one_store_obeys_each_protocol(protocol: type) -> None:
    for name, asked in inspect.getmembers(protocol, inspect.isfunction):
        if not name.startswith("_"):
            given = inspect.signature(getattr(Store, name)).parameters
            assert set(inspect.signature(asked).parameters) <= set(given), name


async def test_where_nothing_is_due_nothing_waits_for_a_writer(sqlite_url: str) -> None:
    async with await Store.open(sqlite_url) as store:
        await add_feeds(store, 1)
        await store.claim_due_feeds(NOW, owner="a", limit=9)
        await store.take_lease("group", owner="a", now=NOW, seconds=60)
        writer = sqlite3.connect(normal_url(sqlite_url).database or "", isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        async with asyncio.timeout(10):
            assert await store.claim_due_feeds(NOW, owner="b", limit=9) == []
            assert await store.claim_items(NOW, owner="b", limit=9) == []
            assert await store.stories_to_brief(9) == []
            assert not await store.take_lease("group", owner="b", now=NOW, seconds=60)
            assert await store.seed([], NOW) == 0
            assert (await store.status(NOW)).feeds["active"] == 1
        writer.execute("ROLLBACK")
        writer.close()


async def test_a_batch_that_fails_leaves_nothing_of_itself(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    before = await _counts(store)
    nameless = ports.NewEntry((), new_entry("x").entry, True)
    with pytest.raises(ValueError, match="without an identity key"):
        await store.save_polls([ports.PollOutcome(feed.id, feed.health, entries=(new_entry("fine"), nameless))], NOW)
    assert await _counts(store) == before


async def test_a_deleted_workspace_leaves_nothing_behind(store: Store) -> None:
    shared = await add_feeds(store, 1)
    await add_articles(store, shared[0], [article("a")], [company("Zephyr Labs")], search_tokens=("gale",))
    before = await _counts(store)
    own = await add_workspace(store, "T1")
    (feed,) = await add_feeds(store, 1, workspace_id=own)
    waiting = [one.article.id for one in await store.ungrouped(9)]
    await add_articles(store, feed, [article("b")], [company("Zephyr Labs")], search_tokens=("gale",))
    private = [one for one in await store.ungrouped(9) if one.article.id not in waiting]
    assert [one.article.workspace_id for one in private] == [own]
    await store.save_placements([ports.Placement(private[0].article.id, None)], NOW)
    assert await _counts(store) != before
    async with store._db.write() as connection:
        await connection.execute(sa.delete(workspaces).where(workspaces.c.id == own))
    assert await _counts(store) == before
    assert len(await store.search(["gale"], workspace_id=own)) == 1


async def _counts(store: Store) -> dict[str, int]:
    names = [*metadata.tables, "article_search"]
    async with store._db.read() as connection:
        return {
            name: int((await connection.execute(sa.text(f"SELECT count(*) FROM {name}"))).scalar_one())
            for name in names
        }
