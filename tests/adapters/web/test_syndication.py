"""Atom, JSON, OPML and metrics as programs read them."""

from __future__ import annotations

import json
from datetime import timedelta
from xml.etree import ElementTree as ET

from bot.adapters.opml import read_opml
from bot.store.store import Store
from tests.adapters.web.room import HOUR, Room, room
from tests.store.samples import NOW, add_feeds, add_workspace

News = tuple[Room, int]
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(text: str) -> list[ET.Element]:
    return ET.fromstring(text).findall(f"{ATOM}entry")


async def test_the_feed_of_everything_names_each_story_once_by_an_address_that_stays(news: News) -> None:
    running, story = news
    got = await running.get("/atom.xml")
    assert got.headers["Content-Type"].startswith("application/atom+xml")
    (entry,) = entries(got.text)
    assert entry.findtext(f"{ATOM}id") == f"{running.url}/story/{story}"
    assert entry.findtext(f"{ATOM}title") == "Zephyr Labs releases Gale 2, a 30B model"
    assert entry.findtext(f"{ATOM}updated") == "2026-11-24T07:30:00Z"
    assert entry.findtext(f"{ATOM}published") == "2026-11-24T05:30:00Z"
    summary = entry.findtext(f"{ATOM}summary") or ""
    assert summary.startswith("Zephyr Labs released Gale 2 on Monday.") and summary.endswith("Reported, not confirmed.")
    assert [one.get("term") for one in entry.findall(f"{ATOM}category")] == ["Zephyr Labs", "Gale 2"]
    feed = ET.fromstring(got.text)
    assert {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")} == {
        "self": f"{running.url}/atom.xml", "alternate": f"{running.url}/",
    }  # fmt: skip


async def test_a_story_that_was_put_right_comes_anew(news: News) -> None:
    running, story = news
    await running.store.correct_story(story, "the model has 3 billion parameters", NOW)
    (entry,) = entries((await running.get("/atom.xml")).text)
    assert entry.findtext(f"{ATOM}updated") == "2026-11-24T08:30:00Z"


async def test_a_feed_can_be_of_a_company_a_model_or_a_search(news: News) -> None:
    running, _ = news
    running.clock.now = NOW + HOUR
    for query in ("company=zephyr+labs", "model=Gale", "model=Gale+2"):
        assert len(entries((await running.get(f"/atom.xml?{query}")).text)) == 1, query
    assert entries((await running.get("/atom.xml?company=Corrigan")).text) == []
    (hit,) = entries((await running.get("/atom.xml?q=corrigan")).text)
    assert hit.findtext(f"{ATOM}title") == "Corrigan plans Tern 3"
    assert hit.findtext(f"{ATOM}id") == "https://news.example/tern"
    assert (await running.get("/atom.xml?company=Nobody+Inc")).status == 404


async def test_behind_a_public_address_links_begin_with_it_whatever_the_host_says(news_store: Store) -> None:
    async with room(news_store, public_url="https://news.example.org/") as running:
        feed = ET.fromstring((await running.get("/atom.xml")).text)
        assert feed.findtext(f"{ATOM}id") == "https://news.example.org/atom.xml"


async def test_json_has_the_keys_of_the_command_line_and_the_storys_page(news: News) -> None:
    running, story = news
    told = json.loads((await running.get("/stories.json?model=Gale")).text)
    (one,) = told["stories"]
    assert one["id"] == story and one["headline"] == "Zephyr Labs releases Gale 2, a 30B model"
    assert one["page"] == f"{running.url}/story/{story}" and one["outlets"] == 2
    profile = json.loads((await running.get("/profile.json?company=Zephyr+Labs")).text)
    assert profile["mentions"] == 2 and len(profile["mentions_per_day"]) == 91
    got = await running.get("/profile.json")
    assert got.status == 404 and "profile.json?company=Meta" in json.loads(got.text)["error"]


async def test_the_sources_can_be_taken_into_another_reader(news_store: Store) -> None:
    await add_feeds(news_store, 2)
    house = await add_workspace(news_store, "T1")
    await add_feeds(news_store, 1, url="https://own.example/rss", workspace_id=house)
    async with room(news_store) as running:
        listed = read_opml((await running.get("/sources.opml")).text)
        assert [one.url for one in listed] == ["https://feed1.example/rss", "https://feed2.example/rss"]
        mine = await running.get(f"/w/{running.site.gate.link_of(house, NOW)}/sources.opml")
        assert "https://own.example/rss" in [one.url for one in read_opml(mine.text)]


async def test_metrics_count_answers_by_page_not_by_what_was_asked_for(news: News) -> None:
    running, _ = news
    for path in ("/company/Zephyr%20Labs", "/company/Corrigan", "/company/Nobody", "/nowhere", "/else"):
        await running.get(path)
    text = (await running.get("/metrics")).text
    assert 'newsdesk_web_answers_total{page="/{type:company|model}/{name:.+}",status="200"} 2.0' in text
    assert 'newsdesk_web_answers_total{page="none",status="404"} 2.0' in text
    assert 'newsdesk_queue{step="items"} 0.0' in text and "newsdesk_web_seconds_bucket" in text
    running.clock.now += timedelta(days=1)
    assert (await running.get("/metrics")).status == 200
