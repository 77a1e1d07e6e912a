"""Questions over the samples: what is answered is right and cited, what isn't known is refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from bot.adapters.pages import extract_text
from bot.commands.answers_json import answer_json
from bot.commands.ask import Answer, answer_from, ask, understand
from bot.news.model import Article
from bot.news.questions import span_of
from bot.news.registry import Registry
from bot.news.text import search_tokens, sentences
from bot.ports import ArticleHit, ReadOutcome
from bot.store.store import Store
from tests.commands.ask_articles import ANSWERABLE, NEARLY, NOW, UNKNOWN, articles, registry, story_of
from tests.store.samples import add_feeds, claim_new_items

SHARED = Path(__file__).parents[2].parent / "shared" / "examples"


@cache
def names() -> Registry:
    return registry()


async def fill(store: Store, every: list[Article]) -> None:
    (feed,) = await add_feeds(store, 1)
    items = await claim_new_items(store, feed, len(every))
    read = [
        ReadOutcome(item.id, one, search_tokens=tuple(search_tokens(f"{one.title}\n{' '.join(one.sentences)}")))
        for item, one in zip(items, every, strict=True)
    ]
    await store.save_reads(read, NOW)


@pytest.fixture
async def samples(store: Store) -> Store:
    await fill(store, articles())
    return store


def directly(text: str, every: list[Article] | None = None, now: datetime = NOW) -> Answer:
    """The answer from all articles that lie in the question's time, without a store."""
    question = understand(text, names(), now)
    hits = [ArticleHit(a, story_of(a.id), 1.0) for a in every or articles() if a.published <= now]
    hits = [h for h in hits if question.since is None or h.article.published >= question.since]
    hits = [h for h in hits if question.until is None or h.article.published < question.until]
    return answer_from(question, hits, names(), None)


# --- The gold set -----------------------------------------------------------------------------------------------------


async def answered(store: Store, text: str) -> Answer:
    return await ask(store, names(), text, now=NOW)


async def test_nine_in_ten_answerable_questions_are_answered_rightly_and_cited(samples: Store) -> None:
    wrong = []
    for question, expected in ANSWERABLE:
        answer = await answered(samples, question)
        if answer.refused or expected not in (answer.text or "") or not answer.sources:
            wrong.append((question, expected, answer.text or answer.reason))
    assert len(wrong) <= 0.1 * len(ANSWERABLE), wrong


async def test_nineteen_in_twenty_unanswerable_questions_are_refused(samples: Store) -> None:
    asked = (*NEARLY, *UNKNOWN)
    told = [(q, a.text) for q in asked if not (a := await answered(samples, q)).refused]
    assert len(told) <= 0.05 * len(asked), told


def test_the_gold_set_has_enough_questions_of_each_class() -> None:
    refused = len(NEARLY) + len(UNKNOWN)
    assert len(ANSWERABLE) >= 27 and refused >= (len(ANSWERABLE) + refused) / 3 and 2 * len(NEARLY) >= refused
