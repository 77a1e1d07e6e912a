"""What is told or done once, by one process: trouble that people hear of, and events that are claimed before they act."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.outbox_ports import Notice
from bot.store.schema import claims, notices
from bot.store.tables import Row, Tables, insert_into, rows_of

SWEPT = 100
"""Expired claims that go with a new one: more than one, so that they never pile up."""


class NoticeTables(Tables):
    async def open_notice(self, key: str, text: str, now: datetime, *, channel_id: int | None = None) -> bool:
        """True when it wasn't open: then it is to be told, by this process."""
        async with self._db.read() as connection:
            if await rows_of(connection, _open(key)):
                return False
        told = {"text": text, "told_at": now, "over_at": None, "channel_id": channel_id}
        async with self._db.write() as connection:
            opening = insert_into(connection, notices).values(key=key, **told)
            over = notices.c.over_at.is_not(None)
            opening = opening.on_conflict_do_update(index_elements=["key"], set_=told, where=over)
            return (await connection.execute(opening.returning(notices.c.key))).scalar() is not None

    async def end_notice(self, key: str, now: datetime) -> Notice | None:
        """The notice when it was open, and is over by this call."""
        async with self._db.read() as connection:
            if not await rows_of(connection, _open(key)):
                return None
        ending = sa.update(notices).where(notices.c.key == key, notices.c.over_at.is_(None)).values(over_at=now)
        async with self._db.write() as connection:
            rows = await rows_of(connection, ending.returning(*notices.c))
        return _notice(rows[0]) if rows else None

    async def notices(self, *, prefix: str = "", open_only: bool = True) -> list[Notice]:
        """The oldest first."""
        query = sa.select(notices).where(notices.c.key.startswith(prefix, autoescape=True))
        query = query.where(notices.c.over_at.is_(None)) if open_only else query
        async with self._db.read() as connection:
            rows = await rows_of(connection, query.order_by(notices.c.told_at, notices.c.key))
        return [_notice(row) for row in rows]


def _open(key: str) -> sa.Select[tuple[str]]:
    return sa.select(notices.c.key).where(notices.c.key == key, notices.c.over_at.is_(None))


def _notice(row: Row) -> Notice:
    return Notice(**{name: row[name] for name in ("key", "channel_id", "text", "told_at", "over_at")})


class ClaimTables(Tables):
    async def claim(self, key: str, *, owner: str, now: datetime, seconds: float) -> bool:
        """True for the first who claims the key until it expires: an interaction or event acts once."""
        taken = {"owner": owner, "claimed_at": now, "expires_at": now + timedelta(seconds=seconds)}
        async with self._db.write() as connection:
            claiming = insert_into(connection, claims).values(key=key, **taken)
            expired = claims.c.expires_at <= now
            claiming = claiming.on_conflict_do_update(index_elements=["key"], set_=taken, where=expired)
            first = (await connection.execute(claiming.returning(claims.c.key))).scalar() is not None
            old = sa.select(claims.c.key).where(expired).limit(SWEPT).with_for_update(skip_locked=True)
            await connection.execute(sa.delete(claims).where(claims.c.key.in_(old)))
        return first
