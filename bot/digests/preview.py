"""A digest before it is due: for somebody's eyes, or to be posted on request. Nothing is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.digests.channel import Expand, drawn_digest, less_of, reached_by, told_of, wanted_of
from bot.digests.occasion import LONGEST_SPAN, ORDINARY, ComposePolicy, first_since
from bot.digests.shelf import Pool, Shape, Shelf, Span
from bot.news.message import Message
from bot.news.model import Digest
from bot.outbox import unsettled
from bot.outbox_ports import Channel, OrderStore, OutboxStore, ToldStory
from bot.ports import NewsReader, Subscription


@dataclass(frozen=True, slots=True)
class Preview:
    """A digest as it would be now. `told` is for the outbox, should it be posted."""

    digest: Digest
    message: Message
    told: tuple[ToldStory, ...]


class PreviewStore(NewsReader, OrderStore, OutboxStore, Protocol):
    """What a preview reads."""


async def preview(
    store: PreviewStore,
    order: Subscription,
    channel: Channel,
    *,
    now: datetime,
    expand: Expand,
    only_new: bool = False,
    policy: ComposePolicy = ORDINARY,
) -> Preview:
    """The order's digest of the last day (on Mondays of the weekend), or of all since the last one when that is longer.

    Nothing is recorded. `only_new`: without what the channel has had, for one that will be posted there. `order` needs
    no number: what isn't subscribed yet can be looked at.
    """
    since = min(first_since(now, order.zone), order.last_digest_until or now)
    span = Span(max(since, now - LONGEST_SPAN), now, wanted_of(order, channel, expand), channel.workspace_id or None)
    shelf = Shelf(store, now)
    pool = await shelf.pool(span)
    reached = await _preview_reached(store, channel, pool, now) if only_new and channel.id else {}
    shape = Shape(order.size, order.zone, less=less_of(channel), followed=order.wanted)
    digest = await shelf.digest(pool, shape, reached)
    return Preview(digest, drawn_digest(digest, order, policy), told_of(digest))


async def _preview_reached(store: PreviewStore, channel: Channel, pool: Pool, now: datetime) -> dict[int, int]:
    versions = await store.versions_in([channel.id], [story.id for story in pool.stories])
    return reached_by(versions.get(channel.id, {}), await unsettled(store, [channel.id], now))
