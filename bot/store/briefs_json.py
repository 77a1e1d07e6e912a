"""A brief as JSON and back: how versions are kept. Reads what every earlier Newsdesk has written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from bot.news.model import Brief, BriefSentence, Cite, Relation, Tag


def brief_to_json(brief: Brief) -> dict[str, Any]:
    """Plain dicts, lists and values; cites as pairs [article, sentence]."""
    return {
        **asdict(brief),
        "headline_cites": _pairs(brief.headline_cites),
        "sentences": [{"text": sentence.text, "cites": _pairs(sentence.cites)} for sentence in brief.sentences],
        "article_ids": list(brief.article_ids),
        "tags": [asdict(tag) for tag in brief.tags],
        "relations": [asdict(relation) for relation in brief.relations],
    }


def brief_from_json(stored: Mapping[str, Any]) -> Brief:
    return Brief(
        **{
            **stored,
            "headline_cites": _cites(stored["headline_cites"]),
            "sentences": tuple(BriefSentence(s["text"], _cites(s["cites"])) for s in stored["sentences"]),
            "article_ids": tuple(stored["article_ids"]),
            "tags": tuple(Tag(**tag) for tag in stored["tags"]),
            "relations": tuple(Relation(**relation) for relation in stored["relations"]),
        }
    )


def _pairs(cites: Iterable[Cite]) -> list[list[int]]:
    return [[cite.article, cite.sentence] for cite in cites]


def _cites(pairs: Iterable[Iterable[int]]) -> tuple[Cite, ...]:
    return tuple(Cite(*pair) for pair in pairs)
