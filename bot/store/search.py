"""Full text over our own tokens, with the same meaning on both engines: a token is found whole or not at all.

What a token is decides `bot.news.text.search_tokens`; here it is only written in a form that neither FTS5's nor
tsvector's own ideas of a word can split, fold or choke on.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports import ArticleHit, TaggedArticle
from bot.store.articles import article_of
from bot.store.corrections import with_corrections
from bot.store.link_only import as_shown
from bot.store.schema import articles, stories, visible
from bot.store.tables import Tables, rows_of

RANKED = 500
"""Only so many of the newest matches are ranked: an old article seldom answers, and the cost stays flat."""

LONGEST = 200
"""Characters of a token; a tsvector's word takes 2,046 bytes."""


def safe_token(token: str) -> str:
    """The token in characters that are one word to both engines; empty when nothing is left of it.

    Case and accents are folded; what is neither a letter of ASCII, a digit, `.`, `-` nor East Asian becomes its code
    point between two `_`, so that `c++` and `c` stay two tokens and no operator of a query language survives.
    """
    folded = unicodedata.normalize("NFD", token.strip().casefold())
    plain = unicodedata.normalize("NFC", "".join(c for c in folded if not "\u0300" <= c <= "\u036f"))
    return "".join(c if _is_plain(c) else f"_{ord(c):x}_" for c in plain)[:LONGEST]


def _is_plain(char: str) -> bool:
    if char.isascii():
        return char.isalnum() or char in ".-"
    kana, han, hangul = "\u3041" <= char <= "\u30fe", "\u4e00" <= char <= "\u9fa5", "\uac00" <= char <= "\ud7a3"
    return (kana and char.isalpha()) or han or hangul


def safe_tokens(tokens: Iterable[str]) -> list[str]:
    return [safe for token in tokens if (safe := safe_token(token))]


async def index_articles(connection: AsyncConnection, entries: Sequence[tuple[int, Sequence[str]]]) -> None:
    """Makes new articles findable; `entries` are article ids with their tokens."""
    rows = [{"id": article_id, "tokens": " ".join(safe_tokens(tokens))} for article_id, tokens in entries]
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        add = "INSERT INTO article_search (rowid, tokens) VALUES (:id, :tokens)"
    else:
        add = (
            "INSERT INTO article_search (article_id, tokens) "
            "VALUES (:id, array_to_tsvector(array_remove(string_to_array(:tokens, ' '), '')))"
        )
    await connection.execute(sa.text(add), rows)


class SearchTables(Tables):
    async def search(
        self,
        tokens: Sequence[str],
        *,
        any_of: bool = False,
        since: datetime | None = None,
        until: datetime | None = None,
        workspace_id: int | None = None,
        limit: int = 20,
    ) -> list[ArticleHit]:
        """Articles that hold all the tokens (`any_of`: at least one), best first; of equal ones the newest."""
        wanted = list(dict.fromkeys(safe_tokens(tokens)))
        if not wanted or limit < 1:
            return []
        found = _matches_sqlite(wanted, any_of) if self._db.sqlite else _matches_postgres(wanted, any_of)
        span = [
            visible(articles, workspace_id),
            ~_withdrawn(),
            *([articles.c.published >= since] if since else []),
            *([articles.c.published < until] if until else []),
        ]
        newest = found.where(*span).order_by(sa.desc("found_id")).limit(RANKED).subquery("newest")
        query = sa.select(articles, newest.c.score).join(newest, newest.c.found_id == articles.c.id)
        best = query.order_by(newest.c.score.desc(), articles.c.published.desc(), articles.c.id.desc()).limit(limit)
        async with self._db.read() as connection:
            rows = await rows_of(connection, best)
            hits = [TaggedArticle(article_of(row), (), row["story_id"]) for row in rows]
            shown = await with_corrections(connection, await as_shown(connection, hits))
        return [ArticleHit(one.article, one.story_id, row["score"]) for one, row in zip(shown, rows, strict=True)]


def _withdrawn() -> sa.ColumnElement[bool]:
    """Of a story that an operator took back or blocked."""
    taken = stories.c.blocked | stories.c.retracted_at.is_not(None)
    return sa.exists().where(stories.c.id == articles.c.story_id, taken)


def _matches_sqlite(wanted: Sequence[str], any_of: bool) -> sa.Select[Any]:
    """FTS5's bm25() is the better the lower it is, hence the minus."""
    table = sa.table("article_search", sa.column("rowid", sa.Integer))
    match = sa.text("article_search MATCH :match").bindparams(match=_query(wanted, '"', "OR" if any_of else "AND"))
    score = sa.literal_column("-bm25(article_search)", sa.Float).label("score")
    joined = table.join(articles, articles.c.id == table.c.rowid)
    return sa.select(table.c.rowid.label("found_id"), score).select_from(joined).where(match)


def _matches_postgres(wanted: Sequence[str], any_of: bool) -> sa.Select[Any]:
    table = sa.table("article_search", sa.column("article_id", sa.BigInteger), sa.column("tokens", TSVECTOR))
    query = sa.cast(_query(wanted, "'", "|" if any_of else "&"), TSQUERY)
    score = sa.func.ts_rank(table.c.tokens, query, type_=sa.Float).label("score")
    joined = table.join(articles, articles.c.id == table.c.article_id)
    matches = table.c.tokens.bool_op("@@")(query)
    return sa.select(table.c.article_id.label("found_id"), score).select_from(joined).where(matches)


def _query(wanted: Sequence[str], quote: str, operator: str) -> str:
    return f" {operator} ".join(f"{quote}{token}{quote}" for token in wanted)
