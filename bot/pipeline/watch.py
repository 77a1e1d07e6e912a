"""The arrow from new stories to the channels that watch a name, as it happens: grouped, and at most five messages a day.

Questions that could not be answered are asked again here until they can be.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import groupby
from typing import Protocol

from bot.logs import logger
from bot.news.message import Message, stories_message
from bot.news.model import Story, StoryFilter
from bot.news.ranking import rank
from bot.news.timetable import due_on, zone_named
from bot.outbox import plan_message, unsettled
from bot.outbox_ports import (
    Channel,
    ChannelStore,
    Courier,
    Couriers,
    OrderStore,
    OutboxStore,
    ToldStory,
    Watch,
    WatchStore,
)
from bot.ports import BRIEFED_LATER, LeaseStore, NewsReader

log = logger(__name__)

Answer = Callable[[str, int | None, datetime], Awaitable[Message | None]]
"""A question, the workspace, the time; the answer as a message, or None while the sources don't say."""


@dataclass(frozen=True, slots=True)
class WatchPolicy:
    """`a_day`: messages a channel and day. `question_every`: how often a question is asked again."""

    a_day: int = 5
    most_stories: int = 15
    question_every: timedelta = timedelta(hours=1)
    lifetime: timedelta = timedelta(hours=12)
    lease_seconds: float = 120


ORDINARY = WatchPolicy()
_LONGEST_SPAN = timedelta(days=3)


class WatchingStore(NewsReader, WatchStore, OutboxStore, OrderStore, ChannelStore, LeaseStore, Protocol):
    """What watching reads and writes."""


@dataclass(slots=True)
class WatchReport:
    planned: int = 0
    answered: int = 0
    held: int = 0
    failed: list[tuple[int, str]] = field(default_factory=list)


async def watch(
    store: WatchingStore,
    couriers: Couriers,
    *,
    now: datetime,
    owner: str,
    answer: Answer | None = None,
    policy: WatchPolicy = ORDINARY,
) -> WatchReport:
    """One message a channel with what is new on the names it watches. One process at a time does it."""
    report = WatchReport()
    if not await store.take_lease("watch", owner=owner, now=now, seconds=policy.lease_seconds):
        return report
    try:
        by_channel = sorted(await store.watches(), key=lambda one: one.channel.id)
        for _, some in groupby(by_channel, key=lambda one: one.channel.id):
            watches = list(some)
            try:
                await _serve(store, couriers, watches, now, answer, policy, report)
            except Exception as error:  # one channel stops no other
                log.exception("watching went wrong", channel=watches[0].channel.id)
                report.failed.append((watches[0].channel.id, type(error).__name__))
    finally:
        await store.end_lease("watch", owner=owner)
    return report


async def _serve(
    store: WatchingStore,
    couriers: Couriers,
    watches: Sequence[Watch],
    now: datetime,
    answer: Answer | None,
    policy: WatchPolicy,
    report: WatchReport,
) -> None:
    channel = watches[0].channel
    courier = couriers.get(channel.platform)
    if courier is None or channel.state != "active":
        return
    names = [one for one in watches if one.type != "question"]
    if names:
        await _tell_names(store, courier, channel, names, now, policy, report)
    if answer:
        for one in watches:
            if one.type == "question" and now - (one.last_at or one.created_at) >= policy.question_every:
                await _ask_again(store, courier, one, now, answer, policy, report)


# --- Names ------------------------------------------------------------------------------------------------------------


async def _tell_names(
    store: WatchingStore,
    courier: Courier,
    channel: Channel,
    watches: Sequence[Watch],
    now: datetime,
    policy: WatchPolicy,
    report: WatchReport,
) -> None:
    found = await _new_stories(store, channel, watches, now)
    if found and await _told_today(store, channel, now) >= policy.a_day:
        report.held += 1
        return  # They stay new, and come together tomorrow.
    if found:
        message, told = _drawn(found, watches, now, policy)
        newest = max(story.id for story in found.values())
        occasion = f"watch {now:%Y-%m-%dT%H:%M:%SZ} {newest}"
        report.planned += bool(
            await plan_message(
                store, courier, channel, message, kind="watch", occasion=occasion, now=now, told=told,
                expires_at=now + policy.lifetime,
            )
        )  # fmt: skip
    await store.watched([one.id for one in watches], now)


async def _new_stories(
    store: WatchingStore, channel: Channel, watches: Sequence[Watch], now: datetime
) -> dict[int, Story]:
    """Those on the watched names that were first told since they were looked after, and that the channel hasn't had."""
    had = await _had(store, channel, now)
    found: dict[int, Story] = {}
    for one in watches:
        last = max(one.last_at or one.created_at, now - _LONGEST_SPAN)
        stories = await store.stories(
            last - BRIEFED_LATER, now, filter_of(one), workspace_id=channel.workspace_id, limit=100, arrived=True
        )
        for story in stories:
            if story.id not in had and story.id not in found and await _first_told(store, story) > last:
                found[story.id] = story
    return found


def filter_of(watch: Watch) -> StoryFilter:
    names = frozenset({watch.name})
    return StoryFilter(models=names) if watch.type == "model" else StoryFilter(companies=names)


async def _first_told(store: WatchingStore, story: Story) -> datetime:
    return min((version.at for version in await store.history(story.id)), default=story.first_at)


async def _had(store: WatchingStore, channel: Channel, now: datetime) -> set[int]:
    """What the channel has had, or will have by what is on its way."""
    pending = await unsettled(store, [channel.id], now)
    return set(await store.reached_in(channel.id)) | {one.story_id for each in pending for one in each.told}


async def _told_today(store: WatchingStore, channel: Channel, now: datetime) -> int:
    """Messages about watched names since midnight, by the channel's clock."""
    orders = await store.subscriptions(channel_id=channel.id)
    zone = orders[0].zone if orders else "UTC"
    midnight = due_on(now.astimezone(zone_named(zone)).date(), time(0), zone)
    sent = await store.deliveries(channel_id=channel.id, kind="watch", since=midnight, limit=100)
    return sum(one.state not in ("cancelled", "expired", "failed") for one in sent)


def _drawn(
    found: dict[int, Story], watches: Sequence[Watch], now: datetime, policy: WatchPolicy
) -> tuple[Message, list[ToldStory]]:
    ranked = rank(found.values(), now=now)[: policy.most_stories]
    named = [one.name for one in watches if any(_is_on(story, one) for story in found.values())]
    message = stories_message(f"New on {_listed(named)}", ranked, left_out=len(found) - len(ranked))
    told = [
        ToldStory(one.story.id, one.story.brief.version, n, score=one.score, why=(_why(one.story, watches),))
        for n, one in enumerate(ranked, 1)
    ]
    return message, told


def _is_on(story: Story, watch: Watch) -> bool:
    return any(watch.name in (tag.name, tag.family) for tag in story.brief.tags if tag.role != "source")


def _why(story: Story, watches: Sequence[Watch]) -> str:
    return f"{_listed([one.name for one in watches if _is_on(story, one)])}: watched here"


def _listed(names: Sequence[str]) -> str:
    shown = [*names[:3], f"{len(names) - 3} more"] if len(names) > 3 else list(names)
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else "watched names"


# --- Questions --------------------------------------------------------------------------------------------------------


async def _ask_again(
    store: WatchingStore,
    courier: Courier,
    watch: Watch,
    now: datetime,
    answer: Answer,
    policy: WatchPolicy,
    report: WatchReport,
) -> None:
    """Told once, and then no longer watched: a crash in between plans nothing twice."""
    message = await answer(watch.name, watch.channel.workspace_id, now)
    if message is None:
        await store.watched([watch.id], now)
        return
    await plan_message(
        store, courier, watch.channel, message, kind="watch", occasion=f"question {watch.id}", now=now,
        expires_at=now + 2 * policy.lifetime,
    )  # fmt: skip
    await store.remove_watch(watch.channel.id, watch.name)
    report.answered += 1
