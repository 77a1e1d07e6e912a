"""What an operator does to a story: takes it back, puts it right, joins or splits it, pins or blocks it.

Who hears of it follows from the version that is written: channels that had an older one are told (see `reached.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news.amendments import TAKEN_BACK
from bot.ports import NewsdeskError
from bot.store.corrections import corrected_stories, keep_correction
from bot.store.regrouping import change_story, fix, make_due, merged
from bot.store.schema import articles, stories
from bot.store.stories import current_briefs, keep_version, new_story
from bot.store.tables import Row, Tables, rows_of

RETRACTED = f"{TAKEN_BACK}: it should not have been posted."


class StoryDeskTables(Tables):
    async def retract_story(self, story_id: int, now: datetime) -> bool:
        """It is shown nowhere any more; a last version says so to the channels that had it. False: there is none that
        stands."""
        async with self._db.write() as connection:
            row = await _held(connection, story_id)
            if row is None or row["retracted_at"] is not None:
                return False
            await _say(connection, row, RETRACTED, now)
            await change_story(connection, row["id"], retracted_at=now, needs_brief=False, due_since=None)
            return True

    async def correct_story(self, story_id: int, text: str, now: datetime) -> bool:
        """A new version of the brief that stands, marked as a correction, with `text` as what is new; from then on the
        story and its articles are told with it. False: there is no such story, it has no brief, it was taken back, or
        the same was said of it last."""
        async with self._db.write() as connection:
            row = await _held(connection, story_id)
            if row is None or row["retracted_at"] is not None or await _last_said(connection, row["id"]) == text:
                return False
            said = await _say(connection, row, text, now)
            await keep_correction(connection, await _members(connection, row["id"]) if said else (), text, now)
            return said

    async def merge_stories(self, into: int, other: int, now: datetime) -> bool:
        """The articles of `other` join `into`, and whoever had the one counts as having had both; what was put right in
        either is told of both. False: one of them is unknown, or they are one already. Raises NewsdeskError."""
        async with self._db.write() as connection:
            kept, gone = [await _held(connection, story_id) for story_id in (into, other)]
            if kept is None or gone is None or kept["id"] == gone["id"]:
                return False
            if kept["scope"] != gone["scope"]:
                raise NewsdeskError("One of the two stories is a workspace's own; they can't become one.")
            _refuse_withdrawn(kept, gone)
            moving = sa.update(articles).where(articles.c.story_id == gone["id"]).values(story_id=kept["id"])
            await connection.execute(moving)
            await merged(connection, kept, gone)
            await fix(connection, [kept["id"]])
            await make_due(connection, [kept["id"]], now)
            return True

    async def split_article(self, article_id: int, now: datetime) -> int | None:
        """The article leaves its story and starts one of its own; returns its id. None: the article is unknown, or it
        stands alone or in no story."""
        async with self._db.write() as connection:
            found = await rows_of(connection, sa.select(articles).where(articles.c.id == article_id))
            row = await _held(connection, found[0]["story_id"]) if found and found[0]["story_id"] else None
            if row is None or len(await _members(connection, row["id"])) < 2:
                return None
            leaving = sa.update(articles).where(articles.c.id == article_id).values(story_id=None)
            await connection.execute(leaving)
            await make_due(connection, [row["id"]], now)
            begun = await new_story(connection, found[0], now)
            await fix(connection, [row["id"], begun])
            return begun

    async def pin_story(self, story_id: int, flag: bool) -> bool:
        return await self._flag(story_id, pinned=flag)

    async def block_story(self, story_id: int, flag: bool) -> bool:
        """A blocked story is shown nowhere; those who had it aren't told."""
        return await self._flag(story_id, blocked=flag)

    async def _flag(self, story_id: int, **flags: bool) -> bool:
        async with self._db.write() as connection:
            row = await _held(connection, story_id)
            if row is not None:
                await change_story(connection, row["id"], **flags)
            return row is not None


async def _held(connection: AsyncConnection, story_id: int) -> Row | None:
    """The story, or what it was merged into, held until the transaction ends."""
    seen: set[int] = set()
    target: int | None = story_id
    while target is not None and target not in seen:
        seen.add(target)
        query = sa.select(stories).where(stories.c.id == target).with_for_update(key_share=True)
        rows = await rows_of(connection, query)
        target = rows[0]["merged_into"] if rows else None
    return rows[0] if rows else None


def _refuse_withdrawn(*both: Row) -> None:
    """Joined with one that is told, a story that isn't would be told again; or take the other one with it."""
    for row in both:
        if row["retracted_at"] is not None:
            raise NewsdeskError(f"Story {row['id']} was taken back; it can't be one with another.")
        if row["blocked"]:
            raise NewsdeskError(f"Story {row['id']} is blocked; first: newsdesk story {row['id']} --unblock")


async def _last_said(connection: AsyncConnection, story_id: int) -> str | None:
    known = await corrected_stories(connection, [story_id])
    return known[story_id].corrections[0].text if story_id in known else None


async def _members(connection: AsyncConnection, story_id: int) -> Sequence[int]:
    return (await connection.execute(sa.select(articles.c.id).where(articles.c.story_id == story_id))).scalars().all()


async def _say(connection: AsyncConnection, row: Row, text: str, now: datetime) -> bool:
    current = (await current_briefs(connection, [row["id"]])).get(row["id"])
    if current is None:
        return False
    await keep_version(connection, row, replace(current, correction=True, whats_new=text), now)
    return True
