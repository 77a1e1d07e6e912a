"""What the web pages ask beyond a reader's questions: how many stories a day has, the days beside it, news of a feed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import sqlalchemy as sa

from bot.news.model import NameType, Story
from bot.outbox_ports import Workspace
from bot.ports import Feed
from bot.store.channels import STANDS, workspace_of
from bot.store.feeds import feed_of
from bot.store.reading import tellable, tellings_of
from bot.store.schema import feeds, items, mention_days, scope_of, stories, tags, visible, workspaces
from bot.store.tables import Tables, rows_by_ids, rows_of

Span = tuple[datetime, datetime]
"""From the first moment on, before the second."""


_FAILING = sa.or_(feeds.c.status == "gone", sa.and_(feeds.c.status == "active", feeds.c.failures > 0))


class PageTables(Tables):
    async def stories_in(self, spans: Sequence[Span], *, workspace_id: int | None = None) -> list[int]:
        """How many stories can be told of each span, by their last article."""
        if not spans:
            return []
        shown = _shown(workspace_id)
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
        query = sa.select(stories.c.last_at).where(*_shown(workspace_id))
        before = query.where(stories.c.last_at < span[0]).order_by(stories.c.last_at.desc()).limit(1)
        after = query.where(stories.c.last_at >= span[1]).order_by(stories.c.last_at).limit(1)
        async with self._db.read() as connection:
            return await connection.scalar(before), await connection.scalar(after)

    async def stories_numbered(self, ids: Sequence[int], *, workspace_id: int | None = None) -> list[Story]:
        """Those of the stories that can be told, as they are now, in the order given."""
        async with self._db.read() as connection:
            rows = await rows_by_ids(connection, sa.select(stories).where(*_shown(workspace_id)), stories.c.id, ids)
            place = {story_id: n for n, story_id in enumerate(ids)}
            told = await tellings_of(connection, sorted(rows, key=lambda row: place[row["id"]]))
        return [one.story for one in told]

    async def told_since(self, type: NameType, name: str, most: int) -> datetime | None:
        """From when on at most about so many stories are on a name (a family: with its versions), whosever they are; None
        where there are no more than that. A read in the key's order: how often a name is told costs nothing."""
        found = []
        async with self._db.read() as connection:
            for column in (tags.c.name, tags.c.family):
                query = sa.select(tags.c.last_at).where(tags.c.type == type, column == name, tags.c.role != "source")
                found.append(await connection.scalar(query.order_by(tags.c.last_at.desc()).offset(most).limit(1)))
        return max((at for at in found if at), default=None)

    async def mentions_of(
        self, type: NameType, names: Sequence[str], since: datetime, until: datetime, *, workspace_id: int | None = None
    ) -> dict[str, dict[date, int]]:
        """As `mentions_per_day`, of several names at once; by `scope`, with which the table's key begins."""
        days = mention_days.c.day.between(since.astimezone(UTC).date(), until.astimezone(UTC).date())
        query = sa.select(
            mention_days.c.name, mention_days.c.day, sa.func.sum(mention_days.c.articles).label("articles")
        )
        query = query.where(mention_days.c.type == type, mention_days.c.name.in_(names), days)
        query = query.where(mention_days.c.scope.in_(sorted({0, scope_of(workspace_id)})))
        found: dict[str, dict[date, int]] = {name: {} for name in names}
        async with self._db.read() as connection:
            for row in await rows_of(connection, query.group_by(mention_days.c.name, mention_days.c.day)):
                found[row["name"]][row["day"]] = int(row["articles"])
        return found

    async def feeds_listed(self, first: int, most: int, *, workspace_id: int | None = None) -> list[Feed]:
        """From that place on at most so many, those that can't be read first, then by name."""
        query = sa.select(feeds).where(visible(feeds, workspace_id), feeds.c.status != "removed")
        query = query.order_by(sa.case((_FAILING, 0), else_=1), sa.func.lower(feeds.c.name), feeds.c.id)
        async with self._db.read() as connection:
            return [feed_of(row) for row in await rows_of(connection, query.offset(first).limit(most))]

    async def feeds_counted(self, *, workspace_id: int | None = None) -> tuple[int, int]:
        """How many there are, and how many of them can't be read."""
        failing = sa.func.coalesce(sa.func.sum(sa.case((_FAILING, 1), else_=0)), 0)
        query = sa.select(sa.func.count(), failing).where(visible(feeds, workspace_id), feeds.c.status != "removed")
        async with self._db.read() as connection:
            count, broken = (await connection.execute(query)).one()
        return int(count), int(broken)

    async def news_of_feeds(self, numbers: Sequence[int], since: datetime) -> dict[int, int]:
        """How many items each of the feeds has brought since; none for one that brought none."""
        query = sa.select(items.c.feed_id, sa.func.count().label("news")).where(items.c.feed_id.in_(numbers))
        query = query.where(items.c.fetched_at >= since, items.c.news)
        async with self._db.read() as connection:
            rows = await rows_of(connection, query.group_by(items.c.feed_id))
        return {row["feed_id"]: int(row["news"]) for row in rows}

    async def workspace_numbered(self, number: int) -> Workspace | None:
        """None where it is unknown or has removed the bot."""
        async with self._db.read() as connection:
            rows = await rows_of(connection, sa.select(workspaces).where(workspaces.c.id == number, STANDS))
        return workspace_of(rows[0]) if rows else None


def _shown(workspace_id: int | None) -> tuple[sa.ColumnElement[bool], ...]:
    return stories.c.version > 0, tellable(), visible(stories, workspace_id)
