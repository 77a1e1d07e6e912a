"""The arrow from briefs to a digest: which stories a channel gets for one occasion, in which order, and what is said
when there are none.

It reads and returns a value; it neither posts nor remembers what was posted (that is deliver's).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.news.model import Digest, RankedStory, Story, StoryFilter
from bot.news.ranking import rank
from bot.news.timetable import day_words, part_of_day, span_title
from bot.ports import NewsReader, ReadingHealth

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
    published, so that a standing order loses nothing that was late. At most `max_stories`; `left_out` counts what found no place.
    """
    end = until or now
    found = await reader.stories(since, end, wanted, workspace_id=workspace_id, arrived=arrived)
    fresh = [story for story in found if _tells_something(story, (reached or {}).get(story.id))]
    # 500 stories take 0.2 s of arithmetic: long enough to keep a chat's interactions waiting.
    ranked = await asyncio.to_thread(rank, fresh, now=now, wanted=wanted)
    chosen = ranked[: max(0, max_stories)]
    health = await reader.reading_health(since, workspace_id=workspace_id)
    return Digest(
        title=title or span_title(end, zone),
        since=since,
        until=end,
        stories=tuple([await _as_update(reader, one, (reached or {}).get(one.story.id), zone) for one in chosen]),
        feeds_read=health.feeds_read,
        feeds_total=health.feeds_total,
        items_read=health.items,
        left_out=len(ranked) - len(chosen),
        note=None if chosen else _why_nothing(health, end, zone),
        zone=zone,
        wanted=_names(wanted or _NO_FILTER),
    )


def _tells_something(story: Story, reached_version: int | None) -> bool:
    """A story without a headline or a source is none; one that the channel knows needs a newer version with news."""
    brief = story.brief
    if not brief.headline.strip() or not story.sources:
        return False
    return reached_version is None or (brief.version > reached_version and bool(brief.whats_new))


async def _as_update(reader: NewsReader, one: RankedStory, reached_version: int | None, zone: str) -> RankedStory:
    """The story with what the channel was told before ("Regulator opens a review, 3 December"), if it was told."""
    if reached_version is None:
        return one
    told = [version for version in await reader.history(one.story.id) if version.version <= reached_version]
    if not told:
        return replace(one, update_of=f"first told on {day_words(one.story.first_at, zone)}")
    last = max(told, key=lambda version: version.version)
    return replace(one, update_of=f"{last.brief.headline.rstrip('.。')}, {day_words(last.at, zone)}")


def _why_nothing(health: ReadingHealth, at: datetime, zone: str) -> str | None:
    """Too little was read to call it a quiet day: fewer than half of the sources."""
    if health.feeds_read * 2 >= health.feeds_total:
        return None
    return (
        f"No digest this {part_of_day(at, zone)}: we could read only {health.feeds_read} of {health.feeds_total} sources. "
        "We'll post when that is mended."
    )


def _names(wanted: StoryFilter) -> tuple[str, ...]:
    return (*sorted(wanted.companies), *sorted(wanted.models))
