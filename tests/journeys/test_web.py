"""The web pages of the running program: where they are served, where they aren't."""

from __future__ import annotations

import asyncio
from pathlib import Path

import aiohttp
import pytest

from tests.journeys.newsroom import bot, home_with, start
from tests.journeys.terminal import terminal


async def get(url: str, **headers: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as answered:
        return answered.status, await answered.text()


async def test_the_running_bot_serves_its_pages_on_this_machine(tmp_path: Path, stocked: Path) -> None:
    home = home_with(tmp_path, stocked, NEWSDESK_WEB__BIND="127.0.0.1:0")
    async with bot(home) as running:
        base = (await running.says("Pages: ")).removeprefix("Pages: ").rstrip("/")
        status, text = await get(base + "/")
        assert status == 200 and "Halvorsen Labs" in text
        assert (await get(base + "/status"))[0] == 200
        assert (await get(base + "/readyz")) == (200, '{"ready": true, "troubles": []}')
        assert (await get(base + "/", Host="evil.example"))[0] == 421


@pytest.mark.parametrize(
    "reached",
    [
        {"NEWSDESK_WEB__BIND": "0.0.0.0:0"},
        {"NEWSDESK_WEB__BIND": "127.0.0.1:0", "NEWSDESK_WEB__PUBLIC_URL": "https://news.example"},
    ],
)
async def test_where_others_can_reach_the_pages_the_bot_starts_only_when_that_is_meant(
    tmp_path: Path, reached: dict[str, str]
) -> None:
    home = home_with(tmp_path, None, **reached)
    running = await start(home)
    assert await running.ended() == 1
    assert "set NEWSDESK_WEB__PUBLIC=true if they are meant to" in running.told() and "Traceback" not in running.told()
    meant = home_with(tmp_path, None, **reached, NEWSDESK_WEB__PUBLIC="true", NEWSDESK_ADMIN_PASSWORD="of the test")
    async with bot(meant, until="Pages: "):
        pass


async def test_the_demo_serves_its_pages_until_ctrl_c(tmp_path: Path) -> None:
    home = terminal(tmp_path, NEWSDESK_WEB__BIND="127.0.0.1:0", PYTHONUNBUFFERED="1")
    running = await start(home, "demo")
    base = (await running.says("The same as web pages: ")).split()[-3].rstrip("/")
    status, text = await get(base + "/")
    assert status == 200 and "Torvane raises $300 million" in text
    running.process.send_signal(2)
    assert await asyncio.wait_for(running.ended(), 20) == 130
