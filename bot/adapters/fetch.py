"""Gets strangers' addresses over HTTP: guarded, limited, polite. What the bytes mean is judged elsewhere.

Every vendor's error is translated here, once, into a sentence for a person.
"""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit, urlunsplit

import aiohttp
from aiohttp import ClientResponse, ClientSession
from aiohttp.abc import AbstractResolver, ResolveResult

from bot import ports
from bot.adapters.compression import ACCEPTED, BodyDecoder, BrokenBody, OverLimit
from bot.adapters.guard import AddressRefused, Network, address_allowed, address_in, guarded_socket_factory
from bot.adapters.turns import HostTurns, Pace
from bot.news.urls import is_web_url, redact_url, resolve

PUBLIC_RATE = 4.0
"""Requests a second to one host where nothing else is set; design.md's promise of politeness."""

_PERMANENT = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
_REDIRECTS = _PERMANENT | {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.TEMPORARY_REDIRECT}
_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.8, application/json;q=0.8, */*;q=0.5"
)
_CHUNK = 1 << 16
_HEADER_BYTES = 32_768
_HOSTS_KEPT = 5_000
_HEADER_VALUE = re.compile(r"^[\x20-\x7e]{1,1000}$")


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """`max_body` counts decoded bytes. `per_host_rate` None: PUBLIC_RATE, and none in networks allowed as private."""

    user_agent: str
    total_seconds: float = 20.0
    max_body: int = 10_000_000
    per_host_rate: float | None = None
    per_host_connections: int = 4
    connections: int = 100
    allow_private: tuple[Network, ...] = ()
    max_redirects: int = 5


class HttpFetcher:
    """The Fetcher of ports.py; `async with` it. Time spent waiting for a host's turn doesn't count as its time."""

    def __init__(self, limits: FetchLimits, resolver: AbstractResolver | None = None) -> None:
        self._limits = limits
        self._resolver = resolver
        self._session: ClientSession | None = None
        self._hosts: dict[str, HostTurns] = {}
        self._all = asyncio.Semaphore(limits.connections)

    async def __aenter__(self) -> Self:
        limits = self._limits
        self._resolver = self._resolver or aiohttp.ThreadedResolver()
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                ttl_dns_cache=300,  # what a name says is judged at each connection anyway
                limit=0,  # slots are given out before a request starts, so that waiting doesn't eat its time
                ssl=True,  # verified, by the context that aiohttp has made when it was imported: another takes 50 ms
                resolver=_GuardedResolver(self._resolver, limits.allow_private),
                socket_factory=guarded_socket_factory(limits.allow_private),
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            timeout=aiohttp.ClientTimeout(total=None),
            headers={"User-Agent": limits.user_agent, "Accept": _ACCEPT, "Accept-Encoding": ACCEPTED},
            max_line_size=_HEADER_BYTES,
            max_field_size=_HEADER_BYTES,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> ports.Fetched:
        """Follows redirects itself, judging each hop. See ports.Fetcher for what it raises."""
        headers = _conditions(etag, last_modified)
        budget = self._limits.total_seconds
        moved = True
        here = url
        for hop in range(self._limits.max_redirects + 1):
            _check_scheme(here, hop)
            async with self._turn(here):
                started = _monotonic()
                answer = await self._request(here, headers, budget)
                budget -= _monotonic() - started
            if isinstance(answer, _Answer):
                return answer.fetched(here, here if hop and moved else None)
            moved = moved and answer.permanent
            here = answer.target
        raise ports.GiveUp(f"redirects more than {self._limits.max_redirects} times")

    async def _request(self, url: str, headers: dict[str, str], budget: float) -> _Answer | _Hop:
        assert self._session is not None, "HttpFetcher is used outside its `async with`"
        with _told_to_people(self._limits):
            async with asyncio.timeout(max(budget, 0.0)):
                async with self._session.get(url, headers=headers, allow_redirects=False) as response:
                    if response.status in _REDIRECTS:
                        return _hop(url, response)
                    return await self._answer(response)

    async def _answer(self, response: ClientResponse) -> _Answer:
        if response.status >= HTTPStatus.BAD_REQUEST:
            response.release()
            return _Answer(response, b"")
        decoder = BodyDecoder(response.headers.get("Content-Encoding"), self._limits.max_body)
        try:
            async for chunk in response.content.iter_chunked(_CHUNK):
                decoder.feed(chunk)
            body = decoder.finish()
        except BaseException:
            response.close()  # nobody reads the rest: the connection can't be kept
            raise
        return _Answer(response, body)

    @asynccontextmanager
    async def _turn(self, url: str) -> AsyncIterator[None]:
        """Holds one of the host's connections, and one of all, after waiting for the host's pace."""
        turns = await self._host_turns(url)
        turns.users += 1
        try:
            async with turns.slots:
                if turns.pace is not None and (wait := turns.pace.wait(_monotonic())) > 0:
                    await asyncio.sleep(wait)
                async with self._all:
                    yield
        finally:
            turns.users -= 1

    async def _host_turns(self, url: str) -> HostTurns:
        host = (urlsplit(url).hostname or "").rstrip(".")
        if host not in self._hosts:
            rate = await self._rate(host)
            if len(self._hosts) >= _HOSTS_KEPT:
                self._hosts = {name: turns for name, turns in self._hosts.items() if turns.users}
            turns = HostTurns(asyncio.Semaphore(self._limits.per_host_connections), Pace(rate) if rate else None)
            self._hosts.setdefault(host, turns)
        return self._hosts[host]

    async def _rate(self, host: str) -> float | None:
        if self._limits.per_host_rate is not None:
            return self._limits.per_host_rate
        return None if await self._lives_in_private(host) else PUBLIC_RATE

    async def _lives_in_private(self, host: str) -> bool:
        """Whether all addresses of a host lie in networks that are allowed as private."""
        allowed = self._limits.allow_private
        if not allowed or address_in(host, allowed):
            return bool(allowed)
        assert self._resolver is not None, "HttpFetcher is used outside its `async with`"
        try:
            found = await self._resolver.resolve(host, 0, socket.AF_UNSPEC)
        except (OSError, UnicodeError):
            return False
        return all(address_in(result["host"], allowed) for result in found)


class _GuardedResolver(AbstractResolver):
    """Leaves out refused addresses, so that the reason is known; the socket factory judges what is left again."""

    def __init__(self, inner: AbstractResolver, allowed: tuple[Network, ...]) -> None:
        self._inner = inner
        self._allowed = allowed

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._inner.resolve(host, port, family)
        good = [result for result in found if address_allowed(result["host"], self._allowed)]
        if found and not good:
            raise AddressRefused(found[0]["host"])
        return good

    async def close(self) -> None:
        await self._inner.close()


@dataclass(frozen=True, slots=True)
class _Hop:
    target: str
    permanent: bool


@dataclass(frozen=True, slots=True)
class _Answer:
    response: ClientResponse
    body: bytes

    def fetched(self, url: str, moved_to: str | None) -> ports.Fetched:
        headers = self.response.headers
        status = self.response.status
        return ports.Fetched(
            status=status,
            url=url,
            body=self.body,
            content_type=headers.get("Content-Type"),
            etag=_kept(headers.get("ETag")),
            last_modified=_kept(headers.get("Last-Modified")),
            retry_after=retry_after(headers.get("Retry-After"), datetime.now(UTC)),
            moved_to=moved_to if status < HTTPStatus.BAD_REQUEST else None,
        )


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks to wait, from seconds or an HTTP date; None where it says nothing."""
    text = (value or "").strip()
    if re.fullmatch(r"\d{1,9}(?:\.\d+)?", text):
        return float(text)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - now).total_seconds())


def _monotonic() -> float:
    return asyncio.get_running_loop().time()


def _conditions(etag: str | None, last_modified: str | None) -> dict[str, str]:
    headers = {"If-None-Match": _kept(etag), "If-Modified-Since": _kept(last_modified)}
    return {name: value for name, value in headers.items() if value}


def _kept(value: str | None) -> str | None:
    """A validator as it can be sent back: printable ASCII, else None."""
    return value if value and _HEADER_VALUE.match(value) else None


def _check_scheme(url: str, hop: int) -> None:
    if is_web_url(url):
        return
    scheme = url.partition(":")[0].lower() if ":" in url else ""
    if hop or (re.fullmatch(r"[a-z][a-z0-9+.\-]*", scheme) and scheme not in {"http", "https"}):
        raise ports.Refused(f"{'redirects to ' if hop else ''}{redact_url(url)[:200]}: only http and https are spoken")
    raise ports.GiveUp(f"{redact_url(url)[:200]!r} isn't a web address; it should begin with https://")


def _hop(url: str, response: ClientResponse) -> _Hop:
    location = response.headers.get("Location")
    response.release()
    if not location:
        raise ports.GiveUp(f"redirects ({response.status}) without saying where to")
    target = resolve(url, location.partition("#")[0])
    if target is None:
        raise ports.Refused(f"redirects to {redact_url(location)[:200]}: only http and https are spoken")
    return _Hop(_with_user(url, target), response.status in _PERMANENT)


def _with_user(url: str, target: str) -> str:
    """The target with the user and password of an address of the same origin; one with its own is refused."""
    old, new = urlsplit(url), urlsplit(target)
    if "@" in new.netloc:
        raise ports.Refused("redirects to an address with a password in it")
    user, at, _ = old.netloc.rpartition("@")
    if not at or (old.scheme, old.hostname, old.port) != (new.scheme, new.hostname, new.port):
        return target
    return urlunsplit(new._replace(netloc=f"{user}@{new.netloc}"))


class _told_to_people:
    """Translates what aiohttp raises within; each sentence completes "The feed …"."""

    def __init__(self, limits: FetchLimits) -> None:
        self._limits = limits

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if error is not None and (told := self._translated(error)) is not None:
            raise told from error

    def _translated(self, error: BaseException) -> ports.NewsdeskError | None:
        limits = self._limits
        match error:
            case TimeoutError():
                return ports.TryLater(f"answers nothing within {limits.total_seconds:g} s")
            case OverLimit():
                return ports.TooLarge(f"is larger than {limits.max_body / 1_000_000:g} MB")
            case BrokenBody():
                return ports.TryLater(f"sent a broken answer: {error}")
            case aiohttp.InvalidURL() | UnicodeError():
                return ports.GiveUp("isn't a valid web address")
            case aiohttp.ClientConnectorError():
                return _connection_trouble(error)
            case aiohttp.ClientSSLError() | aiohttp.ServerFingerprintMismatch():
                return ports.TryLater("has a certificate that isn't valid")
            case aiohttp.ClientPayloadError():
                return ports.TryLater("sent only a part of its answer")
            case aiohttp.ServerDisconnectedError() | aiohttp.ClientOSError():
                return ports.TryLater("closed the connection without an answer")
            case aiohttp.ClientError() | OSError():
                return ports.TryLater("sent an answer that isn't proper HTTP")
        return None


def _connection_trouble(error: aiohttp.ClientConnectorError) -> ports.NewsdeskError:
    cause = error.os_error
    if isinstance(cause, AddressRefused):
        return ports.Refused(f"isn't read: its address {cause.address} is private or reserved")
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return ports.TryLater("has a host name that isn't known (or the network is down)")
    if isinstance(error, aiohttp.ClientConnectorSSLError | aiohttp.ClientConnectorCertificateError):
        return ports.TryLater("has a certificate that isn't valid")
    return ports.TryLater("can't be connected to")
