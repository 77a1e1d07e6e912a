"""Articles with their mentions: what `read` made of items, each address once in its workspace.

Full text stands in `search.py`, the sums over names in `names.py`, how articles become stories in `stories.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news.model import Article, Mention
from bot.ports import ReadOutcome, TaggedArticle
from bot.store.schema import articles, feeds, items, mentions, scope_of, storable
from bot.store.tables import Row, execute_many, insert_into, next_ids, pair_list, rows_by_ids, rows_of

_ARTICLE = tuple(field.name for field in fields(Article) if field.name not in ("sentences", "corrected"))
_WRITTEN = tuple(name for name in _ARTICLE if name not in ("id", "workspace_id"))
_MENTION = tuple(field.name for field in fields(Mention))


def article_of(row: Row) -> Article:
    return Article(sentences=tuple(row["sentences"]), **{name: row[name] for name in _ARTICLE})


def mention_of(row: Row) -> Mention:
    return Mention(**{name: row[name] for name in _MENTION})


async def tagged(connection: AsyncConnection, rows: Sequence[Row]) -> list[TaggedArticle]:
    """The articles of the rows with their mentions, in the rows' order."""
    found: dict[int, list[Mention]] = {row["id"]: [] for row in rows}
    query = sa.select(mentions).order_by(mentions.c.article_id, mentions.c.n)
    for row in await rows_by_ids(connection, query, mentions.c.article_id, found):
        found[row["article_id"]].append(mention_of(row))
    return [TaggedArticle(article_of(row), tuple(found[row["id"]]), row["story_id"], row["fixed"]) for row in rows]


# --- Writing, inside the transaction of save_reads (see reads.py) -----------------------------------------------------


Address = tuple[int, str]
"""An article's canonical URL with its scope: a workspace's own article is never joined with a shared one."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """An outcome with an article, and the item's feed, which decides whose article it is."""

    outcome: ReadOutcome
    article: Article
    feed_id: int
    workspace_id: int | None

    @property
    def address(self) -> Address:
        return scope_of(self.workspace_id), storable(self.article.url)


async def open_items(connection: AsyncConnection, ids: Iterable[int]) -> dict[int, Row]:
    """Those of the items that still wait to be read, held until the transaction ends, with their feed's workspace.

    One that another process finished after the lease ran out is not among them: nothing is written twice.
    """
    query = sa.select(items.c.id, items.c.feed_id, feeds.c.workspace_id).join(feeds, feeds.c.id == items.c.feed_id)
    query = query.where(items.c.state == "new").order_by(items.c.id).with_for_update(of=items, key_share=True)
    return {row["id"]: row for row in await rows_by_ids(connection, query, items.c.id, sorted(ids))}


async def keep_articles(
    connection: AsyncConnection, arrivals: Sequence[Arrival], now: datetime
) -> tuple[dict[int, int], list[tuple[int, Arrival]]]:
    """Stores what is new; returns the article's id for each item id, and the new articles with their ids.

    In the order of their addresses, so that two processes with overlapping batches wait for each other in turn.
    """
    if not arrivals:
        return {}, []
    first = {arrival.address: arrival for arrival in sorted(arrivals, key=lambda a: a.outcome.item_id, reverse=True)}
    ids = dict(zip(sorted(first), await next_ids(connection, articles, len(first)), strict=True))
    rows = [{"id": ids[address], **_article_row(first[address], now)} for address in ids]
    await connection.execute(insert_into(connection, articles).on_conflict_do_nothing(), rows)
    stored = await _stored(connection, list(ids))
    new = [(ids[address], first[address]) for address in ids if stored[address]["id"] == ids[address]]
    await _make_news(connection, {stored[a.address]["id"] for a in arrivals if _is_newer(a, stored[a.address])})
    await _keep_mentions(connection, new)
    return {arrival.outcome.item_id: stored[arrival.address]["id"] for arrival in arrivals}, new


async def _stored(connection: AsyncConnection, addresses: Sequence[Address]) -> dict[Address, Row]:
    wanted = pair_list(connection.dialect.name == "sqlite", addresses)
    same = sa.and_(articles.c.scope == wanted.c.number, articles.c.url == wanted.c.word)
    query = sa.select(articles.c.id, articles.c.scope, articles.c.url, articles.c.news)
    rows = await rows_of(connection, query.select_from(wanted.join(articles, same)))
    return {(row["scope"], row["url"]): row for row in rows}


def _is_newer(arrival: Arrival, stored: Row) -> bool:
    """Told as news by this item, but not by the item that brought the article."""
    return arrival.outcome.news and not stored["news"]


async def _make_news(connection: AsyncConnection, ids: Iterable[int]) -> None:
    if rows := [{"this": article_id} for article_id in sorted(ids)]:
        await connection.execute(
            sa.update(articles).where(articles.c.id == sa.bindparam("this")).values(news=True), rows
        )


def _article_row(arrival: Arrival, now: datetime) -> dict[str, object]:
    words = {name: getattr(arrival.article, name) for name in _WRITTEN}
    whose = {"workspace_id": arrival.workspace_id, "scope": arrival.address[0], "feed_id": arrival.feed_id}
    rest = {"sentences": list(arrival.article.sentences), "news": arrival.outcome.news, "stored_at": now}
    return {**words, **whose, **rest}


async def _keep_mentions(connection: AsyncConnection, new: Sequence[tuple[int, Arrival]]) -> None:
    rows = [
        {"article_id": article_id, "n": n, **asdict(mention)}
        for article_id, arrival in new
        for n, mention in enumerate(arrival.outcome.mentions)
    ]
    if rows:
        await execute_many(connection, sa.insert(mentions), rows)


async def finish_items(connection: AsyncConnection, outcomes: Sequence[ReadOutcome], placed: dict[int, int]) -> None:
    """Records what became of each item, and ends its lease."""
    rows = [_item_row(outcome, placed.get(outcome.item_id)) for outcome in outcomes]
    change = sa.update(items).where(items.c.id == sa.bindparam("this"))
    new = {name: sa.bindparam(f"new_{name}", type_=items.c[name].type) for name in _OUTCOME}
    await connection.execute(change.values(lease_owner=None, lease_until=None, **new), rows)


_OUTCOME = ("state", "reason", "due_at", "article_id")


def _item_row(outcome: ReadOutcome, article_id: int | None) -> dict[str, object]:
    if article_id is not None:
        state = "read"
    else:
        state = "new" if outcome.retry_at is not None else "failed"
    due_at = outcome.retry_at if state == "new" else None
    return {
        "this": outcome.item_id, "new_state": state, "new_reason": outcome.reason, "new_due_at": due_at,
        "new_article_id": article_id,
    }  # fmt: skip
