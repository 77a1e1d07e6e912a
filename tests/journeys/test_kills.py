"""The short version of bench/kills.py: nothing is lost and nothing doubled when the bot is killed while it delivers, or
stands still."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bench.kills import LEASE, Discord, Slack, Tally, discord, kill_many, slack, subscribe
from tests.journeys.newsroom import (
    Running,
    bot,
    database_of,
    home_with,
    in_database,
    let_time_pass,
    make_due,
    open_deliveries,
    start,
)
from tests.journeys.terminal import Terminal

KILLS = 5


@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_kill_9_at_any_moment_loses_and_doubles_nothing(platform: str, tmp_path: Path, stocked: Path) -> None:
    async with (slack if platform == "slack" else discord)() as fake:
        tally: Tally = await kill_many(fake, tmp_path, stocked, kills=KILLS, faults=0.1, processes=1, seed=3)
    assert (tally.lost, tally.doubled, tally.unknown, tally.integrity) == (0, 0, 0, "ok")
    assert tally.planned > 0, "something was delivered"
    assert not tally.violations


STOPPED = 32.0
"""Seconds that a process stands still at the least: longer than it waits for any answer, which its lease outlasts."""


@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_a_process_that_is_stopped_between_intent_and_request_doubles_nothing_when_it_goes_on(
    platform: str, tmp_path: Path, stocked: Path
) -> None:
    async with (slack if platform == "slack" else discord)() as fake:
        fake.channels = fake.channels[:1]
        home = home_with(tmp_path, stocked, **fake.environ)
        await subscribe(home, fake)
        await hold_up_a_part(fake)
        async with bot(home) as stopped:
            make_due(home, again=True)
            await until(lambda: trying(home) and stands_still(stopped, home), 30)
            try:
                assert trying(home), "it is stopped before the part is known to be posted"
                let_time_pass(home, LEASE)
                quick = await start(home)
                await asyncio.sleep(STOPPED)
                await until(lambda: not open_deliveries(home), 60)
                before = await fake.markers()
            finally:
                os.killpg(stopped.process.pid, signal.SIGCONT)
            await asyncio.sleep(5)
            assert await fake.markers() == before and set(before.values()) == {1}
            assert in_database(home, "SELECT DISTINCT state FROM delivery_parts") == [("sent",)]
            await quick.stop()


def stands_still(running: Running, home: Terminal) -> bool:
    """Stops the process; where that falls into a transaction, which would lock SQLite for all, it goes on."""
    os.killpg(running.process.pid, signal.SIGSTOP)
    try:
        with closing(sqlite3.connect(database_of(home), timeout=0.2)) as database:
            database.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        os.killpg(running.process.pid, signal.SIGCONT)
        return False
    return True


async def hold_up_a_part(fake: Slack | Discord) -> None:
    """Slack's second part waits for its turn by itself; on Discord a limit holds up the first one, in the library."""
    if isinstance(fake, Discord):
        await fake.control.do("fault", route="POST /channels/*/messages", kind="429", retry_after=5.0)


def trying(home: Terminal) -> bool:
    """A part whose intent is written and that waits for its turn: on Slack the second one."""
    (found,) = in_database(
        home,
        "SELECT count(*) FROM delivery_parts WHERE state = 'sending' "
        "AND n = (SELECT min(2, max(n)) FROM delivery_parts)",
    )
    return bool(found[0])


async def until(holds: Callable[[], bool], seconds: float) -> None:
    for _ in range(int(seconds / 0.02)):
        if holds():
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"not within {seconds} s")
