"""Leases: one process at a time does what only one may do, and a dead one's turn runs out."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.store.schema import leases
from bot.store.tables import Tables, insert_into


class LeaseTables(Tables):
    async def take_lease(self, name: str, *, owner: str, now: datetime, seconds: float) -> bool:
        """True when it is now the owner's, also when it was already: then it holds for `seconds` from now."""
        until = now + timedelta(seconds=seconds)
        async with self._db.read() as connection:
            held = sa.select(leases.c.owner).where(leases.c.name == name, leases.c.expires_at > now)
            if (await connection.execute(held)).scalar() not in (None, owner):
                return False
        async with self._db.write() as connection:
            take = insert_into(connection, leases).values(name=name, owner=owner, expires_at=until)
            free = sa.or_(leases.c.owner == owner, leases.c.expires_at <= now)
            new = {"owner": owner, "expires_at": until}
            take = take.on_conflict_do_update(index_elements=["name"], set_=new, where=free)
            taken = (await connection.execute(take.returning(leases.c.owner))).scalar()
        return taken is not None

    async def end_lease(self, name: str, *, owner: str) -> None:
        """Another's lease of that name stays."""
        async with self._db.write() as connection:
            await connection.execute(sa.delete(leases).where(leases.c.name == name, leases.c.owner == owner))
