"""Which words of news prose mean the same, which are opposites, and which direction they point in.

Tight groups, for judging whether a claim says what its source says; `concepts` has the loose ones for likeness.
Word forms are folded by `text.stem`; irregular forms stand in the lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

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
def _groups() -> tuple[dict[str, str], dict[str, str]]:
    """Each listed word, and each one's stem, to its group's name ("=rise"); in two groups it stays in the first.

    So a form that is listed itself ("planes") counts as another word than the one that it shares a stem with ("plan").
    """
    words: dict[str, str] = {}
    stems: dict[str, str] = {}
    for line in lines(same.SAME, same_chinese.SAME):
        first, *others = line.split()
        name = "=" + stem(first)
        for word in (first, *others):
            words.setdefault(word, name)
            if word.isascii():
                stems.setdefault(stem(word), name)
    return words, stems


@cache
def key_of(word: str) -> str:
    """What a lower-cased word (or Chinese term) counts as when wordings are compared."""
    words, stems = _groups()
    found = words.get(word) or stems.get(stem(word))
    if found is None and (base := irregular_base(word)) is not None:
        return words.get(base) or stems.get(stem(base)) or stem(base)
    return found or stem(word)


@cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Each verb to what may follow it, longest first, with what both together count as."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for line in lines(phrases.PHRASES):
        meaning, _, listed = line.partition(": ")
        for phrase in listed.split(", "):
            verb, *rest = phrase.split()
            table.setdefault(_base(verb), []).append((tuple(rest), key_of(meaning)))
    return {verb: tuple(sorted(found, key=lambda f: -len(f[0]))) for verb, found in table.items()}


@cache
def _base(verb: str) -> str:
    return verb_of(verb) or stem(verb)


_OWN = dict.fromkeys(["his", "her", "its", "my", "our", "your"], "their")


def phrase_key(verb: str, after: Sequence[str]) -> tuple[str, int] | None:
    """What a verb (lower case, any form) with words after it counts as, and how many words: "turned", "down" as "reject"."""
    for rest, key in _phrases().get(_base(verb), ()):
        if rest == tuple(_OWN.get(word, word) for word in after[: len(rest)]):
            return key, len(rest)
    return None


LONGEST_PHRASE = 4
"""Words that may follow the verb of a phrase."""


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


@cache
def opposites() -> dict[str, frozenset[str]]:
    """Each key to the keys that contradict it."""
    table: dict[str, set[str]] = {}
    for one, other in sides(opposite.OPPOSITE, opposite_chinese.OPPOSITE):
        here, there = {key_of(w) for w in one}, {key_of(w) for w in other}
        for key in here:
            table.setdefault(key, set()).update(there)
        for key in there:
            table.setdefault(key, set()).update(here)
    return {key: frozenset(others - {key}) for key, others in table.items()}


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
