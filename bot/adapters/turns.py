"""Politeness towards one host: how many requests may start in a second, and how many run at once.

Plain arithmetic over a monotonic time that is passed in; waiting is the caller's.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field


class Pace:
    """At most `rate` starts in any second (below 1: one start in 1/rate seconds). Turns are given in order of asking."""

    def __init__(self, rate: float) -> None:
        if rate <= 0:
            raise ValueError("a rate is above 0")
        self._starts: deque[float] = deque(maxlen=max(1, int(rate)))
        self._window = max(1, int(rate)) / rate

    def wait(self, now: float) -> float:
        """Takes the next turn; returns the seconds until it, 0 when it is now."""
        start = now
        if len(self._starts) == self._starts.maxlen:
            start = max(now, self._starts[0] + self._window)
        self._starts.append(start)
        return start - now


@dataclass(slots=True)
class HostTurns:
    """A host's slots for connections and its pace; None: as fast as the slots allow. `users` hold or await a slot."""

    slots: asyncio.Semaphore
    pace: Pace | None
    users: int = field(default=0)
