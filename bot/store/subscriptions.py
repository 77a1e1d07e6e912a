"""Standing orders and their channels. What a delivery does with them comes with the chat fronts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news.model import StoryFilter
from bot.ports import Subscription
from bot.store.schema import channels, reached, subscriptions, workspaces
from bot.store.tables import Row, Tables, insert_into, rows_of

PLATFORMS = ("terminal", "slack", "discord")
_WORDS = ("words_in", "words_out")


class SubscriptionTables(Tables):
    async def subscriptions(self) -> list[Subscription]:
        """All that stand, by number."""
        query = _joined().where(subscriptions.c.state != "removed").order_by(subscriptions.c.id)
        async with self._db.read() as connection:
            return [_subscription(row) for row in await rows_of(connection, query)]

    async def add_subscription(self, order: Subscription, now: datetime) -> Subscription:
        async with self._db.write() as connection:
            channel_id = await _channel(connection, order.channel, now)
            adding = (
                sa.insert(subscriptions).values(channel_id=channel_id, **_values(order)).returning(subscriptions.c.id)
            )
            number = (await connection.execute(adding)).scalar_one()
            rows = await rows_of(connection, _joined().where(subscriptions.c.id == number))
        return _subscription(rows[0])

    async def remove_subscription(self, number: int, now: datetime) -> bool:
        standing = (subscriptions.c.id == number) & (subscriptions.c.state != "removed")
        ending = sa.update(subscriptions).where(standing).values(state="removed", next_due_at=None)
        async with self._db.write() as connection:
            return (await connection.execute(ending)).rowcount == 1

    async def reached(self, number: int) -> dict[int, int]:
        """Which version of which story has reached the subscription's channel."""
        query = sa.select(reached).join(subscriptions, subscriptions.c.channel_id == reached.c.channel_id)
        async with self._db.read() as connection:
            rows = await rows_of(connection, query.where(subscriptions.c.id == number))
        return {row["story_id"]: row["version"] for row in rows}

    async def digest_done(
        self, number: int, until: datetime, next_due_at: datetime, told: Mapping[int, int] = MappingProxyType({})
    ) -> bool:
        """Records that a digest up to `until` was given, with `told` (story id → version), in one transaction.

        False, and nothing recorded, when another process gave one as late or later.
        """
        earlier = subscriptions.c.last_digest_until.is_(None) | (subscriptions.c.last_digest_until < until)
        recording = (
            sa.update(subscriptions)
            .where(subscriptions.c.id == number, earlier)
            .values(last_digest_until=until, next_due_at=next_due_at)
            .returning(subscriptions.c.channel_id)
        )
        async with self._db.write() as connection:
            channel_id = (await connection.execute(recording)).scalar()
            if channel_id is None:
                return False
            await _mark_reached(connection, channel_id, told, until)
            return True

    async def postpone(self, number: int, next_due_at: datetime) -> None:
        """Lets an occasion pass: the next digest covers it too."""
        async with self._db.write() as connection:
            moving = sa.update(subscriptions).where(subscriptions.c.id == number).values(next_due_at=next_due_at)
            await connection.execute(moving)


async def _mark_reached(connection: AsyncConnection, channel_id: int, told: Mapping[int, int], at: datetime) -> None:
    rows = [
        {"channel_id": channel_id, "story_id": story, "version": version, "at": at} for story, version in told.items()
    ]
    if not rows:
        return
    adding = insert_into(connection, reached)
    newer = {"version": adding.excluded.version, "at": adding.excluded.at}
    await connection.execute(adding.on_conflict_do_update(index_elements=["channel_id", "story_id"], set_=newer), rows)


def _joined() -> sa.Select[Any]:
    named = sa.select(subscriptions, workspaces.c.platform, channels.c.external_id.label("channel"))
    return named.join(channels, channels.c.id == subscriptions.c.channel_id).join(
        workspaces, workspaces.c.id == channels.c.workspace_id
    )


async def _channel(connection: AsyncConnection, address: str, now: datetime) -> int:
    """The channel's number; it and its workspace are made when they are new."""
    platform, _, external = address.partition(":")
    workspace_id = await _found_or_made(
        connection, workspaces, {"platform": platform, "external_id": ""}, {"settings": {}, "created_at": now}
    )
    return await _found_or_made(
        connection,
        channels,
        {"workspace_id": workspace_id, "external_id": external},
        {"state": "active", "settings": {}, "created_at": now},
    )


async def _found_or_made(
    connection: AsyncConnection, table: sa.Table, key: dict[str, object], more: dict[str, object]
) -> int:
    same = sa.and_(*(table.c[name] == value for name, value in key.items()))
    found = (await connection.execute(sa.select(table.c.id).where(same))).scalar()
    if found is None:
        adding = sa.insert(table).values(**key, **more).returning(table.c.id)
        found = (await connection.execute(adding)).scalar_one()
    return int(found)


def _values(order: Subscription) -> dict[str, object]:
    return {
        "preset": order.preset,
        "filters": filter_to_json(order.wanted),
        "time": order.at.strftime("%H:%M"),
        "days": ",".join(map(str, order.days)),
        "zone": order.zone,
        "size": order.size,
        "state": "paused" if order.paused else "active",
        "created_by": order.created_by,
        "created_at": order.created_at,
        "next_due_at": order.next_due_at,
        "last_digest_until": order.last_digest_until,
    }


def _subscription(row: Row) -> Subscription:
    return Subscription(
        id=row["id"],
        channel=f"{row['platform']}:{row['channel']}".rstrip(":"),
        preset=row["preset"],
        wanted=filter_from_json(row["filters"]),
        at=time.fromisoformat(row["time"]),
        days=tuple(int(day) for day in row["days"].split(",")),
        zone=row["zone"],
        size=row["size"],
        created_at=row["created_at"],
        next_due_at=row["next_due_at"],
        last_digest_until=row["last_digest_until"],
        created_by=row["created_by"],
        paused=row["state"] == "paused",
    )


def filter_to_json(wanted: StoryFilter) -> dict[str, list[str]]:
    """Only what restricts."""
    every = {name: getattr(wanted, name) for name in StoryFilter.__dataclass_fields__}
    return {name: sorted(values) if name not in _WORDS else list(values) for name, values in every.items() if values}


def filter_from_json(stored: dict[str, list[str]]) -> StoryFilter:
    return StoryFilter(**{name: tuple(v) if name in _WORDS else frozenset(v) for name, v in stored.items()})  # type: ignore[arg-type]
