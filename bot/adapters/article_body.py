"""Finds the text of the article in a page: trafilatura's reading, held against the page's own paragraphs and data.

trafilatura is right nearly always. Where it brings a fraction of the prose that stands together on the page (text in
modules, in boxes that it takes for navigation, in a script's data), what the page itself holds is taken instead.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from configparser import ConfigParser
from functools import cache
from typing import TYPE_CHECKING, Any

from bot.adapters.article_blocks import PROSE_ENDS, arranged, is_prose, is_told, weight
from bot.adapters.page_blocks import Block, Place, blocks_of
from bot.news.text import CJK, clean, plain_text, word_set

if TYPE_CHECKING:
    from lxml.html import HtmlElement

READER_STUMBLES = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)


def find_body(html: str, tree: HtmlElement | None, url: str | None, announced: str) -> str:
    """The article's text. `announced` is the body that the page's linked data holds.

    Lines are paragraphs, headings, items of lists, or rows of tables with " | " between their cells.
    """
    source = html if tree is None else tree
    short = len(CJK.findall(html)) > _SHORT
    text = _better_body(_read_by_trafilatura(source, url, short=short), announced)
    blocks = blocks_of(tree) if tree is not None else []
    if tree is not None:
        text = _held_against_page(text, blocks)
        if weight(text) < _LITTLE_PROSE:
            text = max(text, _text_in_scripts(tree), key=len)
    if weight(text) < _LITTLE:
        text = max(text, _read_by_trafilatura(source, url, short=short, wider=True), key=len)
    if tree is not None:
        text = arranged(text, blocks)
        if standfirst := _standfirst(tree, text):
            text = f"{standfirst}\n{text}"
    return text


_LITTLE = 200
"""Weight under which an extraction is tried again for recall."""

_LITTLE_PROSE = 500
"""Weight under which the article is looked for in the page's scripts, too."""

_SHORT = 60
"""Characters that trafilatura takes for an article at least on a page in Chinese, Japanese or Korean, where its own 250
hold a whole one: below them it would fall back to all the text of the page in one line."""


@cache
def _trafilatura_settings(*, short: bool) -> ConfigParser:
    from trafilatura.settings import use_config

    settings = use_config()
    if short:
        settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(_SHORT))
    return settings


def _read_by_trafilatura(source: str | HtmlElement, url: str | None, *, short: bool, wider: bool = False) -> str:
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            source,
            url=url,
            include_comments=False,
            favor_recall=wider,
            config=_trafilatura_settings(short=short),
        )
    except READER_STUMBLES:
        return ""
    if found is None or isinstance(found, dict):
        return ""
    return "\n".join(_ROW.sub(_cells, line) for line in (found.text or "").splitlines())


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

_BESIDE_TAGS = word_set("nav footer aside form figure figcaption h1")
_HEADS_INSIDE = word_set("h2 h3 h4")


def _held_against_page(found: str, blocks: Sequence[Block]) -> str:
    """`found`, or the page's own paragraphs where they stand together and hold much more."""
    own = [block for block in blocks if _is_own(block)]
    told = [block for block in own if is_told(block)]
    enough = _MUCH_MORE * weight(found)
    if sum(weight(block.text) for block in told) <= enough:
        return found
    roof = _densest(told)
    inside = [block for block in own if any(place is roof for place in block.place.way_up())]
    if sum(weight(block.text) for block in inside if is_told(block)) <= max(enough, _ENOUGH):
        return found
    whole = "\n".join(
        block.text for block in inside if is_told(block) or block.tag in _HEADS_INSIDE or block.tag == "li"
    )
    return whole if weight(found) < _LITTLE_PROSE or _holds_most(whole, found) else found


def _is_own(block: Block) -> bool:
    return not any(place.beside or place.element.tag in _BESIDE_TAGS for place in block.place.way_up())


def _holds_most(whole: str, found: str) -> bool:
    """What is much longer and says something else is another text of the page: its comments, the next article."""
    bare = _bare(whole)
    lines = found.splitlines()
    return sum(len(line) for line in lines if _bare(line) in bare) >= 0.7 * sum(map(len, lines))


_MUCH_MORE = 1.6
"""How many times the prose of what was found the page's own must weigh to be taken instead. A judgement, not swept."""

_ENOUGH = 240


def _densest(told: Sequence[Block]) -> Place | None:
    """The smallest element that holds most of the prose: what belongs to one text stands under one roof."""
    under: Counter[Place] = Counter()
    for block in told:
        for place in block.place.way_up():
            if place.element.tag != "p":
                under[place] += weight(block.text)
    most = 0.7 * sum(weight(block.text) for block in told)
    roofs = [place for place, held in under.items() if held >= most]
    return min(roofs, key=lambda place: (under[place], -len(list(place.way_up()))), default=None)


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
        if 40 <= weight(told) <= 600 and PROSE_ENDS.search(told) and _bare(told) not in _bare(text):
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
        if sum(is_prose(line) for line in lines) > 1:
            yield "\n".join(lines)


def _strings(data: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    """Texts of a tree of JSON in order, each with the names on its way but for numbers and repeated names."""
    waiting: list[tuple[tuple[str, ...], Any]] = [((), data)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            if (len(value) > 20 and " " in value) or CJK.search(value):
                yield path, value
        elif isinstance(value, list):
            waiting += [(path, one) for one in reversed(value)]
        elif isinstance(value, dict):
            waiting += [(path if name in path else (*path, name), one) for name, one in reversed(value.items())]
