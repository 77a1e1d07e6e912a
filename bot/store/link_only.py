"""Feeds of which only headlines and links are shown: an outlet's wish, done with one command, for what is stored too.

Their articles stay stored and are grouped by their text as all others; nothing of the text leaves the store to be shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news.model import TITLE, Brief
from bot.ports import TaggedArticle
from bot.store.schema import articles, feeds
from bot.store.tables import Tables, rows_by_ids


class LinkOnlyTables(Tables):
    async def set_link_only(self, feed_id: int, flag: bool) -> bool:
        """False: there is no such feed."""
        async with self._db.write() as connection:
            change = sa.update(feeds).where(feeds.c.id == feed_id).values(link_only=flag)
            return (await connection.execute(change)).rowcount == 1


async def link_only_articles(connection: AsyncConnection, article_ids: Iterable[int]) -> frozenset[int]:
    """Those of the articles that came by such a feed."""
    quiet = sa.select(feeds.c.id).where(feeds.c.link_only)
    if (await connection.execute(quiet.limit(1))).first() is None:
        return frozenset()
    query = sa.select(articles.c.id).where(articles.c.feed_id.in_(quiet))
    return frozenset(row["id"] for row in await rows_by_ids(connection, query, articles.c.id, set(article_ids)))


async def as_shown(connection: AsyncConnection, found: Sequence[TaggedArticle]) -> list[TaggedArticle]:
    """The articles as they may be quoted: a link-only one says its headline and nothing else."""
    quiet = await link_only_articles(connection, (one.article.id for one in found))
    return [_headline_alone(one) if one.article.id in quiet else one for one in found]


async def as_read(connection: AsyncConnection, found: Sequence[TaggedArticle]) -> list[TaggedArticle]:
    """All articles of some stories as briefs may be made from them: link-only ones say nothing, and their headline only
    where the story has no other article."""
    quiet = await link_only_articles(connection, (one.article.id for one in found))
    speaking = {one.story_id for one in found if one.article.id not in quiet and one.article.sentences}
    return [_read(one, one.story_id in speaking) if one.article.id in quiet else one for one in found]


def _read(one: TaggedArticle, others_speak: bool) -> TaggedArticle:
    return _silent(one) if others_speak else _headline_alone(one)


def _silent(one: TaggedArticle) -> TaggedArticle:
    mentions = tuple(mention for mention in one.mentions if mention.sentence == TITLE)
    return replace(one, article=replace(one.article, sentences=()), mentions=mentions)


def _headline_alone(one: TaggedArticle) -> TaggedArticle:
    """The headline stands as the only sentence too, with its mentions: whoever quotes needs something to quote."""
    silent = _silent(one)
    again = tuple(replace(mention, sentence=0) for mention in silent.mentions)
    return replace(
        silent, article=replace(one.article, sentences=(one.article.title,)), mentions=silent.mentions + again
    )


def without_quotes(brief: Brief, quiet: frozenset[int]) -> Brief:
    """The brief without sentences that rest on a link-only article; its headline stays."""
    hushed = {place for place, article_id in enumerate(brief.article_ids) if article_id in quiet}
    if not hushed:
        return brief
    said = tuple(s for s in brief.sentences if not any(cite.article in hushed for cite in s.cites))
    return replace(brief, sentences=said, translations=())
