"""The offline brief of a story, written again without every sentence that speaks to a machine where the first rested on one.

Looking at all sentences of all articles costs more than the brief itself; so only what it rests on is looked at first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.news.extractive import write_brief
from bot.news.model import TITLE, Article, Brief, Cite, Mention, Relation, Tag
from bot.news.orders import LONGEST_TAG, is_order, trusted, without_orders


def trusted_brief(
    articles: Sequence[Article],
    mentions: Sequence[Sequence[Mention]],
    tags: tuple[Tag, ...],
    relations: tuple[Relation, ...],
    current: Brief | None = None,
) -> Brief | None:
    """As `extractive.write_brief`, but no sentence of it obeys or repeats an order; None where nothing else is left."""
    brief = write_brief(articles, mentions, tags, relations, current)
    if brief is None or not _rests_on_orders(brief, {article.id: article for article in articles}):
        return brief
    clean = [without_orders(article) for article in articles]
    kept = [_kept(article, found) for article, found in zip(clean, mentions, strict=True)]
    told = tuple(r for r in relations if _stands(clean[r.article], r.sentence))
    again = write_brief(clean, kept, tags, told, current)
    return again if again is None or all(one.text.strip() for one in again.sentences) else None


def _rests_on_orders(brief: Brief, articles: Mapping[int, Article]) -> bool:
    said = (brief.headline, brief.whats_new or "", *(sentence.text for sentence in brief.sentences))
    return any(is_order(text) for text in said) or not all(
        _is_trusted(articles[brief.article_ids[cite.article]], cite) for cite in brief.cited
    )


def _is_trusted(article: Article, cite: Cite) -> bool:
    """An order reaches only so far: what stands before that needs no look."""
    if cite.sentence < 0:
        return not is_order(article.title)
    return trusted(article.sentences[max(0, cite.sentence - LONGEST_TAG) : cite.sentence + 1])[-1]


def _kept(article: Article, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    return tuple(mention for mention in mentions if _stands(article, mention.sentence))


def _stands(article: Article, sentence: int) -> bool:
    if sentence == TITLE:
        return bool(article.title)
    return sentence < len(article.sentences) and bool(article.sentences[sentence])
