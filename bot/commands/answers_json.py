"""The JSON of `ask`, `company`, `model`, `compare`, `search`, `latest`, `story`, `feeds list` and `names`: one shape each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.commands.ask import Answer
from bot.commands.digest_json import iso_utc, relation_to_json, source_to_json
from bot.commands.profile import Profile
from bot.commands.sources import Checked
from bot.commands.steps import tags_json
from bot.news.model import Brief, Story
from bot.news.urls import redact_url
from bot.ports import ArticleHit, BriefVersion, Candidate, Feed, KnownRelation, TaggedArticle


def time_json(moment: datetime | None) -> str | None:
    """ISO 8601 in UTC, to the second, with Z."""
    return iso_utc(moment) if moment else None


def answer_json(answer: Answer) -> dict[str, Any]:
    return {
        "answer": answer.text,
        "sentences": [{"text": text, "cites": list(cites)} for text, cites in answer.sentences],
        "sources": [source_to_json(s) for s in answer.sources],
        "refused": answer.refused,
        "reason": answer.reason,
        "nearby": [source_to_json(s) for s in answer.nearby],
        "up_to": time_json(answer.reaches),
    }


def story_line_json(story: Story) -> dict[str, Any]:
    best = story.sources[0] if story.sources else None
    return {
        "id": story.id,
        "version": story.brief.version,
        "headline": story.brief.headline,
        "kind": story.brief.kind,
        "certainty": story.brief.certainty,
        "published": time_json(story.last_at),
        "outlet": best.outlet if best else None,
        "url": best.url if best else None,
        "outlets": story.outlets,
    }


def known_relation_json(known: KnownRelation) -> dict[str, Any]:
    return relation_to_json(known.relation) | {
        "story": known.story_id,
        "source": source_to_json(known.source),
        "at": time_json(known.at),
        "current": known.current,
    }


def profile_json(profile: Profile) -> dict[str, Any]:
    return {
        "type": profile.type,
        "name": profile.name,
        "country": profile.country,
        "owner": profile.owner,
        "aliases": list(profile.aliases),
        "latest": [story_line_json(s) for s in profile.latest],
        "models": [{"name": name, "articles": count} for name, count in profile.models],
        "relations": [known_relation_json(r) for r in profile.relations],
        "mentions": profile.mentions,
        "mentions_per_day": [{"day": day.isoformat(), "count": count} for day, count in profile.per_day],
        "first_seen": time_json(profile.first_seen),
        "last_seen": time_json(profile.last_seen),
    }


def hit_json(hit: ArticleHit) -> dict[str, Any]:
    article = hit.article
    return {
        "title": article.title,
        "outlet": article.outlet,
        "url": article.url,
        "published": time_json(article.published),
        "language": article.language,
        "story": hit.story_id,
        "score": round(hit.score, 4),
        **({"corrected": article.corrected} if article.corrected else {}),
    }


def brief_json(brief: Brief) -> dict[str, Any]:
    return {
        "version": brief.version,
        "headline": brief.headline,
        "kind": brief.kind,
        "certainty": brief.certainty,
        "sentences": [{"text": s.text, "cites": [c.article + 1 for c in s.cites]} for s in brief.sentences],
        "whats_new": brief.whats_new,
        "correction": brief.correction,
        "disclosure": brief.disclosure,
        "writer": brief.writer,
        **tags_json(brief.tags),
        "relations": [relation_to_json(r) for r in brief.relations],
    }


def whole_story_json(
    story: Story, articles: Sequence[TaggedArticle], history: Sequence[BriefVersion]
) -> dict[str, Any]:
    return {
        **story_line_json(story),
        **brief_json(story.brief),
        "sources": [source_to_json(s) for s in story.sources],
        "articles": [article_json(a) for a in articles],
        "history": [{"at": time_json(h.at), **brief_json(h.brief)} for h in history],
    }


def article_json(tagged: TaggedArticle) -> dict[str, Any]:
    article = tagged.article
    return {
        "id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "url": article.url,
        "published": time_json(article.published),
        "language": article.language,
        "text_source": article.text_source,
        "paywall": article.paywall,
        "sentences": len(article.sentences),
    }


def feed_json(feed: Feed) -> dict[str, Any]:
    spec, health = feed.spec, feed.health
    return {
        "id": feed.id,
        "name": spec.name,
        "url": redact_url(spec.url),
        "kind": spec.kind,
        "language": spec.language,
        "outlet": spec.outlet,
        "owner": spec.owner,
        "weight": spec.weight,
        "folder": spec.folder,
        "origin": feed.origin,
        "status": feed.status,
        "items": feed.items,
        "last_ok": time_json(health.last_ok_at),
        "next_poll": time_json(health.next_poll_at),
        "failures": health.failures,
        "last_error": health.last_error,
        "failing_since": time_json(health.failing_since),
    }


def checked_json(checked: Checked) -> dict[str, Any]:
    return {
        "url": redact_url(checked.url),
        "name": checked.name,
        "ok": checked.reason is None,
        "entries": checked.entries,
        "newest": time_json(checked.newest),
        "reason": checked.reason,
    }


def candidate_json(candidate: Candidate) -> dict[str, Any]:
    return {
        "name": candidate.name,
        "type": candidate.type,
        "articles": candidate.articles,
        "first_seen": time_json(candidate.first_at),
        "last_seen": time_json(candidate.last_at),
        "example": candidate.example,
        "accepted": candidate.accepted,
    }
