"""The registry: what people may write in config/names.toml, and what is answered from it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bot.news.names import Registry

NAMES = Path(__file__).parents[2] / "config" / "names.toml"


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.from_toml(tomllib.loads(NAMES.read_text(encoding="utf-8")))


def test_the_registry_is_as_wide_as_the_field(registry: Registry) -> None:
    assert len(registry.companies) >= 160
    assert len(registry.families) >= 220
    assert all(company.country for company in registry.companies.values())


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("SCMP", ("company", "South China Morning Post")),
        ("南華早報", ("company", "South China Morning Post")),
        ("meta platforms", ("company", "Meta")),
        ("Alibaba Cloud", ("company", "Alibaba")),
        ("z.ai", ("company", "Zhipu AI")),
        ("智谱", ("company", "Zhipu AI")),
        ("零一萬物", ("company", "01.AI")),
        ("huggingface", ("company", "Hugging Face")),
        ("deepmind", ("company", "Google DeepMind")),
        ("llama", ("model", "Llama")),
        ("gpt 5.1", ("model", "GPT-5.1")),
        ("GPT5", ("model", "GPT-5")),
        ("claude-3-5-sonnet", ("model", "Claude 3.5 Sonnet")),
        ("Claude 4.5 Opus", ("model", "Claude Opus 4.5")),
        ("opus 4.7", ("model", "Claude Opus 4.7")),
        ("qwen 3", ("model", "Qwen3")),
        ("qwen3-235b-a22b", ("model", "Qwen3-235B-A22B")),
        ("DeepSeek V4", ("model", "DeepSeek-V4")),
        ("gemini 3 pro", ("model", "Gemini 3 Pro")),
        ("o4-mini", ("model", "o4-mini")),
        ("文心5.0", ("model", "ERNIE 5.0")),
    ],
)
def test_every_spelling_leads_to_the_canonical_name(
    registry: Registry, written: str, canonical: tuple[str, str]
) -> None:
    assert registry.canonical(written) == canonical


@pytest.mark.parametrize("name", ["", "Nobody Labs", "the", "4", "GPTs"])
def test_what_is_unknown_has_no_canonical_name(registry: Registry, name: str) -> None:
    assert registry.canonical(name) is None


def test_a_canonical_name_is_its_own_canonical_name(registry: Registry) -> None:
    for name in registry.companies:
        assert registry.canonical(name) == ("company", name)


def test_a_name_of_both_a_company_and_its_models_is_what_is_asked_for(registry: Registry) -> None:
    assert registry.canonical("deepseek") == ("company", "DeepSeek")
    assert registry.canonical("deepseek", prefer="model") == ("model", "DeepSeek")
    assert registry.canonical("OpenAI", prefer="model") == ("company", "OpenAI")


@pytest.mark.parametrize(
    "name", ["GPT-5 High", "Qwen3-Max-Thinking", "Gemini 2.5 Deep Think", "Claude Opus 4.7", "Llama 3.1 405B", "FLUX.2"]
)
def test_the_canonical_spelling_of_a_version_leads_to_itself(registry: Registry, name: str) -> None:
    assert registry.canonical(name) == ("model", name)


def test_misspellings_get_the_nearest_names(registry: Registry) -> None:
    assert registry.suggest("Antropic")[0] == "Anthropic"
    assert "Mistral AI" in registry.suggest("mistal ai")
    assert registry.suggest("qqzzxxyyvv") == []
    assert len(registry.suggest("deep", limit=2)) <= 2


def test_completion_begins_with_the_prefix_and_keeps_the_limit(registry: Registry) -> None:
    assert "Mistral AI" in registry.complete("mist")
    assert registry.complete("scm") == ["South China Morning Post"]
    assert len(registry.complete("a", limit=5)) == 5


def test_owners_and_countries_are_answered_for_companies_and_models(registry: Registry) -> None:
    assert registry.owner_of("SCMP") == "Alibaba"
    assert registry.owner_of("OpenAI") is None
    assert registry.owner_of("Llama 4 Maverick") == "Meta"
    assert registry.country_of("Kimi K3") == "CN"
    assert registry.country_of("Mistral") == "FR"
    assert registry.country_of("Nobody Labs") is None


def test_two_spellings_of_one_name_are_the_same(registry: Registry) -> None:
    assert registry.same("Facebook", "Meta Platforms")
    assert registry.same("GPT 5.1", "gpt-5.1")
    assert not registry.same("GPT-5", "GPT-5.1")
    assert registry.same("Nobody Labs", "nobody labs")


def test_accepted_names_join_the_registry() -> None:
    registry = Registry.from_toml({}, [("Brightloom", "company"), ("Quince", "model")])
    assert registry.canonical("brightloom") == ("company", "Brightloom")
    assert registry.canonical("Quince 2") == ("model", "Quince 2")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"company": {}}, 'did you mean "companies"'),
        ({"companies": {"A": {"alias": ["B"]}}}, 'companies.A: unknown key "alias"; did you mean "aliases"'),
        ({"companies": {"A": {"kind": "outlets"}}}, 'did you mean "outlet"'),
        ({"companies": {"A": {"country": "Germany"}}}, "two-letter code"),
        ({"companies": {"A": {"aliases": "B"}}}, "aliases must be a list of texts"),
        ({"companies": {"Acme": {}, "B": {"owner": "Acmee"}}}, 'did you mean "Acme"'),
        ({"families": {"F": {"company": "Nobody"}}}, 'company "Nobody" is not among the companies'),
        ({"families": {"F": {"bare": "no"}}}, "bare must be true or false"),
        ({"companies": {"A": {"aliases": ["X"]}, "B": {"aliases": ["x"]}}}, "stands for both A and B"),
        ({"companies": []}, "companies must be a table"),
        ({"companies": {"A": "B"}}, "must be a table"),
    ],
)
def test_a_bad_entry_is_refused_with_one_sentence_that_says_where(data: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=r"\S") as caught:
        Registry.from_toml(data)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
