"""HttpFetcher against a real server on the loopback that behaves and misbehaves."""

from __future__ import annotations

import asyncio
import gzip
import socket
import zlib
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from functools import partial
from ipaddress import ip_network

import brotli  # type: ignore[import-untyped]
import pytest
import pytest_asyncio
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.adapters.fetch import FetchLimits, HttpFetcher, retry_after
from bot.adapters.turns import Pace
from bot.ports import GiveUp, Refused, TooLarge, TryLater
from tests.fakes.web_server import WebServer, http_answer, raw_server, web_server

LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
AGENT = "Newsdesk/9.9 (+https://newsdesk.example/bot)"
FEED = b"<rss version='2.0'><channel><title>Harbour Wire</title></channel></rss>"


def limits(**changes: object) -> FetchLimits:
    return FetchLimits(**{"user_agent": AGENT, "allow_private": LOOPBACK, **changes})  # type: ignore[arg-type]


@pytest_asyncio.fixture
async def server() -> AsyncIterator[WebServer]:
    async with web_server() as running:
        yield running


@pytest_asyncio.fixture
async def fetcher() -> AsyncIterator[HttpFetcher]:
    async with HttpFetcher(limits()) as made:
        yield made


async def test_a_body_comes_back_whole_with_its_validators(server: WebServer, fetcher: HttpFetcher) -> None:
    url = server.put(
        "/feed", FEED, content_type="application/rss+xml", etag='"v1"', last_modified="Tue, 03 Nov 2026 10:00:00 GMT"
    )
    got = await fetcher.get(url)
    assert (got.status, got.body, got.url, got.moved_to) == (200, FEED, url, None)
    assert (got.etag, got.last_modified) == ('"v1"', "Tue, 03 Nov 2026 10:00:00 GMT")
    assert got.content_type == "application/rss+xml"


async def test_an_unchanged_feed_costs_one_conditional_request(server: WebServer, fetcher: HttpFetcher) -> None:
    url = server.put("/feed", FEED, etag='W/"7"', last_modified="Tue, 03 Nov 2026 10:00:00 GMT")
    by_tag = await fetcher.get(url, etag='W/"7"')
    by_date = await fetcher.get(url, last_modified="Tue, 03 Nov 2026 10:00:00 GMT")
    assert (by_tag.status, by_tag.body, by_date.status) == (304, b"", 304)
    assert len(server.seen) == 2


async def test_the_server_is_told_who_asks_and_gets_no_cookie_back(server: WebServer, fetcher: HttpFetcher) -> None:
    url = server.put("/feed", FEED, headers={"Set-Cookie": "visitor=1; Path=/"})
    await fetcher.get(url)
    await fetcher.get(url)
    assert all(asked["User-Agent"] == AGENT and "Cookie" not in asked for asked in server.asked("/feed"))


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(FEED, mtime=0)),
        ("gzip", gzip.compress(FEED[:20], mtime=0) + gzip.compress(FEED[20:], mtime=0)),
        ("x-gzip", gzip.compress(FEED, mtime=0)),
        ("deflate", zlib.compress(FEED)),
        ("deflate", zlib.compress(FEED, wbits=-15)),
        ("br", brotli.compress(FEED)),
        ("identity", FEED),
    ],
)
async def test_every_compression_that_is_asked_for_is_decoded(
    server: WebServer, fetcher: HttpFetcher, encoding: str, packed: bytes
) -> None:
    url = server.put("/feed", packed, headers={"Content-Encoding": encoding})
    assert (await fetcher.get(url)).body == FEED


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(FEED, mtime=0)[:-9]),
        ("deflate", zlib.compress(FEED)[:-6]),
        ("br", brotli.compress(FEED)[:-4]),
        ("gzip", FEED),
        ("br", b"\xff" * 40),
        ("rot13", FEED),
    ],
)
async def test_a_body_that_breaks_off_inside_its_compression_is_a_failure(
    server: WebServer, fetcher: HttpFetcher, encoding: str, packed: bytes
) -> None:
    url = server.put("/feed", packed, headers={"Content-Encoding": encoding})
    with pytest.raises(TryLater, match="broken"):
        await fetcher.get(url)


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate"])
async def test_a_bomb_is_stopped_at_the_limit_of_the_decoded_body(server: WebServer, encoding: str) -> None:
    zeros = bytes(30_000_000)
    packers: dict[str, Callable[[bytes], bytes]] = {
        "gzip": gzip.compress,
        "br": partial(brotli.compress, quality=1),
        "deflate": zlib.compress,
    }
    url = server.put("/bomb", packers[encoding](zeros), headers={"Content-Encoding": encoding})
    async with HttpFetcher(limits(max_body=1_000_000)) as fetcher:
        with pytest.raises(TooLarge, match="larger than 1 MB"):
            await fetcher.get(url)


async def test_a_body_of_exactly_the_limit_passes_and_one_byte_more_does_not(server: WebServer) -> None:
    async with HttpFetcher(limits(max_body=1000)) as fetcher:
        assert len((await fetcher.get(server.put("/a", b"x" * 1000))).body) == 1000
        with pytest.raises(TooLarge):
            await fetcher.get(server.put("/b", b"x" * 1001))


@pytest.mark.parametrize(
    "answer",
    [
        http_answer(FEED, length=len(FEED) + 100),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n<rss version='2.0\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<rss/>\r\n0\r\n\r\n",
    ],
)
async def test_a_half_sent_body_is_a_failure_and_never_a_short_body(fetcher: HttpFetcher, answer: bytes) -> None:
    async with raw_server(answer) as url:
        with pytest.raises(TryLater):
            await fetcher.get(url)


@pytest.mark.parametrize(
    "answer", [b"", b"hello\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 100_000 + b"\r\n\r\n"]
)
async def test_no_answer_and_an_answer_that_is_no_http_can_be_tried_later(fetcher: HttpFetcher, answer: bytes) -> None:
    async with raw_server(answer) as url:
        with pytest.raises(TryLater):
            await fetcher.get(url)


@pytest.mark.parametrize("answer", [b"", http_answer(FEED, length=10_000)])
async def test_a_server_that_drips_or_says_nothing_is_left_at_the_time_limit(answer: bytes) -> None:
    async with raw_server(answer, keep_open=True) as url, HttpFetcher(limits(total_seconds=0.05)) as fetcher:
        with pytest.raises(TryLater, match=r"answers nothing within 0.05 s"):
            await fetcher.get(url)


async def test_a_server_that_is_not_there_can_be_tried_later(fetcher: HttpFetcher) -> None:
    async with raw_server(b"") as url:
        pass
    with pytest.raises(TryLater, match="can't be connected"):
        await fetcher.get(url)


async def test_permanent_redirects_are_reported_as_a_move_and_temporary_ones_are_not(
    server: WebServer, fetcher: HttpFetcher
) -> None:
    new = server.put("/new", FEED)
    server.redirect("/old", "/new", 301)
    server.redirect("/older", "/old", 308)
    server.redirect("/mixed", "/old", 302)
    assert (await fetcher.get(server.url("/older"))).moved_to == new
    mixed = await fetcher.get(server.url("/mixed"))
    assert (mixed.url, mixed.moved_to, mixed.body) == (new, None, FEED)


async def test_a_permanent_redirect_to_an_error_is_no_move(server: WebServer, fetcher: HttpFetcher) -> None:
    server.redirect("/old", "/nowhere", 301)
    got = await fetcher.get(server.url("/old"))
    assert (got.status, got.moved_to) == (404, None)


async def test_a_redirect_in_circles_ends(server: WebServer, fetcher: HttpFetcher) -> None:
    server.redirect("/round", "/round", 301)
    with pytest.raises(GiveUp, match="more than 5 times"):
        await fetcher.get(server.url("/round"))


@pytest.mark.parametrize(
    "target", ["file:///etc/hostname", "ftp://files.example/feed", "javascript:alert(1)", "gopher://x.example"]
)
async def test_a_redirect_to_another_scheme_is_refused(server: WebServer, fetcher: HttpFetcher, target: str) -> None:
    server.redirect("/feed", target)
    with pytest.raises(Refused, match="only http and https"):
        await fetcher.get(server.url("/feed"))


async def test_a_redirect_that_brings_its_own_password_is_refused(server: WebServer, fetcher: HttpFetcher) -> None:
    server.redirect("/feed", f"http://mallory:guess@127.0.0.1:{server.port}/new")
    with pytest.raises(Refused, match="password"):
        await fetcher.get(server.url("/feed"))


async def test_a_password_follows_a_redirect_on_its_own_server_only(server: WebServer, fetcher: HttpFetcher) -> None:
    server.put("/new", FEED)
    server.redirect("/near", "/new")
    server.redirect("/far", server.url("/new", host="localhost"))
    for path in ("/near", "/far"):
        await fetcher.get(f"http://reader:pass@127.0.0.1:{server.port}{path}")
    near, far = server.asked("/new")
    assert "Authorization" in near
    assert "Authorization" not in far


@pytest.mark.parametrize("url", ["ftp://a.example/feed", "file:///etc/passwd", "data:text/plain,hi"])
async def test_other_schemes_are_refused(fetcher: HttpFetcher, url: str) -> None:
    with pytest.raises(Refused):
        await fetcher.get(url)


@pytest.mark.parametrize(
    "url", ["", "feed", "http://", "http://[::1", "http://a b/", "http://host:99999/", "http://127.2:x/"]
)
async def test_what_is_no_address_is_given_up(fetcher: HttpFetcher, url: str) -> None:
    with pytest.raises(GiveUp):
        await fetcher.get(url)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "0.0.0.0",
        "[::ffff:127.0.0.1]",
        "10.0.0.8",
        "169.254.169.254",
        "[64:ff9b::7f00:1]",
    ],
)
async def test_no_connection_is_made_to_a_private_address(server: WebServer, host: str) -> None:
    server.put("/feed", FEED)
    async with HttpFetcher(limits(allow_private=(), per_host_rate=1000.0)) as fetcher:
        with pytest.raises(Refused, match="private or reserved"):
            await fetcher.get(server.url("/feed", host=host))
    assert server.seen == []


class Names(AbstractResolver):
    """A name server that answers what it is told to."""

    def __init__(self, **answers: list[str]) -> None:
        self._answers = answers

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host=ip, port=port, family=socket.AF_INET, proto=0, flags=0)
            for ip in self._answers[host.partition(".")[0]]
        ]

    async def close(self) -> None:
        return None


async def test_a_name_that_leads_to_a_private_address_is_refused_and_a_mixed_one_led_to_the_allowed(
    server: WebServer,
) -> None:
    server.put("/feed", FEED)
    names = Names(inside=["10.0.0.8", "169.254.169.254"], mixed=["10.0.0.8", "127.0.0.1"])
    async with HttpFetcher(limits(per_host_rate=1000.0), names) as fetcher:
        with pytest.raises(Refused, match=r"10\.0\.0\.8 is private"):
            await fetcher.get(server.url("/feed", host="inside.example"))
        assert (await fetcher.get(server.url("/feed", host="mixed.example"))).body == FEED


async def test_a_redirect_to_a_private_address_is_refused_although_the_first_is_allowed(server: WebServer) -> None:
    server.redirect("/feed", f"http://127.0.0.2:{server.port}/inside", 301)
    async with HttpFetcher(limits(allow_private=(ip_network("127.0.0.1/32"),))) as fetcher:
        with pytest.raises(Refused, match=r"127\.0\.0\.2"):
            await fetcher.get(server.url("/feed"))
    assert server.asked("/inside") == []


@pytest.mark.parametrize("status", [404, 410, 429, 500, 503])
async def test_error_statuses_are_returned_with_the_wait_that_was_asked_for(
    server: WebServer, fetcher: HttpFetcher, status: int
) -> None:
    url = server.put("/feed", b"sorry", status=status, headers={"Retry-After": "120"})
    got = await fetcher.get(url)
    assert (got.status, got.retry_after) == (status, 120.0)


def test_retry_after_is_read_as_seconds_and_as_a_date() -> None:
    now = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)
    assert retry_after("90", now) == 90.0
    assert retry_after("Tue, 03 Nov 2026 12:10:00 GMT", now) == 600.0
    assert retry_after("Tue, 03 Nov 2026 11:00:00 GMT", now) == 0.0
    assert [retry_after(text, now) for text in (None, "", "soon", "-5", "Tue, 99 Foo 2026")] == [None] * 5


async def test_a_host_never_has_more_connections_than_its_limit(server: WebServer, fetcher: HttpFetcher) -> None:
    server.hold = asyncio.Event()
    url = server.put("/feed", FEED)
    asked = [asyncio.create_task(fetcher.get(url)) for _ in range(12)]
    await server.busy(4)
    for _ in range(200):
        await asyncio.sleep(0)
    server.hold.set()
    assert [got.status for got in await asyncio.gather(*asked)] == [200] * 12
    assert server.most_at_once == 4


async def test_a_busy_host_does_not_keep_others_waiting(server: WebServer, fetcher: HttpFetcher) -> None:
    async with web_server() as stuck:
        stuck.hold = asyncio.Event()
        busy = [asyncio.create_task(fetcher.get(stuck.url("/feed"))) for _ in range(50)]
        await stuck.busy(4)
        assert (await fetcher.get(server.url("/other", host="localhost"))).status == 404
        assert not any(task.done() for task in busy)
        stuck.hold.set()
        await asyncio.gather(*busy)


def test_a_pace_of_four_lets_four_start_at_once_and_the_next_a_second_later() -> None:
    pace = Pace(4.0)
    assert [pace.wait(10.0) for _ in range(9)] == [0, 0, 0, 0, 1, 1, 1, 1, 2]
    assert pace.wait(100.0) == 0


def test_a_pace_below_one_spaces_the_starts() -> None:
    pace = Pace(0.5)
    assert [pace.wait(0.0), pace.wait(0.0), pace.wait(1.0)] == [0.0, 2.0, 3.0]


async def test_only_hosts_in_allowed_networks_are_free_of_the_pace_unless_a_rate_is_set(fetcher: HttpFetcher) -> None:
    assert (await fetcher._host_turns("http://127.0.0.1:1/")).pace is None
    assert (await fetcher._host_turns("http://localhost:1/")).pace is None
    assert (await fetcher._host_turns("http://93.184.215.14/")).pace is not None
    async with HttpFetcher(limits(per_host_rate=2.0)) as paced:
        assert (await paced._host_turns("http://127.0.0.1:1/")).pace is not None
