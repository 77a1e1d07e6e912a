"""What an operator does to a story holds for all who read it, and reaches those who had it."""

from __future__ import annotations

import pytest

from bot.news.model import BriefSentence, Cite, Relation
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
    assert (await store.history(story))[-1].brief.sentences == (await store.history(story))[0].brief.sentences
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


async def _read(store: Store, *guids: str) -> list[int]:
    """A story of those articles, which full text finds."""
    (feed,) = await add_feeds(store, 1)
    await add_articles(store, feed, [article(guid) for guid in guids], search_tokens=("gale",))
    ids = [waiting.article.id for waiting in await store.ungrouped(9)]
    await store.save_placements([Placement(article_id, None, group=1) for article_id in ids], NOW)
    ((work),) = await store.stories_to_brief(9)
    made = Relation("Zephyr Labs", "makes", "Gale 2", "confirmed")
    await store.save_briefs([(work.story_id, brief(ids, relations=(made,)))], NOW)
    return [work.story_id, *ids]


async def test_a_corrected_story_is_never_handed_out_without_what_was_put_right(store: Store) -> None:
    story, *ids = await _read(store, "a", "b")
    assert await store.correct_story(story, "It has 7B parameters, not 70B.", NOW)
    (told,) = await store.stories(NOW - HOUR, NOW + HOUR)
    assert told.brief.headline == "Zephyr Labs releases Gale 2 (corrected: It has 7B parameters, not 70B)"
    assert told.headline_before == "Zephyr Labs releases Gale 2"
    assert (told.brief.sentences, told.brief.relations, told.brief.certainty) == ((), (), "stated")
    words = "It has 7B parameters, not 70B"
    assert {source.corrected for source in told.sources} == {words}
    assert {hit.article.corrected for hit in await store.search(["gale"])} == {words}
    assert {one.article.corrected for one in await store.story_articles(story)} == {words}
    assert [known.current for known in await store.relations_of("Gale 2")] == [False]
    assert (await store.history(story))[0].brief.sentences
    assert ids


async def test_a_correction_outlives_the_next_versions_and_a_second_correction_comes_first(store: Store) -> None:
    story, *ids = await _read(store, "a", "b")
    await store.correct_story(story, "It has 7B parameters.", NOW)
    assert not await store.correct_story(story, "It has 7B parameters.", NOW + HOUR)
    await store.save_briefs([(story, brief(ids, headline="Gale 2 is out", whats_new="It is out"))], NOW + HOUR)
    grown = await store.story(story)
    assert grown is not None and grown.brief.whats_new == "It is out"
    assert grown.brief.headline == "Gale 2 is out (corrected: It has 7B parameters)"
    assert await store.correct_story(story, "It has 8B parameters.", NOW + 2 * HOUR)
    again = await store.story(story)
    assert again is not None and again.headline_before == "Gale 2 is out"
    assert again.brief.headline == "Gale 2 is out (corrected: It has 8B parameters; earlier: It has 7B parameters)"
    assert [one.at for one in again.corrections] == [NOW + 2 * HOUR, NOW]


async def test_what_a_later_article_says_of_a_corrected_story_is_told(store: Store) -> None:
    story, *ids = await _read(store, "a", "b")
    await store.correct_story(story, "It has 7B parameters.", NOW)
    (feed, *_) = await store.feeds()
    await add_articles(store, feed, [article("c")])
    (late,) = await store.ungrouped(9)
    await store.save_placements([Placement(late.article.id, story)], NOW)
    said = BriefSentence("Gale 2 may be used in trade.", (Cite(2, 0),)), BriefSentence("It has 70B.", (Cite(0, 0),))
    await store.save_briefs([(story, brief([*ids, late.article.id], sentences=said))], NOW)
    told = await store.story(story)
    assert told is not None and [one.text for one in told.brief.sentences] == ["Gale 2 may be used in trade."]


async def test_what_was_put_right_goes_with_the_articles_when_stories_are_split_and_joined(store: Store) -> None:
    story, first, second = await _read(store, "a", "b")
    await store.correct_story(story, "It has 7B parameters.", NOW)
    new = await store.split_article(second, NOW)
    assert new is not None
    await store.save_briefs([(new, brief([second]))], NOW)
    split = await store.story(new)
    assert split is not None and split.brief.headline.endswith("(corrected: It has 7B parameters)")
    (other,) = await _stories(store)
    assert await store.merge_stories(other, story, NOW)
    joined = await store.story(story)
    assert (
        joined is not None and joined.id == other and first in [a.article.id for a in await store.story_articles(other)]
    )
    assert joined.brief.headline.endswith("(corrected: It has 7B parameters)")
    assert joined.brief.sentences  # of an article that was never wrong


async def test_a_story_that_was_taken_back_or_blocked_says_so(store: Store) -> None:
    back, kept = await _stories(store, 2)
    await store.correct_story(back, "It has 7B parameters.", NOW)
    await store.retract_story(back, NOW)
    assert not await store.correct_story(back, "It has 8B parameters.", NOW)
    told = await store.story(back)
    assert told is not None and told.withdrawn == "retracted"
    assert (told.brief.headline, told.brief.sentences) == ("Zephyr Labs releases Gale 2 (taken back)", ())
    await store.block_story(kept, True)
    blocked = await store.story(kept)
    assert blocked is not None and blocked.withdrawn == "blocked"


async def test_a_story_that_is_told_no_more_is_not_joined_with_one_that_is(store: Store) -> None:
    told, back, blocked = await _stories(store, 3)
    await store.retract_story(back, NOW)
    await store.block_story(blocked, True)
    for into, other, why in ((told, back, "taken back"), (back, told, "taken back"), (told, blocked, "--unblock")):
        with pytest.raises(NewsdeskError, match=why):
            await store.merge_stories(into, other, NOW)
    assert told in await _shown(store)


async def test_an_old_number_of_a_merged_story_pins_and_blocks_what_it_went_into(store: Store) -> None:
    into, other = await _stories(store, 2)
    await store.merge_stories(into, other, NOW)
    assert await store.pin_story(other, True)
    pinned = await store.story(into)
    assert pinned is not None and pinned.pinned
    assert await store.block_story(other, True)
    assert await _shown(store) == []
    assert await store.block_story(other, False) and await store.pin_story(other, False)
    assert await _shown(store) == [into]


async def test_what_was_put_right_in_a_workspaces_own_story_shows_nowhere_else(store: Store) -> None:
    (own,) = await _stories(store, workspace_id=await add_workspace(store, "T1"))
    (shared,) = await _stories(store)
    await store.correct_story(own, "Secret", NOW)
    told = await store.story(shared)
    assert told is not None and told.corrections == ()


async def test_a_story_that_was_merged_on_its_way_to_a_channel_does_not_come_again_as_new(store: Store) -> None:
    into, other = await _stories(store, 2)
    channel = await add_channel(store)
    await store.plan(delivery(channel, "d1", told=(ToldStory(other, 1, 1),)), NOW)
    assert await store.merge_stories(into, other, NOW)
    await store.part_sent("d1", 1, "17.1", NOW)
    had = await store.reached_in(channel.id)
    assert (had[into].version, had[into].message_ref) == (1, "17.1")
    await store.correct_story(into, "It has 7B parameters.", NOW)
    assert [one.reached.story_id for one in await store.overtaken(NOW - HOUR)] == [into]
