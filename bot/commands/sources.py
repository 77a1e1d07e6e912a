"""The feeds as people manage them: add (a page's address finds its feed), remove, pause, import, export, check."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from bot.news.model import ParsedFeed
from bot.news.urls import canonical_url, host_of, is_web_url
from bot.ports import (
    Feed,
    FeedDesk,
    FeedOrigin,
    FeedParser,
    FeedSpec,
    Fetched,
    Fetcher,
    GiveUp,
    NewsdeskError,
    NotAFeed,
)

MOST_GUESSES = 6


class BadAddress(GiveUp):
    """What was given as an address isn't one."""


class NoSuchFeed(NewsdeskError):
    """No feed has this number, address or name."""


FindLinks = Callable[[str, str], list[str]]
"""(html, url) → addresses of feeds that a page names or that are usual on its site, likeliest first."""


@dataclass(frozen=True, slots=True)
class Found:
    url: str
    parsed: ParsedFeed


@dataclass(frozen=True, slots=True)
class Checked:
    """What `feeds check` saw of one address: entries when it could be read, else the reason."""

    url: str
    name: str
    entries: int = 0
    newest: datetime | None = None
    reason: str | None = None


def checked_address(text: str) -> str:
    """The address, with https:// put before a bare host. Raises BadAddress."""
    text = text.strip()
    url = text if "://" in text else f"https://{text}"
    if not is_web_url(url):
        raise BadAddress(f"{text!r} isn't a web address; give one such as https://example.org/feed.xml")
    return url


async def find_feed(fetcher: Fetcher, parser: FeedParser, links: FindLinks, address: str) -> Found:
    """The feed at an address, or the one that its page names. Raises BadAddress, GiveUp, TryLater."""
    url = checked_address(address)
    with _saying_whose(url):
        fetched = await fetcher.get(url)
    if fetched.status >= 400:
        raise GiveUp(f"{url} answers {fetched.status}; check the address")
    try:
        with _saying_whose(url):
            parsed = await parser.parse(fetched.body, fetched.url, fetched.content_type)
        return Found(fetched.moved_to or url, parsed)
    except NotAFeed:
        return await _behind_page(fetcher, parser, links, fetched)


@contextmanager
def _saying_whose(url: str) -> Iterator[None]:
    """What goes wrong is told as a predicate ("can't be connected to"): here it gets its subject."""
    try:
        yield
    except NotAFeed:
        raise
    except NewsdeskError as error:
        if str(error)[:1].islower() and not str(error).startswith("http"):
            error.args = (f"{host_of(url)} {error}", *error.args[1:])
        raise


async def _behind_page(fetcher: Fetcher, parser: FeedParser, links: FindLinks, page: Fetched) -> Found:
    tried = links(page.body.decode("utf-8", "replace"), page.url)[:MOST_GUESSES]
    for link in tried:
        try:
            fetched = await fetcher.get(link)
            if fetched.status == 200:
                return Found(link, await parser.parse(fetched.body, fetched.url, fetched.content_type))
        except NewsdeskError:
            continue
    raise NotAFeed(f"{page.url} is no feed and names none; give the feed's own address (often …/feed or …/rss.xml)")


async def add(
    desk: FeedDesk,
    found: Found,
    *,
    now: datetime,
    name: str | None = None,
    folder: str | None = None,
    origin: FeedOrigin = "command",
    workspace_id: int | None = None,
) -> tuple[Feed, bool]:
    """Adds a found feed, for all or for one workspace; returns it and whether it is new. A removed or paused one
    becomes active again."""
    title = (name or found.parsed.title or host_of(found.url)).strip()[:120]
    spec = FeedSpec(
        url=found.url, name=title, language=(found.parsed.language or "en")[:5], outlet=title, folder=folder,
        workspace_id=workspace_id,
    )  # fmt: skip
    return await desk.add_feed(spec, origin, now)


async def pick(desk: FeedDesk, which: str) -> Feed:
    """A feed by number, address or name. Raises NoSuchFeed with what is near."""
    return pick_among(await desk.feeds(), which, "newsdesk feeds")


def pick_among(feeds: Sequence[Feed], which: str, command: str) -> Feed:
    """As `pick`, of these. `command` with "list" shows them all."""
    low = which.strip().lower()
    exact = [f for f in feeds if which == str(f.id) or low in (f.spec.url.lower(), f.spec.name.lower())]
    address = canonical_url(which) if is_web_url(which) else None
    exact = exact or [f for f in feeds if address and canonical_url(f.spec.url) == address]
    if exact:
        return exact[0]
    part = [f for f in feeds if low and low in f.spec.name.lower()]
    if len(part) == 1:
        return part[0]
    near = f" Did you mean {' or '.join(f'{f.spec.name} ({f.id})' for f in part[:3])}?" if part else ""
    raise NoSuchFeed(f"no feed is called {which!r}.{near} `{command} list` shows them all.")


async def check(fetcher: Fetcher, parser: FeedParser, spec: FeedSpec) -> Checked:
    """Fetches and reads one address, storing nothing."""
    shown = Checked(spec.url, spec.name)
    try:
        fetched = await fetcher.get(spec.url)
        if fetched.status != 200:
            return replace(shown, reason=f"answers {fetched.status}")
        parsed = await parser.parse(fetched.body, fetched.url, fetched.content_type)
    except NewsdeskError as error:
        return replace(shown, reason=str(error))
    dates = [entry.published or entry.updated for entry in parsed.entries]
    return replace(shown, entries=len(parsed.entries), newest=max((d for d in dates if d), default=None))
