"""A digest as the JSON that `newsdesk digest --json` prints, with the keys of the command line's contract.

It only gives shape: scripts are written on these keys, so none is renamed, left out or made up here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from bot.news.model import Brief, Cite, Digest, RankedStory, Relation, Source, Tag


def digest_to_json(digest: Digest) -> dict[str, Any]:
    """`{"title", "from", "to", "stories": […]}`; times ISO 8601 in UTC, what is absent is None."""
    return {
        "title": digest.title,
        "from": iso_utc(digest.since),
        "to": iso_utc(digest.until),
        "stories": [story_to_json(ranked) for ranked in digest.stories],
    }


def story_to_json(ranked: RankedStory) -> dict[str, Any]:
    """One story of a digest; `cites` are the `n` of its sources, from 1."""
    story, brief = ranked.story, ranked.story.brief
    return {
        "id": story.id,
        "version": brief.version,
        "headline": brief.headline,
        "headline_cites": source_numbers(brief.headline_cites, story.sources),
        "kind": brief.kind,
        "certainty": brief.certainty,
        "sentences": [{"text": s.text, "cites": source_numbers(s.cites, story.sources)} for s in brief.sentences],
        "sources": [source_to_json(source) for source in story.sources],
        "companies": [company_to_json(tag) for tag in brief.tags if tag.type == "company"],
        "models": [model_to_json(tag) for tag in brief.tags if tag.type == "model"],
        "relations": relations_to_json(brief),
        "score": ranked.score,
        "why": list(ranked.why),
        "disclosure": brief.disclosure,
    }


def source_numbers(cites: Sequence[Cite], sources: Sequence[Source]) -> list[int]:
    """The numbers of the sources that the cited articles are, each once, in order; sources stand as the articles do."""
    return sorted({sources[cite.article].n for cite in cites if 0 <= cite.article < len(sources)})


def source_to_json(source: Source) -> dict[str, Any]:
    return {
        "n": source.n,
        "title": source.title,
        "outlet": source.outlet,
        "url": source.url,
        "published": iso_utc(source.published),
        **({"corrected": source.corrected} if source.corrected else {}),
    }


def company_to_json(tag: Tag) -> dict[str, Any]:
    return {"name": tag.name, "role": tag.role}


def model_to_json(tag: Tag) -> dict[str, Any]:
    """A bare family has its own name as family."""
    return {"name": tag.name, "family": tag.family or tag.name, "company": tag.company}


def relations_to_json(brief: Brief) -> list[dict[str, Any]]:
    return [relation_to_json(relation) for relation in brief.relations]


def relation_to_json(relation: Relation) -> dict[str, Any]:
    return {
        "subject": relation.subject,
        "verb": relation.verb,
        "object": relation.object,
        "certainty": relation.certainty,
        "according_to": relation.according_to,
        "for": relation.purpose,
    }


def iso_utc(moment: datetime) -> str:
    """ "2025-12-14T09:30:00Z"."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
