"""The arrow from briefs to a digest: each due subscription's digest into the outbox, with its next due time.

What a digest is made of is decided in `bot.digests`. It plans what is to be posted and posts nothing: that is deliver's.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from bot.digests.channel import Expand, drawn_digest, less_of, reached_by, told_of, wanted_of
from bot.digests.first import corrected, corrected_ids, never_posted, not_yet_amended, owed
from bot.digests.occasion import (
    LONGEST_SPAN,
    ORDINARY,
    ComposePolicy,
    covers_words,
    following_due,
    is_told_quiet,
    skipped,
    span_of,
    try_again,
)
from bot.digests.shelf import Pool, Shape, Shelf, Span
from bot.logs import logger
from bot.news.message import Message, digest_message
from bot.news.model import Digest
from bot.news.timetable import zone_named
from bot.outbox import (
    MISSED,
    Drawings,
    Wish,
    delivery_for,
    missed_due,
    missed_prefix,
    note_missed,
    occasion_of,
    occasion_time,
    unsettled,
)
from bot.outbox_ports import (
    Channel,
    ChannelStore,
    Courier,
    Couriers,
    Delivery,
    DeliveryState,
    Notice,
    NoticeStore,
    OrderStore,
    OutboxStore,
)
from bot.ports import NewsdeskError, NewsReader, Subscription

log = logger(__name__)
T = TypeVar("T")
_MOST_CORRECTIONS = 1000
_FAILED: tuple[DeliveryState, ...] = ("failed",)
_OWED = timedelta(days=7)
"""How long stories of a part that was refused wait for a place in a digest."""
_TOGETHER = 32
"""Channels whose digests are composed together: read for in a few statements, planned in one transaction."""


class ComposeStore(NewsReader, OrderStore, OutboxStore, ChannelStore, NoticeStore, Protocol):
    """What composing reads and writes."""


@dataclass(slots=True)
class ComposeReport:
    """What a round came to; `skipped` by its reason. `failed` are subscriptions by number, with what went wrong."""

    planned: int = 0
    quiet: int = 0
    unread: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    failed: list[tuple[int, str]] = field(default_factory=list)


async def compose_due(
    store: ComposeStore,
    couriers: Couriers,
    *,
    now: datetime,
    expand: Expand,
    policy: ComposePolicy = ORDINARY,
    planned: Callable[[], None] = lambda: None,
) -> ComposeReport:
    """One delivery for each subscription that is due, with its next due time in the same transaction.

    Some channels are served together; `planned` is called when some of their deliveries stand in the outbox. One order
    that can't be composed or planned stops no other.
    """
    report = ComposeReport()
    due = await store.due_subscriptions(now, platforms=list(couriers), limit=policy.at_once)
    if due:
        desk = await _Round.begun(store, couriers, now, expand, policy, report)
        for orders in served_together(due):
            await desk.serve(orders)
            planned()
    return report


def served_together(due: Sequence[Subscription], most: int = _TOGETHER) -> list[list[Subscription]]:
    """Never two of one channel at once: the second must know what the first will tell."""
    turns: list[list[Subscription]] = []
    before: Counter[int] = Counter()
    for order in due:
        turn = before[order.channel_id]
        before[order.channel_id] += 1
        if turn == len(turns):
            turns.append([])
        turns[turn].append(order)
    return [turn[start : start + most] for turn in turns for start in range(0, len(turn), most)]


@dataclass(frozen=True, slots=True)
class _Job:
    """A subscription whose digest is due, with what was read for it."""

    order: Subscription
    channel: Channel
    courier: Courier
    since: datetime
    pool: Pool


@dataclass(frozen=True, slots=True)
class _Before:
    """What some channels had: deliveries under way, and versions of stories that arrived, by channel. `owed`: digests
    of which a part was posted and another refused."""

    pending: Mapping[int, Sequence[Delivery]]
    reached: Mapping[int, Mapping[int, int]]
    owed: Mapping[int, Sequence[Delivery]]


@dataclass(frozen=True, slots=True)
class _Plan:
    """A delivery that is to be written, its order's next due time, and the notices that it makes good."""

    order: Subscription
    delivery: Delivery
    following: datetime
    notices: Sequence[Notice] = ()


@dataclass
class _Round:
    store: ComposeStore
    couriers: Couriers
    now: datetime
    expand: Expand
    policy: ComposePolicy
    report: ComposeReport
    shelf: Shelf
    missed: Sequence[Notice]
    corrections: Mapping[int, Sequence[Delivery]]
    channels: Mapping[int, Channel]
    drawings: Drawings = field(default_factory=Drawings)
    _messages: dict[Digest, dict[tuple[str, bool], Message]] = field(default_factory=dict)

    @classmethod
    async def begun(
        cls,
        store: ComposeStore,
        couriers: Couriers,
        now: datetime,
        expand: Expand,
        policy: ComposePolicy,
        report: ComposeReport,
    ) -> _Round:
        """With what is the same for all subscriptions of a round, read once."""
        since = now - LONGEST_SPAN
        corrections = _by_channel(await store.deliveries(kind="correction", since=since, limit=_MOST_CORRECTIONS))
        missed = await store.notices(prefix=MISSED)
        channels = {one.id: one for one in await store.channels(state="active")}
        return cls(store, couriers, now, expand, policy, report, Shelf(store, now), missed, corrections, channels)

    async def serve(self, orders: Sequence[Subscription]) -> None:
        """Orders of different channels: read for together, composed one by one, planned together."""
        jobs = [job for order in orders if (job := await self._guarded(order, self._begun(order)))]
        before = await self._before_all(jobs)
        plans = []
        for job in jobs:
            await asyncio.sleep(0)  # whoever asks something in a chat comes in between
            if (known := before.get(job.order.id)) and (plan := await self._guarded(job.order, self._tell(job, known))):
                plans.append(plan)
        await self._plan_all(plans)

    async def _guarded(self, order: Subscription, doing: Awaitable[T]) -> T | None:
        """One order that can't be composed stops no other."""
        try:
            return await doing
        except Exception as error:
            log.exception("a digest could not be composed", subscription=order.id)
            self.report.failed.append((order.id, type(error).__name__))
            return None

    async def _begun(self, order: Subscription) -> _Job | None:
        """None when there is no digest to compose now: then its occasion is over."""
        why_not = skipped(order, self.now, self.policy)
        if why_not is None:
            channel = self.channels.get(order.channel_id)
            if channel and channel.platform in self.couriers:
                return await self._job(await self._resumed(order), channel)
            return None
        if why_not == "late":
            await self._note_missed(order)
        self.report.skipped[why_not] = self.report.skipped.get(why_not, 0) + 1
        await self._pass(order, following_due(order, self.now))
        return None

    async def _pass(self, order: Subscription, following: datetime) -> None:
        """The occasion is over, unless somebody else has moved it on meanwhile."""
        await self.store.postpone(order.id, following, seen=order.next_due_at)

    async def _job(self, order: Subscription, channel: Channel) -> _Job:
        since, until = span_of(order, self.now)
        span = Span(max(since, until - LONGEST_SPAN), until, wanted_of(order, channel, self.expand), order.workspace_id)
        return _Job(order, channel, self.couriers[channel.platform], since, await self.shelf.pool(span))

    async def _before_all(self, jobs: Sequence[_Job]) -> dict[int, _Before]:
        """By order. Read for all together; where that fails, for each alone."""
        if not jobs:
            return {}
        try:
            before = await self._before(jobs)
        except Exception:
            alone = [(job, await self._guarded(job.order, self._before([job]))) for job in jobs]
            return {job.order.id: known for job, known in alone if known}
        return {job.order.id: before for job in jobs}

    async def _before(self, jobs: Sequence[_Job]) -> _Before:
        channel_ids = {job.channel.id for job in jobs}
        asked = {story.id for job in jobs for story in job.pool.stories}
        asked |= {number for job in jobs for number in corrected_ids(self._corrections(job), job.since)}
        pending = _by_channel(await unsettled(self.store, channel_ids, self.now))
        refused = await self.store.deliveries(
            state=_FAILED, kind="digest", channel_ids=channel_ids, since=self.now - _OWED, limit=_MOST_CORRECTIONS
        )
        asked |= {number for delivery in refused for number in never_posted(delivery)}
        return _Before(pending, await self.store.versions_in(channel_ids, asked), _by_channel(refused))

    def _corrections(self, job: _Job) -> Sequence[Delivery]:
        return self.corrections.get(job.channel.id, ())

    async def _resumed(self, order: Subscription) -> Subscription:
        """A pause that is over ends here."""
        if order.paused_until is None:
            return order
        resumed = replace(order, paused=False, state="active", paused_until=None)
        await self.store.change_subscription(resumed)
        return resumed

    async def _note_missed(self, order: Subscription) -> None:
        due = order.next_due_at or self.now
        await note_missed(self.store, order.id, order.channel, order.channel_id, due, self.now)

    async def _tell(self, job: _Job, before: _Before) -> _Plan | None:
        order, channel = job.order, job.channel
        pending = before.pending.get(channel.id, ())
        stale = [delivery for delivery in pending if _is_stale(delivery, order)]
        reached = reached_by(before.reached.get(channel.id, {}), [one for one in pending if one not in stale])
        first = await corrected(self.store, self._corrections(job), job.since, order.workspace_id)
        first += await owed(self.store, before.owed.get(channel.id, ()), reached, order)
        shape = Shape(order.size, order.zone, less=less_of(channel), followed=order.wanted)
        reached |= await not_yet_amended(self.store, channel, job.pool.stories, reached)
        digest = await self.shelf.digest(job.pool, shape, reached, first)
        if digest.stories:
            return await self._plan(job, digest, stale)
        return await (self._say_unread(job, digest) if digest.note else self._say_quiet(job, digest, stale))

    async def _plan(self, job: _Job, digest: Digest, stale: Sequence[Delivery]) -> _Plan | None:
        order = job.order
        if not all([await self._cancelled(delivery) for delivery in stale]):
            return None
        notices = [one for one in self.missed if one.key.startswith(missed_prefix(order.id))]
        missed = [due for one in notices if (due := missed_due(one))] + [delivery.due_at for delivery in stale]
        note = covers_words(missed, digest.since, digest.until, order.zone)
        digest = replace(digest, note=note) if note and digest.stories else digest
        due = order.next_due_at or self.now
        wish = Wish(
            "digest", occasion_of(due), told_of(digest), order.id, due_at=due, expires_at=due + self.policy.late,
            since=digest.since, until=digest.until, open_thread=order.thread and bool(digest.stories),
            mention=order.role if digest.stories else None,
        )  # fmt: skip
        delivery = self.drawings.delivery_for(job.courier, job.channel, self._message(digest, order), wish, self.now)
        return _Plan(order, delivery, following_due(order, self.now), notices)

    def _message(self, digest: Digest, order: Subscription) -> Message:
        """Channels that are told the same share one message."""
        drawn = self._messages.setdefault(digest, {})
        form = (order.language, order.compact)
        if form not in drawn:
            drawn[form] = drawn_digest(digest, order, self.policy)
        return drawn[form]

    async def _cancelled(self, stale: Delivery) -> bool:
        """False when another process was just posting it: then this digest is composed anew in the next round."""
        await self.store.finish_delivery(stale.id, "cancelled", "the next digest covers it", self.now)
        left = await self.store.delivery(stale.id)
        return left is None or all(part.state in ("planned", "cancelled") for part in left.parts)

    async def _plan_all(self, plans: Sequence[_Plan]) -> None:
        """Into the outbox; where that fails for all together, each alone."""
        if not plans:
            return
        try:
            await self._put(plans)
        except Exception as error:
            if len(plans) == 1 or isinstance(error, NewsdeskError):
                log.exception("digests could not be planned", subscriptions=[plan.order.id for plan in plans])
                self.report.failed += [(plan.order.id, type(error).__name__) for plan in plans]
                return
            for plan in plans:
                await self._plan_all([plan])

    async def _put(self, plans: Sequence[_Plan]) -> None:
        """One that stands there already moves the due time all the same."""
        written = await self.store.plan_all([(plan.delivery, plan.following) for plan in plans], self.now)
        self.report.planned += sum(written)
        for plan, well in zip(plans, written, strict=True):
            await self._guarded(plan.order, self._made_good(plan) if well else self._pass(plan.order, plan.following))

    async def _made_good(self, plan: _Plan) -> None:
        for notice in plan.notices:
            await self.store.end_notice(notice.key, self.now)

    async def _say_unread(self, job: _Job, digest: Digest) -> _Plan:
        """Said once a day; then tried again until enough can be read, or it is too late. The span stays open."""
        order = job.order
        self.report.unread += 1
        again = try_again(order, self.now, self.policy)
        if again is None:
            await self._note_missed(order)
        day = self.now.astimezone(zone_named(order.zone)).date()
        wish = Wish("notice", f"unread {day}", (), order.id, expires_at=self.now + self.policy.late)
        delivery = delivery_for(job.courier, job.channel, digest_message(digest), wish, self.now)
        return _Plan(order, delivery, again or following_due(order, self.now))

    async def _say_quiet(self, job: _Job, digest: Digest, stale: Sequence[Delivery]) -> _Plan | None:
        order = job.order
        before = await self.store.deliveries(subscription_id=order.id, kind="digest", limit=8)
        if is_told_quiet(order, before, self.now):
            return await self._plan(job, digest, stale)
        self.report.quiet += 1
        await self._pass(order, following_due(order, self.now))
        return None


def _is_stale(delivery: Delivery, order: Subscription) -> bool:
    """A digest of the same subscription for an older occasion, of which surely nothing was posted. One for the same
    occasion, or a later one, is what a quicker process planned."""
    own = delivery.subscription_id == order.id and delivery.kind == "digest" and delivery.state == "planned"
    due = occasion_time(delivery.occasion)
    older = due is not None and order.next_due_at is not None and due < order.next_due_at
    return own and older and all(part.state == "planned" for part in delivery.parts)


def _by_channel(deliveries: Iterable[Delivery]) -> dict[int, list[Delivery]]:
    found: dict[int, list[Delivery]] = {}
    for delivery in deliveries:
        found.setdefault(delivery.channel.id, []).append(delivery)
    return found
