"""One digest: which stories it tells, in which order, and what is said when there are none.

What was read for one channel serves all that ask for the same. For whom it is, and when, isn't known here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.news.countries import country_name
from bot.news.doubles import without_doubles
from bot.news.model import Digest, Kind, RankedStory, Story, StoryFilter
from bot.news.ranking import Less, rank
from bot.news.timetable import day_words, part_of_day, span_title
from bot.ports import BRIEFED_LATER, NewsReader, ReadingHealth

TOLD_LATELY = timedelta(days=3)
"""How long a shared story stands for a private one of the same article."""
DEFAULT_STORIES = 8
_NO_FILTER = StoryFilter()


async def compose(
    reader: NewsReader,
    *,
    now: datetime,
    since: datetime,
    until: datetime | None = None,
    wanted: StoryFilter | None = None,
    max_stories: int = DEFAULT_STORIES,
    zone: str = "UTC",
    title: str | None = None,
    workspace_id: int | None = None,
    reached: Mapping[int, int] | None = None,
    arrived: bool = False,
) -> Digest:
    """The digest of what came between `since` and `until` (`now` if None), judged as of `now`.

    `reached` tells which version of a story the channel has had already: the same or an older one is left out, a newer
    one that says what is new comes as an update. `arrived`: stories of which news came in the span, whenever it was
    published, so that a standing order loses nothing that was late. At most `max_stories`; `left_out` counts what found
    no place.
    """
    shelf = Shelf(reader, now)
    span = Span(since, until or now, wanted or _NO_FILTER, workspace_id)
    shape = Shape(max_stories, zone, title)
    pool = await shelf.pool(span) if arrived else await shelf.published(span)
    return await shelf.digest(pool, shape, reached or {})


@dataclass(frozen=True, slots=True)
class Span:
    """What is read for a digest: channels that ask for the same share one reading."""

    since: datetime
    until: datetime
    wanted: StoryFilter
    workspace_id: int | None = None


@dataclass(frozen=True, slots=True)
class Pool:
    """What was read for a span."""

    span: Span
    stories: tuple[Story, ...]
    health: ReadingHealth


@dataclass(frozen=True, slots=True)
class Shape:
    max_stories: int = DEFAULT_STORIES
    zone: str = "UTC"
    title: str | None = None
    less: frozenset[Less] = frozenset()
    followed: StoryFilter | None = None
    """What was asked for, before countries became their companies."""


@dataclass
class Shelf:
    """What was read and ranked in one round, so that fifty channels with one wish cost one reading and one ranking."""

    reader: NewsReader
    now: datetime
    _pools: dict[Span, Pool] = field(default_factory=dict)
    _rankings: dict[tuple[Span, frozenset[int], frozenset[Less]], list[RankedStory]] = field(default_factory=dict)
    _before: dict[tuple[int, int, str], str | None] = field(default_factory=dict)
    _health: dict[tuple[datetime, int | None], ReadingHealth] = field(default_factory=dict)
    _one_reads: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def pool(self, span: Span) -> Pool:
        """Stories of which news arrived in the span, and those whose news came shortly before and had no brief then."""
        async with self._one_reads:
            if span not in self._pools:
                arrived = await self.reader.stories(
                    span.since, span.until, span.wanted, workspace_id=span.workspace_id, arrived=True
                )
                late = await self._briefed_later(span, {story.id for story in arrived})
                self._pools[span] = await self._pool(span, [*arrived, *late])
            return self._pools[span]

    async def published(self, span: Span) -> Pool:
        found = await self.reader.stories(span.since, span.until, span.wanted, workspace_id=span.workspace_id)
        return await self._pool(span, found)

    async def _pool(self, span: Span, stories: Iterable[Story]) -> Pool:
        key = (span.since, span.workspace_id)
        if key not in self._health:
            self._health[key] = await self.reader.reading_health(span.since, workspace_id=span.workspace_id)
        whole = await self._without_doubles(span, [story for story in stories if is_whole(story)])
        return Pool(span, tuple(whole), self._health[key])

    async def _without_doubles(self, span: Span, stories: list[Story]) -> list[Story]:
        """A story that the workspace's own feed and a shared one tell comes once, as the shared one, now or lately."""
        if all(story.workspace_id is None for story in stories):
            return stories
        lately = await self.reader.stories(span.since - TOLD_LATELY, span.until, span.wanted)
        return without_doubles(stories, [*stories, *lately])

    async def _briefed_later(self, span: Span, known: Collection[int]) -> list[Story]:
        before = await self.reader.stories(
            span.since - BRIEFED_LATER, span.since, span.wanted, workspace_id=span.workspace_id, arrived=True
        )
        fresh = [story for story in before if story.id not in known]
        return [story for story in fresh if await self._current_since(story) > span.since]

    async def _current_since(self, story: Story) -> datetime:
        versions = await self.reader.history(story.id)
        return max((version.at for version in versions), default=story.first_at)

    async def digest(self, pool: Pool, shape: Shape, reached: Mapping[int, int], first: Sequence[Story] = ()) -> Digest:
        """`first` are told before all others, whatever the pool has."""
        begins = {story.id: story for story in first}
        fresh = [*begins.values(), *(story for story in pool.stories if story.id not in begins)]
        fresh = [story for story in fresh if _tells_something(story, reached.get(story.id))]
        ranked = await self._ranked(pool.span, fresh, shape.less)
        ranked = sorted(ranked, key=lambda one: one.story.id not in begins)
        chosen = ranked[: max(0, shape.max_stories)]
        told = [await self._as_update(one, reached.get(one.story.id), shape.zone) for one in chosen]
        return _digest(pool, shape, told, len(ranked) - len(chosen))

    async def _ranked(self, span: Span, fresh: Sequence[Story], less: frozenset[Less]) -> list[RankedStory]:
        key = (span, frozenset(story.id for story in fresh), less)
        async with self._one_reads:
            if key not in self._rankings:
                # 500 stories take 0.2 s of arithmetic: long enough to keep a chat's interactions waiting.
                ranked = await asyncio.to_thread(rank, fresh, now=self.now, wanted=span.wanted, less=less)
                self._rankings[key] = ranked
            return self._rankings[key]

    async def _as_update(self, one: RankedStory, reached_version: int | None, zone: str) -> RankedStory:
        """The story with what the channel was told before ("Regulator opens a review, 3 December"), if it was told."""
        if reached_version is None:
            return one
        key = (one.story.id, reached_version, zone)
        if key not in self._before:
            self._before[key] = await self._told_before(one.story, reached_version, zone)
        return replace(one, update_of=self._before[key])

    async def _told_before(self, story: Story, reached_version: int, zone: str) -> str:
        told = [version for version in await self.reader.history(story.id) if version.version <= reached_version]
        if not told:
            return f"first told on {day_words(story.first_at, zone)}"
        last = max(told, key=lambda version: version.version)
        return f"{last.brief.headline.rstrip('.。')}, {day_words(last.at, zone)}"


def _digest(pool: Pool, shape: Shape, told: Sequence[RankedStory], left_out: int) -> Digest:
    end = pool.span.until
    return Digest(
        title=shape.title or span_title(end, shape.zone),
        since=pool.span.since,
        until=end,
        stories=tuple(told),
        feeds_read=pool.health.feeds_read,
        feeds_total=pool.health.feeds_total,
        items_read=pool.health.items,
        left_out=left_out,
        note=None if told else _why_nothing(pool.health, end, shape.zone),
        zone=shape.zone,
        wanted=_followed(shape.followed or pool.span.wanted),
    )


def is_whole(story: Story) -> bool:
    """A story without a headline or a source is none, nor is one that was taken back or blocked."""
    return bool(story.brief.headline.strip() and story.sources) and story.withdrawn is None


def _tells_something(story: Story, reached_version: int | None) -> bool:
    """One that the channel knows needs a newer version with news."""
    brief = story.brief
    return reached_version is None or (brief.version > reached_version and bool(brief.whats_new))


def _why_nothing(health: ReadingHealth, at: datetime, zone: str) -> str | None:
    """Too little was read to call it a quiet day: fewer than half of the sources."""
    if health.feeds_read * 2 >= health.feeds_total:
        return None
    return (
        f"No digest this {part_of_day(at, zone)}: we could read only {health.feeds_read} of {health.feeds_total} sources. "
        "We'll post when that is mended."
    )


MOST_FOLLOWED = 5
"""Names that an empty day's notice lists."""
_KIND_WORDS: dict[Kind, str] = {
    "release": "releases", "deal": "deals", "product": "products", "legal": "court cases", "incident": "incidents",
    "opinion": "opinions",
}  # fmt: skip


def _followed(wanted: StoryFilter) -> tuple[str, ...]:
    """What a channel follows, in words: its names, else its kinds or countries, else its words. None: everything."""
    names = (*sorted(wanted.companies), *sorted(wanted.models))
    kinds = tuple(_KIND_WORDS.get(kind, kind) for kind in sorted(wanted.kinds))
    countries = tuple(country_name(code) or code for code in sorted(wanted.countries))
    found = names or kinds or countries or tuple(f"“{word}”" for word in wanted.words_in)
    return (
        found
        if len(found) <= MOST_FOLLOWED
        else (*found[: MOST_FOLLOWED - 1], f"{len(found) - MOST_FOLLOWED + 1} others")
    )
