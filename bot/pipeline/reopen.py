"""The arrow back: closed channels are asked whether one can post there again, and go on with today's digest.

It posts nothing itself: what was due is due again, and is composed anew.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.news.timetable import due_between, zone_named
from bot.outbox import shut_notice
from bot.outbox_ports import (
    OPEN,
    Channel,
    ChannelStore,
    ClaimStore,
    Courier,
    Couriers,
    Delivery,
    NoticeStore,
    OrderStore,
    OutboxStore,
)
from bot.ports import NewsdeskError, Subscription


@dataclass(frozen=True, slots=True)
class ReopenPolicy:
    """`probe`: how often a closed channel is looked at, `retry`: how often posting is tried there when that was in vain.
    `call_seconds`: how long an answer is waited for."""

    probe: timedelta = timedelta(minutes=5)
    retry: timedelta = timedelta(hours=1)
    call_seconds: float = 30


ORDINARY = ReopenPolicy()
_PROBED_AT_ONCE = 16


class ReopenStore(OutboxStore, ChannelStore, OrderStore, NoticeStore, Protocol):
    """What opening a channel again reads and writes."""


class ProbeStore(ReopenStore, ClaimStore, Protocol):
    """What asking closed channels reads and writes."""


async def reopen_channels(
    store: ProbeStore, couriers: Couriers, now: datetime, *, owner: str = "", policy: ReopenPolicy = ORDINARY
) -> list[Channel]:
    """Closed and vanished channels are asked whether one can post there again, each at most every five minutes; those
    that go on. One where it was tried in vain, though the platform saw nothing in the way, is tried rarely."""
    found = [*await store.channels(state="closed"), *await store.channels(state="gone")]
    places = asyncio.Semaphore(_PROBED_AT_ONCE)

    async def probed(channel: Channel) -> bool:
        async with places:
            return await _reopened(store, couriers, channel, now, owner, policy)

    return [channel for channel, well in zip(found, await asyncio.gather(*map(probed, found)), strict=True) if well]


async def _reopened(
    store: ProbeStore, couriers: Couriers, channel: Channel, now: datetime, owner: str, policy: ReopenPolicy
) -> bool:
    courier = couriers.get(channel.platform)
    return bool(
        courier
        and await _may_probe(store, channel, now, owner, policy)
        and await _is_well(courier, channel, policy)
        and await _may_try(store, channel, now, owner, policy)
        and await reopen(store, channel, now)
    )


async def reopen_at_once(store: ReopenStore, couriers: Couriers, channel: Channel, now: datetime) -> bool:
    """When the platform tells that something changed there: without waiting for the next probe. True when it goes on."""
    courier = couriers.get(channel.platform)
    if channel.state == "active" or courier is None or not await _is_well(courier, channel, ORDINARY):
        return False
    return await reopen(store, channel, now)


async def _may_try(store: ProbeStore, channel: Channel, now: datetime, owner: str, policy: ReopenPolicy) -> bool:
    """Once as soon as nothing seems to be in the way; if that was in vain, again after `retry`."""
    told = await shut_notice(store, channel)
    if told is None:
        return True
    name = f"try {channel.id} {told.told_at.isoformat()}"
    return await store.claim(name, owner=owner, now=now, seconds=policy.retry.total_seconds())


async def _may_probe(store: ProbeStore, channel: Channel, now: datetime, owner: str, policy: ReopenPolicy) -> bool:
    seconds = policy.probe.total_seconds()
    return await store.claim(f"probe {channel.id}", owner=owner, now=now, seconds=seconds)


async def _is_well(courier: Courier, channel: Channel, policy: ReopenPolicy) -> bool:
    try:
        async with asyncio.timeout(policy.call_seconds):
            return not await courier.missing(channel)
    except (NewsdeskError, TimeoutError):
        return False


async def reopen(store: ReopenStore, channel: Channel, now: datetime) -> bool:
    """The channel is active again, and today's digest follows: what waits of it is composed anew, as of now.

    True for the one process that opened it.
    """
    current = await store.channel(channel.id)
    if current is None or current.state == "active":
        return False
    for order in await store.subscriptions(channel_id=channel.id):
        waiting = await _waiting_today(store, order, now) if order.state == "active" else None
        if waiting is not None:
            await store.postpone(order.id, now)
            for one in waiting:
                reason = "composed anew: the channel is open again"
                await store.finish_delivery(one.id, "cancelled", reason, now)
    return await store.set_channel_state(channel.id, "active", None, now)


async def _waiting_today(store: ReopenStore, order: Subscription, now: datetime) -> list[Delivery] | None:
    """What waits of a digest that was due today and not posted; None when none was, or it was begun."""
    today = now.astimezone(zone_named(order.zone)).date()
    due = due_between(order.at, order.days, order.zone, now - timedelta(days=1), now)
    due = [each for each in due if each.astimezone(zone_named(order.zone)).date() == today]
    if not due or (order.last_digest_until and order.last_digest_until >= due[-1]):
        return None
    waiting = await store.deliveries(subscription_id=order.id, kind="digest", state=OPEN)
    return None if any(part.state != "planned" for one in waiting for part in one.parts) else waiting
