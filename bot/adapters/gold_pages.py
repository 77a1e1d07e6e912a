"""Scores of article extraction on the pages of bench/gold/pages/: ours beside trafilatura's alone.

Each page is a layout that news sites have, with invented texts of texts.toml. In a page, {{…}} is text of the article;
[[NAME]] is the next paragraph of NAME, [[NAME 3|<p>|</p>]] the next three, each between the two; [[-NAME]] doesn't
belong to the article; [[top en]] and [[end en]] are what a site puts around all its pages (chrome.en.top.html).
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from bot.adapters.gold_sets import HALVES, Score, half_of, scored
from bot.adapters.pages import extract_page
from bot.news.scores import f1
from bot.ports import GiveUp

_MARK = re.compile(
    r"\[\[(?P<not>-?)(?P<name>\w+)(?: (?P<count>\w+))?(?:\|(?P<open>[^|]*)\|(?P<close>.*?))?\]\]|\{\{(?P<told>.*?)\}\}",
    re.DOTALL,
)
_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_SHINGLE = 4


@dataclass(frozen=True, slots=True)
class SamplePage:
    name: str
    html: str
    gold: str


def sample_pages(folder: Path) -> list[SamplePage]:
    texts = tomllib.loads((folder / "texts.toml").read_text("utf-8"))
    paths = sorted(path for path in folder.glob("*.html") if not path.name.startswith("chrome."))
    return [_filled(path, texts) for path in paths]


def _filled(path: Path, texts: dict[str, list[str]]) -> SamplePage:
    gold: list[str] = []
    waiting = {name: iter(paragraphs) for name, paragraphs in texts.items()}

    def fill(mark: re.Match[str]) -> str:
        if mark["told"] is not None:
            gold.append(mark["told"])
            return mark["told"]
        if mark["name"] in ("top", "end"):
            return path.with_name(f"chrome.{mark['count']}.{mark['name']}.html").read_text("utf-8")
        taken = [next(waiting[mark["name"]]) for _ in range(int(mark["count"] or 1))]
        gold.extend([] if mark["not"] else taken)
        return "".join(f"{mark['open'] or ''}{text}{mark['close'] or ''}" for text in taken)

    html = _MARK.sub(fill, path.read_text("utf-8"))
    return SamplePage(path.stem, html, "\n".join(gold))


def extraction_scores(folder: Path) -> list[Score]:
    pages = sample_pages(folder / "pages")
    return [
        scored("extraction", half, len(chosen), measure, score)
        for half in HALVES
        for chosen in [[page for page in pages if half_of(page.name) == half]]
        for measure, score in _measured(chosen)
    ]


def _measured(pages: Sequence[SamplePage]) -> Iterator[tuple[str, float]]:
    found = [(page.gold, our_text(page.html)) for page in pages]
    yield from zip(("precision", "recall", "F1"), shingle_scores(found), strict=True)
    yield "pages without a foreign line", fmean(not foreign_lines(gold, text) for gold, text in found)
    yield "F1 of trafilatura alone", shingle_scores([(page.gold, their_text(page.html)) for page in pages])[2]


def our_text(html: str) -> str:
    try:
        return extract_page(html, None).text
    except GiveUp:
        return ""


def their_text(html: str) -> str:
    from trafilatura import extract

    return extract(html, include_comments=False) or ""


def foreign_lines(gold: str, text: str) -> list[str]:
    """Lines that aren't wholly the article's: a label, a caption, a call, or one glued to a paragraph."""
    bare = "".join(_TOKEN.findall(gold))
    return [line for line in text.splitlines() if "".join(_TOKEN.findall(line)) not in bare]


def shingle_scores(pairs: Sequence[tuple[str, str]]) -> tuple[float, float, float]:
    """Precision and recall of four words in a row, averaged over (gold, found) pages, and their harmonic mean."""
    each = [_of_page(_shingles(gold), _shingles(found)) for gold, found in pairs]
    precision, recall = fmean(p for p, _ in each), fmean(r for _, r in each)
    return precision, recall, f1(precision, recall)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text)
    return Counter(tuple(tokens[at : at + _SHINGLE]) for at in range(max(1, len(tokens) - _SHINGLE + 1)))


def _of_page(gold: Counter[tuple[str, ...]], found: Counter[tuple[str, ...]]) -> tuple[float, float]:
    both = (gold & found).total()
    return both / found.total(), both / gold.total()
