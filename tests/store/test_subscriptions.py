"""Standing orders: kept, ended, and each digest recorded once with the stories that it told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from bot.news.model import StoryFilter
from bot.ports import Subscription
from bot.store.store import Store
from tests.store.samples import add_briefed, add_feeds, article

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
WANTED = StoryFilter(companies=frozenset({"Zephyr Labs"}), kinds=frozenset({"release"}), words_in=("open", "weights"))
ORDER = Subscription(0, "terminal", "everything", WANTED, time(8, 30), (0, 4), "Europe/Berlin", 7, NOW, NOW)


async def test_an_order_is_kept_as_it_was_given(store: Store) -> None:
    added = await store.add_subscription(ORDER, NOW)
    where = {"channel_id": added.channel_id, "workspace_id": added.workspace_id}
    assert await store.subscriptions() == [added] == [replace(ORDER, id=added.id, **where)]


async def test_two_orders_of_one_channel_stand_side_by_side_until_one_is_removed(store: Store) -> None:
    one, two = [await store.add_subscription(ORDER, NOW) for _ in range(2)]
    assert await store.remove_subscription(one.id, NOW)
    assert not await store.remove_subscription(one.id, NOW)
    assert [s.id for s in await store.subscriptions()] == [two.id]


async def test_a_digest_is_recorded_once_with_what_it_told(store: Store) -> None:
    order = await store.add_subscription(ORDER, NOW)
    (feed,) = await add_feeds(store, 1)
    story = await add_briefed(store, feed, [article("a")])
    due = NOW + timedelta(days=1)
    assert await store.digest_done(order.id, NOW, due, {story: 1})
    assert not await store.digest_done(order.id, NOW, due, {story: 2})
    assert await store.reached(order.id) == {story: 1}
    assert await store.digest_done(order.id, due, due + timedelta(days=3), {story: 3})
    assert await store.reached(order.id) == {story: 3}
    (kept,) = await store.subscriptions()
    assert (kept.last_digest_until, kept.next_due_at) == (due, due + timedelta(days=3))


async def test_an_occasion_that_passes_leaves_its_span_to_the_next(store: Store) -> None:
    order = await store.add_subscription(ORDER, NOW)
    await store.postpone(order.id, NOW + timedelta(days=1))
    (kept,) = await store.subscriptions()
    assert (kept.next_due_at, kept.last_digest_until) == (NOW + timedelta(days=1), None)
