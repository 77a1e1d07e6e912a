"""Standing orders: kept, changed, due. What is posted for them stands in `outbox.py`, what they were told in `reached.py`.

`preset`, `filters`, time and days are a person's choice; `options` has the rest of it, which only matters when the
whole order is read.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news.model import StoryFilter
from bot.ports import Subscription
from bot.store.channels import STANDS, keep_address
from bot.store.schema import channels, deliveries, delivery_parts, subscriptions, workspaces
from bot.store.tables import Row, Tables, rows_of

_WORDS = ("words_in", "words_out")
_STANDING = subscriptions.c.state != "removed"


class SubscriptionTables(Tables):
    async def subscriptions(
        self, *, workspace_id: int | None = None, channel_id: int | None = None, with_removed: bool = False
    ) -> list[Subscription]:
        """By number."""
        query = _JOINED.order_by(subscriptions.c.id)
        if workspace_id is not None:
            query = query.where(channels.c.workspace_id == workspace_id)
        if channel_id is not None:
            query = query.where(subscriptions.c.channel_id == channel_id)
        async with self._db.read() as connection:
            rows = await rows_of(connection, query if with_removed else query.where(_STANDING))
        return [_subscription(row) for row in rows]

    async def subscription(self, number: int) -> Subscription | None:
        """Also a removed one (state "removed")."""
        async with self._db.read() as connection:
            return await _numbered(connection, number)

    async def add_subscription(self, order: Subscription, now: datetime) -> Subscription:
        """In the channel of its number, or else of its address, which is made where it is new."""
        state = "paused" if order.paused else order.state
        whose = {"state": state, "created_at": order.created_at, "created_by": order.created_by}
        since = {"last_digest_until": order.last_digest_until}
        async with self._db.write() as connection:
            channel_id = order.channel_id or await keep_address(connection, order.channel, now)
            adding = sa.insert(subscriptions).values(channel_id=channel_id, **whose, **since, **_chosen(order))
            number = (await connection.execute(adding.returning(subscriptions.c.id))).scalar_one()
            added = await _numbered(connection, number)
        assert added is not None
        return added

    async def change_subscription(self, order: Subscription) -> bool:
        """Writes all that a person may change, its next due time, state and reason. False: there is none.

        Up to when it was served isn't written: that is the outbox's. Of `paused` and `state` the one that differs from
        what is kept counts. A new `channel` must be a channel that is known.
        """
        async with self._db.write() as connection:
            kept = await _numbered(connection, order.id, lock=True)
            if kept is None:
                return False
            changes = {**_chosen(order), "state": _new_state(kept, order), "channel_id": kept.channel_id}
            if order.channel != kept.channel:
                changes["channel_id"] = await keep_address(connection, order.channel, order.created_at)
            await connection.execute(sa.update(subscriptions).where(subscriptions.c.id == order.id).values(**changes))
            return True

    async def remove_subscription(self, number: int, now: datetime) -> bool:
        """Its digest that waits and was never tried isn't posted any more."""
        ending = sa.update(subscriptions).where(subscriptions.c.id == number, _STANDING)
        ending = ending.values(state="removed", next_due_at=None, reason=None)
        async with self._db.write() as connection:
            if (await connection.execute(ending)).rowcount != 1:
                return False
            await _cancel_waiting(connection, number, now)
            return True

    async def due_subscriptions(self, now: datetime, *, platforms: Collection[str], limit: int) -> list[Subscription]:
        """In active channels, longest due first: active ones whose time has come, and paused ones of which it has come
        and that go on by themselves on some day (the caller knows which day it is there)."""
        returning = (subscriptions.c.state == "paused") & subscriptions.c.paused_until.is_not(None)
        query = _JOINED.where(
            sa.or_(subscriptions.c.state == "active", returning),
            subscriptions.c.next_due_at <= now,
            channels.c.state == "active",
            workspaces.c.platform.in_(platforms),
            STANDS,
        )
        query = query.order_by(subscriptions.c.next_due_at, subscriptions.c.id).limit(limit)
        async with self._db.read() as connection:
            return [_subscription(row) for row in await rows_of(connection, query)]

    async def postpone(self, number: int, next_due_at: datetime, *, seen: datetime | None = None) -> None:
        """Lets an occasion pass: the next digest covers it too. `seen`: only while it is still due at that time."""
        moving = sa.update(subscriptions).where(subscriptions.c.id == number).values(next_due_at=next_due_at)
        if seen is not None:
            moving = moving.where(subscriptions.c.next_due_at == seen)
        async with self._db.write() as connection:
            await connection.execute(moving)


_EARLIER = subscriptions.c.last_digest_until < sa.bindparam("served_until")
SERVED = (
    sa.update(subscriptions)
    .where(subscriptions.c.id == sa.bindparam("number"), subscriptions.c.last_digest_until.is_(None) | _EARLIER)
    .values(last_digest_until=sa.bindparam("served_until"))
)
"""Up to when its channel was told (`number`, `served_until`); it only moves forward."""


async def _cancel_waiting(connection: AsyncConnection, number: int, now: datetime) -> None:
    free = deliveries.c.lease_until.is_(None) | (deliveries.c.lease_until <= now)
    waiting = sa.update(deliveries).where(
        deliveries.c.subscription_id == number, deliveries.c.kind == "digest", deliveries.c.state == "planned", free
    )
    waiting = waiting.values(state="cancelled", reason="the subscription was ended", finished_at=now)
    ids = (await connection.execute(waiting.returning(deliveries.c.id))).scalars().all()
    if ids:
        parts = sa.update(delivery_parts).where(delivery_parts.c.delivery_id.in_(ids))
        await connection.execute(parts.where(delivery_parts.c.state == "planned").values(state="cancelled"))


# --- Reading and writing one ------------------------------------------------------------------------------------------

_JOINED = (
    sa.select(
        subscriptions,
        workspaces.c.platform,
        channels.c.external_id,
        channels.c.workspace_id,
        channels.c.name.label("channel_name"),
    )
    .select_from(subscriptions)
    .join(channels, channels.c.id == subscriptions.c.channel_id)
    .join(workspaces, workspaces.c.id == channels.c.workspace_id)
)


async def _numbered(connection: AsyncConnection, number: int, *, lock: bool = False) -> Subscription | None:
    query = _JOINED.where(subscriptions.c.id == number)
    rows = await rows_of(connection, query.with_for_update(of=subscriptions, key_share=True) if lock else query)
    return _subscription(rows[0]) if rows else None


def _new_state(kept: Subscription, order: Subscription) -> str:
    if order.paused != kept.paused:
        return "paused" if order.paused else "active"
    return order.state


def _chosen(order: Subscription) -> dict[str, object]:
    return {
        "preset": order.preset,
        "filters": filter_to_json(order.wanted),
        "time": order.at.strftime("%H:%M"),
        "days": ",".join(map(str, order.days)),
        "zone": order.zone,
        "size": order.size,
        "language": order.language,
        "reason": order.reason,
        "next_due_at": order.next_due_at,
        "paused_until": order.paused_until,
        "options": _options(order),
    }


def _options(order: Subscription) -> dict[str, object]:
    """Only what isn't as it is for everybody."""
    skip = [day.isoformat() for day in sorted(order.skip)]
    every = {"compact": order.compact, "role": order.role, "thread": order.thread, "skip": skip}
    return {
        **{name: value for name, value in every.items() if value},
        **({} if order.tell_quiet else {"tell_quiet": False}),
    }


def _subscription(row: Row) -> Subscription:
    options = row["options"] or {}
    same = ("id", "preset", "zone", "size", "created_at", "next_due_at", "last_digest_until", "created_by", "state",
            "reason", "paused_until", "channel_id", "workspace_id", "channel_name")  # fmt: skip
    return Subscription(
        channel=f"{row['platform']}:{row['external_id']}".rstrip(":"),
        wanted=filter_from_json(row["filters"]),
        at=time.fromisoformat(row["time"]),
        days=tuple(int(day) for day in row["days"].split(",")),
        paused=row["state"] == "paused",
        language=row["language"] or "en",
        skip=tuple(date.fromisoformat(day) for day in options.get("skip", ())),
        **{name: options[name] for name in ("compact", "role", "thread", "tell_quiet") if name in options},
        **{name: row[name] for name in same},
    )


def filter_to_json(wanted: StoryFilter) -> dict[str, list[str]]:
    """Only what restricts."""
    every = {name: getattr(wanted, name) for name in StoryFilter.__dataclass_fields__}
    return {name: sorted(values) if name not in _WORDS else list(values) for name, values in every.items() if values}


def filter_from_json(stored: dict[str, list[str]]) -> StoryFilter:
    return StoryFilter(**{name: tuple(v) if name in _WORDS else frozenset(v) for name, v in stored.items()})  # type: ignore[arg-type]
