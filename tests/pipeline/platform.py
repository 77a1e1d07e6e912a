"""A platform in memory: channels that keep what is posted, with a courier that can lose answers and close channels.

And what chat's arrows need besides: stories in a real store, subscriptions, a clock that is set.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from itertools import count
from typing import Any

from bot.news.message import Message
from bot.news.message_json import message_to_json
from bot.news.model import Article, Brief, BriefSentence, Cite, StoryFilter, Tag
from bot.news.text import search_tokens
from bot.outbox_ports import Channel, Json
from bot.ports import FeedHealth, FeedSpec, NewEntry, Placement, PollOutcome, ReadOutcome, Subscription
from bot.store.store import Store

MONDAY = datetime(2025, 12, 15, 7, 30, tzinfo=UTC)
"""08:30 in Berlin."""
ZONE = "Europe/Berlin"


class Clock:
    def __init__(self, now: datetime = MONDAY) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def on(self, **by: float) -> datetime:
        self.now += timedelta(**by)
        return self.now


@dataclass
class Posted:
    ref: str
    marker: str
    payload: Json
    thread: str | None


async def nothing(step: str) -> None:
    """No trouble."""


@dataclass
class Platform:
    """`trouble` is awaited at each step of each call ("post", "stored", "find", "thread", "edit"): it may raise."""

    platform: str = "slack"
    blocks_a_part: int = 100
    trouble: Callable[[str], Awaitable[None]] = nothing
    channels: dict[str, list[Posted]] = field(default_factory=lambda: defaultdict(list))
    threads: dict[str, str] = field(default_factory=dict)
    lacking: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    _numbers: Any = field(default_factory=lambda: count(1))

    def draw(self, message: Message, *, mark: str, mention: str | None = None) -> list[Json]:
        whole = message_to_json(message)
        blocks = whole["blocks"]
        size = self.blocks_a_part
        pieces = [blocks[n : n + size] for n in range(0, len(blocks), size)] or [[]]
        return [
            {"title": message.title, "subtitle": whole["subtitle"], "mention": mention, "blocks": some}
            for some in pieces
        ]

    def parts_with_stories(self, payloads: Sequence[Json]) -> dict[int, int]:
        return {
            block["menu"]["story"]: n
            for n, payload in enumerate(payloads, 1)
            for block in payload["blocks"]
            if block.get("menu")
        }

    async def _step(self, step: str) -> None:
        self.calls.append(step)
        await self.trouble(step)

    async def post(self, channel: Channel, payload: Json, *, marker: str, thread: str | None = None) -> str:
        await self._step("post")
        ref = f"m{next(self._numbers)}"
        self.channels[channel.address].append(Posted(ref, marker, payload, thread))
        await self._step("stored")
        return ref

    async def find(self, channel: Channel, marker: str, *, since: datetime, thread: str | None = None) -> str | None:
        await self._step("find")
        posted = [one for one in self.channels[channel.address] if one.marker == marker and one.thread == thread]
        await self._step("found")
        return posted[0].ref if posted else None

    async def edit(self, channel: Channel, message_ref: str, payload: Json) -> None:
        await self._step("edit")
        for one in self.channels[channel.address]:
            if one.ref == message_ref:
                one.payload = payload

    async def start_thread(self, channel: Channel, message_ref: str, name: str) -> None:
        await self._step("thread")
        self.threads[message_ref] = name

    async def missing(self, channel: Channel) -> list[str]:
        await self._step("missing")
        return self.lacking

    def words(self, address: str, thread: str | None = None) -> list[str]:
        """What each message in a place says, title first."""
        return [said(one) for one in self.channels[address] if one.thread == thread]


def said(one: Posted) -> str:
    lines = [
        "".join(run["text"] for run in line["runs"])
        for block in one.payload["blocks"]
        for line in block.get("lines", ())
    ]
    return "\n".join([one.payload["title"], *one.payload["subtitle"], *lines])


# --- News -------------------------------------------------------------------------------------------------------------


@dataclass
class News:
    """Stories that arrive in a store at set times, each by an article of one feed."""

    store: Store
    _numbers: Any = field(default_factory=lambda: count(1))

    async def feed(self, name: str = "Harbour Wire", **more: Any) -> int:
        feed, _ = await self.store.add_feed(
            FeedSpec(f"https://{name.lower().replace(' ', '-')}.example/rss", name, **more), "command", MONDAY
        )
        return feed.id

    async def read(self, feed_id: int, at: datetime, *entries: NewEntry) -> None:
        """The feed was read at this time, whatever came."""
        health = FeedHealth(last_ok_at=at, first_polled_at=MONDAY, next_poll_at=at + timedelta(days=9))
        await self.store.save_polls([PollOutcome(feed_id, health, entries=entries)], at)

    async def story(
        self, headline: str, at: datetime, *, feed_id: int | None = None, join: int | None = None, **more: Any
    ) -> int:
        """A story by one new article, or a new version of one; returns its id."""
        number = next(self._numbers)
        feed_id = feed_id or await self.feed()
        await self.read(feed_id, at, _entry(number, headline))
        items = await self.store.claim_items(at, owner="news", limit=9)
        read = [(item.id, _article(number, headline, at, item.feed.workspace_id)) for item in items]
        outcomes = [
            ReadOutcome(item, one, search_tokens=tuple(search_tokens(" ".join((one.title, *one.sentences)))))
            for item, one in read
        ]
        await self.store.save_reads(outcomes, at)
        waiting = [one.article.id for one in await self.store.ungrouped(99)]
        await self.store.save_placements([Placement(one, join, group=1) for one in waiting], at)
        (work,) = await self.store.stories_to_brief(9)
        ids = [one.article.id for one in work.articles]
        made = _brief(headline, ids, number)
        await self.store.save_briefs([(work.story_id, replace(made, **more))], at)
        return work.story_id


def _entry(number: int, headline: str) -> NewEntry:
    from bot.news.model import Entry

    return NewEntry((f"n{number}",), Entry(f"n{number}", None, headline), True)


def _article(number: int, headline: str, at: datetime, workspace_id: int | None) -> Article:
    return Article(
        0, headline, (f"{headline}.",), "Harbour Wire", f"https://harbour-wire.example/{number}", at, "en",
        workspace_id=workspace_id,
    )  # fmt: skip


def _brief(headline: str, ids: Sequence[int], number: int) -> Brief:
    sentence = BriefSentence(f"It opens in {number + 2} towns on 2 March, for 40 people at first.", (Cite(0, 0),))
    tags = (Tag("company", headline.split(" ")[0], "subject"),)
    return Brief(headline, (Cite(0, 0),), "release", "stated", (sentence,), tuple(ids), tags, ())


def order(channel: str = "slack:C1", **more: Any) -> Subscription:
    made = Subscription(
        0, channel, "everything", StoryFilter(), time(8, 30), tuple(range(7)), ZONE, 8, MONDAY, MONDAY, created_by="U1"
    )
    return replace(made, **more)


def unchanged(wanted: StoryFilter) -> StoryFilter:
    return wanted
