"""Single values that the house keeps for itself, such as which commands were registered on a platform."""

from __future__ import annotations

import sqlalchemy as sa

from bot.store.schema import meta
from bot.store.tables import Tables, insert_into


class MetaTables(Tables):
    async def meta_value(self, key: str) -> str | None:
        async with self._db.read() as connection:
            found: str | None = (await connection.execute(sa.select(meta.c.value).where(meta.c.key == key))).scalar()
        return found

    async def set_meta(self, key: str, value: str) -> None:
        async with self._db.write() as connection:
            put = insert_into(connection, meta).values(key=key, value=value)
            await connection.execute(put.on_conflict_do_update(index_elements=["key"], set_={"value": value}))
