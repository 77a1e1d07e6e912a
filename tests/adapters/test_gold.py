"""The gold sets keep their scores: what was reached once isn't lost unnoticed.

`newsdesk eval --json > bench/gold/recorded.jsonl` records what is reached, once it is better.
"""

from __future__ import annotations

import json
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.gold import SETS, evaluate_sets
from bot.adapters.gold_questions import GoldQuestion, questions_of, texts_of
from bot.adapters.gold_sets import half_of
from bot.app import throw_away_store
from bot.commands.ask import Answer
from bot.news.model import Source
from bot.news.registry import Registry
from bot.ports import GiveUp

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "bench" / "gold"
MAY_DROP = 0.01
"""A few labels in a thousand turn with any change; what is lost for good shows in the hundredths."""


def registry() -> Registry:
    return Registry.from_toml(tomllib.loads((ROOT / "config" / "names.toml").read_text("utf-8")))


def _key(score: dict[str, Any]) -> tuple[str, str, str]:
    return score["set"], score["half"], score["measure"]


@pytest.mark.parametrize("name", sorted(SETS))
def test_no_score_falls_below_the_recorded_one(name: str) -> None:
    lines = [json.loads(line) for line in (GOLD / "recorded.jsonl").read_text("utf-8").splitlines()]
    scores = evaluate_sets(GOLD, registry(), [name], throw_away_store)
    if skipped := [score["skipped"] for score in scores if "skipped" in score]:
        pytest.skip(skipped[0])

    now = {_key(score): score["score"] for score in scores}
    recorded = {_key(one): one["score"] for one in lines if one["set"] in {score["set"] for score in scores}}

    assert recorded.keys() == now.keys(), "record the scores: newsdesk eval --json > bench/gold/recorded.jsonl"
    assert {key: (now[key], score) for key, score in recorded.items() if now[key] < score - MAY_DROP} == {}


def test_a_set_that_isnt_there_is_said_and_the_known_ones_named() -> None:
    with pytest.raises(GiveUp, match=r"no gold set 'tags'; known: .*stories"):
        evaluate_sets(GOLD, registry(), ["tags"], throw_away_store)


def test_a_label_always_belongs_to_the_same_half_and_both_are_used() -> None:
    halves = [half_of(f"story {n}") for n in range(200)]
    assert halves == [half_of(f"story {n}") for n in range(200)]
    assert 60 < halves.count("tune") < 140


# --- Questions --------------------------------------------------------------------------------------------------------


def told(text: str, *cites: int, refused: bool = False) -> Answer:
    at = datetime(2026, 11, 24, tzinfo=UTC)
    sources = tuple(Source(n, "Title", "Signal Row", f"https://news.example/{n}", at) for n in cites)
    return Answer(((text, cites),) if not refused else (), sources, refused, text if refused else None, None)


def test_an_answer_counts_when_all_that_is_expected_is_said_and_cited() -> None:
    asked = GoldQuestion("q", "sample", "answerable", "Who uses Sable?", ("Pennard", "Morrow Bank"))
    assert asked.is_right(told("Pennard and Morrow Bank use Sable.", 1))
    assert not asked.is_right(told("Pennard uses Sable.", 1))
    assert not asked.is_right(told("Pennard and Morrow Bank use Sable."))
    assert not asked.is_right(told("Pennard and Morrow Bank use Sable.", refused=True))


@pytest.mark.parametrize("kind", ["nearly", "unknown"])
def test_what_the_texts_dont_say_counts_only_when_it_is_refused(kind: str) -> None:
    asked = GoldQuestion("q", "sample", kind, "Who sued Sable?")
    assert asked.is_right(told("Our sources say nothing.", refused=True))
    assert not asked.is_right(told("Pennard sued Sable.", 1))


def test_a_third_of_the_questions_have_no_answer_and_half_of_those_nearly() -> None:
    every = questions_of(GOLD)
    without = [q for q in every if q.kind != "answerable"]
    nearly = [q for q in without if q.kind == "nearly"]
    assert len(without) >= len(every) / 3 and 2 * len(nearly) >= len(without)
    assert all(bool(q.answer) == (q.kind == "answerable") for q in every)
    assert {q.group for q in every} == {text.group for text in texts_of(GOLD)}
