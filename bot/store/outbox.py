"""The outbox: what is to be posted, who is posting it, and what became of each part. Every method is one transaction.

It posts nothing and judges nothing: when to look, to try again, or to give up is the arrow's. It holds what must hold
whoever asks: one intent an occasion, one process a channel, no part that is known to be posted is ever open again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox_ports import OPEN, Delivery, DeliveryKind, DeliveryState, Json, Part, PartState, ToldStory
from bot.store.channels import STANDS
from bot.store.outbox_rows import DELIVERIES, delivery_row, part_row, read_deliveries, told_of, told_to_json
from bot.store.reached import mark_reached
from bot.store.schema import (
    channels,
    deliveries,
    delivery_parts,
    digest_stories,
    digests,
    stories,
    subscriptions,
    workspaces,
)
from bot.store.subscriptions import served
from bot.store.tables import Row, Tables, insert_into, rows_by_ids, rows_of

HOLD_SECONDS = 60.0
"""How long a lease holds at least from the moment at which a part is sent: longer than any answer is waited for."""

RESENT_FOR = timedelta(days=1)
"""How long what an operator sends again is tried."""

_OPEN = deliveries.c.state.in_(OPEN)
_FREED: Mapping[str, Any] = {"lease_owner": None, "lease_until": None}
_LEFT: Mapping[str, PartState] = {
    "failed": "failed",
    "unknown": "failed",
    "cancelled": "cancelled",
    "expired": "cancelled",
}
"""What becomes of parts that were never tried when their delivery ends."""


class OutboxTables(Tables):
    async def plan(self, delivery: Delivery, now: datetime, *, next_due_at: datetime | None = None) -> bool:
        """Writes the intent, with the digest, and moves the subscription's next due time. False, and nothing written,
        when a delivery of that id stands already, or its channel or subscription was deleted meanwhile.

        A person who set another due time meanwhile is obeyed: only one that has come is moved.
        """
        async with self._db.write() as connection:
            if not await _has_a_place(connection, delivery):
                return False
            adding = insert_into(connection, deliveries).values(**delivery_row(delivery, None)).on_conflict_do_nothing()
            if (await connection.execute(adding.returning(deliveries.c.id))).scalar() is None:
                return False
            await _write_parts(connection, delivery.id, delivery.parts)
            await _write_digest(connection, delivery, now)
            if next_due_at is not None:
                due = (subscriptions.c.id == delivery.subscription_id) & (subscriptions.c.next_due_at <= now)
                await connection.execute(sa.update(subscriptions).where(due).values(next_due_at=next_due_at))
            return True

    async def claim_deliveries(
        self, now: datetime, *, owner: str, limit: int, platforms: Collection[str], seconds: float = HOLD_SECONDS
    ) -> list[Delivery]:
        """Takes open ones that are due, in active channels, under a lease, oldest due first, one a channel.

        Their channels are locked first: two processes that see two deliveries of one channel would else take one each.
        """
        waiting = _waiting_channels(now, platforms).limit(limit)
        async with self._db.read() as connection:
            if (await connection.execute(waiting.limit(1))).first() is None:
                return []
        async with self._db.write() as connection:
            mine = waiting.with_for_update(of=channels, skip_locked=True, key_share=True)
            ids = await _first_of_each(connection, (await connection.execute(mine)).scalars().all(), now)
            lease = {"lease_owner": owner, "lease_until": now + timedelta(seconds=seconds)}
            await connection.execute(sa.update(deliveries).where(deliveries.c.id.in_(ids)).values(**lease))
            taken = DELIVERIES.where(deliveries.c.id.in_(ids)).order_by(deliveries.c.due_at, deliveries.c.id)
            return await read_deliveries(connection, taken)

    async def release_delivery(self, delivery_id: str, *, owner: str, due_at: datetime, reason: str | None) -> None:
        """Gives the lease back: to be tried again from `due_at` on. `attempts` grows by one. Another's lease stays."""
        mine = (deliveries.c.id == delivery_id) & (deliveries.c.lease_owner == owner)
        later = {"due_at": due_at, "reason": reason, "attempts": deliveries.c.attempts + 1}
        async with self._db.write() as connection:
            await connection.execute(sa.update(deliveries).where(mine, _OPEN).values(**later, **_FREED))

    async def redraw(
        self, delivery_id: str, message: Json, parts: Sequence[Part], told: Sequence[ToldStory] | None, now: datetime
    ) -> bool:
        """Other parts for a delivery of which none was ever tried, or each try surely not posted. False: too late."""
        async with self._db.write() as connection:
            row = await _held(connection, delivery_id)
            if row is None or row["state"] not in OPEN or set(await _states(connection, delivery_id)) != {"planned"}:
                return False
            other = {"message": message, **({} if told is None else {"told": told_to_json(told)})}
            await _change(connection, delivery_id, **other)
            await connection.execute(sa.delete(delivery_parts).where(delivery_parts.c.delivery_id == delivery_id))
            await _write_parts(connection, delivery_id, parts)
            if row["digest_id"] is not None:
                await _rewrite_digest(connection, row["digest_id"], message, told)
            return True

    async def part_sending(self, delivery_id: str, n: int, now: datetime, *, owner: str) -> bool:
        """The intent, before the act. False when the lease was lost or the part isn't planned: then nothing may be sent.

        The lease is made longer where it would end before an answer can be there.
        """
        async with self._db.write() as connection:
            row = await _held(connection, delivery_id)
            if row is None or not _is_mine(row, owner, now):
                return False
            trying = _part(delivery_id, n).where(delivery_parts.c.state == "planned")
            trying = trying.values(state="sending", tried_at=now, attempts=delivery_parts.c.attempts + 1, reason=None)
            if (await connection.execute(trying)).rowcount != 1:
                return False
            until = max(row["lease_until"], now + timedelta(seconds=HOLD_SECONDS))
            await _change(connection, delivery_id, state="sending", lease_until=until)
            return True

    async def part_sent(self, delivery_id: str, n: int, message_ref: str, now: datetime) -> None:
        """Known to be posted. With the first: the subscription's `last_digest_until`; with each: its stories are marked
        as reached. With the last the delivery is `sent`. Told twice, it changes nothing the second time."""
        async with self._db.write() as connection:
            row = await _held(connection, delivery_id)
            sent = _part(delivery_id, n).where(delivery_parts.c.state != "sent")
            sent = sent.values(state="sent", message_ref=message_ref, reason=None, sent_at=now)
            if row is None or (await connection.execute(sent)).rowcount != 1:
                return
            await _record_told(connection, row, n, message_ref, now)
            await _settle(connection, row, now)

    async def part_open(self, delivery_id: str, n: int, state: PartState, reason: str | None, now: datetime) -> None:
        """To "planned" again (surely not posted), "unsure", "unknown" or "failed". One that is sent stays so."""
        async with self._db.write() as connection:
            row = await _held(connection, delivery_id)
            opening = _part(delivery_id, n).where(delivery_parts.c.state != "sent")
            await connection.execute(opening.values(state=state, reason=reason))
            if row is not None:
                await _settle(connection, row, now)

    async def finish_delivery(self, delivery_id: str, state: DeliveryState, reason: str | None, now: datetime) -> None:
        """Ends it and its lease. Parts that were never tried end with it: an operator's *resend* takes them up again
        after `failed` and `unknown`.

        A digest of which something is or may be posted isn't cancelled: it must be looked after, or its stories would
        come twice.
        """
        async with self._db.write() as connection:
            row = await _held(connection, delivery_id)
            if row is None or (state == "cancelled" and await _is_begun_digest(connection, row)):
                return
            await _change(connection, delivery_id, state=state, reason=reason, finished_at=now, **_FREED)
            if state in _LEFT:
                untried = sa.update(delivery_parts).where(delivery_parts.c.delivery_id == delivery_id)
                untried = untried.where(delivery_parts.c.state == "planned")
                await connection.execute(untried.values(state=_LEFT[state], reason=reason))

    async def delivery(self, delivery_id: str) -> Delivery | None:
        async with self._db.read() as connection:
            found = await read_deliveries(connection, DELIVERIES.where(deliveries.c.id == delivery_id))
        return found[0] if found else None

    async def delivery_of_marker(self, marker: str) -> Delivery | None:
        """By a part's marker, or by what all its parts' markers begin with (before the dot)."""
        marked = delivery_parts.c.marker.in_((marker, f"{marker}.1"))
        query = DELIVERIES.where(deliveries.c.id.in_(sa.select(delivery_parts.c.delivery_id).where(marked)))
        async with self._db.read() as connection:
            found = await read_deliveries(connection, query)
        return found[0] if found else None

    async def deliveries(
        self,
        *,
        state: Collection[DeliveryState] | None = None,
        channel_id: int | None = None,
        subscription_id: int | None = None,
        kind: DeliveryKind | None = None,
        since: datetime | None = None,
        limit: int = 50,
    ) -> list[Delivery]:
        """Newest first."""
        query = DELIVERIES.order_by(deliveries.c.created_at.desc(), deliveries.c.id).limit(limit)
        asked = {"channel_id": channel_id, "subscription_id": subscription_id, "kind": kind}
        query = query.where(*(deliveries.c[name] == value for name, value in asked.items() if value is not None))
        if state is not None:
            query = query.where(deliveries.c.state.in_(state))
        if since is not None:
            query = query.where(deliveries.c.created_at >= since)
        async with self._db.read() as connection:
            return await read_deliveries(connection, query)

    async def edited(self, delivery_id: str, message: Json, n: int, payload: Json, now: datetime) -> None:
        """Records that a posted part was edited (a correction), with the message as it now stands."""
        async with self._db.write() as connection:
            await _change(connection, delivery_id, message=message)
            await connection.execute(_part(delivery_id, n).values(payload=payload))

    async def resend(self, delivery_id: str, now: datetime) -> bool:
        """The operator's decision: unknown and failed parts become planned again, and nothing expires any more. False
        when there is none."""
        async with self._db.write() as connection:
            row = await _held(connection, delivery_id)
            again = sa.update(delivery_parts).where(delivery_parts.c.delivery_id == delivery_id)
            again = again.where(delivery_parts.c.state.in_(("unknown", "failed")))
            again = again.values(state="planned", reason=None, tried_at=None)
            if row is None or (await connection.execute(again)).rowcount == 0:
                return False
            fresh = {
                "state": "planned",
                "reason": None,
                "due_at": now,
                "expires_at": now + RESENT_FOR,
                "finished_at": None,
            }
            await _change(connection, delivery_id, **fresh, **_FREED)
            return True

    async def mark_sent(self, delivery_id: str, now: datetime) -> bool:
        """The operator's decision: unknown, unsure and failed parts count as sent; nothing is posted."""
        async with self._db.write() as connection:
            row = await _held(connection, delivery_id)
            counted = sa.update(delivery_parts).where(delivery_parts.c.delivery_id == delivery_id)
            counted = counted.where(delivery_parts.c.state.in_(("unknown", "unsure", "failed")))
            counted = counted.values(state="sent", reason=None, sent_at=now).returning(delivery_parts.c.n)
            numbers = [] if row is None else (await connection.execute(counted)).scalars().all()
            if row is None or not numbers:
                return False
            for n in numbers:
                await _record_told(connection, row, n, None, now)
            await _settle(connection, row, now)
            return True


# --- Planning ---------------------------------------------------------------------------------------------------------


async def _has_a_place(connection: AsyncConnection, delivery: Delivery) -> bool:
    """Its channel and its subscription still exist, and stay until the transaction ends."""
    rows = [(channels, delivery.channel.id), (subscriptions, delivery.subscription_id)]
    for table, row_id in rows:
        query = sa.select(table.c.id).where(table.c.id == row_id).with_for_update(read=True, key_share=True)
        if row_id is not None and (await connection.execute(query)).first() is None:
            return False
    return True


async def _write_parts(connection: AsyncConnection, delivery_id: str, parts: Sequence[Part]) -> None:
    if parts:
        await connection.execute(sa.insert(delivery_parts), [part_row(delivery_id, part) for part in parts])


async def _write_digest(connection: AsyncConnection, delivery: Delivery, now: datetime) -> None:
    if delivery.kind != "digest" or delivery.subscription_id is None:
        return
    key = {"subscription_id": delivery.subscription_id, "occasion": delivery.occasion}
    span = {"since": delivery.since or delivery.created_at, "until": delivery.until or delivery.created_at}
    adding = insert_into(connection, digests).values(**key, **span, content=delivery.message, created_at=now)
    await connection.execute(adding.on_conflict_do_nothing())
    same = (digests.c.subscription_id == delivery.subscription_id) & (digests.c.occasion == delivery.occasion)
    digest_id = (await connection.execute(sa.select(digests.c.id).where(same))).scalar_one()
    await _change(connection, delivery.id, digest_id=digest_id)
    await _rewrite_digest(connection, digest_id, delivery.message, delivery.told)


async def _rewrite_digest(
    connection: AsyncConnection, digest_id: int, message: Json, told: Sequence[ToldStory] | None
) -> None:
    await connection.execute(sa.update(digests).where(digests.c.id == digest_id).values(content=message))
    if told is None:
        return
    await connection.execute(sa.delete(digest_stories).where(digest_stories.c.digest_id == digest_id))
    every = {one.story_id: one for one in told}
    known = {row["id"] for row in await rows_by_ids(connection, sa.select(stories.c.id), stories.c.id, every)}
    rows = [
        {"digest_id": digest_id, "story_id": one.story_id, "version": one.version, "position": one.position,
         "score": one.score, "why": list(one.why)}
        for one in every.values() if one.story_id in known
    ]  # fmt: skip
    if rows:
        await connection.execute(sa.insert(digest_stories), rows)


# --- Taking -----------------------------------------------------------------------------------------------------------


def _free(now: datetime) -> sa.ColumnElement[bool]:
    return deliveries.c.lease_until.is_(None) | (deliveries.c.lease_until <= now)


def _waiting_channels(now: datetime, platforms: Collection[str]) -> sa.Select[Any]:
    """Active channels with a delivery that is due and none that is being sent, longest due first."""
    first = sa.func.min(deliveries.c.due_at).label("first_due")
    due = sa.select(deliveries.c.channel_id, first).where(_OPEN, deliveries.c.due_at <= now, _free(now))
    waiting = due.group_by(deliveries.c.channel_id).subquery("waiting")
    busy = sa.select(deliveries.c.channel_id).where(_OPEN, ~_free(now))
    return (
        sa.select(channels.c.id)
        .join(waiting, waiting.c.channel_id == channels.c.id)
        .join(workspaces, workspaces.c.id == channels.c.workspace_id)
        .where(channels.c.state == "active", STANDS, workspaces.c.platform.in_(platforms), channels.c.id.not_in(busy))
        .order_by(waiting.c.first_due, channels.c.id)
    )


async def _first_of_each(connection: AsyncConnection, channel_ids: Sequence[int], now: datetime) -> list[str]:
    """Asked again now that the channels are held: another process may have taken one just before."""
    if not channel_ids:
        return []
    query = sa.select(deliveries.c.id, deliveries.c.channel_id, deliveries.c.due_at, deliveries.c.lease_until)
    query = query.where(_OPEN, deliveries.c.channel_id.in_(channel_ids)).order_by(
        deliveries.c.due_at, deliveries.c.created_at, deliveries.c.id
    )
    rows = await rows_of(connection, query.with_for_update(key_share=True))
    busy = {row["channel_id"] for row in rows if row["lease_until"] is not None and row["lease_until"] > now}
    first: dict[int, str] = {}
    for row in rows:
        if row["channel_id"] not in busy and row["due_at"] <= now:
            first.setdefault(row["channel_id"], row["id"])
    return list(first.values())


def _is_mine(row: Row, owner: str, now: datetime) -> bool:
    held = row["lease_owner"] == owner and row["lease_until"] is not None and row["lease_until"] > now
    return held and row["state"] in OPEN


# --- One delivery -----------------------------------------------------------------------------------------------------


async def _held(connection: AsyncConnection, delivery_id: str) -> Row | None:
    """The delivery's row, held until the transaction ends: all that is done to a delivery begins here."""
    query = sa.select(deliveries).where(deliveries.c.id == delivery_id).with_for_update(key_share=True)
    rows = await rows_of(connection, query)
    return rows[0] if rows else None


async def _change(connection: AsyncConnection, delivery_id: str, **values: Any) -> None:
    await connection.execute(sa.update(deliveries).where(deliveries.c.id == delivery_id).values(**values))


def _part(delivery_id: str, n: int) -> sa.Update:
    return sa.update(delivery_parts).where(delivery_parts.c.delivery_id == delivery_id, delivery_parts.c.n == n)


async def _states(connection: AsyncConnection, delivery_id: str) -> list[str]:
    query = sa.select(delivery_parts.c.state).where(delivery_parts.c.delivery_id == delivery_id)
    return list((await connection.execute(query)).scalars())


async def _is_begun_digest(connection: AsyncConnection, row: Row) -> bool:
    begun = {"sending", "unsure", "sent"} & set(await _states(connection, row["id"]))
    return row["kind"] == "digest" and bool(begun)


async def _record_told(connection: AsyncConnection, row: Row, n: int, message_ref: str | None, now: datetime) -> None:
    if row["subscription_id"] is not None and row["until"] is not None:
        await connection.execute(served(row["subscription_id"], row["until"]))
    told = {one.story_id: one.version for one in told_of(row) if one.part == n}
    await mark_reached(connection, row["channel_id"], told, now, message_ref=message_ref, delivery_id=row["id"])


async def _settle(connection: AsyncConnection, row: Row, now: datetime) -> None:
    """The delivery's state after one of its parts changed: sent with the last one, else as open as its parts are."""
    states = set(await _states(connection, row["id"]))
    if states == {"sent"}:
        await _change(connection, row["id"], state="sent", reason=None, finished_at=now, **_FREED)
    elif row["state"] in OPEN:
        state = "unsure" if "unsure" in states else "sending" if states & {"sending", "sent"} else "planned"
        await _change(connection, row["id"], state=state)
