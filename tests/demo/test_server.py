"""The demo's server answers as a publisher's does, and its broken feeds are broken."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

import aiohttp
import pytest

from bot.adapters.feeds import parse_feed
from bot.demo.server import LOOPBACK, DemoSite, demo_server
from bot.ports import FeedSpec, NotAFeed

STARTED = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)


@pytest.fixture
async def site() -> AsyncIterator[DemoSite]:
    async with demo_server(STARTED) as running:
        yield running


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def feed(site: DemoSite, name: str) -> FeedSpec:
    return next(spec for spec in site.feeds if spec.name.startswith(name))


async def test_it_listens_where_the_demo_lets_the_bot_go(site: DemoSite) -> None:
    assert ip_address(urlsplit(site.base_url).hostname or "") in ip_network(LOOPBACK)
    assert len(site.feeds) >= 15
    assert all(spec.url.startswith(site.base_url) and spec.outlet for spec in site.feeds)


async def test_every_link_of_every_whole_feed_leads_to_a_page(site: DemoSite, http: aiohttp.ClientSession) -> None:
    pages = 0
    for spec in site.feeds:
        if spec.folder == "Broken on purpose":
            continue
        async with http.get(spec.url) as answer:
            read = parse_feed(await answer.read(), spec.url, answer.content_type)
        for link in {entry.link for entry in read.entries}:
            assert link is not None
            async with http.get(link) as page:
                assert page.status == 200
                assert "sample-note" in await page.text()
                pages += 1
    assert pages >= 100


@pytest.mark.parametrize("name", ["Harbour Wire", "Halvorsen Labs", "Quillmark news"])
async def test_an_unchanged_feed_costs_one_conditional_request(
    site: DemoSite, http: aiohttp.ClientSession, name: str
) -> None:
    url = feed(site, name).url
    async with http.get(url) as first:
        assert first.status == 200
        etag, changed = first.headers["ETag"], first.headers["Last-Modified"]
    for asked in ({"If-None-Match": etag}, {"If-Modified-Since": changed}):
        async with http.get(url, headers=asked) as again:
            assert again.status == 304
            assert await again.read() == b""
    async with http.get(url, headers={"If-None-Match": '"another"', "If-Modified-Since": changed}) as other:
        assert other.status == 200
    assert site.requests[urlsplit(url).path, 304] == 2


async def test_a_later_edition_is_sent_to_those_who_have_the_earlier_one(
    site: DemoSite, http: aiohttp.ClientSession
) -> None:
    url = feed(site, "Safety Ledger").url
    async with http.get(url) as first:
        known = {"If-None-Match": first.headers["ETag"], "If-Modified-Since": first.headers["Last-Modified"]}
    site.next_edition()
    async with http.get(url, headers=known) as second:
        assert second.status == 200
        assert "restored all but four" in await second.text()


async def test_answers_are_compressed_for_those_who_can_read_it(site: DemoSite, http: aiohttp.ClientSession) -> None:
    url = feed(site, "Circuit Daily").url
    async with http.get(url, headers={"Accept-Encoding": "gzip"}) as packed:
        assert packed.headers["Content-Encoding"] == "gzip"
        text = await packed.text()
    async with http.get(url, headers={"Accept-Encoding": "identity"}) as plain:
        assert "Content-Encoding" not in plain.headers
        assert await plain.text() == text


async def test_json_feed_is_served_as_such(site: DemoSite, http: aiohttp.ClientSession) -> None:
    async with http.get(feed(site, "Open Bench Notes").url) as answer:
        assert answer.content_type == "application/feed+json"
        document = json.loads(await answer.text())
    assert document["version"] == "https://jsonfeed.org/version/1.1"


async def test_robots_forbid_the_members_page_that_a_feed_links_to(site: DemoSite, http: aiohttp.ClientSession) -> None:
    from protego import Protego

    async with http.get(site.base_url + "/robots.txt") as answer:
        rules = Protego.parse(await answer.text())
    async with http.get(feed(site, "Circuit Daily").url) as answer:
        links = [
            entry.link or "" for entry in parse_feed(await answer.read(), site.base_url, answer.content_type).entries
        ]
    assert [link for link in links if not rules.can_fetch(link, "Newsdesk")] == [
        site.base_url + "/members/circuit-daily/queue-for-t9"
    ]


@pytest.mark.parametrize("name", ["Tidewater Tech", "Millrace News"])
async def test_half_a_feed_and_a_page_come_with_status_200_and_are_no_feeds(
    site: DemoSite, http: aiohttp.ClientSession, name: str
) -> None:
    spec = feed(site, name)
    async with http.get(spec.url) as answer:
        assert answer.status == 200
        body = await answer.read()
    assert body
    with pytest.raises(NotAFeed):
        parse_feed(body, spec.url, answer.content_type)


async def test_one_feed_redirects_out_of_the_network_that_is_allowed(
    site: DemoSite, http: aiohttp.ClientSession
) -> None:
    async with http.get(feed(site, "Inner Quay").url, allow_redirects=False) as answer:
        assert answer.status == 302
        target = ip_address(urlsplit(answer.headers["Location"]).hostname or "")
    assert target.is_private
    assert target not in ip_network(LOOPBACK)


async def test_an_unknown_address_is_not_found(site: DemoSite, http: aiohttp.ClientSession) -> None:
    async with http.get(site.base_url + "/harbour-wire/never-written") as answer:
        assert answer.status == 404
