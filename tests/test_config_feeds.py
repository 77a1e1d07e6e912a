"""The seed list config/feeds.toml and its loader: what is in it holds, and mistakes in it are named."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from bot.adapters.feed_list import FEED_KINDS, feeds_from_toml
from bot.news.registry import Registry
from bot.ports import FeedSpec

ROOT = Path(__file__).parents[1]
FEED_FACTS = ROOT.parent / "shared" / "data" / "ai_feeds.tsv"


@pytest.fixture(scope="module")
def seeds() -> list[FeedSpec]:
    return feeds_from_toml(tomllib.loads((ROOT / "config" / "feeds.toml").read_text("utf-8")))


def table(**changes: object) -> dict[str, Any]:
    return {"feed": [{"url": "https://wire.example/feed", "name": "Harbour Wire", **changes}]}


def test_the_seed_list_covers_labs_companies_press_research_policy_and_newsletters(seeds: list[FeedSpec]) -> None:
    assert len(seeds) >= 70
    kinds = Counter(spec.kind for spec in seeds)
    assert set(kinds) <= set(FEED_KINDS)
    least = {"company": 15, "lab": 10, "press": 15, "newsletter": 8, "research": 2, "policy": 2, "releases": 2}
    assert {kind: kinds[kind] for kind in least if kinds[kind] < least[kind]} == {}


def test_at_least_eight_seeds_are_in_chinese(seeds: list[FeedSpec]) -> None:
    assert sum(spec.language.startswith("zh") for spec in seeds) >= 8
    assert {spec.language for spec in seeds} <= {"en", "zh", "zh-tw", "de", "ja", "ko"}


def test_every_seed_has_a_web_address_of_its_own_and_an_outlet(seeds: list[FeedSpec]) -> None:
    assert all(urlsplit(spec.url).scheme in ("http", "https") and urlsplit(spec.url).hostname for spec in seeds)
    assert len({spec.url for spec in seeds}) == len(seeds)
    assert len({spec.name for spec in seeds}) == len(seeds)
    assert all(spec.outlet and spec.folder for spec in seeds)


def test_a_publisher_that_serves_a_feed_is_not_also_read_from_a_generated_one(seeds: list[FeedSpec]) -> None:
    generated = {spec.outlet for spec in seeds if "raw.githubusercontent.com" in spec.url}
    own = {spec.outlet for spec in seeds if "raw.githubusercontent.com" not in spec.url and spec.kind != "releases"}
    assert generated & own == set()


def test_owners_that_make_news_are_named(seeds: list[FeedSpec]) -> None:
    owners = {spec.outlet: spec.owner for spec in seeds}
    assert owners["South China Morning Post"] == "Alibaba"
    assert owners["GitHub"] == "Microsoft"
    assert all(spec.owner for spec in seeds if spec.kind == "company")


def test_weights_use_the_scale_that_the_file_explains(seeds: list[FeedSpec]) -> None:
    assert {0.5, 1.0} <= {spec.weight for spec in seeds}
    assert all(0.5 <= spec.weight <= 2.0 for spec in seeds)


def test_no_seed_is_known_to_be_silent_broken_or_a_firehose(seeds: list[FeedSpec]) -> None:
    if not FEED_FACTS.exists():
        pytest.skip("needs ../shared/data/ai_feeds.tsv, which is not part of the project")
    rows = csv.reader(FEED_FACTS.read_text("utf-8").splitlines(), delimiter="\t")
    facts = {row[1]: row for row in rows if len(row) == 6}
    words = ("stopped", "often reported broken", "hundreds a day", "may be empty", "opaque redirects")
    unwanted = [spec.name for spec in seeds for word in words if word in facts[spec.url][4]]
    assert unwanted == []


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (table(wieght=1.2), "'wieght' is not known; did you mean 'weight'?"),
        (table(kind="pres"), "'pres' is not known; did you mean 'press'?"),
        (table(weight=7), "'weight' must be a number from 0.5 to 2.0"),
        (table(weight=True), "'weight' must be a number"),
        (table(url="ftp://wire.example/feed"), "must be an http or https address"),
        (table(url="http://[broken/feed"), "must be an http or https address"),
        (table(name=" "), "'name' must be a text"),
        (table(owner=3), "'owner' must be a text"),
        ({"feeds": []}, "'feeds' is not known; did you mean 'feed'?"),
        ({"feed": {"url": "https://wire.example/"}}, "begin each with [[feed]]"),
        ({"feed": ["https://wire.example/"]}, "Feed 1 in feeds.toml is not a table"),
    ],
)
def test_a_mistake_in_the_list_is_told_in_one_sentence(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=r"feeds\.toml") as caught:
        feeds_from_toml(wrong)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_same_address_twice_is_refused_whatever_its_spelling() -> None:
    twice = {"feed": [*table()["feed"], {"url": "http://WIRE.example/feed/", "name": "Wire again"}]}
    with pytest.raises(ValueError, match=r"stands twice \('Harbour Wire', 'Wire again'\)"):
        feeds_from_toml(twice)


def test_what_an_entry_leaves_out_is_ordinary() -> None:
    assert feeds_from_toml(table()) == [FeedSpec(url="https://wire.example/feed", name="Harbour Wire")]
    assert feeds_from_toml({}) == []


def test_every_owner_is_a_company_of_the_registry_under_its_own_name(seeds: list[FeedSpec]) -> None:
    registry = Registry.from_toml(tomllib.loads((ROOT / "config" / "names.toml").read_text("utf-8")))
    owners = {spec.owner for spec in seeds if spec.owner}
    assert {owner for owner in owners if registry.canonical(owner) != ("company", owner)} == set()
