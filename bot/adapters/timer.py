"""APScheduler, wrapped: it rings; what is due stands in the store."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC
from typing import Any


class Timer:
    """Rings functions every so many seconds in the running loop; one that is still at work isn't rung again."""

    def __init__(self) -> None:
        from apscheduler.schedulers.asyncio import AsyncIOScheduler

        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler: Any = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)

    def every(self, seconds: float, ring: Callable[[], Awaitable[None]]) -> None:
        self._scheduler.add_job(ring, "interval", seconds=seconds)

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
