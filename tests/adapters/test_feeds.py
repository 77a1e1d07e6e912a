"""What our reader makes of feed documents, whole, sloppy and broken."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.feeds import ProcessFeedParser, find_feed_links, parse_date, parse_feed
from bot.adapters.workers import Workers
from bot.news.model import Entry, ParsedFeed
from bot.ports import NotAFeed, TryLater

URL = "https://wire.example/news/feed.xml"
REAL_FEEDS = Path(__file__).parents[2].parent / "shared" / "data" / "feeds"


def rss(items: str, head: str = "<title>Harbour Wire</title><link>https://wire.example/</link>") -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>{head}{items}</channel></rss>'
    ).encode()


def atom(entries: str) -> bytes:
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB"><title>Fjord Notes</title>'
        f'<link href="https://fjord.example/"/>{entries}</feed>'
    ).encode()


def only(feed: ParsedFeed) -> Entry:
    (entry,) = feed.entries
    return entry


def entry_of(item: str) -> Entry:
    return only(parse_feed(rss(f"<item>{item}</item>"), URL, None))


def test_an_rss_feed_is_read_with_all_that_an_entry_has() -> None:
    item = """<item><guid isPermaLink="false">hw-17</guid><title>Torvane opens a plant</title>
      <link>https://wire.example/torvane</link><dc:creator>Ada Berg</dc:creator>
      <pubDate>Tue, 03 Nov 2026 09:30:00 +0100</pubDate><description>Short.</description>
      <content:encoded><![CDATA[<p>Torvane opened a plant.</p>]]></content:encoded></item>"""
    feed = parse_feed(
        rss(item, "<title>Harbour Wire</title><link>https://wire.example/</link><language>EN_us</language>"), URL, None
    )
    assert (feed.title, feed.homepage, feed.language) == ("Harbour Wire", "https://wire.example/", "en-us")
    assert only(feed) == Entry(
        guid="hw-17",
        link="https://wire.example/torvane",
        title="Torvane opens a plant",
        author="Ada Berg",
        published=datetime(2026, 11, 3, 8, 30, tzinfo=UTC),
        updated=None,
        summary="Short.",
        content="<p>Torvane opened a plant.</p>",
        language="en-us",
    )


def test_an_atom_feed_is_read_with_its_relative_links_resolved() -> None:
    feed = parse_feed(
        atom(
            '<entry><id>tag:fjord.example,2026:5</id><title type="html">Fjord 2 &amp;lt;beta&amp;gt;</title>'
            '<link rel="self" href="/api/5"/><link href="../posts/5"/><updated>2026-11-03T10:00:00Z</updated>'
            "<author><name>Kim Aune</name></author><content type='html'>&lt;p&gt;Text&lt;/p&gt;</content></entry>"
        ),
        "https://fjord.example/news/feeds/atom",
        "application/atom+xml",
    )
    entry = only(feed)
    assert (entry.title, entry.link) == ("Fjord 2 <beta>", "https://fjord.example/news/posts/5")
    assert (entry.published, entry.updated) == (None, datetime(2026, 11, 3, 10, 0, tzinfo=UTC))
    assert (entry.author, entry.content, entry.language) == ("Kim Aune", "<p>Text</p>", "en-gb")


def test_rdf_is_read_although_its_channel_ends_before_its_items() -> None:
    body = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
      <channel rdf:about="https://a.example/"><title>Old Wire</title><link>https://a.example/</link></channel>
      <item rdf:about="https://a.example/1"><title>One</title><link>https://a.example/1</link></item></rdf:RDF>"""
    assert only(parse_feed(body, URL, None)).link == "https://a.example/1"
    with pytest.raises(NotAFeed, match="breaks off"):
        parse_feed(body[: body.index(b"</channel>") + 10], URL, None)


def test_json_feed_is_read_and_fields_of_a_wrong_type_are_absent() -> None:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Lumen Index",
        "home_page_url": "https://lumen.example/",
        "language": "de",
        "items": [
            {"id": 7, "url": "/seven", "title": "Sieben &amp; acht", "content_html": "<p>x</p>", "authors": [{"name": "Jo"}], "date_published": "2026-11-03T10:00:00+02:00"},
            {"id": "https://lumen.example/8", "title": ["no"], "content_text": "A short note. And more.", "tags": 3, "date_published": 5},
            "not an item",
        ],
    }  # fmt: skip
    feed = parse_feed(
        b"\xef\xbb\xbf" + json.dumps(document).encode(), "https://lumen.example/feed.json", "application/json"
    )
    seven, eight = feed.entries
    assert (seven.guid, seven.link, seven.title, seven.author) == (
        "7",
        "https://lumen.example/seven",
        "Sieben & acht",
        "Jo",
    )
    assert (seven.published, seven.language) == (datetime(2026, 11, 3, 8, 0, tzinfo=UTC), "de")
    assert (eight.link, eight.title, eight.published) == ("https://lumen.example/8", "A short note.", None)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Meta &amp; Co", "Meta & Co"),
        ("Meta &amp;amp; Co", "Meta & Co"),
        ("How to write &amp;amp;amp; in HTML", "How to write &amp; in HTML"),
        ("<![CDATA[Bold &amp; <b>brash</b>]]>", "Bold & brash"),
        ("&lt;i&gt;Fjord&lt;/i&gt; sails", "Fjord sails"),
        ("The &lt;unk&gt; token explained", "The <unk> token explained"),
        ("Is 5 &lt; 6?", "Is 5 < 6?"),
        ("Torvane&#8217;s\n   new \t chip\u200b", "Torvane’s new chip"),
        ("智谱发布新模型：更快", "智谱发布新模型：更快"),
    ],
)
def test_a_title_is_one_line_of_plain_text_with_its_entities_decoded_once(title: str, shown: str) -> None:
    assert entry_of(f"<title>{title}</title><link>https://a.example/1</link>").title == shown


def test_an_entry_without_a_title_gets_its_first_words() -> None:
    assert (
        entry_of("<guid>1</guid><description>&lt;p&gt;A quick note. With more.&lt;/p&gt;</description>").title
        == "A quick note."
    )
    long = entry_of(f"<guid>1</guid><description>{'word ' * 60}</description>").title
    assert long.endswith("word…") and len(long) <= 91


def test_a_podcast_without_a_page_is_linked_by_its_recording() -> None:
    item = '<title>Episode 4</title><guid isPermaLink="false">ep4</guid><enclosure url="/audio/4.mp3" type="audio/mpeg" length="1"/>'
    assert entry_of(item).link == "https://wire.example/audio/4.mp3"


@pytest.mark.parametrize(
    "link", ["", "#", "javascript:alert(1)", "mailto:x@y.example", "urn:uuid:12", "see our site for more"]
)
def test_what_is_no_address_becomes_no_link(link: str) -> None:
    assert entry_of(f"<title>T</title><guid isPermaLink='false'>g</guid><link>{link}</link>").link is None


def test_no_secret_of_a_private_feed_gets_into_its_links() -> None:
    body = rss("<item><title>T</title><link>/story</link><guid isPermaLink='false'>1</guid></item>")
    feed = parse_feed(body, "https://reader:pass@wire.example/f?token=abc", None)
    assert only(feed).link == "https://wire.example/story"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Tue, 03 Nov 2026 09:30:00 GMT", datetime(2026, 11, 3, 9, 30, tzinfo=UTC)),
        ("Tue, 3 Nov 2026 09:30 EST", datetime(2026, 11, 3, 14, 30, tzinfo=UTC)),
        ("2026-11-03T09:30:00+08:00", datetime(2026, 11, 3, 1, 30, tzinfo=UTC)),
        ("2026-11-03 09:30:00 +0800", datetime(2026, 11, 3, 1, 30, tzinfo=UTC)),
        ("2026-11-03 09:30:00 UTC", datetime(2026, 11, 3, 9, 30, tzinfo=UTC)),
        ("2026-11-03 09:30:00", datetime(2026, 11, 3, 9, 30, tzinfo=UTC)),
        ("2026-11-03", datetime(2026, 11, 3, tzinfo=UTC)),
        ("November 3rd, 2026", datetime(2026, 11, 3, tzinfo=UTC)),
        ("3 Nov 2026", datetime(2026, 11, 3, tzinfo=UTC)),
        ("2026年11月3日 09:30", datetime(2026, 11, 3, 1, 30, tzinfo=UTC)),
        ("2026/11/3", datetime(2026, 11, 3, tzinfo=UTC)),
        ("0000-00-00 00:00:00", None),
        ("Mon, 01 Jan 0001 00:00:00 +0000", None),
        ("9999-12-31T23:59:59Z", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_are_read_in_many_forms_and_placeholders_are_none(written: str, expected: datetime | None) -> None:
    assert parse_date(written) == expected
    assert entry_of(f"<title>T</title><pubDate>{written}</pubDate>").published == expected


@pytest.mark.parametrize(
    "body",
    [
        rss("<item><title>Fish &chips; & more &nbsp; here</title><link>https://a.example/1?a=1&b=2</link></item>"),
        rss("<item><title>Caf\u00e9</title><link>https://a.example/1</link></item>").replace("é".encode(), b"\xe9"),
        b"\n\n  " + rss("<item><title>T</title></item>"),
        rss("<item><title>T</title><description><p>unclosed</description></item>"),
        rss("<item><title>T</title></item>") + b"\n<!-- cached --><script>x</script>",
        b"Warning: deprecated on line 3\n" + rss("<item><title>T</title></item>"),
        rss("<item><title>T\x08</title></item>"),
        rss("<item><title>T</title><media:thumbnail url='x'/></item>"),
        rss("<item><title>T</title></item>").decode().replace("utf-8", "utf-16").encode("utf-16"),
    ],
)
def test_a_sloppy_feed_that_is_whole_is_read(body: bytes) -> None:
    assert only(parse_feed(body, URL, "application/rss+xml")).title


def test_chinese_encodings_are_read_by_header_or_by_declaration() -> None:
    text = '<?xml version="1.0" encoding="gb2312"?><rss version="2.0"><channel><item><title>月之暗面发布模型</title></item></channel></rss>'
    assert only(parse_feed(text.encode("gb18030"), URL, "text/xml")).title == "月之暗面发布模型"
    bare = text.replace(' encoding="gb2312"', "")
    assert only(parse_feed(bare.encode("gb18030"), URL, "application/xml; charset=gb18030")).title == "月之暗面发布模型"


@pytest.mark.parametrize(
    "header", ["text/xml", "text/xml; charset=iso-8859-1", "application/rss+xml; charset=gbk", "text/html", None]
)
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "iso-8859-1"])
def test_utf8_is_read_as_such_whatever_the_server_or_the_document_calls_it(header: str | None, declared: str) -> None:
    body = rss("<item><title>Café 月之暗面</title></item>").replace(
        b'encoding="utf-8"', f'encoding="{declared}"'.encode()
    )
    assert only(parse_feed(body, URL, header)).title == "Café 月之暗面"


def test_a_valid_feed_without_entries_is_no_failure() -> None:
    assert parse_feed(rss(""), URL, None).entries == ()


WHOLE = rss("".join(f"<item><title>Story {n}</title><link>https://a.example/{n}</link></item>" for n in range(20)))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"<!DOCTYPE html><html><body>Sorry, 500</body></html>", "web page"),
        (b"<!-- x --><HTML lang='en'><head></head></HTML>", "web page"),
        (b"Service unavailable", "isn't a feed"),
        (b"<?xml version='1.0'?><urlset><url><loc>https://a.example</loc></url></urlset>", "isn't a feed"),
        (b'{"error": "rate limited"}', "not a JSON Feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "ht', "breaks off"),
        (b"[1, 2]", "not a JSON Feed"),
        (b"/etc/hostname", "isn't a feed"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "isn't a feed|breaks off"),
    ],
)
def test_what_is_no_feed_is_refused_with_the_reason(body: bytes, reason: str) -> None:
    with pytest.raises(NotAFeed, match=reason):
        parse_feed(body, URL, None)


@pytest.mark.parametrize("kept", [0.1, 0.3, 0.5, 0.8, 0.97])
@pytest.mark.parametrize("whole", [WHOLE, atom("<entry><title>A</title><id>1</id></entry>" * 9)], ids=["rss", "atom"])
def test_a_half_sent_feed_is_a_failure_and_never_a_shorter_feed(whole: bytes, kept: float) -> None:
    with pytest.raises(NotAFeed, match=r"breaks off|isn't a feed"):
        parse_feed(whole[: int(len(whole) * kept)], URL, None)


@settings(deadline=None, max_examples=60)
@given(
    st.integers(0, len(WHOLE) - 1),
    st.binary(min_size=1, max_size=4),
    st.sampled_from([WHOLE, atom("<entry><title>A</title></entry>")]),
)
def test_damage_anywhere_is_read_or_refused_and_never_breaks_the_reader(at: int, damage: bytes, whole: bytes) -> None:
    with suppress(NotAFeed):
        assert isinstance(parse_feed(whole[:at] + damage + whole[at:], URL, None), ParsedFeed)


def real_feeds() -> list[tuple[str, int]]:
    if not (REAL_FEEDS / "README.md").exists():
        return []
    rows = re.findall(
        r"^\| (\S+\.(?:xml|json)) \|.*?\|.*?\| (\d+) \|", (REAL_FEEDS / "README.md").read_text(), re.MULTILINE
    )
    return [(name, int(count)) for name, count in rows]


@pytest.mark.skipif(not real_feeds(), reason="the folder shared/data/feeds with real feeds is absent")
def test_every_real_feed_gives_all_its_entries() -> None:
    counted = {name: len(parse_feed((REAL_FEEDS / name).read_bytes(), URL, None).entries) for name, _ in real_feeds()}
    assert counted == dict(real_feeds())
    assert len(counted) == 25


async def test_the_parser_reads_in_another_process_and_tells_what_is_wrong() -> None:
    parser = ProcessFeedParser()
    try:
        assert len((await parser.parse(WHOLE, URL, None)).entries) == 20
        with pytest.raises(NotAFeed, match="web page"):
            await parser.parse(b"<!doctype html><html></html>", URL, None)
    finally:
        await parser.close()


async def test_a_feed_that_takes_too_long_can_be_tried_later_and_the_next_is_read() -> None:
    async with Workers(1) as workers:
        heavy = rss("".join(f"<item><title>{n}</title></item>" for n in range(20_000)))
        with pytest.raises(TryLater, match="within"):
            await ProcessFeedParser(workers, seconds=0.05).parse(heavy, URL, None)
        assert len((await ProcessFeedParser(workers).parse(WHOLE, URL, None)).entries) == 20


def test_a_pages_feeds_are_found_announced_ones_first() -> None:
    page = """<html><head><base href="/blog/">
      <link rel="alternate" type="application/rss+xml" title="Comments" href="comments/feed">
      <link rel="alternate" type="application/atom+xml" href="atom.xml">
      <link rel="alternate" hreflang="de" href="/de"><link rel="stylesheet" href="feed.css">
      </head><body><a href="https://pods.example/show.rss">Podcast</a> <a href="/feedback">Feedback</a> <a href="/about">x</a></body></html>"""
    links = find_feed_links(page, "https://a.example/start?session=1")
    assert links[:3] == [
        "https://a.example/blog/atom.xml",
        "https://a.example/blog/comments/feed",
        "https://pods.example/show.rss",
    ]
    assert links[3:5] == ["https://a.example/feed", "https://a.example/rss.xml"]
    assert not any("feedback" in link or "/de" in link for link in links)


@pytest.mark.parametrize(
    "page", ["", "   ", "plain words", "<a href='http://['>x</a>", "<?xml version='1.0' encoding='utf-8'?><html/>"]
)
def test_a_page_that_announces_nothing_leaves_the_customary_places(page: str) -> None:
    assert find_feed_links(page, "https://a.example/x/")[0] == "https://a.example/feed"
