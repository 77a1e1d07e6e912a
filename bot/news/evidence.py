"""A claim laid beside the source sentences that cover it best, and where its wording departs from theirs.

It finds and aligns; what a departure means is judged in `altered_facts` and `altered_stance`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

from rapidfuzz.distance import LCSseq

from bot.news.reading import Name, Reading, Token

ProblemKind = Literal[
    "number", "name", "quote", "negation", "hedge", "date", "attribution", "comparison", "unsupported"
]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one finding costs: the score is multiplied by 1 - `weight`. A small cost is no problem by itself."""

    weight: float
    kind: ProblemKind
    what: str


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
    def joined(self) -> str:
        return " ".join(s.joined for s in self.sentences)

    @cached_property
    def text(self) -> str:
        return "\n".join(s.text for s in self.sentences)

    @cached_property
    def folded(self) -> frozenset[str]:
        return frozenset(s.folded for s in self.sentences)

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


@dataclass(frozen=True)
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
    def coverage(self) -> float:
        terms = [t for t in self.claim.terms if not is_soft(t, self.claim)]
        return sum(self._told(t) for t in terms) / len(terms) if terms else 1.0

    def _told(self, token: Token) -> float:
        """Names are judged by themselves: one that the sources know counts as told."""
        found = covered(token.key, self.keys)
        return found or (0.9 if in_name(token, self.claim) and token.key in self.sources.keys else 0.0)

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

    @property
    def other_script(self) -> bool:
        return self.claim.is_cjk != self.best.is_cjk


def is_soft(token: Token, reading: Reading) -> bool:
    return any(token.start < b and token.end > a for a, b in reading.soft_spans)


def covered(key: str, keys: frozenset[str]) -> float:
    if key in keys:
        return 1.0
    return 0.8 if len(key) >= 5 and key.isascii() and any(_related(key, k) for k in keys) else 0.0


def _related(one: str, other: str) -> bool:
    """One word family: "announcement" and "announced", "Europe" and "European"."""
    one, other = one.removeprefix("="), other.removeprefix("=")
    shared = min(len(one), len(other))
    return shared >= 5 and one[: max(5, shared - 2)] == other[: max(5, shared - 2)]


def evidence(claim: Reading, sources: Sources) -> tuple[Reading, ...]:
    left = set(claim.keys)
    chosen: list[Reading] = []
    while len(chosen) < _MOST_EVIDENCE:
        best = max(sources.sentences, key=lambda s: (len(left & s.keys), -len(s.keys)))
        gain = len(left & best.keys)
        if chosen and gain < max(1, 0.15 * len(claim.keys)):
            break
        chosen.append(best)
        left -= best.keys
    return tuple(chosen)


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
    if one.name == other.name:
        return True
    if one.known and other.known:
        return one.name.startswith(other.name + " ") or other.name.startswith(one.name + " ")
    return set(one.parts) <= set(other.parts) or _is_acronym(one, other) or _is_acronym(other, one)


def _is_acronym(short: Name, long: Name) -> bool:
    letters = "".join(w[0] for w in long.name.replace("-", " ").split() if w[0].isupper())
    return len(short.name) >= 2 and short.name.replace(".", "") == letters and len(letters) >= 2


def compact(text: str) -> str:
    return text.lower().replace(" ", "").replace("-", "")


def names_at(tokens: Sequence[Token], reading: Reading) -> list[Name]:
    return [n for n in reading.names if any(n.start <= t.start < n.end for t in tokens)]


def quote_form(text: str) -> str:
    kept = "".join(c if c.isalnum() else " " for c in text.lower().replace("’", "").replace("'", ""))
    return " ".join(kept.split())
