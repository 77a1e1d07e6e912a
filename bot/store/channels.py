"""Channels and the workspaces that they stand in: found or made, and whether anything can be posted there.

What goes when a workspace goes stands in `forgetting.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox_ports import Channel, ChannelState, Workspace
from bot.store.schema import channels, workspaces
from bot.store.tables import Row, Tables, insert_into, rows_of

UNKNOWN = ""
"""The workspace of a channel that was named before anybody knew where it stands, and of the terminal."""


class ChannelTables(Tables):
    async def channel(self, channel_id: int) -> Channel | None:
        async with self._db.read() as connection:
            return await _one(connection, JOINED.where(channels.c.id == channel_id))

    async def channel_at(self, address: str, *, workspace: str = UNKNOWN) -> Channel | None:
        """By its address. Of several, one in a workspace that is known and stands, the newest first; with a workspace
        (as the platform names it) only its own, or one that nobody knows the workspace of."""
        async with self._db.read() as connection:
            return await _one(connection, _at(_Wanted.of(address, workspace)))

    async def keep_channel(
        self,
        address: str,
        now: datetime,
        *,
        workspace: str = UNKNOWN,
        workspace_name: str | None = None,
        name: str | None = None,
    ) -> Channel:
        """Found or made, with its workspace. One that was made without knowing its workspace moves to the true one;
        a removed workspace that is named stands again. Writes nothing where nothing changes."""
        wanted = _Wanted.of(address, workspace, workspace_name, name)
        async with self._db.read() as connection:
            rows = await rows_of(connection, _at(wanted))
        if rows and wanted.is_met_by(rows[0]):
            return channel_of(rows[0])
        async with self._db.write() as connection:
            channel_id = await keep(connection, wanted, now)
            (row,) = await rows_of(connection, JOINED.where(channels.c.id == channel_id))
        return channel_of(row)

    async def channels(
        self, *, workspace_id: int | None = None, state: ChannelState | None = None, platform: str | None = None
    ) -> list[Channel]:
        """By number. Without a workspace: those of all that stand."""
        query = JOINED.order_by(channels.c.id)
        query = query.where(STANDS if workspace_id is None else channels.c.workspace_id == workspace_id)
        if state is not None:
            query = query.where(channels.c.state == state)
        if platform is not None:
            query = query.where(workspaces.c.platform == platform)
        async with self._db.read() as connection:
            return [channel_of(row) for row in await rows_of(connection, query)]

    async def set_channel_state(self, channel_id: int, state: ChannelState, reason: str | None, now: datetime) -> bool:
        """True when it changed by this call. Another reason for the same state is kept, and is no change."""
        this = channels.c.id == channel_id
        async with self._db.write() as connection:
            change = sa.update(channels).where(this, channels.c.state != state).values(state=state, reason=reason)
            if (await connection.execute(change)).rowcount:
                return True
            await connection.execute(sa.update(channels).where(this).values(reason=reason))
            return False

    async def set_channel_settings(self, channel_id: int, settings: Mapping[str, Any]) -> None:
        async with self._db.write() as connection:
            change = sa.update(channels).where(channels.c.id == channel_id)
            await connection.execute(change.values(settings=dict(settings)))

    async def workspace(self, platform: str, external_id: str) -> Workspace | None:
        query = sa.select(workspaces).where(workspaces.c.platform == platform, workspaces.c.external_id == external_id)
        async with self._db.read() as connection:
            rows = await rows_of(connection, query)
        return workspace_of(rows[0]) if rows else None

    async def workspaces(self, *, platform: str | None = None, with_removed: bool = False) -> list[Workspace]:
        query = sa.select(workspaces).order_by(workspaces.c.id)
        if platform is not None:
            query = query.where(workspaces.c.platform == platform)
        if not with_removed:
            query = query.where(STANDS)
        async with self._db.read() as connection:
            return [workspace_of(row) for row in await rows_of(connection, query)]

    async def set_workspace_settings(self, workspace_id: int, settings: Mapping[str, Any]) -> None:
        async with self._db.write() as connection:
            change = sa.update(workspaces).where(workspaces.c.id == workspace_id)
            await connection.execute(change.values(settings=dict(settings)))


# --- Reading ----------------------------------------------------------------------------------------------------------

STANDS = workspaces.c.removed_at.is_(None)

CHANNEL_COLUMNS: tuple[sa.ColumnElement[Any], ...] = (
    *(column.label(f"place_{column.name}") for column in channels.c),
    workspaces.c.platform.label("place_platform"),
    workspaces.c.external_id.label("place_workspace"),
)
"""A channel's and its workspace's, under names of their own, for queries that join them with more."""

JOINED = (
    sa.select(*CHANNEL_COLUMNS, workspaces.c.name.label("workspace_name"), workspaces.c.removed_at)
    .select_from(channels)
    .join(workspaces, workspaces.c.id == channels.c.workspace_id)
)


def channel_of(row: Row) -> Channel:
    names = ("id", "platform", "workspace_id", "workspace", "external_id", "name", "state", "reason", "settings")
    return Channel(**{name: row[f"place_{name}"] for name in names})


def workspace_of(row: Row) -> Workspace:
    names = ("id", "platform", "external_id", "name", "settings", "created_at", "removed_at")
    return Workspace(**{name: row[name] for name in names})


async def _one(connection: AsyncConnection, query: sa.Select[Any]) -> Channel | None:
    rows = await rows_of(connection, query.limit(1))
    return channel_of(rows[0]) if rows else None


def _at(wanted: _Wanted) -> sa.Select[Any]:
    """Those of the address, the best first; with a workspace only its own and the one that may become its own."""
    query = JOINED.where(workspaces.c.platform == wanted.platform, channels.c.external_id == wanted.external_id)
    if wanted.workspace != UNKNOWN:
        query = query.where(workspaces.c.external_id.in_((wanted.workspace, UNKNOWN)))
    known = sa.case((workspaces.c.external_id == UNKNOWN, 1), else_=0)
    removed = sa.case((STANDS, 0), else_=1)
    return query.order_by(removed, known, channels.c.id.desc())


# --- Found or made ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Wanted:
    platform: str
    external_id: str
    workspace: str = UNKNOWN
    workspace_name: str | None = None
    name: str | None = None

    @classmethod
    def of(
        cls, address: str, workspace: str = UNKNOWN, workspace_name: str | None = None, name: str | None = None
    ) -> _Wanted:
        platform, _, external_id = address.partition(":")
        return cls(platform, external_id, workspace, workspace_name, name)

    def is_met_by(self, row: Row) -> bool:
        return (
            self.workspace in (UNKNOWN, row["place_workspace"])
            and (self.workspace == UNKNOWN or row["removed_at"] is None)
            and self.name in (None, row["place_name"])
            and self.workspace_name in (None, row["workspace_name"])
        )


async def keep_address(connection: AsyncConnection, address: str, now: datetime) -> int:
    """The channel's number, wherever it stands; made where it is new."""
    return await keep(connection, _Wanted.of(address), now)


async def keep(connection: AsyncConnection, wanted: _Wanted, now: datetime) -> int:
    await _one_at_a_time(connection, wanted)
    rows = await rows_of(connection, _at(wanted))
    own = next((row for row in rows if wanted.workspace in (UNKNOWN, row["place_workspace"])), None)
    homeless = rows[0] if rows else None
    workspace_id = own["place_workspace_id"] if own else await _workspace(connection, wanted, now)
    if wanted.workspace != UNKNOWN:
        await _stand_again(connection, workspace_id, wanted)
    row = own or homeless
    if row is None:
        return await _made(connection, workspace_id, wanted, now)
    told = {"workspace_id": workspace_id, **({"name": wanted.name} if wanted.name is not None else {})}
    await connection.execute(sa.update(channels).where(channels.c.id == row["place_id"]).values(**told))
    return int(row["place_id"])


async def _one_at_a_time(connection: AsyncConnection, wanted: _Wanted) -> None:
    """Two processes that meet one new channel at once make one of it. SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        address = f"{wanted.platform}:{wanted.external_id}"
        await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext(address))))


async def _workspace(connection: AsyncConnection, wanted: _Wanted, now: datetime) -> int:
    key = {"platform": wanted.platform, "external_id": wanted.workspace}
    make = insert_into(connection, workspaces).values(**key, settings={}, created_at=now)
    await connection.execute(make.on_conflict_do_nothing())
    same = (workspaces.c.platform == wanted.platform) & (workspaces.c.external_id == wanted.workspace)
    return int((await connection.execute(sa.select(workspaces.c.id).where(same))).scalar_one())


async def _stand_again(connection: AsyncConnection, workspace_id: int, wanted: _Wanted) -> None:
    told = {"name": wanted.workspace_name} if wanted.workspace_name is not None else {}
    change = sa.update(workspaces).where(workspaces.c.id == workspace_id)
    await connection.execute(change.values(removed_at=None, **told))


async def _made(connection: AsyncConnection, workspace_id: int, wanted: _Wanted, now: datetime) -> int:
    row = {"workspace_id": workspace_id, "external_id": wanted.external_id, "name": wanted.name}
    make = sa.insert(channels).values(**row, state="active", settings={}, created_at=now)
    return int((await connection.execute(make.returning(channels.c.id))).scalar_one())
