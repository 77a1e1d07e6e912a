"""Private answers, kept for a month so that sharing one shows what was seen."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from bot.outbox_ports import Json, Kept
from bot.store.schema import kept
from bot.store.tables import Tables, rows_of


class KeptTables(Tables):
    async def keep(self, channel_id: int, person: str, kind: str, text: str, message: Json, now: datetime) -> int:
        what = {"channel_id": channel_id, "person": person, "kind": kind, "text": text, "message": message, "at": now}
        async with self._db.write() as connection:
            return int((await connection.execute(sa.insert(kept).values(**what).returning(kept.c.id))).scalar_one())

    async def kept(self, number: int) -> Kept | None:
        async with self._db.read() as connection:
            rows = await rows_of(connection, sa.select(kept).where(kept.c.id == number))
        return Kept(**rows[0]) if rows else None

    async def drop_kept(self, before: datetime) -> int:
        async with self._db.write() as connection:
            return (await connection.execute(sa.delete(kept).where(kept.c.at < before))).rowcount
