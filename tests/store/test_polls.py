"""Feeds are claimed by one process at a time, and an item is stored once in whatever shape its feed sends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.news.model import Entry
from bot.ports import Feed, FeedHealth, FeedSpec, NewEntry, PollOutcome
from bot.store.store import Store
from tests.store.samples import NOW, add_feeds, new_entry, poll

HOUR = timedelta(hours=1)


async def test_a_claimed_feed_is_not_claimed_again_while_the_lease_holds(store: Store) -> None:
    await add_feeds(store, 3)
    first = await store.claim_due_feeds(NOW, owner="a", limit=2)
    second = await store.claim_due_feeds(NOW, owner="b", limit=10)
    assert len(first) == 2 and len(second) == 1
    assert not {feed.id for feed in first} & {feed.id for feed in second}
    assert await store.claim_due_feeds(NOW + timedelta(minutes=4), owner="b", limit=10) == []


async def test_a_feed_whose_claimer_died_is_claimed_again_after_five_minutes(store: Store) -> None:
    await add_feeds(store, 1)
    await store.claim_due_feeds(NOW, owner="a", limit=1)
    again = await store.claim_due_feeds(NOW + timedelta(minutes=5), owner="b", limit=1)
    assert len(again) == 1


async def test_a_feed_is_due_when_its_interval_is_over_and_everything_overrides_it(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    await store.save_polls([poll(feed, next_poll_at=NOW + HOUR)], NOW)
    assert await store.claim_due_feeds(NOW, owner="a", limit=1) == []
    assert [f.id for f in await store.claim_due_feeds(NOW + HOUR, owner="a", limit=1)] == [feed.id]
    await store.save_polls([poll(feed, next_poll_at=NOW + 9 * HOUR)], NOW)
    assert [f.id for f in await store.claim_due_feeds(NOW, owner="a", limit=1, everything=True)] == [feed.id]


async def test_a_paused_feed_is_never_claimed_and_urls_narrow_the_claim(store: Store) -> None:
    one, two, three = await add_feeds(store, 3)
    await store.set_status(one.id, "paused", NOW)
    claimed = await store.claim_due_feeds(NOW, owner="a", limit=9, everything=True, urls=[one.spec.url, two.spec.url])
    assert [feed.id for feed in claimed] == [two.id]
    assert three.id not in {feed.id for feed in claimed}


async def test_health_comes_back_as_it_was_saved(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    health = FeedHealth(
        etag='"x"', last_modified="Tue", body_hash="00ff", interval=900.5, next_poll_at=NOW, failures=3,
        last_error="HTTP 503", failing_since=NOW - HOUR, last_ok_at=NOW - 2 * HOUR, last_new_at=NOW - 3 * HOUR,
        moved_to="https://new.example/feed", moved_since=NOW - HOUR, first_polled_at=NOW - 99 * HOUR,
    )  # fmt: skip
    await store.save_polls([PollOutcome(feed.id, health)], NOW)
    (claimed,) = await store.claim_due_feeds(NOW, owner="a", limit=1)
    assert claimed.health == health


async def test_an_entry_with_any_known_key_is_not_new_and_its_other_keys_are_learnt(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    assert await store.save_polls([poll(feed, new_entry("g:1", "l:/a"))], NOW) == {feed.id: 1}
    assert await store.save_polls([poll(feed, new_entry("g:2", "l:/a"))], NOW) == {feed.id: 0}
    assert await store.save_polls([poll(feed, new_entry("g:2", "l:/b"))], NOW) == {feed.id: 0}
    assert await store.save_polls([poll(feed, new_entry("g:3", "l:/b"))], NOW) == {feed.id: 0}
    assert len(await store.claim_items(NOW, owner="a", limit=9)) == 1


async def test_the_same_entry_twice_in_one_body_is_one_item(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    entries = new_entry("g:1"), new_entry("g:1", "l:/a"), new_entry("g:2", "l:/a")
    assert await store.save_polls([poll(feed, *entries)], NOW) == {feed.id: 1}


async def test_the_same_key_in_two_feeds_is_two_items(store: Store) -> None:
    one, two = await add_feeds(store, 2)
    new = await store.save_polls([poll(one, new_entry("g:1")), poll(two, new_entry("g:1"))], NOW)
    assert new == {one.id: 1, two.id: 1}
    assert [feed.items for feed in await store.feeds()] == [1, 1]


async def test_a_feed_removed_while_it_was_polled_stays_removed(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    await store.claim_due_feeds(NOW, owner="a", limit=1)
    await store.set_status(feed.id, "removed", NOW)
    await store.save_polls([poll(feed, new_entry("g:1"))], NOW)
    (kept,) = await store.feeds(with_removed=True)
    assert kept.status == "removed"


async def test_an_entry_with_characters_no_database_takes_is_stored_all_the_same(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    entry = NewEntry(("g\x00:\ud800",), Entry("g", None, "Tit\x00le \udfff 阿里"), True)
    assert await store.save_polls([poll(feed, entry)], NOW) == {feed.id: 1}
    assert await store.save_polls([poll(feed, entry)], NOW) == {feed.id: 0}
    (item,) = await store.claim_items(NOW, owner="a", limit=1)
    assert item.entry.title == "Title ? 阿里"


async def test_an_item_comes_back_as_the_feed_sent_it(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    entry = Entry("g", "https://a.example/1", "Title", "Ann", NOW - HOUR, NOW, "<p>short</p>", "<p>long</p>", "en")
    await store.save_polls([poll(feed, NewEntry(("g",), entry, False))], NOW)
    (item,) = await store.claim_items(NOW, owner="a", limit=1)
    assert item.entry == entry
    assert (item.feed, item.feed_id, item.fetched_at, item.news, item.attempts) == (feed.spec, feed.id, NOW, False, 0)


async def test_items_are_claimed_newest_first_and_once(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    times = [NOW - 2 * HOUR, NOW - HOUR, NOW - 3 * HOUR]
    entries = [NewEntry((str(n),), Entry(str(n), None, f"T{n}", published=time), True) for n, time in enumerate(times)]
    await store.save_polls([poll(feed, *entries)], NOW)
    first = await store.claim_items(NOW, owner="a", limit=2)
    second = await store.claim_items(NOW, owner="b", limit=9)
    assert [item.entry.title for item in [*first, *second]] == ["T1", "T0", "T2"]
    later = await store.claim_items(NOW + timedelta(minutes=6), owner="c", limit=9)
    assert [item.attempts for item in later] == [1, 1, 1]


async def test_a_moved_feed_keeps_its_new_address_and_is_known_under_both(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    new = "https://moved.example/feed"
    await store.save_polls([replace(poll(feed), url=new)], NOW)
    assert [f.spec.url for f in await store.feeds()] == [new]
    assert await store.seed([feed.spec, replace(feed.spec, url=new)], NOW) == 0


async def test_a_feed_that_moves_onto_another_keeps_its_own_address(store: Store) -> None:
    one, two = await add_feeds(store, 2)
    await store.save_polls([replace(poll(one), url=two.spec.url)], NOW)
    assert {f.spec.url for f in await store.feeds()} == {one.spec.url, two.spec.url}


KEYS = st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=3, unique=True).map(tuple)


@given(batches=st.lists(st.lists(KEYS, max_size=5), max_size=5))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_however_a_feed_shuffles_its_keys_each_item_is_stored_once(
    store: Store, batches: list[list[tuple[str, ...]]]
) -> None:
    feed = await _another_feed(store)
    known: dict[str, int] = {}
    items = 0
    for batch in batches:
        outcome = poll(feed, *(new_entry(*keys) for keys in batch))
        new = (await store.save_polls([outcome], NOW))[feed.id]
        expected = 0
        for keys in batch:
            item = next((known[key] for key in keys if key in known), None)
            if item is None:
                items += 1
                expected += 1
                item = items
            for key in keys:
                known.setdefault(key, item)
        assert new == expected
        assert (await store.save_polls([outcome], NOW))[feed.id] == 0


async def _another_feed(store: Store) -> Feed:
    made = len(await store.feeds())
    feed, new = await store.add_feed(FeedSpec(f"https://h.example/{made}", f"H{made}"), "command", NOW)
    assert new
    return feed


async def test_times_in_other_zones_mean_the_same_moment(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    berlin = datetime.fromisoformat("2026-11-24T09:30:00+01:00")
    await store.save_polls([poll(feed, next_poll_at=berlin)], NOW)
    (kept,) = await store.feeds()
    assert kept.health.next_poll_at == berlin
    assert kept.health.next_poll_at is not None and kept.health.next_poll_at.tzinfo is UTC
