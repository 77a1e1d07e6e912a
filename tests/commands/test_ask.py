"""Questions over the samples: what is answered is right and cited, what isn't known is refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.pages import extract_text
from bot.commands.answers_json import answer_json
from bot.commands.ask import Answer, answer_from, ask, understand
from bot.news.model import Article
from bot.news.questions import span_of
from bot.news.text import search_tokens, sentences
from bot.ports import ArticleHit, ReadOutcome
from bot.store.store import Store
from tests.commands.ask_articles import NOW, articles, registry, story_of
from tests.store.samples import add_feeds, claim_new_items

SHARED = Path(__file__).parents[2].parent / "shared" / "examples"


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
    question = understand(text, registry(), now)
    hits = [ArticleHit(a, story_of(a.id), 1.0) for a in every or articles() if a.published <= now]
    hits = [h for h in hits if question.since is None or h.article.published >= question.since]
    hits = [h for h in hits if question.until is None or h.article.published < question.until]
    return answer_from(question, hits, registry(), None)


# --- What an answer is made of ----------------------------------------------------------------------------------------


def test_a_talked_of_deal_keeps_its_hedge() -> None:
    assert "according to two people familiar" in (directly("Has Tanvik bought Ostrava Mill?").text or "")


def test_a_hedge_in_the_sentence_before_is_given_with_the_answer() -> None:
    hearsay = Article(
        91, "Quorra seeks money", ("Quorra is reportedly raising a new round.", "It is valued at $3 billion in it."),
        "Signal Row", "https://news.example/91", NOW - timedelta(days=1), "en",
    )  # fmt: skip
    text = directly("What is Quorra's valuation?", [hearsay]).text or ""
    assert "$3 billion" in text and "reportedly" in text


def test_a_deed_that_is_only_planned_is_not_told_as_done() -> None:
    assert directly("How much did Tanvik pay for Ostrava Mill?").refused
    assert directly("Who acquired Ostrava Mill?").refused


def test_who_no_longer_uses_a_model_is_not_among_its_users() -> None:
    assert directly("Which bank uses Kestrelite?").refused


def test_two_outlets_that_say_the_same_are_both_cited() -> None:
    answer = directly("How much did Solmere raise?")
    assert {s.outlet for s in answer.sources} == {"Signal Row", "Harbour Wire"}
    assert any(len(cites) == 2 for _, cites in answer.sentences)


def test_a_corrected_number_replaces_the_first_one() -> None:
    text = directly("How many people will Ostrava Mill lay off?").text or ""
    assert "95 people" in text and "will lay off 120 people" not in text


def test_a_newsletter_answers_only_what_nothing_else_tells() -> None:
    assert "Weekly Model Letter" not in {s.outlet for s in directly("How much did Solmere raise?").sources}
    assert {s.outlet for s in directly("Where did Lumora Labs open an office?").sources} == {"Weekly Model Letter"}


def test_an_unspecified_version_is_refused_with_the_sentence_that_says_so() -> None:
    unsaid = Article(
        90, "Pennard tries Protea", ("Pennard is testing Protea for its help desk.", "It did not say which Protea version it uses."),
        "Signal Row", "https://news.example/90", NOW - timedelta(days=1), "en",
    )  # fmt: skip
    answer = directly("Which Protea version does Pennard use?", [unsaid])
    assert answer.refused and "did not say which Protea version" in (answer.reason or "") and answer.sources


def test_a_refusal_names_what_is_known_nearby() -> None:
    answer = directly("How much did the training of Protea 4 cost?")
    assert answer.refused and answer.nearby and "not disclosed" in (answer.reason or "")


def test_an_answer_is_in_the_language_of_the_question_where_it_can_be() -> None:
    assert {s.language for s in directly("泊云有多少员工？").sources} == {"zh"}
    refusal = directly("听澜收购了泊云吗？")
    assert refusal.refused and "来源" in (refusal.reason or "")


def test_the_paper_that_calls_itself_the_ledger_is_meant_by_its_name() -> None:
    assert "Pennard owns the Ledger." in (directly("Who owns the Cape Ledger?").text or "")


def test_an_owner_that_only_the_feed_discloses_is_cited_to_an_article_of_the_outlet() -> None:
    without = [a for a in articles() if "owns the Ledger" not in " ".join(a.sentences)]
    answer = directly("Who owns the Cape Ledger?", without)
    assert answer.text == "Pennard owns Cape Ledger. [1]" and answer.sources[0].outlet == "Cape Ledger"
    assert directly("Did Tanvik buy the Cape Ledger?", without).refused


# --- What is asked of a name ------------------------------------------------------------------------------------------


def told_of_quorra(text: str) -> list[Article]:
    said = tuple(sentences(text, "en"))
    return [
        Article(
            92, "Quorra and its Sable", said, "Signal Row", "https://news.example/92", NOW - timedelta(days=1), "en"
        )
    ]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Which licence does Sable have?", "I have read the licence of Sable twice, and Quorra has changed its licence since."),
        ("What licence is Sable under?", "Quorra gave no reason for the licence of Sable."),
        ("What is the website of Quorra?", "Running Sable costs what running a website costs, Quorra said."),
        ("What is Quorra's revenue?", "Quorra will publish its revenue in spring."),
        ("Who is the CEO of Quorra?", "Quorra changed its CEO in spring and moved to Oslo."),
        ("Who is the CEO of Quorra?", "Quorra hired Mette Roald, said the CEO of Tanvik."),
        ("Who is the chief executive of Quorra?", "Tanvik chief executive Mette Roald has praised Quorra."),
        ("Who is on the board of Quorra?", "Sable Mini by Quorra answers with 410 tokens a second on one board."),
        ("Who founded Quorra?", "Quorra has raised $9 million since it was founded four years ago."),
        ("Which data does Quorra use?", "Quorra published a list of its data beside the weights."),
        ("How old is Quorra?", "A spokesperson for Quorra declined to comment."),
    ],
)  # fmt: skip
def test_a_sentence_that_only_speaks_of_what_is_asked_doesnt_answer(question: str, text: str) -> None:
    answer = directly(question, told_of_quorra(text))
    assert answer.refused and "They do say" not in (answer.reason or ""), answer.text


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Which licence does Sable have?", "Quorra released Sable under an Apache licence."),
        ("What licence is Sable under?", "The licence of Sable is non-commercial, Quorra said."),
        ("What is Quorra's revenue?", "Quorra expects revenue of $180 million."),
        ("Who is the CEO of Quorra?", "Quorra is led by its CEO, Mette Roald."),
        ("Who is Quorra's chief executive?", "Mette Roald, chief executive of Quorra, opened the office."),
        ("Who founded Quorra?", "Quorra was founded by Mette Roald in Oslo."),
        ("What is the context window of Sable?", "Quorra gave Sable a 400,000-token context window."),
    ],
)  # fmt: skip
def test_a_sentence_that_holds_the_value_answers(question: str, text: str) -> None:
    assert directly(question, told_of_quorra(text)).text == f"{text} [1]"


def test_an_outlets_we_is_quoted_in_an_answer() -> None:
    told = directly("How much does Sable cost?", told_of_quorra("We paid $5 for Sable, which costs $9 elsewhere."))
    assert told.text == "Signal Row: “We paid $5 for Sable, which costs $9 elsewhere.” [1]"


# --- Times ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("What happened since March?", datetime(2026, 3, 1, tzinfo=UTC), None),
        ("What happened in December?", datetime(2025, 12, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)),
        ("What happened last month?", datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)),
        ("What happened yesterday?", datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 11, 24, tzinfo=UTC)),
        ("本周有什么新闻？", NOW - timedelta(days=7), None),
        ("Who makes Protea?", None, None),
    ],
)
def test_a_question_is_limited_to_the_time_it_names(text: str, since: datetime | None, until: datetime | None) -> None:
    assert span_of(text, NOW) == (since, until)


# --- With a store -----------------------------------------------------------------------------------------------------


async def answered(store: Store, text: str) -> Answer:
    return await ask(store, registry(), text, now=NOW)


async def test_a_misspelt_name_is_understood(samples: Store) -> None:
    assert "$240 million" in ((await answered(samples, "How much did Solmmere raise?")).text or "")


async def test_an_unknown_name_near_no_other_is_refused(samples: Store) -> None:
    answer = await answered(samples, "How much did Zembolt raise?")
    assert answer.refused and answer.reason and "Zembolt" in answer.reason


async def test_what_is_asked_must_be_told(samples: Store) -> None:
    answer = await answered(samples, "why?")
    assert answer.refused and answer.sentences == ()


async def test_a_comparison_is_refused_where_no_sentence_compares(samples: Store) -> None:
    answer = await answered(samples, "Compare Kestrelite 2 and Protea 3")
    assert answer.refused and answer.nearby and answer.nearby[0].outlet == "Leftbank"


async def test_an_answer_keeps_its_json(samples: Store) -> None:
    data: dict[str, Any] = answer_json(await answered(samples, "Who acquired Quorra?"))
    assert data["refused"] is False and data["sentences"][0]["cites"][0] == data["sources"][0]["n"] == 1


async def test_what_was_published_after_now_is_not_known(samples: Store) -> None:
    early = await ask(samples, registry(), "How much did Solmere raise?", now=NOW - timedelta(days=20))
    assert early.refused


# --- The example ------------------------------------------------------------------------------------------------------


def _example() -> tuple[Article, list[dict[str, Any]]]:
    text, expected = SHARED / "meta-adopts-qwen.txt", SHARED / "meta-adopts-qwen.expected.json"
    if not text.exists():
        pytest.skip(f"the shared example is not here: {text}")
    page = extract_text(text.read_text(encoding="utf-8"))
    published = datetime(2025, 12, 14, tzinfo=UTC)
    lines = tuple(sentences(page.text))
    article = Article(0, page.title or "", lines, "South China Morning Post", "https://news.example/1", published, "en")
    return article, json.loads(expected.read_text(encoding="utf-8"))["questions"]


async def test_the_questions_on_the_example_article_come_out_right(store: Store) -> None:
    article, questions = _example()
    await fill(store, [article])
    for asked in questions:
        answer = await ask(store, registry(), asked["ask"], now=datetime(2025, 12, 15, tzinfo=UTC))
        assert answer.refused == asked.get("refuse", False), asked
        assert all(part in (answer.text or "") for part in asked.get("answer_has", ())), asked
        if asked.get("hedged"):
            assert "reportedly" in (answer.text or "") or "report" in (answer.text or "")
