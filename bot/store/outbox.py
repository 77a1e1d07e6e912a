"""The outbox: what is to be posted, who is posting it, and what became of each part. Every method is one transaction.

It posts nothing and judges nothing: when to look, to try again, or to give up is the arrow's. It holds what must hold
whoever asks: one intent an occasion, one process a channel, no part that is known to be posted is ever open again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox_ports import OPEN, Delivery, DeliveryKind, DeliveryState, Json, Part, PartState, ToldStory
from bot.store.channels import STANDS
from bot.store.engine import Database
from bot.store.outbox_rows import DELIVERIES, delivery_row, part_row, read_deliveries, told_of, told_to_json
from bot.store.reached import mark_all_reached, reached_rows
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
from bot.store.subscriptions import SERVED
from bot.store.tables import Row, Tables, chunks, insert_of, rows_by_ids, rows_of
from bot.store.together import Together

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
    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._sending = Together(database, _write_sending)
        self._sent = Together(database, _write_sent)

    async def plan(self, delivery: Delivery, now: datetime, *, next_due_at: datetime | None = None) -> bool:
        """Writes the intent, with the digest, and moves the subscription's next due time. False, and nothing written,
        when a delivery of that id stands already, or its channel or subscription was deleted meanwhile.

        A person who set another due time meanwhile is obeyed: only one that has come is moved.
        """
        return (await self.plan_all([(delivery, next_due_at)], now))[0]

    async def plan_all(self, planned: Sequence[tuple[Delivery, datetime | None]], now: datetime) -> list[bool]:
        """`plan` for several deliveries, each with its subscription's next due time, in one transaction: all or none.

        They are written in the order of their ids: two processes that plan the same wait for each other in turn.
        """
        ordered = {delivery.id: (delivery, due) for delivery, due in sorted(planned, key=lambda one: one[0].id)}
        async with self._db.write() as connection:
            placed = await _with_a_place(connection, [delivery for delivery, _ in ordered.values()])
            added = await _added(connection, placed)
            fresh = [delivery for delivery in placed if delivery.id in added]
            await _write_parts(connection, [(delivery.id, part) for delivery in fresh for part in delivery.parts])
            await _write_digests(connection, fresh, now)
            moved = [(delivery, ordered[delivery.id][1]) for delivery in fresh]
            due = [{"number": one.subscription_id, "now": now, "next": due} for one, due in moved if due]
            await _each(connection, _MOVE_DUE, due)
        return [delivery.id in added for delivery, _ in planned]

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
            await _write_parts(connection, [(delivery_id, part) for part in parts])
            if row["digest_id"] is not None:
                await _rewrite_digest(connection, row["digest_id"], message, told)
            return True

    async def part_sending(self, delivery_id: str, n: int, now: datetime, *, owner: str) -> bool:
        """The intent, before the act. False when the lease was lost or the part isn't planned: then nothing may be sent.

        The lease is made longer where it would end before an answer can be there. Those that are asked for at the same
        time are written together, and answered when that is committed.
        """
        return await self._sending.ask(_Sending(delivery_id, n, now, owner))

    async def part_sent(self, delivery_id: str, n: int, message_ref: str, now: datetime) -> None:
        """Known to be posted. With the first: the subscription's `last_digest_until`; with each: its stories are marked
        as reached. With the last the delivery is `sent`. Told twice, it changes nothing the second time."""
        await self._sent.ask(_Sent(delivery_id, n, message_ref, now))

    async def part_open(
        self, delivery_id: str, n: int, state: PartState, reason: str | None, now: datetime, *, owner: str | None = None
    ) -> bool:
        """To "planned" again (surely not posted), "unsure", "unknown" or "failed". One that is sent stays so. False when
        another than `owner` has taken the delivery over: what that one does with the part counts."""
        async with self._db.write() as connection:
            row = await _held(connection, delivery_id)
            if _is_anothers(row, owner):
                return False
            opening = _part(delivery_id, n).where(delivery_parts.c.state != "sent")
            await connection.execute(opening.values(state=state, reason=reason))
            if row is not None:
                await _settle(connection, row, now)
            return True

    async def finish_delivery(
        self, delivery_id: str, state: DeliveryState, reason: str | None, now: datetime, *, owner: str | None = None
    ) -> bool:
        """Ends it and its lease. Parts that were never tried end with it: an operator's *resend* takes them up again
        after `failed` and `unknown`.

        A digest of which something is or may be posted isn't cancelled: it must be looked after, or its stories would
        come twice.
        """
        async with self._db.write() as connection:
            row = await _held(connection, delivery_id)
            if (
                row is None
                or _is_anothers(row, owner)
                or (state == "cancelled" and await _is_begun_digest(connection, row))
            ):
                return False
            await _change(connection, delivery_id, state=state, reason=reason, finished_at=now, **_FREED)
            if state in _LEFT:
                untried = sa.update(delivery_parts).where(delivery_parts.c.delivery_id == delivery_id)
                untried = untried.where(delivery_parts.c.state == "planned")
                await connection.execute(untried.values(state=_LEFT[state], reason=reason))
            return True

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
        channel_ids: Collection[int] | None = None,
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
        if channel_ids is not None:
            query = query.where(deliveries.c.channel_id.in_(channel_ids))
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
            await _record_told(connection, [(row, _Sent(delivery_id, n, None, now)) for n in numbers])
            await _settle(connection, row, now)
            return True


# --- Planning ---------------------------------------------------------------------------------------------------------


_MOVE_DUE = (
    sa.update(subscriptions)
    .where(subscriptions.c.id == sa.bindparam("number"), subscriptions.c.next_due_at <= sa.bindparam("now"))
    .values(next_due_at=sa.bindparam("next"))
)
_OF_DIGEST = sa.update(deliveries).where(deliveries.c.id == sa.bindparam("of")).values(digest_id=sa.bindparam("digest"))


async def _each(connection: AsyncConnection, statement: sa.Executable, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        await connection.execute(statement, rows)


async def _with_a_place(connection: AsyncConnection, planned: Sequence[Delivery]) -> list[Delivery]:
    """Those whose channel and subscription still exist, and stay until the transaction ends."""
    places = await _standing(connection, channels, {one.channel.id for one in planned})
    wished = {one.subscription_id for one in planned if one.subscription_id is not None}
    orders = {None, *(await _standing(connection, subscriptions, wished))}
    return [one for one in planned if one.channel.id in places and one.subscription_id in orders]


async def _standing(connection: AsyncConnection, table: sa.Table, ids: Collection[int]) -> set[int]:
    query = sa.select(table.c.id).order_by(table.c.id).with_for_update(read=True, key_share=True)
    return {row["id"] for row in await rows_by_ids(connection, query, table.c.id, sorted(ids))}


async def _added(connection: AsyncConnection, planned: Sequence[Delivery]) -> set[str]:
    if not planned:
        return set()
    rows = [delivery_row(delivery, None) for delivery in planned]
    return set((await connection.execute(_adding(connection.dialect.name), rows)).scalars())


@cache
def _adding(dialect: str) -> sa.Executable:
    return insert_of(dialect, deliveries).on_conflict_do_nothing().returning(deliveries.c.id)


async def _write_parts(connection: AsyncConnection, parts: Sequence[tuple[str, Part]]) -> None:
    await _each(connection, sa.insert(delivery_parts), [part_row(delivery_id, part) for delivery_id, part in parts])


async def _write_digests(connection: AsyncConnection, planned: Sequence[Delivery], now: datetime) -> None:
    """One that stands already for the occasion (its delivery was taken back) gets the new content."""
    whose = {
        (one.subscription_id, one.occasion): one for one in planned if one.kind == "digest" and one.subscription_id
    }
    if not whose:
        return
    written = (
        await connection.execute(_digest_adding(connection.dialect.name), _digest_rows(whose.values(), now))
    ).all()
    ids = {row.id: whose[row.subscription_id, row.occasion] for row in written}
    await connection.execute(_OF_DIGEST, [{"of": one.id, "digest": digest_id} for digest_id, one in ids.items()])
    await _write_digest_stories(connection, {digest_id: one.told for digest_id, one in ids.items()})


def _digest_rows(planned: Iterable[Delivery], now: datetime) -> list[dict[str, Any]]:
    return [
        {"subscription_id": one.subscription_id, "occasion": one.occasion, "since": one.since or one.created_at,
         "until": one.until or one.created_at, "content": one.message, "created_at": now}
        for one in planned
    ]  # fmt: skip


@cache
def _digest_adding(dialect: str) -> sa.Executable:
    adding = insert_of(dialect, digests)
    adding = adding.on_conflict_do_update(
        index_elements=["subscription_id", "occasion"], set_={"content": adding.excluded.content}
    )
    return adding.returning(digests.c.id, digests.c.subscription_id, digests.c.occasion)


async def _rewrite_digest(
    connection: AsyncConnection, digest_id: int, message: Json, told: Sequence[ToldStory] | None
) -> None:
    await connection.execute(sa.update(digests).where(digests.c.id == digest_id).values(content=message))
    if told is not None:
        await _write_digest_stories(connection, {digest_id: told})


async def _write_digest_stories(connection: AsyncConnection, told: Mapping[int, Sequence[ToldStory]]) -> None:
    for some in chunks(told):
        await connection.execute(sa.delete(digest_stories).where(digest_stories.c.digest_id.in_(some)))
    every = {(digest_id, one.story_id): one for digest_id, stories_ in told.items() for one in stories_}
    asked = {story_id for _, story_id in every}
    known = {row["id"] for row in await rows_by_ids(connection, sa.select(stories.c.id), stories.c.id, asked)}
    rows = [
        {"digest_id": digest_id, "story_id": one.story_id, "version": one.version, "position": one.position,
         "score": one.score, "why": list(one.why)}
        for (digest_id, _), one in every.items() if one.story_id in known
    ]  # fmt: skip
    await _each(connection, sa.insert(digest_stories), rows)


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


def _is_anothers(row: Row | None, owner: str | None) -> bool:
    return row is not None and owner is not None and row["lease_owner"] not in (owner, None)


# --- One delivery -----------------------------------------------------------------------------------------------------


_HELD = sa.select(
    *(
        deliveries.c[name]
        for name in ("id", "channel_id", "subscription_id", "digest_id", "kind", "state", "until", "told",
                     "lease_owner", "lease_until")
    )
).order_by(deliveries.c.id).with_for_update(key_share=True)  # fmt: skip


async def _held(connection: AsyncConnection, delivery_id: str) -> Row | None:
    """The delivery's row, held until the transaction ends: all that is done to a delivery begins here."""
    return (await _all_held(connection, [delivery_id])).get(delivery_id)


async def _all_held(connection: AsyncConnection, ids: Collection[str]) -> dict[str, Row]:
    """Held in the order of their ids, so that two processes can't wait for each other."""
    return {row["id"]: row for row in await rows_of(connection, _HELD.where(deliveries.c.id.in_(sorted(ids))))}


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


def _told_in(row: Row, n: int) -> dict[int, int]:
    return {one.story_id: one.version for one in told_of(row) if one.part == n}


async def _settle(connection: AsyncConnection, row: Row, now: datetime) -> None:
    """The delivery's state after one of its parts changed: sent with the last one, else as open as its parts are."""
    held = {row["id"]: row}
    await _settle_all(connection, held, await _part_states(connection, held), {row["id"]: now})


def _open_state(states: Collection[str]) -> str:
    return "unsure" if "unsure" in states else "sending" if {"sending", "sent"} & set(states) else "planned"


# --- Parts of many deliveries -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sending:
    delivery_id: str
    n: int
    now: datetime
    owner: str


@dataclass(frozen=True, slots=True)
class _Sent:
    delivery_id: str
    n: int
    message_ref: str | None
    now: datetime


_PartKey = tuple[str, int]
_THE_PART = (delivery_parts.c.delivery_id == sa.bindparam("of"), delivery_parts.c.n == sa.bindparam("number"))
_THE_DELIVERY = deliveries.c.id == sa.bindparam("of")
_TRY_PART = (
    sa.update(delivery_parts)
    .where(*_THE_PART)
    .values(state="sending", tried_at=sa.bindparam("now"), attempts=delivery_parts.c.attempts + 1, reason=None)
)
_HOLD = sa.update(deliveries).where(_THE_DELIVERY).values(state="sending", lease_until=sa.bindparam("held_until"))
_PART_SENT = (
    sa.update(delivery_parts)
    .where(*_THE_PART)
    .values(state="sent", message_ref=sa.bindparam("ref"), reason=None, sent_at=sa.bindparam("now"))
)
_ALL_SENT = (
    sa.update(deliveries)
    .where(_THE_DELIVERY)
    .values(state="sent", reason=None, finished_at=sa.bindparam("now"), **_FREED)
)
_STILL_OPEN = sa.update(deliveries).where(_THE_DELIVERY).values(state=sa.bindparam("now_is"))


async def _write_sending(connection: AsyncConnection, asked: Sequence[_Sending]) -> list[bool]:
    held, states = await _held_with_parts(connection, asked)
    answers: list[bool] = []
    for one in asked:
        row, part = held.get(one.delivery_id), (one.delivery_id, one.n)
        answers.append(row is not None and _is_mine(row, one.owner, one.now) and states.get(part) == "planned")
        if answers[-1]:
            states[part] = "sending"
    well = [one for one, may in zip(asked, answers, strict=True) if may]
    await _each(connection, _TRY_PART, [{"of": one.delivery_id, "number": one.n, "now": one.now} for one in well])
    until = {one.delivery_id: one.now + timedelta(seconds=HOLD_SECONDS) for one in well}
    longer = [{"of": of, "held_until": max(held[of]["lease_until"], at)} for of, at in until.items()]
    await _each(connection, _HOLD, longer)
    return answers


async def _write_sent(connection: AsyncConnection, asked: Sequence[_Sent]) -> list[None]:
    held, states = await _held_with_parts(connection, asked)
    news: list[_Sent] = []
    for one in asked:
        part = (one.delivery_id, one.n)
        if states.get(part, "sent") != "sent":
            states[part] = "sent"
            news.append(one)
    parts = [{"of": one.delivery_id, "number": one.n, "ref": one.message_ref, "now": one.now} for one in news]
    await _each(connection, _PART_SENT, parts)
    await _record_told(connection, [(held[one.delivery_id], one) for one in news])
    await _settle_all(connection, held, states, {one.delivery_id: one.now for one in news})
    return [None] * len(asked)


async def _held_with_parts(
    connection: AsyncConnection, asked: Sequence[_Sending] | Sequence[_Sent]
) -> tuple[dict[str, Row], dict[_PartKey, str]]:
    """The deliveries, held, and the states of all their parts."""
    held = await _all_held(connection, {one.delivery_id for one in asked})
    return held, await _part_states(connection, held)


async def _part_states(connection: AsyncConnection, ids: Collection[str]) -> dict[_PartKey, str]:
    query = sa.select(delivery_parts.c.delivery_id, delivery_parts.c.n, delivery_parts.c.state)
    rows = await rows_of(connection, query.where(delivery_parts.c.delivery_id.in_(ids))) if ids else ()
    return {(row["delivery_id"], row["n"]): row["state"] for row in rows}


async def _record_told(connection: AsyncConnection, sent: Sequence[tuple[Row, _Sent]]) -> None:
    up_to = [
        {"number": row["subscription_id"], "served_until": row["until"]}
        for row, _ in sent
        if row["subscription_id"] is not None and row["until"] is not None
    ]
    await _each(connection, SERVED, sorted(up_to, key=lambda one: int(one["number"])))
    marks = [
        mark
        for row, one in sent
        for mark in reached_rows(row["channel_id"], _told_in(row, one.n), one.now, one.message_ref, row["id"])
    ]
    await mark_all_reached(connection, marks)


async def _settle_all(
    connection: AsyncConnection,
    held: Mapping[str, Row],
    states: Mapping[_PartKey, str],
    changed: Mapping[str, datetime],
) -> None:
    ended, still_open = [], []
    for delivery_id, now in changed.items():
        of_it = {state for (of, _), state in states.items() if of == delivery_id}
        if of_it == {"sent"}:
            ended.append({"of": delivery_id, "now": now})
        elif held[delivery_id]["state"] in OPEN:
            still_open.append({"of": delivery_id, "now_is": _open_state(of_it)})
    await _each(connection, _ALL_SENT, ended)
    await _each(connection, _STILL_OPEN, still_open)
