"""How the fake Slack misbehaves on order, and how it limits rates as documented."""

from __future__ import annotations

import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

FaultKind = Literal[
    "ratelimited",  # 429 with Retry-After: `seconds`; nothing stored
    "error",  # ok:false with `error`; nothing stored
    "error_after",  # stored, and yet ok:false with `error` (what Slack's internal_error may mean)
    "status_before",  # `status` (500, 503, …); nothing stored
    "status_after",  # stored, then `status`
    "reset_before",  # the connection is reset; nothing stored
    "reset_after",  # stored, then the connection is reset
    "close_before",  # the connection is closed without an answer; nothing stored
    "close_after",  # stored, then the connection is closed without an answer
    "hang_before",  # nothing for `seconds`, then it is done as usual
    "hang_after",  # stored, and the answer comes after `seconds`
]
TIERS: Mapping[int, tuple[float, int]] = {1: (1 / 60, 20), 2: (20 / 60, 20), 3: (50 / 60, 50), 4: (100 / 60, 100)}
"""Calls a second and burst. Slack documents 1+, 20+, 50+, 100+ a minute with bursts whose size it does not say:
one minute's worth is assumed, and 20 for tier 1, since a program that is restarted a few times is not refused."""
CHANNEL_POSTS = (1.0, 5)
"""chat.postMessage: one a second a channel; "short bursts" of five are assumed."""


@dataclass(slots=True)
class Fault:
    method: str
    kind: FaultKind
    times: int | None = 1
    fraction: float | None = None
    seed: int = 0
    seconds: float = 1.0
    status: int = 500
    error: str = "internal_error"
    channel: str | None = None
    skip: int = 0
    chance: random.Random = field(default_factory=random.Random, repr=False)

    def __post_init__(self) -> None:
        if self.kind not in get_args(FaultKind):
            raise ValueError(f"unknown fault: {self.kind}")
        self.chance = random.Random(self.seed)

    def strikes(self, method: str, args: Mapping[str, Any]) -> bool:
        if self.method not in ("*", method) or self.channel not in (None, args.get("channel")):
            return False
        if self.fraction is not None and self.chance.random() >= self.fraction:
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        return True


class Faults:
    """The orders that stand; the first that fits a call is taken, and counts down."""

    def __init__(self) -> None:
        self.standing: list[Fault] = []

    def take(self, method: str, args: Mapping[str, Any]) -> Fault | None:
        for fault in self.standing:
            if fault.strikes(method, args):
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times <= 0:
                        self.standing.remove(fault)
                return fault
        return None


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class RateLimits:
    """Token buckets: each method a team by its tier, chat.postMessage a channel besides."""

    def __init__(self) -> None:
        self.on = True
        self._buckets: dict[tuple[str, ...], _Bucket] = {}

    def wait(self, team: str, method: str, tier: int, channel: str) -> int:
        """Seconds for Retry-After; 0: go ahead."""
        if not self.on or not tier:
            return 0
        if method == "chat.postMessage":
            return self._take(("channel", team, channel), *CHANNEL_POSTS)
        return self._take((team, method), *TIERS[tier])

    def _take(self, key: tuple[str, ...], a_second: float, burst: int) -> int:
        now = time.monotonic()
        bucket = self._buckets.setdefault(key, _Bucket(burst, now))
        bucket.left = min(burst, bucket.left + (now - bucket.at) * a_second)
        bucket.at = now
        if bucket.left >= 1:
            bucket.left -= 1
            return 0
        return max(1, -int(-(1 - bucket.left) / a_second // 1))
