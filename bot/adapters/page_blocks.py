"""What stands on a page: its blocks of text in order, each with the elements around it and what they are called.

It judges no text. A block is what a reader sees as one line or paragraph; a place is an element with its way up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.news.text import word_set

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BLOCKS = word_set(
    "p div section article main td th tr table tbody thead tfoot caption li ul ol dl dd dt blockquote pre h1 h2 h3 h4 "
    "h5 h6 body center figure figcaption aside nav header footer form details summary address fieldset"
)
_UNSEEN = word_set(
    "script style noscript template button select iframe svg textarea head input label audio video canvas object "
    "d-footnote"
)
_HEADINGS = word_set("h1 h2 h3 h4 h5 h6 summary dt")
_BESIDE_TAGS = word_set("nav footer aside form figcaption")
_BESIDE_ROLES = word_set("dialog alertdialog navigation complementary search banner contentinfo menu")
_PICTURES = word_set("img picture amp-img video iframe svg")
_EMPHASIS = word_set("em i small cite")
_BROKEN = word_set("br hr")

_BESIDE_WORDS = word_set(
    """
    comment comments disqus respond responses webmentions sidebar related recommended recommendations recirculation
    outbrain taboola newsletter newsletters promo promotion promoted breadcrumb breadcrumbs share sharing sharebar
    social sociable cookie cookies consent modal popup overlay caption credit credits pullquote pullquotes bio biography
    boilerplate toc footer subscribe subscription subscriber signup paywall advert adverts advertisement advertising ad
    ads sponsor sponsored tags taglist topics byline menu nav navigation pager pagination tooltip mostread trending
    popular embed embedded author authors donate donation cta membership offer cap cred legend native kommentar kommentare werbung anzeige teilen verwandt copyright contact contacts
    """
)
"""Words of a class or an id that name what stands beside an article."""

_BESIDE_PAIRS = word_set(
    """
    pull-quote author-box author-card author-bio author-info author-about about-author read-more read-next read-also
    see-also most-read most-popular more-stories more-on more-from sign-up skip-link table-contents img-descr
    show-author related-articles article-tags
    """
)
_UNSEEN_NAMES = re.compile(r"\b(?:sr-only|visually-hidden|screen-reader-text|visuallyhidden)\b")
_PARTS = re.compile(r"[-_:.]+")

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HIDING = re.compile(r"display\s*:\s*none", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Place:
    """An element that holds blocks. `beside` says that its tag, its role or its name puts it beside an article."""

    element: HtmlElement
    above: Place | None
    beside: bool
    pictured: bool = False
    """It begins with a picture."""

    def way_up(self) -> Iterator[Place]:
        place: Place | None = self
        while place is not None:
            yield place
            place = place.above

    @property
    def kind(self) -> tuple[str, str]:
        """What it's built like: its tag and its classes without their numbers."""
        return str(self.element.tag), re.sub(r"\d+", "", self.element.get("class") or "")


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    text: str
    bare: str
    """Its letters and digits alone."""
    place: Place
    links: int
    """Characters of it that are links."""
    stressed: int
    """Characters of it that are set in italics or small."""
    beside_picture: bool

    @property
    def tag(self) -> str:
        return str(self.place.element.tag)

    @property
    def is_heading(self) -> bool:
        return self.tag in _HEADINGS

    def inside(self, tag: str) -> bool:
        return any(place.element.tag == tag for place in self.place.way_up())


def bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


@dataclass(slots=True)
class _Open:
    """An element whose children are being read, and the text that gathers in it until the next block."""

    place: Place
    children: Iterator[HtmlElement]
    parts: list[str] = field(default_factory=list)
    links: int = 0
    stressed: int = 0
    picture: bool = False
    in_link: bool = False

    @property
    def is_empty(self) -> bool:
        return not any(part.strip() for part in self.parts)


def blocks_of(tree: HtmlElement) -> list[Block]:
    found = tree.find("body")
    body = found if found is not None else tree
    holders = _holders(body)
    top = _opened(body, None)
    stack, blocks = [top], list[Block]()
    while stack:
        top = stack[-1]
        child = next(top.children, None)
        if child is None:
            blocks += _closed(top)
            stack.pop()
            if stack:
                stack[-1].parts.append(top.place.element.tail or "")
        elif not isinstance(child.tag, str) or child.tag in _UNSEEN or _is_hidden(child):
            top.place.pictured |= child.tag in _PICTURES and top.is_empty
            top.parts.append(child.tail or "")
        elif child.tag in _BROKEN:
            blocks += _closed(top)
            top.parts.append(child.tail or "")
        elif child.tag in BLOCKS or child in holders:
            blocks += _closed(top)
            stack.append(_opened(child, top))
        else:
            _take_inline(top, child)
    return blocks


def _holders(body: HtmlElement) -> set[HtmlElement]:
    """Elements that hold blocks somewhere, though they are no blocks by their tag."""
    found: set[HtmlElement] = set()
    for element in body.iter(*BLOCKS, "br"):
        for up in element.iterancestors():
            if up in found:
                break
            found.add(up)
    return found


def _opened(element: HtmlElement, above: _Open | None) -> _Open:
    place = Place(element, above.place if above else None, _is_beside(element))
    in_link = element.tag == "a" or (above is not None and above.in_link)
    return _Open(place, iter(element), [element.text or ""], in_link=in_link)


def _closed(top: _Open) -> Iterator[Block]:
    """The text gathered so far as a block, if there's any; then gathering starts anew."""
    joined = "".join(top.parts)
    raw = joined.strip() if top.place.element.tag == "pre" else " ".join(joined.split())
    if raw and (letters := bare(raw)):
        links = len(raw) if top.in_link else top.links
        yield Block(raw, letters, top.place, links, top.stressed, top.picture)
        top.picture = False
    top.parts, top.links, top.stressed = [], 0, 0


def _take_inline(top: _Open, child: HtmlElement) -> None:
    pictured = child.tag in _PICTURES or next(child.iter(*_PICTURES), None) is not None
    top.place.pictured |= pictured and top.is_empty
    top.picture |= pictured
    text = child.text_content() if len(child) else child.text or ""
    top.parts += (text, child.tail or "")
    if child.tag == "a":
        top.links += len(text)
    elif len(child):
        top.links += sum(len(link.text_content()) for link in child.iter("a"))
    if child.tag in _EMPHASIS or (len(child) and not (child.text or "").strip() and child[0].tag in _EMPHASIS):
        top.stressed += len(text)


def _is_hidden(element: HtmlElement) -> bool:
    get = element.get
    if get("hidden") is not None or get("aria-hidden") == "true":
        return True
    style, name = get("style"), get("class")
    return bool((style and _HIDING.search(style)) or (name and _UNSEEN_NAMES.search(name)))


def _is_beside(element: HtmlElement) -> bool:
    if element.tag in _BESIDE_TAGS or (element.get("role") or "") in _BESIDE_ROLES:
        return True
    return _is_named_beside(element.get("class") or "", 5) or _is_named_beside(element.get("id") or "", 3)


@lru_cache(maxsize=4096)
def _is_named_beside(name: str, most: int) -> bool:
    """`most` words to a name: longer ids are a heading's words that became the address of its section."""
    for one in name.split():
        words = [word.lower() for part in _PARTS.split(one) if part.isalpha() for word in _WORD.findall(part)]
        if len(words) > most:
            continue
        if not _BESIDE_WORDS.isdisjoint(words):
            return True
        if any(f"{a}-{b}" in _BESIDE_PAIRS for a, b in pairwise(words)):
            return True
    return False
