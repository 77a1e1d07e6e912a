"""Which words of news prose belong to one field, loosely: "jailed" and "sentence", "flat" and "apartment", "doctor" and
"hospital".

A claim's word that no source has may stand for a related one there; that makes it likelier, never certain. Words that
mean the same stand in `wording`, and whether a claim turns a fact round is judged elsewhere.
"""

from __future__ import annotations

from functools import cache

from bot.news.text import stem
from bot.news.wording import key_of
from bot.news.words import lines, related, related_chinese


@cache
def generic() -> frozenset[str]:
    """Keys of words that any summary may use for what is said in others: they tell little by themselves."""
    return frozenset(key_of(w) for w in (related.GENERIC + related_chinese.GENERIC).split())


@cache
def _table() -> dict[str, frozenset[int]]:
    table: dict[str, list[int]] = {}
    for number, line in enumerate(lines(related.FIELDS, related_chinese.FIELDS)):
        for word in line.split():
            table.setdefault(stem(word) if word.isascii() else word, []).append(number)
    return {word: frozenset(found) for word, found in table.items()}


@cache
def fields(word: str, key: str = "") -> frozenset[int]:
    """The fields that a lower-cased word, its stem, or its `key` of `wording` belongs to, as numbers; none if unlisted."""
    table = _table()
    return table.get(word) or table.get(stem(word)) or table.get(key.removeprefix("=")) or frozenset()
