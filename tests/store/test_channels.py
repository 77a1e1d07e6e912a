"""Channels and workspaces: each stands once, under the workspace it is in, and whoever closes one is told so once."""

from __future__ import annotations

import asyncio
import sqlite3

from bot.store.engine import normal_url
from bot.store.store import Store
from tests.store.posting import HOUR, add_channel, order
from tests.store.samples import NOW


async def test_a_channel_is_found_by_its_address_however_often_it_is_met(store: Store) -> None:
    first = await add_channel(store, place="C1")
    assert (first.platform, first.workspace, first.external_id, first.state) == ("slack", "T1", "C1", "active")
    assert first.address == "slack:C1"
    assert await add_channel(store) == first == await store.channel_at("slack:C1") == await store.channel(first.id)
    assert await store.channel_at("slack:C2") is None
    assert await store.channel_at("discord:C1") is None


async def test_a_channel_takes_its_new_name_and_keeps_it_where_none_is_told(store: Store) -> None:
    await store.keep_channel("discord:7", NOW, workspace="G1", name="ai-news", workspace_name="Harbour")
    renamed = await store.keep_channel("discord:7", NOW, workspace="G1", name="news")
    assert renamed.name == "news"
    assert (await store.keep_channel("discord:7", NOW, workspace="G1")).name == "news"
    (workspace,) = await store.workspaces(platform="discord")
    assert workspace.name == "Harbour"


async def test_an_order_made_before_its_workspace_was_known_moves_there_with_its_channel(store: Store) -> None:
    early = await store.keep_channel("slack:C1", NOW)
    assert early.workspace == ""
    added = await store.add_subscription(order(early), NOW)
    true = await add_channel(store, place="C1", workspace="T1")
    assert (true.id, true.workspace) == (early.id, "T1")
    moved = await store.subscription(added.id)
    assert moved is not None and moved.workspace_id == true.workspace_id
    assert await store.keep_channel("slack:C1", NOW) == true


async def test_a_channel_shared_by_two_workspaces_is_one_in_each(store: Store) -> None:
    one, two = await add_channel(store, workspace="T1"), await add_channel(store, workspace="T2")
    assert one.id != two.id
    assert [each.id for each in await store.channels(workspace_id=two.workspace_id)] == [two.id]


async def test_a_known_channel_waits_for_no_writer(sqlite_url: str) -> None:
    async with await Store.open(sqlite_url) as store:
        known = await add_channel(store, place="C1")
        writer = sqlite3.connect(normal_url(sqlite_url).database or "", isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        async with asyncio.timeout(10):
            assert await add_channel(store, place="C1") == known
        writer.execute("ROLLBACK")
        writer.close()


async def test_many_who_meet_a_new_channel_at_once_make_one(store: Store) -> None:
    met = await asyncio.gather(*(add_channel(store, workspace="T1" if n % 2 else "") for n in range(8)))
    assert len({channel.id for channel in met}) == 1
    assert len(await store.channels()) == 1


async def test_only_the_one_who_closes_a_channel_tells_people(store: Store) -> None:
    channel = await add_channel(store)
    said = await asyncio.gather(*(store.set_channel_state(channel.id, "closed", "archived", NOW) for _ in range(4)))
    assert sorted(said) == [False, False, False, True]
    closed = await store.channel(channel.id)
    assert closed is not None and (closed.state, closed.reason) == ("closed", "archived")
    assert [each.id for each in await store.channels(state="closed", platform="slack")] == [channel.id]
    assert await store.channels(state="active") == []
    assert await store.set_channel_state(channel.id, "active", None, NOW)


async def test_settings_of_channels_and_workspaces_are_kept(store: Store) -> None:
    channel = await add_channel(store)
    await store.set_channel_settings(channel.id, {"muted_outlets": ["Harbour Post"]})
    await store.set_workspace_settings(channel.workspace_id, {"managers": "admins"})
    kept = await store.channel(channel.id)
    workspace = await store.workspace("slack", "T1")
    assert kept is not None and kept.settings == {"muted_outlets": ["Harbour Post"]}
    assert workspace is not None and workspace.settings == {"managers": "admins"}
    assert await store.workspace("slack", "T2") is None


async def test_a_removed_workspace_stands_again_with_its_orders_when_its_channel_is_met_again(store: Store) -> None:
    channel = await add_channel(store)
    added = await store.add_subscription(order(channel), NOW)
    await store.remove_workspace(channel.workspace_id, NOW)
    assert await store.due_subscriptions(NOW, platforms=["slack"], limit=9) == []
    assert await store.workspaces(platform="slack") == [] == await store.channels()
    assert [one.removed_at for one in await store.workspaces(with_removed=True)] == [NOW]
    assert [one.external_id for one in await store.forgotten_workspaces(NOW + HOUR)] == ["T1"]
    assert await store.forgotten_workspaces(NOW) == []
    assert await store.keep_channel("slack:C1", NOW) == channel
    assert await store.workspaces(platform="slack") == []
    assert await add_channel(store) == channel
    assert [each.id for each in await store.due_subscriptions(NOW, platforms=["slack"], limit=9)] == [added.id]
