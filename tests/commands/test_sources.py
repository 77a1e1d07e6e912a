"""Feeds as people manage them: a page finds its feed, a name finds its feed, and nothing is stored by a check."""

from __future__ import annotations

import pytest

from bot.commands.sources import BadAddress, NoSuchFeed, add, check, checked_address, find_feed, pick
from bot.news.model import Entry, ParsedFeed
from bot.ports import FeedSpec, Fetched, GiveUp, NotAFeed, TryLater
from bot.store.store import Store
from tests.store.samples import NOW

FEED = "https://lab.example/feed.xml"
PAGE = "https://lab.example/news"


class Web:
    """A site with a page that names a feed which isn't there, and one that is."""

    async def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        bodies = {FEED: b"feed", PAGE: b"<html>page</html>"}
        return Fetched(200, url, bodies[url]) if url in bodies else Fetched(404, url)

    async def parse(self, body: bytes, url: str, content_type: str | None) -> ParsedFeed:
        if body != b"feed":
            raise NotAFeed("is a web page, not a feed")
        return ParsedFeed("The Lab", "https://lab.example/", "en", (Entry("1", None, "A", published=NOW),))


def links(html: str, url: str) -> list[str]:
    return ["https://lab.example/gone.xml", FEED] if "page" in html else []


async def test_a_page_finds_its_feed_and_is_added_under_its_title(store: Store) -> None:
    found = await find_feed(Web(), Web(), links, PAGE)
    assert found.url == FEED
    feed, new = await add(store, found, now=NOW)
    assert (feed.spec.name, feed.spec.url, new) == ("The Lab", FEED, True)
    assert (await add(store, found, now=NOW))[1] is False


async def test_a_page_without_a_feed_says_what_to_give_instead() -> None:
    with pytest.raises(NotAFeed, match="give the feed's own address"):
        await find_feed(Web(), Web(), lambda html, url: [], PAGE)


async def test_what_goes_wrong_with_an_address_names_it() -> None:
    class Down(Web):
        async def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
            raise TryLater("can't be connected to")

    with pytest.raises(TryLater, match=r"^lab\.example can't be connected to$"):
        await find_feed(Down(), Web(), links, FEED)


async def test_an_address_that_answers_an_error_is_told() -> None:
    with pytest.raises(GiveUp, match="answers 404"):
        await find_feed(Web(), Web(), links, "https://lab.example/none")


@pytest.mark.parametrize("text", ["", "ftp://a.example/x", "file:///etc/passwd", "https://", "javascript:alert(1)"])
def test_what_isnt_a_web_address_is_refused(text: str) -> None:
    with pytest.raises(BadAddress):
        checked_address(text)


def test_a_bare_host_is_taken_as_https() -> None:
    assert checked_address(" lab.example/feed ") == "https://lab.example/feed"


async def test_a_feed_is_found_by_number_name_and_address(store: Store) -> None:
    added, _ = await store.add_feed(FeedSpec(FEED, "The Lab"), "command", NOW)
    await store.add_feed(FeedSpec("https://other.example/f", "The Other Lab"), "command", NOW)
    for which in (str(added.id), "the lab", FEED, "HTTPS://LAB.example/feed.xml"):
        assert (await pick(store, which)).id == added.id
    with pytest.raises(NoSuchFeed, match="feeds list"):
        await pick(store, "nobody")


async def test_check_reads_and_tells_the_reason() -> None:
    good = await check(Web(), Web(), FeedSpec(FEED, "The Lab"))
    assert (good.entries, good.newest, good.reason) == (1, NOW, None)
    assert (await check(Web(), Web(), FeedSpec(PAGE, "Page"))).reason == "is a web page, not a feed"
    assert (await check(Web(), Web(), FeedSpec("https://lab.example/x", "X"))).reason == "answers 404"
