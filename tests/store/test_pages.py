"""What the web pages ask of the store, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from bot.store.schema import stories, visible
from bot.store.store import Store
from tests.store.samples import (
    NOW,
    add_articles,
    add_briefed,
    add_feeds,
    add_workspace,
    article,
    company,
    new_entry,
    poll,
    spec,
)

DAY = timedelta(days=1)
TODAY = datetime(2026, 11, 24, tzinfo=UTC)


async def test_a_days_stories_are_counted_by_their_last_article_and_only_those_one_may_see(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    await add_briefed(store, feed, [article("a", published=TODAY)])
    await add_briefed(store, feed, [article("b", published=TODAY - timedelta(seconds=1))])
    house = await add_workspace(store, "T1")
    own, _ = await store.add_feed(spec(9, workspace_id=house), "command", NOW)
    await add_briefed(store, own, [article("c", published=TODAY, workspace_id=house)])
    spans = [(TODAY, TODAY + DAY), (TODAY - DAY, TODAY), (TODAY - 2 * DAY, TODAY - DAY)]
    assert await store.stories_in(spans) == [1, 1, 0]
    assert await store.stories_in(spans, workspace_id=house) == [2, 1, 0]
    assert await store.stories_in([]) == []


async def test_a_story_that_was_taken_back_is_counted_nowhere(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    gone = await add_briefed(store, feed, [article("a", published=TODAY)])
    await store.retract_story(gone, NOW)
    assert await store.stories_in([(TODAY, TODAY + DAY)]) == [0]
    assert await store.stories_beside((NOW + DAY, NOW + DAY)) == (None, None)


async def test_beside_a_day_stand_the_nearest_stories_before_and_after_it(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    for url, at in (("a", TODAY - 9 * DAY), ("b", TODAY - 3 * DAY), ("c", TODAY), ("d", TODAY + 2 * DAY)):
        await add_briefed(store, feed, [article(url, published=at)])
    assert await store.stories_beside((TODAY, TODAY + DAY)) == (TODAY - 3 * DAY, TODAY + 2 * DAY)
    assert await store.stories_beside((TODAY - 20 * DAY, TODAY - 10 * DAY)) == (None, TODAY - 9 * DAY)


async def test_a_sources_news_is_what_it_brought_since_without_what_was_old_at_its_first_poll(store: Store) -> None:
    one, two = await add_feeds(store, 2)
    await store.save_polls([poll(one, new_entry("a"))], NOW - 8 * DAY)
    await store.save_polls([poll(two, replace(new_entry("b"), news=False))], NOW)
    await store.save_polls([poll(one, new_entry("c")), poll(two, new_entry("d"), new_entry("e"))], NOW)
    assert await store.news_of_feeds([one.id, two.id], NOW - 7 * DAY) == {one.id: 1, two.id: 2}
    assert await store.news_of_feeds([one.id], NOW + DAY) == {}


async def test_sources_are_listed_by_their_trouble_then_their_name_and_anothers_own_are_not_among_them(
    store: Store,
) -> None:
    names = ("b", "A", "c", "d")
    every = [(await store.add_feed(spec(n, name=name), "command", NOW))[0] for n, name in enumerate(names)]
    await store.set_status(every[0].id, "removed", NOW)
    await store.save_polls([poll(every[3], failures=2, last_error="answers 404")], NOW)
    house = await add_workspace(store, "T1")
    await store.add_feed(spec(9, name="own", workspace_id=house), "command", NOW)
    assert [feed.spec.name for feed in await store.feeds_listed(0, 9)] == ["d", "A", "c"]
    assert [feed.spec.name for feed in await store.feeds_listed(1, 1)] == ["A"]
    assert await store.feeds_counted() == (3, 1)
    assert [feed.spec.name for feed in await store.feeds_listed(2, 9, workspace_id=house)] == ["c", "own"]
    assert await store.feeds_counted(workspace_id=house) == (4, 1)


async def test_a_workspace_that_removed_the_bot_is_no_longer_known_by_its_number(store: Store) -> None:
    house = await add_workspace(store, "T1")
    found = await store.workspace_numbered(house)
    assert found and found.external_id == "T1" and await store.workspace_numbered(house + 1) is None
    await store.remove_workspace(house, NOW)
    assert await store.workspace_numbered(house) is None


@pytest.mark.parametrize("workspace_id", [None, 7])
async def test_a_span_of_time_is_found_by_its_time_however_many_stories_are_shared(
    sqlite_url: str, workspace_id: int | None
) -> None:
    """Without statistics SQLite would rather take an index over whose they are, and sort all of them."""
    query = sa.select(stories.c.id).where(stories.c.last_at > TODAY, visible(stories, workspace_id))
    written = str(
        query.order_by(stories.c.last_at.desc()).compile(
            dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}
        )
    )
    async with await Store.open(sqlite_url) as opened, opened.engine.connect() as connection:
        plan = (await connection.execute(sa.text(f"EXPLAIN QUERY PLAN {written}"))).all()
    assert "ix_stories_last_at" in str(plan) and "TEMP B-TREE" not in str(plan)


async def test_stories_are_read_anew_by_their_numbers_in_the_order_asked_for(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    one, two, gone = [await add_briefed(store, feed, [article(url)], headline=f"Headline {url}") for url in "abc"]
    await store.retract_story(gone, NOW)
    await store.correct_story(one, "it is otherwise", NOW)
    told = await store.stories_numbered([two, gone, one, 99])
    assert [story.id for story in told] == [two, one] and "it is otherwise" in told[1].brief.headline
    house = await add_workspace(store, "T1")
    own, _ = await store.add_feed(spec(9, workspace_id=house), "command", NOW)
    private = await add_briefed(store, own, [article("d", workspace_id=house)])
    assert await store.stories_numbered([private]) == []
    assert len(await store.stories_numbered([private], workspace_id=house)) == 1


async def test_from_when_on_a_name_has_about_so_many_stories(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    for n in range(6):
        await add_briefed(store, feed, [article(str(n), published=TODAY - n * DAY)])
    assert await store.told_since("company", "Zephyr Labs", 3) == TODAY - 3 * DAY
    assert await store.told_since("company", "Zephyr Labs", 6) is None
    assert await store.told_since("model", "Zephyr Labs", 1) is None


async def test_mentions_of_several_names_are_those_of_each(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    await add_articles(store, feed, [article("a", published=TODAY)], (company("Zephyr Labs"), company("Corrigan")))
    await add_articles(store, feed, [article("b", published=TODAY - DAY)], (company("Corrigan"),))
    found = await store.mentions_of("company", ["Corrigan", "Zephyr Labs", "Nobody"], TODAY - 9 * DAY, TODAY)
    assert found["Nobody"] == {} and found["Zephyr Labs"] == {TODAY.date(): 1}
    each = await store.mentions_per_day("company", "Corrigan", TODAY - 9 * DAY, TODAY + DAY)
    assert found["Corrigan"] == each == {TODAY.date(): 1, (TODAY - DAY).date(): 1}
