"""feed → item: asks each due feed what is new, decides in plain functions, and hands batches to the store.

`after_poll` and `after_failure` decide; `poll` only reads, calls and writes. What is new is settled by identity keys
in the store, so a feed may repeat, drop and renumber its entries as it likes.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache

from bot.logs import logger
from bot.news.model import Entry, ParsedFeed
from bot.news.urls import canonical_url, is_distinctive
from bot.ports import (
    Feed,
    FeedHealth,
    FeedParser,
    FeedStatus,
    Fetched,
    Fetcher,
    GiveUp,
    NewEntry,
    NewsdeskError,
    PollOutcome,
    PollStore,
    TryLater,
)

log = logger(__name__)
FASTER, SLOWER = 0.6, 1.3
"""How a feed's interval shrinks when it brought news and grows when it didn't; chosen so that a daily feed settles
near the upper bound within a day and a busy one near the lower within two hours."""
BATCH = 20
GATHERED = 0.25
"""Seconds for which outcomes are gathered into one transaction. One for each would cost as much as the parse."""
ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class PollPolicy:
    """Bounds of polling; times in seconds unless named otherwise. From config/bot.toml, section poll."""

    interval: float = 1800
    min_interval: float = 600
    max_interval: float = 21600
    max_backoff: float = 43200
    recent: timedelta = timedelta(hours=72)
    late: timedelta = timedelta(days=14)
    moved_for: timedelta = timedelta(days=7)
    concurrency: int = 64


@dataclass(slots=True)
class PollReport:
    """What a round of polling came to; `failures` are (url, reason)."""

    feeds: int = 0
    unchanged: int = 0
    changed: int = 0
    failed: int = 0
    new_items: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)


# --- Deciding ---------------------------------------------------------------------------------------------------------


def body_hash(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def is_unchanged(feed: Feed, fetched: Fetched) -> bool:
    """Whether the answer needs no parse: 304, or the very bytes that were read the last time."""
    return fetched.status == 304 or (fetched.status == 200 and body_hash(fetched.body) == feed.health.body_hash)


def content_hash(body: bytes) -> str | None:
    """A hash of the body without what its head says about when and by what it was built; None for other than XML.

    Bodies with the same hash have the same entries: only plain ASCII words between the tags of such elements are left
    out, and only ahead of the first entry. Words without markup, entities and control characters can't open or close
    anything, nor change which encoding the rest is read in.
    """
    first = _FIRST_ENTRY.search(body)
    if first is None:
        return None
    head, entries = body[: first.start()], memoryview(body)[first.start() :]
    digest = hashlib.blake2b(_BUILT.sub(rb"<\1\2></\1>", head), digest_size=16)
    digest.update(entries)
    return digest.hexdigest()


_FIRST_ENTRY = re.compile(rb"<(?:[\w.\-]+:)?(?:item|entry|product)\b", re.IGNORECASE)
_BUILT = re.compile(
    rb"<((?:[\w.\-]+:)?(?:lastBuildDate|pubDate|updated|date|generator))((?:\s[^<>]*)?)>[ !-%\'-;=?-~]*</\1>"
)


def is_changed_without_news(feed: Feed, fetched: Fetched) -> bool:
    """Whether the entries are the very ones that were read the last time, so that a parse would bring nothing."""
    known = feed.health.content_hash
    return known is not None and fetched.status == 200 and content_hash(fetched.body) == known


def status_error(fetched: Fetched) -> NewsdeskError | None:
    """The error in an HTTP status, or None. 204 and 205 carry no feed either."""
    status = fetched.status
    if status in (200, 304):
        return None
    if status == 429 or status >= 500:
        return TryLater(f"answers {status} {_phrase(status)}".rstrip(), fetched.retry_after)
    return GiveUp(f"answers {status} {_phrase(status)}".rstrip())


def _phrase(status: int) -> str:
    from http import HTTPStatus

    try:
        return HTTPStatus(status).phrase.lower()
    except ValueError:
        return ""


def after_poll(
    feed: Feed, fetched: Fetched, parsed: ParsedFeed | None, now: datetime, policy: PollPolicy
) -> PollOutcome:
    """What a good answer changes. `parsed` is None when its entries are known to be those of the last time."""
    health = feed.health
    entries = new_entries(feed, parsed.entries, now, policy) if parsed else ()
    seen_news = bool(parsed) and any(e.news for e in entries) and health.first_polled_at is not None
    moved_to, moved_since = _moved(health, fetched, now)
    interval = next_interval(health, parsed is not None, seen_news, policy)
    after = replace(
        health,
        etag=fetched.etag or (health.etag if fetched.status == 304 else None),
        last_modified=fetched.last_modified or (health.last_modified if fetched.status == 304 else None),
        body_hash=body_hash(fetched.body) if fetched.status == 200 else health.body_hash,
        content_hash=content_hash(fetched.body) if fetched.status == 200 else health.content_hash,
        interval=interval,
        next_poll_at=now + _jittered(interval, feed.spec.url, now),
        failures=0,
        last_error=None,
        failing_since=None,
        last_ok_at=now,
        moved_to=moved_to,
        moved_since=moved_since,
        first_polled_at=health.first_polled_at or now,
    )
    url = moved_to if moved_to and moved_since and now - moved_since >= policy.moved_for else None
    if url:
        after = replace(after, moved_to=None, moved_since=None)
    return PollOutcome(feed.id, after, url=url, entries=entries)


def after_failure(
    feed: Feed, error: NewsdeskError, now: datetime, policy: PollPolicy, *, gone: bool = False
) -> PollOutcome:
    """What a failure changes: a later next poll, the reason, and nothing of what was known about the feed's content.

    The body's validators stay as they were, so that a broken answer never passes for the last good one.
    """
    health = feed.health
    failures = health.failures + 1
    wait = min(policy.max_backoff, health.interval * 2 ** min(failures, 10))
    if isinstance(error, TryLater) and error.retry_after:
        wait = max(wait if failures > 1 else 0, min(error.retry_after, 7 * 86400))
    after = replace(
        health,
        next_poll_at=now + _jittered(wait, feed.spec.url, now),
        failures=failures,
        last_error=str(error)[:300],
        failing_since=health.failing_since or now,
    )
    status: FeedStatus = "gone" if gone else "active"
    return PollOutcome(feed.id, after, status=status)


def next_interval(health: FeedHealth, changed: bool, news: bool, policy: PollPolicy) -> float:
    if health.first_polled_at is None:
        return min(max(policy.interval, policy.min_interval), policy.max_interval)
    factor = FASTER if news else (1.0 if changed else SLOWER)
    return min(max(health.interval * factor, policy.min_interval), policy.max_interval)


def _moved(health: FeedHealth, fetched: Fetched, now: datetime) -> tuple[str | None, datetime | None]:
    if not fetched.moved_to:
        return None, None
    return fetched.moved_to, health.moved_since if health.moved_to == fetched.moved_to else now


def _jittered(seconds: float, url: str, now: datetime) -> timedelta:
    """Up to a tenth more, by a hash of address and hour, so that feeds don't ring together and tests are repeatable."""
    seed = hashlib.blake2b(f"{url}{now:%Y%m%d%H}".encode(), digest_size=2).digest()
    return timedelta(seconds=seconds * (1 + int.from_bytes(seed, "big") / 65535 / 10))


def new_entries(feed: Feed, entries: Iterable[Entry], now: datetime, policy: PollPolicy) -> tuple[NewEntry, ...]:
    """Entries with their identity keys, oldest first, each once; those without any content are left out."""
    usable = [e for e in entries if e.title or e.summary or e.content]
    named = {(_canonical(e.link), e.title) for e in usable if e.link}
    titles_of = Counter(link for link, _ in named)
    entries_of = Counter(guid for guid, _, _ in {(e.guid, e.link and _canonical(e.link), e.title) for e in usable})
    first = feed.health.first_polled_at is None
    chosen: list[NewEntry] = []
    seen: set[str] = set()
    for entry in reversed(usable):
        keys = identity_keys(
            entry,
            shared_link=bool(entry.link) and titles_of[_canonical(entry.link or "")] > 1,
            shared_guid=entries_of[entry.guid] > 1,
        )
        if seen.isdisjoint(keys):
            chosen.append(NewEntry(keys, entry, is_news(entry, now, policy, first=first)))
        seen.update(keys)
    return tuple(chosen)


def identity_keys(entry: Entry, *, shared_link: bool, shared_guid: bool = False) -> tuple[str, ...]:
    """Keys of an entry within its feed, strongest first: its guid, else its link, else a hash of title and date.

    A guid that different entries of the feed share identifies none of them.

    The link is a second key beside a guid (ids turn over while links stay), unless entries of the feed with different
    titles share it or it is a site's front page.
    """
    keys = []
    if entry.guid and not shared_guid:
        keys.append(_key("g", entry.guid))
    if entry.link and is_distinctive(entry.link) and not shared_link:
        keys.append(_key("l", _canonical(entry.link)))
    if not keys:
        when = entry.published or entry.updated
        keys.append(_key("h", f"{entry.link or ''}\n{entry.title}\n{when.isoformat() if when else ''}"))
    return tuple(keys)


@lru_cache(maxsize=2048)
def _canonical(link: str) -> str:
    """Remembered: a feed's links are asked for three times in a row."""
    return canonical_url(link)


def _key(kind: str, value: str) -> str:
    return kind + hashlib.blake2b(value.encode("utf-8", "replace"), digest_size=15).hexdigest()


def is_news(entry: Entry, now: datetime, policy: PollPolicy, *, first: bool) -> bool:
    """Recent, by its own date. An undated entry of a first poll isn't; of a later one it is: it wasn't there before."""
    when = entry.published or entry.updated
    if when is None:
        return not first
    return now - when <= (policy.recent if first else policy.late)


# --- Doing ------------------------------------------------------------------------------------------------------------


async def poll(
    store: PollStore,
    fetcher: Fetcher,
    parser: FeedParser,
    *,
    now: Callable[[], datetime],
    owner: str,
    policy: PollPolicy,
    everything: bool = False,
    urls: Collection[str] | None = None,
    progress: Callable[[int], None] = lambda done: None,
) -> PollReport:
    """Polls what is due once. `everything`: whatever the interval; `urls`: only those. Returns what it came to."""
    tools = _Tools(store, fetcher, parser, now, policy, PollReport(), progress)
    started = now()
    limit = ALL if everything else 4 * policy.concurrency
    while feeds := await store.claim_due_feeds(started, owner=owner, limit=limit, everything=everything, urls=urls):
        await _poll_feeds(feeds, tools)
        if everything:
            break
    return tools.report


@dataclass(frozen=True, slots=True)
class _Tools:
    store: PollStore
    fetcher: Fetcher
    parser: FeedParser
    now: Callable[[], datetime]
    policy: PollPolicy
    report: PollReport
    progress: Callable[[int], None]


async def _poll_feeds(feeds: list[Feed], tools: _Tools) -> None:
    queue: asyncio.Queue[Feed] = asyncio.Queue()
    for feed in feeds:
        queue.put_nowait(feed)
    finished: asyncio.Queue[PollOutcome | None] = asyncio.Queue(maxsize=BATCH)
    async with asyncio.TaskGroup() as group:
        writing = group.create_task(_write(finished, tools))
        async with asyncio.TaskGroup() as workers:
            for _ in range(min(tools.policy.concurrency, len(feeds))):
                workers.create_task(_work(queue, finished, tools))
                await asyncio.sleep(0)  # one by one: all first requests at once would hold the loop for 100 ms
        await finished.put(None)
        await writing


async def _work(queue: asyncio.Queue[Feed], finished: asyncio.Queue[PollOutcome | None], tools: _Tools) -> None:
    while not queue.empty():
        feed = queue.get_nowait()
        try:
            outcome = await _poll_one(feed, tools)
        except Exception as error:  # one feed must not stop the others
            log.exception("poll failed unexpectedly", feed=feed.id)
            outcome = _failed(feed, GiveUp(f"could not be read ({type(error).__name__})"), tools)
        await finished.put(outcome)
        tools.report.feeds += 1
        tools.progress(tools.report.feeds)


async def _poll_one(feed: Feed, tools: _Tools) -> PollOutcome:
    health = feed.health
    try:
        fetched = await tools.fetcher.get(feed.spec.url, etag=health.etag, last_modified=health.last_modified)
        if error := status_error(fetched):
            return _failed(feed, error, tools, gone=fetched.status == 410)
        if is_unchanged(feed, fetched):
            tools.report.unchanged += 1
            return after_poll(feed, fetched, None, tools.now(), tools.policy)
        news = not is_changed_without_news(feed, fetched)
        parsed = await tools.parser.parse(fetched.body, fetched.url, fetched.content_type) if news else None
    except NewsdeskError as error:
        return _failed(feed, error, tools)
    tools.report.changed += 1
    return after_poll(feed, fetched, parsed, tools.now(), tools.policy)


def _failed(feed: Feed, error: NewsdeskError, tools: _Tools, *, gone: bool = False) -> PollOutcome:
    tools.report.failed += 1
    tools.report.failures.append((feed.spec.url, str(error)))
    return after_failure(feed, error, tools.now(), tools.policy, gone=gone)


async def _write(finished: asyncio.Queue[PollOutcome | None], tools: _Tools) -> None:
    """Writes outcomes as they come, those of a moment in one transaction."""
    ended = False
    while not ended:
        batch = await _gathered(finished)
        ended = None in batch
        outcomes = [outcome for outcome in batch if outcome is not None]
        if outcomes:
            new = await tools.store.save_polls(outcomes, tools.now())
            tools.report.new_items += sum(new.values())


async def _gathered(finished: asyncio.Queue[PollOutcome | None]) -> list[PollOutcome | None]:
    """The next outcomes, up to BATCH of them or all of a moment; None, the last, ends the wait at once."""
    batch = [await finished.get()]
    try:
        async with asyncio.timeout(GATHERED):
            while len(batch) < BATCH and batch[-1] is not None:
                batch.append(await finished.get())
    except TimeoutError:
        pass
    return batch
