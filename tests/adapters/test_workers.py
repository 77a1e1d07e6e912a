"""Functions in other processes: time limits, dead processes, and a clean end."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.adapters.workers import Workers
from bot.ports import NotAFeed, TryLater


def double(number: int) -> int:
    return number * 2


def hang() -> None:
    signal.pause()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_once(marker: Path) -> str:
    if not marker.exists():
        marker.write_text("died")
        die()
    return "alive"


def refuse() -> None:
    raise NotAFeed("no feed")


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_no_process_starts_before_it_is_needed_and_none_is_left_after_the_end() -> None:
    workers = Workers(2)
    assert workers.process_ids() == []
    assert await asyncio.gather(*(workers.run(20.0, double, n) for n in range(8))) == [n * 2 for n in range(8)]
    started = workers.process_ids()
    assert 1 <= len(started) <= 2
    await workers.close()
    assert not any(is_running(pid) for pid in started)


async def test_a_call_that_hangs_is_ended_with_its_process_and_others_go_on() -> None:
    async with Workers(2) as workers:
        hanging = asyncio.create_task(workers.run(1.0, hang))
        others = await asyncio.gather(*(workers.run(20.0, double, n) for n in range(4)))
        assert others == [0, 2, 4, 6]
        with pytest.raises(TryLater, match="within 1 s"):
            await hanging
        assert await workers.run(20.0, double, 21) == 42


async def test_a_process_that_was_killed_is_replaced_and_the_call_repeated(tmp_path: Path) -> None:
    async with Workers(1) as workers:
        assert await workers.run(20.0, die_once, tmp_path / "marker") == "alive"


async def test_a_call_that_kills_its_process_each_time_can_be_tried_later() -> None:
    async with Workers(1) as workers:
        with pytest.raises(TryLater, match="died"):
            await workers.run(20.0, die)
        assert await workers.run(20.0, double, 4) == 8


async def test_errors_of_the_function_come_back_as_they_are() -> None:
    async with Workers(1) as workers:
        with pytest.raises(NotAFeed, match="no feed"):
            await workers.run(20.0, refuse)


async def test_giving_up_on_a_call_ends_its_process() -> None:
    async with Workers(1) as workers:
        await workers.run(20.0, double, 1)
        (started,) = workers.process_ids()
        running = asyncio.create_task(workers.run(20.0, hang))
        await asyncio.sleep(0)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert not is_running(started)
        assert workers.process_ids() == []


PARENT = """
import asyncio, time
from bot.adapters.workers import Workers
from tests.adapters.test_workers import double

async def main():
    workers = Workers(1)
    await workers.run(60.0, double, 1)
    print(*workers.process_ids(), flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


def test_a_parent_that_is_killed_leaves_no_process_behind() -> None:
    root = Path(__file__).parents[2]
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True, cwd=root) as parent:
        assert parent.stdout is not None
        worker = os.pidfd_open(int(parent.stdout.readline()))
        parent.kill()
    ended = select.poll()
    ended.register(worker, select.POLLIN)
    try:
        assert ended.poll(20_000), "the worker still runs"
    finally:
        os.close(worker)
