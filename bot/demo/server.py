"""Serves the sample feeds and their pages over loopback, as a publisher's server does: conditional and compressed.

Three feeds are broken on purpose: one breaks off, one is an HTML page, one redirects to a private address.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from aiohttp import web

from bot.demo.feeds import (
    CONTENT_TYPE,
    Edition,
    SampleFeed,
    SampleItem,
    error_page,
    feed_document,
    half,
    load_feeds,
    page_document,
)
from bot.ports import FeedSpec

LOOPBACK = "127.0.0.1/32"
"""The one network that the demo must allow as private; the private redirect leads out of it, to 127.0.0.2."""
_FORBIDDING = "User-agent: *\nDisallow: /members/\n"

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class DemoSite:
    """The running server. `requests` counts answers by path and status; `next_edition` brings later items and new ids."""

    def __init__(self, started: datetime, samples: tuple[SampleFeed, ...]) -> None:
        self.samples = samples
        self.requests: dict[tuple[str, int], int] = {}
        self._started = started
        self._number = 1
        self._port = 0

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def edition(self) -> Edition:
        return Edition(self._started, self.base_url, self._number)

    @property
    def feeds(self) -> tuple[FeedSpec, ...]:
        """All feeds as one would add them, the broken ones too."""
        return tuple(_spec(feed, self.base_url) for feed in self.samples)

    @property
    def private_url(self) -> str:
        """Where the feed that must be refused redirects to."""
        return f"http://127.0.0.2:{self._port}/feeds/private.xml"

    def next_edition(self) -> None:
        """From now on the feeds are those of a later poll: a few items more, and turning ids turned."""
        self._number += 1

    def listens_on(self, port: int) -> None:
        self._port = port


def _spec(feed: SampleFeed, base_url: str) -> FeedSpec:
    return FeedSpec(
        url=base_url + feed.path,
        name=feed.title,
        kind=feed.kind,
        language=feed.language,
        outlet=feed.outlet,
        owner=feed.owner,
        weight=feed.weight,
        folder=feed.folder,
    )


@asynccontextmanager
async def demo_server(started: datetime) -> AsyncIterator[DemoSite]:
    """Serves the samples on a free port of 127.0.0.1, dated back from `started` (aware), until the block is left."""
    site = DemoSite(started, load_feeds())
    runner = web.AppRunner(_application(site), shutdown_timeout=0.2, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        site.listens_on(runner.addresses[0][1])
        yield site
    finally:
        await runner.cleanup()


def _application(site: DemoSite) -> web.Application:
    application = web.Application()

    async def counted(request: web.Request, response: web.StreamResponse) -> None:
        key = (request.path, response.status)
        site.requests[key] = site.requests.get(key, 0) + 1

    application.on_response_prepare.append(counted)
    application.router.add_get("/robots.txt", _robots)
    for feed in site.samples:
        application.router.add_get(feed.path, _feed_handler(site, feed))
        for item in feed.items:
            application.router.add_get(feed.page_path(item), _page_handler(site, feed, item))
    return application


async def _robots(request: web.Request) -> web.Response:
    return _answer(request, _FORBIDDING, "text/plain")


def _feed_handler(site: DemoSite, feed: SampleFeed) -> _Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        if feed.fault == "private":
            raise web.HTTPFound(site.private_url)
        if feed.fault == "html":
            return _answer(request, error_page(feed), "text/html")
        document = feed_document(feed, site.edition)
        body = half(document) if feed.fault == "half" else document
        return _answer(request, body, CONTENT_TYPE[feed.format], site.edition.changed)

    return handle


def _page_handler(site: DemoSite, feed: SampleFeed, item: SampleItem) -> _Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        return _answer(request, page_document(feed, item, site.edition), "text/html")

    return handle


def _answer(request: web.Request, text: str, content_type: str, changed: datetime | None = None) -> web.Response:
    """The text, or 304 when the asker has it: by its ETag, else by its date where there is one (RFC 9110, 13.2.2)."""
    etag = hashlib.sha256(text.encode()).hexdigest()[:16]
    known = _is_known(request, etag, changed)
    response = web.Response(status=304) if known else web.Response(text=text, content_type=content_type)
    response.etag = etag
    response.last_modified = changed
    if not known and "gzip" in request.headers.get("Accept-Encoding", ""):
        response.enable_compression(web.ContentCoding.gzip)
    return response


def _is_known(request: web.Request, etag: str, changed: datetime | None) -> bool:
    if request.if_none_match is not None:
        return any(asked.value in (etag, "*") for asked in request.if_none_match)
    since = request.if_modified_since
    return since is not None and changed is not None and changed <= since
