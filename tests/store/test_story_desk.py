"""What an operator does to a story holds for all who read it, and reaches those who had it."""

from __future__ import annotations

import pytest

from bot.outbox_ports import ToldStory
from bot.ports import NewsdeskError, Placement
from bot.store.store import Store
from bot.store.story_desk import RETRACTED
from tests.store.posting import HOUR, add_channel, delivery
from tests.store.samples import NOW, add_articles, add_briefed, add_feeds, add_workspace, article, brief


async def _stories(store: Store, count: int = 1, **more: object) -> list[int]:
    (feed,) = await add_feeds(store, 1, **more)
    return [await add_briefed(store, feed, [article(f"a{n}"), article(f"b{n}")]) for n in range(count)]


async def _told(store: Store, story: int, name: str = "d1") -> None:
    await store.plan(delivery(await add_channel(store), name, told=(ToldStory(story, 1, 1),)), NOW)
    await store.part_sent(name, 1, f"17.{name}", NOW)


async def _shown(store: Store) -> list[int]:
    return sorted(story.id for story in await store.stories(NOW - HOUR, NOW + HOUR))


async def test_a_corrected_story_says_what_was_wrong_to_those_who_had_it(store: Store) -> None:
    (story,) = await _stories(store)
    await _told(store, story)
    assert await store.correct_story(story, "The sum is 30, not 300.", NOW)
    now = await store.story(story)
    assert now is not None
    assert (now.brief.version, now.brief.correction, now.brief.whats_new) == (2, True, "The sum is 30, not 300.")
    assert now.brief.sentences == (await store.history(story))[0].brief.sentences
    assert [(one.reached.version, one.version) for one in await store.overtaken(NOW - HOUR)] == [(1, 2)]
    assert not await store.correct_story(story + 9, "No such story", NOW)


async def test_a_retracted_story_is_shown_nowhere_and_its_readers_are_told(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    story = await add_briefed(store, feed, [article("a")])
    await _told(store, story)
    assert await store.retract_story(story, NOW)
    assert not await store.retract_story(story, NOW)
    assert not await store.retract_story(story + 9, NOW)
    assert await _shown(store) == []
    assert [one.version for one in await store.overtaken(NOW - HOUR)] == [2]
    assert (await store.history(story))[-1].brief.whats_new == RETRACTED
    await add_articles(store, feed, [article("later")])
    (late,) = await store.ungrouped(9)
    await store.save_placements([Placement(late.article.id, story)], NOW)
    assert await store.stories_to_brief(9) == []
    assert (await store.status(NOW)).queue["stories"] == 0


async def test_a_blocked_story_is_shown_nowhere_until_it_is_let_through(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    await add_articles(store, feed, [article("found")], search_tokens=("gale",))
    (found,) = await store.ungrouped(9)
    await store.save_placements([Placement(found.article.id, None)], NOW)
    ((work),) = await store.stories_to_brief(9)
    await store.save_briefs([(work.story_id, brief([found.article.id]))], NOW)
    await _told(store, work.story_id)
    assert await store.correct_story(work.story_id, "Wrong", NOW)
    assert await store.block_story(work.story_id, True)
    assert (await _shown(store), await store.search(["gale"]), await store.overtaken(NOW - HOUR)) == ([], [], [])
    assert await store.block_story(work.story_id, False)
    assert await _shown(store) == [work.story_id]
    assert len(await store.search(["gale"])) == 1
    assert not await store.block_story(work.story_id + 9, True)
    assert await store.pin_story(work.story_id, True)


async def test_merged_stories_are_one_and_nobody_gets_it_as_new(store: Store) -> None:
    into, other = await _stories(store, 2)
    await _told(store, other)
    assert await store.merge_stories(into, other, NOW)
    assert not await store.merge_stories(into, other, NOW)
    assert not await store.merge_stories(into, other + 9, NOW)
    assert await _shown(store) == [into]
    told = await store.story(other)
    assert told is not None and told.id == into
    assert len(await store.story_articles(into)) == 4
    channel = await add_channel(store)
    reached = await store.reached_in(channel.id)
    assert (reached[into].version, reached[into].message_ref) == (1, "17.d1")
    assert [(work.story_id, len(work.articles)) for work in await store.stories_to_brief(9)] == [(into, 4)]


async def test_a_workspaces_own_story_never_becomes_a_shared_one(store: Store) -> None:
    (shared,) = await _stories(store)
    (own,) = await _stories(store, workspace_id=await add_workspace(store, "T1"))
    for into, other in ((shared, own), (own, shared)):
        with pytest.raises(NewsdeskError, match="a workspace's own"):
            await store.merge_stories(into, other, NOW)


async def test_an_article_leaves_its_story_for_one_of_its_own(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    story = await add_briefed(store, feed, [article("a", published=NOW - HOUR), article("b")])
    leaving = (await store.story_articles(story))[1].article.id
    new = await store.split_article(leaving, NOW)
    assert new is not None and new != story
    assert [one.article.id for one in await store.story_articles(new)] == [leaving]
    assert {work.story_id: len(work.articles) for work in await store.stories_to_brief(9)} == {story: 1, new: 1}
    assert await store.split_article(leaving, NOW) is None
    assert await store.split_article(leaving + 99, NOW) is None
    left = await store.story(story)
    assert left is not None and left.last_at == NOW - HOUR
