"""What the web pages ask beyond a reader's questions: how many stories a day has, the days beside it, news of a feed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.outbox_ports import Workspace
from bot.store.channels import STANDS, workspace_of
from bot.store.reading import tellable
from bot.store.schema import feeds, items, stories, visible, workspaces
from bot.store.tables import Tables, rows_of

Span = tuple[datetime, datetime]
"""From the first moment on, before the second."""


class PageTables(Tables):
    async def stories_in(self, spans: Sequence[Span], *, workspace_id: int | None = None) -> list[int]:
        """How many stories can be told of each span, by their last article."""
        if not spans:
            return []
        shown = (stories.c.version > 0, tellable(), visible(stories, workspace_id))
        counts = (
            sa.select(sa.func.count())
            .where(stories.c.last_at >= start, stories.c.last_at < end, *shown)
            .scalar_subquery()
            .label(f"n{n}")
            for n, (start, end) in enumerate(spans)
        )
        async with self._db.read() as connection:
            return [int(count) for count in (await connection.execute(sa.select(*counts))).one()]

    async def stories_beside(
        self, span: Span, *, workspace_id: int | None = None
    ) -> tuple[datetime | None, datetime | None]:
        """When the last story before the span was told, and the first one after it."""
        query = sa.select(stories.c.last_at).where(stories.c.version > 0, tellable(), visible(stories, workspace_id))
        before = query.where(stories.c.last_at < span[0]).order_by(stories.c.last_at.desc()).limit(1)
        after = query.where(stories.c.last_at >= span[1]).order_by(stories.c.last_at).limit(1)
        async with self._db.read() as connection:
            return await connection.scalar(before), await connection.scalar(after)

    async def news_by_feed(self, since: datetime, *, workspace_id: int | None = None) -> dict[int, int]:
        """How many items each feed has brought since, by the feed's number."""
        query = sa.select(items.c.feed_id, sa.func.count().label("news")).join(feeds, feeds.c.id == items.c.feed_id)
        query = query.where(items.c.fetched_at >= since, items.c.news, visible(feeds, workspace_id))
        async with self._db.read() as connection:
            rows = await rows_of(connection, query.group_by(items.c.feed_id))
        return {row["feed_id"]: int(row["news"]) for row in rows}

    async def workspace_numbered(self, number: int) -> Workspace | None:
        """None where it is unknown or has removed the bot."""
        async with self._db.read() as connection:
            rows = await rows_of(connection, sa.select(workspaces).where(workspaces.c.id == number, STANDS))
        return workspace_of(rows[0]) if rows else None
