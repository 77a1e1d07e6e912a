"""The short version of bench/kills.py: nothing is lost and nothing doubled when the bot is killed while it delivers."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.kills import Tally, discord, kill_many, slack

KILLS = 5


@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_kill_9_at_any_moment_loses_and_doubles_nothing(platform: str, tmp_path: Path, stocked: Path) -> None:
    async with (slack if platform == "slack" else discord)() as fake:
        tally: Tally = await kill_many(fake, tmp_path, stocked, kills=KILLS, faults=0.1, processes=1, seed=3)
    assert (tally.lost, tally.doubled, tally.unknown, tally.integrity) == (0, 0, 0, "ok")
    assert tally.planned > 0, "something was delivered"
    assert not tally.violations
