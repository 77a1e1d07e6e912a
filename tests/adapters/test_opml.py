"""OPML in and out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.opml import read_opml, write_opml
from bot.ports import FeedSpec, GiveUp

OPML = """<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="1.0"><head><title>Subscriptions</title></head><body>
  <outline text="News" title="News">
    <outline text="Chips"><outline type="rss" text="Circuit &amp; Co" xmlUrl="https://circuit.example/feed" htmlUrl="https://circuit.example/"/></outline>
    <outline type="rss" title="Harbour" text="ignored" xmlUrl="https://harbour.example/rss"/>
  </outline>
  <outline text="No feed at all"/><outline text="Bad" xmlUrl="ftp://x.example/feed"/>
  <outline type="rss" xmlUrl="feed://plain.example/rss"/>
  <outline type="rss" text="Again" xmlUrl="https://harbour.example/rss"/>
</body></opml>"""


def test_feeds_are_read_with_names_and_nested_folders_each_once() -> None:
    assert [(feed.name, feed.url, feed.folder) for feed in read_opml(OPML)] == [
        ("Circuit & Co", "https://circuit.example/feed", "News / Chips"),
        ("Harbour", "https://harbour.example/rss", "News"),
        ("plain.example", "http://plain.example/rss", None),
    ]
    assert read_opml(OPML.encode("latin-1")) == read_opml(OPML)


@pytest.mark.parametrize(
    "text", ["", "hello", "<html><body/></html>", "<opml/>", "<opml><body>", b"\xff\xfe\x00", "<rss version='2.0'/>"]
)
def test_what_is_no_opml_is_refused_in_a_sentence(text: str | bytes) -> None:
    with pytest.raises(GiveUp, match="isn't OPML"):
        read_opml(text)


def test_entities_of_the_document_are_not_expanded_and_no_file_is_read() -> None:
    bomb = '<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    body = '<opml><body><outline text="x" xmlUrl="https://a.example/f">&f;&a;</outline></body></opml>'
    assert [feed.name for feed in read_opml(bomb + body)] == ["x"]


def test_what_other_readers_do_not_know_is_kept() -> None:
    feed = FeedSpec(
        "https://a.example/f", "A", kind="lab", language="zh", outlet="A & B", owner="C", weight=1.5, folder="X / Y"
    )
    assert read_opml(write_opml([feed], "Feeds")) == [feed]


names = (
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=12)
    .map(lambda s: " ".join(s.split()))
    .filter(lambda name: name and "/" not in name)
)
feeds = st.builds(
    FeedSpec,
    url=st.integers(0, 10**6).map(lambda n: f"https://host{n}.example/feed?n={n}&x=1"),
    name=names,
    kind=st.sampled_from(["press", "lab"]),
    language=st.sampled_from(["en", "zh", "de"]),
    outlet=st.none() | names,
    owner=st.none() | names,
    weight=st.sampled_from([0.5, 1.0, 2.25]),
    folder=st.none() | st.lists(names, min_size=1, max_size=3).map(" / ".join),
)


@given(st.lists(feeds, max_size=12, unique_by=lambda feed: feed.url), names)
def test_what_is_written_is_read_back_the_same(specs: list[FeedSpec], title: str) -> None:
    read = read_opml(write_opml(specs, title))
    assert sorted(read, key=lambda feed: feed.url) == sorted(specs, key=lambda feed: feed.url)
