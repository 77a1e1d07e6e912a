"""Feeds: which are due, what polling has learnt about them, and how people add, pause and remove them.

What a feed's entries become stands in `items.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, fields
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports import Feed, FeedHealth, FeedOrigin, FeedSpec, FeedStatus, PollOutcome
from bot.store.schema import feed_addresses, feeds, outlets, scope_of, storable, visible
from bot.store.tables import (
    LEASE_SECONDS,
    Row,
    Tables,
    chunks,
    execute_many,
    insert_into,
    next_ids,
    pair_list,
    rows_by_ids,
    rows_of,
)

_SPEC = tuple(field.name for field in fields(FeedSpec))
_HEALTH = tuple(field.name for field in fields(FeedHealth))

FEED_ROWS = 100
"""Feeds prepared in one go; with over thirty columns each takes five times as long as another row (see ROWS)."""


def spec_of(row: Row) -> FeedSpec:
    return FeedSpec(**{name: row[name] for name in _SPEC})


def feed_of(row: Row) -> Feed:
    health = FeedHealth(**{name: row[name] for name in _HEALTH})
    return Feed(row["id"], spec_of(row), row["origin"], row["status"], health, row["items"])


class FeedTables(Tables):
    async def claim_due_feeds(
        self, now: datetime, *, owner: str, limit: int, everything: bool = False, urls: Collection[str] | None = None
    ) -> list[Feed]:
        """Takes due feeds under a lease of five minutes, longest due first. Where nothing is due, nothing is locked."""
        due = _due(now, everything, urls, self._db.sqlite).limit(limit)
        async with self._db.read() as connection:
            if (await connection.execute(due.limit(1))).first() is None:
                return []
        async with self._db.write() as connection:
            ids = (await connection.execute(due.with_for_update(skip_locked=True, key_share=True))).scalars().all()
            found = [feed for some in chunks(ids, FEED_ROWS) for feed in await _feeds_of(connection, some)]
            await _lease(connection, ids, owner, now + timedelta(seconds=LEASE_SECONDS))
        place = {feed_id: n for n, feed_id in enumerate(ids)}
        return sorted(found, key=lambda feed: place[feed.id])

    async def seed(self, specs: Sequence[FeedSpec], now: datetime) -> int:
        """Adds those that were never known under any address, in one transaction; returns how many."""
        async with self._db.read() as connection:
            known = await _known_ids(connection, specs)
        if all(_address(spec) in known for spec in specs):
            return 0
        async with self._db.write() as connection:
            return len(await _add(connection, specs, "config", now))

    async def add_feed(self, spec: FeedSpec, origin: FeedOrigin, now: datetime) -> tuple[Feed, bool]:
        """Returns the feed and whether it's new; one that was removed, paused or gone becomes active again."""
        async with self._db.write() as connection:
            added = await _add(connection, [spec], origin, now)
            feed_id = (await _known_ids(connection, [spec]))[_address(spec)]
            if not added:
                await connection.execute(_revive(feed_id, now))
            rows = await rows_of(connection, sa.select(feeds).where(feeds.c.id == feed_id))
        return feed_of(rows[0]), bool(added)

    async def add_feeds(self, specs: Sequence[FeedSpec], origin: FeedOrigin, now: datetime) -> int:
        """Adds those that are unknown, in one transaction; returns how many. Known ones stay as they are, but a removed
        one becomes active again."""
        async with self._db.read() as connection:
            ids = await _known_ids(connection, specs)
            rows = await rows_by_ids(connection, sa.select(feeds.c.id, feeds.c.status), feeds.c.id, ids.values())
        removed = [row["id"] for row in rows if row["status"] == "removed"]
        if not removed and all(_address(spec) in ids for spec in specs):
            return 0
        async with self._db.write() as connection:
            for feed_id in removed:
                await connection.execute(_revive(feed_id, now))
            return len(await _add(connection, specs, origin, now))

    async def feeds(self, *, workspace_id: int | None = None, with_removed: bool = False) -> list[Feed]:
        """All that the workspace may see, by name."""
        query = sa.select(feeds).where(visible(feeds, workspace_id))
        if not with_removed:
            query = query.where(feeds.c.status != "removed")
        async with self._db.read() as connection:
            found = [feed_of(row) for row in await rows_of(connection, query)]
        return sorted(found, key=lambda feed: (feed.spec.name.casefold(), feed.id))

    async def feed_numbered(self, number: int) -> Feed | None:
        """Whosever it is: for whom it concerns by other means than its workspace, as whoever added it."""
        async with self._db.read() as connection:
            rows = await rows_of(connection, sa.select(feeds).where(feeds.c.id == number))
        return feed_of(rows[0]) if rows else None

    async def set_status(self, feed_id: int, status: FeedStatus, now: datetime) -> None:
        """Made active again, a feed is due at once and its failures are forgotten."""
        if status == "active":
            change = _revive(feed_id, now)
        else:
            change = sa.update(feeds).where(feeds.c.id == feed_id).values(status=status, changed_at=now)
        async with self._db.write() as connection:
            await connection.execute(change)


def _due(now: datetime, everything: bool, urls: Collection[str] | None, sqlite: bool) -> sa.Select[Any]:
    free = sa.or_(feeds.c.lease_until.is_(None), feeds.c.lease_until <= now)
    query = sa.select(feeds.c.id).where(feeds.c.status == "active", free)
    if not everything:
        query = query.where(sa.or_(feeds.c.next_poll_at.is_(None), feeds.c.next_poll_at <= now))
    if urls is not None:
        wanted = pair_list(sqlite, [(0, storable(url)) for url in urls])
        named = sa.select(feed_addresses.c.feed_id).where(feed_addresses.c.url.in_(sa.select(wanted.c.word)))
        query = query.where(feeds.c.id.in_(named))
    return query.order_by(feeds.c.next_poll_at.asc().nulls_first(), feeds.c.id)


async def _feeds_of(connection: AsyncConnection, ids: Sequence[int]) -> list[Feed]:
    return [feed_of(row) for row in await rows_of(connection, sa.select(feeds).where(feeds.c.id.in_(ids)))]


async def _lease(connection: AsyncConnection, ids: Sequence[int], owner: str, until: datetime) -> None:
    for some in chunks(ids):
        change = sa.update(feeds).where(feeds.c.id.in_(some)).values(lease_owner=owner, lease_until=until)
        await connection.execute(change)


def _revive(feed_id: int | None, now: datetime) -> sa.Update:
    awake = sa.case((feeds.c.status == "active", feeds.c.next_poll_at), else_=None)
    calm = {"failures": 0, "last_error": None, "failing_since": None}
    forgotten = {
        name: sa.case((feeds.c.status == "active", feeds.c[name]), else_=sa.literal(value, feeds.c[name].type))
        for name, value in calm.items()
    }
    changed = sa.case((feeds.c.status == "active", feeds.c.changed_at), else_=sa.literal(now, feeds.c.changed_at.type))
    change = sa.update(feeds).where(feeds.c.id == feed_id)
    return change.values(status="active", next_poll_at=awake, changed_at=changed, **forgotten)


# --- Adding -----------------------------------------------------------------------------------------------------------

Address = tuple[int, str]
"""A feed's URL with its scope: two workspaces may keep one address each for itself."""


def _address(spec: FeedSpec) -> Address:
    return scope_of(spec.workspace_id), storable(spec.url)


async def _known_ids(connection: AsyncConnection, specs: Iterable[FeedSpec]) -> dict[Address, int]:
    wanted = pair_list(connection.dialect.name == "sqlite", [_address(spec) for spec in specs])
    same = sa.and_(feed_addresses.c.scope == wanted.c.number, feed_addresses.c.url == wanted.c.word)
    query = sa.select(feed_addresses).select_from(wanted.join(feed_addresses, same))
    return {(row["scope"], row["url"]): row["feed_id"] for row in await rows_of(connection, query)}


async def _add(connection: AsyncConnection, specs: Sequence[FeedSpec], origin: FeedOrigin, now: datetime) -> list[int]:
    """The new feeds' ids; one whose address is known isn't added, also when another process adds it at this moment."""
    known = await _known_ids(connection, specs)
    unknown = {_address(spec): spec for spec in reversed(specs) if _address(spec) not in known}
    ids = dict(zip(sorted(unknown), await next_ids(connection, feeds, len(unknown)), strict=True))
    if not ids:
        return []
    rows = [_feed_row(ids[address], unknown[address], origin, now) for address in ids]
    await execute_many(connection, sa.insert(feeds), rows, FEED_ROWS)
    addresses = [{"scope": scope, "url": url, "feed_id": feed_id} for (scope, url), feed_id in ids.items()]
    await execute_many(connection, insert_into(connection, feed_addresses).on_conflict_do_nothing(), addresses)
    lost = sa.select(feeds.c.id).where(feeds.c.id.not_in(sa.select(feed_addresses.c.feed_id)))
    doubles = {row["id"] for row in await rows_by_ids(connection, lost, feeds.c.id, ids.values())}
    for some in chunks(doubles):
        await connection.execute(sa.delete(feeds).where(feeds.c.id.in_(some)))
    added = {address: feed_id for address, feed_id in ids.items() if feed_id not in doubles}
    await _keep_outlets(connection, [unknown[address] for address in added], now)
    return list(added.values())


_SPEC = tuple(field.name for field in fields(FeedSpec))
_NO_HEALTH = asdict(FeedHealth())


def _feed_row(feed_id: int, spec: FeedSpec, origin: FeedOrigin, now: datetime) -> dict[str, object]:
    told = {name: getattr(spec, name) for name in _SPEC}
    more = {"scope": scope_of(spec.workspace_id), "origin": origin, "status": "active", "items": 0}
    return {"id": feed_id, **told, **more, **_NO_HEALTH, "created_at": now, "changed_at": now}


async def _keep_address(connection: AsyncConnection, scope: int, url: str, feed_id: int) -> bool:
    """False when the address belongs to another feed already."""
    keep = insert_into(connection, feed_addresses).values(scope=scope, url=url, feed_id=feed_id)
    await connection.execute(keep.on_conflict_do_nothing())
    owner = sa.select(feed_addresses.c.feed_id).where(feed_addresses.c.scope == scope, feed_addresses.c.url == url)
    return (await connection.execute(owner)).scalar() == feed_id


async def _keep_outlets(connection: AsyncConnection, specs: Sequence[FeedSpec], now: datetime) -> None:
    rows = [
        {
            "scope": scope_of(s.workspace_id),
            "name": s.outlet or s.name,
            "owner": s.owner,
            "workspace_id": s.workspace_id,
        }
        for s in specs
    ]
    if rows:
        rows.sort(key=lambda row: (row["scope"], row["name"]))
        keep = insert_into(connection, outlets).on_conflict_do_nothing()
        await execute_many(connection, keep, [{**row, "first_at": now} for row in rows])


# --- What a poll leaves behind, inside its transaction (see items.py) -------------------------------------------------


async def lock_feeds(connection: AsyncConnection, ids: Iterable[int]) -> set[int]:
    """Those of the feeds that still exist, held against other writers until the transaction ends."""
    query = sa.select(feeds.c.id).order_by(feeds.c.id).with_for_update(key_share=True)
    return {row["id"] for row in await rows_by_ids(connection, query, feeds.c.id, sorted(set(ids)))}


async def keep_health(
    connection: AsyncConnection, outcomes: Sequence[PollOutcome], new: dict[int, int], now: datetime
) -> None:
    """Writes health and status, ends the leases. A feed that a person paused or removed meanwhile stays so."""
    settled = sa.or_(feeds.c.status == "paused", feeds.c.status == "removed")
    status = sa.case((settled, feeds.c.status), else_=sa.bindparam("new_status"))
    change = sa.update(feeds).where(feeds.c.id == sa.bindparam("this"))
    health = {name: sa.bindparam(f"new_{name}", type_=feeds.c[name].type) for name in _HEALTH}
    more = feeds.c["items"] + sa.bindparam("new_items", type_=sa.Integer)
    change = change.values(status=status, items=more, lease_owner=None, lease_until=None, **health)
    await connection.execute(change, [_health_row(outcome, new.get(outcome.feed_id, 0)) for outcome in outcomes])
    for outcome in outcomes:
        if outcome.url is not None:
            await _move(connection, outcome.feed_id, outcome.url, now)


def _health_row(outcome: PollOutcome, new: int) -> dict[str, object]:
    health = {f"new_{name}": getattr(outcome.health, name) for name in _HEALTH}
    return {"this": outcome.feed_id, "new_status": outcome.status, "new_items": new, **health}


async def _move(connection: AsyncConnection, feed_id: int, url: str, now: datetime) -> None:
    """Gives the feed its new address, unless another feed has it: then this one goes on under its old one."""
    scope = (await connection.execute(sa.select(feeds.c.scope).where(feeds.c.id == feed_id))).scalar_one()
    if await _keep_address(connection, scope, url, feed_id):
        await connection.execute(sa.update(feeds).where(feeds.c.id == feed_id).values(url=url, changed_at=now))
