"""Small values that store tests share: feeds, entries, articles and mentions about invented events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from bot.news.model import Article, Brief, BriefSentence, Cite, Entry, Mention, Tag
from bot.news.model import Relation as Relation
from bot.ports import Feed, FeedHealth, FeedSpec, Item, NewEntry, Placement, PollOutcome, ReadOutcome, TaggedArticle
from bot.store.schema import workspaces
from bot.store.store import Store

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


def spec(n: int, **more: Any) -> FeedSpec:
    return FeedSpec(**{"url": f"https://feed{n}.example/rss", "name": f"Feed {n}", **more})


async def add_feeds(store: Store, count: int, **more: Any) -> list[Feed]:
    return [(await store.add_feed(spec(n, **more), "command", NOW))[0] for n in range(1, count + 1)]


async def add_workspace(store: Store, name: str) -> int:
    """A workspace as the chat adapters will make one."""
    new = sa.insert(workspaces).values(platform="slack", external_id=name, settings={}, created_at=NOW)
    async with store._db.write() as connection:
        return int((await connection.execute(new.returning(workspaces.c.id))).scalar_one())


def new_entry(*keys: str, **more: Any) -> NewEntry:
    return NewEntry(keys, Entry(**{"guid": keys[0], "link": None, "title": f"Title {keys[0]}", **more}), True)


def poll(feed: Feed, *entries: NewEntry, **health: Any) -> PollOutcome:
    return PollOutcome(feed.id, FeedHealth(**health), entries=entries)


def article(url: str, **more: Any) -> Article:
    told = {
        "id": 0, "title": f"About {url}", "sentences": ("Zephyr Labs released Gale 2.", "It is small."),
        "outlet": "Harbour Post", "url": f"https://news.example/{url}", "published": NOW, "language": "en",
    }  # fmt: skip
    return Article(**{**told, **more})


def company(name: str, **more: Any) -> Mention:
    return Mention(**{"type": "company", "name": name, "surface": name, "sentence": 0, "start": 0, "end": 6, **more})


def model(name: str, family: str, **more: Any) -> Mention:
    told = {"type": "model", "name": name, "surface": name, "sentence": 0, "start": 0, "end": 6, "family": family}
    return Mention(**{**told, **more})


async def claim_new_items(store: Store, feed: Feed, count: int) -> list[Item]:
    """Polls `count` fresh entries and claims them."""
    start = feed_items = (await _items_of(store, feed)) + 1
    entries = [new_entry(f"{feed.id}-{n}") for n in range(start, feed_items + count)]
    await store.save_polls([poll(feed, *entries)], NOW)
    return await store.claim_items(NOW, owner="samples", limit=count)


async def _items_of(store: Store, feed: Feed) -> int:
    every = await store.feeds(workspace_id=feed.spec.workspace_id, with_removed=True)
    return next(one.items for one in every if one.id == feed.id)


async def add_articles(
    store: Store, feed: Feed, articles: Sequence[Article], mentions: Sequence[Mention] = (), **more: Any
) -> int:
    """The articles through poll and read, all with the same mentions; returns how many were new."""
    items = await claim_new_items(store, feed, len(articles))
    read = [ReadOutcome(item.id, one, tuple(mentions), **more) for item, one in zip(items, articles, strict=True)]
    return await store.save_reads(read, NOW)


async def grouped_since(store: Store, since: datetime) -> list[TaggedArticle]:
    """Articles published since, with the stories that they stand in."""
    return await store.grouped([one.article_id for one in await store.standing_since(since)])


async def add_story(
    store: Store, feed: Feed, articles: Sequence[Article], mentions: Sequence[Mention] = ()
) -> tuple[int, list[int]]:
    """A new story of new articles; returns its id and theirs, oldest first."""
    await add_articles(store, feed, articles, mentions)
    waiting = await store.ungrouped(99)
    await store.save_placements([Placement(one.article.id, None, group=1) for one in waiting], NOW)
    ids = [one.article.id for one in waiting]
    placed = [one for one in await grouped_since(store, datetime(2000, 1, 1, tzinfo=UTC)) if one.article.id in ids]
    assert placed[0].story_id is not None
    return placed[0].story_id, ids


def brief(article_ids: Sequence[int], **more: Any) -> Brief:
    told = {
        "headline": "Zephyr Labs releases Gale 2", "headline_cites": (Cite(0, 0),), "kind": "release",
        "certainty": "confirmed", "sentences": (BriefSentence("Zephyr Labs released Gale 2.", (Cite(0, 0),)),),
        "article_ids": tuple(article_ids), "tags": (Tag("company", "Zephyr Labs", "subject"),), "relations": (),
    }  # fmt: skip
    return Brief(**{**told, **more})


async def add_briefed(
    store: Store, feed: Feed, articles: Sequence[Article], mentions: Sequence[Mention] = (), **more: Any
) -> int:
    """A story with a brief over all its articles; returns its id."""
    story_id, ids = await add_story(store, feed, articles, mentions)
    await store.stories_to_brief(99)
    await store.save_briefs([(story_id, brief(ids, **more))], NOW)
    return story_id
