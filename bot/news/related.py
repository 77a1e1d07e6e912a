"""Which words of news prose belong to one field, loosely: "jailed" and "sentence", "flat" and "apartment", "doctor" and
"hospital".

A claim's word that no source has may stand for a related one there; that makes it likelier, never certain. Words that
mean the same stand in `wording`, and whether a claim turns a fact round is judged elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from bot.news.text import stem, words_of_stem
from bot.news.wording import key_of
from bot.news.words import lines, related, related_chinese, reworded


@cache
def generic() -> frozenset[str]:
    """Keys of words that any summary may use for what is said in others: they tell little by themselves."""
    return frozenset(key_of(w) for w in (related.GENERIC + related_chinese.GENERIC).split())


@cache
def _table() -> dict[str, list[int]]:
    table: defaultdict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines(related.FIELDS, reworded.REWORDED, related_chinese.FIELDS)):
        for word in line.split():
            table[word].append(number)
    return table


@cache
def fields(word: str, key: str = "") -> frozenset[int]:
    """The fields that a lower-cased word, its stem, or its `key` of `wording` belongs to, as numbers; none if unlisted."""
    return _of_stem(word) or _of_stem(stem(word)) or _of_stem(key.removeprefix("="))


@cache
def _of_stem(base: str) -> frozenset[int]:
    table = _table()
    return frozenset(number for form in words_of_stem(base, table) for number in table[form])
