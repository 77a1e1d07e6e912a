"""How well a grouping or a set of tags agrees with labels: the usual measures, as plain functions."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from itertools import combinations
from typing import Any


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def pairwise(gold: Mapping[Any, object], found: Mapping[Any, object], ids: Sequence[Hashable]) -> float:
    """F1 over pairs of `ids`: a pair is right when both groupings put it together."""
    return f1(*pairs_right(gold, found, ids))


def pairs_right(
    gold: Mapping[Any, object], found: Mapping[Any, object], ids: Sequence[Hashable]
) -> tuple[float, float]:
    """Precision and recall over pairs of `ids`."""
    both = only_gold = only_found = 0
    for one, other in combinations(ids, 2):
        in_gold, in_found = gold[one] == gold[other], found[one] == found[other]
        both += in_gold and in_found
        only_gold += in_gold and not in_found
        only_found += in_found and not in_gold
    return both / (both + only_found or 1), both / (both + only_gold or 1)


def b_cubed(gold: Mapping[Any, object], found: Mapping[Any, object], ids: Sequence[Hashable]) -> float:
    """B³ F1: for each id, how much of its group belongs there, and how much of its true group is there."""
    precision = recall = 0.0
    for one in ids:
        mine = {other for other in ids if found[other] == found[one]}
        true = {other for other in ids if gold[other] == gold[one]}
        precision += len(mine & true) / len(mine)
        recall += len(mine & true) / len(true)
    return f1(precision / len(ids), recall / len(ids)) if ids else 0.0


def auc(true: Sequence[float], wrong: Sequence[float]) -> float:
    """How often a true claim scores above a false one; a tie is half."""
    above = sum((t > w) + 0.5 * (t == w) for t in true for w in wrong)
    return above / (len(true) * len(wrong)) if true and wrong else 0.0
