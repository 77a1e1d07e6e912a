"""What a channel has had, and which of it has moved on since."""

from __future__ import annotations

from bot.outbox_ports import ToldStory
from bot.store.store import Store
from tests.store.posting import HOUR, add_channel, delivery
from tests.store.samples import NOW, add_briefed, add_feeds, article, brief


async def _told(store: Store) -> int:
    """A story that channel C1 has had in its first version."""
    (feed,) = await add_feeds(store, 1)
    story = await add_briefed(store, feed, [article("a")])
    await store.plan(delivery(await add_channel(store), told=(ToldStory(story, 1, 1),)), NOW)
    await store.part_sent("d1", 1, "17.1", NOW)
    return story


async def _grow(store: Store, story: int) -> None:
    ids = [one.article.id for one in await store.story_articles(story)]
    await store.save_briefs([(story, brief(ids, whats_new="It is out"))], NOW)


async def _overtaken(store: Store) -> list[tuple[str, int, int]]:
    found = await store.overtaken(NOW - HOUR)
    return [(one.channel.external_id, one.reached.version, one.version) for one in found]


async def test_a_channel_hears_of_a_new_version_until_an_update_is_planned(store: Store) -> None:
    story = await _told(store)
    assert await _overtaken(store) == []
    await _grow(store, story)
    assert await _overtaken(store) == [("C1", 1, 2)]
    (found,) = await store.overtaken(NOW - HOUR)
    assert (found.reached.message_ref, found.reached.delivery_id) == ("17.1", "d1")
    assert await store.overtaken(NOW) == []
    await store.plan(delivery(found.channel, "u2", kind="update", occasion=f"story {story} v2"), NOW)
    assert await _overtaken(store) == []
    await _grow(store, story)
    assert await _overtaken(store) == [("C1", 1, 3)]


async def test_where_nothing_can_be_posted_nothing_is_overtaken(store: Store) -> None:
    await _grow(store, await _told(store))
    channel = await add_channel(store)
    await store.set_channel_state(channel.id, "gone", "kicked", NOW)
    assert await _overtaken(store) == []
    await store.set_channel_state(channel.id, "active", None, NOW)
    await store.remove_workspace(channel.workspace_id, NOW)
    assert await _overtaken(store) == []


async def test_the_terminal_is_told_no_updates(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    story = await add_briefed(store, feed, [article("a")])
    terminal = await store.keep_channel("terminal", NOW)
    assert terminal.address == "terminal"
    await store.plan(delivery(terminal, told=(ToldStory(story, 1, 1),)), NOW)
    await store.part_sent("d1", 1, "shown", NOW)
    await _grow(store, story)
    assert await _overtaken(store) == []


async def test_a_story_that_is_gone_is_no_hindrance(store: Store) -> None:
    story = await _told(store)
    channel = await add_channel(store)
    told = (ToldStory(story, 2, 1), ToldStory(story + 99, 1, 2))
    await store.plan(delivery(channel, "d2", told=told), NOW)
    await store.part_sent("d2", 1, "17.2", NOW)
    assert {number: had.version for number, had in (await store.reached_in(channel.id)).items()} == {story: 2}
