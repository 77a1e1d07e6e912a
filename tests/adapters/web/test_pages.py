"""Each page, over a real socket."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.news.model import BriefSentence, Cite
from bot.store.store import Store
from tests.adapters.web.room import HOUR, Room, add_news, first_brief, room
from tests.store.samples import NOW, add_articles, add_briefed, add_feeds, article, company, poll
from tests.store.test_pages import TODAY

News = tuple[Room, int]


async def test_every_page_works_on_both_databases(store: Store) -> None:
    story = await add_news(store)
    async with room(store) as running:
        paths = (
            "/", "/day/2026-11-24", "/archive", "/archive/2026-11", "/stories", "/stories?company=Zephyr%20Labs",
            f"/story/{story}", "/names", "/company/Zephyr%20Labs", "/model/Gale", "/model/Gale%202", "/compare",
            "/compare?a=Zephyr+Labs&b=Corrigan", "/search", "/search?q=corrigan", "/sources", "/sources.opml", "/atom.xml",
            "/stories.json", "/profile.json?company=Corrigan", "/digests", "/status", "/workspaces", "/metrics", "/icon.svg",
        )  # fmt: skip
        assert {path: (await running.get(path)).status for path in paths} == dict.fromkeys(paths, 200)


async def test_today_leads_with_its_best_story_its_sentences_its_doubt_and_its_source(news: News) -> None:
    running, story = news
    got = await running.get("/")
    assert f"/story/{story}" in got.page.links and "https://news.example/gale" in got.page.links
    assert "Tuesday 24 November 1 story of the last 24 hours" in got.page.words
    assert "Zephyr Labs released Gale 2 on Monday. The model has 30 billion parameters" in got.page.words
    assert "Reported, not confirmed Harbour Post and 1 more outlet" in got.page.words


async def test_of_a_day_without_news_the_front_page_leads_to_the_newest(news: News) -> None:
    running, _ = news
    running.clock.now = NOW + timedelta(days=9)
    got = await running.get("/")
    assert "No story in the last 24 hours. The newest are of 24 November 2026" in got.page.words
    assert "/day/2026-11-24" in got.page.links


async def test_before_anything_is_read_the_front_page_says_so(news_store: Store) -> None:
    async with room(news_store) as running:
        assert "No story yet." in (await running.get("/")).page.words


async def test_news_of_the_last_minute_are_on_the_front_page_a_minute_later(news: News) -> None:
    running, _ = news
    await running.get("/")
    (feed,) = await add_feeds(running.store, 1)
    await add_briefed(running.store, feed, [article("new", published=NOW)], headline="Mistelbach opens Lark")
    running.clock.now = NOW + timedelta(seconds=61)
    assert "Mistelbach opens Lark" not in (await running.get("/")).page.words, "it is ranked while the old one is shown"
    await asyncio.gather(*running.site.ranking.values())
    assert "Mistelbach opens Lark" in (await running.get("/")).page.words


# --- Days -------------------------------------------------------------------------------------------------------------


async def test_a_day_is_the_bots_own_and_leads_to_the_days_beside_it(news_store: Store) -> None:
    (feed,) = await add_feeds(news_store, 1)
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    for url, at in (("a", late), ("b", TODAY - timedelta(days=2)), ("c", TODAY)):
        await add_briefed(news_store, feed, [article(url, published=at)], headline=f"Headline {url}")
    async with room(news_store) as running:
        got = await running.get("/day/2026-11-22")
        assert "Headline b" in got.page.words and "Headline a" not in got.page.words
        assert {"/day/2026-11-20", "/day/2026-11-24"} <= set(got.page.links)
    async with room(news_store) as in_tokyo:
        object.__setattr__(in_tokyo.site, "zone", "Asia/Tokyo")
        assert "Headline a" in (await in_tokyo.get("/day/2026-11-21")).page.words


async def test_a_month_lists_its_days_with_their_stories_and_the_months_beside_it(news_store: Store) -> None:
    (feed,) = await add_feeds(news_store, 1)
    for n, at in enumerate((TODAY, TODAY, TODAY - timedelta(days=1), TODAY - timedelta(days=90))):
        await add_briefed(news_store, feed, [article(str(n), published=at)])
    async with room(news_store) as running:
        got = await running.get("/archive")
        assert "Tuesday 24 2 Monday 23 1" in got.page.words
        assert "/archive/2026-08" in got.page.links and "/archive/2026-12" not in got.page.links


async def test_a_long_day_goes_on_on_the_next_page_and_no_story_is_lost_or_doubled(news_store: Store) -> None:
    (feed,) = await add_feeds(news_store, 1)
    for n in range(90):
        at = TODAY + n // 2 * timedelta(minutes=5)
        await add_briefed(news_store, feed, [article(str(n), published=at)], headline=f"Headline {n}.")
    async with room(news_store) as running:
        running.clock.now = TODAY + timedelta(days=1)
        path, told = "/day/2026-11-24", list[str]()
        while path:
            page = (await running.get(path)).page
            told += [link for link in page.links if link.startswith("/story/")]
            path = next((link for link in page.here if "before=" in link), "")
        assert len(set(told)) == 90


@pytest.mark.parametrize("path", ["/day/2026-02-30", "/archive/2026-13", "/day/9999-12-31", "/archive/9999-12",
                                  "/archive/0001-01", "/day/0001-01-01", "/day/yesterday", "/story/99", "/story/x",
                                  "/story/99999999999999999999", "/nothing/here", "/company/", "/stories?before=soon",
                                  "/digests/none"])  # fmt: skip
async def test_what_isnt_there_is_said_with_a_page_of_ours(news: News, path: str) -> None:
    got = await news[0].get(path)
    assert got.status in (200, 404)
    assert got.headers["Content-Type"].startswith("text/html") and "Newsdesk" in got.page.words
    assert got.status == 404 or path.startswith(("/day/", "/archive/"))


# --- One story --------------------------------------------------------------------------------------------------------


async def test_each_sentence_opens_what_each_of_its_sources_says_in_its_own_words(news: News) -> None:
    running, story = news
    got = await running.get(f"/story/{story}")
    assert [tag for tag, _ in got.page.tags].count("details") == 2
    assert "Zephyr Labs released Gale 2 on Monday. Harbour Post, Signal Row" in got.page.words
    assert "Zephyr Labs released Gale 2. Zephyr ships Gale 2 Signal Row 24 November 2026 paywall" in got.page.words
    assert "How sure: reported, not confirmed." in got.page.words


async def test_a_storys_articles_stand_on_a_time_line_oldest_first(news: News) -> None:
    running, story = news
    words = (await running.get(f"/story/{story}")).page.words
    line = words.partition("Time line")[2]
    assert line.index("05:30 Harbour Post Gale 2 is here") < line.index("07:30 Signal Row paywall Zephyr ships Gale 2")


async def test_what_a_new_version_says_otherwise_is_shown(news: News) -> None:
    running, story = news
    found = await running.store.story(story)
    assert found
    later = first_brief(
        list(found.brief.article_ids), version=2, whats_new="the model has 32 billion parameters",
        headline="Zephyr Labs releases Gale 2, a 32B model",
        sentences=(BriefSentence("The model has 32 billion parameters.", (Cite(0, 1),)),),
    )  # fmt: skip
    await running.store.save_briefs([(story, later)], NOW)
    words = (await running.get(f"/story/{story}")).page.words
    assert "version 2 New: the model has 32 billion parameters" in words
    assert "The headline was: Zephyr Labs releases Gale 2, a 30B model" in words
    assert "Added: The model has 32 billion parameters." in words
    assert "No longer said: The model has 30 billion parameters, according to Harbour Post." in words


async def test_a_story_that_was_put_right_says_so_before_all_else_wherever_it_is_told(news: News) -> None:
    running, story = news
    await running.store.correct_story(story, "the model has 3 billion parameters", NOW)
    words = (await running.get(f"/story/{story}")).page.words
    assert "Corrected 24 November 2026, 08:30 : the model has 3 billion parameters" in words
    assert words.index("Corrected 24") < words.index("Said before that, some of it may be wrong")
    for path in ("/", "/day/2026-11-24", "/stories", "/company/Zephyr%20Labs", "/atom.xml", "/stories.json"):
        told = (await running.get(path)).text
        assert "corrected: the model has 3 billion parameters" in told, path
        assert "30 billion" not in told, path


async def test_a_story_that_was_taken_back_is_gone_and_says_why_and_one_that_is_blocked_says_nothing(
    news: News,
) -> None:
    running, story = news
    await running.store.retract_story(story, NOW)
    got = await running.get(f"/story/{story}")
    assert got.status == 410 and "We took this story back: “Zephyr Labs releases Gale 2, a 30B model”" in got.page.words
    assert "30B" not in (await running.get("/")).page.words
    (feed,) = await add_feeds(running.store, 1)
    blocked = await add_briefed(running.store, feed, [article("b")], headline="Corrigan sinks")
    await running.store.block_story(blocked, True)
    got = await running.get(f"/story/{blocked}")
    assert got.status == 410 and "Corrigan" not in got.text


async def test_a_story_that_went_into_another_leads_there(news: News) -> None:
    running, story = news
    (feed,) = await add_feeds(running.store, 1)
    other = await add_briefed(running.store, feed, [article("twin", published=NOW)])
    await running.store.merge_stories(story, other, NOW)
    got = await running.get(f"/story/{other}")
    assert (got.status, got.headers["Location"]) == (301, f"/story/{story}")


# --- Names ------------------------------------------------------------------------------------------------------------


async def test_a_company_shows_what_it_is_its_stories_relations_models_and_its_mentions_beside_its_rivals(
    news: News,
) -> None:
    running, story = news
    got = await running.get("/company/Zephyr%20Labs")
    words = got.page.words
    for told in ("Company, Portugal", "Also written Zephyr Research", "Zephyr Labs releases Gale 2, a 30B model",
                 "releases Gale 2 reported by Harbour Post, via Signal Row", "Gale 2 2"):  # fmt: skip
        assert told in words, told
    assert "Zephyr Labs: 2 articles, at most 2 a day, on 24 November. Corrigan: 1 article" in words
    drawn = [attributes for tag, attributes in got.page.tags if tag == "svg"]
    assert len(drawn) == 2 and all(one["role"] == "img" for one in drawn)
    assert "18 Nov 2026 2 1" in words  # the last week, as a table
    assert f"/story/{story}" in got.page.links and "/model/Gale%202" in got.page.links


async def test_a_name_is_found_by_its_alias_and_its_case_and_has_one_address(news: News) -> None:
    for typed in ("zephyr%20labs", "Zephyr%20Research", "ZEPHYR%20LABS"):
        got = await news[0].get(f"/company/{typed}")
        assert (got.status, got.headers["Location"]) == (301, "/company/Zephyr%20Labs")


async def test_an_unknown_name_is_answered_with_those_that_are_near(news: News) -> None:
    running, _ = news
    got = await running.get("/company/Zefyr%20Labs")
    assert got.status == 404 and "I don't know “Zefyr Labs”. Did you mean: Zephyr Labs" in got.page.words
    assert "/company/Zephyr%20Labs" in got.page.links
    assert "is a model" in (await running.get("/company/Gale")).page.words
    json = await running.get("/profile.json?company=Zefyr%20Labs")
    assert json.status == 404 and '"did_you_mean": ["Zephyr Labs"' in json.text


async def test_two_names_stand_side_by_side(news: News) -> None:
    running, _ = news
    got = await running.get("/compare?a=Zephyr+Labs&b=corrigan")
    assert "Zephyr Labs and Corrigan" in got.page.words and "Articles in 90 days 2 1" in got.page.words
    assert "Both are Corrigan." in (await running.get("/compare?a=Corrigan&b=corrigan")).page.words
    assert "Did you mean: Corrigan" in (await running.get("/compare?a=Corrigann&b=Gale")).page.words


async def test_a_name_nobody_mentions_has_its_page_without_a_chart(news: News) -> None:
    got = await news[0].get("/company/Mistelbach")
    assert got.status == 200 and "no article yet" in got.page.words and "Owned by Corrigan" in got.page.words
    assert "svg" not in [tag for tag, _ in got.page.tags]


# --- Search and sources -----------------------------------------------------------------------------------------------


async def test_search_gives_the_article_its_best_sentence_and_its_story(news: News) -> None:
    running, _ = news
    (feed,) = await add_feeds(running.store, 1)
    told = article("quay", title="Notes", sentences=("Nothing of note.", "The quay has 40 cranes."), outlet="Tidewater")
    await add_articles(running.store, feed, [told], (company("Corrigan"),), search_tokens=("quay", "cranes"))
    running.clock.now = NOW + HOUR
    words = (await running.get("/search?q=quay+cranes")).page.words
    assert "1 article, best first" in words and "Notes The quay has 40 cranes. Tidewater" in words


async def test_a_search_for_a_name_leads_to_its_page_and_a_slip_to_the_name_that_was_meant(news: News) -> None:
    running, _ = news
    assert "/company/Zephyr%20Labs" in (await running.get("/search?q=zephyr+labs")).page.links
    got = await running.get("/search?q=Mistelbagh")
    assert "No article holds all of that. Did you mean: Mistelbach" in got.page.words
    assert "Try fewer words" in (await running.get("/search?q=xyzzy+qwrtp")).page.words


async def test_sources_say_how_they_are_those_in_trouble_first_and_no_address_tells_a_secret(news_store: Store) -> None:
    (good,) = await add_feeds(news_store, 1, name="Aardvark Post")
    health: dict[str, Any] = {"failures": 3, "failing_since": NOW - HOUR}
    spec_url = "https://bad.example/rss?token=s3cretkey"
    (bad,) = await add_feeds(news_store, 1, name="Zebra Post", url=spec_url)
    why = f"answers 404 at {spec_url}"
    await news_store.save_polls([poll(good, last_ok_at=NOW), poll(bad, last_error=why, **health)], NOW)
    async with room(news_store) as running:
        got = await running.get("/sources")
        assert "2 sources, 1 can’t be read" in got.page.words
        assert got.page.words.index("Zebra Post") < got.page.words.index("Aardvark Post")
        assert "answers 404 at" in got.page.words
        listed = (await running.get("/sources.opml")).text
        assert "s3cretkey" not in got.text + listed and "Aardvark Post" in listed and "Zebra" not in listed
