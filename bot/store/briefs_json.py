"""A brief as JSON and back: how versions are kept. Reads what every earlier Newsdesk has written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from bot.news.model import Brief, BriefSentence, Cite, Relation, Tag, Translation


def brief_to_json(brief: Brief) -> dict[str, Any]:
    """Plain dicts, lists and values; cites as pairs [article, sentence]."""
    return {
        **asdict(brief),
        "headline_cites": _pairs(brief.headline_cites),
        "sentences": _sentences_to_json(brief.sentences),
        "article_ids": list(brief.article_ids),
        "tags": [asdict(tag) for tag in brief.tags],
        "relations": [asdict(relation) for relation in brief.relations],
        "translations": [
            {
                "language": told.language,
                "headline": told.headline,
                "headline_cites": _pairs(told.headline_cites),
                "sentences": _sentences_to_json(told.sentences),
            }
            for told in brief.translations
        ],
    }


def brief_from_json(stored: Mapping[str, Any]) -> Brief:
    return Brief(
        **{
            **stored,
            "headline_cites": _cites(stored["headline_cites"]),
            "sentences": _sentences(stored["sentences"]),
            "article_ids": tuple(stored["article_ids"]),
            "tags": tuple(Tag(**tag) for tag in stored["tags"]),
            "relations": tuple(Relation(**relation) for relation in stored["relations"]),
            "formerly": tuple(stored.get("formerly", ())),
            "translations": tuple(
                Translation(
                    told["language"], told["headline"], _cites(told["headline_cites"]), _sentences(told["sentences"])
                )
                for told in stored.get("translations", ())
            ),
        }
    )


def _sentences_to_json(sentences: Iterable[BriefSentence]) -> list[dict[str, Any]]:
    return [{"text": sentence.text, "cites": _pairs(sentence.cites)} for sentence in sentences]


def _sentences(stored: Iterable[Mapping[str, Any]]) -> tuple[BriefSentence, ...]:
    return tuple(BriefSentence(told["text"], _cites(told["cites"])) for told in stored)


def _pairs(cites: Iterable[Cite]) -> list[list[int]]:
    return [[cite.article, cite.sentence] for cite in cites]


def _cites(pairs: Iterable[Iterable[int]]) -> tuple[Cite, ...]:
    return tuple(Cite(*pair) for pair in pairs)
