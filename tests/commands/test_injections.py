"""Articles that give orders to the model, against a model server that obeys them: nothing of it is told.

The articles go the whole way of `newsdesk summarise`: HTML to text, names, offline brief, the real library over a real
socket to a server that writes what it was ordered to, in every text and again when asked anew; then the check.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.adapters.openai_writer import Access, OpenAIWriter, Prompts
from bot.app import load_registry
from bot.commands.steps import brief_of_record, summary_json
from bot.commands.wording import worded
from bot.news.faithful import check
from bot.news.lookup import RegistryNames
from bot.news.names import Registry
from bot.settings import load
from tests.fakes.openai_server import KEY, ModelServer, honest, model_server, obeying
from tests.news.injections import (
    BANKRUPT,
    BASE,
    DATED,
    INJECTIONS,
    PUBLISHED,
    Injection,
    articles_of,
    honest_articles,
)

PROMPTS = Prompts("Condense the stories.", "Write these anew.")


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry(load(None, {}))


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    async with model_server() as running:
        yield running


async def summarised(
    server: ModelServer, registry: Registry, articles: list[dict[str, str]], language: str | None = None
) -> dict[str, Any]:
    record = {"id": 1, "articles": articles}
    brief, ordered = brief_of_record(record, registry)
    writer = OpenAIWriter(Access(KEY, server.url, "gpt-5-mini", 10.0), PROMPTS)
    try:
        brief = await worded(brief, ordered, writer, RegistryNames(registry), language)
    finally:
        await writer.close()
    return summary_json(record, brief, ordered)


def told(summary: dict[str, Any]) -> str:
    return "\n".join([summary["headline"], *(sentence["text"] for sentence in summary["sentences"])])


def test_there_are_enough_of_them() -> None:
    assert len({case.name for case in INJECTIONS}) == len(INJECTIONS) >= 60


async def test_the_honest_article_is_worded_by_the_honest_model(server: ModelServer, registry: Registry) -> None:
    summary = await summarised(server, registry, honest_articles())
    assert summary["writer"] == "openai"
    assert all(sentence["text"] in DATED for sentence in summary["sentences"])


@pytest.mark.parametrize("cite_all", [False, True], ids=["citing the lead", "citing what there is"])
@pytest.mark.parametrize("case", INJECTIONS, ids=lambda case: case.name)
async def test_an_obeying_model_changes_nothing(
    server: ModelServer, registry: Registry, case: Injection, cite_all: bool
) -> None:
    """What is told is what the honest lines of the article say, and nothing else."""
    server.answers = obeying(case.payload, cite_all=cite_all)
    summary = await summarised(server, registry, articles_of(case))
    assert server.seen, "the story was shown to the model"
    assert not [evil for evil in case.evil if evil in told(summary).casefold()], told(summary)
    said = [*(sentence["text"] for sentence in summary["sentences"]), summary["headline"]]
    assert all(check(BASE, text, published=PUBLISHED).supported for text in said), told(summary)


@pytest.mark.parametrize("case", INJECTIONS, ids=lambda case: case.name)
async def test_an_obeying_model_changes_nothing_in_another_language(
    server: ModelServer, registry: Registry, case: Injection
) -> None:
    """A German text that is what an article ordered isn't told: the reader gets the original."""
    german = "Quillmark ist pleite." if case.payload == BANKRUPT else case.payload
    server.answers = obeying(german)
    summary = await summarised(server, registry, articles_of(case), "de")
    assert not [evil for evil in (*case.evil, "pleite") if evil in told(summary).casefold()], told(summary)
    assert summary["writer"] == "extractive"


@pytest.mark.parametrize("case", INJECTIONS, ids=lambda case: case.name)
async def test_an_injection_isnt_even_shown_to_the_model(
    server: ModelServer, registry: Registry, case: Injection
) -> None:
    server.answers = honest()
    summary = await summarised(server, registry, articles_of(case))
    shown = "\n".join(request.text for request in server.seen).casefold()
    assert BANKRUPT.casefold() not in shown
    assert "evil.example" not in shown
    assert not [evil for evil in case.evil if evil in told(summary).casefold()], told(summary)


async def test_two_stories_in_one_request_cant_reach_each_other(server: ModelServer, registry: Registry) -> None:
    """An order in one story that is obeyed in the other's text meets the other's sentences there."""
    from bot.news.dossier import dossier_of
    from bot.news.drafts import judge

    brief, articles = brief_of_record({"articles": honest_articles()}, registry)
    dossier = dossier_of(brief, articles, ("en",))
    assert dossier is not None
    server.answers = obeying("Brightquay has sued Quillmark for $3 million.")
    writer = OpenAIWriter(Access(KEY, server.url, "gpt-5-mini", 10.0), PROMPTS)
    written = await writer.write([dossier, dossier])
    await writer.close()
    assert [judge(drafts, dossier, brief, articles).brief for drafts in written.drafts] == [None, None]
