"""Standing orders: kept as they were given, changed, moved, ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

from bot.news.model import StoryFilter
from bot.ports import Subscription
from bot.store.store import Store
from tests.store.posting import HOUR, add_channel, delivery, order, take
from tests.store.samples import NOW

WANTED = StoryFilter(companies=frozenset({"Zephyr Labs"}), kinds=frozenset({"release"}), words_in=("open", "weights"))
ORDER = Subscription(0, "terminal", "everything", WANTED, time(8, 30), (0, 4), "Europe/Berlin", 7, NOW, NOW)


async def test_an_order_is_kept_as_it_was_given(store: Store) -> None:
    added = await store.add_subscription(ORDER, NOW)
    given = replace(ORDER, id=added.id, channel_id=added.channel_id, workspace_id=added.workspace_id)
    assert await store.subscriptions() == [added] == [given]


async def test_two_orders_of_one_channel_stand_side_by_side_until_one_is_removed(store: Store) -> None:
    one, two = [await store.add_subscription(ORDER, NOW) for _ in range(2)]
    assert await store.remove_subscription(one.id, NOW)
    assert not await store.remove_subscription(one.id, NOW)
    assert [s.id for s in await store.subscriptions()] == [two.id]


async def test_an_occasion_that_passes_leaves_its_span_to_the_next(store: Store) -> None:
    order = await store.add_subscription(ORDER, NOW)
    await store.postpone(order.id, NOW + timedelta(days=1))
    (kept,) = await store.subscriptions()
    assert (kept.next_due_at, kept.last_digest_until) == (NOW + timedelta(days=1), None)


# --- In chat ----------------------------------------------------------------------------------------------------------


async def test_all_that_was_chosen_in_chat_is_kept(store: Store) -> None:
    channel = await add_channel(store, place="C1", workspace="T1")
    named = await store.keep_channel("slack:C1", NOW, workspace="T1", name="ai-news")
    chosen = order(
        channel, created_by="U1", language="de", compact=True, role="R1", thread=True, skip=(date(2026, 12, 25),),
        tell_quiet=False, paused_until=date(2027, 1, 4), reason="holidays", paused=True, state="paused",
    )  # fmt: skip
    added = await store.add_subscription(chosen, NOW)
    assert added == replace(chosen, id=added.id, workspace_id=named.workspace_id, channel_name="ai-news")
    assert await store.subscription(added.id) == added
    plain = await store.add_subscription(order(channel), NOW)
    assert (plain.compact, plain.role, plain.skip, plain.tell_quiet, plain.language) == (False, None, (), True, "en")


async def test_a_channels_and_a_workspaces_orders_are_told_apart(store: Store) -> None:
    one, two, other = (
        await add_channel(store, "C1"),
        await add_channel(store, "C2"),
        await add_channel(store, "C3", "T2"),
    )
    numbers = [(await store.add_subscription(order(channel), NOW)).id for channel in (one, two, other)]
    assert [s.id for s in await store.subscriptions(channel_id=two.id)] == numbers[1:2]
    assert [s.id for s in await store.subscriptions(workspace_id=one.workspace_id)] == numbers[:2]
    await store.remove_subscription(numbers[0], NOW)
    assert [s.id for s in await store.subscriptions(workspace_id=one.workspace_id)] == numbers[1:2]
    assert [s.state for s in await store.subscriptions(channel_id=one.id, with_removed=True)] == ["removed"]


async def test_a_changed_order_keeps_who_made_it_and_up_to_when_it_was_served(store: Store) -> None:
    channel = await add_channel(store)
    added = await store.add_subscription(order(channel, created_by="U1"), NOW)
    await store.plan(delivery(channel, kind="digest", subscription_id=added.id, until=NOW), NOW)
    await take(store)
    await store.part_sending("d1", 1, NOW, owner="me")
    await store.part_sent("d1", 1, "17.1", NOW)
    changed = replace(added, at=time(9, 0), size=5, compact=True, next_due_at=NOW + 2 * HOUR, created_by="U2")
    assert await store.change_subscription(changed)
    kept = await store.subscription(added.id)
    assert kept == replace(changed, created_by="U1", last_digest_until=NOW)
    assert not await store.change_subscription(replace(changed, id=added.id + 1))


async def test_an_order_moves_to_another_channel(store: Store) -> None:
    channel, other = await add_channel(store, "C1"), await add_channel(store, "C2")
    added = await store.add_subscription(order(channel), NOW)
    await store.change_subscription(replace(added, channel=other.address))
    assert [s.id for s in await store.subscriptions(channel_id=other.id)] == [added.id]


async def test_a_pause_is_one_whether_told_by_flag_or_by_state(store: Store) -> None:
    added = await store.add_subscription(order(await add_channel(store)), NOW)

    async def after(**change: object) -> tuple[bool, str]:
        standing = await store.subscription(added.id)
        assert standing is not None
        await store.change_subscription(replace(standing, **change))  # type: ignore[arg-type]
        kept = await store.subscription(added.id)
        assert kept is not None
        return kept.paused, kept.state

    assert await after(paused=True) == (True, "paused")
    assert await after(size=4) == (True, "paused")
    assert await after(paused=False) == (False, "active")
    assert await after(state="paused") == (True, "paused")
    assert await after(state="active") == (False, "active")
    await store.remove_subscription(added.id, NOW)
    assert await after(state="active", next_due_at=NOW) == (False, "active")
    assert [s.id for s in await store.due_subscriptions(NOW, platforms=["slack"], limit=9)] == [added.id]


async def test_due_orders_come_longest_due_first_and_only_where_something_can_be_posted(store: Store) -> None:
    here, closed = await add_channel(store, "C1"), await add_channel(store, "C2")
    await store.set_channel_state(closed.id, "closed", "archived", NOW)
    late = await store.add_subscription(order(here, next_due_at=NOW - HOUR), NOW)
    later = await store.add_subscription(order(here, next_due_at=NOW - 2 * HOUR), NOW)
    back = await store.add_subscription(order(here, state="paused", paused_until=date(2026, 11, 24)), NOW)
    await store.add_subscription(order(here, paused=True), NOW)
    await store.add_subscription(order(here, next_due_at=NOW + HOUR), NOW)
    await store.add_subscription(order(closed), NOW)
    await store.add_subscription(ORDER, NOW)
    due = await store.due_subscriptions(NOW, platforms=("slack", "discord"), limit=9)
    assert [s.id for s in due] == [later.id, late.id, back.id]
    assert [s.id for s in await store.due_subscriptions(NOW, platforms=["slack"], limit=1)] == [later.id]
