"""Strangers' text on the pages: it is text, whatever it holds; its addresses are links only where they are the web's."""

from __future__ import annotations

import json
from dataclasses import replace
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest

from bot.news.model import BriefSentence, Cite, Relation, Tag
from bot.ports import Placement
from bot.store.store import Store
from tests.adapters.web.room import HOUR, Got, room
from tests.store.samples import NOW, add_articles, add_feeds, add_story, article, brief, company

ATTACKS = (
    '<script>alert("x")</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '" autofocus onfocus="alert(1)',
    "</title></summary></details><svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "<!--",
    "]]><x>",
    "&lt;b&gt; &amp; <b>",
)
TEXT = " ".join(ATTACKS)
BAD_URLS = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>", "https://ok.example/\"onclick='x'",
    " javascript:alert(1)", "//evil.example/", "vbscript:x", "https://user:pw@evil.example/",
)  # fmt: skip


async def hostile(store: Store, n: int, url: str) -> int:
    """A story of which every text is an attack."""
    (feed,) = await add_feeds(store, 1, name=f"Feed {TEXT}", language='en" onclick="x')
    name = f"Evil {TEXT}"
    told = article(
        f"hostile-{n}", title=f"Title {n} {TEXT}", sentences=(f"Sentence {TEXT}", TEXT), outlet=f"Outlet {TEXT}",
        outlet_owner=f"Owner {TEXT}", author=TEXT, language='en" onclick="x', published=NOW - HOUR,
    )  # fmt: skip
    await add_articles(store, feed, [replace(told, url=url)], [company(name)], search_tokens=("needle",))
    waiting = next(one for one in await store.ungrouped(9) if one.article.title.startswith(f"Title {n} "))
    story, ids = await _placed(store, waiting.article.id)
    made = brief(
        ids, headline=f"Headline {n} {TEXT}", sentences=(BriefSentence(f"Brief {TEXT}", (Cite(0, 0),)),), kind="release",
        certainty="reported", tags=(Tag("company", name, "subject"), Tag("model", f"Gale {TEXT}", "subject", family="Gale")),
        relations=(Relation(name, "uses", f"Gale {TEXT}", "reported", f"Teller {TEXT}", f"Purpose {TEXT}"),),
        disclosure=f"Disclosed {TEXT}",
    )  # fmt: skip
    await store.stories_to_brief(9)
    await store.save_briefs([(story, made)], NOW)
    if n == 0:
        await store.correct_story(story, f"Right {TEXT}", NOW)
    return story


async def _placed(store: Store, article_id: int) -> tuple[int, list[int]]:
    await store.save_placements([Placement(article_id, None, group=1)], NOW)
    (found,) = await store.grouped([article_id])
    assert found.story_id is not None
    return found.story_id, [article_id]


def is_harmless(got: Got, path: str) -> None:
    """Every tag is one that a template of ours has, with no attribute that runs, loads or leads anywhere but the web."""
    for tag, attributes in got.page.tags:
        assert tag not in ("script", "img", "b", "x", "iframe", "style"), (path, tag)
        assert not [name for name in attributes if name.startswith("on") or name == "style" or name == "autofocus"], (
            path
        )
        for name in ("href", "src", "action"):
            address = attributes.get(name) or "/"
            assert address.startswith(("/", "https://", "http://", "#main")) and not address.startswith("//"), (
                path,
                address,
            )
    assert "{{ 7 * 7 }}" in got.page.words or "Evil" not in got.page.words, path


async def test_whatever_a_feed_says_no_page_runs_it_and_every_word_of_it_is_shown(news_store: Store) -> None:
    stories = [await hostile(news_store, n, url) for n, url in enumerate(BAD_URLS)]
    async with room(news_store) as running:
        evil = f"Evil {TEXT}"
        typed = quote(evil, safe="")
        paths = [
            "/", "/day/2026-11-24", "/stories", "/names", "/sources", "/search?q=needle", f"/company/{typed}",
            f"/search?q={quote(TEXT)}", f"/company/{quote(TEXT, safe='')}", f"/compare?a={typed}&b=Corrigan",
            f"/stories?company={typed}", f"/{quote(TEXT)}", f"/stories?before={quote(TEXT)}", "/status",
            *(f"/story/{story}" for story in stories),
        ]  # fmt: skip
        for path in paths:
            got = await running.get(path)
            assert got.status in (200, 404), path
            is_harmless(got, path)
        told = (await running.get(f"/story/{stories[1]}")).page.words
        assert f"Headline 1 {TEXT}" in told and f"Disclosed {TEXT}" in told


async def test_the_atom_feed_of_hostile_news_is_whole_xml_and_holds_it_as_text(news_store: Store) -> None:
    await hostile(news_store, 1, BAD_URLS[0])
    (feed,) = await add_feeds(news_store, 1)
    await add_story(news_store, feed, [article("x", title="A \x0b\x1b[31m \ud800 title")])
    async with room(news_store) as running:
        for path in ("/atom.xml", "/atom.xml?q=needle"):
            got = await running.get(path)
            entries = ET.fromstring(got.text).findall("{http://www.w3.org/2005/Atom}entry")
            assert len(entries) == 1 and TEXT in (entries[0].findtext("{http://www.w3.org/2005/Atom}title") or "")
            links = [link.get("href") or "" for link in entries[0].iter("{http://www.w3.org/2005/Atom}link")]
            assert all(link.startswith("http") for link in links)


async def test_json_is_json_whatever_it_holds_and_never_taken_for_a_page(news_store: Store) -> None:
    await hostile(news_store, 1, BAD_URLS[0])
    async with room(news_store) as running:
        for path in ("/stories.json", "/stories.json?q=needle"):
            got = await running.get(path)
            assert got.headers["Content-Type"].startswith("application/json")
            told = json.loads(got.text)
            assert all(
                TEXT in one.get("headline", one.get("title")) for one in told.get("stories", told.get("articles"))
            )


@pytest.mark.parametrize(
    "sent", ["%00", "%ff%fe", "%0d%0aX-Evil:%201", "a" * 7000, "%F0%9F%92%A9", "%E2%80%AE", "..%2f..%2fetc"]
)
async def test_an_odd_address_is_answered_like_any_other(news_store: Store, sent: str) -> None:
    async with room(news_store) as running:
        for path in (f"/company/{sent}", f"/search?q={sent}", f"/compare?a={sent}&b={sent}x", f"/stories?model={sent}"):
            got = await running.get(path)
            assert got.status in (200, 400, 404, 414), (path[:40], got.status)
            assert "X-Evil" not in got.headers
