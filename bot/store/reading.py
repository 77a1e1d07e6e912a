"""Stories as readers ask for them: chosen by a filter, with their sources; their history, articles and relations.

Only what the asking workspace may see leaves this module. What is worth showing is ranked elsewhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news.corrections import as_told, corrected_words
from bot.news.features import is_roundup
from bot.news.model import Brief, Source, Story, StoryFilter, Withdrawn
from bot.ports import BriefVersion, KnownRelation, TaggedArticle
from bot.store.articles import tagged
from bot.store.briefs_json import brief_from_json
from bot.store.corrections import NOTHING, Corrected, corrected_stories, is_corrected, with_corrections
from bot.store.link_only import as_shown, link_only_articles, without_quotes
from bot.store.schema import articles, briefs, relations, stories, tags, visible
from bot.store.stories import current_briefs, relation_of
from bot.store.tables import Row, Tables, rows_by_ids, rows_of


class ReadingTables(Tables):
    page = 200
    """Stories looked at in one go while a filter is applied that only Python can judge."""

    async def stories(
        self,
        since: datetime,
        until: datetime,
        wanted: StoryFilter | None = None,
        *,
        workspace_id: int | None = None,
        limit: int = 500,
        arrived: bool = False,
    ) -> list[Story]:
        """Stories with a brief whose last article was published in (since, until], newest first.

        `arrived`: those of which an article that is news came in the span, whenever it was published.

        Names: a story is wanted when any of the companies or models is its subject or mentioned; one that only
        publishes or measures there doesn't count. An outlet that is out takes a story along when no other carries it.
        """
        wanted = wanted or StoryFilter()
        query = _listed(since, until, wanted, arrived).where(visible(stories, workspace_id))
        found: list[Story] = []
        place, size = 0, self.page if _judged(wanted) else min(self.page, limit)
        async with self._db.read() as connection:
            while len(found) < limit:
                rows = await rows_of(connection, query.offset(place).limit(size))
                tellings = await tellings_of(connection, rows)
                found += [telling.story for telling in tellings if _passes(telling, wanted)]
                place += size
                if len(rows) < size:
                    break
        return found[:limit]

    async def story(self, story_id: int, *, workspace_id: int | None = None) -> Story | None:
        """The story; one that was merged is told as what it went into. None: unknown, another's, or without a brief.

        One that was taken back or blocked says so in `withdrawn`.
        """
        async with self._db.read() as connection:
            row = await _unmerged(connection, story_id)
            if row is None or row["workspace_id"] not in (None, workspace_id):
                return None
            tellings = await tellings_of(connection, [row])
        return tellings[0].story if tellings else None

    async def story_articles(self, story_id: int) -> list[TaggedArticle]:
        """All its articles, oldest first."""
        query = sa.select(articles).where(articles.c.story_id == story_id)
        async with self._db.read() as connection:
            rows = await rows_of(connection, query.order_by(articles.c.published, articles.c.id))
            return await with_corrections(connection, await as_shown(connection, await tagged(connection, rows)))

    async def history(self, story_id: int) -> list[BriefVersion]:
        """All versions, first to last."""
        query = sa.select(briefs).where(briefs.c.story_id == story_id).order_by(briefs.c.version)
        async with self._db.read() as connection:
            rows = await rows_of(connection, query)
            every = [(row, brief_from_json(row["content"])) for row in rows]
            quiet = await link_only_articles(connection, (i for _, brief in every for i in brief.article_ids))
        return [BriefVersion(row["version"], row["at"], without_quotes(brief, quiet)) for row, brief in every]

    async def relations_of(
        self, name: str, *, until: datetime | None = None, workspace_id: int | None = None, limit: int | None = None
    ) -> list[KnownRelation]:
        """Relations with the name as subject or object, newest first. Those that were superseded, or rest on an article in
        whose story something was put right, are not `current`."""
        stands = sa.and_(relations.c.current, ~is_corrected(articles.c.id)).label("stands")
        query = sa.select(relations, stands, *_SOURCE).join(stories, stories.c.id == relations.c.story_id)
        query = query.join(articles, articles.c.id == relations.c.article_id)
        query = query.where(tellable(), visible(stories, workspace_id))
        if until is not None:
            query = query.where(relations.c.at <= until)
        newest = relations.c.at.desc(), relations.c.id
        sides = [
            query.where(side == name).order_by(*newest).limit(limit)
            for side in (relations.c.subject, relations.c.object)
        ]
        async with self._db.read() as connection:
            every = {row["id"]: row for side in sides for row in await rows_of(connection, side)}
        rows = sorted(every.values(), key=lambda row: (-row["at"].timestamp(), row["id"]))[:limit]
        return [_known_relation(row) for row in rows]


_SOURCE = tuple(
    articles.c[name].label(f"source_{name}")
    for name in ("title", "outlet", "url", "published", "outlet_owner", "paywall", "language")
)


def _known_relation(row: Row) -> KnownRelation:
    source = _source(row["article"] + 1, {name.name[7:]: row[name.name] for name in _SOURCE})
    return KnownRelation(relation_of(row), row["story_id"], source, row["at"], bool(row["stands"]))


def _source(n: int, article: Row) -> Source:
    told = {name: article[name] for name in ("title", "outlet", "url", "published", "paywall", "language")}
    return Source(n=n, owner=article["outlet_owner"], **told)


# --- Choosing in SQL --------------------------------------------------------------------------------------------------


def tellable() -> sa.ColumnElement[bool]:
    return sa.and_(stories.c.merged_into.is_(None), ~stories.c.blocked, stories.c.retracted_at.is_(None))


def _listed(since: datetime, until: datetime, wanted: StoryFilter, arrived: bool) -> sa.Select[Any]:
    came = sa.select(articles.c.story_id).where(articles.c.stored_at > since, articles.c.stored_at <= until)
    published = sa.and_(stories.c.last_at > since, stories.c.last_at <= until)
    query = sa.select(stories).where(stories.c.id.in_(came.where(articles.c.news)) if arrived else published)
    query = query.where(stories.c.version > 0, tellable())
    if wanted.kinds:
        query = query.where(stories.c.kind.in_(wanted.kinds))
    if wanted.companies or wanted.models:
        query = query.where(stories.c.id.in_(_about(None if arrived else since, until, wanted)))
    return query.order_by(stories.c.last_at.desc(), stories.c.id.desc())


def _about(since: datetime | None, until: datetime, wanted: StoryFilter) -> sa.CompoundSelect[Any]:
    """Ids of stories with a wanted name: a family by any of its versions. `since` None: whenever published."""
    parts = [("company", tags.c.name, wanted.companies), ("model", tags.c.name, wanted.models)]
    parts.append(("model", tags.c.family, wanted.models))
    told = sa.select(tags.c.story_id).where(tags.c.role != "source", tags.c.last_at <= until)
    told = told.where(tags.c.last_at > since) if since else told
    return sa.union_all(
        *(told.where(tags.c.type == type_, column.in_(names)) for type_, column, names in parts if names)
    )


async def _unmerged(connection: AsyncConnection, story_id: int) -> Row | None:
    seen: set[int] = set()
    target: int | None = story_id
    row: Row | None = None
    while target is not None and target not in seen:
        seen.add(target)
        rows = await rows_of(connection, sa.select(stories).where(stories.c.id == target))
        row = rows[0] if rows else None
        target = row["merged_into"] if row is not None else None
    return row


# --- Telling ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Telling:
    """A story with what else a filter asks about it."""

    story: Story
    text: str
    outlets: frozenset[str]


async def tellings_of(connection: AsyncConnection, rows: Sequence[Row]) -> list[_Telling]:
    """The rows as stories, in their order; one without a brief is left out."""
    ids = [row["id"] for row in rows]
    current = await current_briefs(connection, ids)
    members: dict[int, list[Row]] = defaultdict(list)
    for article in await rows_by_ids(connection, _MEMBERS, articles.c.story_id, ids):
        members[article["story_id"]].append(article)
    cited = await _cited(connection, current.values(), members)
    quiet = await link_only_articles(connection, cited)
    current = {story_id: without_quotes(brief, quiet) for story_id, brief in current.items()}
    wrong = await corrected_stories(connection, current)
    return [
        _telling(row, current[row["id"]], members[row["id"]], cited, wrong.get(row["id"], NOTHING))
        for row in rows
        if row["id"] in current
    ]


_FACE = ("id", "story_id", "title", "outlet", "url", "published", "outlet_owner", "paywall", "language", "weight")
_MEMBERS = sa.select(*(articles.c[name] for name in _FACE))


async def _cited(
    connection: AsyncConnection, current: Iterable[Brief], members: dict[int, list[Row]]
) -> dict[int, Row]:
    """The cited articles by id, also those that left their story since (a split)."""
    known = {row["id"]: row for rows in members.values() for row in rows}
    elsewhere = {article_id for brief in current for article_id in brief.article_ids} - known.keys()
    known.update({row["id"]: row for row in await rows_by_ids(connection, _MEMBERS, articles.c.id, elsewhere)})
    return known


def _telling(row: Row, brief: Brief, members: Sequence[Row], cited: dict[int, Row], wrong: Corrected) -> _Telling:
    """Sources are numbered by their place in the brief, so that its cites fit even where one was deleted."""
    put_right = corrected_words(wrong.corrections)
    sources = tuple(
        replace(_source(n, cited[i]), corrected=put_right) for n, i in enumerate(brief.article_ids, 1) if i in cited
    )
    outlets = frozenset(article["outlet"] for article in members) or frozenset(s.outlet for s in sources)
    carrying = {article["outlet"] for article in members if not is_roundup(article["title"])} or outlets
    weight = max((article["weight"] for article in members), default=1.0)
    same = (row["id"], row["first_at"], row["last_at"])
    taken_back = row["retracted_at"] is not None
    told = as_told(brief, wrong.corrections, wrong.articles, taken_back=taken_back)
    story = Story(
        *same, told, sources, max(len(carrying), 1), weight, row["workspace_id"], bool(row["pinned"]),
        wrong.corrections, brief.headline if told is not brief else None, _withdrawn(row),
    )  # fmt: skip
    return _Telling(story, _text_of(brief, members), outlets)


def _withdrawn(row: Row) -> Withdrawn | None:
    if row["retracted_at"] is not None:
        return "retracted"
    return "blocked" if row["blocked"] else None


def _text_of(brief: Brief, members: Sequence[Row]) -> str:
    """What words are looked for in: all that was ever said of it, put right or not."""
    said = (sentence.text for sentence in brief.sentences)
    return "\n".join((brief.headline, *said, *(article["title"] for article in members)))


# --- Choosing in Python -----------------------------------------------------------------------------------------------


def _judged(wanted: StoryFilter) -> bool:
    return bool(wanted.languages or wanted.outlets_out or wanted.words_in or wanted.words_out)


def _passes(telling: _Telling, wanted: StoryFilter) -> bool:
    if wanted.outlets_out and telling.outlets <= wanted.outlets_out:
        return False
    if wanted.languages and not _speaks(telling.story, wanted.languages):
        return False
    if not wanted.words_in and not wanted.words_out:
        return True
    text = telling.text
    return (not wanted.words_in or _says(text, wanted.words_in)) and not _says(text, wanted.words_out)


def _speaks(story: Story, languages: Collection[str]) -> bool:
    """By the best source: "zh" takes zh-tw too, "zh-tw" only itself."""
    if not story.sources:
        return False
    best = story.sources[0].language.lower()
    return any(best == wanted.lower() or best.startswith(f"{wanted.lower()}-") for wanted in languages)


def _says(text: str, words: Iterable[str]) -> bool:
    """Whether any of the words or phrases stands there, whatever its case: "chip" isn't in "microchips"."""
    return any(_word(word).search(text) for word in words if word.strip())


def _word(word: str) -> re.Pattern[str]:
    """Bounded where it begins and ends in a script that puts spaces between words."""
    plain = word.strip()
    start = r"(?<![^\W_])" if _spaced(plain[0]) else ""
    end = r"(?![^\W_])" if _spaced(plain[-1]) else ""
    return re.compile(start + re.escape(plain) + end, re.IGNORECASE)


def _spaced(char: str) -> bool:
    return char.isalnum() and char < "\u2e80"
