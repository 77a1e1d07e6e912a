"""The sample articles: rich enough for a digest, dated relative to the start, and marked as samples everywhere."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from bot.adapters.feeds import parse_feed
from bot.demo.feeds import (
    CONTENT_TYPE,
    Edition,
    SampleFeed,
    SampleItem,
    dated,
    feed_document,
    load_feeds,
    page_document,
    published,
)
from bot.demo.question import SAMPLE_QUESTION
from bot.news.model import ParsedFeed
from bot.news.names import find_mentions
from bot.news.registry import Registry

STARTED = datetime(2026, 11, 24, 7, 30, 12, 345678, tzinfo=UTC)
FIRST = Edition(STARTED, "http://127.0.0.1:8000")
SECOND = Edition(STARTED, "http://127.0.0.1:8000", number=2)

FEEDS = load_feeds()
WHOLE = tuple(feed for feed in FEEDS if feed.fault is None)
ITEMS = tuple((feed, item) for feed in WHOLE for item in feed.items if item.edition == 1)


def parsed(feed: SampleFeed, edition: Edition = FIRST) -> ParsedFeed:
    return parse_feed(feed_document(feed, edition).encode(), edition.base_url + feed.path, CONTENT_TYPE[feed.format])


def item(path: str) -> SampleItem:
    slug, wanted = path.split("/")
    return next(item for feed in FEEDS if feed.slug == slug for item in feed.items if item.slug == wanted)


def outlets_that_say(*words: str) -> set[str]:
    return {feed.outlet for feed, item in ITEMS if all(word in item.title + " ".join(item.text) for word in words)}


def whole_text(sample: SampleItem) -> str:
    return " ".join(dated(sample, STARTED).text)


def test_there_are_at_least_twelve_whole_feeds_with_a_hundred_items_in_three_formats_and_two_languages() -> None:
    assert len(WHOLE) >= 12
    assert len(ITEMS) >= 100
    assert {feed.format for feed in WHOLE} == {"rss", "atom", "json"}
    assert Counter(feed.language for feed in WHOLE)["zh"] >= 2


@pytest.mark.parametrize("feed", WHOLE, ids=lambda feed: feed.slug)
def test_every_whole_feed_is_read_with_all_its_items_titles_links_and_times(feed: SampleFeed) -> None:
    read = parsed(feed)
    entries = {entry.link: entry for entry in read.entries}
    items = [item for item in feed.items if item.edition == 1]
    assert len(entries) == len(items)
    assert read.language == feed.language
    for item in items:
        entry = entries[FIRST.base_url + feed.page_path(item)]
        assert entry.title
        assert "<" not in entry.title
        assert "&#" not in entry.title
        when = published(item, STARTED)
        assert entry.published == (None if when is None else when.replace(microsecond=0))


def test_most_items_are_news_of_the_last_day_and_none_is_older_than_three_days() -> None:
    hours = [item.hours for _, item in ITEMS if item.hours is not None]
    assert sum(age <= 24 for age in hours) >= 45
    assert min(hours) > 0
    assert 48 < max(hours) <= 72


def test_the_same_samples_started_a_year_later_are_a_year_younger() -> None:
    later = Edition(STARTED + timedelta(days=365), FIRST.base_url)
    feed = next(feed for feed in WHOLE if feed.slug == "harbour-wire")
    before, after = parsed(feed).entries, parsed(feed, later).entries
    assert [b.published - a.published for a, b in zip(before, after, strict=True) if a.published and b.published] == [
        timedelta(days=365)
    ] * len(before)


@pytest.mark.parametrize("hour", [0, 3, 9, 17, 23])
def test_at_whatever_hour_it_starts_no_slot_stays_unfilled_and_outlets_agree_on_the_days(hour: int) -> None:
    started = STARTED.replace(hour=hour)
    texts = [" ".join(dated(item, started).text) for _, item in ITEMS]
    assert not [text for text in texts if re.search(r"[{}]", text)]
    day = (started - timedelta(hours=17) + timedelta(days=30)).day
    cut = [text for text in texts if "Nib 4 Coder" in text and re.search(r"40 per cent|40%", text)]
    named = [found[1] for text in cut if (found := re.search(r"(\d+)(?: December|日起)", text))]
    assert len(named) >= 4
    assert set(named) == {str(day)}
    ruled = [
        found[1]
        for text in texts
        if (found := re.search(r"Competition Office (?:ruled|announced)? ?on (\w+day)", text))
    ]
    assert len(ruled) == 2
    assert len(set(ruled)) == 1


def test_all_feeds_and_pages_say_that_they_are_samples() -> None:
    for feed in FEEDS:
        assert "sample" in feed.title.lower()
        assert "sample" in feed.description.lower()
        for item in feed.items:
            page = page_document(feed, item, FIRST)
            assert ("invented sample" in page) or ("虚构示例" in page)


def test_one_story_is_told_by_five_outlets_in_words_of_their_own_one_of_them_chinese() -> None:
    tellers = outlets_that_say("Halvorsen Labs", "Fjord 2")
    assert len(tellers) >= 5
    assert {"新潮智讯"} <= tellers
    titles = [item.title for _, item in ITEMS if "Fjord 2" in item.title]
    assert len(set(titles)) == len(titles) >= 5


def test_a_report_with_unnamed_sources_is_later_confirmed_by_the_company_itself() -> None:
    report, confirmation = item("harbour-wire/torvane-in-talks"), item("torvane-newsroom/series-c")
    assert "people familiar with the matter" in whole_text(report)
    assert "today announced that it has raised $300 million" in whole_text(confirmation)
    assert report.hours and confirmation.hours and report.hours > confirmation.hours


def test_a_wrong_sum_is_corrected_by_the_outlet_that_printed_it() -> None:
    wrong, correction = item("ledger-and-stack/pellucid-seed"), item("ledger-and-stack/pellucid-correction")
    assert "raised $300 million" in whole_text(wrong)
    assert "raised $30 million" in whole_text(correction)
    assert wrong.hours and correction.hours and wrong.hours > correction.hours


def test_a_wire_copy_has_the_agencys_words() -> None:
    copy, original = (
        item("estuary-post/kelpstone-orders-torvane-chips"),
        item("harbour-wire/kelpstone-torvane-contract"),
    )
    assert copy.text == original.text
    assert copy.title != original.title


def test_an_outlet_reports_on_its_owner() -> None:
    owned = next(feed for feed in FEEDS if feed.owner == "Brightquay")
    assert owned.outlet == "Estuary Post"
    assert any("Brightquay" in item.title for item in owned.items)


def test_two_releases_of_one_company_on_one_day_are_two_items() -> None:
    fjord, skerry = item("halvorsen-labs/introducing-fjord-2"), item("halvorsen-labs/skerry-1-5")
    assert fjord.hours and skerry.hours and abs(fjord.hours - skerry.hours) < 1
    assert "Fjord" not in whole_text(skerry)


def test_ordinary_words_that_look_like_names_stand_in_the_general_feed() -> None:
    general = " ".join(i.title + whole_text(i) for feed, i in ITEMS if feed.slug == "gadget-commons")
    for trap in ("llama farm", "meta-analysis", "constellation Gemini", "painter Claude", "mistral", "cursor", "grok"):
        assert trap in general


def test_a_third_of_the_recent_items_retell_what_another_outlet_tells() -> None:
    retold = {
        ("Fjord 2",), ("Torvane", "$2.1 billion"), ("Brightquay", "Sandmere"), ("Cordwain",), ("Quillmark", "Palimpsest"),
        ("Nib 4 Coder", "40"), ("Cirro 2",), ("Veltmar",), ("Maarten",), ("Kelpstone", "Torvane"), ("海潮3",), ("砚池2",),
    }  # fmt: skip
    recent = [(feed, i) for feed, i in ITEMS if i.hours is not None and i.hours <= 24]
    tells = [i for _, i in recent if any(all(word in i.title + whole_text(i) for word in words) for words in retold)]
    assert len(tells) - len(retold) >= len(recent) // 3


def test_articles_are_as_long_as_journalism() -> None:
    def sentences(sample: SampleItem) -> int:
        return len(re.findall(r"[.!?][\"”’]?(?=\s|$)|[。！？]", whole_text(sample)))

    short = [i.slug for feed, i in ITEMS if sentences(i) < 5 and feed.slug != "model-talk" and i.text_in != "summary"]
    assert short == []
    assert sum(sentences(i) >= 6 for _, i in ITEMS) >= 75
    assert sum(sentences(i) >= 8 for _, i in ITEMS) >= 35


def test_texts_stand_in_the_feed_or_on_the_page_or_behind_a_wall() -> None:
    assert Counter(i.text_in for _, i in ITEMS)["feed"] >= 30
    assert Counter(i.text_in for _, i in ITEMS)["page"] >= 30
    walled = next((feed, i) for feed, i in ITEMS if i.paywall)
    page = page_document(*walled, FIRST)
    assert "Subscribe to continue reading" in page
    assert "Rivals have not followed yet" not in page


def test_pages_carry_what_surrounds_articles_on_real_pages() -> None:
    page = page_document(*next((feed, i) for feed, i in ITEMS if i.caption and feed.language == "en"), FIRST)
    for clutter in ("cookies", "newsletter", "Related posts", "<figcaption>", "<nav>", "All rights reserved"):
        assert clutter in page


def test_awkward_entries_are_among_them() -> None:
    assert sum(i.hours is None for _, i in ITEMS) >= 2
    assert sum(bool(re.search(r"<\w+>", i.title)) for _, i in ITEMS) >= 3
    assert sum(i.minutes is not None for _, i in ITEMS) >= 4
    podcast = next(feed for feed in FEEDS if feed.slug == "model-talk")
    assert '<enclosure url="http://127.0.0.1:8000/audio/model-talk/' in feed_document(podcast, FIRST)


def test_turning_ids_change_with_the_edition_and_their_links_do_not() -> None:
    feed = next(feed for feed in FEEDS if feed.slug == "gadget-commons")
    before, after = parsed(feed).entries, parsed(feed, SECOND).entries
    assert {entry.link for entry in before} == {entry.link for entry in after}
    assert len({entry.guid for entry in after} - {entry.guid for entry in before}) == 3


def test_a_later_edition_brings_items_that_the_first_did_not_have() -> None:
    new = [
        entry.title for feed in WHOLE for entry in parsed(feed, SECOND).entries[:1] if entry not in parsed(feed).entries
    ]
    assert "Veltmar appeals against Brightquay's purchase of Sandmere" in new


def test_the_question_is_answered_by_several_outlets() -> None:
    assert "Torvane" in SAMPLE_QUESTION
    assert len(outlets_that_say("Torvane", "$300 million", "$2.1 billion")) >= 3


def test_the_invented_names_are_a_registry_on_top_of_the_real_one_and_hide_none_of_it() -> None:
    names = tomllib.loads((files("bot.demo") / "names.toml").read_text("utf-8"))
    real = tomllib.loads((Path(__file__).parents[2] / "config" / "names.toml").read_text("utf-8"))
    assert set(names["companies"]).isdisjoint(real["companies"])
    assert set(names["families"]).isdisjoint(real["families"])
    registry = Registry.from_toml(names)
    assert registry.canonical("Xunlan") == ("company", "讯澜")
    assert registry.canonical("海潮3") == ("model", "Haichao 3")
    assert registry.owner_of("Estuary Post") == "Brightquay"


def test_every_owner_and_every_feeds_company_is_in_the_demo_registry() -> None:
    registry = Registry.from_toml(tomllib.loads((files("bot.demo") / "names.toml").read_text("utf-8")))
    assert [feed.owner for feed in FEEDS if feed.owner and registry.canonical(feed.owner) is None] == []


def test_no_sample_names_a_company_or_a_model_that_exists() -> None:
    real = Registry.from_toml(tomllib.loads((Path(__file__).parents[2] / "config" / "names.toml").read_text("utf-8")))
    named = {
        (i.slug, mention.name)
        for _, i in ITEMS
        for mention in find_mentions(real, i.title, dated(i, STARTED).text)
        if real.canonical(mention.name) is not None
    }
    assert named == set()
