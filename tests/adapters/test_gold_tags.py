"""The scores of the gold names and relations: compared as an outsider would."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.gold import gold_folder
from bot.adapters.gold_tags import Count, compare, compare_relations, tagging_scores, texts_of
from bot.news.registry import Registry

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data"
REGISTRY = Registry.from_toml(tomllib.loads((ROOT / "config" / "names.toml").read_text("utf-8")))


def counted(label: dict[str, Any], companies: dict[str, str], models: dict[str, str]) -> dict[str, Count]:
    tags = {
        "companies": [{"name": name, "role": role} for name, role in companies.items()],
        "models": [{"name": name, "family": family} for name, family in models.items()],
    }
    counts: dict[str, Count] = {}
    for measure, sets in compare(REGISTRY, {"companies": {}, "models": {}, **label}, tags):
        counts.setdefault(measure, Count()).add(*sets)
    return counts


def test_an_alias_is_the_same_name_and_an_unknown_one_is_compared_by_its_letters() -> None:
    label = {"companies": {"智谱": "subject", "Lumen-Fold AI": "subject"}}
    found = counted(label, {"Zhipu AI": "subject", "LumenFold AI": "mentioned"}, {})
    assert found["companies"] == Count(right=2)


def test_sources_and_what_readers_could_leave_out_are_neither_right_nor_wrong() -> None:
    label = {"companies": {"Reuters": "source"}, "models": {}, "maybe": ["ChatGPT"]}
    found = counted(label, {"Reuters": "source"}, {"ChatGPT": "ChatGPT"})
    assert set(map(repr, found.values())) == {repr(Count())}


def test_another_version_is_wrong_and_misses_the_right_one() -> None:
    found = counted({"models": {"GPT-5.1": "GPT"}}, {}, {"GPT-5": "GPT"})
    assert found["models"] == Count(wrong=1, missed=1)
    assert found["families"] == Count(right=1)


def test_a_bare_family_beside_its_version_counts_as_a_family_only() -> None:
    found = counted({"models": {"GPT-5.1": "GPT"}}, {}, {"GPT-5.1": "GPT", "GPT": "GPT"})
    assert found["models"] == Count(right=1)


def test_partners_go_both_ways_and_who_releases_a_model_makes_it() -> None:
    label = {"relations": [["AMD", "partners", "OpenAI"], ["OpenAI", "releases", "GPT-5.1"]]}
    told = [("OpenAI", "partners", "AMD"), ("OpenAI", "releases", "GPT-5.1"), ("OpenAI", "makes", "GPT")]
    tags = {"relations": [dict(zip(("subject", "verb", "object"), one, strict=True)) for one in told]}
    count = Count()
    count.add(*compare_relations(REGISTRY, label, tags))
    assert count == Count(right=2)


def test_where_the_texts_are_absent_the_set_is_named_and_the_projects_own_sentences_are_scored(tmp_path: Path) -> None:
    folder = tmp_path / "main" / "bench" / "gold"
    folder.mkdir(parents=True)
    for name in ("tagging.jsonl", "hard_names.jsonl", "relations.jsonl"):
        (folder / name).write_text((gold_folder() / name).read_text("utf-8"), "utf-8")
    scores = tagging_scores(REGISTRY, folder)
    assert [score["set"] for score in scores if "skipped" in score] == ["tagging", "relations"]
    assert {score["set"] for score in scores if "score" in score} == {"hard names"}


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the texts of the gold set are absent: {SHARED}")
def test_every_label_has_its_text() -> None:
    ids = [json.loads(line)["id"] for line in (gold_folder() / "tagging.jsonl").read_text("utf-8").splitlines()]
    assert len(ids) == len(set(ids)) > 250
    assert set(texts_of(ids, SHARED)) == set(ids)
