"""What a site's robots.txt lets us read: fetched once a day a site, judged by protego.

A missing file allows everything; a server in trouble means: later. Redirects are the fetcher's.
"""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Protocol
from urllib.parse import urlsplit

from bot.adapters.turns import Pace
from bot.ports import Fetcher, GiveUp, Refused, TooLarge, TryLater

KEPT_SECONDS = 86_400.0
"""A day, as RFC 9309 (2.4) recommends as the most."""

_LONGEST_DELAY = 30.0
"""Seconds between two pages of one site that a Crawl-delay may ask for."""

_SITES_KEPT = 5_000


class _Judge(Protocol):
    def can_fetch(self, url: str, user_agent: str) -> bool: ...

    def crawl_delay(self, user_agent: str) -> float | None: ...


@dataclass(frozen=True, slots=True)
class _Rules:
    """`judge` None: everything is allowed."""

    until: float
    judge: _Judge | None
    pace: Pace | None


class Robots:
    """`agent` is the product's name as robots.txt files name it; `clock` gives monotonic seconds."""

    def __init__(self, fetcher: Fetcher, agent: str, clock: Callable[[], float]) -> None:
        self._fetcher = fetcher
        self._agent = agent
        self._clock = clock
        self._known: dict[str, _Rules] = {}
        self._locks: weakref.WeakValueDictionary[str, asyncio.Lock] = weakref.WeakValueDictionary()

    async def allows(self, url: str) -> bool:
        """Raises TryLater where the site can't tell, Refused where it may not be reached."""
        judge = (await self._rules(url)).judge
        return judge is None or judge.can_fetch(url, self._agent)

    async def wait(self, url: str) -> float:
        """Seconds to wait for the turn that the site's Crawl-delay leaves; it is taken."""
        pace = (await self._rules(url)).pace
        return pace.wait(self._clock()) if pace is not None else 0.0

    async def _rules(self, url: str) -> _Rules:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}".lower()
        async with self._locks.setdefault(site, asyncio.Lock()):
            known = self._known.get(site)
            if known is None or known.until <= self._clock():
                known = await self._fetch(site)
                self._forget()
                self._known[site] = known
        return known

    def _forget(self) -> None:
        if len(self._known) >= _SITES_KEPT:
            now = self._clock()
            self._known = {site: rules for site, rules in self._known.items() if rules.until > now}
        while len(self._known) >= _SITES_KEPT:
            del self._known[next(iter(self._known))]

    async def _fetch(self, site: str) -> _Rules:
        until = self._clock() + KEPT_SECONDS
        try:
            got = await self._fetcher.get(f"{site}/robots.txt")
        except Refused:
            raise
        except TooLarge:
            return _Rules(until, None, None)
        except GiveUp as error:
            raise GiveUp(f"its robots.txt {error}") from error
        if got.status == HTTPStatus.TOO_MANY_REQUESTS or got.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise TryLater(f"its robots.txt answers {got.status}", got.retry_after)
        if got.status != HTTPStatus.OK:
            return _Rules(until, None, None)
        return self._read(got.body, until)

    def _read(self, body: bytes, until: float) -> _Rules:
        from protego import Protego

        judge: _Judge = Protego.parse(body.decode("utf-8-sig", "replace"))
        delay = judge.crawl_delay(self._agent)
        pace = Pace(1.0 / min(delay, _LONGEST_DELAY)) if delay and delay > 0 else None
        return _Rules(until, judge, pace)
