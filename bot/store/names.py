"""Names over time: articles a day, first and last sight, a company's models, and names that nobody registered yet.

The sums are kept as articles come, so that a question about a name costs no walk over the articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news.model import TITLE, Mention, NameType
from bot.ports import Candidate
from bot.store.schema import mention_days, name_candidates, names_seen, scope_of, visible
from bot.store.tables import Row, Tables, execute_many, insert_into, rows_of

UNREGISTERED = 0.8
"""Below it a name was found by context alone; short forms of registered names ("Opus 4.7") lie above."""

EXAMPLE_LENGTH = 300
"""Characters of the sentence that shows a candidate to the operator."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A new article, as far as names are concerned."""

    published: datetime
    workspace_id: int | None
    title: str
    sentences: tuple[str, ...]
    mentions: tuple[Mention, ...]

    @property
    def day(self) -> date:
        return self.published.astimezone(UTC).date()


class NameTables(Tables):
    async def mentions_per_day(
        self, type: NameType, name: str, since: datetime, until: datetime, *, workspace_id: int | None = None
    ) -> dict[date, int]:
        """Articles that mention the name (a family: any of its versions) on the UTC days of [since, until)."""
        first, last = since.astimezone(UTC).date(), _last_day(until)
        query = sa.select(mention_days.c.day, sa.func.sum(mention_days.c.articles)).where(
            mention_days.c.type == type,
            mention_days.c.name == name,
            mention_days.c.day.between(first, last),
            _in_scope(mention_days, workspace_id),
        )
        query = query.group_by(mention_days.c.day).order_by(mention_days.c.day)
        async with self._db.read() as connection:
            return {day: int(count) for day, count in (await connection.execute(query)).all()}

    async def models_of(self, company: str, *, workspace_id: int | None = None) -> list[tuple[str, int]]:
        """Model names of a company in the store with their number of articles, most first, then by name."""
        query = sa.select(names_seen.c.name, sa.func.sum(names_seen.c.articles)).where(
            names_seen.c.type == "model",
            names_seen.c.company == company,
            names_seen.c.articles > 0,
            visible(names_seen, workspace_id),
        )
        async with self._db.read() as connection:
            found = (await connection.execute(query.group_by(names_seen.c.name))).all()
        return sorted(((name, int(count)) for name, count in found), key=lambda pair: (-pair[1], pair[0]))

    async def first_seen(
        self, type: NameType, name: str, *, workspace_id: int | None = None
    ) -> tuple[datetime, datetime] | None:
        """First and last publication that mentions the name (a family: any of its versions)."""
        query = sa.select(names_seen.c.first_at, names_seen.c.last_at).where(
            names_seen.c.type == type, names_seen.c.name == name, _in_scope(names_seen, workspace_id)
        )
        async with self._db.read() as connection:
            rows = await rows_of(connection, query)
        if not rows:
            return None
        return min(row["first_at"] for row in rows), max(row["last_at"] for row in rows)

    async def name_seen_as(self, type: NameType, typed: str, *, workspace_id: int | None = None) -> str | None:
        """A name that articles mention, as they write it, however its letters' case was typed; the most seen of several."""
        query = sa.select(names_seen.c.name).where(
            names_seen.c.type == type,
            sa.func.lower(names_seen.c.name) == typed.lower(),
            visible(names_seen, workspace_id),
        )
        order = (names_seen.c.name == typed).desc(), names_seen.c.articles.desc(), names_seen.c.name
        async with self._db.read() as connection:
            found: str | None = await connection.scalar(query.order_by(*order).limit(1))
        return found

    async def most_seen_names(
        self, limit: int, *, workspace_id: int | None = None, at_least: int = 1
    ) -> list[tuple[NameType, str]]:
        """Names that articles mention, most mentioned first."""
        articles = sa.func.sum(names_seen.c.with_versions)
        query = sa.select(names_seen.c.type, names_seen.c.name).where(visible(names_seen, workspace_id))
        query = query.group_by(names_seen.c.type, names_seen.c.name).having(articles >= at_least)
        async with self._db.read() as connection:
            rows = await rows_of(connection, query.order_by(articles.desc(), names_seen.c.name).limit(limit))
        return [(row["type"], row["name"]) for row in rows]

    async def candidates(self, *, at_least: int = 2, limit: int = 50) -> list[Candidate]:
        """Unregistered names in at least so many articles, most first; accepted ones are among them."""
        query = sa.select(name_candidates).where(name_candidates.c.articles >= at_least)
        order = name_candidates.c.articles.desc(), name_candidates.c.last_at.desc(), name_candidates.c.name
        async with self._db.read() as connection:
            return [_candidate_of(row) for row in await rows_of(connection, query.order_by(*order).limit(limit))]

    async def accept_candidate(self, name: str, now: datetime) -> bool:
        """False when no such name was proposed."""
        change = sa.update(name_candidates).where(name_candidates.c.name == name)
        first = sa.func.coalesce(name_candidates.c.accepted_at, sa.literal(now, name_candidates.c.accepted_at.type))
        async with self._db.write() as connection:
            return (await connection.execute(change.values(accepted_at=first))).rowcount > 0

    async def accepted_names(self) -> list[tuple[str, NameType]]:
        query = sa.select(name_candidates.c.name, name_candidates.c.type)
        async with self._db.read() as connection:
            rows = await rows_of(connection, query.where(name_candidates.c.accepted_at.is_not(None)))
        return sorted((row["name"], row["type"]) for row in rows)


def _in_scope(table: sa.Table, workspace_id: int | None) -> sa.ColumnElement[bool]:
    """What `visible` lets through, as the first part of the table's key: an index scan over one name."""
    return table.c.scope.in_({0, scope_of(workspace_id)})


def _last_day(until: datetime) -> date:
    """The last UTC day that begins before `until`."""
    moment = until.astimezone(UTC)
    starts_day = moment == moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return date.fromordinal(moment.toordinal() - 1) if starts_day else moment.date()


def _candidate_of(row: Row) -> Candidate:
    told = {name: row[name] for name in ("name", "type", "articles", "first_at", "last_at", "example")}
    return Candidate(**told, accepted=row["accepted_at"] is not None)


# --- Counting, inside the transaction of save_reads -------------------------------------------------------------------

NameKey = tuple[int, str, str]
"""Scope, type, name."""


@dataclass
class _Sums:
    """What a batch of new articles adds to one name."""

    workspace_id: int | None
    first_at: datetime
    last_at: datetime
    family: str | None = None
    company: str | None = None
    exact: int = 0
    every: int = 0
    days: Counter[date] = field(default_factory=Counter)

    def add(self, sighting: Sighting, exact: bool) -> None:
        self.first_at = min(self.first_at, sighting.published)
        self.last_at = max(self.last_at, sighting.published)
        self.exact += exact
        self.every += 1
        self.days[sighting.day] += 1


async def count_names(connection: AsyncConnection, sightings: Sequence[Sighting]) -> None:
    """Adds new articles to the sums, rows in key order so that two processes never wait for each other crosswise."""
    sums = sum_names(sightings)
    await _add_days(connection, sums)
    await _add_seen(connection, sums)
    await _add_candidates(connection, [sighting for sighting in sightings if sighting.workspace_id is None])


def sum_names(sightings: Iterable[Sighting]) -> list[tuple[NameKey, _Sums]]:
    """Each name once for an article, however often it stands there; a version counts for its family too."""
    sums: dict[NameKey, _Sums] = {}
    for sighting in sightings:
        names = dict(_names_of(sighting.mentions))
        for (type_, name), mention in names.items():
            key = (scope_of(sighting.workspace_id), type_, name)
            one = sums.setdefault(key, _Sums(sighting.workspace_id, sighting.published, sighting.published))
            one.add(sighting, exact=mention.name == name)
            one.family, one.company = one.family or mention.family, one.company or mention.company
    return sorted(sums.items(), key=lambda item: item[0])


def _names_of(mentions: Iterable[Mention]) -> Iterator[tuple[tuple[str, str], Mention]]:
    """Families first: what stands there by its own name has the last word in a dict."""
    for mention in mentions:
        if mention.type == "model" and mention.family is not None:
            yield ("model", mention.family), mention
    for mention in mentions:
        yield (mention.type, mention.name), mention


async def _add_days(connection: AsyncConnection, sums: Sequence[tuple[NameKey, _Sums]]) -> None:
    rows = [
        {"scope": scope, "type": type_, "name": name, "day": day, "workspace_id": one.workspace_id, "articles": count}
        for (scope, type_, name), one in sums
        for day, count in sorted(one.days.items())
    ]
    await _add_up(connection, mention_days, ("scope", "type", "name", "day"), ("articles",), rows)


async def _add_seen(connection: AsyncConnection, sums: Sequence[tuple[NameKey, _Sums]]) -> None:
    rows = [_seen_row(key, one) for key, one in sums]
    await _add_up(connection, names_seen, ("scope", "type", "name"), ("articles", "with_versions"), rows)


def _seen_row(key: NameKey, one: _Sums) -> dict[str, Any]:
    scope, type_, name = key
    whose = {"scope": scope, "type": type_, "name": name, "workspace_id": one.workspace_id}
    what = {"family": one.family, "company": one.company, "articles": one.exact, "with_versions": one.every}
    return {**whose, **what, "first_at": one.first_at, "last_at": one.last_at}


async def _add_candidates(connection: AsyncConnection, sightings: Sequence[Sighting]) -> None:
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for sighting in sightings:
        for mention in {
            (m.name, m.type): m for m in reversed(sighting.mentions) if m.confidence < UNREGISTERED
        }.values():
            row = rows.setdefault((mention.name, mention.type), _candidate_row(sighting, mention))
            row["articles"] += 1
            row["first_at"] = min(row["first_at"], sighting.published)
            row["last_at"] = max(row["last_at"], sighting.published)
    await _add_up(connection, name_candidates, ("name", "type"), ("articles",), [rows[key] for key in sorted(rows)])


def _candidate_row(sighting: Sighting, mention: Mention) -> dict[str, Any]:
    text = sighting.title if mention.sentence == TITLE else sighting.sentences[mention.sentence]
    when = {"first_at": sighting.published, "last_at": sighting.published}
    return {"name": mention.name, "type": mention.type, "articles": 0, "example": text[:EXAMPLE_LENGTH], **when}


async def _add_up(
    connection: AsyncConnection,
    table: sa.Table,
    key: tuple[str, ...],
    counts: tuple[str, ...],
    rows: list[dict[str, Any]],
) -> None:
    """Inserts rows, or adds their counts to those that stand, and widens the span from first_at to last_at."""
    if not rows:
        return
    add = insert_into(connection, table)
    new = {count: table.c[count] + add.excluded[count] for count in counts}
    for name in ("family", "company"):
        if name in table.c:
            new[name] = sa.func.coalesce(table.c[name], add.excluded[name])
    if "first_at" in table.c:
        new["first_at"] = _of_two(table.c.first_at, add.excluded.first_at, earlier=True)
        new["last_at"] = _of_two(table.c.last_at, add.excluded.last_at, earlier=False)
    await execute_many(connection, add.on_conflict_do_update(index_elements=list(key), set_=new), rows)


def _of_two(old: sa.ColumnElement[Any], new: sa.ColumnElement[Any], *, earlier: bool) -> sa.ColumnElement[Any]:
    return sa.case((new < old if earlier else new > old, new), else_=old)
