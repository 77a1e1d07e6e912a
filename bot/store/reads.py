"""The one transaction that ends `read`: items, articles, mentions, full text, and the sums over names together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.ports import ReadOutcome
from bot.store.articles import Arrival, finish_items, keep_articles, open_items
from bot.store.names import Sighting, count_names
from bot.store.search import index_articles
from bot.store.tables import Row, Tables


class ReadTables(Tables):
    async def save_reads(self, outcomes: Sequence[ReadOutcome], now: datetime) -> int:
        """Writes a batch in one transaction; returns new articles.

        An article whose address is known in its workspace joins the known one and is not new.
        """
        if not outcomes:
            return 0
        async with self._db.write() as connection:
            waiting = await open_items(connection, {outcome.item_id for outcome in outcomes})
            kept = list({o.item_id: o for o in outcomes if o.item_id in waiting}.values())
            if not kept:
                return 0
            placed, new = await keep_articles(connection, _arrivals(kept, waiting), now)
            await index_articles(connection, [(i, arrival.outcome.search_tokens) for i, arrival in new])
            await count_names(connection, [_sighting(arrival) for _, arrival in new])
            await finish_items(connection, kept, placed)
        return len(new)


def _arrivals(outcomes: Sequence[ReadOutcome], waiting: dict[int, Row]) -> list[Arrival]:
    return [
        Arrival(o, o.article, waiting[o.item_id]["feed_id"], waiting[o.item_id]["workspace_id"])
        for o in outcomes
        if o.article is not None
    ]


def _sighting(arrival: Arrival) -> Sighting:
    article = arrival.article
    return Sighting(article.published, arrival.workspace_id, article.title, article.sentences, arrival.outcome.mentions)
