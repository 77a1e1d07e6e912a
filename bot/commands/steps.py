"""Each thinking step alone, on one's own texts: what `newsdesk tag`, `summarise`, `check` and `cluster` compute.

Plain functions from one JSON record to one JSON record; shapes are those of the command line's page in docs/.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.commands.digest_json import relation_to_json
from bot.news.boilerplate import drop_boilerplate
from bot.news.faithful import check as check_claim
from bot.news.lookup import RegistryNames
from bot.news.model import Article, Brief, Cite, Mention, Relation, Tag
from bot.news.names import Registry, find_mentions, tags_of
from bot.news.relations import find_relations
from bot.news.story_window import Document, cluster
from bot.news.text import detect_language, plain_text, sentences
from bot.news.trusted import trusted_brief

Record = Mapping[str, Any]
LONGEST_TEXT = 200_000
LONGEST_TITLE = 1000
UNDATED = datetime(1, 1, 1, tzinfo=UTC)
"""Stands for "no date is known", so that no weekday is turned into a date."""


class BadRecord(ValueError):
    """One input line isn't what the step takes; the text says what is missing."""


def tag_record(record: Record, registry: Registry) -> dict[str, Any]:
    article = _article(record, title_counts=False)
    outlet = article.outlet or _publisher(record, registry)
    mentions = find_mentions(registry, article.title, article.sentences, outlet=outlet or None)
    tags = _with_publisher(tags_of([(article.title, article.sentences)], [mentions]), outlet, registry)
    relations = find_relations(article.title, article.sentences, mentions)
    return {"id": record.get("id"), **tags_json(tags), "relations": [relation_to_json(r) for r in relations]}


def summarise_record(record: Record, registry: Registry) -> dict[str, Any]:
    return summary_json(record, *brief_of_record(record, registry))


def brief_of_record(record: Record, registry: Registry) -> tuple[Brief, list[Article]]:
    """The offline brief of a record, and its articles in the brief's order."""
    parts = record["articles"] if record.get("articles") else [record]
    articles = [_article(part, n) for n, part in enumerate(parts)]
    mentions = [find_mentions(registry, a.title, a.sentences, outlet=a.outlet or None) for a in articles]
    tags = tags_of([(a.title, a.sentences) for a in articles], mentions)
    brief = trusted_brief(articles, mentions, tags, _all_relations(articles, mentions))
    if brief is None:
        raise BadRecord("no sentence in it could be used")
    return brief, [articles[n] for n in brief.article_ids]


def summary_json(record: Record, brief: Brief, ordered: Sequence[Article]) -> dict[str, Any]:
    return {
        "id": record.get("id"),
        "headline": brief.headline,
        "headline_cites": [cite_json(c) for c in brief.headline_cites],
        "kind": brief.kind,
        "certainty": brief.certainty,
        "sentences": [{"text": s.text, "cites": [cite_json(c) for c in s.cites]} for s in brief.sentences],
        "articles": [{"sentences": list(a.sentences)} for a in ordered],
        "writer": brief.writer,
    }


def check_record(record: Record, registry: Registry) -> dict[str, Any]:
    source, claim = _text(record, "source"), _text(record, "claim")
    verdict = check_claim(sentences(plain_text(source), detect_language(source)), claim, names=RegistryNames(registry))
    problems = [{"kind": p.kind, "what": p.what} for p in verdict.problems]
    return {
        "id": record.get("id"),
        "supported": verdict.supported,
        "score": round(verdict.score, 4),
        "problems": problems,
    }


def _publisher(record: Record, registry: Registry) -> str:
    """The outlet that the lines name which don't belong to the article: "originally appeared in", copyright."""
    lines = plain_text(_string(record, "text")).split("\n")
    kept = set(drop_boilerplate(lines))
    beside = record.get("aside")
    aside = [line for line in beside if isinstance(line, str)] if isinstance(beside, list) else []
    aside += [line for line in lines if line not in kept]
    named = (m.name for line in aside for m in find_mentions(registry, "", [line]) if m.type == "company")
    return next((name for name in named if registry.companies[name].kind == "outlet"), "") if aside else ""


def _with_publisher(tags: tuple[Tag, ...], outlet: str, registry: Registry) -> tuple[Tag, ...]:
    """The tags with the outlet itself as a source, where the registry knows it and the text doesn't name it."""
    known = registry.canonical(outlet) if outlet else None
    if known is None or known[0] != "company" or any(t.type == "company" and t.name == known[1] for t in tags):
        return tags
    return (*tags, Tag("company", known[1], "source", 1))


def cluster_records(records: Sequence[Record], registry: Registry) -> list[dict[str, Any]]:
    """All at once; in the order they came."""
    documents = [_document(n, record, registry) for n, record in enumerate(records)]
    return [{"id": r.get("id"), "story": story} for r, story in zip(records, cluster(documents), strict=True)]


# --- Shapes -----------------------------------------------------------------------------------------------------------


def tags_json(tags: Iterable[Tag]) -> dict[str, Any]:
    companies = [{"name": t.name, "role": t.role, "mentions": t.mentions} for t in tags if t.type == "company"]
    models = [
        {"name": t.name, "family": t.family or t.name, "company": t.company, "mentions": t.mentions}
        for t in tags
        if t.type == "model"
    ]
    return {"companies": companies, "models": models}


def cite_json(cite: Cite) -> dict[str, int]:
    return {"article": cite.article, "sentence": cite.sentence}


def _all_relations(articles: Sequence[Article], mentions: Sequence[Sequence[Mention]]) -> tuple[Relation, ...]:
    return tuple(
        relation
        for n, (article, found) in enumerate(zip(articles, mentions, strict=True))
        for relation in find_relations(article.title, article.sentences, found, article=n)
    )


def _article(record: object, number: int = 0, *, title_counts: bool = True) -> Article:
    """An article of one record. Without any text its title stands for it, unless `title_counts` is false."""
    if not isinstance(record, Mapping):
        raise BadRecord("it isn't a JSON object")
    given = {key: _string(record, key) for key in ("title", "text", "outlet", "url")}
    if not given["title"].strip() and not given["text"].strip():
        raise BadRecord('it has neither "title" nor "text"')
    title = plain_text(given["title"][:LONGEST_TITLE]).replace("\n", " ")
    text = "\n".join(drop_boilerplate(plain_text(given["text"]).split("\n")))
    language = detect_language(f"{title}\n{text[:2000]}")
    found = tuple(sentences(text, language)) or ((title,) if title_counts else ())
    return Article(
        id=number,
        title=title,
        sentences=found,
        outlet=given["outlet"],
        url=given["url"],
        published=when(record.get("published")) or UNDATED,
        language=language,
    )


def _string(record: Mapping[str, Any], key: str) -> str:
    """A text of the record, "" when absent. Raises BadRecord for another type, or one too long to be an article."""
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise BadRecord(f'its "{key}" isn\'t text')
    if len(value or "") > LONGEST_TEXT:
        raise BadRecord(f'its "{key}" has over {LONGEST_TEXT:,} characters: cut it to one article')
    return value or ""


def checked(record: Record) -> None:
    """Raises BadRecord for a record that no story can be made of."""
    _article(record)
    when(record.get("published"))


def _document(n: int, record: Record, registry: Registry) -> Document:
    article = _article(record)
    body = article.sentences if record.get("text") else ()
    mentions = find_mentions(registry, article.title, body)
    return Document(n, article.title, body, article.published, mentions, article.outlet)


def _text(record: Record, key: str) -> str:
    value = record.get(key)
    if isinstance(value, list):
        value = "\n".join(str(part) for part in value)
    if not isinstance(value, str) or not value.strip():
        raise BadRecord(f'it has no "{key}"')
    return value


def when(value: object) -> datetime | None:
    """An ISO 8601 time or date; naive means UTC. None when absent. Raises BadRecord."""
    if value is None or value == "":
        return None
    try:
        read = datetime.fromisoformat(str(value))
    except ValueError:
        raise BadRecord(f"{value!r} isn't an ISO 8601 time") from None
    return read if read.tzinfo else read.replace(tzinfo=UTC)
