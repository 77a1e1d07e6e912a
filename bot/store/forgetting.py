"""A workspace's going: its tokens at once, all that is kept of it when it is asked for or a month later; and its export.

What belongs to a workspace is read off the schema: every row from which a chain of owning references leads to it. So a
table that is added later is deleted and exported too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox_ports import OPEN, Json, Workspace
from bot.store.channels import workspace_of
from bot.store.schema import (
    channels,
    deliveries,
    delivery_parts,
    feeds,
    metadata,
    notices,
    reports,
    slack_bots,
    slack_installations,
    stories,
    subscriptions,
    workspaces,
)
from bot.store.tables import Row, Tables, chunks, rows_of

SECRET = frozenset({"tokens", "bot_token", "bot_refresh_token", "user_token", "user_refresh_token", "incoming_webhook_url",
                    "incoming_webhook_configuration_url"})  # fmt: skip
_INTERNAL = frozenset({"lease_owner", "lease_until"})
_SLACK = (slack_installations, slack_bots)

_OWNING = frozenset({(reports.c.channel_id, channels)})
"""References that own although a row could stand without them: a report's text and person are the workspace's."""


class WorkspaceTables(Tables):
    async def remove_workspace(self, workspace_id: int, now: datetime) -> None:
        """The bot was removed: tokens go at once, subscriptions stop, all else is kept for a month.

        What waits to be posted there is cancelled: the next digest, if there is one, covers it too. Channels keep their
        state, so that all goes on when the workspace stands again.
        """
        async with self._db.write() as connection:
            row = await _workspace(connection, workspace_id)
            if row is None:
                return
            await _delete_tokens(connection, row)
            change = sa.update(workspaces).where(workspaces.c.id == workspace_id)
            await connection.execute(
                change.values(tokens=None, removed_at=sa.func.coalesce(workspaces.c.removed_at, now))
            )
            await _cancel(connection, workspace_id, now)

    async def restore_workspace(self, workspace_id: int) -> None:
        """The bot is there again: what stopped is due again."""
        async with self._db.write() as connection:
            change = sa.update(workspaces).where(workspaces.c.id == workspace_id)
            await connection.execute(change.values(removed_at=None))

    async def delete_workspace(self, workspace_id: int) -> dict[str, int]:
        """Everything that is kept of it goes, at once and for good, its private feeds' articles and stories included;
        table → rows."""
        async with self._db.write() as connection:
            row = await _workspace(connection, workspace_id)
            if row is None:
                return {}
            gone = {table.name: await _count(connection, table, workspace_id) for table in metadata.sorted_tables}
            gone["notices"] += await _delete_notices(connection, workspace_id)
            await connection.execute(sa.delete(reports).where(_of(reports, workspace_id)))
            for name, count in (await _delete_tokens(connection, row)).items():
                gone[name] = count
            await connection.execute(sa.delete(workspaces).where(workspaces.c.id == workspace_id))
        return {name: count for name, count in gone.items() if count}

    async def export_workspace(self, workspace_id: int) -> Json:
        """All that is kept of it by table, tokens left out. Addresses of its own feeds are its own, secrets included."""
        found: Json = {}
        async with self._db.read() as connection:
            row = await _workspace(connection, workspace_id)
            if row is None:
                return {}
            for table in metadata.sorted_tables:
                rows = await rows_of(connection, _kept_rows(table, workspace_id, row))
                if rows:
                    found[table.name] = [_plain(each) for each in rows]
        return found

    async def forgotten_workspaces(self, removed_before: datetime) -> list[Workspace]:
        """Removed longer ago than that: due to be deleted."""
        query = sa.select(workspaces).where(workspaces.c.removed_at < removed_before).order_by(workspaces.c.id)
        async with self._db.read() as connection:
            return [workspace_of(row) for row in await rows_of(connection, query)]


async def _workspace(connection: AsyncConnection, workspace_id: int) -> Row | None:
    query = sa.select(workspaces).where(workspaces.c.id == workspace_id).with_for_update()
    rows = await rows_of(connection, query)
    return rows[0] if rows else None


async def _cancel(connection: AsyncConnection, workspace_id: int, now: datetime) -> None:
    """A part that may have been posted is no longer looked up: nobody may look there any more."""
    there = sa.select(channels.c.id).where(channels.c.workspace_id == workspace_id)
    ending = sa.update(deliveries).where(deliveries.c.channel_id.in_(there), deliveries.c.state.in_(OPEN))
    over = {"reason": "Newsdesk was removed there", "finished_at": now, "lease_owner": None, "lease_until": None}
    ids = (
        (await connection.execute(ending.values(state="cancelled", **over).returning(deliveries.c.id))).scalars().all()
    )
    became = sa.case((delivery_parts.c.state == "planned", "cancelled"), else_="unknown")
    for some in chunks(ids):
        open_parts = delivery_parts.c.delivery_id.in_(some) & delivery_parts.c.state.in_(OPEN)
        await connection.execute(sa.update(delivery_parts).where(open_parts).values(state=became))


# --- What is a workspace's --------------------------------------------------------------------------------------------


def _of(table: sa.Table, workspace_id: int) -> sa.ColumnElement[bool]:
    """The rows of the table that belong to the workspace."""
    if table is workspaces:
        return workspaces.c.id == workspace_id
    chains = [column.in_(sa.select(key).where(_of(key.table, workspace_id))) for column, key in _owners(table)]
    return sa.or_(sa.false(), *chains)


def _owners(table: sa.Table) -> Iterator[tuple[sa.Column[Any], sa.Column[Any]]]:
    """Single references with which a row goes, as (column, the owner's key); double ones have a single one beside them."""
    for key in sorted(table.foreign_keys, key=lambda key: key.parent.name):
        owner = key.column.table
        alone = key.constraint is not None and len(key.constraint.columns) == 1
        if alone and (key.ondelete == "CASCADE" or (key.parent, owner) in _OWNING):
            yield key.parent, key.column


async def _count(connection: AsyncConnection, table: sa.Table, workspace_id: int) -> int:
    counting = sa.select(sa.func.count()).select_from(table).where(_of(table, workspace_id))
    return int((await connection.execute(counting)).scalar_one())


def _kept_rows(table: sa.Table, workspace_id: int, workspace: Row) -> sa.Select[Any]:
    mine = _installed(table, workspace) if table in _SLACK else _of(table, workspace_id)
    return sa.select(*(column for column in table.c if column.name not in SECRET | _INTERNAL)).where(mine)


def _plain(row: Row) -> Json:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}


# --- What no reference leads to ---------------------------------------------------------------------------------------


def _installed(table: sa.Table, workspace: Row) -> sa.ColumnElement[bool]:
    """Slack's installations name the workspace by Slack's own id; one of a whole organisation has no team."""
    if workspace["platform"] != "slack" or not workspace["external_id"]:
        return sa.false()
    team = table.c.team_id == workspace["external_id"]
    organisation = table.c.team_id.is_(None) & (table.c.enterprise_id == workspace["external_id"])
    return sa.or_(team, organisation)


async def _delete_tokens(connection: AsyncConnection, workspace: Row) -> dict[str, int]:
    return {
        table.name: (await connection.execute(sa.delete(table).where(_installed(table, workspace)))).rowcount
        for table in _SLACK
    }


async def _delete_notices(connection: AsyncConnection, workspace_id: int) -> int:
    """Those that went to others (the operators) about something of the workspace: their keys name it."""
    names = {("workspace", str(workspace_id))}
    for table in _TOLD_OF:
        ids = (await connection.execute(sa.select(table.c.id).where(_of(table, workspace_id)))).scalars()
        names |= {(_SINGULAR[table.name], str(row_id)) for row_id in ids}
    elsewhere = sa.select(notices.c.key).where(
        notices.c.key.not_in(sa.select(notices.c.key).where(_of(notices, workspace_id)))
    )
    about = [key for key in (await connection.execute(elsewhere)).scalars() if names & set(_named(key))]
    for some in chunks(about):
        await connection.execute(sa.delete(notices).where(notices.c.key.in_(some)))
    return len(about)


_TOLD_OF = (channels, feeds, subscriptions, deliveries, stories)
_SINGULAR = {"channels": "channel", "feeds": "feed", "subscriptions": "subscription", "deliveries": "delivery",
             "stories": "story"}  # fmt: skip


def _named(key: str) -> list[tuple[str, str]]:
    """What a notice's key names: "alert feed 12", "channel:3"."""
    words = re.split(r"[\s:/]+", key)
    return list(pairwise(words))
