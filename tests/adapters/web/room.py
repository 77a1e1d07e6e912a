"""The pages behind a real socket, over a real store with invented news in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import aiohttp

from bot.adapters.web.access import Gate
from bot.adapters.web.routes import add_pages
from bot.adapters.web.server import WebServer
from bot.adapters.web.site import Site
from bot.news.model import BriefSentence, Cite, Relation, Tag
from bot.news.registry import Registry
from bot.store.store import Store
from tests.store.samples import NOW, add_articles, add_feeds, add_story, article, brief, company, model

NAMES = {
    "companies": {
        "Zephyr Labs": {"kind": "lab", "country": "PT", "aliases": ["Zephyr Research"]},
        "Corrigan": {"kind": "lab"},
        "Mistelbach": {"kind": "lab", "owner": "Corrigan"},
    },
    "families": {
        "Gale": {"company": "Zephyr Labs", "join": " "},
        "Tern": {"company": "Corrigan", "join": " "},
        "Lark": {"company": "Mistelbach", "join": " "},
    },
}


def registry() -> Registry:
    return Registry.from_toml(NAMES)


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True, slots=True)
class Got:
    """An answer: its status, headers and text, and as a page its links and visible words."""

    status: int
    headers: Any
    text: str

    @property
    def page(self) -> Page:
        return Page.of(self.text)


class Page(HTMLParser):
    """A page as a browser would take it: its tags with attributes, and the text between them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words_: list[str] = []

    @classmethod
    def of(cls, html: str) -> Page:
        made = cls()
        made.feed(html)
        made.close()
        return made

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words_.append(data)

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.words_).split())

    @property
    def links(self) -> list[str]:
        return [found for _, attributes in self.tags if (found := attributes.get("href"))]

    @property
    def here(self) -> list[str]:
        """Links to this very server."""
        return [link for link in self.links if link.startswith("/") and not link.startswith("//")]


@dataclass
class Room:
    """`get` asks a path of the running server."""

    store: Store
    clock: Clock
    site: Site
    url: str
    session: aiohttp.ClientSession
    seen: list[str] = field(default_factory=list)

    async def get(self, path: str, *, password: str | None = None, method: str = "GET", **headers: str) -> Got:
        """Headers by name, with "_" for "-"."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if password is not None:
            sent["Authorization"] = aiohttp.encode_basic_auth("operator", password)
        async with self.session.request(method, self.url + path, headers=sent, allow_redirects=False) as answered:
            return Got(answered.status, answered.headers, await answered.text())


@asynccontextmanager
async def room(store: Store, gate: Gate | None = None, **more: Any) -> AsyncIterator[Room]:
    clock = Clock()
    known = registry()
    site = Site(store, lambda: known, clock, "UTC", gate or Gate(), {"Newsdesk": "0.1.0"}, **more)
    server = WebServer("127.0.0.1:0", lambda: list(site.troubles()))
    add_pages(server.app, site)
    await server.start()
    try:
        async with aiohttp.ClientSession() as session:
            yield Room(store, clock, site, server.address, session)
    finally:
        await server.stop()


# --- News -------------------------------------------------------------------------------------------------------------

HOUR = timedelta(hours=1)
SENTENCES = (
    "Zephyr Labs released Gale 2 on Monday.",
    "The model has 30 billion parameters, according to Harbour Post.",
    "It runs on one graphics card.",
)


async def add_news(store: Store) -> int:
    """A story of two outlets with a relation and three sentences; a rival is mentioned elsewhere. Returns the story."""
    feed, other = await add_feeds(store, 2)
    said = (company("Zephyr Labs"), model("Gale 2", "Gale", company="Zephyr Labs"))
    told = [
        article("gale", title="Gale 2 is here", sentences=SENTENCES, published=NOW - 3 * HOUR),
        article("gale-too", title="Zephyr ships Gale 2", sentences=("Zephyr Labs released Gale 2.", "Boards cost $900."),
                outlet="Signal Row", published=NOW - HOUR, paywall=True),
    ]  # fmt: skip
    story, ids = await add_story(store, feed, told, said)
    await store.stories_to_brief(9)
    await store.save_briefs([(story, first_brief(ids))], NOW - HOUR)
    await add_articles(store, other, [article("tern", title="Corrigan plans Tern 3")], (company("Corrigan"),),
                       search_tokens=("corrigan", "plans", "tern 3"))  # fmt: skip
    return story


def first_brief(ids: list[int], **more: Any) -> Any:
    told = {
        "headline": "Zephyr Labs releases Gale 2, a 30B model",
        "headline_cites": (Cite(0, 0),),
        "certainty": "reported",
        "sentences": (
            BriefSentence("Zephyr Labs released Gale 2 on Monday.", (Cite(0, 0), Cite(1, 0))),
            BriefSentence("The model has 30 billion parameters, according to Harbour Post.", (Cite(0, 1),)),
        ),
        "tags": (
            Tag("company", "Zephyr Labs", "subject"),
            Tag("model", "Gale 2", "subject", family="Gale", company="Zephyr Labs"),
        ),
        "relations": (Relation("Zephyr Labs", "releases", "Gale 2", "reported", "Harbour Post", article=1),),
    }
    return brief(ids, **{**told, **more})
