"""The first of the gold questions' texts as articles: invented companies and models, with traps (rivals, corrections,
round-ups, hedges). The questions on them are held by tests/adapters/test_gold.py."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.adapters.gold_questions import ASKED_AT, OWNERS, GoldText, names_of, texts_of
from bot.news.model import Article
from bot.news.registry import Registry
from bot.news.text import detect_language, sentences

NOW = ASKED_AT
GOLD = Path(__file__).parents[2] / "bench" / "gold"
STORIES = {12: 13}
"""Articles (from 1) that tell one story, beside their own."""


@cache
def registry() -> Registry:
    return names_of(GOLD)


def articles() -> list[Article]:
    texts = [text for text in texts_of(GOLD) if text.group == "first samples"]
    return [_article(n, text) for n, text in enumerate(texts, 1)]


def _article(n: int, text: GoldText) -> Article:
    said, language = tuple(sentences(text.text)), detect_language(text.text, "en")
    address, owner = f"https://news.example/{n}", OWNERS.get(text.outlet)
    return Article(n, text.title, said, text.outlet, address, text.published, language, outlet_owner=owner)


def story_of(number: int) -> int:
    return STORIES.get(number, number)
