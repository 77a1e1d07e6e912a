"""Finds the text of the article in a page: trafilatura's reading, held against the page's own paragraphs and data.

trafilatura is right nearly always. Where it brings a fraction of the prose that stands together on the page (text in
modules, in boxes that it takes for navigation, in a script's data), what the page itself holds is taken instead.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from configparser import ConfigParser
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from bot.adapters.feeds import parse_date
from bot.news.text import clean, plain_text, word_set

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_READER_STUMBLES = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)


@dataclass(frozen=True, slots=True)
class Body:
    """Lines are paragraphs, headings, items of lists, or rows of tables with " | " between their cells."""

    text: str = ""
    title: str | None = None
    author: str | None = None
    published: datetime | None = None


def find_body(html: str, tree: HtmlElement | None, url: str | None, announced: str, *, metadata: bool) -> Body:
    """The article's text. `announced` is the body that the page's linked data holds; `metadata` asks for the rest."""
    found = _read_by_trafilatura(html, url, wider=False, metadata=metadata)
    text = _better_body(found.text, announced)
    if tree is not None:
        text = _held_against_page(text, tree)
        if _weight(text) < _LITTLE_PROSE:
            text = max(text, _text_in_scripts(tree), key=len)
    if _weight(text) < _LITTLE:
        text = max(text, _read_by_trafilatura(html, url, wider=True, metadata=False).text, key=len)
    if tree is not None and (standfirst := _standfirst(tree, text)):
        text = f"{standfirst}\n{text}"
    return Body(text, found.title, found.author, found.published)


_LITTLE = 200
"""Weight under which an extraction is tried again for recall."""

_LITTLE_PROSE = 500
"""Weight under which the article is looked for in the page's scripts, too."""

_SHORT = 60
"""Characters that trafilatura takes for an article at least."""


@cache
def _trafilatura_settings() -> ConfigParser:
    """Its own, but a short text is a text: below its default of 250 characters (a Chinese news item has fewer) it would
    fall back to all the text of the page in one line."""
    from trafilatura.settings import use_config

    settings = use_config()
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(_SHORT))
    return settings


def _read_by_trafilatura(html: str, url: str | None, *, wider: bool, metadata: bool) -> Body:
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            html,
            url=url,
            include_comments=False,
            favor_recall=wider,
            with_metadata=metadata,
            config=_trafilatura_settings(),
        )
    except _READER_STUMBLES:
        return Body()
    if found is None or isinstance(found, dict):
        return Body()
    lines = (_ROW.sub(_cells, line) for line in (found.text or "").splitlines())
    return Body("\n".join(lines), found.title, found.author, parse_date(found.date))


_ROW = re.compile(r"^\|(.*)\|\s*$")
_BETWEEN_CELLS = re.compile(r"(?<!\\)\|")
_RULE_OF_TABLE = re.compile(r"[\s|:-]*")


def _cells(row: re.Match[str]) -> str:
    """A row of a table without its frame and its empty cells; a layout's one cell is a paragraph."""
    if _RULE_OF_TABLE.fullmatch(row[1]):
        return ""
    cells = (part.replace("\\|", "|").strip() for part in _BETWEEN_CELLS.split(row[1]))
    return " | ".join(cell for cell in cells if cell)


def _better_body(found: str, announced: str) -> str:
    """The announced body where the found one is but a part of it, or the same without its paragraphs."""
    if len(found) < len(announced) / 2:
        return announced
    same = len(announced) > 0.9 * len(found)
    return announced if same and announced.count("\n") > found.count("\n") else found


# --- The page's own paragraphs ----------------------------------------------------------------------------------------

_BLOCKS = word_set(
    "p div section article main td th tr table li ul ol dl dd dt blockquote pre h1 h2 h3 h4 h5 h6 body center figure "
    "figcaption aside nav header footer form"
)
_NO_TEXT = word_set(
    "script style noscript template nav footer aside form button select figure figcaption iframe svg textarea h1 head"
)
_BESIDE = re.compile(
    r"comment|disqus|sidebar|related|recommend|newsletter|promo|footer|breadcrumb|share|social|cookie|consent|"
    r"menu|popup|modal|advert|byline|caption|most-?read|teaser|widget|hidden|paywall|subscri", re.IGNORECASE
)  # fmt: skip
_INSIDE_HEAD = frozenset({"h2", "h3", "h4"})
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_PROSE_ENDS = re.compile(r"[.!?。！？…:：][\"”’'»」』）)\]]*$")


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    element: HtmlElement
    prose: int
    """Its weight: characters, a Chinese, Japanese or Korean one for three; 0 for what is no prose."""


def _held_against_page(found: str, tree: HtmlElement) -> str:
    """`found`, or the page's own paragraphs where they stand together and hold much more, or where it's but one line:
    that is all the text of a page when trafilatura found no article in it."""
    paragraphs = list(_paragraphs(tree))
    own = [paragraph for paragraph in paragraphs if paragraph.prose]
    total = sum(paragraph.prose for paragraph in own)
    in_one_line = "\n" not in found.strip() and len(own) > 1
    enough = (0.5 if in_one_line else _MUCH_MORE) * _weight(found)
    if total <= enough:
        return found
    block = _densest(own)
    inside = [paragraph for paragraph in paragraphs if any(up is block for up in _roofs(paragraph))]
    weight = sum(paragraph.prose for paragraph in inside)
    if weight <= max(enough, 0 if in_one_line else _ENOUGH):
        return found
    whole = "\n".join(paragraph.text for paragraph in inside)
    return whole if in_one_line or _weight(found) < _LITTLE_PROSE or _holds_most(whole, found) else found


def _holds_most(whole: str, found: str) -> bool:
    """What is much longer and says something else is another text of the page: its comments, the next article."""
    bare = _bare(whole)
    lines = found.splitlines()
    return sum(len(line) for line in lines if _bare(line) in bare) >= 0.7 * sum(map(len, lines))


_MUCH_MORE = 1.6
"""How many times the prose of what was found the page's own must weigh to be taken instead. A judgement, not swept."""

_ENOUGH = 240


def _weight(text: str) -> int:
    return len(text) + 2 * len(_CJK.findall(text))


def _paragraphs(tree: HtmlElement) -> Iterator[_Paragraph]:
    """The page's blocks of text in order, without what stands beside an article by its tag, its class or its links."""
    body = tree.find("body")
    waiting: list[HtmlElement] = [body if body is not None else tree]
    while waiting:
        element = waiting.pop()
        children = [child for child in element if isinstance(child.tag, str) and not _is_beside(child)]
        waiting += [child for child in reversed(children) if _holds_blocks(child) or child.tag in _BLOCKS]
        for text, links in _own_text(element):
            prose = _weight(text) if links < len(text) / 3 and _is_prose(text) else 0
            if prose or element.tag in _INSIDE_HEAD or element.tag == "li":
                yield _Paragraph(text, element, prose)


def _is_beside(element: HtmlElement) -> bool:
    if element.tag in _NO_TEXT or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(_BESIDE.search(f"{element.get('class') or ''} {element.get('id') or ''}"))


def _holds_blocks(element: HtmlElement) -> bool:
    return next(element.iter(*_BLOCKS), None) is not None


def _own_text(element: HtmlElement) -> Iterator[tuple[str, int]]:
    """Text that stands in the element itself, inline children included, cut at <br><br> and at blocks; characters of
    links in it."""
    parts: list[str] = [element.text or ""]
    links = 0
    for child in element:
        inline = isinstance(child.tag, str) and child.tag not in _BLOCKS and child.tag not in _NO_TEXT
        if inline and child.tag != "br" and not _holds_blocks(child):
            inner = child.text_content()
            links += sum(len(a.text_content()) for a in child.iter("a"))
            parts.append(inner)
        elif child.tag == "br" or inline or child.tag in _BLOCKS:
            yield from _told(parts, links)
            parts, links = [], 0
        parts.append(child.tail or "")
    yield from _told(parts, links)


def _told(parts: list[str], links: int) -> Iterator[tuple[str, int]]:
    if text := " ".join("".join(parts).split()):
        yield text, links


_PROSE = 60
"""The least weight of a paragraph: a short sentence, or 20 Chinese characters."""


def _is_prose(text: str) -> bool:
    return _weight(text) >= _PROSE and _PROSE_ENDS.search(text) is not None


def _densest(paragraphs: list[_Paragraph]) -> HtmlElement | None:
    """The smallest element that holds most of the prose: what belongs to one text stands under one roof."""
    total = sum(paragraph.prose for paragraph in paragraphs)
    under: Counter[HtmlElement] = Counter()
    for paragraph in paragraphs:
        for up in _roofs(paragraph):
            under[up] += paragraph.prose
    roofs = [element for element, prose in under.items() if prose >= 0.7 * total]
    return min(roofs, key=lambda element: (under[element], -len(list(element.iterancestors()))), default=None)


def _roofs(paragraph: _Paragraph) -> Iterator[HtmlElement]:
    """What the paragraph stands under: its ancestors, and an element with several paragraphs between its breaks."""
    if paragraph.element.tag != "p":
        yield paragraph.element
    yield from paragraph.element.iterancestors()


# --- What stands above the body ---------------------------------------------------------------------------------------

_STANDFIRST = re.compile(
    r"standfirst|strapline|\bdek\b|sub-?head|sub-?title|\blede?\b|\bintro\b|\bsummary\b|article-?lead|\blead\b|deck\b",
    re.IGNORECASE,
)


def _standfirst(tree: HtmlElement, text: str) -> str:
    """The sentence between the page's title and its text, where it's marked as one and the text is without it."""
    heads = list(tree.iter("h1"))
    if len(heads) != 1 or not text or (place := heads[0].getparent()) is None:
        return ""
    for element in place.iter("p", "div", "h2", "h3"):
        named = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        told = " ".join(element.text_content().split()) if _STANDFIRST.search(named) else ""
        if 40 <= _weight(told) <= 600 and _PROSE_ENDS.search(told) and _bare(told) not in _bare(text):
            return told
    return ""


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text)


# --- Text that only scripts hold --------------------------------------------------------------------------------------

_DATA_SCRIPT = re.compile(r"^\s*(?:window\.)?[\w.$\[\]\"']*\s*=?\s*(?=\{)")
LONGEST_SCRIPT = 2_000_000


def _text_in_scripts(tree: HtmlElement) -> str:
    """The longest run of prose that stands at one place of a script's JSON: pages that draw their article late."""
    best = ""
    for script in tree.iter("script"):
        source = script.text or ""
        if _LITTLE_PROSE < len(source) <= LONGEST_SCRIPT and "{" in source[:200]:
            for text in _runs(_DATA_SCRIPT.sub("", source, count=1)):
                best = max(best, text, key=len)
    return best


def _runs(source: str) -> Iterator[str]:
    try:
        data, _ = json.JSONDecoder(strict=False).raw_decode(source)
    except (ValueError, RecursionError):
        return
    runs: dict[tuple[str, ...], list[str]] = {}
    for path, text in _strings(data):
        runs.setdefault(path, []).append(text)
    for texts in runs.values():
        lines = [line for text in texts for line in clean(plain_text(text)).splitlines()]
        if sum(_is_prose(line) for line in lines) > 1:
            yield "\n".join(lines)


def _strings(data: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    """Texts of a tree of JSON in order, each with the names on its way but for numbers and repeated names."""
    waiting: list[tuple[tuple[str, ...], Any]] = [((), data)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            if (len(value) > 20 and " " in value) or _CJK.search(value):
                yield path, value
        elif isinstance(value, list):
            waiting += [(path, one) for one in reversed(value)]
        elif isinstance(value, dict):
            waiting += [(path if name in path else (*path, name), one) for name, one in reversed(value.items())]
