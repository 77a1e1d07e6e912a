"""A Slack workspace's way through the running program: real processes, real sockets, the real slack_bolt."""

from __future__ import annotations

import asyncio
import json
import socket
from pathlib import Path
from typing import Any

import pytest

from bench.kills import Slack, slack
from tests.fakes.slack_server import (
    ADA,
    BEN,
    CLIENT_ID,
    CLIENT_SECRET,
    GIL,
    NEWS,
    RANDOM,
    SIGNING_SECRET,
)
from tests.journeys.newsroom import Running, bot, home_with, in_database, make_due, start
from tests.journeys.terminal import Terminal


async def posted(platform: Slack, channel: str = NEWS, messages: int = 1, patience: float = 30) -> list[dict[str, Any]]:
    """What the bot has posted to the channel, once there are so many messages."""
    async with asyncio.timeout(patience):
        while True:
            found = [m for m in await platform.control.messages(channel) if m.get("bot_id")]
            if len(found) >= messages:
                return found
            await asyncio.sleep(0.1)


async def closed(home: Terminal) -> None:
    """Until a channel stands as closed: whoever subscribed is told just before."""
    for _ in range(400):
        if in_database(home, "SELECT 1 FROM channels WHERE state != 'active'"):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("no channel was closed")


async def nothing_was_wrong(platform: Slack) -> None:
    assert await platform.violations() == []
    assert await platform.control.duplicates() == {}
    assert await platform.control.pings() == []


async def subscribed(platform: Slack, filled: dict[str, str] | None = None) -> str:
    """`/newsdesk subscribe`, the form sent off; what Ada then sees, alone."""
    opened = await platform.control.slash("/newsdesk", "subscribe")
    assert opened.view, opened
    sent = await platform.control.submit(filled or {})
    assert not sent.errors and not sent.error, sent
    async with asyncio.timeout(20):
        while True:
            told = json.dumps(await platform.control.ephemeral(ADA))
            if "Subscribed. Next: " in told:
                return told
            await asyncio.sleep(0.1)


async def test_from_subscribing_to_unsubscribing(tmp_path: Path, stocked: Path) -> None:
    async with slack() as platform:
        control = platform.control
        home = home_with(tmp_path, stocked, **platform.environ)
        async with bot(home):
            seen = await subscribed(platform)
            assert "Europe/Berlin" in seen, "the profile's time zone"
            assert "Halvorsen Labs is releasing Fjord 2" in seen, "today's digest, so that one sees what to expect"
            assert await control.messages(NEWS) == [], "nothing is public yet"

            make_due(home)
            digest = (await posted(platform))[0]
            assert digest["text"].startswith("AI news: ") and "Fjord 2" in json.dumps(digest["blocks"])
            story = next(b["accessory"] for b in digest["blocks"] if b.get("accessory"))
            for choice in story["options"][:4]:
                chosen = await control.press(
                    story["action_id"], ts=digest["ts"], option=choice["value"], user=BEN, until=" "
                )
                assert chosen.ephemeral and not chosen.posted, (choice, chosen)
            wrong = await control.press(
                story["action_id"], ts=digest["ts"], option=story["options"][4]["value"], user=BEN
            )
            assert wrong.view, "a form that asks what is wrong"

            answer = await control.slash("/news", "ask How much did Torvane raise?", user=BEN, until="$300 million")
            assert "$300 million" in answer.words
            home_tab = await control.open_home(user=ADA, until="Subscriptions")
            assert "#ai-news" in home_tab.words

            ended = await control.slash("/newsdesk", "unsubscribe 1", until="Undo")
            assert "Undo" in ended.words
        await nothing_was_wrong(platform)


async def test_a_guest_may_ask_but_not_manage(tmp_path: Path, stocked: Path) -> None:
    async with slack() as platform:
        async with bot(home_with(tmp_path, stocked, **platform.environ)):
            assert "Fjord 2" in (await platform.control.slash("/news", "latest", user=GIL, until="Fjord 2")).words
            refused = await platform.control.slash("/newsdesk", "subscribe", user=GIL, until="manage")
            assert "Only those who manage" in refused.words
            assert refused.view and not any(block["type"] == "input" for block in refused.view["blocks"])
        await nothing_was_wrong(platform)


async def test_whoever_invites_the_bot_sees_alone_how_to_begin(tmp_path: Path, stocked: Path) -> None:
    async with slack() as platform:
        home = home_with(tmp_path, stocked, **platform.environ)
        async with bot(home):
            seen = await platform.control.invite(RANDOM, by=ADA, until="Daily AI news here?")
            assert "Daily AI news here?" in seen.words
            assert [m for m in await platform.control.messages(RANDOM) if m.get("bot_id")] == []
            begun = await platform.control.press(
                label="Weekdays 08:30, Berlin time", ts=seen.ephemeral[0]["ts"], user=ADA, until="Subscribed"
            )
            assert "Subscribed. Next: " in begun.words
        await nothing_was_wrong(platform)


async def test_an_outage_at_the_due_time_makes_the_digest_late_and_once(tmp_path: Path, stocked: Path) -> None:
    async with slack() as platform:
        home = home_with(tmp_path, stocked, **platform.environ)
        async with bot(home):
            await subscribed(platform)
            await platform.control.fault("chat.postMessage", "status_before", times=2, status=503)
            await platform.control.fault("chat.postMessage", "reset_after", times=1)
            make_due(home, minutes_ago=90)
            digest = (await posted(platform, patience=90))[0]
            assert "due " in json.dumps(digest["blocks"][0]) and "posted" in json.dumps(digest["blocks"][0])
            await asyncio.sleep(12)  # past the moment when the unclear answer is looked up
            assert len(await posted(platform)) == 1
        await nothing_was_wrong(platform)


@pytest.mark.parametrize("unheard", [True, False])
async def test_a_channel_that_is_archived_pauses_and_goes_on_by_itself(
    tmp_path: Path, stocked: Path, unheard: bool
) -> None:
    async with slack() as platform:
        home = home_with(tmp_path, stocked, **platform.environ)
        async with bot(home):
            await subscribed(platform, {"time:time": "00:00"})
            await platform.control.archive(NEWS, quietly=unheard)
            make_due(home)
            told = await posted(platform, await platform.control.direct(ADA))
            assert "archived" in json.dumps(told)
            await closed(home)
            await platform.control.unarchive(NEWS)
            assert "Fjord 2" in json.dumps(await posted(platform)), "at once, not at the next probe"
        await nothing_was_wrong(platform)


async def test_http_mode_with_one_workspace(tmp_path: Path, stocked: Path) -> None:
    async with slack() as platform:
        port = free_port()
        environ = platform.environ | {"SLACK_SIGNING_SECRET": SIGNING_SECRET, "NEWSDESK_WEB__BIND": f"127.0.0.1:{port}"}
        del environ["SLACK_APP_TOKEN"]
        async with bot(home_with(tmp_path, stocked, **environ)):
            url = f"http://127.0.0.1:{port}/slack/events"
            await platform.control.http_mode(url)
            assert "Fjord 2" in (await platform.control.slash("/news", "latest", until="Fjord 2")).words
            await platform.control.http_mode(url, signature="wrong")
            assert (await platform.control.slash("/news", "latest")).status == 401


async def test_many_workspaces_install_the_bot_themselves(tmp_path: Path, stocked: Path) -> None:
    async with slack() as platform:
        port = free_port()
        environ = {
            "NEWSDESK_SLACK__API_BASE": platform.control.api_url, "SLACK_SIGNING_SECRET": SIGNING_SECRET,
            "SLACK_CLIENT_ID": CLIENT_ID, "SLACK_CLIENT_SECRET": CLIENT_SECRET,
            "NEWSDESK_SECRET_KEY": "an invented secret of the test", "NEWSDESK_WEB__BIND": f"127.0.0.1:{port}",
            "NEWSDESK_WEB__PUBLIC_URL": f"http://127.0.0.1:{port}",
        }  # fmt: skip
        async with bot(home_with(tmp_path, stocked, **environ)):
            base = f"http://127.0.0.1:{port}"
            installed = await platform.control.install(f"{base}/slack/install")
            assert installed.status == 200, installed
            await platform.control.http_mode(f"{base}/slack/events")
            assert "Fjord 2" in (await platform.control.slash("/news", "latest", until="Fjord 2")).words


async def test_a_wrong_token_ends_in_one_sentence(tmp_path: Path) -> None:
    async with slack() as platform:
        for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"):
            wrong = "xoxb-wrong" if name == "SLACK_BOT_TOKEN" else "xapp-wrong"
            running = await start(home_with(tmp_path, None, **(platform.environ | {name: wrong})))
            assert name in await ended_with_a_sentence(running)


async def ended_with_a_sentence(running: Running) -> str:
    assert await running.ended() == 1, running.told()
    (said,) = [line for line in running.out if line.startswith("newsdesk: ")]
    assert "Traceback" not in running.told()
    return said


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port
