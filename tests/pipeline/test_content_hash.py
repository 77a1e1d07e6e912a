"""What a feed's body may change without being parsed again: compared with what a full parse reads from it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.adapters.feeds import parse_feed
from bot.news.model import Entry, ParsedFeed
from bot.pipeline.poll import PollPolicy, content_hash, poll
from bot.ports import FeedSpec, Fetched, NotAFeed
from bot.store.store import Store

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
URL = "https://wire.example/feed.xml"
REAL_FEEDS = Path(__file__).parents[2].parent / "shared" / "data" / "feeds"
BUILT = ("lastBuildDate", "pubDate", "updated", "generator", "dc:date", "atom:updated")
ITEM = "<item><guid>{n}</guid><title>Story {n}</title><pubDate>Mon, 0{n} Nov 2026 09:00:00 GMT</pubDate></item>"


def rss(head: str, items: str) -> bytes:
    spaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"'
    return f'<?xml version="1.0"?><rss version="2.0" {spaces}><channel>{head}{items}</channel></rss>'.encode()


def entries_of(body: bytes) -> tuple[Entry, ...] | str:
    try:
        return parse_feed(body, URL, None).entries
    except NotAFeed as error:
        return str(error)


@pytest.mark.parametrize("name", BUILT)
def test_when_and_by_what_a_feed_was_built_is_no_news(name: str) -> None:
    one, other = (rss(f"<title>Wire</title><{name}>{said}</{name}>", ITEM.format(n=1)) for said in ("v1", "v2, later"))
    assert content_hash(one) == content_hash(other) is not None
    assert entries_of(one) == entries_of(other)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Story 1", "Story 1, edited"),
        ("<guid>1</guid>", "<guid>one</guid>"),
        ("Mon, 01 Nov", "Tue, 02 Nov"),
        ("<language>en</language>", "<language>de</language>"),
        ("<item>", "<item><title>New</title></item><item>"),
        ('version="2.0"', 'version="2.0" xml:base="https://other.example/"'),
    ],
)
def test_whatever_else_changes_is_read(old: str, new: str) -> None:
    text = rss("<language>en</language><pubDate>x</pubDate>", ITEM.format(n=1)).decode()
    assert old in text
    assert content_hash(text.encode()) != content_hash(text.replace(old, new, 1).encode())


def test_a_document_without_entries_or_without_xml_has_no_short_way() -> None:
    assert content_hash(rss("<pubDate>x</pubDate>", "")) is None
    assert content_hash(b'{"version": "https://jsonfeed.org/version/1.1", "items": []}') is None


PIECES = st.sampled_from(
    ["<!--", "-->", "<![CDATA[", "]]>", "<item>", "</item>", "<updated>", "</updated>", "<description>", "</description>",
     "&amp;", "&x;", "\u00e9", "\x0c", '<generator uri="a">', "</generator>", "<title>", "</title>", "<language>fr</language>",
     "<updated>2026-11-01</updated>", "<link>https://wire.example/a</link>", "<textInput>", "</textInput>", " "]
)  # fmt: skip
HEADS = st.lists(PIECES, max_size=8).map("".join)
WORDS = st.one_of(st.text(max_size=12), st.lists(PIECES, max_size=3).map("".join), st.just("2026-11-24T08:00:00Z"))


@settings(max_examples=200, deadline=None)
@given(HEADS, HEADS, st.sampled_from(BUILT), WORDS, WORDS, st.integers(0, 3))
@example("", "", "generator", "a", "]]>", 1)
@example("<![CDATA[", "]]>", "updated", "a", "b", 1)
@example("<!--", "", "updated", "a", "-->", 2)
@example("<description><![CDATA[", "", "pubDate", "a", "]]></pubDate></description><pubDate>", 2)
@example("<description><!--", "--></description>", "pubDate", "a", "-->", 2)
def test_bodies_with_the_same_hash_have_the_same_entries(
    before: str, after: str, name: str, one: str, other: str, count: int
) -> None:
    items = "".join(ITEM.format(n=n + 1) for n in range(count))
    bodies = []
    for said in (one, other):
        head = f"<title>Wire</title>{before}<{name}>{said}</{name}>{after}"
        bodies.append(rss(head.encode("utf-8", "replace").decode(), items))
    if content_hash(bodies[0]) is not None and content_hash(bodies[0]) == content_hash(bodies[1]):
        assert entries_of(bodies[0]) == entries_of(bodies[1])


def test_real_feeds_that_were_only_built_again_have_the_same_entries() -> None:
    if not REAL_FEEDS.is_dir():
        pytest.skip("no folder shared/data/feeds beside the project")
    short = 0
    for path in sorted(REAL_FEEDS.glob("*.xml")):
        body = path.read_bytes()
        again = re.sub(rb"<(lastBuildDate|pubDate|updated|generator)>[^<]*<", rb"<\1>Fri, 20 Nov 2026 01:02:03 GMT<", body, count=1)  # fmt: skip
        if again != body and content_hash(again) == content_hash(body):
            short += 1
            assert entries_of(again) == entries_of(body), path.name
    assert short >= 5


class OneFeed:
    """A site with one feed, which is read by our own parser; counts what is parsed."""

    def __init__(self) -> None:
        self.body = b""
        self.parsed = 0

    async def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        return Fetched(200, url, self.body)

    async def parse(self, body: bytes, url: str, content_type: str | None) -> ParsedFeed:
        self.parsed += 1
        return parse_feed(body, url, content_type)


async def test_a_feed_that_changes_without_news_costs_no_parse_and_its_next_entry_is_found(store: Store) -> None:
    site = OneFeed()
    await store.add_feed(FeedSpec(URL, "Wire"), "command", NOW)
    came = []
    for head, count in [("<pubDate>a</pubDate>", 1), ("<pubDate>b</pubDate>", 1), ("<pubDate>c</pubDate>", 2), ("", 2)]:
        site.body = rss(head, "".join(ITEM.format(n=n + 1) for n in range(count)))
        report = await poll(
            store, site, site, now=lambda: NOW, owner="t", policy=PollPolicy(), everything=True
        )  # fmt: skip
        came.append((report.changed, report.new_items, site.parsed))
    assert came == [(1, 1, 1), (1, 0, 1), (1, 1, 2), (1, 0, 3)]
