"""Which words of news prose mean the same, which are opposites, and which direction they point in.

Tight groups, for judging whether a claim says what its source says; `concepts` has the loose ones for likeness.
Word forms are folded by `text.stem`; irregular forms stand in the lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product

from bot.news.text import stem
from bot.news.verbs import irregular_base, verb_of
from bot.news.words import (
    lines,
    opposite,
    opposite_chinese,
    phrases,
    related_chinese,
    same,
    same_chinese,
    sides,
    whole_chinese,
)

UP, DOWN = "+", "-"


@cache
def _groups() -> dict[str, str]:
    """Each word's stem to its group's name ("=rise"). A word in two groups stays in the first."""
    table: dict[str, str] = {}
    for line in lines(same.SAME, same_chinese.SAME):
        words = line.split()
        for word in words:
            table.setdefault(stem(word), "=" + stem(words[0]))
            table.setdefault(word, "=" + stem(words[0]))
    return table


@cache
def key_of(word: str) -> str:
    """What a lower-cased word (or Chinese term) counts as when wordings are compared."""
    groups = _groups()
    found = groups.get(word) or groups.get(stem(word))
    if found is None and (base := irregular_base(word)) is not None:
        return groups.get(base) or groups.get(stem(base)) or stem(base)
    return found or stem(word)


def _listed_phrases() -> Iterator[tuple[str, str, str]]:
    """Verb, particle, and the verb that both together count as."""
    for line in lines(phrases.PHRASES):
        meaning, _, listed = line.partition(": ")
        for phrase in listed.split(", "):
            verb, particle = phrase.split()
            yield verb, particle, meaning


@cache
def _phrases() -> dict[tuple[str, str], str]:
    return {(verb, particle): key_of(meaning) for verb, particle, meaning in _listed_phrases()}


PARTICLES = frozenset(particle for _, particle, _ in _listed_phrases())


def phrase_key(verb: str, particle: str) -> str | None:
    """What a verb (lower case, any form) with the word after it counts as: "turned", "down" as "reject"."""
    return _phrases().get((verb_of(verb) or verb, particle))


@cache
def places() -> frozenset[str]:
    """Keys that tell whose: the countries of the groups."""
    return frozenset(
        key_of(w)
        for w in [
            "american",
            "chinese",
            "european",
            "british",
            "japanese",
            "korean",
            "indian",
            "german",
            "french",
            "taiwanese",
        ]
    )


def _contraries() -> Iterator[tuple[str, str]]:
    for one, other in sides(opposite.OPPOSITE, opposite_chinese.OPPOSITE):
        yield from product(one, other)


@cache
def opposites() -> dict[str, frozenset[str]]:
    """Each key to the keys that contradict it."""
    table: dict[str, set[str]] = {}
    for one, other in ((key_of(a), key_of(b)) for a, b in _contraries()):
        if one != other:
            table.setdefault(one, set()).add(other)
            table.setdefault(other, set()).add(one)
    return {key: frozenset(others) for key, others in table.items()}


@cache
def _directions() -> dict[str, str]:
    up = {key_of(w): UP for w in (opposite.UP + opposite_chinese.UP).split()}
    return up | {key_of(w): DOWN for w in (opposite.DOWN + opposite_chinese.DOWN).split()}


def direction(key: str) -> str | None:
    """UP or DOWN for a key that tells a change or a comparison, else None."""
    return _directions().get(key)


@cache
def chinese_terms() -> tuple[str, ...]:
    """The Chinese terms of all tables, longest first: they are read whole."""
    same_or_not = (same_chinese.SAME, opposite_chinese.OPPOSITE, opposite_chinese.UP, opposite_chinese.DOWN)
    others = (related_chinese.FIELDS, related_chinese.GENERIC, whole_chinese.WHOLE)
    listed = {t for line in lines(*same_or_not, *others) for t in line.split() if not t.isascii()}
    return tuple(sorted((t for t in listed if len(t) > 1), key=len, reverse=True))
