"""Stories as they grow: articles placed in them, and the briefs that are written about them.

How stories are read and chosen stands in `reading.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news.model import Brief, Relation
from bot.ports import Placement, StoryWork, TaggedArticle
from bot.store.articles import tagged
from bot.store.briefs_json import brief_from_json, brief_to_json
from bot.store.schema import articles, brief_sources, briefs, relations, stories, tags
from bot.store.tables import Row, Tables, rows_by_ids, rows_of


class StoryTables(Tables):
    async def ungrouped(self, limit: int) -> list[TaggedArticle]:
        """Articles that are news and stand in no story, oldest first."""
        query = sa.select(articles).where(articles.c.story_id.is_(None), articles.c.news)
        async with self._db.read() as connection:
            rows = await rows_of(connection, query.order_by(articles.c.published, articles.c.id).limit(limit))
            return await tagged(connection, rows)

    async def grouped_since(self, since: datetime) -> list[TaggedArticle]:
        """Articles published since, that stand in a story, oldest first: what a new article may join."""
        query = sa.select(articles).where(articles.c.published >= since, articles.c.story_id.is_not(None))
        async with self._db.read() as connection:
            rows = await rows_of(connection, query.order_by(articles.c.published, articles.c.id))
            return await tagged(connection, rows)

    async def save_placements(self, placements: Sequence[Placement], now: datetime) -> None:
        """Places articles in one transaction; their stories become due for a brief.

        An article that stands in a story already stays there. An article never joins another workspace's story, nor
        a private one a shared story: it starts its own.
        """
        if not placements:
            return
        async with self._db.write() as connection:
            waiting = await _unplaced(connection, {placement.article_id for placement in placements})
            kept = [placement for placement in placements if placement.article_id in waiting]
            known = await _stories_for(connection, {p.story_id for p in kept if p.story_id is not None})
            joined: dict[int, list[Row]] = defaultdict(list)
            for together in _shared_starts(kept, waiting, known):
                rows = [waiting[placement.article_id] for placement in together]
                target = known.get(together[0].story_id or 0)
                if target is not None and target["scope"] == rows[0]["scope"]:
                    story_id = target["id"]
                else:
                    story_id = await _new_story(connection, rows, now)
                joined[story_id] += rows
            for story_id, rows in joined.items():
                await _join(connection, story_id, rows, now)

    async def stories_to_brief(self, limit: int) -> list[StoryWork]:
        """Stories that are due for a brief, longest due first, with all their articles, oldest first.

        Notes which state of each story was handed out: an article that comes later makes it due again.
        """
        query = sa.select(stories).where(stories.c.needs_brief).order_by(stories.c.due_since, stories.c.id).limit(limit)
        async with self._db.read() as connection:
            if (await connection.execute(query.limit(1))).first() is None:
                return []
        async with self._db.write() as connection:
            rows = await rows_of(connection, query.with_for_update(key_share=True))
            await _note_taken(connection, rows)
            return await _works(connection, rows)

    async def save_briefs(self, written: Sequence[tuple[int, Brief | None]], now: datetime) -> None:
        """Writes new versions (None: the brief that stands is kept) with tags and relations, in one transaction.

        The stories are no longer due, unless an article came meanwhile. The store numbers the versions.
        """
        if not written:
            return
        async with self._db.write() as connection:
            query = sa.select(stories).order_by(stories.c.id).with_for_update(key_share=True)
            rows = await rows_by_ids(connection, query, stories.c.id, sorted({story_id for story_id, _ in written}))
            found = {row["id"]: row for row in rows}
            for story_id, brief in sorted((w for w in written if w[0] in found), key=lambda w: w[0]):
                await _end_brief(connection, found[story_id], brief, now)


# --- Placing ----------------------------------------------------------------------------------------------------------


async def _unplaced(connection: AsyncConnection, ids: set[int]) -> dict[int, Row]:
    query = sa.select(
        articles.c.id, articles.c.workspace_id, articles.c.scope, articles.c.published, articles.c.language
    )
    query = query.where(articles.c.story_id.is_(None)).order_by(articles.c.id).with_for_update(key_share=True)
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
) -> list[list[Placement]]:
    """Placements that end in one story, together: by their story, else by their group, always within one scope."""
    together: dict[tuple[object, ...], list[Placement]] = defaultdict(list)
    for placement in placements:
        scope = waiting[placement.article_id]["scope"]
        if placement.story_id in known:
            key: tuple[object, ...] = ("story", placement.story_id, scope)
        elif placement.group is not None:
            key = ("group", placement.group, scope)
        else:
            key = ("alone", placement.article_id)
        together[key].append(placement)
    return list(together.values())


async def _new_story(connection: AsyncConnection, rows: Sequence[Row], now: datetime) -> int:
    times = [row["published"] for row in rows]
    whose = {"workspace_id": rows[0]["workspace_id"], "scope": rows[0]["scope"]}
    start = {"version": 0, "revision": 0, "taken_revision": 0, "needs_brief": False, "pinned": False, "blocked": False}
    new = sa.insert(stories).values(**whose, **start, first_at=min(times), last_at=max(times), created_at=now)
    return int((await connection.execute(new.returning(stories.c.id))).scalar_one())


async def _join(connection: AsyncConnection, story_id: int, rows: Sequence[Row], now: datetime) -> None:
    await connection.execute(
        sa.update(articles).where(articles.c.id == sa.bindparam("this")).values(story_id=story_id),
        [{"this": row["id"]} for row in rows],
    )
    first, last = min(row["published"] for row in rows), max(row["published"] for row in rows)
    time = stories.c.first_at.type
    await connection.execute(
        sa.update(stories)
        .where(stories.c.id == story_id)
        .values(
            first_at=sa.case((stories.c.first_at > first, sa.literal(first, time)), else_=stories.c.first_at),
            last_at=sa.case((stories.c.last_at < last, sa.literal(last, time)), else_=stories.c.last_at),
            due_since=sa.case((stories.c.needs_brief, stories.c.due_since), else_=sa.literal(now, time)),
            revision=stories.c.revision + 1,
            needs_brief=True,
        )
    )


# --- Handing out ------------------------------------------------------------------------------------------------------


async def _note_taken(connection: AsyncConnection, rows: Sequence[Row]) -> None:
    change = sa.update(stories).where(stories.c.id == sa.bindparam("this")).values(taken_revision=stories.c.revision)
    if rows:
        await connection.execute(change, [{"this": row["id"]} for row in rows])


async def _works(connection: AsyncConnection, rows: Sequence[Row]) -> list[StoryWork]:
    ids = [row["id"] for row in rows]
    query = sa.select(articles).order_by(articles.c.story_id, articles.c.published, articles.c.id)
    every = await tagged(connection, await rows_by_ids(connection, query, articles.c.story_id, ids))
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


async def _end_brief(connection: AsyncConnection, story: Row, brief: Brief | None, now: datetime) -> None:
    if brief is not None:
        await _keep_brief(connection, story, replace(brief, version=story["version"] + 1), now)
    else:
        newer = sa.update(tags).where(tags.c.story_id == story["id"]).values(last_at=story["last_at"])
        await connection.execute(newer)
    due = story["revision"] > story["taken_revision"]
    since = story["due_since"] if due else None
    change = sa.update(stories).where(stories.c.id == story["id"])
    await connection.execute(change.values(needs_brief=due, due_since=since))


async def _keep_brief(connection: AsyncConnection, story: Row, brief: Brief, now: datetime) -> None:
    key = {"story_id": story["id"], "version": brief.version}
    new = sa.insert(briefs).values(**key, at=now, writer=brief.writer, content=brief_to_json(brief))
    await connection.execute(new)
    sources = [{**key, "n": n, "article_id": article_id} for n, article_id in enumerate(brief.article_ids, 1)]
    if sources:
        await connection.execute(sa.insert(brief_sources), sources)
    await _keep_face(connection, story["id"], brief)
    await _keep_tags(connection, story, brief)
    await _keep_relations(connection, story["id"], brief)


async def _keep_face(connection: AsyncConnection, story_id: int, brief: Brief) -> None:
    """What stories are chosen by, beside the story itself."""
    best = sa.select(articles.c.language).where(articles.c.id == (brief.article_ids or (0,))[0])
    language = (await connection.execute(best)).scalar()
    face = {"kind": brief.kind, "certainty": brief.certainty, "headline": brief.headline, "language": language}
    change = sa.update(stories).where(stories.c.id == story_id)
    await connection.execute(change.values(version=brief.version, **face))


async def _keep_tags(connection: AsyncConnection, story: Row, brief: Brief) -> None:
    await connection.execute(sa.delete(tags).where(tags.c.story_id == story["id"]))
    rows = {(tag.type, tag.name): tag for tag in reversed(brief.tags)}
    if rows:
        same = {"story_id": story["id"], "last_at": story["last_at"]}
        await connection.execute(sa.insert(tags), [{**same, **asdict(tag)} for tag in rows.values()])


async def _keep_relations(connection: AsyncConnection, story_id: int, brief: Brief) -> None:
    """Those of earlier versions stay as what was known then, no longer current; one said again is current again."""
    old = sa.update(relations).where(relations.c.story_id == story_id)
    await connection.execute(old.values(current=False))
    times = await _published(connection, brief.article_ids)
    for relation in {(r.subject, r.verb, r.object): r for r in reversed(brief.relations)}.values():
        article_id = brief.article_ids[relation.article]
        row = {**asdict(relation), "version": brief.version, "article_id": article_id, "current": True}
        same = sa.and_(*(relations.c[part] == getattr(relation, part) for part in ("subject", "verb", "object")))
        again = old.where(same, ~relations.c.current, relations.c.certainty == relation.certainty)
        if (await connection.execute(again.values(**_without(row, "at")))).rowcount == 0:
            at = times[article_id]
            await connection.execute(sa.insert(relations).values(story_id=story_id, at=at, **row))


def _without(row: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}


async def _published(connection: AsyncConnection, ids: Sequence[int]) -> dict[int, datetime]:
    query = sa.select(articles.c.id, articles.c.published)
    return {row["id"]: row["published"] for row in await rows_by_ids(connection, query, articles.c.id, ids)}


def relation_of(row: Row) -> Relation:
    told = ("subject", "verb", "object", "certainty", "according_to", "purpose", "article", "sentence")
    return Relation(**{name: row[name] for name in told})
