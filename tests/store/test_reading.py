"""What readers get: filtered stories with their sources, relations, and nothing of another workspace."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from bot.news.model import Relation, StoryFilter, Tag
from bot.ports import Feed, Placement
from bot.store.schema import stories
from bot.store.store import Store
from tests.store.samples import (
    NOW,
    add_articles,
    add_briefed,
    add_feeds,
    add_workspace,
    article,
    brief,
    company,
    grouped_since,
)

HOUR = timedelta(hours=1)
SPAN = NOW - 24 * HOUR, NOW + HOUR


async def _chosen(store: Store, **wanted: Any) -> list[str]:
    found = await store.stories(*SPAN, StoryFilter(**wanted))
    return sorted(story.brief.headline for story in found)


async def _two_stories(store: Store) -> Feed:
    """Gale: a release told by two outlets in English. Ferry: a lawsuit told in Chinese by one."""
    (feed,) = await add_feeds(store, 1)
    gale = [article("a", weight=1.5), article("b", outlet="Second Paper", title="Microchips wait for Gale")]
    await add_briefed(
        store, feed, gale, headline="Gale is out", kind="release",
        tags=(
            Tag("company", "Zephyr Labs", "subject"), Tag("company", "Harbour Post", "source"),
            Tag("model", "Gale 2", "subject", family="Gale", company="Zephyr Labs"),
        ),
    )  # fmt: skip
    ferry = [article("c", outlet="Third Paper", language="zh-tw", title="渡輪公司被起訴", published=NOW - HOUR)]
    await add_briefed(
        store, feed, ferry, headline="Ferry is sued", kind="legal", tags=(Tag("company", "Ferry", "subject"),)
    )
    return feed


async def test_a_story_comes_with_its_sources_outlets_and_weight(store: Store) -> None:
    await _two_stories(store)
    gale, ferry = await store.stories(*SPAN)
    assert [source.n for source in gale.sources] == [1, 2]
    assert [source.outlet for source in gale.sources] == ["Harbour Post", "Second Paper"]
    assert (gale.outlets, gale.weight, gale.first_at, gale.last_at) == (2, 1.5, NOW, NOW)
    assert (ferry.outlets, ferry.weight, ferry.brief.kind) == (1, 1.0, "legal")


async def test_sources_stand_in_the_briefs_order(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    story_id = await add_briefed(store, feed, [article("a"), article("b")])
    first, second = (one.article.id for one in await store.story_articles(story_id))
    await store.save_briefs([(story_id, brief([second, first]))], NOW)
    story = await store.story(story_id)
    assert story is not None
    assert [(source.n, source.url[-1]) for source in story.sources] == [(1, "b"), (2, "a")]


async def test_the_span_takes_its_end_and_not_its_start_so_that_spans_in_a_row_tell_each_story_once(
    store: Store,
) -> None:
    await _two_stories(store)
    ends = [NOW - 3 * HOUR, NOW - 2 * HOUR, NOW - HOUR, NOW, NOW + HOUR]
    told = [story.id for start, end in itertools.pairwise(ends) for story in await store.stories(start, end)]
    assert len(told) == len(set(told)) == len(await store.stories(*SPAN))


async def test_what_came_in_a_span_is_found_whenever_it_was_published(store: Store) -> None:
    await _two_stories(store)
    month = timedelta(days=30)
    assert len(await store.stories(NOW - HOUR, NOW + month, arrived=True)) == 2
    assert await store.stories(NOW + HOUR, NOW + month, arrived=True) == []
    assert len(await store.stories(*SPAN, limit=1)) == 1


CASES: list[tuple[dict[str, Any], list[str]]] = [
    ({"companies": {"Zephyr Labs"}}, ["Gale is out"]),
    ({"companies": {"Harbour Post"}}, []),
    ({"models": {"Gale 2"}}, ["Gale is out"]),
    ({"models": {"Gale"}}, ["Gale is out"]),
    ({"models": {"Gale 3"}}, []),
    ({"companies": {"Ferry"}, "models": {"Gale"}}, ["Ferry is sued", "Gale is out"]),
    ({"kinds": {"legal"}}, ["Ferry is sued"]),
    ({"kinds": {"legal"}, "companies": {"Zephyr Labs"}}, []),
    ({"languages": {"zh"}}, ["Ferry is sued"]),
    ({"languages": {"zh-cn"}}, []),
    ({"languages": {"en", "zh"}}, ["Ferry is sued", "Gale is out"]),
    ({"words_in": ("MICROCHIPS",)}, ["Gale is out"]),
    ({"words_in": ("chips",)}, []),
    ({"words_in": ("起訴", "nothing")}, ["Ferry is sued"]),
    ({"words_out": ("gale",)}, []),
    ({"words_out": ("sued",)}, ["Gale is out"]),
    ({"outlets_out": {"Harbour Post"}}, ["Ferry is sued", "Gale is out"]),
    ({"outlets_out": {"Third Paper"}}, ["Gale is out"]),
]


async def test_a_filter_takes_what_it_names(store: Store) -> None:
    await _two_stories(store)
    for wanted, expected in CASES:
        made = {name: value if isinstance(value, tuple) else frozenset(value) for name, value in wanted.items()}
        assert await _chosen(store, **made) == expected, wanted


async def test_a_filter_that_python_judges_still_fills_the_limit(store: Store) -> None:
    await _two_stories(store)
    store.page = 1
    found = await store.stories(*SPAN, StoryFilter(languages=frozenset({"zh"})), limit=1)
    assert [story.brief.kind for story in found] == ["legal"]


async def test_blocked_merged_and_retracted_stories_are_not_listed_and_a_merged_one_is_told_as_its_target(
    store: Store,
) -> None:
    await _two_stories(store)
    gale, ferry = await store.stories(*SPAN)
    async with store._db.write() as connection:
        merge = sa.update(stories).where(stories.c.id == gale.id).values(merged_into=ferry.id)
        await connection.execute(merge)
    assert [story.id for story in await store.stories(*SPAN)] == [ferry.id]
    told = await store.story(gale.id)
    assert told is not None and told.id == ferry.id
    async with store._db.write() as connection:
        await connection.execute(sa.update(stories).where(stories.c.id == ferry.id).values(blocked=True))
    assert await store.stories(*SPAN) == []


async def test_an_article_for_a_merged_story_joins_its_target(store: Store) -> None:
    feed = await _two_stories(store)
    gale, ferry = await store.stories(*SPAN)
    async with store._db.write() as connection:
        await connection.execute(sa.update(stories).where(stories.c.id == gale.id).values(merged_into=ferry.id))
    await add_articles(store, feed, [article("late")])
    (late,) = await store.ungrouped(9)
    await store.save_placements([Placement(late.article.id, gale.id)], NOW)
    assert late.article.id in {one.article.id for one in await store.story_articles(ferry.id)}


async def test_a_story_without_a_brief_or_unknown_is_no_story_yet(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    await add_articles(store, feed, [article("a")])
    (one,) = await store.ungrouped(9)
    await store.save_placements([Placement(one.article.id, None)], NOW)
    (placed,) = await grouped_since(store, NOW - HOUR)
    assert placed.story_id is not None
    assert await store.story(placed.story_id) is None
    assert await store.story(999) is None
    assert await store.stories(*SPAN) == []


async def test_a_workspaces_own_stories_show_nowhere_else(store: Store) -> None:
    own, other = await add_workspace(store, "T1"), await add_workspace(store, "T2")
    (feed,) = await add_feeds(store, 1, workspace_id=own)
    told = Relation("Zephyr Labs", "buys", "Ferry", "confirmed")
    story_id = await add_briefed(store, feed, [article("a")], [company("Zephyr Labs")], relations=(told,))
    for outsider in (None, other):
        assert await store.stories(*SPAN, workspace_id=outsider) == []
        assert await store.story(story_id, workspace_id=outsider) is None
        assert await store.relations_of("Ferry", workspace_id=outsider) == []
        assert await store.feeds(workspace_id=outsider) == []
        assert (await store.reading_health(NOW - HOUR, workspace_id=outsider)).feeds_total == 0
    assert [story.id for story in await store.stories(*SPAN, workspace_id=own)] == [story_id]
    assert await store.story(story_id, workspace_id=own) is not None
    assert len(await store.relations_of("Ferry", workspace_id=own)) == 1
    assert await store.reaches() is None


async def test_relations_keep_what_was_known_and_say_what_still_stands(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    buys = Relation("Zephyr Labs", "buys", "Ferry", "reported", "Harbour Post", "its routes", 0, 1)
    story_id = await add_briefed(store, feed, [article("a")], relations=(buys, buys))
    (known,) = await store.relations_of("Ferry")
    assert known.relation == buys
    assert (known.story_id, known.at, known.current, known.source.outlet) == (story_id, NOW, True, "Harbour Post")
    ids = [one.article.id for one in await store.story_articles(story_id)]
    owns = Relation("Zephyr Labs", "owns", "Ferry", "confirmed")
    await store.save_briefs([(story_id, brief(ids, relations=(owns,)))], NOW)
    found = {one.relation.verb: one.current for one in await store.relations_of("Zephyr Labs")}
    assert found == {"buys": False, "owns": True}
    await store.save_briefs([(story_id, brief(ids, relations=(buys,)))], NOW)
    found = {one.relation.verb: one.current for one in await store.relations_of("Zephyr Labs")}
    assert found == {"buys": True, "owns": False}
    assert await store.relations_of("Ferry", until=NOW - HOUR) == []
