"""A database of a year's news, as large as is wanted: made once, kept, and asked by bench/ask.py.

A million items are written straight into the tables (polling them would take a day), with the same tokens, sums and
briefs that the bot would have made. Names are the registry's, some of them in every eighth story, most of them rare.
"""

from __future__ import annotations

import asyncio
import json
import random
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from bot.news.model import Brief, BriefSentence, Cite, Relation, Tag
from bot.news.registry import Registry
from bot.news.text import search_tokens
from bot.store.briefs_json import brief_to_json
from bot.store.search import safe_tokens
from bot.store.store import Store

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
DAYS = 365
FEEDS = 1000
VOCABULARY = 30_000
POOL = 8_000
BATCH = 20_000
SIZES = (1,) * 11 + (2,) * 4 + (3,) * 2 + (5, 8, 20)
"""Articles of a story, as often as they are like that."""

Row = tuple[Any, ...]
Write = Callable[[str, Sequence[str], Iterable[Row]], None]
"""Puts rows into the columns of a table."""

_TOLD = (
    ("release", "{c} releases {m}", "{c} released {m} with {n} billion parameters on {day}.", "makes"),
    ("funding", "{c} raises ${n} million", "{c} has raised ${n} million in a round led by {d}.", None),
    ("deal", "{c} to buy {d}", "{c} has agreed to buy {d} for ${n} million, the companies said.", "buys"),
    ("product", "{c} adopts {m}", "{c} uses {m} to answer {n} calls a day.", "uses"),
    ("legal", "{c} sues {d}", "{c} sued {d} over training data and asks for ${n} million.", "sues"),
    ("people", "{c} lays off {n}", "{c} will lay off {n} people, the company said.", None),
    ("incident", "{c} fails for {n} minutes", "The cloud of {c} was down for {n} minutes because of a faulty update.", None),
    ("product", "{m} becomes cheaper", "{m} costs ${n} per million tokens now, {c} said.", None),
)  # fmt: skip
_COMMON = """
    model data company chips cloud training users market price report customers research software revenue engineers launch
    released raised costs uses bought agreed people office partners system new year million billion
"""


@dataclass(frozen=True, slots=True)
class _Event:
    """A story before its articles are counted out."""

    number: int
    at: datetime
    size: int
    kind: str
    title: str
    said: str
    company: str
    other: str | None
    model: tuple[str, str, str] | None
    verb: str | None
    tokens: str


@dataclass
class _Sums:
    """What the store keeps by name."""

    days: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    seen: dict[tuple[str, str], list[Any]] = field(default_factory=dict)

    def add(self, type_: str, name: str, family: str | None, company: str | None, exact: bool, at: datetime) -> None:
        self.days[type_, name, f"{at:%Y-%m-%d}"] += 1
        one = self.seen.setdefault((type_, name), [family, company, 0, 0, at, at])
        one[2] += exact
        one[3] += 1
        one[4], one[5] = min(one[4], at), max(one[5], at)


def _time(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}.000000"


def _tokens(text: str) -> str:
    return " ".join(safe_tokens(search_tokens(text)))


class _World:
    """Invented news about the registry's names, the same every time."""

    def __init__(self, registry: Registry) -> None:
        self.chance = random.Random(11)
        self.companies = [n for n in registry.companies if n.isascii()]
        self.chance.shuffle(self.companies)
        self.companies = ["OpenAI", "Anthropic", "Google", *(n for n in self.companies if n not in ("OpenAI", "Anthropic", "Google"))]  # fmt: skip
        self.weights = [1 / (rank + 2) for rank in range(len(self.companies))]
        families = [(f.name, f.company) for f in registry.families.values() if f.name.isascii() and f.company]
        self.models = [(f"{name}-{n}", name, maker) for name, maker in families if maker for n in (3, 4, 5)]
        words = ["".join(self.chance.choices("bcdfghklmnprstvz", k=3)) + "aeiou"[i % 5] + "kmnrt"[i % 7 % 5] for i in range(VOCABULARY)]  # fmt: skip
        self.pool = [self._sentence(words) for _ in range(POOL)]

    def _sentence(self, words: Sequence[str]) -> tuple[str, str]:
        rare = [words[min(VOCABULARY - 1, int(self.chance.paretovariate(0.5)))] for _ in range(10)]
        mixed = [*rare, *self.chance.sample(_COMMON.split(), 6)]
        self.chance.shuffle(mixed)
        text = f"{' '.join(mixed).capitalize()}."
        return text, _tokens(text)

    def events(self, items: int) -> Iterator[_Event]:
        left, number = items, 0
        while left > 0:
            number += 1
            size = min(left, self.chance.choice(SIZES))
            left -= size
            yield self._event(number, size)

    def _event(self, number: int, size: int) -> _Event:
        company, other = self.chance.choices(self.companies, self.weights, k=2)
        model = self.chance.choice(self.models)
        kind, title, said, verb = self.chance.choice(_TOLD)
        at = NOW - timedelta(minutes=self.chance.randrange(60, DAYS * 24 * 60))
        words = {"c": company, "d": other, "m": model[0], "n": self.chance.randrange(2, 900), "day": f"{at:%A}"}
        title, said = title.format(**words), said.format(**words)
        return _Event(
            number, at, size, kind, title, said, company, other if "{d}" in said or other in said else None,
            model if model[0] in said else None, verb, _tokens(f"{title}\n{said}"),
        )  # fmt: skip


# --- Writing ----------------------------------------------------------------------------------------------------------

_ITEM = "id feed_id guid link title published summary news fetched_at sort_at state attempts article_id"
_ARTICLE = "id scope url title sentences outlet weight published language text_source paywall news feed_id story_id stored_at fixed"
_MENTION = 'article_id n type name surface sentence start "end" family company confidence publishing'
_STORY = (
    "id scope first_at last_at version kind certainty headline language needs_brief revision taken_revision pinned blocked "
    "created_at"
)
_TAG = "story_id type name role mentions family company last_at"
_RELATION = "story_id version subject verb object certainty according_to purpose article_id article sentence at current"


def _write_all(world: _World, items: int, write: Write) -> None:
    write("feeds", _FEED.split(), (_feed(n) for n in range(1, FEEDS + 1)))
    events = sorted(world.events(items), key=lambda event: event.at)
    told = sorted(
        (event.at + timedelta(minutes=7 * k * k), place, k)
        for place, event in enumerate(events)
        for k in range(event.size)
    )
    own: list[list[tuple[int, datetime]]] = [[] for _ in events]
    for article_id, (at, place, _) in enumerate(told, 1):
        own[place].append((article_id, at))
    sums = _Sums()
    _in_batches(write, "stories", _STORY, (_story(n, e, own[n - 1]) for n, e in enumerate(events, 1)))
    rows = (
        (n, at, place + 1, events[place], world.chance.sample(world.pool, 4))
        for n, (at, place, _) in enumerate(told, 1)
    )
    while batch := list(islice(rows, BATCH)):
        _articles(batch, write, sums)
    _in_batches(
        write,
        "briefs",
        "story_id version at writer content",
        (_brief(n, e, own[n - 1]) for n, e in enumerate(events, 1)),
    )
    _in_batches(write, "brief_sources", "story_id version n article_id", (
        (n, 1, k, article) for n in range(1, len(events) + 1) for k, (article, _) in enumerate(own[n - 1][:4])
    ))  # fmt: skip
    _in_batches(write, "tags", _TAG, (row for n, e in enumerate(events, 1) for row in _tags(n, e, own[n - 1])))
    _in_batches(
        write, "relations", _RELATION, (row for n, e in enumerate(events, 1) for row in _relations(n, e, own[n - 1]))
    )
    days = ((0, t, n, day, count) for (t, n, day), count in sorted(sums.days.items()))
    _in_batches(write, "mention_days", "scope type name day articles", days)
    seen = ((0, t, n, *one[:4], _time(one[4]), _time(one[5])) for (t, n), one in sorted(sums.seen.items()))
    _in_batches(write, "names_seen", "scope type name family company articles with_versions first_at last_at", seen)


_FEED = (
    "id scope url name kind language outlet weight origin status items created_at changed_at interval next_poll_at "
    "failures link_only"
)


def _in_batches(write: Write, table: str, columns: str, rows: Iterator[Row]) -> None:
    while batch := list(islice(rows, BATCH)):
        write(table, columns.split(), batch)


def _feed(n: int) -> Row:
    at = _time(NOW - timedelta(days=DAYS))
    return (
        n, 0, f"https://feed{n}.example/rss", f"Outlet {n}", "press", "en", f"Outlet {n}", 1.0, "command", "active", 0,
        at, at, 1800.0, _time(NOW), 0, False,
    )  # fmt: skip


def _story(n: int, event: _Event, own: Sequence[tuple[int, datetime]]) -> Row:
    first, last = own[0][1], own[-1][1]
    return (
        n, 0, _time(first), _time(last), 1, event.kind, "stated", event.title, "en", False, len(own), len(own), False,
        False, _time(first),
    )  # fmt: skip


def _articles(
    batch: Sequence[tuple[int, datetime, int, _Event, Sequence[tuple[str, str]]]], write: Write, sums: _Sums
) -> None:
    articles, items, keys, tokens = [], [], [], []
    mentions: list[Row] = []
    for n, at, story, event, rest in batch:
        when, feed = _time(at), n % FEEDS + 1
        link, sentences = f"https://outlet{feed}.example/news/{n}", [event.said, *(text for text, _ in rest)]
        articles.append((n, 0, link, event.title, json.dumps(sentences), f"Outlet {feed}", 1.0, when, "en", "feed", False, True, feed, story, when, False))  # fmt: skip
        items.append((n, feed, link, link, event.title, when, event.said, True, when, when, "read", 1, n))
        keys.append((feed, link, n))
        tokens.append((n, " ".join((event.tokens, *(more for _, more in rest)))))
        mentions += _mentions(n, event)
        _count(sums, event, at)
    write("articles", _ARTICLE.split(), articles)
    write("items", _ITEM.split(), items)
    write("item_keys", ["feed_id", "key", "item_id"], keys)
    write("mentions", _MENTION.split(), mentions)
    write("article_search", ["article_id", "tokens"], tokens)


def _mentions(article_id: int, event: _Event) -> Iterator[Row]:
    named: list[tuple[str, str, str | None, str | None]] = [("company", event.company, None, None)]
    named += [("company", event.other, None, None)] if event.other else []
    named += [("model", *event.model)] if event.model else []
    for n, (type_, name, family, company) in enumerate(named):
        start = max(0, event.said.find(str(name)))
        yield article_id, n, type_, name, name, 0, start, start + len(str(name)), family, company, 1.0, False


def _count(sums: _Sums, event: _Event, at: datetime) -> None:
    for name in {event.company, event.other} - {None}:
        sums.add("company", str(name), None, None, True, at)
    if event.model:
        name, family, company = event.model
        sums.add("model", name, family, company, True, at)
        sums.add("model", family, family, company, False, at)


def _cast(event: _Event) -> tuple[Tag, ...]:
    tags = [Tag("company", event.company, "subject")]
    tags += [Tag("company", event.other, "mentioned")] if event.other and event.other != event.company else []
    if event.model:
        tags.append(Tag("model", event.model[0], "subject", family=event.model[1], company=event.model[2]))
    return tuple(tags)


def _brief(n: int, event: _Event, own: Sequence[tuple[int, datetime]]) -> Row:
    cite = (Cite(0, 0),)
    brief = Brief(
        event.title, cite, event.kind, "stated", (BriefSentence(event.said, cite),),  # type: ignore[arg-type]
        tuple(article for article, _ in own[:4]), _cast(event), tuple(_relation(event)),
    )  # fmt: skip
    return n, 1, _time(own[-1][1]), "extractive", json.dumps(brief_to_json(brief))


def _tags(n: int, event: _Event, own: Sequence[tuple[int, datetime]]) -> Iterator[Row]:
    last = _time(own[-1][1])
    for tag in _cast(event):
        yield n, tag.type, tag.name, tag.role, 1, tag.family, tag.company, last


def _relation(event: _Event) -> Iterator[Relation]:
    target = event.model[0] if event.model else event.other
    if event.verb and target and target != event.company:
        yield Relation(event.company, event.verb, target, "stated", None, None, 0, 0)  # type: ignore[arg-type]


def _relations(n: int, event: _Event, own: Sequence[tuple[int, datetime]]) -> Iterator[Row]:
    article, at = own[0]
    for one in _relation(event):
        yield n, 1, one.subject, one.verb, one.object, one.certainty, None, None, article, 0, 0, _time(at), True


# --- Engines ----------------------------------------------------------------------------------------------------------


@contextmanager
def _into_sqlite(path: Path) -> Iterator[Write]:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=OFF", "foreign_keys=OFF", "cache_size=-200000"):
        connection.execute(f"PRAGMA {pragma}")

    def write(table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        names = ["rowid" if (table, name) == ("article_search", "article_id") else name for name in columns]
        connection.execute("BEGIN")
        connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", rows)
        connection.execute("COMMIT")

    yield write
    for table in ("feeds", "items", "articles", "stories", "relations"):
        most = connection.execute(f"SELECT max(id) FROM {table}").fetchone()[0]
        connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, most))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


@contextmanager
def _into_postgres(url: str) -> Iterator[Write]:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET timezone = 'UTC'")

        def write(table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
            made = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
            with connection.cursor() as cursor, cursor.copy(made.encode()) as copy:
                for row in rows:
                    copy.write_row(_vector(row) if table == "article_search" else row)

        yield write
        for table in ("feeds", "items", "articles", "stories", "relations"):
            last = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
            connection.execute(last.encode())
        connection.execute("VACUUM ANALYZE")


def _vector(row: Row) -> Row:
    return row[0], " ".join(f"'{token}'" for token in dict.fromkeys(str(row[1]).split()))


def make(url: str, registry: Registry, items: int) -> None:
    """Makes the tables at the address, and fills them."""

    async def tables() -> None:
        await (await Store.open(url)).close()

    asyncio.run(tables())
    into: AbstractContextManager[Write]
    into = _into_sqlite(Path(url.removeprefix("sqlite:///"))) if url.startswith("sqlite") else _into_postgres(url)
    with into as write:
        _write_all(_World(registry), items, write)
