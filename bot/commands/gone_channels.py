"""Channels that the bot was removed from, or that vanished: their orders are kept for a month, then they end.

Since when a channel is gone stands in its settings ("gone_at"), noted when it is first seen gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.outbox import shut_key
from bot.outbox_ports import Channel, ChannelClosed, ChannelStore, Couriers, OrderStore, WatchStore
from bot.pipeline.deliver import CloseStore, close_channel
from bot.pipeline.reopen import ReopenStore, reopen

KEPT = timedelta(days=30)
_SINCE = "gone_at"


class GoneStore(ChannelStore, OrderStore, WatchStore, Protocol):
    """Channels with what was ordered in them."""


async def channel_gone(store: CloseStore, couriers: Couriers, channel: Channel, reason: str, now: datetime) -> None:
    """Its orders stand, and aren't due; whoever gave them is told."""
    await close_channel(store, couriers, channel, ChannelClosed(reason, gone=True), now, now)
    await store.set_channel_settings(channel.id, {**channel.settings, _SINCE: now.isoformat()})


async def channel_back(store: ReopenStore, channel: Channel, now: datetime) -> None:
    """It is active again, and today's digest follows if it waits. Should it be closed once more, that is told anew."""
    if channel.state != "active":
        await store.end_notice(shut_key(channel), now)
        await reopen(store, channel, now)
    if _SINCE in channel.settings:
        await store.set_channel_settings(channel.id, _without(channel.settings))


async def forget_gone_channels(store: GoneStore, now: datetime) -> list[Channel]:
    """Ends what was ordered in channels that have been gone for a month; returns them. One that came back is no longer
    counted as gone."""
    forgotten = []
    for channel in await store.channels():
        if channel.state != "gone":
            if _SINCE in channel.settings:
                await store.set_channel_settings(channel.id, _without(channel.settings))
        elif _SINCE not in channel.settings:
            await store.set_channel_settings(channel.id, {**channel.settings, _SINCE: now.isoformat()})
        elif now - datetime.fromisoformat(channel.settings[_SINCE]) > KEPT and await _end(store, channel, now):
            forgotten.append(channel)
    return forgotten


def _without(settings: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in settings.items() if name != _SINCE}


async def _end(store: GoneStore, channel: Channel, now: datetime) -> bool:
    """Whether there was anything."""
    orders = await store.subscriptions(channel_id=channel.id)
    watches = await store.watches(channel_id=channel.id)
    for order in orders:
        await store.remove_subscription(order.id, now)
    for watch in watches:
        await store.remove_watch(channel.id, watch.name)
    return bool(orders or watches)
