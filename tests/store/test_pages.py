"""What the web pages ask of the store, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.store.store import Store
from tests.store.samples import NOW, add_briefed, add_feeds, add_workspace, article, new_entry, poll, spec

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
    assert await store.news_by_feed(NOW - 7 * DAY) == {one.id: 1, two.id: 2}


async def test_a_workspaces_own_source_is_counted_for_it_alone(store: Store) -> None:
    house = await add_workspace(store, "T1")
    own, _ = await store.add_feed(spec(9, workspace_id=house), "command", NOW)
    await store.save_polls([poll(own, new_entry("a"))], NOW)
    assert await store.news_by_feed(NOW - DAY) == {}
    assert await store.news_by_feed(NOW - DAY, workspace_id=house) == {own.id: 1}


async def test_a_workspace_that_removed_the_bot_is_no_longer_known_by_its_number(store: Store) -> None:
    house = await add_workspace(store, "T1")
    found = await store.workspace_numbered(house)
    assert found and found.external_id == "T1" and await store.workspace_numbered(house + 1) is None
    await store.remove_workspace(house, NOW)
    assert await store.workspace_numbered(house) is None
