"""A claim laid beside the source sentences that cover it best, and where its wording departs from theirs.

It finds and aligns; what a departure means is judged in `altered_facts` and `altered_stance`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

from rapidfuzz.distance import LCSseq

from bot.news.actors import Cast
from bot.news.numbers import Number, agrees
from bot.news.reading import Name, Reading, Token, covered, is_pair
from bot.news.related import fields, generic
from bot.news.verbs import verb_of
from bot.news.wording import opposites

ProblemKind = Literal[
    "number", "name", "quote", "negation", "hedge", "date", "attribution", "comparison", "unsupported"
]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one finding costs: the score is multiplied by 1 - `weight`. A small cost is no problem by itself."""

    weight: float
    kind: ProblemKind
    what: str


_RELATED, _ELSEWHERE, _RELATED_ELSEWHERE = 0.7, 0.7, 0.5
"""What a word counts as told when the evidence has a word of its field, when another sentence has the word itself, and
when another sentence has one of its field."""

_GENERIC_WEIGHT, _VERB_WEIGHT, _PAIR_WEIGHT = 0.2, 0.6, 0.5

_MOST_EVIDENCE = 3
"""Source sentences that one sentence of a claim may rest on; a brief's sentence cites one to three."""


class Sources:
    """All source sentences of one check."""

    def __init__(self, sentences: Sequence[Reading], published: datetime | None) -> None:
        self.sentences = sentences
        self.published = published

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset().union(*(s.keys | s.all_keys for s in self.sentences))

    @cached_property
    def fields(self) -> frozenset[int]:
        return frozenset().union(*(s.fields for s in self.sentences))

    @cached_property
    def joined(self) -> str:
        return " ".join(s.joined for s in self.sentences)

    @cached_property
    def text(self) -> str:
        return "\n".join(s.text for s in self.sentences)

    @cached_property
    def folded(self) -> frozenset[str]:
        return frozenset(s.folded for s in self.sentences)

    @cached_property
    def cast(self) -> Cast:
        return Cast(self.sentences)

    @cached_property
    def main_name(self) -> Name | None:
        first = [s.names[0] for s in self.sentences if s.names]
        return max(first, key=lambda n: sum(same_name(n, other) for other in first), default=None)

    @cached_property
    def compact(self) -> str:
        return compact(self.text)

    @cached_property
    def quotable(self) -> str:
        return quote_form(self.text)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        return tuple(n for s in self.sentences for n in s.names)


@dataclass(frozen=True, eq=False)
class Case:
    """One sentence of the claim, the evidence for it (best first), and all sources."""

    claim: Reading
    evidence: tuple[Reading, ...]
    sources: Sources

    @property
    def best(self) -> Reading:
        return self.evidence[0]

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset().union(*(e.keys | e.all_keys for e in self.evidence))

    @cached_property
    def fields(self) -> frozenset[int]:
        """The fields of meaning that the evidence's words belong to."""
        return frozenset().union(*(e.fields for e in self.evidence))

    @cached_property
    def coverage(self) -> float:
        """How much of the claim's words the evidence tells, in these or in related words."""
        weighed = [(self._told(t), self._weight(t)) for t in self.claim.terms if self._counts(t)]
        whole = sum(weight for _, weight in weighed)
        return sum(told * weight for told, weight in weighed) / whole if whole else 1.0

    @staticmethod
    def _weight(token: Token) -> float:
        """Verbs and adverbs are reworded freely, nouns carry what is told."""
        if token.key in generic() or token.text.endswith("ly"):
            return _GENERIC_WEIGHT
        if is_pair(token):
            return _PAIR_WEIGHT
        return _VERB_WEIGHT if verb_of(token.text.lower()) is not None else 1.0

    def _counts(self, token: Token) -> bool:
        """A cue, a number or a date is judged by its class, unless it's a word of its own that no source has."""
        return not is_soft(token, self.claim) or (
            token.key.isascii()
            and token.text.isalpha()
            and verb_of(token.text.lower()) is not None
            and token.key not in self.keys
            and not self._has_such_cue(token)
        )

    def _has_such_cue(self, token: Token) -> bool:
        kinds = {c.kind for c in self.claim.cues if c.start <= token.start < c.end}
        return any(c.kind in kinds for e in self.evidence for c in e.cues) or not kinds

    def _told(self, token: Token) -> float:
        """Names are judged by themselves: one that the sources know counts as told."""
        found = covered(token.key, self.keys)
        if found or token.key not in self.sources.keys:
            near = token.fields
            return found or (
                _RELATED if near & self.fields else _RELATED_ELSEWHERE if near & self.sources.fields else 0.0
            )
        return 0.9 if in_name(token, self.claim) else _ELSEWHERE

    @cached_property
    def edits(self) -> tuple[Slot, ...]:
        """What was left out, put in or put in its place between the best sentence and the claim."""
        return tuple(_edits(self.best, self.claim))

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(e for e in self.edits if e.new)

    @cached_property
    def closeness(self) -> float:
        """Share of the claim's words that stand in the best sentence in the same order."""
        new = sum(len(s.new) for s in self.slots)
        return 1 - new / max(1, len(self.claim.tokens))

    @cached_property
    def copying(self) -> float:
        """Share of the claim's words that follow each other in some sentence of the sources as they do in the claim."""
        ours = self.claim.pairs
        return sum(any(p in s.pairs for s in self.sources.sentences) for p in ours) / len(ours) if ours else 1.0

    @property
    def other_script(self) -> bool:
        return self.claim.is_cjk != self.best.is_cjk


def is_soft(token: Token, reading: Reading) -> bool:
    return any(token.start < b and token.end > a for a, b in reading.soft_spans)


def evidence(claim: Reading, sources: Sources) -> tuple[Reading, ...]:
    """The sentences that tell most of the claim, best first: words, related words, names, numbers and dates."""
    left = _Wanted.of(claim)
    whole = left.weight
    chosen: list[Reading] = []
    while len(chosen) < _MOST_EVIDENCE:
        others = [s for s in sources.sentences if s not in chosen]
        if not others:
            break
        gain, best = max(((left.told_by(s), s) for s in others), key=lambda pair: (pair[0], -len(pair[1].keys)))
        if chosen and gain < max(1, 0.15 * whole):
            break
        chosen.append(best)
        left = left.without(best)
    return tuple(chosen)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What of a claim no chosen sentence tells yet."""

    words: tuple[tuple[str, float, frozenset[int]], ...]
    numbers: tuple[Number, ...]

    @classmethod
    def of(cls, claim: Reading) -> _Wanted:
        named = {t.key for t in claim.terms if in_name(t, claim)}
        words = {t.key: t.text.lower() for t in claim.terms}
        light = generic()
        weights = {k: _GENERIC_WEIGHT if k in light else _NAME_IN_EVIDENCE if k in named else 1.0 for k in words}
        return cls(
            tuple((k, weights[k], fields(w) if k not in named else frozenset()) for k, w in words.items()),
            claim.numbers,
        )

    @property
    def weight(self) -> float:
        return sum(weight for _, weight, _ in self.words)

    def told_by(self, sentence: Reading) -> float:
        keys, near = sentence.keys, sentence.fields
        against = opposites()
        told = sum(
            w if k in keys else _RELATED_IN_EVIDENCE * w if f & near or against.get(k, _NOTHING) & keys else 0.0
            for k, w, f in self.words
        )
        return told + sum(
            _NUMBER_IN_EVIDENCE for n in self.numbers if any(agrees(n, other) for other in sentence.numbers)
        )

    def without(self, sentence: Reading) -> _Wanted:
        words = tuple(w for w in self.words if w[0] not in sentence.keys)
        return _Wanted(words, tuple(n for n in self.numbers if not any(agrees(n, o) for o in sentence.numbers)))


_NOTHING: frozenset[str] = frozenset()
_NAME_IN_EVIDENCE, _NUMBER_IN_EVIDENCE, _RELATED_IN_EVIDENCE = 1.2, 1.0, 0.4
"""What a name, a number and a related word count for, beside a word, when sentences are chosen as evidence."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Words of the source (`old`) in whose place the claim has other words (`new`); `inner`: between common words."""

    old: tuple[Token, ...]
    new: tuple[Token, ...]
    inner: bool


def _edits(source: Reading, claim: Reading) -> Iterator[Slot]:
    old: list[Token] = []
    new: list[Token] = []
    begun = False
    for op in LCSseq.opcodes([t.key for t in source.tokens], [t.key for t in claim.tokens]):
        if op.tag == "equal":
            if old or new:
                yield Slot(tuple(old), tuple(new), begun)
            old, new, begun = [], [], True
        else:
            old += source.tokens[op.src_start : op.src_end]
            new += claim.tokens[op.dest_start : op.dest_end]
    if old or new:
        yield Slot(tuple(old), tuple(new), False)


def in_name(token: Token, reading: Reading) -> bool:
    return any(n.start <= token.start < n.end for n in reading.names)


def same_name(one: Name, other: Name) -> bool:
    if one.name == other.name or _country(one) == _country(other):
        return True
    if one.known and other.known:
        return one.name.startswith(other.name + " ") or other.name.startswith(one.name + " ")
    return set(one.parts) <= set(other.parts) or _is_acronym(one, other) or _is_acronym(other, one)


def is_one_of(name: Name, others: Iterable[Name]) -> bool:
    """Whether one of the others names the same, in a longer or a shorter form."""
    return any(same_name(name, other) or same_name(other, name) for other in others)


_COUNTRIES = {
    "america": "us", "united states": "us", "u.s": "us", "u.s.": "us", "usa": "us", "united states of america": "us", "us": "us",
    "american": "us", "britain": "uk", "great britain": "uk", "united kingdom": "uk", "u.k": "uk", "u.k.": "uk", "uk": "uk",
    "british": "uk", "eu": "eu", "european union": "eu", "holland": "nl", "netherlands": "nl", "dutch": "nl",
}  # fmt: skip
"""Names of one country or union that share no word."""


def _country(name: Name) -> str:
    lower = name.name.lower().removeprefix("the ")
    return _COUNTRIES.get(lower, lower)


def _is_acronym(short: Name, long: Name) -> bool:
    letters = "".join(w[0] for w in long.name.replace("-", " ").split() if w[0].isupper())
    return len(short.name) >= 2 and short.name.replace(".", "") == letters and len(letters) >= 2


def compact(text: str) -> str:
    return text.lower().replace(" ", "").replace("-", "")


def quote_form(text: str) -> str:
    kept = "".join(c if c.isalnum() else " " for c in text.lower().replace("’", "").replace("'", ""))
    return " ".join(kept.split())
