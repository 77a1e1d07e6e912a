"""A Discord server's way through the running program: real processes, real sockets, the real discord.py."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from bench.kills import Discord, discord
from tests.fakes.discord_server import Seen
from tests.fakes.discord_world import MANAGER_ID, MEMBER_ID, NEWS_ID
from tests.journeys.newsroom import bot, home_with, make_due, start

ZONE = {"zone": "Europe/Berlin"}


async def posted(platform: Discord, messages: int = 1) -> list[dict[str, Any]]:
    """What stands in the channel once there are so many messages."""
    found: list[dict[str, Any]] = await platform.control.do("wait_stored", channel=NEWS_ID, messages=messages)
    assert len(found) >= messages, found
    return found


async def nothing_was_wrong(platform: Discord) -> None:
    assert await platform.violations() == []
    assert await platform.control.do("duplicates") == []


async def test_from_subscribing_to_unsubscribing(tmp_path: Path, stocked: Path) -> None:
    async with discord() as platform:
        control = platform.control
        async with bot(home_with(tmp_path, stocked, **platform.environ)):
            seen = await as_manager(platform, "newsdesk subscribe", ZONE)
            assert seen.text.startswith("Subscribed. Next: ") and seen.text.count("08:30") >= 3
            assert "Halvorsen Labs is releasing Fjord 2" in seen.text, "today's digest, so that one sees what to expect"
            assert await control.stored(NEWS_ID) == [], "nothing is public yet"

            make_due(home_with(tmp_path, None))
            digest = (await posted(platform))[0]
            assert "AI news, " in digest["text"] and "Fjord 2" in digest["text"]
            assert not any(digest["pings"].values())

            more = await control.press(digest["id"], "More", user=MEMBER_ID)
            assert more.ephemeral and "[1]" in more.text.replace("\\", ""), more.text
            for label in ("Why is this here?", "Useful", "Less like this"):
                pressed = await control.press(message_of(more), label, user=MEMBER_ID)
                assert pressed.problem is None and pressed.text, (label, pressed)
            again = await control.press(message_of(more), "Share here", user=MEMBER_ID)
            assert again.problem is None, "a story that stands here isn't posted again"

            answer = await control.slash("news ask", {"question": "How much did Torvane raise?"}, channel=NEWS_ID)
            assert "$300 million" in answer.text
            await control.press(message_of(answer), "Share here", user=MEMBER_ID)
            await control.press(message_of(answer), "Share here", user=MEMBER_ID)
            assert ["Fjord 2" in one["text"] for one in await posted(platform, 2)] == [True, False]
            refused = await control.slash("news ask", {"question": "Who is the chef of Torvane?"}, channel=NEWS_ID)
            assert "Our sources" in refused.text or "Not in our sources" in refused.text

            ended = await as_manager(platform, "newsdesk unsubscribe", {"number": "1"})
            assert ended.problem is None
            undone = await control.press(message_of(ended), "Undo", user=MANAGER_ID)
            assert undone.problem is None
            assert "08:30" in (await as_manager(platform, "newsdesk list")).text
        await nothing_was_wrong(platform)


async def test_who_may_not_manage_is_told_so_on_old_buttons_too(tmp_path: Path, stocked: Path) -> None:
    async with discord() as platform:
        async with bot(home_with(tmp_path, stocked, **platform.environ)):
            seen = await as_manager(platform, "newsdesk subscribe", ZONE)
            pressed = await platform.control.press(message_of(seen), "Undo", user=MANAGER_ID, permissions=0)
            assert "manage" in pressed.text
            assert "08:30" in (await as_manager(platform, "newsdesk list")).text, "nothing was undone"
        await nothing_was_wrong(platform)


async def test_buttons_survive_a_restart(tmp_path: Path, stocked: Path) -> None:
    async with discord() as platform:
        home = home_with(tmp_path, stocked, **platform.environ)
        async with bot(home):
            await as_manager(platform, "newsdesk subscribe", ZONE)
            make_due(home)
            digest = (await posted(platform))[0]
        async with bot(home):
            assert "[1]" in (await platform.control.press(digest["id"], "More")).text.replace("\\", "")
        assert len(await platform.control.stored(NEWS_ID)) == 1, "nothing is posted on starting"


async def test_two_bots_on_one_database_post_and_answer_once(tmp_path: Path, stocked: Path) -> None:
    async with discord() as platform:
        home = home_with(tmp_path, stocked, **platform.environ)
        async with bot(home), bot(home):
            await as_manager(platform, "newsdesk subscribe", ZONE)
            make_due(home)
            await posted(platform)
            await asyncio.sleep(2)
            assert len(await platform.control.stored(NEWS_ID)) == 1
        await nothing_was_wrong(platform)


async def test_a_channel_that_takes_its_digest_slowly_keeps_no_other_from_its_own(
    tmp_path: Path, stocked: Path
) -> None:
    async with discord() as platform:
        home = home_with(tmp_path, stocked, **platform.environ)
        slow, other = platform.channels[-1], str(NEWS_ID)
        await platform.control.do("fault", route=f"POST /channels/{slow}/messages", kind="hang", seconds=12, times=1)
        async with bot(home):
            await platform.control.slash("newsdesk subscribe", ZONE, channel=slow, user=MANAGER_ID)
            await as_manager(platform, "newsdesk subscribe", ZONE)
            make_due(home, only=1)
            await platform.control.do("wait_requests", route="POST /channels/{channel}/messages")
            make_due(home, only=2)
            assert await platform.control.do("wait_stored", channel=other)
            assert await platform.control.stored(slow) == [], "it was composed and posted while the first one hung"
            assert await platform.control.do("wait_stored", channel=slow)
        await nothing_was_wrong(platform)


async def test_a_wrong_token_ends_in_one_sentence(tmp_path: Path) -> None:
    async with discord() as platform:
        home = home_with(tmp_path, None, **(platform.environ | {"DISCORD_TOKEN": "wrong.token.here"}))
        running = await start(home)
        await running.says("newsdesk: ")
        assert await running.ended() == 1
        (said,) = [line for line in running.out if line.startswith("newsdesk: ")]
        assert "DISCORD_TOKEN" in said and "Traceback" not in running.told()


def message_of(seen: Seen) -> str:
    assert seen.message, seen
    return str(seen.message["id"])


async def as_manager(platform: Discord, command: str, options: dict[str, Any] | None = None) -> Seen:
    return await platform.control.slash(command, options, channel=NEWS_ID, user=MANAGER_ID)
