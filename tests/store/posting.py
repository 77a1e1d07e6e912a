"""Small values for tests of what is posted: channels, standing orders, deliveries of invented stories."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from bot.news.model import StoryFilter
from bot.outbox_ports import Channel, Delivery, Part, ToldStory
from bot.ports import Subscription
from bot.store.store import Store
from tests.store.samples import NOW

HOUR = timedelta(hours=1)


async def add_channel(store: Store, place: str = "C1", workspace: str = "T1", **more: Any) -> Channel:
    return await store.keep_channel(f"slack:{place}", NOW, workspace=workspace, **more)


def order(channel: Channel, **more: Any) -> Subscription:
    told = {
        "id": 0, "channel": channel.address, "channel_id": channel.id, "preset": "everything", "wanted": StoryFilter(),
        "at": time(8, 30), "days": (0, 1, 2, 3, 4), "zone": "Europe/Berlin", "size": 8, "created_at": NOW,
        "next_due_at": NOW,
    }  # fmt: skip
    return Subscription(**{**told, **more})


def delivery(channel: Channel, name: str = "d1", *, parts: int = 1, **more: Any) -> Delivery:
    drawn = tuple(Part(n, f"{name}.{n}", {"text": f"part {n}"}) for n in range(1, parts + 1))
    told = {
        "id": name, "channel": channel, "subscription_id": None, "occasion": f"occasion of {name}", "kind": "post",
        "parts": drawn, "created_at": NOW, "due_at": NOW, "message": {"title": name},
    }  # fmt: skip
    return Delivery(**{**told, **more})


async def add_digest(store: Store, channel: Channel, name: str = "d1", *, story: int | None = None, **more: Any) -> int:
    """A digest that is planned for a new order; returns the order's number."""
    added = await store.add_subscription(order(channel), NOW)
    told = () if story is None else (ToldStory(story, 1, 1, why=("it is new",)),)
    span = {"kind": "digest", "subscription_id": added.id, "since": NOW - 24 * HOUR, "until": NOW, "told": told}
    assert await store.plan(delivery(channel, name, **{**span, **more}), NOW, next_due_at=NOW + 24 * HOUR)
    return added.id


async def take(store: Store, owner: str = "me", **more: Any) -> list[str]:
    asked = {"now": NOW, "limit": 9, "platforms": ("slack", "discord"), **more}
    return [taken.id for taken in await store.claim_deliveries(asked.pop("now"), owner=owner, **asked)]
