"""item → article: takes the feed's full text, else the page, else the summary, and finds the names in it.

Which text is taken is decided in `feed_text` and `article_from`; the page reader does robots, limits and extraction.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from bot.logs import logger
from bot.news.boilerplate import drop_boilerplate, unwrapped, without_heading
from bot.news.compress import FIRST_YEAR
from bot.news.confessions import figures_in
from bot.news.headline import can_stand
from bot.news.model import Article, Mention, PageText, TextSource
from bot.news.names import Registry, find_mentions
from bot.news.own_posts import goes_before, is_fragment
from bot.news.text import clean, clip, content_words, detect_language, plain_text, search_tokens, sentences
from bot.news.urls import canonical_url, host_of
from bot.ports import Item, NewsdeskError, PageReader, ReadOutcome, ReadStore, TryLater

log = logger(__name__)
MAX_SENTENCES = 400
MAX_TITLE = 300
BATCH = 40
UNREACHABLE_AFTER = 2
"""After so many failed connections a host's pages are left alone for the rest of the round."""
CLOCK_SKEW = timedelta(minutes=10)
CUT_OFF = ("…", "...", "[…]", "[...]", "[&#8230;]", "Continue reading", "Read more", "阅读全文", "阅读更多")


@dataclass(frozen=True, slots=True)
class ReadPolicy:
    """`full_text_chars`: a feed's text at least this long, and not cut off, is the full text."""

    pages: bool = True
    concurrency: int = 8
    full_text_chars: int = 900


@dataclass(slots=True)
class ReadReport:
    articles: int = 0
    failed: int = 0
    failures: list[tuple[int, str]] = field(default_factory=list)


class Words(Protocol):
    """The registry as it stands now; names accepted meanwhile are in it."""

    def __call__(self) -> Registry: ...


# --- Deciding ---------------------------------------------------------------------------------------------------------


def feed_text(item: Item, policy: ReadPolicy) -> tuple[str, bool]:
    """The feed's own text, longest part first, and whether it is the full text."""
    entry = item.entry
    texts = [plain_text(part) for part in (entry.content, entry.summary) if part]
    best = max(texts, key=len, default="")
    cut = best.rstrip().endswith(CUT_OFF)
    return _without_tail(best), len(best) >= policy.full_text_chars and not cut


def _without_tail(text: str) -> str:
    text = text.rstrip()
    for tail in CUT_OFF:
        text = text.removesuffix(tail).rstrip()
    return text


def article_from(item: Item, text: str, source: TextSource, page: PageText | None) -> Article:
    """The article of an item: its text without what doesn't belong, in sentences. An empty text gives the title."""
    entry, spec = item.entry, item.feed
    title = clip(clean(plain_text(entry.title)).replace("\n", " "), MAX_TITLE)
    lines = text.split("\n") if page and source == "page" else unwrapped(text.split("\n"))
    lines = drop_boilerplate(without_heading([line for line in lines if line.strip()], title, entry.author))
    language = detect_language(f"{title}\n" + "\n".join(lines[:20]), (page.language if page else None) or spec.language)
    found = sentences("\n".join(lines), language)[:MAX_SENTENCES]
    if source == "summary":
        found = _with_news_of_title(title, found, own=spec.owner is not None)
    title = title or clip(found[0] if found else "(no title)", 120)
    return Article(
        id=0,
        title=title,
        sentences=tuple(found) or (title,),
        outlet=spec.outlet or spec.name,
        url=_address(item, page),
        published=published_at(item),
        language=language,
        author=entry.author or (page.author if page else None),
        outlet_owner=spec.owner,
        weight=spec.weight,
        text_source=source,
        paywall=bool(page and page.paywall),
        workspace_id=spec.workspace_id,
    )


TEASER = 12
"""Sentences up to which a summary may leave the news to its title."""

SAID = 0.6
"""Share of a title's content words from which a sentence says what the title says."""


def _with_news_of_title(title: str, found: list[str], *, own: bool) -> list[str]:
    """A short summary with its title as the first sentence, where what it tells, or a figure of it, stands only there, or
    the summary has no sentence that tells it without its title. Which of them carries the news is for the writer to judge."""
    told = set(content_words(title))
    figures = figures_in(title)
    saying = (
        s
        for s in found
        if len(told & set(content_words(s))) >= SAID * len(told) and figures <= figures_in(" ".join(found))
    )
    said = title in found or any(not is_fragment(s) for s in saying)
    if found and title and title not in found and len(found) <= TEASER and goes_before(title, own=own):
        return [title, *found]
    if found and all(is_fragment(s) for s in found):
        return [title, *found] if title and title not in found else found
    return found if said or len(found) > TEASER or not can_stand(title) else [title, *found]


def _address(item: Item, page: PageText | None) -> str:
    """The page's canonical address where it stays on the page's own host, else the entry's link, else an own urn."""
    link = item.entry.link
    if not link:
        return f"urn:newsdesk:item:{item.id}"
    canonical = page.canonical_url if page else None
    return canonical_url(canonical if canonical and host_of(canonical) == host_of(link) else link)


def published_at(item: Item) -> datetime:
    """The entry's date; the time it was fetched when there is none, or none that can be: before feeds, in the future."""
    when = item.entry.published or item.entry.updated
    if when is None or when.year < FIRST_YEAR or when > item.fetched_at + CLOCK_SKEW:
        return item.fetched_at
    return when


def mentions_in(registry: Registry, article: Article) -> tuple[Mention, ...]:
    return find_mentions(registry, article.title, article.sentences, outlet=article.outlet)


# --- Doing ------------------------------------------------------------------------------------------------------------


async def read(
    store: ReadStore,
    pages: PageReader,
    words: Words,
    *,
    now: Callable[[], datetime],
    owner: str,
    policy: ReadPolicy,
    progress: Callable[[int], None] = lambda done: None,
) -> ReadReport:
    """Reads all items that are due. One item that can't be read stops no other."""
    report = ReadReport()
    reader = _Reader(pages, words, policy)
    done = 0
    while items := await store.claim_items(now(), owner=owner, limit=BATCH):
        outcomes = await reader.read_batch(items, now())
        report.articles += await store.save_reads(outcomes, now())
        failures = [(o.item_id, o.reason) for o in outcomes if o.article is None and o.reason]
        report.failures += failures
        report.failed += len(failures)
        done += len(items)
        progress(done)
    return report


class _Reader:
    """Reads batches; remembers for one round which hosts couldn't be reached."""

    def __init__(self, pages: PageReader, words: Words, policy: ReadPolicy) -> None:
        self._pages = pages
        self._words = words
        self._policy = policy
        self._unreachable: dict[str, int] = {}
        self._slots = asyncio.Semaphore(policy.concurrency)

    async def read_batch(self, items: list[Item], now: datetime) -> list[ReadOutcome]:
        return list(await asyncio.gather(*(self._read_one(item, now) for item in items)))

    async def _read_one(self, item: Item, now: datetime) -> ReadOutcome:
        async with self._slots:
            try:
                article = await self._article(item)
                found = mentions_in(self._words(), article)
                tokens = search_tokens(f"{article.title}\n" + "\n".join(article.sentences))
                await asyncio.sleep(0)
                return ReadOutcome(item.id, article, found, tuple(tokens), item.news)
            except Exception as error:  # one item must not stop the others
                log.exception("item could not be read", item=item.id, feed=item.feed_id)
                return ReadOutcome(
                    item.id, reason=f"could not be read ({type(error).__name__})", retry_at=_retry(item, now)
                )

    async def _article(self, item: Item) -> Article:
        text, full = feed_text(item, self._policy)
        if full or not self._policy.pages or not item.entry.link or not item.news:
            return article_from(item, text, "feed" if full else "summary", None)
        page = await self._page(item.entry.link)
        if page is None or len(page.text) <= len(text):
            return article_from(item, text, "summary", page)
        return article_from(item, page.text, "page", page)

    async def _page(self, url: str) -> PageText | None:
        """The page, or None: a page that can't be read leaves the feed's own text, which is recorded as summary."""
        host = host_of(url)
        if self._unreachable.get(host, 0) >= UNREACHABLE_AFTER:
            return None
        try:
            return await self._pages.read(url)
        except TryLater as error:
            self._unreachable[host] = self._unreachable.get(host, 0) + 1
            log.debug("page can't be read now", url=url, reason=str(error))
        except NewsdeskError as error:
            log.debug("page can't be read", url=url, reason=str(error))
        return None


def _retry(item: Item, now: datetime) -> datetime | None:
    return now + timedelta(minutes=15 * 2**item.attempts) if item.attempts < 3 else None
