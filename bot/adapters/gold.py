"""`newsdesk eval`: scores the gold sets of bench/gold/ in a checkout. Labels stand there; most texts lie elsewhere.

A set whose texts or labels are absent is named and skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.adapters.gold_sets import Score
from bot.adapters.terminal_text import table
from bot.ports import GiveUp

if TYPE_CHECKING:
    from bot.adapters.gold_questions import OpenStore
    from bot.news.names import Registry


def gold_folder() -> Path:
    """bench/gold of the checkout that this package lies in. Raises GiveUp outside of one."""
    folder = Path(__file__).parents[2] / "bench" / "gold"
    if not folder.is_dir():
        raise GiveUp("the gold sets lie in a checkout; run `newsdesk eval` from one (make test sets it up)")
    return folder


def evaluate_sets(folder: Path, registry: Registry, chosen: Sequence[str] | None, open_store: OpenStore) -> list[Score]:
    """Scores of the chosen sets (all when None), in order; questions are asked on a store of their own.

    Raises GiveUp for an unknown set.
    """
    unknown = [name for name in chosen or [] if name not in SETS]
    if unknown:
        raise GiveUp(f"there is no gold set {unknown[0]!r}; known: {', '.join(SETS)}")
    return [score for name in chosen or SETS for score in SETS[name](folder, registry, open_store)]


def _stories(folder: Path, registry: Registry, open_store: OpenStore) -> list[Score]:
    from bot.adapters.gold_stories import story_scores

    return story_scores(registry, folder)


def _tagging(folder: Path, registry: Registry, open_store: OpenStore) -> list[Score]:
    from bot.adapters.gold_tags import tagging_scores

    return tagging_scores(registry, folder)


def _faithfulness(folder: Path, registry: Registry, open_store: OpenStore) -> list[Score]:
    from bot.adapters.gold_claims import claim_scores

    return claim_scores(registry, folder)


def _extraction(folder: Path, registry: Registry, open_store: OpenStore) -> list[Score]:
    from bot.adapters.gold_pages import extraction_scores

    return extraction_scores(folder)


def _questions(folder: Path, registry: Registry, open_store: OpenStore) -> list[Score]:
    from bot.adapters.gold_questions import question_scores

    return question_scores(folder, open_store)


SETS: dict[str, Callable[[Path, Registry, OpenStore], list[Score]]] = {
    "stories": _stories,
    "tagging": _tagging,
    "faithfulness": _faithfulness,
    "extraction": _extraction,
    "questions": _questions,
}


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
