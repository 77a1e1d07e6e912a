"""The store's counts for `status`, and how complete the reading was."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports import SECOND_JUDGE, ReadingHealth, SecondJudged, StoreStatus
from bot.store.model_texts import spent_on, writing_counts
from bot.store.schema import articles, delivery_parts, feeds, items, meta, stories, visible
from bot.store.stories import IS_DUE
from bot.store.tables import Row, Tables, rows_of

PART_STATES = ("planned", "sending", "sent", "unsure", "unknown", "failed")


class StatusTables(Tables):
    async def status(self, now: datetime, zone: str = "UTC") -> StoreStatus:
        """Over all workspaces: it is the operator's, whose day is that of `zone`. The allowed tokens a day are the
        settings', here they are 0."""
        async with self._db.read() as connection:
            return StoreStatus(
                await _feeds(connection, now),
                await _queue(connection),
                await _deliveries(connection),
                await _budget(connection, now.astimezone(ZoneInfo(zone)).date()),
                [(row["name"], row["last_error"] or "", row["failing_since"]) for row in await _failing(connection)],
            )

    async def reading_health(self, since: datetime, *, workspace_id: int | None = None) -> ReadingHealth:
        """A feed whose last reading went well counts as read until it is due again: a short span lies between two."""
        active = sa.select(feeds).where(feeds.c.status == "active", visible(feeds, workspace_id)).subquery()
        not_due = sa.and_(active.c.last_ok_at.is_not(None), active.c.failures == 0, active.c.next_poll_at >= since)
        ok = sa.case((sa.or_(active.c.last_ok_at >= since, not_due), 1), else_=0)
        counts = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(ok), 0)).select_from(active)
        came = sa.select(sa.func.count()).select_from(items.join(feeds, feeds.c.id == items.c.feed_id))
        came = came.where(items.c.fetched_at >= since, visible(feeds, workspace_id))
        async with self._db.read() as connection:
            total, read = (await connection.execute(counts)).one()
            return ReadingHealth(int(total), int(read), int((await connection.execute(came)).scalar_one()))

    async def reaches(self) -> tuple[datetime, datetime] | None:
        """Publication times of the oldest and the newest shared article."""
        ends = [articles.c.published.asc(), articles.c.published.desc()]
        shared = sa.select(articles.c.published).where(visible(articles, None)).limit(1)
        async with self._db.read() as connection:
            oldest, newest = [await connection.scalar(shared.order_by(end)) for end in ends]
        return None if oldest is None or newest is None else (oldest, newest)


async def _feeds(connection: AsyncConnection, now: datetime) -> dict[str, int]:
    kinds = {
        "active": feeds.c.status == "active",
        "paused": feeds.c.status == "paused",
        "failing": sa.and_(feeds.c.status == "active", feeds.c.failures > 0),
        "gone": feeds.c.status == "gone",
        "due": sa.and_(feeds.c.status == "active", sa.or_(feeds.c.next_poll_at.is_(None), feeds.c.next_poll_at <= now)),
    }
    return await _counts(connection, kinds)


async def _counts(connection: AsyncConnection, kinds: dict[str, sa.ColumnElement[bool]]) -> dict[str, int]:
    sums = (sa.func.coalesce(sa.func.sum(sa.case((which, 1), else_=0)), 0).label(kind) for kind, which in kinds.items())
    row = (await connection.execute(sa.select(*sums))).mappings().one()
    return {kind: int(row[kind]) for kind in kinds}


async def _queue(connection: AsyncConnection) -> dict[str, int]:
    waiting = {
        "items": sa.select(sa.func.count()).select_from(items).where(items.c.state == "new"),
        "articles": sa.select(sa.func.count()).select_from(articles).where(articles.c.story_id.is_(None)),
        "stories": sa.select(sa.func.count()).select_from(stories).where(IS_DUE),
    }
    return {name: int((await connection.execute(query)).scalar_one()) for name, query in waiting.items()}


async def _deliveries(connection: AsyncConnection) -> dict[str, int]:
    query = sa.select(delivery_parts.c.state, sa.func.count().label("parts")).group_by(delivery_parts.c.state)
    found = {row.state: int(row.parts) for row in await connection.execute(query)}
    return {state: found.get(state, 0) for state in PART_STATES}


async def _budget(connection: AsyncConnection, today: date) -> dict[str, Any]:
    spent = await spent_on(connection, today)
    counts = await writing_counts(connection, today)
    counted = sa.select(meta.c.value).where(meta.c.key == SECOND_JUDGE)
    opinions = SecondJudged.of_day((await connection.execute(counted)).scalar(), today)
    counts["second_judge"] = asdict(opinions)
    return {"tokens_today": spent.tokens, "daily_tokens": 0, "cost_today": round(spent.cost, 6), **counts}


async def _failing(connection: AsyncConnection) -> list[Row]:
    query = sa.select(feeds.c.name, feeds.c.last_error, feeds.c.failing_since)
    broken = query.where(sa.or_(feeds.c.status == "gone", sa.and_(feeds.c.status == "active", feeds.c.failures > 0)))
    return list(await rows_of(connection, broken.order_by(feeds.c.failing_since.asc().nulls_first(), feeds.c.id)))
