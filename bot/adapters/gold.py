"""`newsdesk eval`: scores the gold sets of bench/gold/ in a checkout. Labels stand there; most texts lie elsewhere.

A set whose texts or labels are absent is named and skipped.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.adapters.terminal_text import table
from bot.news.scores import b_cubed, pairwise
from bot.ports import GiveUp

if TYPE_CHECKING:
    from bot.news.names import Registry

Score = dict[str, Any]
"""{"set", "half", "size", "measure", "score"}, or {"set", "skipped"} with the reason."""


def gold_folder() -> Path:
    """bench/gold of the checkout that this package lies in. Raises GiveUp outside of one."""
    folder = Path(__file__).parents[2] / "bench" / "gold"
    if not folder.is_dir():
        raise GiveUp("the gold sets lie in a checkout; run `newsdesk eval` from one (make test sets it up)")
    return folder


def evaluate_sets(folder: Path, registry: Registry, chosen: Sequence[str] | None) -> list[Score]:
    """Scores of the chosen sets (all when None), in order. Raises GiveUp for an unknown set."""
    unknown = [name for name in chosen or [] if name not in SETS]
    if unknown:
        raise GiveUp(f"there is no gold set {unknown[0]!r}; known: {', '.join(SETS)}")
    return [score for name in chosen or SETS for score in SETS[name](folder, registry)]


def half_of(label: str) -> str:
    """Which half a label belongs to, by its hash: "tune", on which rules were chosen, or "test"."""
    return "tune" if hashlib.sha256(label.encode()).digest()[0] % 2 == 0 else "test"


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _stories(folder: Path, registry: Registry) -> list[Score]:
    from bot.news.names import find_mentions
    from bot.news.story_window import Document, cluster

    texts = folder.parents[2] / "shared" / "data" / "real" / "headlines.jsonl"
    if not texts.exists():
        return [{"set": "stories", "skipped": f"its texts are absent: {texts}"}]
    gold = {line["id"]: line["story"] for line in _lines(folder / "stories.jsonl")}
    headlines = _lines(texts)
    documents = [
        Document(
            n,
            h["title"],
            (),
            datetime.fromisoformat(h["published"]),
            find_mentions(registry, h["title"], []),
            h["outlet"],
        )
        for n, h in enumerate(headlines)
    ]
    found = {h["id"]: story for h, story in zip(headlines, cluster(documents), strict=True)}
    return [score for half in ("tune", "test") for score in _grouping_scores(half, gold, found)]


def _grouping_scores(half: str, gold: dict[Any, Any], found: dict[Any, Any]) -> list[Score]:
    ids = [i for i, story in gold.items() if half_of(story) == half]
    measures: tuple[tuple[str, Callable[..., float]], ...] = (("pairwise F1", pairwise), ("B³ F1", b_cubed))
    return [
        {
            "set": "stories",
            "half": half,
            "size": len(ids),
            "measure": name,
            "score": round(measure(gold, found, ids), 3),
        }
        for name, measure in measures
    ]


def _tagging(folder: Path, registry: Registry) -> list[Score]:
    from bot.adapters.gold_tags import tagging_scores

    return tagging_scores(registry, folder, half_of)


SETS: dict[str, Callable[[Path, Registry], list[Score]]] = {"stories": _stories, "tagging": _tagging}


def scores_text(scores: Sequence[Score]) -> str:
    rows = [
        (
            s["set"],
            s.get("half", "-"),
            s.get("size", "-"),
            s.get("measure", f"skipped: {s.get('skipped')}"),
            s.get("score", "-"),
        )
        for s in scores
    ]
    return table(("set", "half", "size", "measure", "score"), rows, 120)
