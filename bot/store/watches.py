"""Watches: names and open questions that a channel wants to hear of as it happens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.outbox_ports import Watch
from bot.store.channels import CHANNEL_COLUMNS, STANDS, channel_of
from bot.store.schema import channels, watches, workspaces
from bot.store.tables import Row, Tables, insert_into, rows_of


class WatchTables(Tables):
    async def watches(self, *, channel_id: int | None = None, workspace_id: int | None = None) -> list[Watch]:
        """By number. With neither: those of all workspaces that stand."""
        query = (
            sa.select(watches, *CHANNEL_COLUMNS)
            .select_from(watches)
            .join(channels, channels.c.id == watches.c.channel_id)
            .join(workspaces, workspaces.c.id == channels.c.workspace_id)
            .order_by(watches.c.id)
        )
        if channel_id is not None:
            query = query.where(watches.c.channel_id == channel_id)
        elif workspace_id is not None:
            query = query.where(channels.c.workspace_id == workspace_id)
        else:
            query = query.where(STANDS)
        async with self._db.read() as connection:
            return [_watch(row) for row in await rows_of(connection, query)]

    async def add_watch(self, channel_id: int, type: str, name: str, created_by: str, now: datetime) -> bool:
        """False when it stands already."""
        row = {"channel_id": channel_id, "type": type, "name": name, "created_by": created_by, "created_at": now}
        async with self._db.write() as connection:
            adding = insert_into(connection, watches).values(**row, filters={}).on_conflict_do_nothing()
            return (await connection.execute(adding.returning(watches.c.id))).scalar() is not None

    async def remove_watch(self, channel_id: int, name: str) -> bool:
        removing = sa.delete(watches).where(watches.c.channel_id == channel_id, watches.c.name == name)
        async with self._db.write() as connection:
            return (await connection.execute(removing)).rowcount > 0

    async def watched(self, watch_ids: Sequence[int], at: datetime) -> None:
        """Records up to when they were looked after; it only moves forward."""
        earlier = watches.c.last_at.is_(None) | (watches.c.last_at < at)
        async with self._db.write() as connection:
            await connection.execute(sa.update(watches).where(watches.c.id.in_(watch_ids), earlier).values(last_at=at))


def _watch(row: Row) -> Watch:
    names = ("id", "type", "name", "created_by", "created_at", "last_at")
    return Watch(channel=channel_of(row), **{name: row[name] for name in names})
