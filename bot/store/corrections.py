"""What operators put right, as it goes with the articles that it concerns: read with every story and every article.

How it is worded stands in `news/corrections.py`, how it is decided in `story_desk.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news.corrections import corrected_words
from bot.news.model import Correction
from bot.ports import TaggedArticle
from bot.store.schema import articles, corrections
from bot.store.tables import rows_by_ids

_ANY = sa.select(corrections.c.id).limit(1)
_OF_STORIES = sa.select(articles.c.story_id, corrections.c.article_id, corrections.c.at, corrections.c.text).join(
    articles, articles.c.id == corrections.c.article_id
)


@dataclass(frozen=True, slots=True)
class Corrected:
    """A story's corrections, newest first, and the articles that stood in it then."""

    corrections: tuple[Correction, ...] = ()
    articles: frozenset[int] = frozenset()


NOTHING = Corrected()


async def corrected_stories(connection: AsyncConnection, story_ids: Iterable[int]) -> dict[int, Corrected]:
    """Those of the stories in which something was put right."""
    if (await connection.execute(_ANY)).first() is None:
        return {}
    told: dict[int, set[Correction]] = defaultdict(set)
    wrong: dict[int, set[int]] = defaultdict(set)
    for row in await rows_by_ids(connection, _OF_STORIES, articles.c.story_id, set(story_ids)):
        told[row["story_id"]].add(Correction(row["text"], row["at"]))
        wrong[row["story_id"]].add(row["article_id"])
    return {story: Corrected(_newest_first(some), frozenset(wrong[story])) for story, some in told.items()}


def _newest_first(some: Collection[Correction]) -> tuple[Correction, ...]:
    return tuple(sorted(some, key=lambda one: (one.at, one.text), reverse=True))


async def with_corrections(connection: AsyncConnection, found: Sequence[TaggedArticle]) -> list[TaggedArticle]:
    """The articles, each with what was put right in its story."""
    known = await corrected_stories(connection, {one.story_id for one in found if one.story_id is not None})
    words = {story: corrected_words(one.corrections) for story, one in known.items()}
    return [
        replace(one, article=replace(one.article, corrected=words[one.story_id])) if one.story_id in words else one
        for one in found
    ]


def is_corrected(article_id: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
    return sa.exists().where(corrections.c.article_id == article_id)


async def keep_correction(connection: AsyncConnection, article_ids: Iterable[int], text: str, now: datetime) -> None:
    rows = [{"article_id": article_id, "at": now, "text": text} for article_id in sorted(article_ids)]
    if rows:
        await connection.execute(sa.insert(corrections), rows)
