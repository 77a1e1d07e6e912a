"""The gold set of questions: how many that the texts answer are answered rightly and cited, how many others are refused.

The guideline is bench/gold/questions.md. All texts go the bot's whole way (read, group, brief) into one throw-away
store, and every question is asked on it, as `newsdesk ask` asks.
"""

from __future__ import annotations

import asyncio
import tomllib
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Protocol

from bot.adapters.gold_sets import HALVES, Score, half_of, json_lines, scored
from bot.commands.ask import Answer, ask
from bot.news.model import Entry, PageText
from bot.news.registry import Registry
from bot.news.text import detect_language
from bot.pipeline.brief import brief
from bot.pipeline.group import group
from bot.pipeline.read import ReadPolicy, read
from bot.ports import (
    BriefStore,
    FeedDesk,
    FeedHealth,
    FeedSpec,
    GiveUp,
    GroupStore,
    NewEntry,
    NewsReader,
    PollOutcome,
    PollStore,
    ReadStore,
)  # fmt: skip

ASKED_AT = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
OWNER = "gold questions"
OWNERS = {"Cape Ledger": "Pennard", "Solmere": "Solmere"}
"""Outlets whose feed says whose they are."""


class QuestionStore(FeedDesk, PollStore, ReadStore, GroupStore, BriefStore, NewsReader, Protocol):
    """What the texts go through, and what is asked."""


OpenStore = Callable[[], AbstractAsyncContextManager[QuestionStore]]
"""An empty store that is gone afterwards."""


@dataclass(frozen=True, slots=True)
class GoldText:
    id: str
    group: str
    outlet: str
    published: datetime
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """`kind`: "answerable", "nearly" (the texts speak of all but what is asked), or "unknown"; `answer` must all be said."""

    id: str
    group: str
    kind: str
    question: str
    answer: tuple[str, ...] = ()

    def is_right(self, answer: Answer) -> bool:
        """An answer must hold what is expected, and cite all its sources and no other; all else must be refused."""
        if self.kind != "answerable":
            return answer.refused
        cited = {n for _, cites in answer.sentences for n in cites}
        told = answer.text or ""
        return bool(cited) and cited == {s.n for s in answer.sources} and all(part in told for part in self.answer)


@cache
def texts_of(folder: Path) -> tuple[GoldText, ...]:
    lines = json_lines(folder / "questions_texts.jsonl")
    return tuple(GoldText(**line | {"published": datetime.fromisoformat(line["published"])}) for line in lines)


@cache
def questions_of(folder: Path) -> tuple[GoldQuestion, ...]:
    lines = json_lines(folder / "questions.jsonl")
    return tuple(GoldQuestion(**line | {"answer": tuple(line.get("answer", ()))}) for line in lines)


def names_of(folder: Path) -> Registry:
    """The checkout's config/names.toml with the texts' invented names."""
    shipped = tomllib.loads((folder.parents[1] / "config" / "names.toml").read_text("utf-8"))
    own = tomllib.loads((folder / "questions_names.toml").read_text("utf-8"))
    return Registry.from_toml({**shipped, **{key: {**shipped.get(key, {}), **own[key]} for key in own}})


# --- Filling a store --------------------------------------------------------------------------------------------------


class _NoPages:
    """The texts stand in the feeds: no page is read."""

    async def read(self, url: str) -> PageText:
        raise GiveUp(f"no page is read here: {url}")

    async def extract(self, html: str, url: str | None) -> PageText:
        raise GiveUp("no page is read here")


async def fill(store: QuestionStore, texts: Sequence[GoldText], registry: Registry) -> None:
    """Takes the texts into an empty store by the bot's own arrows, each when it was published."""
    for text in sorted(texts, key=lambda text: text.published):
        await _take_in(store, text, registry)


async def _take_in(store: QuestionStore, text: GoldText, registry: Registry) -> None:
    def now() -> datetime:
        return text.published

    feed, _ = await store.add_feed(_feed_of(text), "command", now())
    polled = PollOutcome(feed.id, FeedHealth(), entries=(NewEntry((text.id,), _entry(text), True),))
    await store.save_polls([polled], now())
    whole = ReadPolicy(pages=False, full_text_chars=0)
    await read(store, _NoPages(), lambda: registry, now=now, owner=OWNER, policy=whole)
    await group(store, now=now(), owner=OWNER)
    await brief(store, now=now, owner=OWNER)


def _feed_of(text: GoldText) -> FeedSpec:
    address = f"https://feeds.example/{text.outlet.replace(' ', '-')}"
    language = detect_language(text.text, "en")
    return FeedSpec(address, text.outlet, language=language, outlet=text.outlet, owner=OWNERS.get(text.outlet))


def _entry(text: GoldText) -> Entry:
    address = f"https://news.example/{text.id.replace(' ', '-')}"
    return Entry(text.id, address, text.title, published=text.published, content=text.text)


# --- Scoring ----------------------------------------------------------------------------------------------------------


async def answers_on(store: QuestionStore, folder: Path) -> list[tuple[GoldQuestion, Answer]]:
    """What is answered on an empty store, once all texts are in it."""
    registry = names_of(folder)
    await fill(store, texts_of(folder), registry)
    return [(q, await ask(store, registry, q.question, now=ASKED_AT)) for q in questions_of(folder)]


def question_scores(folder: Path, open_store: OpenStore) -> list[Score]:
    """The table's lines: of each half the share answered rightly and the shares refused."""

    async def answered() -> list[tuple[GoldQuestion, Answer]]:
        async with open_store() as store:
            return await answers_on(store, folder)

    answers = asyncio.run(answered())
    return [
        scored("questions", half, len(right), measure, sum(right) / len(right))
        for half in HALVES
        for measure, kinds in MEASURES.items()
        if (right := [q.is_right(a) for q, a in answers if half_of(q.group) == half and q.kind in kinds])
    ]


MEASURES = {
    "answerable: right and cited": {"answerable"},
    "others: refused": {"nearly", "unknown"},
    "nearly answerable: refused": {"nearly"},
}
