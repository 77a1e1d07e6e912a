"""The gold claims: each has its text, both halves have every group, and claims without their texts are counted."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from bot.adapters.gold import gold_folder
from bot.adapters.gold_claims import claim_scores, claims_of, judge, texts_of
from bot.adapters.gold_sets import half_of
from bot.news.registry import Registry
from bot.news.scores import auc

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data"
FILES = ("faithfulness.jsonl", "faithfulness_texts.jsonl")


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.from_toml(tomllib.loads((ROOT / "config" / "names.toml").read_text("utf-8")))


def test_a_tie_between_a_true_and_a_false_claim_counts_half() -> None:
    assert auc([0.9, 0.5], [0.5, 0.1]) == 0.875
    assert auc([], [0.5]) == 0.0


def test_there_are_four_hundred_claims_and_both_halves_have_each_group_true_and_false() -> None:
    claims = claims_of(gold_folder())
    kinds = Counter((half_of(c.text), c.group, bool(c.change)) for c in claims)
    assert len({c.id for c in claims}) == len(claims) >= 400
    assert len(kinds) == 16
    assert min(kinds.values()) >= 4


def test_no_claim_stands_twice() -> None:
    claims = claims_of(gold_folder())
    assert len({(c.text, c.claim) for c in claims}) == len(claims)


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the texts of the gold set are absent: {SHARED}")
def test_every_claim_has_its_text() -> None:
    claims = claims_of(gold_folder())
    assert {c.text for c in claims} <= texts_of(gold_folder(), claims).keys()


def test_claims_whose_texts_are_absent_are_counted_and_the_others_scored(tmp_path: Path, registry: Registry) -> None:
    folder = tmp_path / "main" / "bench" / "gold"
    folder.mkdir(parents=True)
    for name in FILES:
        lines = (gold_folder() / name).read_text("utf-8").splitlines()
        (folder / name).write_text(
            "\n".join(line for line in lines if "court-yard" in line or "bullets:" in line), "utf-8"
        )
    scores = claim_scores(registry, folder)
    absent = sum(c.text.startswith("bullets:") for c in claims_of(folder))
    assert [s["skipped"] for s in scores if "skipped" in s] == [f"{absent} claims whose texts are absent"]
    assert {s["measure"] for s in scores if s.get("half") == "tune"} >= {"copy: caught", "copy: passed", "copy: AUC"}


def test_a_judged_claim_tells_what_was_found(registry: Registry) -> None:
    claims = [c for c in claims_of(gold_folder()) if c.text == "court-yard" and c.change == "currency"]
    judged = judge(claims, texts_of(gold_folder(), claims), registry)
    assert [(j.supported, "number" in j.kinds) for j in judged] == [(False, True)]
