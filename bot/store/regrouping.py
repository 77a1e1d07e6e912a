"""Articles that change their story: two stories turn out to be one, or one to be two.

Who had been told what stays true: a story that all its articles leave is merged into the one that most of them went to;
where an article leaves alone, channels that were told of it count as having had the story that it goes to.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.schema import articles, brief_sources, reached, stories
from bot.store.tables import Row, insert_into, rows_by_ids

PLACED = sa.select(
    articles.c.id,
    articles.c.workspace_id,
    articles.c.scope,
    articles.c.published,
    articles.c.language,
    articles.c.story_id,
)
_DECIDED = stories.c.pinned | stories.c.blocked | stories.c.retracted_at.is_not(None)
FIXED = articles.c.fixed | articles.c.story_id.in_(sa.select(stories.c.id).where(_DECIDED))
"""Where an operator decided, of the article or of its story: it stays."""


@dataclass(frozen=True, slots=True)
class Move:
    """An article's way from one story to another."""

    article_id: int
    was: int
    now: int


async def settle_moves(connection: AsyncConnection, moves: Sequence[Move], at: datetime) -> None:
    """After the articles were put into their new stories: what they left is merged, or is due for a brief."""
    if not moves:
        return
    left: dict[int, Counter[int]] = defaultdict(Counter)
    for move in moves:
        left[move.was][move.now] += 1
    query = sa.select(stories).order_by(stories.c.id).with_for_update(key_share=True)
    held = {row["id"]: row for row in await rows_by_ids(connection, query, stories.c.id, _ids(moves))}
    standing = await _with_articles(connection, left)
    for story_id, targets in left.items():
        if story_id not in standing:
            target = max(targets, key=lambda one: (targets[one], -one))
            await merged(connection, held[target], held[story_id])
    await make_due(connection, standing, at)
    await _told_already(connection, [move for move in moves if move.was in standing], held)


def _ids(moves: Sequence[Move]) -> list[int]:
    return sorted({move.was for move in moves} | {move.now for move in moves})


async def _with_articles(connection: AsyncConnection, story_ids: Iterable[int]) -> set[int]:
    query = sa.select(articles.c.story_id).distinct()
    return {row["story_id"] for row in await rows_by_ids(connection, query, articles.c.story_id, sorted(story_ids))}


async def merged(connection: AsyncConnection, kept: Row, gone: Row) -> None:
    """The story without articles leads to the one that has them; channels that had it won't get that one as new."""
    await change_story(connection, gone["id"], merged_into=kept["id"], needs_brief=False, due_since=None)
    await _count_as_told(connection, kept, reached.c.story_id == gone["id"])


async def make_due(connection: AsyncConnection, story_ids: Iterable[int], now: datetime) -> None:
    """After their articles changed: the stories' spans are theirs, and they are due for a brief."""
    rows = [{"this": story_id} for story_id in sorted(story_ids)]
    if rows:
        since = sa.func.coalesce(stories.c.due_since, sa.literal(now, stories.c.due_since.type))
        await connection.execute(_DUE.values(due_since=since), rows)


_FIRST, _LAST = [
    sa.select(end(articles.c.published)).where(articles.c.story_id == stories.c.id).scalar_subquery()
    for end in (sa.func.min, sa.func.max)
]
_DUE = (
    sa.update(stories)
    .where(stories.c.id == sa.bindparam("this"))
    .values(first_at=_FIRST, last_at=_LAST, needs_brief=True, revision=stories.c.revision + 1)
)


async def change_story(connection: AsyncConnection, story_id: int, **values: Any) -> None:
    await connection.execute(sa.update(stories).where(stories.c.id == story_id).values(**values))


async def _told_already(connection: AsyncConnection, moves: Sequence[Move], held: Mapping[int, Row]) -> None:
    """Channels whose version of the old story was told out of an article that left."""
    for was, now in dict.fromkeys((move.was, move.now) for move in moves):
        gone = [move.article_id for move in moves if (move.was, move.now) == (was, now)]
        cited = sa.select(brief_sources.c.version).where(
            brief_sources.c.story_id == was, brief_sources.c.article_id.in_(gone)
        )
        await _count_as_told(connection, held[now], (reached.c.story_id == was) & reached.c.version.in_(cited))


async def _count_as_told(connection: AsyncConnection, story: Row, where: sa.ColumnElement[bool]) -> None:
    """They have the version that stands, of a story that has none yet the first one."""
    version = sa.literal(max(story["version"], 1))
    told = sa.select(
        reached.c.channel_id, sa.literal(story["id"]), version, reached.c.message_ref, reached.c.delivery_id,
        reached.c.at,
    ).where(where)  # fmt: skip
    columns = ["channel_id", "story_id", "version", "message_ref", "delivery_id", "at"]
    await connection.execute(insert_into(connection, reached).from_select(columns, told).on_conflict_do_nothing())


async def standing_in(connection: AsyncConnection, wanted: Mapping[int, int]) -> Sequence[Row]:
    """Those of the articles that still stand in the story given for each and may leave it; held."""
    query = PLACED.where(~FIXED).order_by(articles.c.id).with_for_update(key_share=True)
    rows = await rows_by_ids(connection, query, articles.c.id, sorted(wanted))
    return [row for row in rows if row["story_id"] == wanted[row["id"]]]


async def fix(connection: AsyncConnection, story_ids: Sequence[int]) -> None:
    """From now on the articles that stand in these stories stay there."""
    await connection.execute(sa.update(articles).where(articles.c.story_id.in_(story_ids)).values(fixed=True))
