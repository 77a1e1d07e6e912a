"""With everything at debug, the platforms' libraries included, no token of any kind stands in the log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.adapters.slack_manifest import render_manifest
from bot.logs import configure
from tests.adapters.slack_talk import Talk, running
from tests.adapters.test_discord_front import running as discord_running
from tests.fakes.discord_world import MANAGER_ID, NEWS_ID
from tests.fakes.slack_server import APP_TOKEN, BOT_TOKEN, SlackServer, slack_server

MANIFEST = Path(__file__).parents[2] / "config" / "slack-manifest.yaml"
LIBRARIES = ("discord", "discord.http", "discord.gateway", "discord.client", "slack_bolt", "slack_sdk", "asyncio",
             "slack_sdk.socket_mode", "aiohttp", "aiohttp.client", "aiohttp.access")  # fmt: skip


@contextmanager
def everything_logged() -> Iterator[None]:
    levels = {name: logging.getLogger(name).level for name in LIBRARIES}
    configure("debug")
    for name in LIBRARIES:
        logging.getLogger(name).setLevel(logging.DEBUG)
    try:
        yield
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
        configure("critical")


async def test_slacks_tokens_are_in_no_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with everything_logged():
        async with slack_server() as slack:
            slack.manifest(render_manifest(MANIFEST, commands=("/news", "/newsdesk")))
            async with running(slack, tmp_path, Talk()):
                await slack.people.slash("/news", "latest", until="answer")
                await slack.people.event({"type": "app_home_opened", "tab": "home", "user": "U0ADA"})
                await _invalid(slack)
    log = capsys.readouterr().err
    assert "slack" in log and len(log) > 2000
    for secret in (BOT_TOKEN, APP_TOKEN, "ticket=t", "response_url': 'http"):
        assert secret not in log, log[max(0, log.find(secret) - 300) :][:400]


async def _invalid(slack: SlackServer) -> None:
    slack.fault("users.info", "ratelimited", seconds=1, times=1)
    await slack.people.slash("/newsdesk", "list", user="U0BEN", until="")


async def test_discords_tokens_are_in_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    with everything_logged():
        async with discord_running() as (fake, _, _):
            await fake.people.slash("news latest", channel=NEWS_ID, user=MANAGER_ID)
            tokens = [*fake.interactions.by_token]
    log = capsys.readouterr().err
    assert "discord" in log and len(log) > 1000 and tokens
    for secret in (fake.token, *tokens):
        assert secret not in log, log[max(0, log.find(secret) - 300) :][:400]
