"""How the fake Discord limits and misbehaves: rate limit buckets, the count of invalid requests, faults on order."""

from __future__ import annotations

import hashlib
import random
import socket
import struct
import time
from collections import deque
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Literal, get_args

from aiohttp import web

from tests.fakes.discord_rules import Json

VIA = "1.1 fake"
FaultKind = Literal["status", "429", "reset", "close", "hang"]


@dataclass(slots=True)
class Fault:
    """What goes wrong with the calls of a route, `times` times (None: always), or a `fraction` of them from a `seed`.

    `route`: method and path below the API base, with * for anything: "POST /channels/*/messages". `after`: the call is
    carried out and only its answer is spoilt (a refused call doesn't count). Kinds: "status" (with `status`, `code`, `message`), "429" (with
    `retry_after`, `everywhere`, `via`), "reset" (ECONNRESET), "close" (the connection just ends), "hang" (`seconds`,
    then it goes on). `skip`: how many calls pass first.
    """

    route: str
    kind: FaultKind = "status"
    times: int | None = 1
    after: bool = False
    status: int = 500
    code: int = 0
    message: str = "500: Internal Server Error"
    retry_after: float = 1.0
    everywhere: bool = False
    via: bool = True
    seconds: float = 0.0
    fraction: float = 1.0
    seed: int = 0
    skip: int = 0
    hits: int = 0
    dice: random.Random = field(init=False)

    def __post_init__(self) -> None:
        if self.kind not in get_args(FaultKind):
            raise ValueError(f"There is no kind {self.kind!r}, only {get_args(FaultKind)}")
        self.dice = random.Random(self.seed)

    def strikes(self, route: str) -> bool:
        if not fnmatchcase(route, self.route) or (self.times is not None and self.hits >= self.times):
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        if self.dice.random() >= self.fraction:
            return False
        self.hits += 1
        return True


def strike(fault: Fault, request: web.Request) -> web.Response:
    """The spoilt answer."""
    if fault.kind == "429":
        return too_many(fault.retry_after, everywhere=fault.everywhere, via=fault.via)
    if fault.kind in ("reset", "close"):
        break_off(request, reset=fault.kind == "reset")
        return web.Response(status=500)
    return answer({"message": fault.message, "code": fault.code}, fault.status)


def break_off(request: web.Request, *, reset: bool) -> None:
    """Ends the connection at once; with `reset` the client gets ECONNRESET."""
    transport = request.transport
    if transport is None:
        return
    raw = transport.get_extra_info("socket")
    if reset and raw is not None:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


def answer(body: Json | list[Json] | None, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """JSON with the exact content type that discord.py looks for; None is 204."""
    if body is None:
        return web.Response(status=204, headers=headers)
    response = web.json_response(body, status=status, headers=headers)
    response.headers["Content-Type"] = "application/json"
    return response


def too_many(
    retry_after: float, *, everywhere: bool = False, via: bool = True, headers: dict[str, str] | None = None
) -> web.Response:
    if not via:  # Cloudflare's own, as after a ban: no JSON, no Via.
        return web.Response(status=429, text="error code: 1015", headers={"Retry-After": str(int(retry_after) + 1)})
    scope = {"X-RateLimit-Scope": "global" if everywhere else "user", "Retry-After": str(int(retry_after) + 1)}
    if everywhere:
        scope["X-RateLimit-Global"] = "true"
    body: Json = {"message": "You are being rate limited.", "retry_after": round(retry_after, 3), "global": everywhere}
    return answer(body, 429, {**(headers or {}), **scope, "Via": VIA})


@dataclass(slots=True)
class Bucket:
    opened: float = 0.0
    used: int = 0


@dataclass(slots=True)
class Limits:
    """Rate limits. `on` False: no buckets and no headers of them; the invalid requests are counted all the same."""

    on: bool = True
    calls: int = 5
    seconds: float = 5.0
    a_second: int = 50
    most_invalid: int = 10000
    buckets: dict[str, Bucket] = field(default_factory=dict)
    recent: deque[float] = field(default_factory=deque)
    invalid: deque[float] = field(default_factory=deque)
    most_a_second: int = 0

    def banned(self) -> bool:
        now = time.monotonic()
        while self.invalid and now - self.invalid[0] > 600:
            self.invalid.popleft()
        return len(self.invalid) >= self.most_invalid

    def over_all(self) -> float:
        """Seconds to wait for the global limit, 0.0 when there is room."""
        now = time.monotonic()
        while self.recent and now - self.recent[0] >= 1.0:
            self.recent.popleft()
        if self.on and len(self.recent) >= self.a_second:
            return 1.0 - (now - self.recent[0])
        self.recent.append(now)
        self.most_a_second = max(self.most_a_second, len(self.recent))
        return 0.0

    def take(self, route: str, major: str) -> tuple[float, dict[str, str]]:
        """Seconds to wait (0.0: none), and the headers."""
        now = time.monotonic()
        bucket = self.buckets.setdefault(f"{route} {major}", Bucket())
        if now - bucket.opened >= self.seconds:
            bucket.opened, bucket.used = now, 0
        left = max(0.001, self.seconds - (now - bucket.opened))
        full = bucket.used >= self.calls
        bucket.used += not full
        headers = {
            "X-RateLimit-Limit": str(self.calls), "X-RateLimit-Remaining": str(self.calls - bucket.used),
            "X-RateLimit-Reset": f"{time.time() + left:.3f}", "X-RateLimit-Reset-After": f"{left:.3f}",
            "X-RateLimit-Bucket": hashlib.sha1(route.encode(), usedforsecurity=False).hexdigest()[:16],
        }  # fmt: skip
        return (left if full else 0.0), headers


class Outage:
    """Everything is down until a moment: connections break off."""

    def __init__(self) -> None:
        self._until = 0.0
        self._gateway_until = 0.0

    def start(self, seconds: float, *, gateway_only: bool = False) -> None:
        until = time.monotonic() + seconds
        self._gateway_until = until
        if not gateway_only:
            self._until = until

    @property
    def on(self) -> bool:
        return time.monotonic() < self._until

    @property
    def gateway(self) -> bool:
        return time.monotonic() < self._gateway_until
