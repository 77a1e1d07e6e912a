"""Runs plain functions in processes of their own, with a time limit: strangers' documents can hang or kill a parser.

Each process has its own pool, so that killing one that hangs disturbs no other. Processes start when first needed.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

from bot.ports import TryLater

P = ParamSpec("P")
T = TypeVar("T")

WORKERS = 2
CALLS_PER_PROCESS = 2_000
"""After so many calls a process is replaced: the C libraries below grow slowly."""

_NICENESS = 5
"""The event loop goes before its workers."""


class Workers:
    """At most `count` functions run at once, others wait; waiting doesn't count against a call's time."""

    def __init__(self, count: int = WORKERS) -> None:
        self._all = [_Worker() for _ in range(count)]
        self._free: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()
        for worker in self._all:
            self._free.put_nowait(worker)

    async def run(self, seconds: float, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Calls an importable function. Raises what it raises, and TryLater when it hangs or takes its process down."""
        worker = await self._free.get()
        try:
            async with asyncio.timeout(seconds):
                return await worker.call(function, *args, **kwargs)
        except TimeoutError as error:
            raise TryLater(f"couldn't be read within {seconds:g} s") from error
        except BrokenProcessPool as error:
            raise TryLater("couldn't be read: the process that reads it died twice") from error
        finally:
            self._free.put_nowait(worker)

    async def close(self) -> None:
        """Stops the processes, those that hang too; the pool can be used again."""
        await asyncio.gather(*(worker.stop() for worker in self._all))

    def process_ids(self) -> list[int]:
        return [pid for worker in self._all for pid in worker.process_ids()]

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()


class _Worker:
    """One process, renewed when it died, hung, or has done enough."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._calls = 0

    async def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return await self._once(function, *args, **kwargs)
        except BrokenProcessPool:  # killed from outside, or by this call: a second time it's the call
            return await self._once(function, *args, **kwargs)

    async def _once(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        if self._calls >= CALLS_PER_PROCESS:
            await self.stop()
        if self._pool is None:
            self._pool = _new_pool()
        self._calls += 1
        future = self._pool.submit(function, *args, **kwargs)
        try:
            return await asyncio.wrap_future(future)
        except (asyncio.CancelledError, BrokenProcessPool):
            await asyncio.shield(self.stop())  # a call under way can't be stopped but with its process
            raise

    def process_ids(self) -> list[int]:
        return list(self._pool._processes) if self._pool is not None and self._pool._processes else []

    async def stop(self) -> None:
        pool, self._pool, self._calls = self._pool, None, 0
        if pool is None:
            return
        for process in list((pool._processes or {}).values()):
            process.kill()
        await asyncio.to_thread(pool.shutdown, wait=True, cancel_futures=True)


def _new_pool() -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")  # forking a process with threads is unsafe
    return ProcessPoolExecutor(max_workers=1, mp_context=context, initializer=_settle)


def _settle() -> None:
    """In the new process: Ctrl-C is the parent's matter, and a killed parent leaves no orphan."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
