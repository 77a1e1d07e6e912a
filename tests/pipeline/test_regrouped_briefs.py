"""What a story says after its articles changed: nothing of an article that has left it, and nothing new by that."""

from __future__ import annotations

from datetime import timedelta

from bot.pipeline.brief import brief
from bot.ports import Placement
from bot.store.store import Store
from tests.store.samples import NOW, add_articles, add_feeds, article


async def test_a_brief_says_nothing_of_an_article_that_left_and_tells_no_news_by_it(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    court = ("A court ordered Palisade AI on Monday to hand over training logs by June.",)
    plant = ("Tarnhelm opened its chip plant in Ostrava with 900 workers on Monday.",)
    told = [
        article("a", title="Palisade AI must hand over training logs", sentences=court),
        article("b", title="Tarnhelm opens Ostrava chip plant", sentences=plant, published=NOW + timedelta(hours=1)),
    ]
    await add_articles(store, feed, told)
    waiting = [one.article.id for one in await store.ungrouped(9)]
    await store.save_placements([Placement(one, None, group=1) for one in waiting], NOW)
    await brief(store, now=lambda: NOW, owner="one")
    (standing,) = await store.standing_of(waiting[:1])
    before = await store.story(standing.story_id)
    assert before and set(before.brief.article_ids) == set(waiting)

    await store.save_placements([Placement(waiting[1], None, group=1, was=standing.story_id)], NOW)
    await brief(store, now=lambda: NOW, owner="one")

    after = await store.story(standing.story_id)
    assert after and after.brief.article_ids == (waiting[0],)
    assert "Ostrava" not in " ".join(sentence.text for sentence in after.brief.sentences)
    assert (after.brief.version, after.brief.whats_new) == (before.brief.version + 1, None)
