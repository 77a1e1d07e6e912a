"""What the names of a story are to it: subject, mentioned, source."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.news.model import Role, Tag
from bot.news.names import Registry, find_mentions, tags_of

NAMES = Path(__file__).parents[2] / "config" / "names.toml"
EXAMPLES = Path(__file__).parents[2].parent / "shared" / "examples"


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.from_toml(tomllib.loads(NAMES.read_text(encoding="utf-8")))


def tags(registry: Registry, *articles: tuple[str, Sequence[str]]) -> tuple[Tag, ...]:
    return tags_of(articles, [find_mentions(registry, title, sentences) for title, sentences in articles])


def names(tags: Sequence[Tag], role: Role, type_: str = "company") -> set[str]:
    return {tag.name for tag in tags if tag.role == role and tag.type == type_}


DEAL = (
    "Cohere buys the speech start-up Deepgram",
    [
        "Cohere has agreed to buy Deepgram for $900 million, the Financial Times reported on Monday.",
        "Deepgram transcribes calls for banks.",
        "Its rivals include ElevenLabs and AssemblyAI.",
        "The market grows by a third a year, according to Gartner.",
        "OpenAI has also moved into speech.",
    ],
)


def test_who_acts_and_who_is_acted_on_are_the_subjects(registry: Registry) -> None:
    assert names(tags(registry, DEAL), "subject") == {"Cohere", "Deepgram"}


def test_who_is_only_named_beside_them_is_mentioned(registry: Registry) -> None:
    assert names(tags(registry, DEAL), "mentioned") == {"ElevenLabs", "AssemblyAI", "OpenAI"}


def test_who_reports_or_measures_is_a_source(registry: Registry) -> None:
    assert names(tags(registry, DEAL), "source") == {"Financial Times", "Gartner"}


def test_subjects_come_first_and_the_title_s_first(registry: Registry) -> None:
    assert [tag.name for tag in tags(registry, DEAL)][:2] == ["Cohere", "Deepgram"]


def test_a_paper_that_sues_is_a_subject(registry: Registry) -> None:
    story = tags(
        registry,
        ("The New York Times sues Perplexity", ["The New York Times has sued Perplexity over copied articles."]),
    )
    assert names(story, "subject") == {"The New York Times", "Perplexity"}


def test_a_model_compared_with_is_mentioned_and_the_released_one_is_the_subject(registry: Registry) -> None:
    story = tags(
        registry,
        (
            "Mistral releases Mistral Large 4",
            [
                "Mistral released Mistral Large 4 today under an open licence.",
                "The model has 300 billion parameters.",
                "It was trained in six weeks.",
                "It is slower than GPT-5.1 in coding.",
            ],
        ),
    )
    assert names(story, "subject", "model") == {"Mistral Large 4"}
    assert names(story, "mentioned", "model") == {"GPT-5.1"}
    assert names(story, "subject") == {"Mistral AI"}


def test_a_model_tag_carries_its_family_and_maker_and_the_count_of_its_mentions(registry: Registry) -> None:
    story = tags(registry, ("Qwen3.9-Max is out", ["Qwen3.9-Max beats Qwen3.8-Max."]))
    found = next(tag for tag in story if tag.name == "Qwen3.9-Max")
    assert (found.family, found.company, found.mentions) == ("Qwen", "Alibaba", 2)


def test_roles_are_judged_over_all_articles_of_a_story(registry: Registry) -> None:
    second = (
        "Deepgram sold to Cohere, says report",
        ["Cohere will pay $900 million for Deepgram.", "Gartner sees a growing market."],
    )
    story = tags(registry, DEAL, second)
    assert names(story, "subject") == {"Cohere", "Deepgram"}
    assert "Gartner" in names(story, "source")


def test_no_articles_have_no_tags() -> None:
    assert tags_of([], []) == ()


def test_the_example_article_has_the_tags_a_careful_reader_gives_it(registry: Registry) -> None:
    article, expected_file = EXAMPLES / "meta-adopts-qwen.txt", EXAMPLES / "meta-adopts-qwen.expected.json"
    if not article.exists():
        pytest.skip(f"{article} is absent: the example article isn't shipped with the project")
    expected = json.loads(expected_file.read_text(encoding="utf-8"))
    title, _, *rest = article.read_text(encoding="utf-8").splitlines()
    alien = re.compile("|".join(re.escape(start) for start in expected["not_part_of_the_article"]))
    text = "\n".join(line for line in rest if not alien.search(line))
    sentences = [part.strip() for part in re.split(r"(?<=[.!?])\s+(?=[A-Z“])|\n", text) if part.strip()]
    found = tags(registry, (title, sentences))
    companies = expected["companies"]
    either = set(companies["mentioned_or_source"])
    assert names(found, "subject") == set(companies["subject"])
    assert names(found, "mentioned") - either == set(companies["mentioned"])
    assert names(found, "source") - either <= set(companies["source"])
    assert {tag.name for tag in found if tag.type == "model"} == set(expected["models"])


def test_a_backer_or_a_rival_in_the_title_is_only_mentioned(registry: Registry) -> None:
    story = tags(
        registry,
        (
            "Nvidia-backed Poolside buys Replit to take on an OpenAI rival",
            ["Poolside has agreed to buy Replit, the firms said on Monday.", "Poolside will keep the name."],
        ),
    )
    assert names(story, "subject") == {"Poolside", "Replit"}
    assert names(story, "mentioned") == {"Nvidia", "OpenAI"}
