"""Reads feed documents: RSS, RDF and Atom by feedparser, JSON Feed by a small reader of ours; and finds a page's feeds.

Documents are strangers': half-sent ones are refused as a whole, merely sloppy ones are read. What an entry's identity
is, and whether it is new, is decided in the pipeline.
"""

from __future__ import annotations

import html
import io
import json
import re
from calendar import timegm
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from bot.adapters.workers import Workers
from bot.news.model import Entry, ParsedFeed
from bot.news.urls import is_web_url, public_base, resolve
from bot.ports import NotAFeed

PARSE_SECONDS = 20.0
_EARLIEST, _LATEST = 1990, 2100
_TITLE_FROM_TEXT = 90
_TITLE_MOST = 500
_MARKUP_MOST = 5_000


class ProcessFeedParser:
    """The FeedParser of ports.py: always in another process, for a feed of 64 KB already takes 10-30 ms."""

    def __init__(self, workers: Workers | None = None, seconds: float = PARSE_SECONDS) -> None:
        self._own = workers is None
        self._workers = workers or Workers()
        self._seconds = seconds

    async def parse(self, body: bytes, url: str, content_type: str | None) -> ParsedFeed:
        return await self._workers.run(self._seconds, parse_feed, body, url, content_type)

    async def close(self) -> None:
        if self._own:
            await self._workers.close()


def parse_feed(body: bytes, url: str, content_type: str | None) -> ParsedFeed:
    """Raises NotAFeed with a sentence that completes "The feed …"."""
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n\0")[:1]
    if not start:
        raise NotAFeed("sent an empty body")
    if start in (b"{", b"["):
        return _parse_json(body, url)
    if _HTML_START.match(_peek(body)):
        raise NotAFeed("is a web page, not a feed")
    return _parse_xml(body, url, content_type)


# --- XML --------------------------------------------------------------------------------------------------------------

_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html)\b", re.IGNORECASE | re.DOTALL
)
_RDF_END = re.compile(r"</(?:[\w.\-]+:)?rdf\s*>", re.IGNORECASE)
_ROOT_END = re.compile(r"</(?:[\w.\-]+:)?(?:rss|feed|rdf|channel)\s*>", re.IGNORECASE)
_ITEM = re.compile(r"<(?:[\w.\-]+:)?(?:item|entry)\b", re.IGNORECASE)
_ONLY_SLOPPY = ("CharacterEncodingOverride", "NonXMLContentType")
_READER_STUMBLES = (ValueError, LookupError, TypeError, AttributeError, AssertionError, ArithmeticError, RecursionError)


def _peek(body: bytes) -> str:
    """The beginning as text, for a look at what kind of document it is."""
    head = body[:4000].replace(b"\0", b"")
    return head.decode("utf-8-sig", "ignore").lstrip("\ufeff\ufffe")


def _parse_xml(body: bytes, url: str, content_type: str | None) -> ParsedFeed:
    import feedparser

    headers = {"content-location": public_base(url), "content-type": _encoding_told(body, content_type)}
    try:
        read = feedparser.parse(
            io.BytesIO(_without_blank_start(body)),
            response_headers=headers,
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except _READER_STUMBLES as error:
        raise NotAFeed(f"can't be read ({type(error).__name__})") from error
    _check_whole(read, body)
    return _xml_feed(read, url)


def _encoding_told(body: bytes, content_type: str | None) -> str:
    """A content type for feedparser: bytes that are UTF-8 are that, whatever a server or the document calls them."""
    charset = re.search(r"charset\s*=\s*[\"']?([\w\-]+)", content_type or "", re.IGNORECASE)
    name = "utf-8" if _is_utf8(body) else charset.group(1) if charset else ""
    return f"application/xml; charset={name}" if name else "application/xml"


def _is_utf8(body: bytes) -> bool:
    """True where UTF-8 shows: other encodings' letters form valid UTF-8 by chance only in a few bytes."""
    if body.isascii():
        return False
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _without_blank_start(body: bytes) -> bytes:
    """Blank lines before the XML declaration make it invalid; blanks in UTF-16 stay."""
    stripped = body.lstrip(b" \t\r\n")
    return stripped if stripped[:1] == b"<" and stripped[1:2] != b"\0" else body


def _check_whole(read: Mapping[str, Any], body: bytes) -> None:
    if not read.get("version") and not read["entries"]:
        raise NotAFeed("isn't a feed that can be read (no RSS, Atom or JSON Feed in it)")
    trouble = read.get("bozo_exception")
    if trouble is not None and type(trouble).__name__ not in _ONLY_SLOPPY and not _has_end(read, body):
        raise NotAFeed("breaks off in the middle")


def _has_end(read: Mapping[str, Any], body: bytes) -> bool:
    """Whether the root element is closed near the document's end; text about feeds further up doesn't count."""
    if b"\0" in body[:200]:
        text = body.decode(read.get("encoding") or "utf-16", "replace")
    else:
        text = body.decode("latin-1")
    end = max((found.end() for found in _root_end(text).finditer(text)), default=None)
    return end is not None and not _ITEM.search(text, end)


def _root_end(text: str) -> re.Pattern[str]:
    """RDF closes its channel before its items."""
    return _RDF_END if re.search(r"<(?:[\w.\-]+:)?rdf\b", text[:3000], re.IGNORECASE) else _ROOT_END


def _xml_feed(read: Mapping[str, Any], url: str) -> ParsedFeed:
    head = read["feed"]
    language = _language(head.get("language"))
    entries = (_xml_entry(entry, url, language) for entry in read["entries"])
    return ParsedFeed(
        title=_title(head) or None,
        homepage=_web_link(url, head.get("link")),
        language=language,
        entries=tuple(entry for entry in entries if entry is not None),
    )


def _xml_entry(entry: Any, url: str, language: str | None) -> Entry | None:
    content = _best_content(entry.get("content") or [])
    summary = entry.get("summary") or None
    summary = (summary or _media_text(entry)) if summary != content else None
    guid = _clean_id(entry.get("id"))
    link = _entry_link(entry, url)
    title = _title(entry) or _title_from_text(summary or content)
    if not (title or link or guid):
        return None
    return Entry(
        guid=guid,
        link=link,
        title=title,
        author=_author(entry),
        published=_xml_date(entry, "published") or _xml_date(entry, "created"),
        updated=_xml_date(entry, "updated"),
        summary=summary,
        content=content,
        language=_entry_language(entry) or language,
    )


def _best_content(contents: Sequence[Mapping[str, Any]]) -> str | None:
    """The longest text among an entry's contents; pictures and the like are none."""
    texts = [part.get("value") or "" for part in contents if _is_text(part.get("type"))]
    return max(texts, key=len, default="") or None


def _is_text(content_type: str | None) -> bool:
    return not content_type or content_type.startswith("text/") or "html" in content_type or "xml" in content_type


def _media_text(entry: Mapping[str, Any]) -> str | None:
    texts = [part.get("content") or "" for part in entry.get("media_text") or [] if isinstance(part, Mapping)]
    return max(texts, key=len, default="") or None


def _entry_link(entry: Mapping[str, Any], url: str) -> str | None:
    """The page of an entry; a podcast that has none is linked by its recording."""
    links = entry.get("links") or []
    enclosures = (link.get("href") for link in links if link.get("rel") == "enclosure")
    alternates = (link.get("href") for link in links if link.get("rel", "alternate") == "alternate")
    guid = entry.get("id") if is_web_url(entry.get("id") or "") else None
    for found in (entry.get("feedburner_origlink"), *alternates, entry.get("link"), *enclosures, guid):
        if link := _web_link(url, found):
            return link
    return None


def _web_link(base: str, link: object) -> str | None:
    """None too for the feed's own address: it's what an empty link resolves to."""
    text = link.strip() if isinstance(link, str) else ""
    if not text or _NO_LINK.match(text):
        return None
    found = resolve(base, text.replace(" ", "%20"))
    return found if found != public_base(base) else None


_NO_LINK = re.compile(r"#|[\w+.\-]+:(?!//)|\S*\s\S*\s")  # an anchor, an id such as tag:…, a sentence


def _clean_id(value: object) -> str | None:
    return re.sub(r"\s+", " ", str(value)).strip() or None if value is not None else None


def _author(entry: Mapping[str, Any]) -> str | None:
    detail = entry.get("author_detail") or {}
    names = [author.get("name") for author in entry.get("authors") or [] if author.get("name")]
    name = ", ".join(dict.fromkeys(names)) or detail.get("name") or entry.get("author") or ""
    return plain_text(name)[:200] or None


def _entry_language(entry: Mapping[str, Any]) -> str | None:
    detail = entry.get("title_detail") or {}
    found = [detail.get("language"), *(part.get("language") for part in entry.get("content") or [])]
    return next((tag for tag in map(_language, found) if tag), None)


# --- Titles -----------------------------------------------------------------------------------------------------------

_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>", re.DOTALL)
_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|br|code|em|font|i|mark|p|small|span|strong|sub|sup|u|wbr)\b[^<>]*>", re.IGNORECASE
)
_BREAKING_TAG = re.compile(r"<(?:br|/?p|/?div|/?li|/?h\d|/?tr)\b[^<>]*>", re.IGNORECASE)
_UNSEEN = re.compile("[\u200b\u200c\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f]")


def plain_text(text: str) -> str:
    """One line, without invisible characters. It isn't unescaped."""
    return " ".join(_UNSEEN.sub("", text).split())


def html_to_line(markup: str) -> str:
    """HTML as one line of text; entities are decoded once."""
    return plain_text(html.unescape(_TAG.sub("", _BREAKING_TAG.sub(" ", markup))))


def _title(source: Mapping[str, Any]) -> str:
    value = (source.get("title") or "")[:_MARKUP_MOST]
    kind = (source.get("title_detail") or {}).get("type") or "text/plain"
    line = html_to_line(value) if "html" in kind else plain_text(_INLINE_TAG.sub("", value))
    return line[:_TITLE_MOST]


def _title_from_text(markup: str | None) -> str:
    """A title for an entry that has none (a short message): its first sentence or words."""
    line = html_to_line((markup or "")[:_MARKUP_MOST])
    sentence = re.split(r"(?<=[.!?])\s|(?<=[。！？])", line, maxsplit=1)[0]
    if len(sentence) <= _TITLE_FROM_TEXT:
        return sentence
    return (
        sentence[:_TITLE_FROM_TEXT].rpartition(" ")[0] + "…"
        if " " in sentence[:_TITLE_FROM_TEXT]
        else sentence[:_TITLE_FROM_TEXT] + "…"
    )


def _language(tag: object) -> str | None:
    text = tag.strip().replace("_", "-").lower() if isinstance(tag, str) else ""
    return text if re.fullmatch(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", text) else None


# --- Dates ------------------------------------------------------------------------------------------------------------

_CHINESE_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?(?:\s*(\d{1,2})\s*[:：时]\s*(\d{1,2})?)?")
_NO_YEAR = re.compile(r"(?<![+\-:\d])00\d\d(?![:\d])")  # 0000 or 0001, which mail's rule would make 2000 or 2001
_NUMERIC_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2}))?")
_WORDED = (
    "%B %d, %Y",
    "%b %d, %Y",
    "%d %B %Y",
    "%d %b %Y",
    "%B %d, %Y %H:%M",
    "%b %d, %Y %H:%M",
    "%b %d, %Y, %I:%M %p",
    "%d.%m.%Y",
    "%d.%m.%Y %H:%M",
    "%B %d %Y",
    "%b. %d, %Y",
)
_CHINA = timedelta(hours=8)


def parse_date(text: str | None) -> datetime | None:
    """A time as feeds and pages write it, in UTC; without a zone it is taken as UTC (in Chinese: as China's time)."""
    text = re.sub(r"(\d)(?:st|nd|rd|th)\b", r"\1", plain_text(text or ""))[:100]
    if not text or _NO_YEAR.search(text):
        return None
    for read in (_iso_date, _mail_date, _worded_date, _chinese_date, _numeric_date):
        if (found := read(text)) is not None:
            return sane_time(found)
    return None


def sane_time(time: datetime) -> datetime | None:
    """In UTC, or None outside 1990-2100: such years are placeholders, not news."""
    try:
        utc = time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (OverflowError, ValueError):
        return None
    return utc if _EARLIEST <= utc.year <= _LATEST else None


def _iso_date(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(
            re.sub(r"\s+(?=(?:Z|[+\-]\d\d:?\d\d)$)", "", re.sub(r"\s*(?:UTC|GMT)$", "Z", text))
        )
    except ValueError:
        return None


def _mail_date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _worded_date(text: str) -> datetime | None:
    for form in _WORDED:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def _chinese_date(text: str) -> datetime | None:
    found = _CHINESE_DATE.search(text)
    if found is None:
        return None
    time = _from_numbers(found.groups())
    return time - _CHINA if time is not None and found.group(4) else time


def _numeric_date(text: str) -> datetime | None:
    found = _NUMERIC_DATE.match(text)
    return _from_numbers(found.groups()) if found else None


def _from_numbers(numbers: Sequence[str | None]) -> datetime | None:
    year, month, day, hour, minute = (int(number or 0) for number in numbers[:5])
    try:
        return datetime(year, month, day, hour, minute, tzinfo=UTC)
    except ValueError:
        return None


def _xml_date(entry: Any, name: str) -> datetime | None:
    """Our reading, else feedparser's (UTC). `dict.get`: its own falls back to other fields."""
    text, read = dict.get(entry, name), dict.get(entry, f"{name}_parsed")
    text = text if isinstance(text, str) else ""
    if (ours := parse_date(text)) is not None:
        return ours
    if read is None or _NO_YEAR.search(text):
        return None
    try:
        return sane_time(datetime.fromtimestamp(timegm(read), UTC))
    except (ValueError, OverflowError, OSError):
        return None


# --- JSON Feed --------------------------------------------------------------------------------------------------------


def _parse_json(body: bytes, url: str) -> ParsedFeed:
    """JSON Feed 1.0 and 1.1 (jsonfeed.org); fields of a wrong type are taken as absent."""
    try:
        document = json.loads(body.lstrip(b"\0 \t\r\n").decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise NotAFeed("is broken JSON, or breaks off in the middle") from error
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        raise NotAFeed("is JSON, but not a JSON Feed")
    if "jsonfeed.org" not in str(document.get("version", "")):
        raise NotAFeed("is JSON, but not a JSON Feed (no version of jsonfeed.org)")
    language = _language(document.get("language"))
    entries = (_json_entry(item, url, language) for item in document["items"] if isinstance(item, dict))
    return ParsedFeed(
        title=plain_text(_text(document, "title") or "") or None,
        homepage=_web_link(url, document.get("home_page_url")),
        language=language,
        entries=tuple(entry for entry in entries if entry is not None),
    )


def _json_entry(item: Mapping[str, Any], url: str, language: str | None) -> Entry | None:
    content = _text(item, "content_html") or _text(item, "content_text")
    summary = _text(item, "summary")
    guid = _clean_id(item["id"]) if isinstance(item.get("id"), str | int | float) else None
    link = next(filter(None, (_web_link(url, value) for value in _json_links(item, guid))), None)
    title = html_to_line(_text(item, "title") or "")[:_TITLE_MOST] or _title_from_text(summary or content)
    if not (title or link or guid):
        return None
    return Entry(
        guid=guid,
        link=link,
        title=title,
        author=_json_author(item),
        published=parse_date(_text(item, "date_published")),
        updated=parse_date(_text(item, "date_modified")),
        summary=summary,
        content=content,
        language=_language(item.get("language")) or language,
    )


def _json_links(item: Mapping[str, Any], guid: str | None) -> Iterator[object]:
    attachments = item.get("attachments") or []
    yield from (item.get("url"), item.get("external_url"))
    yield guid if guid and is_web_url(guid) else None
    if isinstance(attachments, list):
        yield from (part.get("url") for part in attachments if isinstance(part, dict))


def _json_author(item: Mapping[str, Any]) -> str | None:
    authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    names = [_text(author, "name") for author in authors or [] if isinstance(author, dict)]
    return plain_text(", ".join(filter(None, names)))[:200] or None


def _text(source: Mapping[str, Any], name: str) -> str | None:
    value = source.get(name)
    return value if isinstance(value, str) and value.strip() else None


# --- The feeds of a page ----------------------------------------------------------------------------------------------

_FEED_TYPES = re.compile(
    r"application/(?:rss|atom|rdf)\+xml|application/feed\+json|application/json|text/xml|application/xml", re.IGNORECASE
)
_FEED_HREF = re.compile(
    r"(?:^|[/.\-_?=])(?:rss|atom|feed|feeds|rdf)(?:$|[/.?&#\-_=]|\d)|\.(?:rss|atom|rdf)$|feed\.json$|index\.xml$",
    re.IGNORECASE,
)
_GUESSES = ("/feed", "/rss.xml", "/atom.xml", "/index.xml", "/feed.xml", "/rss", "/feed.json")
_COMMENTS = re.compile(r"comment|wp-json|oembed", re.IGNORECASE)
_LINKS_MOST = 20


def find_feed_links(html_text: str, url: str) -> list[str]:
    """Addresses that may be a page's feeds, best first: announced ones, links that look like feeds, customary paths."""
    import lxml.html

    try:
        tree = lxml.html.document_fromstring(
            html_text.encode("utf-8", "replace"), parser=lxml.html.HTMLParser(encoding="utf-8")
        )
    except (ValueError, lxml.etree.LxmlError):
        return [guess for path in _GUESSES if (guess := resolve(url, path))]
    base = next(iter(tree.xpath("//base/@href")), "")
    root = resolve(url, str(base)) or url
    hrefs = [*_announced(tree), *_linked(tree)]
    found = [resolve(root, href) for href in hrefs] + [resolve(url, path) for path in _GUESSES]
    return list(dict.fromkeys(link for link in found if link))[:_LINKS_MOST]


def _announced(tree: Any) -> list[str]:
    links = [link for link in tree.iter("link") if "alternate" in (link.get("rel") or "").lower().split()]
    hrefs = [link.get("href") or "" for link in links if _FEED_TYPES.match(link.get("type") or "")]
    return sorted(filter(None, hrefs), key=lambda href: bool(_COMMENTS.search(href)))


def _linked(tree: Any) -> list[str]:
    hrefs = [(link.get("href") or "").strip() for link in tree.iter("a")]
    return [href for href in hrefs if _FEED_HREF.search(href) and not _COMMENTS.search(href)]
