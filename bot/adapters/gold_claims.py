"""The gold set of claims: how many false ones `check` refuses, how many true ones pass, how well its score ranks them.

The guideline is bench/gold/faithfulness.md. Some claims are about texts that aren't the project's and lie elsewhere;
where those are absent, their claims are left out and counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.adapters.gold_sets import HALVES, Score, half_of, json_lines, scored, shared_data
from bot.commands.steps import check_record
from bot.news.scores import auc

if TYPE_CHECKING:
    from bot.news.names import Registry


@dataclass(frozen=True, slots=True)
class Claim:
    """`change` says which kind of fact was changed; it's empty for a true claim."""

    id: str
    text: str
    group: str
    change: str
    claim: str


@dataclass(frozen=True, slots=True)
class Judged:
    claim: Claim
    score: float
    supported: bool
    kinds: tuple[str, ...]


def claims_of(folder: Path) -> list[Claim]:
    return [Claim(**line) for line in json_lines(folder / "faithfulness.jsonl")]


def texts_of(folder: Path, claims: Iterable[Claim]) -> dict[str, str]:
    """The text of each claim by its reference; those that are absent here are left out."""
    own = {line["id"]: line["text"] for line in json_lines(folder / "faithfulness_texts.jsonl")}
    data = shared_data(folder)
    lines = json_lines(data / "real" / "bullets.jsonl") if data.is_dir() else []
    bullets = {f"bullets:{line['id']}": line["text"] for line in lines}
    feeds = {ref for claim in claims if (ref := claim.text).startswith("feeds:")}
    entries = {ref: text for ref in feeds if (text := _entry_text(data / "feeds", ref)) is not None}
    return own | bullets | entries


def judge(claims: Sequence[Claim], texts: Mapping[str, str], registry: Registry) -> list[Judged]:
    """Each claim whose text is here, as `newsdesk check` judges it."""
    judged = []
    for claim in claims:
        if claim.text in texts:
            told = check_record({"source": texts[claim.text], "claim": claim.claim}, registry)
            kinds = tuple(problem["kind"] for problem in told["problems"])
            judged.append(Judged(claim, told["score"], told["supported"], kinds))
    return judged


def claim_scores(registry: Registry, folder: Path) -> list[Score]:
    """The table's lines: of each half and group the share caught, the share passed and the AUC; caught by change."""
    claims = claims_of(folder)
    texts = texts_of(folder, claims)
    judged = judge(claims, texts, registry)
    scores = [line for half in HALVES for line in _of_half(half, judged)]
    absent = len(claims) - len(judged)
    if absent:
        scores.append({"set": "faithfulness", "skipped": f"{absent} claims whose texts are absent"})
    return scores


def _of_half(half: str, judged: Sequence[Judged]) -> list[Score]:
    mine = [j for j in judged if half_of(j.claim.text) == half]
    lines = [line for group in _in_order(j.claim.group for j in mine) for line in _of_group(half, group, mine)]
    for change in _in_order(j.claim.change for j in mine if j.claim.change):
        wrong = [j for j in mine if j.claim.change == change]
        lines.append(scored("faithfulness", half, len(wrong), f"caught: {change}", _refused(wrong)))
    return lines


def _of_group(half: str, group: str, judged: Sequence[Judged]) -> list[Score]:
    mine = [j for j in judged if j.claim.group == group]
    true, wrong = [j for j in mine if not j.claim.change], [j for j in mine if j.claim.change]
    return [
        scored("faithfulness", half, len(wrong), f"{group}: caught", _refused(wrong)),
        scored("faithfulness", half, len(true), f"{group}: passed", 1 - _refused(true)),
        scored(
            "faithfulness", half, len(mine), f"{group}: AUC", auc([j.score for j in true], [j.score for j in wrong])
        ),
    ]


def _refused(judged: Sequence[Judged]) -> float:
    return sum(not j.supported for j in judged) / len(judged) if judged else 0.0


def _in_order(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _entry_text(folder: Path, reference: str) -> str | None:
    """Title and text of a feed's entry, by "feeds:FILE#GUID"."""
    from bot.adapters.feeds import parse_feed

    name, _, guid = reference.removeprefix("feeds:").partition("#")
    path = folder / name
    if not path.exists():
        return None
    entries = parse_feed(path.read_bytes(), f"https://feeds.invalid/{name}", None).entries
    return next((f"{e.title}\n\n{e.content or e.summary or ''}" for e in entries if e.guid == guid), None)
