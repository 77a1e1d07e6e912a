"""Items: each entry of a feed stored once, handed to `read` under a lease.

What an item becomes stands in `articles.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news.model import Entry
from bot.ports import FeedSpec, Item, NewEntry, PollOutcome
from bot.store.feeds import keep_health, lock_feeds
from bot.store.schema import feeds, item_keys, items, storable
from bot.store.tables import LEASE_SECONDS, Row, Tables, chunks, execute_many, next_ids, pair_list, rows_by_ids, rows_of

_ENTRY = tuple(field.name for field in fields(Entry))
_SPEC = tuple(field.name for field in fields(FeedSpec))

KEYS = 4000
"""Keys asked for in one statement."""

Key = tuple[int, str]
"""An identity key with its feed: the same key in two feeds means two items."""


class ItemTables(Tables):
    async def save_polls(self, outcomes: Sequence[PollOutcome], now: datetime) -> dict[int, int]:
        """Writes a batch in one transaction, ends the leases; returns new items per feed id.

        An entry of which any key is known in its feed is not new; keys of it that were unknown are learnt.
        """
        if not outcomes:
            return {}
        async with self._db.write() as connection:
            alive = await lock_feeds(connection, (outcome.feed_id for outcome in outcomes))
            kept = [outcome for outcome in outcomes if outcome.feed_id in alive]
            sorting = _Sorting(await _known(connection, kept))
            for outcome in kept:
                sorting.take(outcome)
            new = await _write(connection, sorting, now)
            if kept:
                await keep_health(connection, kept, new, now)
        return {outcome.feed_id: new.get(outcome.feed_id, 0) for outcome in outcomes}

    async def claim_items(self, now: datetime, *, owner: str, limit: int) -> list[Item]:
        """Takes due items, newest first, under a lease of five minutes. Where nothing is due, nothing is locked."""
        due = _due(now).limit(limit)
        async with self._db.read() as connection:
            if (await connection.execute(due.limit(1))).first() is None:
                return []
        async with self._db.write() as connection:
            ids = (await connection.execute(due.with_for_update(skip_locked=True, key_share=True))).scalars().all()
            rows = await rows_by_ids(connection, _ITEMS, items.c.id, ids)
            await _lease(connection, ids, owner, now + timedelta(seconds=LEASE_SECONDS))
        place = {item_id: n for n, item_id in enumerate(ids)}
        return [_item_of(row) for row in sorted(rows, key=lambda row: place[row["id"]])]


# --- Which entries are new --------------------------------------------------------------------------------------------


@dataclass
class _Sorting:
    """Sorts entries into new ones and known ones, in the feed's order. Holds no database.

    `known` gives an item to each key: a stored item's id, or -1, -2, … for the first, second, … new entry.
    """

    known: dict[Key, int]
    fresh: list[tuple[int, NewEntry]] = field(default_factory=list)
    learnt: list[tuple[Key, int]] = field(default_factory=list)

    def take(self, outcome: PollOutcome) -> None:
        for entry in outcome.entries:
            self._sort(outcome.feed_id, entry)

    def _sort(self, feed_id: int, entry: NewEntry) -> None:
        keys = [(feed_id, key) for key in _keys(entry)]
        if not keys:
            raise ValueError(f"an entry of feed {feed_id} without an identity key")
        item = next((self.known[key] for key in keys if key in self.known), None)
        if item is None:
            self.fresh.append((feed_id, entry))
            item = -len(self.fresh)
        for key in keys:
            if key not in self.known:
                self.known[key] = item
                self.learnt.append((key, item))


def _keys(entry: NewEntry) -> Iterator[str]:
    return (storable(key) for key in entry.keys)


async def _known(connection: AsyncConnection, outcomes: Sequence[PollOutcome]) -> dict[Key, int]:
    """Which of the batch's keys are stored, and for which item."""
    asked = [(o.feed_id, key) for o in outcomes for entry in o.entries for key in _keys(entry)]
    known: dict[Key, int] = {}
    for some in chunks(asked, KEYS):
        wanted = pair_list(connection.dialect.name == "sqlite", some)
        same = sa.and_(item_keys.c.feed_id == wanted.c.number, item_keys.c.key == wanted.c.word)
        query = sa.select(item_keys).select_from(wanted.join(item_keys, same))
        known.update(((row["feed_id"], row["key"]), row["item_id"]) for row in await rows_of(connection, query))
    return known


async def _write(connection: AsyncConnection, sorting: _Sorting, now: datetime) -> Counter[int]:
    ids = await next_ids(connection, items, len(sorting.fresh))
    if ids:
        rows = [_new_row(i, f, entry, now) for i, (f, entry) in zip(ids, sorting.fresh, strict=True)]
        await execute_many(connection, sa.insert(items), rows)
    if sorting.learnt:
        await execute_many(connection, sa.insert(item_keys), [_key_row(key, item, ids) for key, item in sorting.learnt])
    return Counter(feed_id for feed_id, _ in sorting.fresh)


def _new_row(item_id: int, feed_id: int, new: NewEntry, now: datetime) -> dict[str, object]:
    entry = {name: getattr(new.entry, name) for name in _ENTRY}
    when = {"fetched_at": now, "sort_at": new.entry.published or now}
    return {"id": item_id, "feed_id": feed_id, **entry, **when, "news": new.news, "state": "new", "attempts": 0}


def _key_row(key: Key, item: int, ids: Sequence[int]) -> dict[str, object]:
    return {"feed_id": key[0], "key": key[1], "item_id": item if item > 0 else ids[-item - 1]}


# --- Handing items on -------------------------------------------------------------------------------------------------

_ITEMS = sa.select(items, *(feeds.c[name].label(f"feed_{name}") for name in _SPEC)).join(feeds)


def _due(now: datetime) -> sa.Select[Any]:
    free = sa.or_(items.c.lease_until.is_(None), items.c.lease_until <= now)
    ripe = sa.or_(items.c.due_at.is_(None), items.c.due_at <= now)
    query = sa.select(items.c.id).where(items.c.state == "new", ripe, free)
    return query.order_by(items.c.sort_at.desc(), items.c.id.desc())


async def _lease(connection: AsyncConnection, ids: Sequence[int], owner: str, until: datetime) -> None:
    """Counts the attempt now: an item that kills its reader is counted too."""
    if ids:
        change = sa.update(items).where(items.c.id == sa.bindparam("this"))
        change = change.values(lease_owner=owner, lease_until=until, attempts=items.c.attempts + 1)
        await connection.execute(change, [{"this": item_id} for item_id in ids])


def _item_of(row: Row) -> Item:
    spec = FeedSpec(**{name: row[f"feed_{name}"] for name in _SPEC})
    entry = Entry(**{name: row[name] for name in _ENTRY})
    return Item(row["id"], spec, row["feed_id"], entry, row["fetched_at"], row["news"], row["attempts"])
