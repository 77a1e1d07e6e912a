"""Stories that merge and split as articles come: what channels were told stays true, and operators' decisions stand."""

from __future__ import annotations

from bot.outbox_ports import ToldStory
from bot.ports import Placement
from bot.store.store import Store
from tests.store.posting import HOUR, add_channel, delivery
from tests.store.samples import NOW, add_articles, add_briefed, add_feeds, article, grouped_since


async def _stories(store: Store, *articles: tuple[str, ...]) -> list[int]:
    (feed,) = await add_feeds(store, 1)
    return [await add_briefed(store, feed, [article(guid) for guid in guids]) for guids in articles]


async def _ids(store: Store, story: int) -> list[int]:
    return [one.article.id for one in await store.story_articles(story)]


async def _told(store: Store, story: int) -> int:
    channel = await add_channel(store)
    await store.plan(delivery(channel, "d1", told=(ToldStory(story, 1, 1),)), NOW)
    await store.part_sent("d1", 1, "17.d1", NOW)
    return channel.id


async def test_a_story_that_all_articles_leave_leads_to_the_one_they_went_to(store: Store) -> None:
    one, other = await _stories(store, ("a", "b"), ("c",))
    channel = await _told(store, other)
    (moving,) = await _ids(store, other)

    await store.save_placements([Placement(moving, one, was=other)], NOW)

    led = await store.story(other)
    assert led is not None and led.id == one
    assert one in await store.reached_in(channel), "who had the one has the other"
    assert [(work.story_id, len(work.articles)) for work in await store.stories_to_brief(9)] == [(one, 3)]


async def test_what_was_told_in_one_story_is_not_told_again_as_another(store: Store) -> None:
    (story,) = await _stories(store, ("a", "b", "c"))
    channel = await _told(store, story)
    kept, leaving, _ = await _ids(store, story)

    await store.save_placements([Placement(leaving, None, group=0, was=story)], NOW)

    works = {work.story_id: [one.article.id for one in work.articles] for work in await store.stories_to_brief(9)}
    assert leaving not in works.pop(story)
    ((begun, articles),) = works.items()
    assert articles == [leaving]
    assert begun in await store.reached_in(channel)
    assert kept in await _ids(store, story)


async def test_an_article_that_moved_meanwhile_stays_where_it_is(store: Store) -> None:
    one, other, third = await _stories(store, ("a",), ("b",), ("c",))
    (moving,) = await _ids(store, one)

    await store.save_placements([Placement(moving, third, was=other)], NOW)

    assert await _ids(store, one) == [moving]


async def test_what_an_operator_decided_is_not_undone(store: Store) -> None:
    merged, gone, split, pinned = await _stories(store, ("a",), ("b",), ("c", "d"), ("e",))
    assert await store.merge_stories(merged, gone, NOW)
    parted = await store.split_article((await _ids(store, split))[1], NOW)
    assert parted and await store.pin_story(pinned, True)
    before = {story: await _ids(store, story) for story in (merged, split, parted, pinned)}

    moves = [Placement(one, None, group=0, was=story) for story, ids in before.items() for one in ids]
    await store.save_placements(moves, NOW)

    assert {story: await _ids(store, story) for story in before} == before
    standing = await grouped_since(store, NOW - 9 * HOUR)
    assert all(one.fixed for one in standing)


async def test_an_article_that_arrives_and_one_that_moves_begin_a_story_together(store: Store) -> None:
    (story,) = await _stories(store, ("a", "b"))
    _, leaving = await _ids(store, story)
    (feed,) = await add_feeds(store, 1)
    await add_articles(store, feed, [article("new")])
    (new,) = await store.ungrouped(9)

    await store.save_placements(
        [Placement(new.article.id, None, group=3), Placement(leaving, None, group=3, was=story)], NOW
    )

    groups = {one.article.id: one.story_id for one in await grouped_since(store, NOW - 9 * HOUR)}
    assert groups[new.article.id] == groups[leaving] != story
