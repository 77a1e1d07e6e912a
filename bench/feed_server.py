"""Serves generated feeds on loopback for the benches: `feed_server.py COUNT` prints its address and runs until killed.

Each feed has 30 items, about 50 KB, and an ETag. POST /change changes the bytes of seven in ten feeds (their date and
generator line) without a new item. POST /counts tells which client was answered how often with which status, as
{"client": {"200": n, "304": n}}, and starts counting anew.
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from aiohttp import web

ITEMS = 30
WORDS = [
    "model",
    "release",
    "training",
    "chips",
    "open",
    "weights",
    "benchmark",
    "licence",
    "data",
    "centre",
    "researchers",
    "price",
    "funding",
    "outage",
    "policy",
    "court",
    "regulator",
    "deployment",
    "latency",
    "agents",
    "reasoning",
    "context",
    "tokens",
    "inference",
    "hardware",
    "partners",
    "customers",
]
START = datetime.now(UTC) - timedelta(days=2)


def paragraph(seed: int) -> str:
    return " ".join(WORDS[(seed * 7 + n * (seed % 11 + 1)) % len(WORDS)] for n in range(190))


def item(feed: int, n: int) -> str:
    when = format_datetime(START + timedelta(minutes=feed + 7 * n))
    body = f"<p>{paragraph(feed * ITEMS + n)}</p>"
    return (
        f"<item><title>Story {n} of feed {feed}</title><link>http://feed{feed}.example/{n}</link>"
        f"<guid>feed{feed}-{n}</guid><pubDate>{when}</pubDate><description><![CDATA[{body}]]></description></item>"
    )


class Feeds:
    def __init__(self, count: int) -> None:
        self._items = ["\n".join(item(feed, n) for n in range(ITEMS)) for feed in range(count)]
        self.edition = 1
        self._answered: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def edition_of(self, feed: int) -> int:
        return self.edition if feed % 10 < 7 else 1

    def body(self, feed: int) -> str:
        edition = self.edition_of(feed)
        built = format_datetime(START + timedelta(minutes=edition))
        head = (
            f"<title>Feed {feed}</title><link>http://feed{feed}.example/</link><lastBuildDate>{built}</lastBuildDate>"
        )
        return f'<?xml version="1.0"?>\n<rss version="2.0"><channel>{head}<generator>e{edition}</generator>{self._items[feed]}</channel></rss>'

    async def answer(self, request: web.Request) -> web.Response:
        feed = int(request.match_info["feed"])
        etag = f'"{feed}-{self.edition_of(feed)}"'
        unchanged = request.headers.get("If-None-Match") == etag
        client = request.headers.get("User-Agent", "").partition("/")[0]
        self._answered[client]["304" if unchanged else "200"] += 1
        if unchanged:
            return web.Response(status=304, headers={"ETag": etag})
        return web.Response(text=self.body(feed), content_type="application/rss+xml", headers={"ETag": etag})

    async def change(self, request: web.Request) -> web.Response:
        self.edition += 1
        return web.Response(text="changed")

    async def counts(self, request: web.Request) -> web.Response:
        answered, self._answered = self._answered, defaultdict(Counter)
        return web.json_response(answered)


async def serve(count: int) -> None:
    feeds = Feeds(count)
    app = web.Application()
    app.router.add_get("/feed/{feed}.xml", feeds.answer)
    app.router.add_post("/change", feeds.change)
    app.router.add_post("/counts", feeds.counts)
    runner = web.AppRunner(app, shutdown_timeout=0.2, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=1024).start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
