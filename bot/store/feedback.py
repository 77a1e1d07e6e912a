"""What people say back: a word on a story, and reports that something is wrong with one."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from bot.outbox_ports import Feedback, Report, Verdict
from bot.store.schema import channels, feedback, reports, workspaces
from bot.store.tables import Row, Tables, insert_into, rows_of


class FeedbackTables(Tables):
    async def give_feedback(self, channel_id: int, story_id: int, person: str, verdict: Verdict, now: datetime) -> None:
        """One word a person, channel and story: the last one counts."""
        async with self._db.write() as connection:
            giving = insert_into(connection, feedback)
            giving = giving.values(channel_id=channel_id, story_id=story_id, person=person, verdict=verdict, at=now)
            newer = {"verdict": verdict, "at": now}
            key = ["channel_id", "story_id", "person"]
            await connection.execute(giving.on_conflict_do_update(index_elements=key, set_=newer))

    async def take_feedback_back(self, channel_id: int, story_id: int, person: str | None = None) -> int:
        """`person` None: everybody's. Returns how many."""
        taking = sa.delete(feedback).where(feedback.c.channel_id == channel_id, feedback.c.story_id == story_id)
        async with self._db.write() as connection:
            own = taking if person is None else taking.where(feedback.c.person == person)
            return (await connection.execute(own)).rowcount

    async def feedback(self, channel_id: int, *, person: str | None = None) -> list[Feedback]:
        """Newest first."""
        query = sa.select(feedback).where(feedback.c.channel_id == channel_id)
        query = query if person is None else query.where(feedback.c.person == person)
        async with self._db.read() as connection:
            rows = await rows_of(connection, query.order_by(feedback.c.at.desc(), feedback.c.id.desc()))
        names = ("channel_id", "story_id", "person", "verdict", "at")
        return [Feedback(**{name: row[name] for name in names}) for row in rows]


class ReportTables(Tables):
    async def add_report(
        self, story_id: int, version: int, channel_id: int | None, person: str | None, text: str, now: datetime
    ) -> int:
        what = {"story_id": story_id, "version": version, "channel_id": channel_id, "person": person, "text": text}
        adding = sa.insert(reports).values(**what, state="open", created_at=now).returning(reports.c.id)
        async with self._db.write() as connection:
            return int((await connection.execute(adding)).scalar_one())

    async def reports(
        self,
        *,
        state: str | None = "open",
        workspace_id: int | None = None,
        person: str | None = None,
        limit: int = 100,
    ) -> list[Report]:
        """Oldest first."""
        query = _REPORTS if state is None else _REPORTS.where(reports.c.state == state)
        query = query if workspace_id is None else query.where(channels.c.workspace_id == workspace_id)
        query = query if person is None else query.where(reports.c.person == person)
        async with self._db.read() as connection:
            rows = await rows_of(connection, query.order_by(reports.c.created_at, reports.c.id).limit(limit))
        return [_report(row) for row in rows]

    async def close_report(self, number: int, answer: str | None, now: datetime) -> Report | None:
        """None: there is none of that number that is open."""
        closing = sa.update(reports).where(reports.c.id == number, reports.c.state == "open")
        async with self._db.write() as connection:
            closed = await connection.execute(closing.values(state="closed", answer=answer, closed_at=now))
            if closed.rowcount != 1:
                return None
            (row,) = await rows_of(connection, _REPORTS.where(reports.c.id == number))
        return _report(row)


_REPORTS = (
    sa.select(reports, workspaces.c.platform, channels.c.external_id)
    .select_from(reports)
    .outerjoin(channels, channels.c.id == reports.c.channel_id)
    .outerjoin(workspaces, workspaces.c.id == channels.c.workspace_id)
)


def _report(row: Row) -> Report:
    names = ("id", "story_id", "version", "channel_id", "person", "text", "state", "answer", "created_at", "closed_at")
    channel = None if row["platform"] is None else f"{row['platform']}:{row['external_id']}".rstrip(":")
    return Report(channel=channel, **{name: row[name] for name in names})
