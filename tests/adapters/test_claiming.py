"""A database that is locked for long: on both platforms people are told in time, and nothing is done behind their back."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.adapters.claiming import Busy, in_time
from bot.adapters.discord_front import DiscordFront
from bot.adapters.slack_manifest import render_manifest
from bot.store.store import Store
from tests.adapters.slack_talk import Talk, running, wall_clock
from tests.adapters.test_discord_front import Desk
from tests.fakes.discord_server import fake_discord
from tests.fakes.discord_world import NEWS_ID
from tests.fakes.slack_server import slack_server

MANIFEST = Path(__file__).parents[2] / "config" / "slack-manifest.yaml"
NOW = datetime(2025, 12, 15, 8, tzinfo=UTC)


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """By another program, that writes and doesn't end."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def test_a_claim_that_comes_too_late_is_no_claim(tmp_path: Path) -> None:
    file = tmp_path / "news.db"
    async with await Store.open(f"sqlite:///{file}") as store:
        with locked(file), pytest.raises(Busy, match="nothing was done"):
            await in_time(store.claim("i-1", owner="a", now=NOW, seconds=60), 0.1)
        assert await in_time(store.claim("i-2", owner="a", now=NOW, seconds=60))
        assert not await in_time(store.claim("i-2", owner="b", now=NOW, seconds=60))


async def test_while_the_database_is_locked_people_are_told_so_on_both_platforms(tmp_path: Path) -> None:
    (tmp_path / "slack").mkdir()
    talk, desk = Talk(), Desk()
    file = tmp_path / "discord.db"
    async with (
        slack_server() as slack,
        running(slack, tmp_path / "slack", talk),
        fake_discord(limits=False) as fake,
        await Store.open(f"sqlite:///{file}") as store,
    ):
        slack.manifest(render_manifest(MANIFEST, commands=("/news", "/newsdesk")))
        front = DiscordFront(fake.token, api_base=fake.api, store=store, clock=wall_clock, owner="a")
        await front.start(desk)
        try:
            with locked(file), locked(tmp_path / "slack" / "news.db"):
                in_slack, in_discord = await asyncio.gather(
                    slack.people.slash("/news", "latest", until="Try again", patience=14),
                    fake.people.slash("news latest", channel=NEWS_ID, wait=14),
                )
        finally:
            await front.stop()
    assert in_slack.error == "" and "The database is busy" in in_slack.words
    assert in_discord.problem is None and "The database is busy" in in_discord.text
    assert talk.count("news latest") == 0 and not desk.told
