"""What the gold sets share: where labels lie, which half each belongs to, how a score is told.

Each set is scored in a module of its own (`gold_stories`, `gold_tags`, …); `gold` calls them.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

Score = dict[str, Any]
"""{"set", "half", "size", "measure", "score"}, or {"set", "skipped"} with the reason."""

HALVES = ("tune", "test")


def half_of(label: str) -> str:
    """Which half a label belongs to, by its hash: "tune", on which rules were chosen, or "test"."""
    return "tune" if hashlib.sha256(label.encode()).digest()[0] % 2 == 0 else "test"


def json_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def shared_data(folder: Path) -> Path:
    """Where the texts lie that aren't the project's: beside the checkout of bench/gold."""
    return folder.parents[2] / "shared" / "data"


def scored(name: str, half: str, size: int, measure: str, score: float) -> Score:
    return {"set": name, "half": half, "size": size, "measure": measure, "score": round(score, 3)}
