"""Deliveries and their parts as rows, and back. What is done with them stands in `outbox.py`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox_ports import Delivery, Part, ToldStory
from bot.store.channels import CHANNEL_COLUMNS, channel_of
from bot.store.schema import channels, deliveries, delivery_parts, workspaces
from bot.store.tables import Row, rows_of

_PART = tuple(field.name for field in fields(Part))
_PLAIN = (
    "id", "subscription_id", "occasion", "kind", "created_at", "due_at", "since", "until", "expires_at", "thread",
    "open_thread", "mention", "state", "reason", "attempts", "finished_at",
)  # fmt: skip

DELIVERIES: sa.Select[Any] = (
    sa.select(deliveries, *CHANNEL_COLUMNS)
    .select_from(deliveries)
    .join(channels, channels.c.id == deliveries.c.channel_id)
    .join(workspaces, workspaces.c.id == channels.c.workspace_id)
)


async def read_deliveries(connection: AsyncConnection, query: sa.Select[Any]) -> list[Delivery]:
    """Those of a query over DELIVERIES, with their parts, in its order."""
    rows = await rows_of(connection, query)
    parts = await _parts_of(connection, [row["id"] for row in rows])
    return [_delivery(row, parts[row["id"]]) for row in rows]


async def _parts_of(connection: AsyncConnection, ids: Sequence[str]) -> dict[str, list[Part]]:
    found: dict[str, list[Part]] = defaultdict(list)
    if ids:
        query = sa.select(delivery_parts).where(delivery_parts.c.delivery_id.in_(ids)).order_by(delivery_parts.c.n)
        for row in await rows_of(connection, query):
            found[row["delivery_id"]].append(Part(**{name: row[name] for name in _PART}))
    return found


def _delivery(row: Row, parts: Iterable[Part]) -> Delivery:
    return Delivery(
        channel=channel_of(row),
        parts=tuple(parts),
        message=row["message"] or {},
        told=told_of(row),
        **{name: row[name] for name in _PLAIN},
    )


def told_of(row: Row) -> tuple[ToldStory, ...]:
    return tuple(ToldStory(**{**one, "why": tuple(one["why"])}) for one in row["told"] or ())


def told_to_json(told: Iterable[ToldStory]) -> list[dict[str, Any]]:
    return [{**asdict(one), "why": list(one.why)} for one in told]


def delivery_row(delivery: Delivery, digest_id: int | None) -> dict[str, Any]:
    told = {"message": delivery.message, "told": told_to_json(delivery.told)}
    whose = {"channel_id": delivery.channel.id, "digest_id": digest_id}
    return {**{name: getattr(delivery, name) for name in _PLAIN}, **whose, **told}


def part_row(delivery_id: str, part: Part) -> dict[str, Any]:
    return {"delivery_id": delivery_id, **{name: getattr(part, name) for name in _PART}}
