"""Feeds as people manage them, and what `status` counts."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from bot.ports import FeedStatus, PollOutcome, ReadingHealth
from bot.store.schema import channels, deliveries, delivery_parts, llm_usage, outlets
from bot.store.store import Store
from tests.store.samples import NOW, add_articles, add_feeds, add_workspace, article, new_entry, poll, spec

HOUR = timedelta(hours=1)


async def test_a_seeded_feed_is_added_once_and_a_removed_one_stays_removed(store: Store) -> None:
    assert await store.seed([spec(1), spec(2), spec(1)], NOW) == 2
    one, two = await store.feeds()
    assert (one.origin, one.status, one.spec) == ("config", "active", spec(1))
    await store.set_status(one.id, "removed", NOW)
    assert await store.seed([spec(1), spec(2), spec(3)], NOW) == 1
    assert [feed.spec.name for feed in await store.feeds()] == ["Feed 2", "Feed 3"]
    assert len(await store.feeds(with_removed=True)) == 3
    assert two.status == "active"


async def test_adding_a_known_feed_brings_it_back_to_life(store: Store) -> None:
    feed, new = await store.add_feed(spec(1, folder="Labs", owner="Zephyr Labs", weight=2.0), "opml", NOW)
    assert new and feed.origin == "opml" and feed.spec.folder == "Labs"
    statuses: tuple[FeedStatus, ...] = ("removed", "paused", "gone")
    for status in statuses:
        broken = poll(feed, failures=4, last_error="410", failing_since=NOW, next_poll_at=NOW + HOUR)
        await store.save_polls([broken], NOW)
        await store.set_status(feed.id, status, NOW)
        again, new = await store.add_feed(spec(1), "command", NOW)
        assert (again.id, new, again.status) == (feed.id, False, "active")
        assert (again.health.failures, again.health.next_poll_at, again.health.last_error) == (0, None, None)
        assert again.spec.folder == "Labs"


async def test_adding_a_feed_that_is_active_changes_nothing(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    await store.save_polls([poll(feed, failures=2, last_error="HTTP 500", next_poll_at=NOW + HOUR)], NOW)
    again, new = await store.add_feed(spec(1), "command", NOW)
    assert not new and again.health.failures == 2 and again.health.next_poll_at == NOW + HOUR


async def test_many_feeds_are_added_at_once_and_of_known_ones_only_a_removed_one_comes_back(store: Store) -> None:
    one, two = await add_feeds(store, 2)
    await store.set_status(one.id, "removed", NOW)
    await store.set_status(two.id, "paused", NOW)
    assert await store.add_feeds([spec(n) for n in (1, 2, 3, 4, 4)], "opml", NOW) == 2
    found = {feed.spec.name: (feed.status, feed.origin) for feed in await store.feeds()}
    assert found == {
        "Feed 1": ("active", "command"), "Feed 2": ("paused", "command"), "Feed 3": ("active", "opml"),
        "Feed 4": ("active", "opml"),
    }  # fmt: skip
    assert await store.add_feeds([spec(3)], "opml", NOW) == 0


async def test_two_workspaces_may_keep_one_address_each_for_itself(store: Store) -> None:
    own, other = await add_workspace(store, "T1"), await add_workspace(store, "T2")
    for workspace_id in (own, other, None):
        _, new = await store.add_feed(spec(1, workspace_id=workspace_id), "command", NOW)
        assert new
    seen = await store.feeds(workspace_id=own)
    assert {feed.spec.workspace_id for feed in seen} == {own, None}


async def test_a_feed_names_its_outlet(store: Store) -> None:
    await store.add_feed(spec(1, outlet="Harbour Post", owner="Harbour Group"), "command", NOW)
    await store.seed([spec(2)], NOW)
    async with store._db.read() as connection:
        found = (await connection.execute(sa.select(outlets.c.name, outlets.c.owner))).all()
    assert sorted(map(tuple, found)) == [("Feed 2", None), ("Harbour Post", "Harbour Group")]


async def test_reading_health_counts_active_feeds_read_since_and_items_stored_since(store: Store) -> None:
    one, two, three = await add_feeds(store, 3)
    await store.save_polls([poll(one, new_entry("g:1"), last_ok_at=NOW)], NOW)
    await store.save_polls([poll(two, new_entry("g:2"), last_ok_at=NOW - 9 * HOUR)], NOW - 9 * HOUR)
    await store.set_status(three.id, "paused", NOW)
    assert await store.reading_health(NOW - HOUR) == ReadingHealth(2, 1, 1)
    assert await store.reading_health(NOW + HOUR) == ReadingHealth(2, 0, 0)


async def test_a_feed_that_is_not_due_again_yet_counts_as_read_in_a_short_span(store: Store) -> None:
    one, two, three = await add_feeds(store, 3)
    soon = NOW + timedelta(minutes=30)
    await store.save_polls([poll(one, last_ok_at=NOW, next_poll_at=soon)], NOW)
    failing = poll(two, last_ok_at=NOW - HOUR, failures=1, next_poll_at=soon)
    await store.save_polls([failing, poll(three, next_poll_at=soon)], NOW)
    assert await store.reading_health(NOW + timedelta(minutes=10)) == ReadingHealth(3, 1, 0)
    assert await store.reading_health(NOW + HOUR) == ReadingHealth(3, 0, 0), "nobody polls any more"


async def test_status_counts_feeds_and_queues_and_names_what_fails(store: Store) -> None:
    a, b, c, d = await add_feeds(store, 4)
    await store.save_polls([poll(a, next_poll_at=NOW + HOUR)], NOW)
    since = NOW - 2 * HOUR
    failing = poll(b, failures=3, last_error="HTTP 503", failing_since=since, next_poll_at=NOW + HOUR)
    gone = PollOutcome(d.id, poll(d, last_error="410 Gone", failing_since=NOW).health, status="gone")
    await store.save_polls([failing, gone], NOW)
    await store.set_status(c.id, "paused", NOW)
    await add_articles(store, a, [article("a")])
    await store.save_polls([poll(a, new_entry("late"), next_poll_at=NOW)], NOW)
    status = await store.status(NOW)
    assert status.feeds == {"active": 2, "paused": 1, "failing": 1, "gone": 1, "due": 1}
    assert status.queue == {"items": 1, "articles": 1, "stories": 0}
    assert status.failing == [("Feed 2", "HTTP 503", since), ("Feed 4", "410 Gone", NOW)]


async def test_status_of_an_empty_store_is_all_zero(store: Store) -> None:
    status = await store.status(NOW)
    assert set(status.feeds.values()) == set(status.queue.values()) == {0}
    assert status.deliveries == dict.fromkeys(("planned", "sending", "sent", "unsure", "unknown", "failed"), 0)
    assert (status.budget["tokens_today"], status.budget["fallbacks"]) == (0, {})
    assert status.failing == []


async def test_status_counts_parts_by_state_and_todays_tokens(store: Store) -> None:
    workspace_id = await add_workspace(store, "T1")
    when = {"created_at": NOW, "due_at": NOW}
    async with store._db.write() as connection:
        channel = {"workspace_id": workspace_id, "external_id": "C1", "state": "active", "settings": {}}
        await connection.execute(sa.insert(channels).values(id=1, created_at=NOW, **channel))
        delivery = {"id": "C1/x", "channel_id": 1, "occasion": "x", "kind": "digest", "state": "sending", "attempts": 0}
        await connection.execute(sa.insert(deliveries).values(**delivery, **when))
        for n, state in enumerate(("sent", "sent", "unsure")):
            part = {"delivery_id": "C1/x", "n": n, "state": state, "marker": f"m{n}", "payload": {}, "attempts": 1}
            await connection.execute(sa.insert(delivery_parts).values(**part))
        for day, scope in ((NOW.date(), 0), (NOW.date(), workspace_id), (NOW.date() - timedelta(days=1), 0)):
            used = {"day": day, "scope": scope, "tokens": 40, "cost": 0.1}
            await connection.execute(sa.insert(llm_usage).values(**used))
    status = await store.status(NOW)
    assert (status.deliveries["sent"], status.deliveries["unsure"], status.deliveries["planned"]) == (2, 1, 0)
    assert status.budget["tokens_today"] == 80
