"""The stories for programs: an Atom feed and JSON, of everything, of one company or model, or of a search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from aiohttp import web

from bot.adapters.web.drawing import answer, json_answer
from bot.adapters.web.pages import Missing, known_name, newest, profile_of
from bot.adapters.web.site import Visit
from bot.adapters.web.views import Name, StoryLine, found, story_line
from bot.commands.answers_json import hit_json, profile_json, story_line_json
from bot.news.message import one_line, safe_url
from bot.news.model import Story
from bot.news.text import search_tokens
from bot.ports import ArticleHit

MOST = 50
_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: a name's stories, a search's articles, or all stories."""

    title: str
    page: str
    name: Name | None = None
    query: str = ""


async def wanted(visit: Visit) -> Wanted:
    """Raises Missing for a name that nobody knows."""
    if typed := visit.asked("q"):
        return Wanted(f"Newsdesk: {typed}", visit.path("search", q=typed), query=typed)
    if typed := visit.asked("company"):
        name = Name("company", await known_name(visit, "company", typed))
        return Wanted(f"Newsdesk: {name.name}", visit.path("company", name.name), name)
    if typed := visit.asked("model"):
        name = Name("model", await known_name(visit, "model", typed))
        return Wanted(f"Newsdesk: {name.name}", visit.path("model", name.name), name)
    return Wanted("Newsdesk", visit.path())


async def _stories(visit: Visit, asked: Wanted) -> list[Story]:
    return await newest(visit, visit.now, asked.name, MOST)


async def _hits(visit: Visit, asked: Wanted) -> list[ArticleHit]:
    tokens = search_tokens(asked.query)
    if not tokens:
        return []
    return await visit.site.store.search(tokens, until=visit.now, workspace_id=visit.workspace_id, limit=MOST)


# --- JSON -------------------------------------------------------------------------------------------------------------


async def stories_json(visit: Visit) -> web.Response:
    """`{"title", "stories": [as in `newsdesk latest --json`, with `page`]}`, or of a search `{"title", "articles": […]}`."""
    asked = await wanted(visit)
    if asked.query:
        articles = [hit_json(hit) for hit in await _hits(visit, asked)]
        return json_answer(visit, {"title": asked.title, "articles": articles})
    told = [
        story_line_json(story) | {"page": visit.origin + visit.path("story", story.id)}
        for story in await _stories(visit, asked)
    ]
    return json_answer(visit, {"title": asked.title, "stories": told})


async def name_json(visit: Visit) -> web.Response:
    """As `newsdesk company NAME --json`, over 90 days."""
    asked = await wanted(visit)
    if asked.name is None:
        raise Missing("Name a company or a model: profile.json?company=Meta")
    return json_answer(visit, profile_json(await profile_of(visit, asked.name.type, asked.name.name)))


# --- Atom -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    id: str
    title: str
    link: str
    updated: datetime
    published: datetime
    summary: str
    author: str
    kinds: tuple[str, ...] = ()


async def atom(visit: Visit) -> web.Response:
    asked = await wanted(visit)
    if asked.query:
        tokens = search_tokens(asked.query)
        entries = [_entry_of_hit(visit, hit, tokens) for hit in await _hits(visit, asked)]
    else:
        entries = [_entry(visit, story_line(story), story) for story in await _stories(visit, asked)]
    return answer(visit, _document(visit, asked, entries), "application/atom+xml")


def _entry(visit: Visit, line: StoryLine, story: Story) -> Entry:
    """Updated when its last article came or something was put right: what readers show anew."""
    page = visit.origin + visit.path("story", line.id)
    latest = max([story.last_at, *(one.at for one in story.corrections)])
    doubt = [f"{line.doubt}."] if line.doubt else []
    best = line.best.outlet if line.best else "Newsdesk"
    summary = " ".join([*line.said, *doubt, *([line.disclosure] if line.disclosure else [])])
    names = tuple(one.name for one in line.names)
    return Entry(page, line.headline, page, latest, story.first_at, summary, best, names)


def _entry_of_hit(visit: Visit, hit: ArticleHit, tokens: list[str]) -> Entry:
    shown = found(hit, tokens)
    address = safe_url(hit.article.url) or visit.origin + visit.path("search")
    at = hit.article.published
    return Entry(address, shown.told.title, address, at, at, shown.words, shown.told.outlet)


def _document(visit: Visit, asked: Wanted, entries: Iterable[Entry]) -> bytes:
    every = list(entries)
    here = visit.origin + visit.request.path_qs
    root = ET.Element("feed", xmlns=_ATOM)
    _text(root, "title", asked.title)
    _text(root, "id", here)
    _text(root, "updated", _time(max((one.updated for one in every), default=visit.now)))
    ET.SubElement(root, "link", rel="self", type="application/atom+xml", href=here)
    ET.SubElement(root, "link", rel="alternate", type="text/html", href=visit.origin + asked.page)
    for one in every:
        _add(root, one)
    ET.indent(root)
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _add(root: ET.Element, one: Entry) -> None:
    entry = ET.SubElement(root, "entry")
    _text(entry, "id", one.id)
    _text(entry, "title", one.title)
    _text(entry, "updated", _time(one.updated))
    _text(entry, "published", _time(one.published))
    ET.SubElement(entry, "link", rel="alternate", href=one.link)
    _text(ET.SubElement(entry, "author"), "name", one.author)
    _text(entry, "summary", one.summary or one.title)
    for kind in one.kinds:
        ET.SubElement(entry, "category", term=one_line(kind))


def _text(parent: ET.Element, tag: str, text: str) -> None:
    """Plain text (Atom's default), on one line: no control character, which XML couldn't hold."""
    ET.SubElement(parent, tag).text = one_line(text)


def _time(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
