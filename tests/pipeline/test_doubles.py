"""A workspace's own feed that carries what a shared feed carries too: the channel hears of it once."""

from __future__ import annotations

from datetime import timedelta

from bot.store.store import Store
from tests.commands.chat_room import ADA, EVE, Room, words
from tests.pipeline.platform import MONDAY

TOLD = "Torvane releases Fjord 2 with open weights"


async def test_what_a_private_and_a_shared_feed_tell_comes_once_and_stays_private_elsewhere(sqlite_url: str) -> None:
    async with await Store.open(sqlite_url) as store:
        await _told_once(Room(store))


async def _told_once(room: Room) -> None:
    channel = await room.store.keep_channel("slack:C1", MONDAY, workspace="T1")
    own = await room.news.feed("Inner Wire", workspace_id=channel.workspace_id)
    at = room.clock() - timedelta(hours=3)
    await room.news.story(TOLD, at, feed_id=own)
    await room.news.story("Quillmark plans a lab that nobody else knows of", at, feed_id=own)
    alone = words(await room.run(ADA, "news digest"))
    assert alone.count(TOLD) == 1 and "nobody else knows" in alone
    await room.news.story(TOLD, at)
    both = words(await room.run(ADA, "news digest"))
    assert both.count(TOLD) == 1 and "nobody else knows" in both
    theirs = words(await room.run(EVE, "news digest"))
    assert theirs.count(TOLD) == 1 and "nobody else knows" not in theirs and "Inner Wire" not in theirs
