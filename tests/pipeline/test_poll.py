"""feed → item: what is decided, with values; then the arrow on both databases with a fetcher and a parser that behave."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.news.model import Entry, ParsedFeed
from bot.pipeline.poll import (
    PollPolicy,
    after_failure,
    after_poll,
    identity_keys,
    is_news,
    is_unchanged,
    new_entries,
    poll,
    status_error,
)
from bot.ports import Feed, FeedHealth, FeedSpec, Fetched, GiveUp, NotAFeed, TryLater
from bot.store.store import Store

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
POLICY = PollPolicy()
URL = "https://lab.example/feed.xml"


def feed(**health: object) -> Feed:
    return Feed(1, FeedSpec(URL, "Lab"), "command", "active", FeedHealth(**health))  # type: ignore[arg-type]


def entry(n: int, *, age: timedelta = timedelta(hours=1), **more: object) -> Entry:
    values: dict[str, object] = {
        "guid": f"id-{n}", "link": f"https://lab.example/{n}", "title": f"Story {n}", "published": NOW - age,
    }  # fmt: skip
    return Entry(**(values | more))  # type: ignore[arg-type]


def parsed(*entries: Entry) -> ParsedFeed:
    return ParsedFeed("Lab", None, "en", entries)


# --- Deciding ---------------------------------------------------------------------------------------------------------


def test_an_unchanged_feed_needs_no_parse_by_status_or_by_bytes() -> None:
    first = after_poll(feed(), Fetched(200, URL, b"<rss/>", etag='"a"'), parsed(), NOW, POLICY)
    known = replace(feed(), health=first.health)
    assert is_unchanged(known, Fetched(304, URL))
    assert is_unchanged(known, Fetched(200, URL, b"<rss/>"))
    assert not is_unchanged(known, Fetched(200, URL, b"<rss></rss>"))


def test_a_304_without_validators_keeps_the_ones_that_worked() -> None:
    after = after_poll(feed(etag='"a"', last_modified="x"), Fetched(304, URL), None, NOW, POLICY)
    assert (after.health.etag, after.health.last_modified) == ('"a"', "x")


def test_a_200_without_validators_forgets_the_old_ones() -> None:
    after = after_poll(feed(etag='"a"', last_modified="x"), Fetched(200, URL, b"y"), parsed(), NOW, POLICY)
    assert (after.health.etag, after.health.last_modified) == (None, None)


def test_a_failure_keeps_validators_and_content_knowledge_and_backs_off() -> None:
    before = feed(etag='"a"', body_hash="h", interval=1800.0, first_polled_at=NOW)
    waits = []
    for _ in range(8):
        outcome = after_failure(before, NotAFeed("is an HTML page"), NOW, POLICY)
        assert (outcome.health.etag, outcome.health.body_hash, outcome.entries) == ('"a"', "h", ())
        assert outcome.health.next_poll_at is not None
        waits.append((outcome.health.next_poll_at - NOW).total_seconds())
        before = replace(before, health=outcome.health)
    assert waits == sorted(waits)
    assert 3600 <= waits[0] <= 3960
    assert waits[-1] <= POLICY.max_backoff * 1.1


def test_a_feed_that_recovers_is_polled_at_its_own_pace_again() -> None:
    broken = feed(
        failures=5, last_error="x", failing_since=NOW - timedelta(days=1), interval=1800.0, first_polled_at=NOW
    )
    after = after_poll(broken, Fetched(200, URL, b"y"), parsed(), NOW, POLICY).health
    assert (after.failures, after.last_error, after.failing_since) == (0, None, None)
    assert after.next_poll_at is not None
    assert after.next_poll_at - NOW <= timedelta(seconds=1800 * 1.1)


def test_retry_after_is_obeyed() -> None:
    error = status_error(Fetched(429, URL, retry_after=7200.0))
    assert isinstance(error, TryLater)
    after = after_failure(feed(), error, NOW, POLICY)
    assert after.health.next_poll_at is not None
    assert after.health.next_poll_at >= NOW + timedelta(seconds=7200)


@pytest.mark.parametrize(
    ("status", "kind"), [(404, GiveUp), (403, GiveUp), (410, GiveUp), (500, TryLater), (503, TryLater)]
)
def test_an_error_status_says_what_was_answered(status: int, kind: type[Exception]) -> None:
    error = status_error(Fetched(status, URL))
    assert isinstance(error, kind)
    assert str(status) in str(error)


def test_gone_pauses_the_feed() -> None:
    assert after_failure(feed(), GiveUp("answers 410"), NOW, POLICY, gone=True).status == "gone"


def test_a_permanent_redirect_is_believed_only_after_it_has_held() -> None:
    moved = Fetched(200, "https://new.example/f", b"y", moved_to="https://new.example/f")
    first = after_poll(feed(), moved, parsed(), NOW, POLICY)
    assert first.url is None
    held = replace(feed(), health=first.health)
    soon = after_poll(held, moved, None, NOW + timedelta(days=3), POLICY)
    assert soon.url is None
    later = after_poll(replace(feed(), health=soon.health), moved, None, NOW + timedelta(days=8), POLICY)
    assert later.url == "https://new.example/f"
    other = replace(moved, moved_to="https://third.example/f")
    assert after_poll(held, other, None, NOW + timedelta(days=8), POLICY).url is None


def test_the_interval_follows_the_news_within_its_bounds() -> None:
    busy = quiet = feed(interval=1800.0, first_polled_at=NOW)
    for n in range(30):
        fresh = parsed(entry(n))
        busy = replace(busy, health=after_poll(busy, Fetched(200, URL, b"%d" % n), fresh, NOW, POLICY).health)
        quiet = replace(quiet, health=after_poll(quiet, Fetched(304, URL), None, NOW, POLICY).health)
    assert busy.health.interval == POLICY.min_interval
    assert quiet.health.interval == POLICY.max_interval


def test_a_first_poll_counts_only_what_is_recent_as_news() -> None:
    old, undated, fresh = entry(1, age=timedelta(days=10)), entry(2, published=None), entry(3)
    assert [is_news(e, NOW, POLICY, first=True) for e in (old, undated, fresh)] == [False, False, True]
    assert [is_news(e, NOW, POLICY, first=False) for e in (old, undated, fresh)] == [True, True, True]
    assert not is_news(entry(4, age=timedelta(days=40)), NOW, POLICY, first=False)


def test_an_entry_without_anything_in_it_is_left_out() -> None:
    kept = new_entries(feed(), [entry(1, title=""), entry(2)], NOW, POLICY)
    assert [e.entry.title for e in kept] == ["Story 2"]


def test_a_link_that_several_entries_share_identifies_none_of_them() -> None:
    shared = [entry(n, link="https://lab.example/changelog") for n in (1, 2)]
    keys = [set(e.keys) for e in new_entries(feed(), shared, NOW, POLICY)]
    assert not keys[0] & keys[1]


def test_the_same_entry_under_two_ids_in_one_document_is_one_item() -> None:
    twice = [entry(1), entry(1, guid="id-1#1"), entry(2)]
    assert len(new_entries(feed(), twice, NOW, POLICY)) == 2


def test_entries_that_share_one_id_by_mistake_are_all_kept() -> None:
    kept = new_entries(feed(), [entry(n, guid="same") for n in range(5)], NOW, POLICY)
    assert len({key for one in kept for key in one.keys}) == len(kept) == 5


def test_tracking_parameters_dont_make_another_item() -> None:
    a, b = (entry(1, guid=None, link=f"https://lab.example/1?utm_source={s}") for s in "ab")
    assert identity_keys(a, shared_link=False) == identity_keys(b, shared_link=False)


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_whatever_a_feed_sends_every_entry_has_a_key(guid: str, link: str, title: str) -> None:
    sent = Entry(guid=guid or None, link=link or None, title=title)
    keys = identity_keys(sent, shared_link=False)
    assert keys
    assert all(0 < len(key) <= 40 for key in keys)


# --- The arrow --------------------------------------------------------------------------------------------------------


class Web:
    """A fetcher and parser over a dictionary of bodies: a body is the numbers of its entries, or an error."""

    def __init__(self) -> None:
        self.bodies: dict[str, list[Entry] | Exception] = {}
        self.parsed = 0

    async def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        body = self.bodies[url]
        if isinstance(body, Exception):
            raise body
        tag = f'"{hash(tuple(body))}"'
        if etag == tag:
            return Fetched(304, url)
        return Fetched(200, url, repr(body).encode(), etag=tag)

    async def parse(self, body: bytes, url: str, content_type: str | None) -> ParsedFeed:
        self.parsed += 1
        entries = self.bodies[url]
        assert isinstance(entries, list)
        return parsed(*entries)


async def round_of(store: Store, web: Web, *, now: datetime = NOW) -> tuple[int, int, int, int]:
    report = await poll(store, web, web, now=lambda: now, owner="t", policy=POLICY, everything=True)
    return report.unchanged, report.changed, report.failed, report.new_items


async def test_an_item_is_stored_once_however_its_feed_sends_it(store: Store) -> None:
    web = Web()
    await store.add_feed(FeedSpec(URL, "Lab"), "command", NOW)
    web.bodies[URL] = [entry(1), entry(2)]
    assert await round_of(store, web) == (0, 1, 0, 2)
    assert await round_of(store, web) == (1, 0, 0, 0)
    web.bodies[URL] = [entry(2, title="Story 2, edited"), entry(1, guid="turned-over"), entry(3)]
    assert (await round_of(store, web))[3] == 1
    web.bodies[URL] = [entry(1, guid=None), entry(3)]
    assert (await round_of(store, web))[3] == 0
    web.bodies[URL] = [entry(n) for n in (1, 2, 3)]
    assert (await round_of(store, web))[3] == 0


async def test_a_failure_never_makes_old_items_new_again(store: Store) -> None:
    web = Web()
    await store.add_feed(FeedSpec(URL, "Lab"), "command", NOW)
    web.bodies[URL] = [entry(1)]
    await round_of(store, web)
    web.bodies[URL] = NotAFeed("the body is empty")
    assert await round_of(store, web) == (0, 0, 1, 0)
    (shown,) = await store.feeds()
    assert (shown.health.failures, shown.health.last_error) == (1, "the body is empty")
    web.bodies[URL] = [entry(1)]
    assert (await round_of(store, web))[3] == 0


async def test_one_feed_that_breaks_stops_no_other(store: Store) -> None:
    web = Web()
    for n in range(120):
        url = f"https://lab{n}.example/feed"
        await store.add_feed(FeedSpec(url, f"Lab {n}"), "command", NOW)
        web.bodies[url] = ZeroDivisionError() if n % 10 == 0 else [entry(n)]
    assert await round_of(store, web) == (0, 108, 12, 108)
    assert await round_of(store, web) == (108, 0, 12, 0)


async def test_what_isnt_due_isnt_asked(store: Store) -> None:
    web = Web()
    await store.add_feed(FeedSpec(URL, "Lab"), "command", NOW)
    web.bodies[URL] = [entry(1)]
    await round_of(store, web)
    soon = await poll(store, web, web, now=lambda: NOW + timedelta(minutes=5), owner="t", policy=POLICY)
    later = await poll(store, web, web, now=lambda: NOW + timedelta(hours=1), owner="t", policy=POLICY)
    assert (soon.feeds, later.feeds) == (0, 1)


async def test_a_paused_feed_isnt_polled_even_when_all_are(store: Store) -> None:
    web = Web()
    added, _ = await store.add_feed(FeedSpec(URL, "Lab"), "command", NOW)
    await store.set_status(added.id, "paused", NOW)
    web.bodies[URL] = [entry(1)]
    assert await round_of(store, web) == (0, 0, 0, 0)
