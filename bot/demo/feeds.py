"""The sample feeds as values, read from `articles/*.toml`, and how they become RSS, Atom, JSON Feed and HTML pages.

Text only, no network: serving is `server.py`. Times are hours before the demo's start, so that the samples stay news.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from html import escape
from importlib.resources import files
from typing import Any, Literal, cast

from bot.news.timetable import DAY_NAMES, MONTH_NAMES

Format = Literal["rss", "atom", "json"]
Fault = Literal["half", "html", "private"]
TextIn = Literal["feed", "page", "summary"]

SUFFIX: Mapping[Format, str] = {"rss": "xml", "atom": "atom", "json": "json"}
CONTENT_TYPE: Mapping[Format, str] = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}


@dataclass(frozen=True, slots=True)
class SampleItem:
    """One invented article. `hours` before the start, None for an entry without a date; `title` may hold markup.

    `text_in` says where the whole text is: in the feed, on the page only, or nowhere (the link leads to a page that
    robots.txt forbids). `turning`: the id changes with each edition. `edition`: the first one that holds the item.
    """

    slug: str
    title: str
    text: tuple[str, ...]
    hours: float | None = None
    summary: str | None = None
    author: str | None = None
    text_in: TextIn = "page"
    caption: str | None = None
    paywall: bool = False
    turning: bool = False
    twice: bool = False
    minutes: int | None = None
    edition: int = 1


@dataclass(frozen=True, slots=True)
class SampleFeed:
    """One invented feed. `utc_offset` in hours is how it writes its times; `fault` is how it is broken on purpose."""

    slug: str
    title: str
    description: str
    format: Format
    outlet: str
    items: tuple[SampleItem, ...]
    kind: str = "press"
    language: str = "en"
    owner: str | None = None
    weight: float = 1.0
    folder: str | None = None
    utc_offset: int = 0
    fault: Fault | None = None

    @property
    def path(self) -> str:
        return f"/feeds/{self.slug}.{SUFFIX[self.format]}"

    def page_path(self, item: SampleItem) -> str:
        """Where an item's page is. Pages below /members/ are those that robots.txt forbids."""
        folder = "/members" if item.text_in == "summary" else ""
        return f"{folder}/{self.slug}/{item.slug}"


# --- Reading articles/*.toml ------------------------------------------------------------------------------------------


def load_feeds() -> tuple[SampleFeed, ...]:
    """All sample feeds in the order of their files' names, the broken ones included."""
    articles = files("bot.demo") / "articles"
    names = sorted(entry.name for entry in articles.iterdir() if entry.name.endswith(".toml"))
    feeds = [_feed(name.removesuffix(".toml"), tomllib.loads((articles / name).read_text("utf-8"))) for name in names]
    return tuple(_with_copies(feeds))


def _feed(slug: str, data: dict[str, Any]) -> SampleFeed:
    text_in = data.pop("text_in", "page")
    tables = data.pop("item", [])
    items = tuple(_item({"text_in": text_in, **table}) for table in tables)
    return SampleFeed(slug=slug, items=items, **data)


def _item(table: dict[str, Any]) -> SampleItem:
    text = cast("str", table.pop("text", ""))
    return SampleItem(text=tuple(part.strip() for part in text.split("\n\n") if part.strip()), **table)


def _with_copies(feeds: Sequence[SampleFeed]) -> list[SampleFeed]:
    """A text `= feed/item` is a wire copy: it stands for the whole text of that item."""
    known = {f"{feed.slug}/{item.slug}": item.text for feed in feeds for item in feed.items}
    return [
        replace(feed, items=tuple(replace(item, text=_copied(item, known)) for item in feed.items)) for feed in feeds
    ]


def _copied(item: SampleItem, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    if len(item.text) == 1 and item.text[0].startswith("= "):
        return known[item.text[0].removeprefix("= ")]
    return item.text


# --- Times and words that depend on the start -------------------------------------------------------------------------

_SLOT = re.compile(r"\{(weekday|date|month|日期)(?: @([\d.]+))?(?: ([+-]\d+))?\}")


def published(item: SampleItem, started: datetime) -> datetime | None:
    return None if item.hours is None else started - timedelta(hours=item.hours)


def dated(item: SampleItem, started: datetime) -> SampleItem:
    """The item with its slots filled, so that all outlets name the same day for the same event.

    `{weekday}` is the day of publication, `{date +30}` thirty days later, `{日期 @9.2}` the day it was 9.2 hours
    before the start.
    """

    def filled(text: str) -> str:
        return _SLOT.sub(lambda slot: _in_words(slot[1], _day(slot, item, started)), text)

    return replace(
        item,
        title=filled(item.title),
        text=tuple(filled(paragraph) for paragraph in item.text),
        summary=None if item.summary is None else filled(item.summary),
    )


def _day(slot: re.Match[str], item: SampleItem, started: datetime) -> datetime:
    base = started - timedelta(hours=float(slot[2])) if slot[2] else published(item, started) or started
    return base.astimezone(UTC) + timedelta(days=int(slot[3] or 0))


def _in_words(form: str, day: datetime) -> str:
    forms = {
        "weekday": DAY_NAMES[day.weekday()],
        "date": f"{day.day} {MONTH_NAMES[day.month - 1]}",
        "month": MONTH_NAMES[day.month - 1],
        "日期": f"{day.month}月{day.day}日",
    }
    return forms[form]


# --- Feed documents ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Edition:
    """When and where the samples are served: all that a document depends on besides its feed."""

    started: datetime
    base_url: str
    number: int = 1

    @property
    def changed(self) -> datetime:
        """The Last-Modified of the edition, to the second as HTTP has it."""
        return self.started.astimezone(UTC).replace(microsecond=0) + timedelta(seconds=self.number - 1)


def feed_document(feed: SampleFeed, edition: Edition) -> str:
    """The feed as its format has it, with the items of this edition, newest first, undated ones last."""
    items = [dated(item, edition.started) for item in feed.items if item.edition <= edition.number]
    items.sort(key=lambda item: item.hours if item.hours is not None else float("inf"))
    writers = {"rss": _rss, "atom": _atom, "json": _json_feed}
    return writers[feed.format](feed, items, edition)


def _link(feed: SampleFeed, item: SampleItem, edition: Edition) -> str:
    return edition.base_url + feed.page_path(item)


def _id(feed: SampleFeed, item: SampleItem, edition: Edition) -> str:
    if item.turning:
        return f"{feed.slug}-{item.slug}-{edition.number:04d}"
    return f"tag:{feed.slug}.example,2026:{item.slug}"


def _summary(item: SampleItem) -> str:
    return item.summary or (item.text[0] if item.text else "")


def _content(item: SampleItem) -> str:
    return "\n".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in item.text)


def _plain(title: str) -> str:
    return re.sub(r"<[^>]+>", "", title)


def _rss(feed: SampleFeed, items: Sequence[SampleItem], edition: Edition) -> str:
    entries = "\n".join(_rss_item(feed, item, edition) + _again(feed, item, edition) for item in items)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>{escape(feed.title)}</title>
<link>{edition.base_url}/{feed.slug}</link>
<description>{escape(feed.description)}</description>
<language>{feed.language}</language>
<lastBuildDate>{format_datetime(edition.changed, usegmt=True)}</lastBuildDate>
{entries}
</channel>
</rss>
"""


def _rss_item(feed: SampleFeed, item: SampleItem, edition: Edition, mark: str = "") -> str:
    parts = [
        f"<title>{escape(item.title, quote=False)}</title>",
        f"<link>{_link(feed, item, edition)}</link>",
        f'<guid isPermaLink="false">{_id(feed, item, edition)}{mark}</guid>',
        f"<description>{escape(_summary(item), quote=False)}</description>",
        *_rss_extras(feed, item, edition),
    ]
    return "<item>\n" + "\n".join(parts) + "\n</item>"


def _rss_extras(feed: SampleFeed, item: SampleItem, edition: Edition) -> list[str]:
    extras = []
    if (when := published(item, edition.started)) is not None:
        extras.append(f"<pubDate>{format_datetime(_local(when, feed))}</pubDate>")
    if item.author:
        extras.append(f"<dc:creator>{escape(item.author)}</dc:creator>")
    if item.text_in == "feed":
        extras.append(f"<content:encoded><![CDATA[{_content(item)}]]></content:encoded>")
    if item.minutes:
        audio = f"{edition.base_url}/audio/{feed.slug}/{item.slug}.mp3"
        extras.append(f'<enclosure url="{audio}" length="{item.minutes * 960_000}" type="audio/mpeg"/>')
    return extras


def _again(feed: SampleFeed, item: SampleItem, edition: Edition) -> str:
    """The same entry once more under another id, as some publishers send it after an edit."""
    return "\n" + _rss_item(feed, item, edition, mark="#1") if item.twice else ""


def _local(when: datetime, feed: SampleFeed) -> datetime:
    return when.replace(microsecond=0).astimezone(timezone(timedelta(hours=feed.utc_offset)))


def _atom(feed: SampleFeed, items: Sequence[SampleItem], edition: Edition) -> str:
    entries = "\n".join(_atom_entry(feed, item, edition) for item in items)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{feed.language}">
<title>{escape(feed.title)}</title>
<subtitle>{escape(feed.description)}</subtitle>
<id>tag:{feed.slug}.example,2026:feed</id>
<link rel="self" href="{edition.base_url}{feed.path}"/>
<link rel="alternate" type="text/html" href="{edition.base_url}/{feed.slug}"/>
<updated>{edition.changed.isoformat()}</updated>
{entries}
</feed>
"""


def _atom_entry(feed: SampleFeed, item: SampleItem, edition: Edition) -> str:
    when = published(item, edition.started)
    parts = [
        f'<title type="html">{escape(item.title, quote=False)}</title>',
        f"<id>{_id(feed, item, edition)}</id>",
        f'<link rel="alternate" href="{_link(feed, item, edition)}"/>',
        f"<updated>{_local(when or edition.changed, feed).isoformat()}</updated>",
        f'<summary type="text">{escape(_summary(item), quote=False)}</summary>',
    ]
    if when is not None:
        parts.append(f"<published>{_local(when, feed).isoformat()}</published>")
    if item.author:
        parts.append(f"<author><name>{escape(item.author)}</name></author>")
    if item.text_in == "feed":
        parts.append(f'<content type="html">{escape(_content(item), quote=False)}</content>')
    return "<entry>\n" + "\n".join(parts) + "\n</entry>"


def _json_feed(feed: SampleFeed, items: Sequence[SampleItem], edition: Edition) -> str:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": f"{edition.base_url}/{feed.slug}",
        "feed_url": edition.base_url + feed.path,
        "language": feed.language,
        "items": [_json_item(feed, item, edition) for item in items],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _json_item(feed: SampleFeed, item: SampleItem, edition: Edition) -> dict[str, object]:
    entry: dict[str, object] = {
        "id": _id(feed, item, edition),
        "url": _link(feed, item, edition),
        "title": _plain(item.title),
        "summary": _summary(item),
    }
    if (when := published(item, edition.started)) is not None:
        entry["date_published"] = _local(when, feed).isoformat()
    if item.author:
        entry["authors"] = [{"name": item.author}]
    if item.text_in == "feed":
        entry["content_html"] = _content(item)
    return entry


# --- Pages ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _PageWords:
    """What a page says around its article."""

    sections: tuple[str, ...]
    cookies: str
    newsletter: str
    related: str
    wall: str
    rights: str
    sample: str


_WORDS = {
    "en": _PageWords(
        sections=("Home", "Companies", "Models", "Policy", "Podcasts", "Sign in"),
        cookies="We use cookies to improve your experience. Accept all | Manage preferences",
        newsletter="Sign up for our newsletter: the week in machine learning, every Friday, in your inbox.",
        related="Related posts",
        wall="Subscribe to continue reading. Already a subscriber? Sign in.",
        rights="All rights reserved. No part of this page may be reproduced without permission.",
        sample="This page is an invented sample that comes with Newsdesk: no company, person or event in it is real.",
    ),
    "zh": _PageWords(
        sections=("首页", "公司", "模型", "政策", "播客", "登录"),
        cookies="本站使用 Cookie 以改善您的浏览体验。接受全部 | 管理偏好",
        newsletter="订阅我们的每周通讯，每周五送达您的邮箱。",
        related="相关阅读",
        wall="本文为会员文章，订阅后继续阅读。",
        rights="版权所有，未经授权禁止转载。",
        sample="本页为 Newsdesk 附带的虚构示例，文中公司、人物和事件均非真实。",
    ),
}


def page_document(feed: SampleFeed, item: SampleItem, edition: Edition) -> str:
    """An article's page with what surrounds articles on real pages, and the line that it is an invented sample."""
    words = _WORDS[feed.language[:2]]
    shown = dated(item, edition.started)
    return f"""<!DOCTYPE html>
<html lang="{feed.language}">
<head>
<meta charset="utf-8">
<title>{escape(_plain(shown.title))} | {escape(feed.outlet)}</title>
{_page_head(feed, shown, edition)}
</head>
<body>
<div class="cookie-banner" role="dialog"><p>{words.cookies}</p></div>
<header><nav><ul>{"".join(f'<li><a href="/{feed.slug}">{word}</a></li>' for word in words.sections)}</ul></nav></header>
<main>
<article>
<h1>{_plain(shown.title)}</h1>
{_byline(feed, shown, edition)}
{_figure(shown)}
{_page_text(shown, words)}
</article>
<aside class="newsletter-signup"><p>{words.newsletter}</p></aside>
<aside class="related"><h2>{words.related}</h2><ul>{_related(feed, item)}</ul></aside>
</main>
<footer>
<p class="sample-note">{words.sample}</p>
<p>© {edition.started.year} {escape(feed.outlet)}. {words.rights}</p>
</footer>
</body>
</html>
"""


def _page_head(feed: SampleFeed, item: SampleItem, edition: Edition) -> str:
    lines = [
        f'<link rel="canonical" href="{_link(feed, item, edition)}">',
        f'<meta property="og:title" content="{escape(_plain(item.title))}">',
        f'<meta property="og:site_name" content="{escape(feed.outlet)}">',
        '<meta property="og:type" content="article">',
    ]
    if (when := published(item, edition.started)) is not None:
        lines.append(f'<meta property="article:published_time" content="{_local(when, feed).isoformat()}">')
    if item.author:
        lines.append(f'<meta name="author" content="{escape(item.author)}">')
    return "\n".join(lines)


def _byline(feed: SampleFeed, item: SampleItem, edition: Edition) -> str:
    when = published(item, edition.started)
    time = (
        f'<time datetime="{_local(when, feed).isoformat()}">{_local(when, feed):%Y-%m-%d %H:%M}</time>' if when else ""
    )
    return f'<p class="byline">{escape(item.author or feed.outlet)} {time}</p>'


def _figure(item: SampleItem) -> str:
    if not item.caption:
        return ""
    caption = escape(item.caption)
    return f'<figure><img src="/images/{item.slug}.jpg" alt="{caption}"><figcaption>{caption}</figcaption></figure>'


def _page_text(item: SampleItem, words: _PageWords) -> str:
    if not item.paywall:
        return _content(item)
    return f'<p>{escape(item.text[0], quote=False)}</p>\n<div class="paywall"><p>{words.wall}</p></div>'


def _related(feed: SampleFeed, item: SampleItem) -> str:
    others = [other for other in feed.items if other.slug != item.slug][:3]
    return "".join(f'<li><a href="{feed.page_path(other)}">{_plain(other.title)}</a></li>' for other in others)


def error_page(feed: SampleFeed) -> str:
    """What a feed's address answers, with status 200, when the site behind it is out of order."""
    return f"""<!DOCTYPE html>
<html lang="en"><head><title>{escape(feed.outlet)}: something went wrong</title></head>
<body><h1>We'll be right back</h1><p>{escape(feed.description)} Our servers are being mended.</p></body></html>
"""


def half(document: str) -> str:
    """A document whose sending broke off in the middle of an entry."""
    return document[: document.rindex("<description>") + len("<description>") + 20]
