"""How fast this process asks Discord: 50 requests in any second, as Discord counts them, and none while all are refused.

It listens to the HTTP client's trace, so that what discord.py repeats by itself counts too. Answers to interactions
don't: Discord exempts them. Each process has its own pace; where several share a token, Discord's 429 sets it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace

import aiohttp
from discord.http import Route

from bot.ports import TryLater

A_SECOND = 50
"""docs.discord.com, rate limits: "All bots can make up to 50 requests per second"."""
LONGEST_WAIT = 6.0
"""Seconds that a request waits by itself for a rate limit; what takes longer is for the outbox to wait for."""
_COUNTED = 0.25
"""Seconds after which a request that isn't answered yet has reached Discord, and was counted."""
_CATCH_UP = 5
"""So many requests may follow each other at once when the loop was busy; else they leave evenly."""
_NO_TIME_GIVEN = 60.0
_EXEMPT = ("/interactions/", "/webhooks/")


class Pace:
    """One for a token. A request takes one of 50 places, which is free again a second after Discord counted it."""

    def __init__(self, a_second: int = A_SECOND) -> None:
        self._places = asyncio.Semaphore(a_second)
        self._step = 1 / a_second
        self._next_at = 0.0
        self._shut_until = 0.0

    def trace(self, *, gives_up: bool) -> aiohttp.TraceConfig:
        """For a client of discord.py. `gives_up`: it is told TryLater where it would have to wait long."""
        listener, trace = _Listener(self, gives_up), aiohttp.TraceConfig()
        trace.on_request_start.append(listener.leaves)
        trace.on_request_end.append(listener.is_answered)
        trace.on_request_exception.append(listener.broke_off)
        return trace

    def shut_for(self) -> float:
        """Seconds for which Discord refuses all that this token asks."""
        return max(0.0, self._shut_until - asyncio.get_running_loop().time())

    def shut(self, seconds: float) -> None:
        self._shut_until = asyncio.get_running_loop().time() + seconds

    async def take_place(self) -> asyncio.TimerHandle:
        """Waits for a place; what will free it."""
        await self._places.acquire()
        try:
            await self._evenly()
        except asyncio.CancelledError:
            self._places.release()
            raise
        return self._free_in(_COUNTED + 1.0)

    def counted(self, place: asyncio.TimerHandle) -> None:
        """By now at the latest Discord has counted the request."""
        if place.when() > asyncio.get_running_loop().time() + 1.0:
            place.cancel()
            self._free_in(1.0)

    def _free_in(self, seconds: float) -> asyncio.TimerHandle:
        return asyncio.get_running_loop().call_later(seconds, self._places.release)

    async def _evenly(self) -> None:
        now = asyncio.get_running_loop().time()
        turn = max(self._next_at, now - _CATCH_UP * self._step)
        self._next_at = turn + self._step
        if turn > now:
            await asyncio.sleep(turn - now)


@dataclass(frozen=True, slots=True)
class _Listener:
    """What happens to one client's requests; of each the trace keeps its `place`."""

    pace: Pace
    gives_up: bool

    async def leaves(self, _: object, of: SimpleNamespace, about: aiohttp.TraceRequestStartParams) -> None:
        if not _is_paced(str(about.url)):
            return
        wait = self.pace.shut_for()
        if wait > LONGEST_WAIT and self.gives_up:
            raise TryLater("Discord's rate limit", wait)
        await asyncio.sleep(min(wait, LONGEST_WAIT))
        of.place = await self.pace.take_place()

    async def is_answered(self, _: object, of: SimpleNamespace, about: aiohttp.TraceRequestEndParams) -> None:
        await self.broke_off(_, of, about)
        if about.response.status == 429 and _is_for_all(about.response.headers):
            self.pace.shut(_seconds(about.response.headers))

    async def broke_off(self, _: object, of: SimpleNamespace, __: object) -> None:
        place = getattr(of, "place", None)
        if place is not None:
            self.pace.counted(place)


def _is_paced(url: str) -> bool:
    """The gateway's address isn't the API's."""
    return url.startswith(Route.BASE) and not url.removeprefix(Route.BASE).startswith(_EXEMPT)


def _is_for_all(headers: Mapping[str, str]) -> bool:
    """The limit over all channels, or Cloudflare's (an answer without "Via")."""
    return "X-RateLimit-Global" in headers or headers.get("X-RateLimit-Scope") == "global" or "Via" not in headers


def _seconds(headers: Mapping[str, str]) -> float:
    try:
        return float(headers["Retry-After"])
    except (KeyError, ValueError):
        return _NO_TIME_GIVEN
