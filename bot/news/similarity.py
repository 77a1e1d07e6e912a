"""How alike two articles are, between 0 and 1: whether they tell one event in the world.

A cosine over weighted terms, lowered for what speaks against one event: other versions, other models, other acts,
distance in time, an issue of a series. Which articles are compared, and what follows, stands in `story_window`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from bot.news.concepts import EVENT, THING, stem
from bot.news.features import HAN, NUMBER, VERSION, Features

# --- How rare a term is -----------------------------------------------------------------------------------------------

PAIR_WEIGHT = 0.6
"""Pairs of Chinese characters overlap, so that a word of three counts twice."""

BACKGROUND = 3000.0
"""As many articles the background counts for. With fewer in the window, the background leads."""

_COMMON = {
    0.02: """new say year compani company big tech use mak tak com get first world how more top launch just want need
    firm back plan report news week day time set way work people million billion open gpt google openai""",
    0.006: """introduc update feature tool app team system global growth bet boom demand next generation help show make
    find see give turn mean access support push run face rival race nvidia microsoft meta anthropic amazon apple tesla
    claude chatgpt gemini copilot deepseek alibaba grok samsung intel amd good best bring keep end start look like high
    low own part real public preview latest full free major former""",
}  # fmt: skip
_THINGS = {
    "ai": 0.3,
    "model": 0.1,
    "agent": 0.06,
    "us": 0.04,
    "china": 0.04,
    "chip": 0.04,
    "market": 0.03,
    "user": 0.02,
}
_DEFAULTS = ((HAN, 0.0015), (THING, 0.01), (EVENT, 0.015), (NUMBER, 0.001), (VERSION, 0.0005), ("", 0.0006))


def _background() -> dict[str, float]:
    shares = {stem(word): share for share, words in _COMMON.items() for word in words.split()}
    return shares | {THING + name: share for name, share in _THINGS.items()} | {EVENT + "release": 0.05}


_SHARES = _background()


@lru_cache(maxsize=100_000)
def _share(term: str) -> float:
    """In which part of the field's articles a term stands, as a guess before any was seen."""
    known = _SHARES.get(term)
    if known is not None:
        return known
    return next(share for mark, share in _DEFAULTS if term.startswith(mark))


@dataclass
class Rarity:
    """Counts in how many articles of the window a term stands: a name in a burst of news says less.

    What was told of a term stands until `renew`, so that all weights are of one moment, and cheap.
    """

    articles: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    _told: dict[str, float] = field(default_factory=dict)

    def add(self, terms: Iterable[str]) -> None:
        self.articles += 1
        self.counts.update(terms)

    def remove(self, terms: Iterable[str]) -> None:
        self.articles -= 1
        for term in terms:
            self.counts[term] -= 1
            if not self.counts[term]:
                del self.counts[term]

    def renew(self) -> None:
        self._told.clear()

    def idf(self, term: str) -> float:
        """How much the term says: its inverse document frequency, less for pairs of characters, which overlap."""
        told = self._told.get(term)
        if told is None:
            expected = _share(term) * BACKGROUND + self.counts[term]
            told = math.log((BACKGROUND + self.articles) / (expected + 1.0))
            told *= PAIR_WEIGHT if term.startswith(HAN) else 1.0
            self._told[term] = told
        return told


# --- Weighted -----------------------------------------------------------------------------------------------------------

UNKNOWN_WEIGHT = 0.45
"""How much a term counts in the length of a text that is compared with one in the other language, where that term
could not be matched: without it, two texts that share all of the little that can be compared would look the same."""


@dataclass(frozen=True, slots=True)
class Weighted:
    """Features with the weights of one moment, and the length of the vector."""

    features: Features
    weights: Mapping[str, float]
    length: float

    @property
    def length_across(self) -> float:
        """Its length beside an article in the other language."""
        return math.sqrt(sum(self._part(term) ** 2 for term in self.weights)) or 1.0

    def _part(self, term: str) -> float:
        return self.weights[term] * (1.0 if _matchable(term, self.features) else UNKNOWN_WEIGHT)


LEAD_WEIGHT = 0.4
"""A word of the first sentences counts less than one of the title."""


def _matchable(term: str, features: Features) -> bool:
    """Whether an article in the other language could hold the term."""
    if term.startswith(HAN):
        return False
    return features.chinese or term[0] in (EVENT, THING, NUMBER, VERSION) or term in features.proper


def weigh(features: Features, rarity: Rarity) -> Weighted:
    idf = rarity.idf
    weights = {term: idf(term) for term in features.title}
    weights.update({term: LEAD_WEIGHT * idf(term) for term in features.lead})
    return Weighted(features, weights, math.sqrt(sum(w * w for w in weights.values())) or 1.0)


# --- What speaks against one event -----------------------------------------------------------------------------------

OTHER_VERSION = 0.45
OTHER_MODEL = 0.6
OTHER_COMPANY = 0.7
OTHER_PARTNER = 0.85
OTHER_ACT = 0.65
OTHER_MONEY = 0.85
SAME_OUTLET = 0.75
ROUNDUP = 0.2
"""Factors for two articles that name other versions of one thing, no model or company in common, …: tried on the
half `tune` of bench/gold/stories.jsonl and on real feeds with texts, then rounded."""

SERIES_HOURS = 18.0
"""The same outlet's same title with other figures, this far apart, is the next issue; before that, a live update."""

DAYS_ALIKE = 1.0
DAY_PENALTY = 0.2
"""From the second day on, each day between two articles divides by so much more."""


def _same_outlet(one: Features, other: Features) -> bool:
    return bool(one.outlet) and one.outlet == other.outlet


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and bool(other) and one.isdisjoint(other)


def _other_version(one: Features, other: Features) -> bool:
    shared = one.versions.keys() & other.versions.keys()
    return any(one.versions[name].isdisjoint(other.versions[name]) for name in shared)


def _hours(one: Features, other: Features) -> float:
    return abs((one.published - other.published).total_seconds()) / 3600.0


def _next_issue(one: Features, other: Features) -> bool:
    """Whether both are issues of a series: the same title but for the figures, by one outlet, on another day or of
    another version."""
    if one.outlet != other.outlet or one.pattern != other.pattern or one.figures == other.figures:
        return False
    return _hours(one, other) >= SERIES_HOURS or _other_version(one, other) or one.pattern.strip("v0. ") == ""


def objections(one: Features, other: Features) -> float:
    """A factor between 0 and 1: 1 when nothing speaks against one event, 0 when it can't be one."""
    if _next_issue(one, other):
        return 0.0
    factor = 1.0
    if _other_version(one, other):
        factor *= 0.0 if _same_outlet(one, other) else OTHER_VERSION
    if _apart(one.models, other.models):
        factor *= OTHER_MODEL
    if one.names - other.names and other.names - one.names:
        factor *= OTHER_COMPANY if _apart(one.names, other.names) else OTHER_PARTNER
    if _apart(one.acts, other.acts):
        factor *= OTHER_ACT
    if _apart(one.money, other.money):
        factor *= OTHER_MONEY
    if _same_outlet(one, other) and one.title != other.title:
        factor *= SAME_OUTLET
    if (one.roundup or other.roundup) and one.title != other.title:
        factor *= ROUNDUP
    return factor / (1.0 + DAY_PENALTY * max(0.0, _hours(one, other) / 24.0 - DAYS_ALIKE))


# --- Similarity -------------------------------------------------------------------------------------------------------

HALF_EVIDENCE = 3.0
"""Shared weight, beside the strongest shared term, at which a cosine counts half: one name in common proves nothing."""


def _common(one: Weighted, other: Weighted) -> list[str]:
    """Shared terms. Within one outlet only the titles', without the column's name: its texts share phrases of their
    own ("Comments URL", "we are investigating"), and its rewrites share their title."""
    if not _same_outlet(one.features, other.features):
        if len(one.weights) > len(other.weights):
            one, other = other, one
        return [term for term in one.weights if term in other.weights]
    label = one.features.label & other.features.label
    return [term for term in set(one.features.title).intersection(other.features.title) if term not in label]


def _across(one: Weighted, other: Weighted, shared: list[str], dot: float) -> float:
    """Between languages: two things in common at least, and not only acts and topics. More of those instead of a name
    or a figure were tried, and found as much that is wrong as is right."""
    if len(shared) < 2 or all(term[0] in (EVENT, THING) for term in shared):
        return 0.0
    return min(1.0, dot / (one.length_across * other.length_across))


def similarity(one: Weighted, other: Weighted) -> float:
    """How likely both tell one event: 0 to 1, symmetric."""
    shared = _common(one, other)
    if not shared:
        return 0.0
    products = [one.weights[term] * other.weights[term] for term in shared]
    dot = sum(products)
    evidence = math.sqrt(max(0.0, dot - max(products)))
    if one.features.chinese != other.features.chinese:
        cosine = _across(one, other, shared, dot)
    else:
        cosine = dot / (one.length * other.length)
    if not cosine:
        return 0.0
    if one.features.title != other.features.title:
        cosine *= evidence / (evidence + HALF_EVIDENCE)
    return cosine * objections(one.features, other.features)
