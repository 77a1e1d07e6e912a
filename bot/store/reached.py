"""What has reached which channel: the version of each story, and the message that told it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox_ports import Overtaken, Reached
from bot.store.channels import CHANNEL_COLUMNS, STANDS, channel_of
from bot.store.schema import channels, deliveries, reached, stories, workspaces
from bot.store.tables import Row, Tables, insert_into, insert_of, rows_by_ids, rows_of


class ReachedTables(Tables):
    async def reached_in(self, channel_id: int) -> dict[int, Reached]:
        async with self._db.read() as connection:
            rows = await rows_of(connection, sa.select(reached).where(reached.c.channel_id == channel_id))
        return {row["story_id"]: _reached_of(row) for row in rows}

    async def versions_in(self, channel_ids: Collection[int], story_ids: Collection[int]) -> dict[int, dict[int, int]]:
        """By channel and story, for channels and stories that are asked about together."""
        found: dict[int, dict[int, int]] = defaultdict(dict)
        query = sa.select(reached.c.channel_id, reached.c.story_id, reached.c.version)
        query = query.where(reached.c.channel_id.in_(channel_ids))
        async with self._db.read() as connection:
            for row in await rows_by_ids(connection, query, reached.c.story_id, story_ids):
                found[row["channel_id"]][row["story_id"]] = row["version"]
        return found

    async def overtaken(self, since: datetime, *, limit: int = 500) -> list[Overtaken]:
        """What reached an active channel after `since`, not the terminal, and has a newer version by now, for which no
        delivery with the occasion "story ID vN" to that channel is planned yet. The longest ago comes first.

        A retracted story is among them (its last version says so), a blocked or merged one isn't.
        """
        query = (
            sa.select(reached, stories.c.version.label("newest"), *CHANNEL_COLUMNS)
            .join(stories, stories.c.id == reached.c.story_id)
            .join(channels, channels.c.id == reached.c.channel_id)
            .join(workspaces, workspaces.c.id == channels.c.workspace_id)
            .where(reached.c.at > since, stories.c.version > reached.c.version)
            .where(stories.c.merged_into.is_(None), ~stories.c.blocked)
            .where(channels.c.state == "active", STANDS, workspaces.c.platform != "terminal", ~_is_planned())
            .order_by(reached.c.at, reached.c.story_id, reached.c.channel_id)
        )
        async with self._db.read() as connection:
            rows = await rows_of(connection, query.limit(limit))
        return [Overtaken(channel_of(row), _reached_of(row), row["newest"]) for row in rows]


def _is_planned() -> sa.ColumnElement[bool]:
    """The occasion as `outbox_ports` words it."""
    number, version = sa.cast(stories.c.id, sa.Text), sa.cast(stories.c.version, sa.Text)
    occasion = sa.literal("story ") + number + " v" + version
    same = (deliveries.c.channel_id == reached.c.channel_id) & (deliveries.c.occasion == occasion)
    return sa.exists().where(same)


def _reached_of(row: Row) -> Reached:
    return Reached(row["story_id"], row["version"], row["message_ref"], row["delivery_id"], row["at"])


def reached_rows(
    channel_id: int, told: Mapping[int, int], at: datetime, message_ref: str | None, delivery_id: str | None
) -> list[dict[str, Any]]:
    same: dict[str, Any] = {"channel_id": channel_id, "message_ref": message_ref, "delivery_id": delivery_id, "at": at}
    return [{**same, "story_id": story, "version": told[story]} for story in sorted(told)]


async def mark_all_reached(connection: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
    """The version only ever grows; the message is that of the newest telling. A story that is gone isn't marked."""
    asked = {row["story_id"] for row in rows}
    known = {row["id"]: row for row in await rows_by_ids(connection, _MERGED, stories.c.id, asked)}
    if there := [row for row in rows if row["story_id"] in known]:
        await connection.execute(_marking(connection.dialect.name), there)
        await _mark_what_it_became(connection, there, known)


_MERGED = sa.select(stories.c.id, stories.c.version, stories.c.merged_into)


async def _mark_what_it_became(
    connection: AsyncConnection, rows: Sequence[dict[str, Any]], known: dict[int, Row]
) -> None:
    """What went into another story while it was on its way counts as that one, as it stands."""
    while gone := [row for row in rows if known[row["story_id"]]["merged_into"] is not None]:
        into = {row["story_id"]: known[row["story_id"]]["merged_into"] for row in gone}
        targets = await rows_by_ids(connection, _MERGED, stories.c.id, set(into.values()) - known.keys())
        if not targets:
            return
        known |= {row["id"]: row for row in targets}
        became = [{**row, "story_id": into[row["story_id"]]} for row in gone if into[row["story_id"]] in known]
        rows = [{**row, "version": max(known[row["story_id"]]["version"], 1)} for row in became]
        await connection.execute(insert_into(connection, reached).on_conflict_do_nothing(), rows)


@cache
def _marking(dialect: str) -> postgresql.Insert:
    adding = insert_of(dialect, reached)
    newer = {name: adding.excluded[name] for name in ("version", "message_ref", "delivery_id", "at")}
    return adding.on_conflict_do_update(
        index_elements=["channel_id", "story_id"], set_=newer, where=reached.c.version <= adding.excluded.version
    )
