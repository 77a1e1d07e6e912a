"""The JSON that scripts are written on: its keys, its nulls, its numbers."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from bot.commands.digest_json import digest_to_json
from bot.news.model import BriefSentence, Cite, Relation
from tests.news.invented import company, digest, model, source, story

SOURCES = (source("Halden Labs blog"), source("Circuit Courier", 2), source("Harbour Wire", 3))
STORY = story(
    7,
    "Halden Labs releases Skerry 2",
    kind="release",
    certainty="confirmed",
    outlets=3,
    sources=SOURCES,
    tags=[company("Halden Labs"), company("Circuit Courier", "source"), model("Skerry 2", "Skerry", "Halden Labs")],
    relations=[Relation("Halden Labs", "releases", "Skerry 2", "confirmed", None, "coding")],
    article_ids=(70, 71, 72),
)


def test_a_digest_has_the_keys_of_the_command_lines_contract_and_no_others() -> None:
    made = digest_to_json(digest(STORY))
    assert list(made) == ["title", "from", "to", "stories"]
    (told,) = made["stories"]
    assert list(told) == [
        "id", "version", "headline", "headline_cites", "kind", "certainty", "sentences", "sources", "companies",
        "models", "relations", "score", "why", "disclosure",
    ]  # fmt: skip
    assert list(told["sources"][0]) == ["n", "title", "outlet", "url", "published"]
    assert list(told["relations"][0]) == ["subject", "verb", "object", "certainty", "according_to", "for"]


def test_cites_are_the_numbers_of_sources_from_one_each_once() -> None:
    sentence = BriefSentence("Skerry 2 is out.", (Cite(2, 4), Cite(1, 0), Cite(2, 5)))
    brief = replace(STORY.brief, sentences=(sentence,), headline_cites=(Cite(0, 0),))
    (told,) = digest_to_json(digest(replace(STORY, brief=brief)))["stories"]
    assert told["headline_cites"] == [1]
    assert told["sentences"] == [{"text": "Skerry 2 is out.", "cites": [2, 3]}]
    assert [one["n"] for one in told["sources"]] == [1, 2, 3]


def test_names_come_with_roles_families_and_makers_and_what_is_absent_is_null() -> None:
    (told,) = digest_to_json(digest(STORY))["stories"]
    assert told["companies"] == [
        {"name": "Halden Labs", "role": "subject"},
        {"name": "Circuit Courier", "role": "source"},
    ]
    assert told["models"] == [{"name": "Skerry 2", "family": "Skerry", "company": "Halden Labs"}]
    assert told["relations"][0]["according_to"] is None
    assert told["relations"][0]["for"] == "coding"
    assert told["disclosure"] is None
    assert json.loads(json.dumps(told)) == told


def test_times_are_utc_to_the_second() -> None:
    east = timezone(timedelta(hours=8))
    made = digest_to_json(digest(STORY, since=datetime(2025, 12, 14, 6, 30, 59, 123456, tzinfo=east)))
    assert made["from"] == "2025-12-13T22:30:59Z"
    assert made["to"] == "2025-12-15T07:30:00Z"
    published = datetime.fromisoformat(made["stories"][0]["sources"][0]["published"])
    assert published == datetime(2025, 12, 15, 2, 30, tzinfo=UTC)


def test_a_quiet_day_is_an_empty_list() -> None:
    assert digest_to_json(digest())["stories"] == []
