"""Stories as they grow: articles placed in them, and the briefs that are written about them.

How stories are read and chosen stands in `reading.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news.model import Brief, Relation
from bot.ports import Placement, Standing, StoryWork, TaggedArticle
from bot.store.articles import tagged
from bot.store.briefs_json import brief_from_json, brief_to_json
from bot.store.link_only import as_read
from bot.store.regrouping import FIXED, PLACED, Move, make_due, settle_moves, standing_in
from bot.store.schema import articles, brief_sources, briefs, relations, stories, tags
from bot.store.tables import ROWS, Row, Tables, chunks, next_ids, rows_by_ids, rows_of

STANDING = 5000
"""Articles of which is asked in one statement where they stand: rows become values on the event loop."""

IS_DUE = stories.c.needs_brief & stories.c.retracted_at.is_(None)


class StoryTables(Tables):
    async def ungrouped(self, limit: int) -> list[TaggedArticle]:
        """Articles that stand in no story, oldest first; also what isn't news, which can be asked about."""
        query = sa.select(articles).where(articles.c.story_id.is_(None))
        async with self._db.read() as connection:
            rows = await rows_of(connection, query.order_by(articles.c.published, articles.c.id).limit(limit))
            return await tagged(connection, rows)

    async def standing_since(self, since: datetime) -> list[Standing]:
        """Of the articles published since that stand in a story: where; in order of publication."""
        found: list[Standing] = []
        last = (since, 0)
        async with self._db.read() as connection:
            while rows := await rows_of(connection, _STANDING.where(_after(*last)).limit(STANDING)):
                found += map(_standing, rows)
                last = (rows[-1]["published"], rows[-1]["id"])
        return found

    async def standing_of(self, article_ids: Collection[int]) -> list[Standing]:
        """Of these articles, those that stand in a story: where."""
        async with self._db.read() as connection:
            return [_standing(row) for row in await rows_by_ids(connection, _STANDING, articles.c.id, article_ids)]

    async def grouped(self, article_ids: Collection[int]) -> list[TaggedArticle]:
        """Those of these articles that stand in a story, in the order given: what a new article may join."""
        columns = [column for column in articles.c if column.name != "fixed"]
        query = sa.select(*columns, FIXED.label("fixed")).where(articles.c.story_id.is_not(None))
        found: list[TaggedArticle] = []
        async with self._db.read() as connection:
            for some in chunks(article_ids, ROWS):
                rows = await rows_by_ids(connection, query, articles.c.id, some)
                place = {article_id: n for n, article_id in enumerate(some)}
                found += await tagged(connection, sorted(rows, key=lambda row: place[row["id"]]))
        return found

    async def save_placements(self, placements: Sequence[Placement], now: datetime) -> None:
        """Places articles in one transaction; their stories become due for a brief, and those that they leave.

        An article stays where it stands when that isn't the story that the placement says it leaves, or when an
        operator decided on it. An article never joins another workspace's story, nor a private one a shared story: it
        starts its own.
        """
        if not placements:
            return
        async with self._db.write() as connection:
            waiting = await _unplaced(
                connection, {placement.article_id for placement in placements if not placement.was}
            )
            leaving = {placement.article_id: placement.was for placement in placements if placement.was}
            waiting |= {row["id"]: row for row in await standing_in(connection, leaving)}
            kept = [placement for placement in placements if placement.article_id in waiting]
            known = await _stories_for(connection, {p.story_id for p in kept if p.story_id is not None})
            together = _shared_starts(kept, waiting, known)
            fresh = [rows for target, rows in together if target is None]
            new = iter(await _new_stories(connection, fresh, now))
            joined: dict[int, list[Row]] = defaultdict(list)
            for target, rows in together:
                joined[next(new) if target is None else target] += rows
            await _join(connection, joined, now)
            ways = [(row["id"], row["story_id"], story_id) for story_id, rows in joined.items() for row in rows]
            await settle_moves(connection, [Move(*way) for way in ways if way[1] and way[1] != way[2]], now)

    async def stories_to_brief(self, limit: int) -> list[StoryWork]:
        """Stories that are due for a brief, longest due first, with all their articles, oldest first.

        Notes which state of each story was handed out: an article that comes later makes it due again. A retracted
        story isn't briefed any more.
        """
        query = sa.select(stories).where(IS_DUE).order_by(stories.c.due_since, stories.c.id).limit(limit)
        async with self._db.read() as connection:
            if (await connection.execute(query.limit(1))).first() is None:
                return []
        async with self._db.write() as connection:
            rows = await rows_of(connection, query.with_for_update(key_share=True))
            await _note_taken(connection, rows)
            return await _works(connection, rows)

    async def save_briefs(self, briefs: Sequence[tuple[int, Brief | None]], now: datetime) -> None:
        """Writes new versions (None: the brief that stands is kept) with tags and relations, in one transaction.

        The stories are no longer due, unless an article came meanwhile. The store numbers the versions.
        """
        if not briefs:
            return
        async with self._db.write() as connection:
            query = sa.select(stories).order_by(stories.c.id).with_for_update(key_share=True)
            rows = await rows_by_ids(connection, query, stories.c.id, sorted({story_id for story_id, _ in briefs}))
            new = dict(briefs)
            versions = [_Version(row, replace(b, version=row["version"] + 1)) for row in rows if (b := new[row["id"]])]
            await _keep_versions(connection, versions, now)
            await _end_due(connection, rows)


_STANDING = (
    sa.select(articles.c.id, articles.c.published, articles.c.workspace_id, articles.c.story_id, FIXED.label("fixed"))
    .where(articles.c.story_id.is_not(None))
    .order_by(articles.c.published, articles.c.id)
)


def _standing(row: Row) -> Standing:
    return Standing(row["id"], row["workspace_id"], row["story_id"], row["fixed"])


def _after(published: datetime, article_id: int) -> sa.ColumnElement[bool]:
    later = articles.c.published > published
    return later | ((articles.c.published == published) & (articles.c.id > article_id))


# --- Placing ----------------------------------------------------------------------------------------------------------


async def _unplaced(connection: AsyncConnection, ids: set[int]) -> dict[int, Row]:
    query = PLACED.where(articles.c.story_id.is_(None)).order_by(articles.c.id).with_for_update(key_share=True)
    return {row["id"]: row for row in await rows_by_ids(connection, query, articles.c.id, sorted(ids))}


async def _stories_for(connection: AsyncConnection, ids: set[int]) -> dict[int, dict[str, Any]]:
    """The stories asked for by the ids asked for: a merged one stands for the story that it went into."""
    wanted = set(ids)
    found: dict[int, dict[str, Any]] = {}
    while missing := wanted - found.keys():
        query = sa.select(stories.c.id, stories.c.scope, stories.c.merged_into).order_by(stories.c.id)
        rows = await rows_by_ids(connection, query.with_for_update(key_share=True), stories.c.id, sorted(missing))
        found.update({row["id"]: dict(row) for row in rows})
        wanted = (wanted & found.keys()) | {row["merged_into"] for row in rows if row["merged_into"] is not None}
    return {story_id: _follow(found, story_id) for story_id in ids if story_id in found}


def _follow(found: dict[int, dict[str, Any]], story_id: int) -> dict[str, Any]:
    seen = {story_id}
    while (target := found[story_id]["merged_into"]) is not None and target in found and target not in seen:
        seen.add(target)
        story_id = target
    return found[story_id]


def _shared_starts(
    placements: Sequence[Placement], waiting: dict[int, Row], known: dict[int, dict[str, Any]]
) -> list[tuple[int | None, list[Row]]]:
    """The articles that end in one story, together, with its id (None: a new one); always within one scope."""
    together: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    targets: dict[tuple[object, ...], int | None] = {}
    for placement in placements:
        row = waiting[placement.article_id]
        story = known.get(placement.story_id or 0)
        if story is not None and story["scope"] == row["scope"]:
            key: tuple[object, ...] = ("story", story["id"])
            targets[key] = story["id"]
        elif placement.group is not None:
            key = ("group", placement.group, row["scope"])
        else:
            key = ("alone", placement.story_id or placement.article_id, placement.story_id is None, row["scope"])
        together[key].append(row)
    return [(targets.get(key), rows) for key, rows in together.items()]


async def _new_stories(connection: AsyncConnection, starts: Sequence[Sequence[Row]], now: datetime) -> list[int]:
    ids = await next_ids(connection, stories, len(starts))
    if ids:
        rows = [_story_row(story_id, rows, now) for story_id, rows in zip(ids, starts, strict=True)]
        await connection.execute(sa.insert(stories), rows)
    return ids


def _story_row(story_id: int, rows: Sequence[Row], now: datetime) -> dict[str, object]:
    times = [row["published"] for row in rows]
    whose = {"id": story_id, "workspace_id": rows[0]["workspace_id"], "scope": rows[0]["scope"]}
    start = {"version": 0, "revision": 0, "taken_revision": 0, "needs_brief": False, "pinned": False, "blocked": False}
    return {**whose, **start, "first_at": min(times), "last_at": max(times), "created_at": now}


async def _join(connection: AsyncConnection, joined: dict[int, list[Row]], now: datetime) -> None:
    """Puts the articles into their stories, which become due for a brief."""
    if not joined:
        return
    place = sa.update(articles).where(articles.c.id == sa.bindparam("this")).values(story_id=sa.bindparam("story"))
    members = [{"this": row["id"], "story": story_id} for story_id, rows in joined.items() for row in rows]
    await connection.execute(place, members)
    await make_due(connection, joined, now)


async def new_story(connection: AsyncConnection, article: Row, now: datetime) -> int:
    """A story of one article that stands in none."""
    (story_id,) = await _new_stories(connection, [[article]], now)
    await _join(connection, {story_id: [article]}, now)
    return story_id


# --- Handing out ------------------------------------------------------------------------------------------------------


async def _note_taken(connection: AsyncConnection, rows: Sequence[Row]) -> None:
    change = sa.update(stories).where(stories.c.id == sa.bindparam("this")).values(taken_revision=stories.c.revision)
    if rows:
        await connection.execute(change, [{"this": row["id"]} for row in rows])


async def _works(connection: AsyncConnection, rows: Sequence[Row]) -> list[StoryWork]:
    ids = [row["id"] for row in rows]
    query = sa.select(articles).order_by(articles.c.story_id, articles.c.published, articles.c.id)
    every = await tagged(connection, await rows_by_ids(connection, query, articles.c.story_id, ids))
    every = await as_read(connection, every)
    of_story = {story_id: tuple(some) for story_id, some in groupby(every, key=lambda one: one.story_id)}
    current = await current_briefs(connection, ids)
    return [StoryWork(story_id, of_story.get(story_id, ()), current.get(story_id)) for story_id in ids]


async def current_briefs(connection: AsyncConnection, story_ids: Sequence[int]) -> dict[int, Brief]:
    """The newest version of each story that has one."""
    same = sa.and_(briefs.c.story_id == stories.c.id, briefs.c.version == stories.c.version)
    query = sa.select(briefs.c.story_id, briefs.c.content).join(stories, same)
    rows = await rows_by_ids(connection, query, stories.c.id, story_ids)
    return {row["story_id"]: brief_from_json(row["content"]) for row in rows}


# --- Briefs -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Version:
    """A new version of a story's brief, with the story's row."""

    story: Row
    brief: Brief

    @property
    def key(self) -> dict[str, int]:
        return {"story_id": self.story["id"], "version": self.brief.version}


async def _end_due(connection: AsyncConnection, rows: Sequence[Row]) -> None:
    """No longer due, unless an article came since the story was handed out; its tags take its newest time along."""
    if not rows:
        return
    late = stories.c.revision > stories.c.taken_revision
    change = sa.update(stories).where(stories.c.id == sa.bindparam("this"))
    since = sa.case((late, stories.c.due_since), else_=None)
    ended = [{"this": row["id"]} for row in rows]
    await connection.execute(change.values(needs_brief=late, due_since=since), ended)
    time = sa.bindparam("last", type_=tags.c.last_at.type)
    newer = sa.update(tags).where(tags.c.story_id == sa.bindparam("this")).values(last_at=time)
    await connection.execute(newer, [{"this": row["id"], "last": row["last_at"]} for row in rows])


async def _keep_versions(connection: AsyncConnection, versions: Sequence[_Version], now: datetime) -> None:
    if not versions:
        return
    every = {article_id for version in versions for article_id in version.brief.article_ids}
    query = sa.select(articles.c.id, articles.c.language, articles.c.published)
    cited = {row["id"]: row for row in await rows_by_ids(connection, query, articles.c.id, sorted(every))}
    await _insert(connection, briefs, [_brief_row(version, now) for version in versions])
    await _insert(connection, brief_sources, [row for version in versions for row in _source_rows(version)])
    await connection.execute(_FACE, [_face_row(version, cited) for version in versions])
    await connection.execute(_delete_tags(), [{"this": version.story["id"]} for version in versions])
    await _insert(connection, tags, [row for version in versions for row in _tag_rows(version)])
    await _keep_relations(connection, versions, cited)


async def keep_version(connection: AsyncConnection, story: Row, brief: Brief, now: datetime) -> None:
    """One more version of a story that is held; the store numbers it."""
    await _keep_versions(connection, [_Version(story, replace(brief, version=story["version"] + 1))], now)


async def _insert(connection: AsyncConnection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        await connection.execute(sa.insert(table), rows)


def _brief_row(version: _Version, now: datetime) -> dict[str, Any]:
    return {**version.key, "at": now, "writer": version.brief.writer, "content": brief_to_json(version.brief)}


def _source_rows(version: _Version) -> list[dict[str, Any]]:
    return [{**version.key, "n": n, "article_id": i} for n, i in enumerate(version.brief.article_ids, 1)]


# What stories are chosen by, beside the story itself.
_FACE = (
    sa.update(stories)
    .where(stories.c.id == sa.bindparam("this"))
    .values({name: sa.bindparam(f"new_{name}") for name in ("version", "kind", "certainty", "headline", "language")})
)


def _face_row(version: _Version, cited: dict[int, Row]) -> dict[str, Any]:
    brief = version.brief
    best = cited.get(brief.article_ids[0]) if brief.article_ids else None
    face = {"new_kind": brief.kind, "new_certainty": brief.certainty, "new_headline": brief.headline}
    language = best["language"] if best is not None else None
    return {"this": version.story["id"], "new_version": brief.version, "new_language": language, **face}


def _delete_tags() -> sa.Delete:
    return sa.delete(tags).where(tags.c.story_id == sa.bindparam("this"))


def _tag_rows(version: _Version) -> list[dict[str, Any]]:
    """Of two tags with one name the first counts."""
    same = {"story_id": version.story["id"], "last_at": version.story["last_at"]}
    once = {(tag.type, tag.name): tag for tag in reversed(version.brief.tags)}
    return [{**same, **asdict(tag)} for tag in once.values()]


# --- Relations --------------------------------------------------------------------------------------------------------

_SAME = ("subject", "verb", "object", "certainty")
"""What makes two relations of one story the same one, told again. A new certainty is news."""


async def _keep_relations(connection: AsyncConnection, versions: Sequence[_Version], cited: dict[int, Row]) -> None:
    """Those of earlier versions stay as what was known then, no longer current; one told again is current again."""
    ids = [version.story["id"] for version in versions]
    query = sa.select(relations).order_by(relations.c.id)
    standing = await rows_by_ids(connection, query, relations.c.story_id, ids)
    known = {(row["story_id"], *(row[part] for part in _SAME)): row["id"] for row in standing}
    past = sa.update(relations).where(relations.c.story_id == sa.bindparam("this")).values(current=False)
    await connection.execute(past, [{"this": story_id} for story_id in ids])
    told = {key: row for version in versions for key, row in _relation_rows(version, cited)}
    again = sa.update(relations).where(relations.c.id == sa.bindparam("this")).values(current=True)
    if back := [{"this": known[key]} for key in told if key in known]:
        await connection.execute(again, back)
    await _insert(connection, relations, [row for key, row in told.items() if key not in known])


def _relation_rows(version: _Version, cited: dict[int, Row]) -> Iterator[tuple[tuple[object, ...], dict[str, Any]]]:
    for relation in reversed(version.brief.relations):
        article_id = version.brief.article_ids[relation.article]
        place = {"article_id": article_id, "at": cited[article_id]["published"], "current": True}
        yield (
            (version.story["id"], *(getattr(relation, part) for part in _SAME)),
            {**version.key, **asdict(relation), **place},
        )


def relation_of(row: Row) -> Relation:
    told = ("subject", "verb", "object", "certainty", "according_to", "purpose", "article", "sentence")
    return Relation(**{name: row[name] for name in told})
