"""What `read` leaves behind: each address one article in its workspace, and the sums over names."""

from __future__ import annotations

from datetime import date, timedelta

from bot.news.model import TITLE
from bot.ports import ReadOutcome
from bot.store.store import Store
from tests.store.samples import (
    NOW,
    add_articles,
    add_feeds,
    add_workspace,
    article,
    claim_new_items,
    company,
    model,
)

DAY = timedelta(days=1)
TODAY = date(2026, 11, 24)


async def test_an_article_comes_back_whole_with_its_mentions_in_order(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    told = article("a", author="Ann", outlet_owner="Harbour Group", weight=1.5, text_source="page", paywall=True)
    said = [company("Zephyr Labs", publishing=True), model("Gale 2", "Gale", company="Zephyr Labs", sentence=TITLE)]
    assert await add_articles(store, feed, [told], said) == 1
    (one,) = await store.ungrouped(9)
    assert one.mentions == tuple(said)
    assert one.article.id > 0
    assert one.story_id is None
    for name in ("title", "sentences", "outlet", "url", "published", "language", "author", "outlet_owner", "weight",
                 "text_source", "paywall", "workspace_id"):  # fmt: skip
        assert getattr(one.article, name) == getattr(told, name)


async def test_two_items_of_one_address_make_one_article_in_one_batch_or_in_two(store: Store) -> None:
    one, two = await add_feeds(store, 2)
    assert await add_articles(store, one, [article("a"), article("a"), article("b")]) == 2
    assert await add_articles(store, two, [article("a", outlet="Other Paper")]) == 0
    assert len(await store.ungrouped(9)) == 2
    assert (await store.status(NOW)).queue["items"] == 0


async def test_an_outcome_that_is_written_twice_counts_once(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    (item,) = await claim_new_items(store, feed, 1)
    outcome = ReadOutcome(item.id, article("a"), (company("Zephyr Labs"),))
    assert await store.save_reads([outcome, outcome], NOW) == 1
    assert await store.save_reads([outcome], NOW) == 0
    assert await store.mentions_per_day("company", "Zephyr Labs", NOW - DAY, NOW + DAY) == {TODAY: 1}


async def test_a_failed_reading_comes_again_when_it_is_time_and_a_hopeless_one_never(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    first, second = await claim_new_items(store, feed, 2)
    again = ReadOutcome(first.id, reason="time-out", retry_at=NOW + timedelta(hours=1))
    await store.save_reads([again, ReadOutcome(second.id, reason="no text")], NOW)
    assert await store.claim_items(NOW, owner="b", limit=9) == []
    (item,) = await store.claim_items(NOW + timedelta(hours=1), owner="b", limit=9)
    assert (item.id, item.attempts) == (first.id, 1)


async def test_what_is_not_news_can_be_found_and_grouped_all_the_same(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    await add_articles(store, feed, [article("old")], news=False, search_tokens=("gale",))
    assert [one.article.url for one in await store.ungrouped(9)] == ["https://news.example/old"]
    (hit,) = await store.search(["gale"])
    assert hit.story_id is None and hit.article.url == "https://news.example/old"


async def test_an_article_of_a_private_feed_is_its_workspaces_own_though_the_address_is_shared(store: Store) -> None:
    own = await add_workspace(store, "T1")
    other = await add_workspace(store, "T2")
    shared = (await add_feeds(store, 1))[0]
    private = (await add_feeds(store, 1, workspace_id=own))[0]
    assert private.id != shared.id
    assert await add_articles(store, shared, [article("a")], search_tokens=("gale",)) == 1
    assert await add_articles(store, private, [article("a")], search_tokens=("gale",)) == 1
    assert {one.article.workspace_id for one in await store.ungrouped(9)} == {None, own}
    assert len(await store.search(["gale"])) == 1
    assert len(await store.search(["gale"], workspace_id=other)) == 1
    assert len(await store.search(["gale"], workspace_id=own)) == 2


async def test_mentions_count_articles_by_utc_day_and_a_family_counts_its_versions_once(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    both = [model("Gale 2", "Gale"), model("Gale 2", "Gale"), model("Gale 3 Mini", "Gale")]
    late = NOW.replace(hour=23) - DAY
    await add_articles(store, feed, [article("a"), article("b", published=late)], both)
    await add_articles(store, feed, [article("c")], [model("Gale", "Gale")])
    span = NOW - 9 * DAY, NOW + DAY
    assert await store.mentions_per_day("model", "Gale", *span) == {TODAY - DAY: 1, TODAY: 2}
    assert await store.mentions_per_day("model", "Gale 2", *span) == {TODAY - DAY: 1, TODAY: 1}
    assert await store.mentions_per_day("company", "Gale", *span) == {}
    midnight = NOW.replace(hour=0, minute=0)
    assert await store.mentions_per_day("model", "Gale", NOW - 9 * DAY, midnight) == {TODAY - DAY: 1}


async def test_a_companys_models_come_with_their_articles_most_first(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    two, three = (model(name, "Gale", company="Zephyr Labs") for name in ("Gale 2", "Gale 3"))
    await add_articles(store, feed, [article("a")], [two])
    await add_articles(store, feed, [article("b")], [three, two])
    assert await store.models_of("Zephyr Labs") == [("Gale 2", 2), ("Gale 3", 1)]
    assert await store.models_of("Harbour Group") == []


async def test_first_and_last_sight_widen_as_articles_come_in_any_order(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    assert await store.first_seen("model", "Gale") is None
    assert await store.reaches() is None
    for n, when in enumerate([NOW, NOW - 3 * DAY, NOW - DAY]):
        await add_articles(store, feed, [article(str(n), published=when)], [model("Gale 2", "Gale")])
    assert await store.first_seen("model", "Gale 2") == (NOW - 3 * DAY, NOW)
    assert await store.first_seen("model", "Gale") == (NOW - 3 * DAY, NOW)
    assert await store.reaches() == (NOW - 3 * DAY, NOW)


async def test_a_private_feeds_names_are_seen_by_its_workspace_alone(store: Store) -> None:
    own = await add_workspace(store, "T1")
    (feed,) = await add_feeds(store, 1, workspace_id=own)
    unsure = company("Quiet Harbour AI", confidence=0.5)
    told = model("Gale 2", "Gale", company="Zephyr Labs")
    await add_articles(store, feed, [article("a"), article("b")], [unsure, told])
    span = NOW - DAY, NOW + DAY
    assert await store.models_of("Zephyr Labs") == []
    assert await store.models_of("Zephyr Labs", workspace_id=own) == [("Gale 2", 2)]
    assert await store.first_seen("model", "Gale 2") is None
    assert await store.mentions_per_day("model", "Gale 2", *span) == {}
    assert await store.mentions_per_day("model", "Gale 2", *span, workspace_id=own) == {TODAY: 2}
    assert await store.candidates(at_least=1) == []


async def test_an_unregistered_name_is_proposed_once_it_stands_in_two_articles_and_can_be_accepted(
    store: Store,
) -> None:
    (feed,) = await add_feeds(store, 1)
    unsure = company("Quiet Harbour AI", confidence=0.5, sentence=1)
    told = ("One.", "Quiet Harbour AI opened.")
    await add_articles(store, feed, [article("a", sentences=told)], [unsure, unsure, company("Zephyr Labs")])
    assert await store.candidates() == []
    await add_articles(store, feed, [article("b", sentences=told, published=NOW - DAY)], [unsure])
    (candidate,) = await store.candidates()
    assert (candidate.name, candidate.type, candidate.articles) == ("Quiet Harbour AI", "company", 2)
    assert (candidate.first_at, candidate.last_at, candidate.accepted) == (NOW - DAY, NOW, False)
    assert candidate.example == "Quiet Harbour AI opened."
    assert await store.accept_candidate("Quiet Harbour AI", NOW)
    assert not await store.accept_candidate("Nobody", NOW)
    assert (await store.candidates())[0].accepted
    assert await store.accepted_names() == [("Quiet Harbour AI", "company")]
