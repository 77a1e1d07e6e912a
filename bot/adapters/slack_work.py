"""The work in hand: what was acknowledged and is now being answered, so much at a time, and never before an open ack.

Slack gives three seconds for the ack, and shows an error without it; an answer may take half an hour.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress

AT_ONCE = 8
_LONGEST_COURTESY = 2.0


class Work:
    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._room = asyncio.Semaphore(at_once)
        self._tasks: set[asyncio.Task[None]] = set()
        self._unacknowledged = 0
        self._quiet = asyncio.Event()
        self._quiet.set()

    @contextmanager
    def arriving(self) -> Iterator[None]:
        """While something waits for its ack, nothing else is begun."""
        self._unacknowledged += 1
        self._quiet.clear()
        try:
            yield
        finally:
            self._unacknowledged -= 1
            if not self._unacknowledged:
                self._quiet.set()

    def begin(self, work: Callable[[], Awaitable[None]], *, urgent: bool = False) -> None:
        """`urgent`: a form must open within three seconds, so it waits for no other work."""
        task = asyncio.create_task(self._urgent(work) if urgent else self._in_turn(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def drain(self, seconds: float) -> None:
        """Lets what is in hand end, so long; the rest is cancelled."""
        if self._tasks:
            _, left = await asyncio.wait(self._tasks, timeout=seconds)
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)

    async def _urgent(self, work: Callable[[], Awaitable[None]]) -> None:
        await work()

    async def _in_turn(self, work: Callable[[], Awaitable[None]]) -> None:
        async with self._room:
            with suppress(TimeoutError):
                async with asyncio.timeout(_LONGEST_COURTESY):
                    await self._quiet.wait()
            await work()
