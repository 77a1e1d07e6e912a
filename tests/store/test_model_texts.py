"""What was sent to a model is known for good, and what it cost is counted whatever happens."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.news.model import BriefSentence, Cite, Translation
from bot.ports import Budget, Spent, StoryText, TextOutcome, Usage
from bot.store.store import Store
from tests.store.samples import NOW, add_briefed, add_feeds, add_workspace, article, brief

TODAY = NOW.date()


async def _story(store: Store) -> int:
    (feed,) = await add_feeds(store, 1)
    return await add_briefed(store, feed, [article("a")])


def _text(story_id: int, key: str = "k", **more: object) -> StoryText:
    return replace(StoryText(key, story_id, 1, ("en",), 500), **more)  # type: ignore[arg-type]


async def test_a_text_is_claimed_once_for_good(store: Store) -> None:
    text = _text(await _story(store))
    assert await store.claim_texts([text], TODAY, NOW) == {"k"}
    assert await store.claim_texts([text], TODAY, NOW + timedelta(days=9)) == set()
    await store.settle_texts([TextOutcome(text, "quoted", usage=Usage(100, 20, 1), refused=2)], NOW)
    assert await store.claim_texts([text], TODAY, NOW) == set()
    (known,) = (await store.known_texts([text.story_id]))[text.story_id]
    assert (known.version, known.languages, known.state) == (1, ("en",), "quoted")


async def test_what_is_reckoned_counts_as_spent_until_it_is_known(store: Store) -> None:
    text = _text(await _story(store))
    await store.claim_texts([text], TODAY, NOW)
    assert (await store.spent(TODAY)).tokens == 500
    await store.settle_texts([TextOutcome(text, "written", usage=Usage(100, 20, 1), cost=0.5)], NOW)
    assert await store.spent(TODAY) == Spent(120, 0.5)
    assert await store.spent(TODAY + timedelta(days=1)) == Spent()


async def test_a_text_that_nobody_took_waits_and_is_sent_later(store: Store) -> None:
    text = _text(await _story(store))
    for _ in range(5):
        assert await store.claim_texts([text], TODAY, NOW) == {"k"}
        await store.settle_texts([TextOutcome(text, "waiting", "limit")], NOW)
    assert (await store.spent(TODAY)).tokens == 0
    counted = (await store.status(NOW)).budget
    assert (counted["fallbacks_today"], counted["fallbacks"]) == (1, {"limit": 1})


async def test_a_server_in_trouble_gets_a_text_three_times_at_most(store: Store) -> None:
    text = _text(await _story(store))
    for _ in range(3):
        assert await store.claim_texts([text], TODAY, NOW) == {"k"}
        await store.settle_texts([TextOutcome(text, "waiting", "server trouble")], NOW)
    assert await store.claim_texts([text], TODAY, NOW) == set()


async def test_a_process_that_died_leaves_its_text_counted_and_unsent(store: Store) -> None:
    await store.claim_texts([_text(await _story(store))], TODAY, NOW)
    counted = (await store.status(NOW)).budget
    assert (counted["tokens_today"], counted["fallbacks"]) == (500, {"no answer": 1})


async def test_the_operators_day_is_that_of_their_zone(store: Store) -> None:
    late = NOW.replace(hour=23, minute=30)
    await store.claim_texts([_text(await _story(store))], (late + timedelta(hours=1)).date(), late)
    assert (await store.status(late, "Europe/Berlin")).budget["tokens_today"] == 500
    assert (await store.status(late)).budget["tokens_today"] == 0


async def test_what_waits_for_tomorrow_is_counted_once(store: Store) -> None:
    text = _text(await _story(store))
    for _ in range(3):
        await store.put_off_texts([text], "budget", TODAY, NOW)
    assert (await store.status(NOW)).budget["fallbacks"] == {"budget": 1}
    assert await store.claim_texts([text], TODAY, NOW) == {"k"}
    await store.put_off_texts([text], "budget", TODAY, NOW)
    assert (await store.known_texts([text.story_id]))[text.story_id][0].state == "asked"


async def test_a_models_words_take_the_place_of_the_versions_own(store: Store) -> None:
    text = _text(await _story(store))
    told = await store.story(text.story_id)
    assert told is not None
    german = Translation(
        "de", "Zephyr Labs bringt Gale 2", (Cite(0, 0),), (BriefSentence("Es ist da.", (Cite(0, 0),)),)
    )
    new = replace(
        told.brief, headline="Zephyr Labs puts out Gale 2", writer="openai", translations=(german,),
        formerly=(told.brief.headline,),
    )  # fmt: skip
    await store.claim_texts([text], TODAY, NOW)
    await store.settle_texts([TextOutcome(text, "written", usage=Usage(9, 9, 1), brief=new)], NOW)
    told = await store.story(text.story_id)
    assert told is not None
    assert told.brief == new
    (version,) = await store.history(text.story_id)
    assert version.brief.headlines == (
        "Zephyr Labs puts out Gale 2", "Zephyr Labs releases Gale 2", "Zephyr Labs bringt Gale 2",
    )  # fmt: skip


async def test_words_for_a_version_that_is_over_are_dropped(store: Store) -> None:
    text = _text(await _story(store))
    told = await store.story(text.story_id)
    assert told is not None
    await store.claim_texts([text], TODAY, NOW)
    newer = brief(told.brief.article_ids, headline="Gale 2 is withdrawn", whats_new="It is withdrawn")
    await store.save_briefs([(text.story_id, newer)], NOW)
    late = replace(told.brief, headline="Zephyr Labs puts out Gale 2", writer="openai")
    await store.settle_texts([TextOutcome(text, "written", usage=Usage(9, 9, 1), brief=late)], NOW)
    told = await store.story(text.story_id)
    assert told is not None
    assert told.brief.headline == "Gale 2 is withdrawn"
    assert [one.brief.writer for one in await store.history(text.story_id)] == ["extractive", "extractive"]


async def test_a_link_only_feeds_words_dont_come_back_by_a_translation(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    german = Translation("de", "Gale 2 ist da", (Cite(0, 0),), (BriefSentence("Es ist klein.", (Cite(0, 0),)),))
    story_id = await add_briefed(store, feed, [article("a")], translations=(german,))
    await store.set_link_only(feed.id, True)
    told = await store.story(story_id)
    assert told is not None
    assert (told.brief.translations, told.brief.sentences) == ((), ())


async def test_answers_have_their_own_share(store: Store) -> None:
    own = await add_workspace(store, "T1")
    await store.spend(TODAY, own, 300, 0.1, "ask")
    await store.spend(TODAY, None, 200, 0.1)
    spent = await store.spent(TODAY)
    assert (spent.tokens, spent.asked) == (500, {own: 300})


@pytest.mark.parametrize(
    ("spent", "digests", "answers", "whose"),
    [
        (Spent(), 1000, 250, "each workspace has half of what answers may have"),
        (Spent(300, asked={7: 200}), 700, 50, "what it asked is taken off"),
        (Spent(500, asked={7: 250, 8: 250}), 500, 0, "answers never touch what is kept for digests"),
        (Spent(900), 100, 100, "what digests took is gone for answers too"),
        (Spent(1200), 0, 0, "nothing below zero"),
        (Spent(10, cost=5.0), 0, 0, "money counts too"),
    ],
)
def test_a_days_budget(spent: Spent, digests: int, answers: int, whose: str) -> None:
    budget = Budget(1000, daily_cost=5.0)
    assert (budget.left(spent), budget.left(spent, "ask", 7)) == (digests, answers), whose
