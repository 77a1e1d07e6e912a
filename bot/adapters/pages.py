"""Makes clean text of web pages and of scraped text files: trafilatura finds the article, our own filter cleans it.

`PageExtractor` fetches, obeying robots.txt, and works in other processes; `extract_page` and `extract_text` are plain.
"""

from __future__ import annotations

import asyncio
import html as entities
import json
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from bot.adapters.article_blocks import is_prose, weight
from bot.adapters.article_body import READER_STUMBLES, find_body
from bot.adapters.feeds import parse_date
from bot.adapters.robots import Robots
from bot.adapters.workers import Workers
from bot.news.boilerplate import drop_boilerplate
from bot.news.model import PageText
from bot.news.text import clean, detect_language, plain_text
from bot.news.urls import canonical_url, host_of, is_distinctive, resolve
from bot.ports import Fetched, Fetcher, GiveUp, TryLater

if TYPE_CHECKING:
    from lxml.html import HtmlElement

EXTRACT_SECONDS = 20.0
MAX_HTML = 4_000_000
"""Characters of a page that are looked at; long articles with all their scripts hold under a million."""

AGENT = "Newsdesk"


class PageExtractor:
    """The PageReader of ports.py. `agent` is the name that robots.txt files know us by."""

    def __init__(
        self,
        fetcher: Fetcher,
        workers: Workers | None = None,
        *,
        agent: str = AGENT,
        seconds: float = EXTRACT_SECONDS,
        clock: Callable[[], float] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._fetcher = fetcher
        self._own = workers is None
        self._workers = workers or Workers()
        self._seconds = seconds
        self._sleep = sleep
        self._robots = Robots(fetcher, agent, clock or (lambda: asyncio.get_running_loop().time()))

    async def read(self, url: str) -> PageText:
        await self._ask(url)
        got = await self._fetcher.get(url)
        _check_status(got)
        if host_of(got.url) != host_of(url):
            await self._ask(got.url)
        _check_type(got)
        text = decode(got.body, got.content_type)
        if "plain" in (got.content_type or ""):
            return await self._workers.run(self._seconds, extract_text, text)
        page = await self.extract(text, got.url)
        return page if page.canonical_url else replace(page, canonical_url=canonical_url(got.url))

    async def extract(self, html: str, url: str | None) -> PageText:
        return await self._workers.run(self._seconds, extract_page, html, url)

    async def close(self) -> None:
        if self._own:
            await self._workers.close()

    async def _ask(self, url: str) -> None:
        if not await self._robots.allows(url):
            raise GiveUp("isn't read: its robots.txt doesn't allow it")
        if (wait := await self._robots.wait(url)) > 0:
            await self._sleep(wait)


_LATER = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS})
_STATUS_SAYS: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: "wants a login",
    HTTPStatus.PAYMENT_REQUIRED: "wants a payment",
    HTTPStatus.FORBIDDEN: "doesn't let us read it",
    HTTPStatus.NOT_FOUND: "isn't there",
    HTTPStatus.GONE: "isn't there any more",
    HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS: "may not be shown for legal reasons",
}


def _check_status(got: Fetched) -> None:
    if got.status in (HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION):
        return
    if got.status in _LATER or got.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise TryLater(f"answers {got.status}", got.retry_after)
    raise GiveUp(f"{_STATUS_SAYS.get(got.status, 'gives no page')} ({got.status})")


def _check_type(got: Fetched) -> None:
    kind = (got.content_type or "text/html").partition(";")[0].strip().lower()
    if kind not in {"text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml"}:
        raise GiveUp(f"is no page but {kind[:60]}")


_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w\-]+)", re.IGNORECASE)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "latin-1": "cp1252", "ascii": "utf-8"}


def decode(body: bytes, content_type: str | None) -> str:
    """Text of a page by the header's encoding, else the one it declares, else what fits."""
    declared = _CHARSET.search(content_type or "") or _CHARSET.search(body[:4096].decode("latin-1"))
    names = [declared.group(1).lower()] if declared else []
    for name in [*names, "utf-8-sig", "gb18030"]:
        try:
            return body.decode(_WIDER.get(name, name))
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode("utf-8", "replace")


# --- A page -----------------------------------------------------------------------------------------------------------

_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character, as JSON can hold: lxml stumbles on it
_WHOLE_PAGE = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)


def extract_page(html: str, url: str | None) -> PageText:
    """Article text of a page, or of a fragment such as a feed's content. Raises GiveUp when there is none."""
    html = _SURROGATE.sub("", html[:MAX_HTML])
    if not _WHOLE_PAGE.search(html[:5000]):
        return _extract_fragment(html)
    tree = _tree(html)
    facts = _facts(tree, url)
    found = find_body(html, tree, url, facts.body)
    raw = [bare for line in clean(found).splitlines() if (bare := _BULLET.sub("", line))]
    title = facts.title
    lines = _without_head(_filtered(_without_head(raw, title)), title)
    if not lines:
        raise GiveUp("holds no text that can be read")
    text = "\n".join(lines)
    return PageText(
        title=title,
        text=text,
        published=facts.published or _date_in_text(tree, url),
        author=facts.author or _author_in_text(tree),
        language=detect_language(text, facts.language),
        canonical_url=facts.canonical,
        paywall=facts.paid or is_stub(raw),
    )


def _filtered(lines: list[str]) -> list[str]:
    """Without boilerplate; but as they were where that would take most of several paragraphs of prose."""
    kept = drop_boilerplate(lines)
    most = sum(map(weight, kept)) >= _KEPT_AT_LEAST * sum(map(weight, lines))
    return kept if most or sum(map(is_prose, lines)) <= _FEW else lines


_KEPT_AT_LEAST = 0.4
"""Share of a text that the filter leaves at least. On 460 real pages it never took more than a third."""

_FEW = 3
"""Paragraphs up to which a text may be boilerplate for the most part: a notice about cookies, a form."""


def _extract_fragment(html: str) -> PageText:
    raw = plain_text(html).splitlines()
    lines = drop_boilerplate(raw)
    if not lines:
        raise GiveUp("holds no text that can be read")
    text = "\n".join(lines)
    return PageText(None, text, None, None, detect_language(text), paywall=is_stub(raw))


_BULLET = re.compile(r"^(?:[-*•·▪‣]\s+)+")  # as trafilatura marks items of lists


def _without_head(lines: list[str], title: str | None) -> list[str]:
    """Without the title repeated at the top, and a byline, a date or a tab's label beneath it."""
    for at, line in enumerate(lines[:_HEAD]):
        if not (_same(line, title) or _is_byline(line) or _date_line(line) or _TAB.fullmatch(line)):
            return lines[at:]
    return lines[_HEAD:]


_TAB = re.compile(r"summary|companies|law firms|listen|save|share|news|exclusive", re.IGNORECASE)
_LONGEST_KICKER = 20
"""Letters of a label that stands before a title in the same line."""

_HEAD = 4
"""Lines at the top among which the title, a byline and a date are looked for."""


def _same(line: str, title: str | None) -> bool:
    """Whether the line is the title, or a short label and the title."""
    if title is None:
        return False
    told, wanted = _bare(line), _bare(title)
    return told == wanted or (wanted != "" and told.endswith(wanted) and len(told) <= len(wanted) + _LONGEST_KICKER)


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


_BYLINE = re.compile(
    r"^(?i:by|von|written by|words by)\s+[A-ZÀ-Þ][\w'’.\-]+(?:[ ,&]+(?:and |und )?[A-ZÀ-Þ][\w'’.\-]+){0,7}(?:,? [\w ]{0,40})?$"
    r"|^(?:作者|文|撰文|记者|編輯|编辑|来源)\s*[:：丨|｜/]\s*\S{1,30}$"
)


_NAMES = re.compile(
    r"(?:[A-ZÀ-Þ][\w'’.-]+ ){1,2}[A-ZÀ-Þ][\w'’-]+(?:(?:, (?:and )?| and )(?:[A-ZÀ-Þ][\w'’.-]+ ){1,2}[A-ZÀ-Þ][\w'’-]+)+"
)


def _is_byline(line: str) -> bool:
    return len(line) <= 100 and bool(_BYLINE.search(line) or _NAMES.fullmatch(line)) and not line.endswith((".", "。"))


# --- What a page says about itself ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Facts:
    title: str | None = None
    published: datetime | None = None
    author: str | None = None
    language: str | None = None
    canonical: str | None = None
    body: str = ""
    paid: bool = False


def _tree(html: str) -> HtmlElement | None:
    import lxml.etree
    import lxml.html

    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(html.encode("utf-8", "replace"), parser)
    except (lxml.etree.LxmlError, ValueError):
        return None


def _facts(tree: HtmlElement | None, url: str | None) -> _Facts:
    if tree is None:
        return _Facts()
    data = _article_data(tree)
    meta = _meta(tree)
    return _Facts(
        title=_page_title(tree, data, meta),
        published=_published(tree, data, meta),
        author=_person(_names(data.get("author")) or meta.get("author") or meta.get("byl")),
        language=(tree.get("lang") or _string(data.get("inLanguage")) or meta.get("og:locale") or "")[:20] or None,
        canonical=_canonical(tree, meta, url),
        body=plain_text(_string(data.get("articleBody")) or ""),
        paid=str(data.get("isAccessibleForFree")).lower() == "false" or meta.get("article:content_tier") == "locked",
    )


def _meta(tree: HtmlElement) -> dict[str, str]:
    """The first value of each <meta>, by lower-case name."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if value := (element.get("content") or "").strip():
            found.setdefault(name.lower(), value)
    return found


def _article_data(tree: HtmlElement) -> Mapping[str, Any]:
    """The JSON-LD object that describes the article; empty when there is none."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            for thing in _things(script.text or ""):
                if _ARTICLE_TYPE.search(json.dumps(thing.get("@type", ""))):
                    return thing
    return {}


_ARTICLE_TYPE = re.compile(r"Article|BlogPosting|Report\b|LiveBlog|TechArticle|SocialMediaPosting")


def _things(script: str) -> Iterator[Mapping[str, Any]]:
    try:
        data = json.loads(re.sub(r"^\s*(?:<!--|//<!\[CDATA\[)|(?:-->|//\]\]>)\s*$", "", script), strict=False)
    except (ValueError, RecursionError):
        return
    waiting = [data]
    while waiting:
        thing = waiting.pop(0)
        if isinstance(thing, list):
            waiting[:0] = thing[:50]
        elif isinstance(thing, dict):
            yield thing
            waiting += [thing[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in thing]


def _string(value: object) -> str | None:
    value = value[0] if isinstance(value, list) and value else value
    return value.strip() or None if isinstance(value, str) else None


def _names(value: object) -> str | None:
    """Names of JSON-LD's authors: texts, objects, or lists of them."""
    people = value if isinstance(value, list) else [value]
    names = [person.get("name") if isinstance(person, dict) else person for person in people]
    return ", ".join(name for name in map(_string, names) if name) or None


def _person(name: str | None) -> str | None:
    """An author's name, or None for an address, a word for nobody, or a whole sentence."""
    plain = clean(entities.unescape(name or "")).replace("\n", " ").replace("; ", ", ")
    plain = re.sub(r"^(?:by|von|作者[:：]?)\s+", "", plain, flags=re.IGNORECASE)
    if not plain or len(plain) > 120 or "://" in plain or "@" in plain or plain.lower() in {"admin", "editor", "staff"}:
        return None
    return plain


def _page_title(tree: HtmlElement, data: Mapping[str, Any], meta: Mapping[str, str]) -> str | None:
    heads = [" ".join(head.text_content().split()) for head in tree.iter("h1")]
    announced = _string(data.get("headline")) or meta.get("og:title") or meta.get("twitter:title")
    whole = (
        " ".join(title.text_content().split()) if (title := next(iter(tree.iter("title")), None)) is not None else ""
    )
    told = _bare(announced or whole)
    head = next((head for head in heads if len(heads) == 1 or (head and told.startswith(_bare(head)))), None)
    found = head or announced or whole or None
    if found is None:
        return None
    title_text = clean(entities.unescape(found)).replace("\n", " ")
    return _without_site(title_text, meta.get("og:site_name")) or None


def _without_site(title: str, site: str | None) -> str:
    """Without " | Site" at its end: a known site's name after any dash, else only a short part after a bar."""
    if site and (found := re.search(rf"\s[-–—|·_]\s*{re.escape(site)}\s*$", title, re.IGNORECASE)):
        return title[: found.start()]
    return re.sub(r"\s*[|｜]\s*[^|｜]{1,30}$", "", title) if len(title) > 40 else title


def _published(tree: HtmlElement, data: Mapping[str, Any], meta: Mapping[str, str]) -> datetime | None:
    names = (
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "date",
        "pubdate",
        "publishdate",
        "dc.date",
        "dc.date.issued",
        "parsely-pub-date",
        "sailthru.date",
        "weibo:article:create_at",
    )
    said = [_string(data.get("datePublished")), *(meta.get(name) for name in names)]
    times = [time.get("datetime") for time in tree.iter("time")][:1]
    return next((date for text in [*said, *times] if (date := parse_date(text)) is not None), None)


def _date_in_text(tree: HtmlElement | None, url: str | None) -> datetime | None:
    """The day that the page's address or text tells, where its data tells none."""
    from htmldate import find_date

    try:
        return parse_date(find_date(tree, original_date=True, url=url)) if tree is not None else None
    except READER_STUMBLES:
        return None


def _author_in_text(tree: HtmlElement | None) -> str | None:
    from trafilatura.metadata import extract_author

    try:
        return _person(extract_author(tree)) if tree is not None else None
    except READER_STUMBLES:
        return None


def _canonical(tree: HtmlElement, meta: Mapping[str, str], url: str | None) -> str | None:
    """The page's own idea of its address, believed within its own site only: else a page could speak for another."""
    links = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    for href in (*links, meta.get("og:url")):
        found = resolve(url or "", href) if href else None
        if found and is_distinctive(found) and (url is None or _same_site(found, url)):
            return canonical_url(found)
    return canonical_url(url) if url else None


def _same_site(one: str, other: str) -> bool:
    a, b = host_of(one), host_of(other)
    return a == b or a.endswith(f".{b}") or b.endswith(f".{a}")


# --- Paywalls ---------------------------------------------------------------------------------------------------------

_WALL = re.compile(
    r"\b(?:subscribe|sign in|log in|register|sign up|join|upgrade|pay) (?:now )?to (?:continue|keep|read|unlock|access|view)\b"
    r"|\bto (?:continue|keep) reading\b|\balready (?:a subscriber|have an account|a member)\b|\bthis (?:article|content|story|post) is (?:for|available to|only available|exclusive)\b.{0,40}\b(?:subscribers|members)\b"
    r"|\b(?:unlock|get full access to) this (?:article|story|content)\b|\bsubscribers? only\b|\bremaining \d+% of\b|\bpaid subscribers\b"
    r"|\b(?:jetzt|weiter)lesen mit\b|\bartikel nur für abonnenten\b|\bmit .{0,20}\babo (?:weiter)?lesen\b"
    r"|付费(?:阅读|内容|文章|订阅|后)|(?:订阅|购买|登录|开通会员|成为会员|注册)(?:后|即可|以)?.{0,6}(?:继续阅读|阅读全文|查看全文|解锁)|会员专享|剩余.{0,8}(?:内容|未读)|试读(?:结束|部分)|(?:付费|会员)可见"
    r"|有料会員限定|続きを(?:読む|お読み)|残り\s?[\d,]+文字",
    re.IGNORECASE,
)
_BREAKS_OFF = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|read more|continue reading|read the full (?:story|article)\b.{0,40}|weiterlesen|阅读全文|查看全文|展开全文)\W*$",
    re.IGNORECASE,
)
_STUB = 900
"""Characters under which a text that breaks off, or asks for a subscription, is a stub; articles have two thousand."""


def is_stub(lines: list[str]) -> bool:
    """Whether what was found is only the beginning of an article: it asks for a subscription near its end, or breaks off."""
    text = "\n".join(lines)
    walls = [line for line in lines[-6:] if _WALL.search(line) and len(line) < 300]
    if walls and (len(text) < 3 * _STUB or _WALL.search(lines[-1])):
        return True
    return bool(lines) and len(text) < _STUB and bool(_BREAKS_OFF.search(lines[-1]))


# --- Scraped text -----------------------------------------------------------------------------------------------------

_DATE_PREFIX = re.compile(
    r"^(?:published|posted|updated|date|veröffentlicht|am|发布时间|时间|日期)?\s*(?:on|am)?\s*[:：]?\s*", re.IGNORECASE
)
_LONGEST_TITLE = 250


def extract_text(text: str) -> PageText:
    """A text file as a scraper left it: the title, a date line, the article and what doesn't belong to it."""
    lines = [line for line in clean(text.removeprefix("\ufeff")).splitlines() if line]
    if not lines:
        raise GiveUp("holds no text that can be read")
    title = lines[0] if _looks_like_title(lines) else None
    rest = lines[1:] if title else lines
    published = next((date for line in rest[:_HEAD] if (date := _date_line(line)) is not None), None)
    author = next((line for line in rest[:_HEAD] if _is_byline(line)), None)
    kept = drop_boilerplate(_without_head(rest, title))
    if not (kept or title):
        raise GiveUp("holds no text that can be read")
    body = "\n".join(kept)
    return PageText(
        title, body, published, _person(author), detect_language(body or title or ""), paywall=is_stub(rest)
    )


def _looks_like_title(lines: list[str]) -> bool:
    """A first line that is short, or not a whole sentence, with something after it."""
    first = lines[0]
    if len(lines) == 1 or len(first) > _LONGEST_TITLE:
        return False
    return not first.endswith((".", "。")) or len(first.split()) <= 16


def _date_line(line: str) -> datetime | None:
    """The date of a line that holds nothing else, in UTC."""
    if len(line) > 60 or not re.search(r"\d", line):
        return None
    bare = re.sub(r"\s*(?:\||·|–|-)?\s*(?:\d+ min(?:ute)?s? read|[A-Z]{2,4})\s*$", "", _DATE_PREFIX.sub("", line))
    bare = re.sub(r"^(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?,?\s+(?=[A-Za-z])", "", bare, flags=re.IGNORECASE)
    if re.search(r"\d{4}|\d{1,2}[./]\d{1,2}", bare) is None or _has_words(bare):
        return None
    found = parse_date(bare) or parse_date(re.sub(r"\s+(?:at|um)\s+", " ", bare))
    return found.astimezone(UTC) if found else None


_DATE_WORD = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|mär|mai|okt|dez)\w*|[ap]m|at|um|uhr|gmt|utc|z|t|st|nd|rd|th|年|月|日|时|分",
    re.IGNORECASE,
)


def _has_words(text: str) -> bool:
    return any(not _DATE_WORD.fullmatch(word) for word in re.findall(r"[^\W\d_]+", text))
