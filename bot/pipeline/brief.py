"""story → brief: tags, relations and sentences of each story that an article joined. Written once, for all channels."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.logs import logger
from bot.news.model import Brief, Relation
from bot.news.names import tags_of
from bot.news.relations import find_relations
from bot.news.trusted import trusted_brief
from bot.ports import BriefStore, StoryWork, TaggedArticle

log = logger(__name__)
LEASE = "brief"
LEASE_SECONDS = 300.0
BATCH = 50
MAX_ARTICLES = 30
"""Of a story with more articles the first and the latest are read: the rest say the same again."""


@dataclass(slots=True)
class BriefReport:
    stories: int = 0
    briefs: int = 0
    failed: int = 0


def brief_of(articles: Sequence[TaggedArticle], current: Brief | None) -> Brief | None:
    """The next version of a story's brief, or None when its articles add nothing to the one that stands.

    Where it cites an article that has left the story it is written anew: nothing in it is news then.
    """
    chosen = _readable(articles)
    texts = [a.article for a in chosen]
    mentions = [a.mentions for a in chosen]
    tags = tags_of([(a.title, a.sentences) for a in texts], mentions)
    relations = _relations(chosen)
    if current is not None and not set(current.article_ids) <= {a.article.id for a in articles}:
        anew = trusted_brief(texts, mentions, tags, relations, None)
        return anew and replace(anew, version=current.version + 1)
    return trusted_brief(texts, mentions, tags, relations, current)


def _readable(articles: Sequence[TaggedArticle]) -> Sequence[TaggedArticle]:
    half = MAX_ARTICLES // 2
    return articles if len(articles) <= MAX_ARTICLES else [*articles[:half], *articles[-half:]]


def _relations(articles: Sequence[TaggedArticle]) -> tuple[Relation, ...]:
    """Each relation once, from the first article that states it."""
    found: dict[tuple[str, str, str], Relation] = {}
    for n, tagged in enumerate(articles):
        article = tagged.article
        for relation in find_relations(article.title, article.sentences, tagged.mentions, article=n):
            found.setdefault((relation.subject, relation.verb, relation.object), relation)
    return tuple(found.values())


async def brief(
    store: BriefStore,
    *,
    now: Callable[[], datetime],
    owner: str,
    progress: Callable[[int], None] = lambda done: None,
) -> BriefReport:
    """Briefs all stories that are due, unless another process is at it."""
    report = BriefReport()
    if not await store.take_lease(LEASE, owner=owner, now=now(), seconds=LEASE_SECONDS):
        return report
    try:
        while work := await store.stories_to_brief(BATCH):
            written = [(story.story_id, await _attempt(story, report)) for story in work]
            await store.save_briefs(written, now())
            await store.take_lease(LEASE, owner=owner, now=now(), seconds=LEASE_SECONDS)
            report.stories += len(work)
            report.briefs += sum(1 for _, new in written if new)
            progress(report.stories)
    finally:
        await store.end_lease(LEASE, owner=owner)
    return report


async def _attempt(story: StoryWork, report: BriefReport) -> Brief | None:
    """In a thread: a story of many articles takes a while, and the loop answers people meanwhile."""
    try:
        return await asyncio.to_thread(brief_of, story.articles, story.current)
    except Exception:  # one story must not stop the others; the brief that stands is kept
        log.exception("story could not be briefed", story=story.story_id)
        report.failed += 1
        return None
