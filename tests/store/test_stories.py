"""Stories grow article by article, become due, and get versioned briefs."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.news.model import (
    CERTAINTIES,
    KINDS,
    ROLES,
    VERBS,
    Brief,
    BriefSentence,
    Cite,
    Relation,
    Tag,
)
from bot.ports import Placement
from bot.store.briefs_json import brief_from_json, brief_to_json
from bot.store.engine import _to_json
from bot.store.store import Store
from tests.store.samples import (
    NOW,
    add_articles,
    add_briefed,
    add_feeds,
    add_story,
    add_workspace,
    article,
    brief,
    company,
    grouped_since,
)

HOUR = timedelta(hours=1)


async def test_articles_of_one_group_start_one_story_and_others_their_own(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    await add_articles(store, feed, [article("a"), article("b"), article("c")])
    a, b, c = (one.article.id for one in await store.ungrouped(9))
    await store.save_placements([Placement(a, None, 1), Placement(b, None, 1), Placement(c, None)], NOW)
    assert await store.ungrouped(9) == []
    story_of = {one.article.id: one.story_id for one in await grouped_since(store, NOW - HOUR)}
    assert story_of[a] == story_of[b] != story_of[c]


async def test_ungrouped_comes_oldest_first(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    times = {"a": NOW, "b": NOW - 2 * HOUR, "c": NOW - HOUR}
    await add_articles(store, feed, [article(url, published=when) for url, when in times.items()])
    assert [one.article.url[-1] for one in await store.ungrouped(2)] == ["b", "c"]


async def test_an_article_stays_in_the_story_where_it_was_placed_first(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    story_id, (article_id,) = await add_story(store, feed, [article("a")])
    await store.save_placements([Placement(article_id, None)], NOW)
    (one,) = await grouped_since(store, NOW - HOUR)
    assert one.story_id == story_id
    assert len(await store.stories_to_brief(9)) == 1


async def test_a_private_article_never_joins_a_shared_story_nor_starts_one_with_shared_articles(store: Store) -> None:
    own = await add_workspace(store, "T1")
    (shared,) = await add_feeds(store, 1)
    (private,) = await add_feeds(store, 1, workspace_id=own)
    story_id, _ = await add_story(store, shared, [article("a")])
    await add_articles(store, shared, [article("b")])
    await add_articles(store, private, [article("c"), article("d")])
    by_url = {one.article.url[-1]: one.article.id for one in await store.ungrouped(9)}
    placements = [Placement(by_url["b"], None, 1), Placement(by_url["c"], None, 1), Placement(by_url["d"], story_id)]
    await store.save_placements(placements, NOW)
    story_of = {one.article.url[-1]: one.story_id for one in await grouped_since(store, NOW - HOUR)}
    assert len(set(story_of.values())) == 4
    assert [one.article.url[-1] for one in await store.story_articles(story_id)] == ["a"]


async def test_a_story_due_for_a_brief_comes_with_all_its_articles_and_then_is_due_no_longer(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    articles = [article("b"), article("a", published=NOW - HOUR)]
    story_id, ids = await add_story(store, feed, articles, [company("Zephyr Labs")])
    (work,) = await store.stories_to_brief(9)
    assert (work.story_id, work.current) == (story_id, None)
    assert [one.article.url[-1] for one in work.articles] == ["a", "b"]
    assert work.articles[0].mentions == (company("Zephyr Labs"),)
    await store.save_briefs([(story_id, brief(ids))], NOW)
    assert await store.stories_to_brief(9) == []


async def test_an_article_that_comes_while_the_brief_is_written_makes_the_story_due_again(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    story_id, ids = await add_story(store, feed, [article("a")])
    await store.stories_to_brief(9)
    await add_articles(store, feed, [article("b")])
    (late,) = await store.ungrouped(9)
    await store.save_placements([Placement(late.article.id, story_id)], NOW)
    await store.save_briefs([(story_id, brief(ids))], NOW)
    (work,) = await store.stories_to_brief(9)
    assert len(work.articles) == 2
    assert work.current == brief(ids, version=1)
    await store.save_briefs([(story_id, None)], NOW)
    assert await store.stories_to_brief(9) == []
    assert [version.version for version in await store.history(story_id)] == [1]


async def test_a_due_story_outlives_a_writer_that_died(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    story_id, _ = await add_story(store, feed, [article("a")])
    await store.stories_to_brief(9)
    assert [work.story_id for work in await store.stories_to_brief(9)] == [story_id]


async def test_each_brief_is_a_new_version_and_all_are_kept(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    story_id = await add_briefed(store, feed, [article("a")])
    ids = [one.article.id for one in await store.story_articles(story_id)]
    await store.save_briefs([(story_id, brief(ids, headline="Gale 2 is out", whats_new="It is out"))], NOW + HOUR)
    first, second = await store.history(story_id)
    assert (first.version, first.at, second.version, second.at) == (1, NOW, 2, NOW + HOUR)
    assert (second.brief.version, second.brief.headline, second.brief.whats_new) == (2, "Gale 2 is out", "It is out")


async def test_the_longest_due_story_comes_first(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    await add_articles(store, feed, [article("a"), article("b")])
    a, b = (one.article.id for one in await store.ungrouped(9))
    await store.save_placements([Placement(b, None)], NOW)
    await store.save_placements([Placement(a, None)], NOW + HOUR)
    works = await store.stories_to_brief(1)
    assert works[0].articles[0].article.id == b


TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
CITES = st.lists(st.builds(Cite, st.integers(0, 5), st.integers(0, 30)), max_size=3).map(tuple)
TAGS = st.builds(
    Tag, st.sampled_from(("company", "model")), TEXT, st.sampled_from(ROLES), st.integers(1, 9), st.none() | TEXT
)
RELATIONS = st.builds(
    Relation, TEXT, st.sampled_from(VERBS), TEXT, st.sampled_from(CERTAINTIES), st.none() | TEXT, st.none() | TEXT
)
BRIEFS = st.builds(
    Brief,
    headline=TEXT,
    headline_cites=CITES,
    kind=st.sampled_from(KINDS),
    certainty=st.sampled_from(CERTAINTIES),
    sentences=st.lists(st.builds(BriefSentence, TEXT, CITES), max_size=4).map(tuple),
    article_ids=st.lists(st.integers(1, 99), max_size=3).map(tuple),
    tags=st.lists(TAGS, max_size=2).map(tuple),
    relations=st.lists(RELATIONS, max_size=2).map(tuple),
    whats_new=st.none() | TEXT,
    correction=st.booleans(),
)


@given(BRIEFS)
def test_a_brief_survives_its_way_through_json(written: Brief) -> None:
    import json

    assert brief_from_json(json.loads(_to_json(brief_to_json(written)))) == written


async def test_leases_go_to_one_owner_at_a_time_and_run_out(store: Store) -> None:
    assert await store.take_lease("group", owner="a", now=NOW, seconds=60)
    assert not await store.take_lease("group", owner="b", now=NOW, seconds=60)
    assert await store.take_lease("brief", owner="b", now=NOW, seconds=60)
    assert await store.take_lease("group", owner="a", now=NOW + timedelta(seconds=50), seconds=60)
    assert not await store.take_lease("group", owner="b", now=NOW + timedelta(seconds=70), seconds=60)
    assert await store.take_lease("group", owner="b", now=NOW + timedelta(seconds=110), seconds=60)
    await store.end_lease("group", owner="a")
    assert not await store.take_lease("group", owner="a", now=NOW + timedelta(seconds=120), seconds=60)
    await store.end_lease("group", owner="b")
    assert await store.take_lease("group", owner="a", now=NOW + timedelta(seconds=120), seconds=60)
