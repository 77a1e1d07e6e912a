"""Scores story grouping on labelled headlines: all at once as `newsdesk cluster` does, and one by one as they came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.adapters.gold_sets import HALVES, Score, half_of, json_lines, scored, shared_data
from bot.news.features import features, is_chinese
from bot.news.scores import b_cubed, pairwise
from bot.news.story_window import StoryWindow

if TYPE_CHECKING:
    from bot.news.names import Registry

Grouping = Mapping[Any, Any]


def story_scores(registry: Registry, folder: Path) -> list[Score]:
    texts = shared_data(folder) / "real" / "headlines.jsonl"
    if not texts.exists():
        return [{"set": "stories", "skipped": f"its texts are absent: {texts}"}]
    gold = {line["id"]: line["story"] for line in json_lines(folder / "stories.jsonl")}
    headlines = json_lines(texts)
    once, online = _grouped(registry, headlines, settled=len(headlines)), _grouped(registry, headlines, settled=1)
    chinese = {h["id"] for h in headlines if is_chinese(h["title"])}
    return [
        scored("stories", half, len(ids), measure, score)
        for half in HALVES
        for ids in [[i for i, story in gold.items() if half_of(story) == half]]
        for measure, score in _measured(gold, once, online, ids, chinese)
    ]


def _grouped(registry: Registry, headlines: Sequence[Mapping[str, str]], *, settled: int) -> Grouping:
    """The story of each headline; after so many that came, what is near them is settled."""
    from bot.news.names import find_mentions

    window = StoryWindow()
    for number, one in enumerate(headlines, 1):
        named = find_mentions(registry, one["title"], [])
        published = datetime.fromisoformat(one["published"])
        window.place(one["id"], features(one["title"], (), named, published, outlet=one["outlet"]))
        if number % settled == 0:
            window.settle()
    return {one["id"]: window.story_of(one["id"]) for one in headlines}


def _measured(
    gold: Grouping, once: Grouping, online: Grouping, ids: Sequence[str], chinese: set[str]
) -> list[tuple[str, float]]:
    english = [i for i in ids if i not in chinese]
    return [
        ("English pairwise F1", pairwise(gold, once, english)),
        ("English B³ F1", b_cubed(gold, once, english)),
        ("pairwise F1", pairwise(gold, once, ids)),
        ("B³ F1", b_cubed(gold, once, ids)),
        ("one by one, pairwise F1", pairwise(gold, online, ids)),
        ("pairs across languages found", _across(gold, once, ids, chinese)),
    ]


def _across(gold: Grouping, found: Grouping, ids: Sequence[str], chinese: set[str]) -> float:
    """Of the pairs of one English and one Chinese headline that tell one event, the share that is together."""
    pairs = [(a, b) for a, b in combinations(ids, 2) if gold[a] == gold[b] and (a in chinese) != (b in chinese)]
    return sum(found[a] == found[b] for a, b in pairs) / len(pairs) if pairs else 0.0
